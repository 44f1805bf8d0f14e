//! `[[risk]]`: the risk classes children belong to (model.md, section 2).

use super::ClassId;
use super::check::limits::{MOST_DAYS, PER_YEAR, SHARE, SHARE_ABOVE_0, SOME_DAYS, from_to};
use super::declare::keys;
use super::kinds::{Flag, Number, PartOf};
use super::raw::{Maybe, Named};
use serde::Serialize;

/// One risk class. Severity is unseen; what happens to a child follows four competing exponential clocks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RiskClass {
    /// Its name.
    pub name: String,
    /// True where a child of this class is at high risk.
    pub high: bool,
    /// Share of baseline referrals; the shares of all classes are scaled to sum to 1.
    pub share: f64,
    /// Mean severity.
    pub severity_mean: f64,
    /// Standard deviation of severity.
    pub severity_sd: f64,
    /// How far below its severity a child appears to someone without trust.
    pub concealment: f64,
    /// Mean days between concerns someone could notice.
    pub concern_every_days: f64,
    /// Probability that a concern is recognised and referred in normal times.
    pub recognition: f64,
    /// Mean days until the risk ends.
    pub resolves_after_days: f64,
    /// Serious harms a year to an unprotected child.
    pub harm_per_year: f64,
    /// Escalations a year of an unprotected child.
    pub escalates_per_year: f64,
    /// The class it escalates to; `None` where it does not escalate.
    pub escalates_to: Option<ClassId>,
    /// How long cases of this class typically stay open (days); a first guess for the closed form.
    pub typical_open_days: f64,
    /// Shares of children by age band, for stories and case reviews.
    pub ages: Vec<(String, f64)>,
    /// Shares by kind of maltreatment, for stories and case reviews.
    pub kinds: Vec<(String, f64)>,
    /// Share of serious harms that are fatal.
    pub fatal_share: f64,
}

impl RiskClass {
    /// Escalations of a child whom nobody protects (per day); 0 where the class leads to no other.
    #[must_use]
    pub fn escalations_a_day(&self) -> f64 {
        if self.escalates_to.is_some() { self.escalates_per_year / 365.25 } else { 0.0 }
    }

    /// How often the time in the class of a child whom nobody protects ends (per day): the risk does, harm comes or it escalates.
    #[must_use]
    pub fn ends_a_day(&self) -> f64 {
        1.0 / self.resolves_after_days + self.harm_per_year / 365.25 + self.escalations_a_day()
    }
}

keys! {
    /// One class as it is written.
    RawRisk, used "model::referrals" {
        name: String {
            what: "The class's name",
        }
        high: bool = Flag() {
            what: "Whether children in it are at high risk: those who must not be missed",
            unit: "true or false",
            default: false,
            used: "model::episode",
        }
        share: f64 = PartOf("class") {
            what: "Its share of referrals in normal times",
            unit: "share",
            used: "experiment::pilot",
        }
        severity: RawSeverity {
            what: "How severe it is: mean and standard deviation over children",
            unit: "severity",
            used: "model::judgement",
        }
        concealment: f64 = Number(from_to(0.0, 20.0)) {
            what: "How far below its severity a child appears until a worker is trusted",
            unit: "severity",
            default: 0.0,
            used: "model::judgement",
        }
        // Not 0, which would be concerns without end in one moment.
        concern_every_days: f64 = Number(from_to(0.1, MOST_DAYS)) {
            what: "Days between two concerns that somebody could notice",
            unit: "days",
            default: 60,
            needs: ["@concerns"],
        }
        recognition: f64 = Number(SHARE_ABOVE_0) {
            what: "Probability that a concern is recognised and passed on, in normal times",
            unit: "probability",
            default: 0.3,
            needs: ["@concerns"],
        }
        resolves_after_days: f64 = Number(from_to(0.1, MOST_DAYS)) {
            what: "Days until the risk ends by itself, on average",
            unit: "days",
            default: 360,
        }
        harm_per_year: f64 = Number(PER_YEAR) {
            what: "Rate of serious harm without protection",
            unit: "a year",
            default: 0.0,
        }
        escalates_per_year: f64 = Number(PER_YEAR) {
            what: "Rate of moving to the class of escalates_to",
            unit: "a year",
            default: 0.0,
        }
        escalates_to: Maybe<String> {
            what: "The class it escalates to, or \"none\"",
            needs: [".escalates_per_year > 0"],
        }
        // No default here: `defaults` hands on the one of [referrals].
        typical_open_days: f64 = Number(SOME_DAYS) {
            what: "How long a case of this class is typically open",
            unit: "days",
            needs: ["@concerns"],
            used: "experiment::guess",
        }
        ages: Named<f64> {
            what: "Ages of children in it, as shares",
            unit: "share",
            default: { "under 1" = 0.38, "1-4" = 0.30, "5-10" = 0.14, "11-15" = 0.13, "16-17" = 0.05 },
            needs: ["@mechanism", ".harm_per_year > 0"],
            used: "mechanisms",
        }
        kinds: Named<f64> {
            what: "Kinds of abuse or neglect, as shares",
            unit: "share",
            default: { neglect = 0.415, physical = 0.108, emotional = 0.316, sexual = 0.047, multiple = 0.114 },
            needs: ["@mechanism", ".harm_per_year > 0"],
            used: "mechanisms",
        }
        fatal_share: f64 = Number(SHARE) {
            what: "Share of serious harms in which a child dies",
            unit: "share",
            default: 0.46,
            needs: ["@mechanism", ".harm_per_year > 0"],
            used: "mechanisms",
        }
    }
}

keys! {
    /// `severity` as it is written.
    RawSeverity, used "model::judgement" {
        mean: f64 = Number(from_to(-20.0, 20.0)) {
            what: "Mean severity",
            unit: "severity",
        }
        // Not 0: the prior's precision is one over the variance of severity.
        sd: f64 = Number(from_to(0.001, 20.0)) {
            what: "Standard deviation of severity over children",
            unit: "severity",
            default: 0.6,
        }
    }
}
