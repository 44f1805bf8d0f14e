//! Checks `[[inspection]]`.

use super::limits::{MOST_COUNTED, MOST_ENTRIES, SHARE, SOME_DAYS, from_to};
use super::{Checker, elements, take};
use crate::scenario::raw::{At, RawInspection, RawScenario};
use crate::scenario::warning::ScenarioWarning;
use crate::scenario::{GradeCuts, Inspection, TimeFrame};

pub fn inspections(
    check: &mut Checker,
    raw: &At<RawScenario>,
    time: &TimeFrame,
) -> Vec<Inspection> {
    let list = elements(raw.value.inspection.as_ref());
    if let Some(at) = list.get(MOST_ENTRIES) {
        check.note(at.place.problem(format!("more than {MOST_ENTRIES} entries")));
    }
    let mut inspections: Vec<Inspection> = Vec::new();
    for raw in list.iter().take(MOST_ENTRIES) {
        let inspection = inspection(check, raw);
        if inspections.iter().any(|other| other.date == inspection.date) {
            check.note(raw.place.problem("a second inspection on that day"));
        }
        if !time.observes(inspection.date) {
            check.warn(ScenarioWarning::InspectionOutside { date: inspection.date });
        }
        inspections.push(inspection);
    }
    inspections.sort_by_key(|inspection| inspection.date);
    inspections
}

fn inspection(check: &mut Checker, raw: &At<RawInspection>) -> Inspection {
    Inspection {
        date: take!(check, raw.date, date),
        sample: take!(check, raw.sample, count, 1, MOST_COUNTED),
        window_days: take!(check, raw.window_days, number, SOME_DAYS),
        noise: take!(check, raw.noise, number, from_to(0.0, 10.0)),
        grades: grades(check, raw),
    }
}

/// Cut-offs, best first, each below the one before it.
fn grades(check: &mut Checker, raw: &At<RawInspection>) -> GradeCuts {
    let raw = take!(check, raw.grades, block);
    let cuts = GradeCuts {
        outstanding: take!(check, raw.outstanding, number, SHARE),
        good: take!(check, raw.good, number, SHARE),
        adequate: take!(check, raw.adequate, number, SHARE),
    };
    for (at, cut, better, name) in [
        (&raw.value.good, cuts.good, cuts.outstanding, "outstanding"),
        (&raw.value.adequate, cuts.adequate, cuts.good, "good"),
    ] {
        // A cut-off out of its range has been noted, and its stand-in says nothing.
        if let Some(at) = at.as_ref().filter(|at| SHARE.hold(at.value) && cut >= better) {
            check.note(at.place.problem(format!("must be below {name} ({better})")));
        }
    }
    cuts
}
