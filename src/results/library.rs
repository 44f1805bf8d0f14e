//! What the scenarios of a library answer, each alone and against the one it extends.

use crate::stats::Estimate;

/// What one scenario's replications say.
#[derive(Clone, Copy, Debug)]
pub struct Answered {
    /// How many there are.
    pub replications: usize,
    /// Miss rate in the headline period.
    pub miss_rate: Option<Estimate>,
    /// What publicity adds to it: the run against its own twin.
    pub publicity_adds: Option<Estimate>,
}

/// A scenario against the one it extends, or against its own twin.
#[derive(Clone, Debug)]
pub struct LibraryDifference {
    /// Miss rate in the headline period.
    pub miss_rate: Option<Estimate>,
    /// Children missed in the headline period.
    pub missed: Option<Estimate>,
    /// Children missed over the whole observed period.
    pub missed_whole: Option<Estimate>,
    /// Expected serious harms over the whole observed period.
    pub harms_whole: Option<Estimate>,
}
