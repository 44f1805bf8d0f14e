//! The file as a whole, and the blocks about the run and about evidence.

use jiff::civil::Date;

use super::*;
use crate::scenario::document::Node;

raw_table!(
    /// A scenario file.
    RawScenario {
        schema: i128,
        name: String,
        description: String,
        without: List<String>,
        time: RawTime,
        replications: RawReplications,
        referrals: RawReferrals,
        risk: List<RawRisk>,
        publicity: List<RawPublicity>,
        judgement: RawJudgement,
        triage: RawTriage,
        teams: List<RawTeam>,
        staffing: RawStaffing,
        stages: List<RawStage>,
        outcome: RawOutcome,
        feedback: Maybe<RawFeedback>,
        culture: Maybe<RawCulture>,
        case_reviews: Maybe<RawCaseReviews>,
        early_help: Maybe<RawEarlyHelp>,
        inspection: List<RawInspection>,
        actions: List<RawAction>,
        prevention: Maybe<RawPrevention>,
        costs: Maybe<RawCosts>,
        opening: List<RawOpening>,
        targets: List<RawTarget>,
        study: RawStudy,
        evidence: Named<RawEvidence>,
        figure: List<RawFigure>,
        solved: RawSolved,
    }
);

raw_table!(
    /// `[time]`
    RawTime {
        start: Date,
        warmup_days: i128,
        run_days: i128,
        calendar: String,
        hours_per_day: f64,
        school_holidays: RawHolidays,
    }
);

raw_table!(
    /// `[replications]`
    RawReplications {
        seed: i128,
        count: i128,
        precision: f64,
        precision_of: Named<f64>,
        min: i128,
        max: i128,
    }
);

raw_table!(
    /// `[outcome]`
    RawOutcome {
        target_working_days: i128,
    }
);

raw_table!(
    /// `[[opening]]`
    RawOpening {
        stage: String,
        waiting: i128,
    }
);

raw_table!(
    /// `[[targets]]`
    RawTarget {
        measure: String,
        period: List<Date>,
        against: List<Date>,
        low: f64,
        high: f64,
        value: f64,
        grows_as: String,
        source: String,
        used as "use": String,
        missed_because: String,
    }
);

raw_table!(
    /// `[study]`
    RawStudy {
        purpose: String,
        audience: String,
        not_for: String,
        decisions: String,
        roles: Named<String>,
    }
);

raw_table!(
    /// `[evidence."path"]`
    RawEvidence {
        source: String,
        grade: String,
        low: f64,
        high: f64,
        distribution: String,
    }
);

raw_table!(
    /// `[[figure]]`, as in `evidence.toml`
    RawFigure {
        id: String,
        figure: String,
        value: NumberOrText,
        unit: String,
        year: String,
        place: String,
        source: String,
        address: String,
        grade: String,
        where_ as "where": String,
        kind: String,
        note: String,
    }
);

/// `[solved]`, read by serde once the classes and stages are known.
#[derive(Clone, Debug)]
pub(crate) struct RawSolved(pub Node);

raw_table!(
    /// `evidence.toml`
    RawEvidenceFile {
        figure: List<RawFigure>,
    }
);
