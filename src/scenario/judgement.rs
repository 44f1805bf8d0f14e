//! `[judgement]`: how much a look at a child can show.

use serde::Serialize;

/// What workers can know (model.md, section 4).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Judgement {
    /// Precision gained per hour with a child (1 / severity variance).
    pub per_hour: f64,
    /// Direct hours with the same worker in which 63 % of concealment fades.
    pub trust_hours: f64,
    /// Weight of earlier evidence on re-referral.
    pub records_retained: f64,
    /// Weight of evidence on handover to another worker.
    pub handover_retained: f64,
    /// Skill of a worker on the first day, of 1.
    pub skill_new: f64,
    /// Days of experience in which 63 % of the rest is learnt.
    pub learning_days: f64,
    /// Skill of agency staff.
    pub agency_skill: f64,
}
