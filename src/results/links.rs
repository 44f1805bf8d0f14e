//! What each link of the chain carries.

use super::Warning;
use crate::stats::Estimate;

/// The table of links.
#[derive(Clone, Debug)]
pub struct LinksTable {
    /// The period it is about, in words.
    pub period: String,
    /// Replications of each row.
    pub replications: usize,
    /// The full run, each link off alone, all off.
    pub rows: Vec<LinkRow>,
    /// What the single effects leave over of the effect of all: `full - all off - sum of (full - off)`, in excess missed children.
    pub left_over: Option<Estimate>,
    /// What the full run warns of.
    pub warnings: Vec<Warning>,
}

/// One row: a run with some links off.
#[derive(Clone, Debug)]
pub struct LinkRow {
    /// `full run`, `without rush` …, `without all of these`.
    pub name: String,
    /// High-risk children missed in the year after.
    pub missed: Option<Estimate>,
    /// The same without publicity.
    pub missed_twin: Option<Estimate>,
    /// Missed that the twin does not miss.
    pub excess: Option<Estimate>,
    /// What the link carries of the excess: the full run's excess minus this row's.
    pub carries: Option<Estimate>,
    /// What the link carries of all misses in the year after: the full run's minus this row's.
    pub carries_of_all: Option<Estimate>,
    /// Excess in expected serious harms.
    pub excess_harms: Option<Estimate>,
}
