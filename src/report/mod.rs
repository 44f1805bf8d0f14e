//! What a run says, to people and to programs: screens, pages, figures, papers and files.
//!
//! Everything starts from a [`RunResult`](crate::results::RunResult) and computes nothing new about children. Sentences are
//! those of the room [`words`](crate::words). What is said at length is written as a document, which [`terminal`] lays out on
//! the screen that is read aloud and the pages set; [`json`] and [`csv`] are for programs, [`plot`] holds the figures and
//! [`files`] puts all of them into one folder, whole or not at all. [`organisation`] finds what several of them need.

#[cfg(feature = "native")]
pub mod assurance;
pub mod comparison;
#[cfg(feature = "native")]
pub mod comparison_csv;
pub mod csv;
#[cfg(feature = "native")]
pub mod dictionary;
pub(crate) mod document;
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
pub mod run;
pub mod shell;
pub mod spreadsheet;
pub mod story;
#[cfg(feature = "native")]
pub mod study;
pub mod terminal;
pub mod verification_table;
mod warned;
pub mod warned_list;

pub use crate::words::{format, reading};
// Pages of other rooms say it too.
pub use crate::measure::left_out::NOT_FOR;

#[cfg(test)]
pub(crate) mod sample;
