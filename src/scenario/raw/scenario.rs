//! The file as a whole.

use super::*;
use crate::scenario::declare::keys;
use crate::scenario::document::Node;

macro_rules! scenario {
    ({ $($mechanism:ident: $Mechanism:ident,)* } { $($before:tt)* } { $($after:tt)* }) => {
        keys! {
            /// A scenario file. What holds no assumption about the world, a setting of the run or a decision that is asked
            /// about, says so.
            RawScenario, used "scenario" {
                // The order of the format, which the reference follows as the resolved scenario does: mechanisms stand
                // between the culture and the inspections.
                $($before)*
                $(
                    $mechanism: crate::mechanisms::$mechanism::keys::Raw {
                        as crate::mechanisms::$mechanism::keys::FACTS
                    }
                )*
                $($after)*
            }
        }
    };
}

crate::mechanisms::mechanisms! {
    scenario!
    {
        schema: i128 {
            what: "Version of the scenario format",
            range: ["1"],
            evidence: nothing,
        }
        name: String {
            what: "What people call the scenario",
            used: "report",
        }
        description: String {
            what: "The question it asks",
            used: "report",
        }
        without: List<String> {
            what: "Links of the chain that are switched off, as --without does",
            range: crate::scenario::Switches::NAMES,
            evidence: nothing,
            used: "model",
        }
        time: RawTime {
            what: "When the scenario starts and how long it runs",
            evidence: nothing,
            used: "calendar",
        }
        replications: RawReplications {
            what: "How often the scenario is run, and from which seed",
            evidence: nothing,
            used: "experiment::runner",
        }
        referrals: RawReferrals {
            what: "What comes to the door in normal times",
            used: "model::referrals",
        }
        risk: List<RawRisk> {
            what: "The classes of risk that children come to be in",
            used: "model::referrals",
        }
        publicity: List<RawPublicity> {
            what: "Events that make more concerns be passed on",
            needs: ["@heard"],
            used: "model::publicity",
        }
        publicity_to_come: Maybe<RawPublicityToCome> {
            what: "Events whose days chance decides, the same in run and twin, or \"none\"",
            needs: ["@heard"],
            used: "model::publicity_to_come",
        }
        judgement: RawJudgement {
            what: "What a look at a child can show",
            used: "model::judgement",
        }
        triage: RawTriage {
            what: "Screening at the front door",
            used: "model::triage",
        }
        teams: List<RawTeam> {
            what: "The teams",
            used: "model::staff",
        }
        staffing: RawStaffing {
            what: "Sickness, leaving and finding new staff",
            used: "model::staff",
        }
        stages: List<RawStage> {
            what: "The pathway behind the front door",
            used: "model::stages",
        }
        outcome: RawOutcome {
            what: "What counts as found in time",
            evidence: nothing,
            used: "model::episode",
        }
        feedback: Maybe<RawFeedback> {
            what: "How serious harm becomes public, or \"none\"",
            needs: ["risk.harm_per_year > 0"],
            used: "model::organisation::feedback",
        }
        culture: Maybe<RawCulture> {
            what: "Blame and learning, or \"none\"",
            used: "model::organisation::culture",
        }
    }
    {
        schedule: List<RawScheduleEntry> {
            what: "Numbers that change on a known day",
            evidence: nothing,
            used: "model::dated",
        }
        actions: List<RawAction> {
            what: "What managers do, on a date or under pressure",
            evidence: nothing,
            used: "model::organisation::actions",
        }
        costs: Maybe<RawCosts> {
            what: "What things cost, or \"none\"",
            used: "measure",
        }
        opening: List<RawOpening> {
            what: "Backlogs on the day the observed period begins",
            evidence: nothing,
            used: "model::opening",
        }
        targets: List<RawTarget> {
            what: "What the run should look like, printed beside the model",
            evidence: nothing,
            used: "experiment::calibrate",
        }
        study: RawStudy {
            what: "For the people who sign: printed in reports",
            evidence: nothing,
            used: "report",
        }
        evidence: Named<RawEvidence> {
            what: "Where each number comes from, by its path",
            evidence: nothing,
            used: "report",
        }
        figure: List<RawFigure> {
            what: "Published figures; usually they stand in evidence.toml",
            evidence: nothing,
            used: "report",
        }
        solved: RawSolved {
            what: "Normal times that an earlier pilot found, as check --resolved prints them: a scenario that has them runs without a pilot",
            evidence: nothing,
            used: "experiment::pilot",
        }
    }
}

/// `[solved]`, read by serde once the classes and stages are known.
#[derive(Clone, Debug)]
pub(crate) struct RawSolved(pub Node);

keys! {
    /// `evidence.toml`
    RawEvidenceFile, used "report" {
        figure: List<RawFigure> {
            what: "Published figures",
        }
    }
}
