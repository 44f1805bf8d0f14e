//! The blocks about children and about those who work with them.

use super::*;
use crate::scenario::document::Node;

raw_table!(
    /// `[referrals]`
    RawReferrals {
        per_year: f64,
        typical_open_days: f64,
        weekday: List<f64>,
        sources: List<RawSource>,
    }
);

raw_table!(
    /// `[[referrals.sources]]`
    RawSource {
        name: String,
        share: f64,
        precision: f64,
        publicity_response: f64,
        in_school_holidays: f64,
    }
);

raw_table!(
    /// `[[risk]]`
    RawRisk {
        name: String,
        high: bool,
        share: f64,
        severity: RawSeverity,
        concealment: f64,
        concern_every_days: f64,
        recognition: f64,
        resolves_after_days: f64,
        harm_per_year: f64,
        escalates_per_year: f64,
        escalates_to: Maybe<String>,
        typical_open_days: f64,
        ages: Named<f64>,
        kinds: Named<f64>,
        fatal_share: f64,
    }
);

raw_table!(
    /// `severity`
    RawSeverity {
        mean: f64,
        sd: f64,
    }
);

raw_table!(
    /// `[[teams]]`
    RawTeam {
        name: String,
        posts: List<RawPosts>,
        vacant_share: f64,
        availability: f64,
        caseload_cap: f64,
        stretch: f64,
        stretch_when_waiting: i128,
        order: String,
        rush: Maybe<RawRush>,
    }
);

raw_table!(
    /// One entry of `posts`
    RawPosts {
        grade: String,
        count: f64,
        experience_days: f64,
        fte: f64,
    }
);

raw_table!(
    /// `rush`
    RawRush {
        start_weeks: f64,
        half_weeks: f64,
        floor: f64,
    }
);

raw_table!(
    /// `[staffing]`
    RawStaffing {
        sickness: RawSickness,
        leaving: RawLeaving,
        recruitment: RawRecruitment,
        agency: RawAgency,
    }
);

raw_table!(
    /// `sickness`
    RawSickness {
        per_year: f64,
        overload: f64,
        days_off: RawMeanCv,
    }
);

raw_table!(
    /// `leaving`
    RawLeaving {
        per_year: f64,
        overload: f64,
        blame: f64,
    }
);

raw_table!(
    /// `recruitment`
    RawRecruitment {
        delay_days: RawMeanCv,
        newly_qualified_share: f64,
        protected_share: f64,
        protected_days: f64,
    }
);

raw_table!(
    /// `agency`
    RawAgency {
        fill: f64,
        delay_days: RawMeanCv,
    }
);
