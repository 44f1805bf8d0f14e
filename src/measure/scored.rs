//! Decisions whose estimates are scored.

/// Decisions whose estimates are scored: all screenings, first ones alone, then one per stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scored {
    /// All screenings, re-referrals included.
    Screening,
    /// First screenings of a child.
    FirstScreening,
    /// Decisions at a stage.
    Stage(usize),
}

impl Scored {
    /// Place in the `Decision` counters.
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Scored::Screening => 0,
            Scored::FirstScreening => 1,
            Scored::Stage(stage) => 2 + stage,
        }
    }

    /// The decision at a place in the `Decision` counters.
    #[must_use]
    pub const fn from_index(index: usize) -> Scored {
        match index {
            0 => Scored::Screening,
            1 => Scored::FirstScreening,
            stage => Scored::Stage(stage - 2),
        }
    }
}
