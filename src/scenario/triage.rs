//! `[triage]`: screening at the front door, and how its threshold answers pressure
//! (model.md, section 5).

use serde::Serialize;

use super::{Bar, MeanCv, Order, StageId, TeamId};

/// Screening.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Triage {
    /// The team that screens.
    pub team: TeamId,
    /// Working hours of one screening, all of them direct (hours).
    pub hours: MeanCv,
    /// Who is screened first: `fifo` or `risk`.
    pub order: Order,
    /// At or above it a referral is accepted; a share includes the urgent.
    pub accept: Bar,
    /// At or above it a referral goes straight to the urgent stage.
    pub urgent: Bar,
    /// Where accepted referrals go.
    pub accepted_to: StageId,
    /// Where urgent referrals go.
    pub urgent_to: StageId,
    /// How the acceptance threshold moves.
    pub rule: ThresholdRule,
    /// Days between reviews of the threshold.
    pub review_days: f64,
    /// Weeks over which managers average the pressure they see.
    pub smooth_weeks: f64,
    /// How much of the deviation from normal pressure reaches managers (0..1).
    pub visibility: f64,
}

/// How the acceptance threshold moves; shifts in standard deviations of the estimates the pilot recorded at triage.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ThresholdRule {
    /// Never.
    Fixed,
    /// `clamp(gain * (pressure_seen / pressure_normal - 1 - dead_band), 0, max_shift)`.
    Pressure {
        /// Shift per unit of relative pressure.
        gain: f64,
        /// The most it rises.
        max_shift: f64,
        /// Relative pressure that moves nothing.
        dead_band: f64,
    },
    /// On dates, in order.
    Schedule(Vec<ScheduledShift>),
}

/// From this day, this shift.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ScheduledShift {
    /// The first day.
    pub from: jiff::civil::Date,
    /// Shift in standard deviations of the estimates at triage.
    pub shift: f64,
}
