//! How thoroughly to check, and with which seeds.

/// The seeds of every check.
pub const SEEDS: [u64; 3] = [11, 23, 37];

/// How thoroughly to check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Half-widths of at most 2 % of the expected value: some minutes.
    Full,
    /// Wider: what the test-suite runs.
    Short,
}

impl Form {
    pub(super) const fn most_half_width(self) -> f64 {
        match self {
            Form::Full => 0.02,
            Form::Short => 0.04,
        }
    }

    pub(super) const fn least_replications(self) -> u32 {
        match self {
            Form::Full => 24,
            Form::Short => 10,
        }
    }

    pub(super) const fn most_replications(self) -> u32 {
        match self {
            Form::Full => 2000,
            Form::Short => 400,
        }
    }
}
