//! What was found, in sentences: one room for the words that screens, pages, figures and papers share.
//!
//! Results say what was found as types; here it becomes plain English, once, so that nobody who reads results looks into a
//! sentence, and two readers never say the same thing in two ways. [`mod@format`] alone makes text of numbers and dates.

pub mod answer;
pub mod comparison;
pub mod dated;
pub mod format;
pub mod frame;
pub mod headline;
pub mod opening;
pub mod pounds;
pub mod reading;
pub mod rule;
pub mod skill;
pub mod story;
#[cfg(feature = "native")]
pub mod study;
pub mod target;
pub mod warning;
