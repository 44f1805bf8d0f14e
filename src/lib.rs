//! surge-sim
pub mod calendar;
#[cfg(feature = "native")]
pub mod cli;
#[cfg(feature = "native")]
pub mod commands;
pub mod engine;
#[cfg(feature = "native")]
pub mod error;
pub mod experiment;
pub mod measure;
pub mod model;
pub mod report;
pub mod scenario;
pub mod stats;
pub mod time;
pub mod verification;
