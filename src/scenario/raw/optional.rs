//! The blocks about the organisation: each may be left out, and is then off.

use jiff::civil::Date;

use super::*;
use crate::scenario::document::Node;

raw_table!(
    /// `[feedback]`
    RawFeedback {
        public_probability: f64,
        delay_days: RawMeanCv,
        peak: f64,
        ramp_days: f64,
        half_life_days: f64,
        lasting: f64,
    }
);

raw_table!(
    /// `[culture]`
    RawCulture {
        blame_per_tragedy: f64,
        half_life_days: f64,
        lasting: f64,
        dismissals: f64,
        bureaucracy: f64,
        defensive_shift: f64,
        defensive_shift_triage: f64,
        concealment_of_error: f64,
        report_probability: f64,
        learning_gain: f64,
        learning_max: f64,
    }
);

raw_table!(
    /// `[case_reviews]`
    RawCaseReviews {
        probability: f64,
        duration_days: RawMeanCv,
    }
);

raw_table!(
    /// `[early_help]`
    RawEarlyHelp {
        places: i128,
        hours_per_week: f64,
        team: Maybe<String>,
        factor: f64,
    }
);

raw_table!(
    /// `[[inspection]]`
    RawInspection {
        date: Date,
        sample: i128,
        window_days: f64,
        noise: f64,
        grades: RawGrades,
    }
);

raw_table!(
    /// `grades` of an inspection
    RawGrades {
        outstanding: f64,
        good: f64,
        adequate: f64,
    }
);

raw_table!(
    /// `[[actions]]`
    RawAction {
        name: String,
        date: Date,
        when: RawWhen,
        lead_days: f64,
        for_days: Maybe<f64>,
        add: List<RawAdded>,
        moves as "move": List<RawMoved>,
        overtime_share: f64,
        floor: Maybe<f64>,
        freeze_threshold: bool,
        recording: f64,
        cost: f64,
    }
);

raw_table!(
    /// `when`
    RawWhen {
        pressure_above: f64,
        for_weeks: f64,
    }
);

raw_table!(
    /// One entry of `add`
    RawAdded {
        team: String,
        grade: String,
        count: f64,
    }
);

raw_table!(
    /// One entry of `move`
    RawMoved {
        from: String,
        to: String,
        count: f64,
    }
);

raw_table!(
    /// `[prevention]`
    RawPrevention {
        from_team: Maybe<String>,
        fte: f64,
        start: Date,
        staff_move: Date,
        lag_days: f64,
        half_fte: f64,
        max_reduction: f64,
    }
);

raw_table!(
    /// `[costs]`
    RawCosts {
        price_year: i128,
        salary: RawSalaries,
        recruitment: f64,
        dismissal: f64,
        case_review: f64,
        legal_and_compensation: f64,
        dismissal_to_court: f64,
    }
);

raw_table!(
    /// `salary`
    RawSalaries {
        newly_qualified: f64,
        qualified: f64,
        senior: f64,
        agency: f64,
    }
);
