//! Checks `[staffing]`.

use super::limits::{DAYS, FACTOR, PER_YEAR, SHARE};
use super::{Checker, take};
use crate::scenario::raw::{At, RawScenario, RawStaffing};
use crate::scenario::{Agency, Hazard, Recruitment, Sickness, Staffing};

pub fn staffing(check: &mut Checker, raw: &At<RawScenario>) -> Staffing {
    let raw = take!(check, raw.staffing, block);
    Staffing {
        sickness: sickness(check, &raw),
        leaving: leaving(check, &raw),
        recruitment: recruitment(check, &raw),
        agency: agency(check, &raw),
    }
}

fn sickness(check: &mut Checker, raw: &At<RawStaffing>) -> Sickness {
    let raw = take!(check, raw.sickness, block);
    Sickness {
        hazard: Hazard {
            per_year: take!(check, raw.per_year, number, PER_YEAR),
            overload: take!(check, raw.overload, number, FACTOR),
            blame: 0.0,
        },
        days_off: take!(check, raw.days_off, mean_cv, DAYS),
    }
}

fn leaving(check: &mut Checker, raw: &At<RawStaffing>) -> Hazard {
    let raw = take!(check, raw.leaving, block);
    Hazard {
        per_year: take!(check, raw.per_year, number, PER_YEAR),
        overload: take!(check, raw.overload, number, FACTOR),
        blame: take!(check, raw.blame, number, FACTOR),
    }
}

fn recruitment(check: &mut Checker, raw: &At<RawStaffing>) -> Recruitment {
    let raw = take!(check, raw.recruitment, block);
    Recruitment {
        delay_days: take!(check, raw.delay_days, mean_cv, DAYS),
        newly_qualified_share: take!(check, raw.newly_qualified_share, number, SHARE),
        protected_share: take!(check, raw.protected_share, number, SHARE),
        protected_days: take!(check, raw.protected_days, number, DAYS),
    }
}

fn agency(check: &mut Checker, raw: &At<RawStaffing>) -> Agency {
    let raw = take!(check, raw.agency, block);
    Agency {
        fill: take!(check, raw.fill, number, SHARE),
        delay_days: take!(check, raw.delay_days, mean_cv, DAYS),
    }
}
