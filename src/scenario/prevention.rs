//! `[prevention]`: staff moved from the front line so that fewer children come to be at risk, years later.

use jiff::civil::Date;
use serde::Serialize;

use super::TeamId;

/// Prevention: onset falls by `max_reduction * fte / (fte + half_fte) * (1 - exp(-(t - start) / lag_days))`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Prevention {
    /// The team that gives the staff; `None` where they are new staff.
    pub from_team: Option<TeamId>,
    /// How many (full-time equivalent).
    pub fte: f64,
    /// The day prevention begins.
    pub start: Date,
    /// The day the team's staff take it over; `start` unless written. Until then it has new staff of its own, so that the
    /// front line gives up nobody before prevention has begun to work.
    pub staff_move: Date,
    /// Days in which all but 1/e of the effect has come.
    pub lag_days: f64,
    /// Staff at which half the most is reached (full-time equivalent).
    pub half_fte: f64,
    /// The most that onset can fall by, as a share (0..1).
    pub max_reduction: f64,
}
