//! `[judgement]`: how much a look at a child can show.

use serde::Serialize;

use super::check::limits::{PRECISION, SHARE, SOME_DAYS, from_to};
use super::declare::block;
use super::kinds::Number;

block! {
    /// What workers can know (model.md, section 4).
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Judgement read as RawJudgement, used "model::judgement" {
        per_hour: f64 = Number(PRECISION) {
            what: "What an hour of direct time tells of severity, as 1 over a variance",
            unit: "an hour",
            default: 0.25,
        }
        trust_hours: f64 = Number(from_to(0.001, 100_000.0)) {
            what: "Direct hours with the same worker in which concealment falls to 37 %",
            unit: "hours",
            default: 4.0,
            needs: ["risk.concealment > 0"],
        }
        records_retained: f64 = Number(SHARE) {
            what: "Share of the weight of earlier evidence that records carry to a new referral",
            unit: "share",
            default: 0.6,
            needs: ["@concerns"],
            used: "model::referrals",
        }
        handover_retained: f64 = Number(SHARE) {
            what: "The same from one worker to the next",
            unit: "share",
            default: 0.7,
            used: "model::allocation",
        }
        skill_new: f64 = Number(SHARE) {
            what: "What a newly qualified worker's hour is worth of an experienced one's",
            default: 0.6,
        }
        learning_days: f64 = Number(SOME_DAYS) {
            what: "Days of experience in which what is missing falls to 37 %",
            unit: "days",
            default: 500,
            needs: ["judgement.skill_new != 1"],
        }
        agency_skill: f64 = Number(from_to(0.0, 2.0)) {
            what: "What an agency worker's hour is worth",
            default: 0.8,
            needs: ["staffing.agency.fill > 0 or actions.add.grade = agency"],
            used: "model::triage",
        }
    }
}
