//! `[early_help]`: places for children whose referral was closed at triage.

use serde::Serialize;

use super::TeamId;
use super::check::limits::{MOST_COUNTED, from_to};
use super::declare::block;
use super::kinds::{Count, Number, TeamOrNone};

block! {
    /// Early help.
    #[derive(Clone, Copy, Debug, PartialEq, Serialize)]
    pub struct EarlyHelp read as RawEarlyHelp, used "model::organisation::early_help" {
        places: u32 = Count(0, MOST_COUNTED) {
            what: "Places",
            unit: "children",
            default: 80,
        }
        hours_per_week: f64 = Number(from_to(0.0, 100_000.0)) {
            what: "Work that all of it takes",
            unit: "hours a week",
            default: 60,
            needs: [".team"],
        }
        team: Option<TeamId> = TeamOrNone() {
            what: "The team that does it, or \"none\" for staff of its own",
            needs: [".hours_per_week > 0"],
        }
        factor: f64 = Number(from_to(1.0, 100.0)) {
            what: "How many times faster the risk ends with a place",
            default: 1.6,
            needs: [".places > 0"],
        }
    }
}
