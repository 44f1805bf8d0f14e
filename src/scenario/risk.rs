//! `[[risk]]`: the risk classes children belong to (model.md, section 2).

use serde::Serialize;

use super::ClassId;

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
