//! The twin of a run: the same children with the same luck, without the publicity.

use serde::{Deserialize, Serialize};

use crate::model::Setting;

/// Whether each replication has its twin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Twin {
    /// Run and twin.
    With,
    /// The run alone.
    Without,
}

impl Twin {
    /// With the twin, unless it was asked to be left out.
    #[must_use]
    pub const fn unless(left_out: bool) -> Twin {
        if left_out { Twin::Without } else { Twin::With }
    }

    /// The same where something tells the twin from the run. Elsewhere the run is its own twin, and none is run.
    #[must_use]
    pub fn worth_running(self, setting: &Setting<'_>) -> Twin {
        if setting.fork.is_some() { self } else { Twin::Without }
    }

    /// True with the twin.
    #[must_use]
    pub fn is_with(self) -> bool {
        self == Twin::With
    }
}

/// One of the two worlds of a replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhichWorld {
    /// The run, as it is.
    Run,
    /// Its twin without the publicity.
    Twin,
}
