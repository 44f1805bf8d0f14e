//! `[prevention]`: staff moved from the front line so that fewer children come to be at risk, years later.

use super::TeamId;
use super::check::limits::{PEOPLE, SHARE, SOME_DAYS, SOME_PEOPLE};
use super::declare::block;
use super::kinds::{Day, DayElse, Number, TeamOrNone};
use jiff::civil::Date;
use serde::Serialize;

block! {
    /// Prevention: onset falls by `max_reduction * fte / (fte + half_fte) * (1 - exp(-(t - start) / lag_days))`.
    #[derive(Clone, Copy, Debug, PartialEq, Serialize)]
    pub struct Prevention read as RawPrevention, used "model::organisation::prevention" {
        from_team: Option<TeamId> = TeamOrNone() {
            what: "The team they come from, or \"none\" for new staff",
            needs: [".fte > 0"],
        }
        fte: f64 = Number(PEOPLE) {
            what: "How many",
            unit: "full-time staff",
            default: 3,
        }
        start: Date = Day() {
            what: "The day prevention begins",
            unit: "date",
        }
        /// The day the team's staff take it over; `start` unless written. Until then it has new staff of its own, so that the
        /// front line gives up nobody before prevention has begun to work.
        staff_move: Date = DayElse() {
            what: "The day the team gives up its posts",
            unit: "date",
            needs: [".from_team", ".fte > 0"],
        }
        lag_days: f64 = Number(SOME_DAYS) {
            what: "Days until it has its effect",
            unit: "days",
            default: 730,
            needs: [".fte > 0", ".max_reduction > 0"],
        }
        half_fte: f64 = Number(SOME_PEOPLE) {
            what: "Staff with whom half of the most is reached",
            unit: "full-time staff",
            default: 6,
            needs: [".fte > 0", ".max_reduction > 0"],
        }
        max_reduction: f64 = Number(SHARE) {
            what: "The most by which it can reduce how many children come to be at risk",
            unit: "share",
            default: 0.3,
            needs: [".fte > 0"],
        }
    }
}
