//! `[triage]`: screening at the front door, and how its threshold answers pressure
//! (model.md, section 5).

use serde::Serialize;

use super::check::limits::{FACTOR, HOURS, SEVERITY, SHARE, SOME_WEEKS, from_to};
use super::declare::{block, keys};
use super::kinds::{Day, Number, OneOf, Varying};
use super::raw::List;
use super::{Destination, MeanCv, Order, StageId, TeamId, Threshold};

/// Screening.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Triage {
    /// The team that screens.
    pub team: TeamId,
    /// Working hours of one screening, all of them direct (hours).
    pub hours: MeanCv,
    /// Who is screened first: `fifo`, `risk` or `class`.
    pub order: Order,
    /// At or above it a referral is accepted; a share includes the urgent.
    pub accept: Threshold,
    /// At or above it a referral goes straight to the urgent stage.
    pub urgent: Threshold,
    /// Where accepted referrals go.
    pub accepted_to: StageId,
    /// Where urgent referrals go.
    pub urgent_to: StageId,
    /// Share of referrals that go to `by_chance_to`, whatever the estimate (0..1).
    pub by_chance: f64,
    /// Where they go.
    pub by_chance_to: Destination,
    /// How far caution lowers the acceptance threshold, as a factor of what it lowers thresholds by.
    pub accept_caution: f64,
    /// The same of the urgent threshold.
    pub urgent_caution: f64,
    /// How the acceptance threshold moves.
    pub rule: ThresholdRule,
    /// Days between reviews of the threshold.
    pub review_days: f64,
    /// Weeks over which managers average the pressure they see.
    pub smooth_weeks: f64,
    /// How much of the deviation from normal pressure reaches managers (0..1).
    pub visibility: f64,
}

impl Triage {
    /// Where screening sends children: the urgent, the accepted, and those whom chance sends to a stage.
    #[must_use]
    pub fn leads_to(&self) -> Vec<StageId> {
        let mut stages = vec![self.urgent_to, self.accepted_to];
        if let (Destination::Stage(to), true) = (self.by_chance_to, self.by_chance > 0.0) {
            stages.push(to);
        }
        stages
    }
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

block! {
    /// From this day, this shift.
    #[derive(Clone, Copy, Debug, PartialEq, Serialize)]
    pub struct ScheduledShift read as RawShift, used "model::thresholds" {
        from: jiff::civil::Date = Day() {
            what: "First day of the shift",
            unit: "date",
        }
        shift: f64 = Number(SEVERITY) {
            what: "The shift",
            unit: "standard deviations",
        }
    }
}

/// The rule as it is written.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum RuleWord {
    Fixed,
    Pressure,
    Schedule,
}

const ORDERS: &[(&str, Order)] =
    &[("risk", Order::Risk), ("fifo", Order::Fifo), ("class", Order::Class)];
const RULES: &[(&str, RuleWord)] = &[
    ("pressure", RuleWord::Pressure),
    ("fixed", RuleWord::Fixed),
    ("schedule", RuleWord::Schedule),
];

keys! {
    /// The table as it is written. The default pathway has the defaults of `team`, `accepted_to` and `urgent_to`.
    RawTriage, used "model::thresholds" {
        team: String {
            what: "The team that screens",
            default: "duty",
            used: "model::triage",
        }
        hours: MeanCv = Varying(HOURS) {
            what: "Hours that a screening takes",
            unit: "hours",
            default: { mean = 1.3, cv = 0.7, dist = "lognormal" },
            dated: true,
            used: "model::triage",
        }
        order: Order = OneOf(ORDERS) {
            what: "Who is screened first: the highest estimated risk, the first to come, or the most severe risk class, as if it were known",
            default: "risk",
            used: "model::triage",
        }
        // Without a kind, like the next three: of a share and a number one must be there, and not both.
        accept_share: f64 {
            what: "Share of referrals accepted in normal times, the urgent included; the threshold is solved from it",
            unit: "share",
            range: SHARE,
            default: 0.64,
            dated: true,
        }
        threshold: f64 {
            what: "The threshold itself, in place of accept_share",
            unit: "severity",
            range: SEVERITY,
            dated: true,
        }
        urgent_share: f64 {
            what: "Share of referrals that go straight to urgent_to in normal times",
            unit: "share",
            range: SHARE,
            default: 0.05,
            dated: true,
        }
        urgent: f64 {
            what: "The threshold of the urgent, in place of urgent_share",
            unit: "severity",
            range: SEVERITY,
            dated: true,
        }
        accepted_to: String {
            what: "The stage that accepted referrals go to",
            default: "initial assessment",
            used: "model::triage",
        }
        urgent_to: String {
            what: "The stage that urgent referrals go to",
            default: "section 47 enquiry",
            used: "model::triage",
        }
        by_chance: f64 = Number(SHARE) {
            what: "Share of screened referrals that go to by_chance_to whatever the estimate; the thresholds decide on the others",
            unit: "share",
            default: 0.0,
            dated: true,
            used: "model::triage",
        }
        by_chance_to: String {
            what: "Where they go: a stage, or \"close\"",
            default: "close",
            needs: [".by_chance > 0"],
            used: "model::triage",
        }
        accept_caution: f64 = Number(FACTOR) {
            what: "How much of culture.caution.shift lowers the threshold of acceptance",
            default: 1,
            needs: ["culture", "publicity.blame > 0 or publicity_to_come.blame > 0 or feedback.public_probability > 0"],
            evidence: factor,
            used: "model::triage",
        }
        urgent_caution: f64 = Number(FACTOR) {
            what: "How much of it lowers the threshold of the urgent",
            default: 0,
            needs: ["culture", "publicity.blame > 0 or publicity_to_come.blame > 0 or feedback.public_probability > 0"],
            used: "model::triage",
        }
        rule: RuleWord = OneOf(RULES) {
            what: "How the threshold moves: not at all, with the pressure that managers see, or on dates",
            default: "pressure",
        }
        schedule: List<RawShift> {
            what: "Shifts of the threshold by date, for the rule schedule",
            needs: ["triage.rule = schedule"],
        }
        gain: f64 = Number(FACTOR) {
            what: "How far the threshold rises for each time normal that pressure lies above normal, beyond the dead band",
            unit: "standard deviations",
            default: 0.5,
            needs: ["triage.rule = pressure", "triage.max_shift > 0", "triage.visibility > 0"],
        }
        max_shift: f64 = Number(FACTOR) {
            what: "The most it rises",
            unit: "standard deviations",
            default: 0.8,
            needs: ["triage.rule = pressure", "triage.gain > 0", "triage.visibility > 0"],
        }
        dead_band: f64 = Number(FACTOR) {
            what: "Pressure above normal, as a share of normal, that moves nothing",
            default: 0.15,
            needs: [
                "triage.rule = pressure",
                "triage.gain > 0",
                "triage.max_shift > 0",
                "triage.visibility > 0",
            ],
        }
        review_days: f64 = Number(from_to(0.1, 3650.0)) {
            what: "Days between two reviews of the threshold",
            unit: "days",
            default: 7,
            needs: [
                "triage.rule = pressure",
                "triage.gain > 0",
                "triage.max_shift > 0",
                "triage.visibility > 0",
            ],
        }
        smooth_weeks: f64 = Number(SOME_WEEKS) {
            what: "Weeks over which managers average pressure",
            unit: "weeks",
            default: 4,
            needs: ["triage.visibility > 0"],
        }
        visibility: f64 = Number(SHARE) {
            what: "Share of a change in pressure that managers see",
            unit: "share",
            default: 0.8,
        }
    }
}
