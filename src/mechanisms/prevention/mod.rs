//! `[prevention]`: staff who no longer meet children in danger, so that fewer come to be in danger years later.

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
