//! `[[inspection]]`: a date, a sample of case files, a grade.

use jiff::civil::Date;
use serde::Serialize;

use super::counters::GRADES;
use super::measures::Names;
use crate::scenario::Scenario;
use crate::scenario::check::limits::{MOST_COUNTED, MOST_ENTRIES, SHARE, SOME_DAYS, from_to};
use crate::scenario::check::{CheckedParts, Checker, elements};
use crate::scenario::declare::{KeyFacts, KeyTable as _, block, facts};
use crate::scenario::kinds::{Count, Day, Number, Table};
use crate::scenario::raw::{At, List};
use crate::scenario::resolved::Out;
use crate::scenario::warning::ScenarioWarning;

block! {
    /// One inspection.
    #[derive(Clone, Copy, Debug, PartialEq, Serialize)]
    pub struct Inspection read as RawInspection, used "mechanisms::inspection" {
        date: Date = Day() {
            what: "The day",
            unit: "date",
        }
        sample: u32 = Count(1, MOST_COUNTED) {
            what: "Files read",
            unit: "files",
            default: 27,
        }
        window_days: f64 = Number(SOME_DAYS) {
            what: "Days before it from which files are drawn",
            unit: "days",
            default: 180,
        }
        /// Scores lie between 0 and 1.
        noise: f64 = Number(from_to(0.0, 10.0)) {
            what: "Standard deviation of a reader's score of one file",
            default: 0.15,
        }
        grades: GradeCuts = Table() {
            what: "Least mean scores of the grades",
        }
    }
}

block! {
    /// Cut-offs, best first; what lies below the last is inadequate.
    #[derive(Clone, Copy, Debug, PartialEq, Serialize)]
    pub struct GradeCuts read as RawGrades, used "mechanisms::inspection" {
        outstanding: f64 = Number(SHARE) {
            what: "Least score for outstanding",
            unit: "score",
            default: 0.90,
        }
        good: f64 = Number(SHARE) {
            what: "Least score for good",
            unit: "score",
            default: 0.75,
        }
        adequate: f64 = Number(SHARE) {
            what: "Least score for adequate",
            unit: "score",
            default: 0.55,
        }
    }
}

impl GradeCuts {
    /// The place of a mean score among the [`GRADES`]: each begins at its cut-off.
    #[must_use]
    pub fn grade(&self, mean: f64) -> usize {
        [self.outstanding, self.good, self.adequate]
            .into_iter()
            .position(|cut| mean >= cut)
            .unwrap_or(GRADES.len() - 1)
    }
}

/// What a scenario has of it, in order of date.
pub type Keys = Vec<Inspection>;

/// The list as it is written.
pub(crate) type Raw = List<RawInspection>;

/// What the list declares.
pub(crate) const FACTS: KeyFacts =
    facts!({ what: "Inspections of files" } "mechanisms::inspection", Raw);

/// Keys of other blocks that do nothing without it, or another that reads them.
pub(crate) const READS: &[&str] = &[];

pub(crate) fn checked(
    check: &mut Checker,
    raw: &Option<At<Raw>>,
    known: &CheckedParts<'_>,
) -> Keys {
    let list = elements(raw.as_ref());
    // Inspections have no names, so that the check of names does not count them.
    if let Some(at) = list.get(MOST_ENTRIES) {
        check.note(at.place.problem(format!("more than {MOST_ENTRIES} entries")));
    }
    let mut inspections: Vec<Inspection> = Vec::new();
    for raw in list.iter().take(MOST_ENTRIES) {
        let inspection = Inspection::checked(check, raw);
        in_order(check, raw, &inspection.grades);
        // Measures and draws tell inspections apart by their days.
        if inspections.iter().any(|other| other.date == inspection.date) {
            check.note(raw.place.problem("a second inspection on that day"));
        }
        if !known.time.observes(inspection.date) {
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

pub(crate) fn write(out: &mut Out, scenario: &Scenario) {
    let inspections = &scenario.mechanisms.inspection;
    inspections.iter().for_each(|block| out.block("[[inspection]]", block, scenario));
}

pub(crate) fn names(scenario: &Scenario) -> Names {
    let dates = scenario.mechanisms.inspection.iter().map(|inspection| inspection.date);
    Names { dates: dates.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Overrides;
    use crate::scenario::tests::round_trip::returns;
    use crate::scenario::tests::{SMALL, load_files, said, with};

    /// A variant that says this of an inspection of its base, read with these overrides.
    fn variant(
        text: &str,
        overrides: &Overrides,
    ) -> Result<crate::scenario::Loaded, crate::scenario::LoadError> {
        let base = format!("{SMALL}[[inspection]]\ndate = 2008-11-26\nsample = 20\n");
        let text = format!("extends = \"base.toml\"\n{text}");
        load_files(&[("variant.toml", &text), ("base.toml", &base)], overrides)
    }

    #[test]
    fn a_grade_begins_at_its_cut() {
        let cuts = GradeCuts { outstanding: 0.9, good: 0.75, adequate: 0.55 };
        let graded = [0.95, 0.9, 0.89, 0.75, 0.6, 0.54].map(|mean| cuts.grade(mean));
        assert_eq!(graded, [0, 0, 1, 1, 2, 3]);
    }

    #[test]
    fn inspections_stand_in_order_of_date() {
        let text = "[[inspection]]\ndate = 2010-03-01\n[[inspection]]\ndate = 2008-11-26\n";
        let scenario = with(text).expect("sound").scenario;
        let dates: Vec<String> = names(&scenario).dates.iter().map(ToString::to_string).collect();
        assert_eq!(dates, ["2008-11-26", "2010-03-01"]);
    }

    #[test]
    fn a_variant_and_an_override_reach_an_inspection_by_its_day() {
        let merged = "[[inspection]]\ndate = 2008-11-26\nsample = 40\n";
        let set = Overrides::none().set("inspection.2008-11-26.sample=40");
        for found in [variant(merged, &Overrides::none()), variant("", &set)] {
            let inspections = found.expect("sound").scenario.mechanisms.inspection;
            assert_eq!((inspections.len(), inspections[0].sample), (1, 40));
        }
        let wrong = Overrides::none().set("inspection.2008-11-27.sample=40");
        let said = said(variant("", &wrong));
        let expected = "nothing of that name in inspection; nearest: \"2008-11-26\"";
        assert!(said.contains(expected), "{said}");
    }

    #[test]
    fn one_outside_the_observed_period_is_warned_of() {
        for date in ["2005-01-03", "2015-01-05"] {
            let found = with(&format!("[[inspection]]\ndate = {date}\n")).expect("sound").warnings;
            assert!(matches!(found[..], [ScenarioWarning::InspectionOutside { .. }]), "{found:?}");
        }
    }

    #[test]
    fn defaults_return() {
        returns(&with("[[inspection]]\ndate = 2008-11-26\n").expect("sound").scenario);
    }
}
