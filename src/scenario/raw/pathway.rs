//! The blocks about triage and the stages behind it.

use jiff::civil::Date;

use super::*;
use crate::scenario::document::Node;

raw_table!(
    /// `[triage]`
    RawTriage {
        team: String,
        hours: RawMeanCv,
        order: String,
        accept_share: f64,
        threshold: f64,
        urgent_share: f64,
        urgent: f64,
        accepted_to: String,
        urgent_to: String,
        rule: String,
        schedule: List<RawShift>,
        gain: f64,
        max_shift: f64,
        dead_band: f64,
        review_days: f64,
        smooth_weeks: f64,
        visibility: f64,
    }
);

raw_table!(
    /// One entry of `schedule`
    RawShift {
        from: Date,
        shift: f64,
    }
);

raw_table!(
    /// `[[stages]]`
    RawStage {
        name: String,
        kind: String,
        team: String,
        keep_worker: bool,
        urgent: bool,
        visits: i128,
        lead_working_days: i128,
        gap_working_days: i128,
        per_week: Maybe<f64>,
        visit_every_working_days: i128,
        duration_days: Maybe<RawMeanCv>,
        early_review: bool,
        protection: f64,
        protective: bool,
        helps: f64,
        drift_after_working_days: Maybe<i128>,
        deadline_working_days: Maybe<i128>,
        hours: RawHours,
        case_weight: f64,
        outcomes: List<RawOutcomeLine>,
    }
);

raw_table!(
    /// `hours` of a stage
    RawHours {
        direct: f64,
        recording: f64,
        travel: f64,
        cv: f64,
        dist: String,
    }
);

raw_table!(
    /// One entry of `outcomes`
    RawOutcomeLine {
        to: String,
        share: f64,
        threshold: f64,
    }
);
