//! Many scenarios on the same chance: the points of a sweep, a sensitivity or uncertainty run, a search or a calibration.
//!
//! A [`Lab`] holds one scenario file and changes it point by point, through the one door of [`Overrides`]. Of every
//! replication it keeps the few counters that the questions need, so that memory follows the questions and not the model.
//! Every point has the same seed: replication `i` of one point meets the children of replication `i` of any other.

mod lab;
mod question;
mod rows;

#[cfg(feature = "native")]
pub mod journalled;

pub use lab::{KeptPoints, Lab, NoPointsKept, Remembered, Stop};
pub use question::{Question, Unanswerable, When};
pub use rows::{Point, Rows};

#[cfg(doc)]
use crate::scenario::Overrides;
