//! `[case_reviews]`: what is looked into after serious harm, and the simple statistics that nobody collects.

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
