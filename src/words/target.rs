//! Targets in words.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::results::WhyMissed;

/// As files have it: empty where nothing is said.
impl fmt::Display for WhyMissed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            WhyMissed::NotSaid => "",
            WhyMissed::Said(why) => why,
            WhyMissed::WhatIf => {
                "This run is a what-if: it is not meant to meet the targets of the scenario it starts from."
            }
        })
    }
}

/// Files of results carry the reason as people read it.
impl Serialize for WhyMissed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Why a target is missed, in a sentence that stands alone.
#[must_use]
pub fn why_missed(why: &WhyMissed) -> String {
    match why {
        WhyMissed::NotSaid => "The scenario gives no reason.".to_owned(),
        why => why.to_string(),
    }
}
