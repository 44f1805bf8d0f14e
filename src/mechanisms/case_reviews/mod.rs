//! `[case_reviews]`: what is looked into after serious harm, and the simple statistics that nobody collects.

pub mod counters;
#[cfg(feature = "native")]
pub mod figure;
pub mod keys;
pub mod lever;
pub mod measures;
#[cfg(test)]
pub(crate) mod sample;
pub mod words;
