//! Checks `[[inspection]]`.

use super::limits::{MOST_ENTRIES, SHARE};
use super::{Checker, elements};
use crate::scenario::declare::KeyTable as _;
use crate::scenario::raw::{At, RawInspection, RawScenario};
use crate::scenario::warning::ScenarioWarning;
use crate::scenario::{GradeCuts, Inspection, TimeFrame};

pub fn inspections(
    check: &mut Checker,
    raw: &At<RawScenario>,
    time: &TimeFrame,
) -> Vec<Inspection> {
    let list = elements(raw.value.inspection.as_ref());
    // Inspections have no names, so that the check of names does not count them.
    if let Some(at) = list.get(MOST_ENTRIES) {
        check.note(at.place.problem(format!("more than {MOST_ENTRIES} entries")));
    }
    let mut inspections: Vec<Inspection> = Vec::new();
    for raw in list.iter().take(MOST_ENTRIES) {
        let inspection = Inspection::checked(check, raw);
        in_order(check, raw, &inspection.grades);
        if inspections.iter().any(|other| other.date == inspection.date) {
            check.note(raw.place.problem("a second inspection on that day"));
        }
        if !time.observes(inspection.date) {
            check.warn(ScenarioWarning::InspectionOutside { date: inspection.date });
        }
        inspections.push(inspection);
    }
    // Sorted only now: problems are noted in the order of the file.
    inspections.sort_by_key(|inspection| inspection.date);
    inspections
}

/// Cut-offs, best first, each below the one before it.
fn in_order(check: &mut Checker, raw: &At<RawInspection>, cuts: &GradeCuts) {
    let Some(raw) = &raw.value.grades else { return };
    for (at, cut, better, name) in [
        (&raw.value.good, cuts.good, cuts.outstanding, "outstanding"),
        (&raw.value.adequate, cuts.adequate, cuts.good, "good"),
    ] {
        // A cut-off out of its range has been noted, and its stand-in says nothing.
        if let Some(at) = at.as_ref().filter(|at| SHARE.hold(at.value) && cut >= better) {
            check.note(at.place.problem(format!("must be below {name} ({better})")));
        }
    }
}
