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
