//! `[[inspection]]`: inspectors read a sample of case files and give a grade.

pub mod counters;
#[cfg(feature = "native")]
pub mod figure;
pub(crate) mod handlers;
pub mod keys;
pub mod lever;
pub mod measures;
#[cfg(test)]
pub(crate) mod sample;
pub mod state;
#[cfg(test)]
pub(crate) mod tests;
pub mod words;
