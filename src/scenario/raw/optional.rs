//! The blocks about the organisation: each may be left out, and is then off.

use jiff::civil::Date;

use super::*;
use crate::scenario::document::Node;

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
