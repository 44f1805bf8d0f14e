//! `[practice]`: how a service decides drifts from one statistical year to the next, as councils' figures show that it does.

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
