//! `[early_help]`: a child closed at triage takes a place if one is free, and its risk ends sooner.

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
