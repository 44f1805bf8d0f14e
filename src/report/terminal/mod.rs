//! The screen: a document as lines of plain text, wrapped at the width asked for.
//!
//! [`Style::Bold`] adds bold headings for a terminal that shows them. Nothing is said by colour or position alone.

mod layout;
mod table;

pub(in crate::report) use layout::{LINE, laid_out};
pub use layout::{Style, shown};
#[cfg(feature = "native")]
pub(in crate::report) use table::wrapped;
