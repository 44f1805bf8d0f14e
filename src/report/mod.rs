//! What a run says, to people and to programs: the only room that turns numbers into text and pictures.
//!
//! Everything starts from a [`RunResult`](crate::results::RunResult) and computes nothing new about children:
//! what is said is written as a document, [`terminal`] lays it out on the screen that is read aloud, [`json`] and [`csv`] are for programs, [`plot`] holds the figures and
//! [`files`] puts all of them into one folder, whole or not at all. [`mod@format`] alone makes text of numbers and dates;
//! [`reading`] and [`organisation`] find what several of them need.

#[cfg(feature = "native")]
pub mod assurance;
#[cfg(feature = "native")]
pub mod comparison_csv;
pub mod csv;
#[cfg(feature = "native")]
pub mod dictionary;
mod document;
#[cfg(feature = "native")]
pub mod explain;
#[cfg(feature = "native")]
pub mod files;
#[cfg(feature = "native")]
pub mod gallery;
#[cfg(feature = "native")]
pub mod html;
pub mod icons;
pub mod json;
pub mod library_table;
pub mod links_table;
pub mod markdown;
pub mod organisation;
pub mod pathway;
#[cfg(feature = "native")]
pub mod plot;
#[cfg(feature = "native")]
pub mod reference;
pub mod shell;
pub mod spreadsheet;
pub mod story;
#[cfg(feature = "native")]
pub mod study;
pub mod terminal;
pub mod verification_table;
pub mod warned_list;

pub use crate::words::{format, reading};
// Pages of other rooms say it too.
pub use crate::measure::left_out::NOT_FOR;

#[cfg(test)]
pub(crate) mod sample;
