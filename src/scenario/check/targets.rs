//! Checks `[[targets]]` and the measures that targets and precision name.

use jiff::civil::Date;

use super::limits::{MOST_ENTRIES, SHARE};
use super::run::period;
use super::{Checker, elements, take};
use crate::measure::Catalogue;
use crate::scenario::raw::{At, RawScenario, RawTarget, ValuePlace};
use crate::scenario::{Target, TargetUse};

/// The most different periods of targets. Each day knows the periods it lies in by the bits of one word of 64, of which the run's
/// own take four.
const MOST_PERIODS: usize = 60;

/// `[[targets]]`
pub fn targets(check: &mut Checker, raw: &At<RawScenario>, catalogue: &Catalogue) -> Vec<Target> {
    let precise = raw.value.replications.as_ref().and_then(|at| at.value.precision_of.as_ref());
    for (measure, at) in precise.map(|at| at.value.as_slice()).unwrap_or_default() {
        measure_id(check, measure, &at.place, catalogue);
    }
    let list = elements(raw.value.targets.as_ref());
    // Each is compared with all before it.
    if let Some(at) = list.get(MOST_ENTRIES) {
        check.note(at.place.problem(format!("more than {MOST_ENTRIES} entries")));
        return Vec::new();
    }
    let mut targets: Vec<Target> = Vec::new();
    for raw in list {
        let target = target(check, raw, catalogue);
        if targets.iter().any(|known| known.same_question(&target)) {
            check.note(raw.place.problem("a second target for that measure and period"));
        }
        targets.push(target);
        let mut periods: Vec<(Date, Date)> =
            targets.iter().flat_map(|target| [target.period, target.against]).flatten().collect();
        periods.sort_unstable();
        periods.dedup();
        if periods.len() > MOST_PERIODS {
            check.note(raw.place.problem(format!(
                "the targets have more than {MOST_PERIODS} periods: give several one period, or make another scenario of them"
            )));
            break;
        }
    }
    // In a second round: a trend looks at all targets, those further down in the file too.
    for (raw, target) in list.iter().zip(&targets) {
        growth(check, raw, target, &targets, catalogue);
    }
    targets
}

/// A trend needs two earlier figures of what it follows.
fn growth(
    check: &mut Checker,
    raw: &At<RawTarget>,
    target: &Target,
    all: &[Target],
    catalogue: &Catalogue,
) {
    let Some(at) = &raw.value.grows_as else { return };
    if target.used != TargetUse::HeldOut || target.value.is_none() || target.period.is_none() {
        check.note(
            at.place.problem("is of use only beside use = \"held out\", a value and a period"),
        );
    } else if measure_id(check, &at.value, &at.place, catalogue)
        && target.earlier(&target.grows_as, all).len() < 2
    {
        check.note(at.place.problem(
            "needs two targets of that measure with a value and a period before this one, none of them held out",
        ));
    }
}

fn target(check: &mut Checker, raw: &At<RawTarget>, catalogue: &Catalogue) -> Target {
    let measure = take!(check, raw.measure, name);
    if let Some(at) = &raw.value.measure {
        measure_id(check, &measure, &at.place, catalogue);
    }
    let is_share = catalogue.written(&measure).is_some_and(|measure| measure.unit == "share");
    let low = raw.low(check);
    let high = raw.high(check);
    if let Some(at) = raw.value.high.as_ref().filter(|_| high < low) {
        check.note(at.place.problem(format!("must not be below low ({low})")));
    }
    // Of one stretch of time divided by another there is no such limit.
    if is_share && raw.value.against.is_none() {
        for at in [&raw.value.low, &raw.value.high, &raw.value.value].into_iter().flatten() {
            share(check, at);
        }
    }
    let value = raw.value(check);
    if let (Some(value), Some(at)) = (value, &raw.value.value)
        && !(low..=high).contains(&value)
    {
        check.note(at.place.problem(format!("must be from low ({low}) to high ({high})")));
    }
    let period: Option<(Date, Date)> = raw.value.period.as_ref().and_then(|at| period(check, at));
    let against = raw.value.against.as_ref().and_then(|at| self::period(check, at));
    if let Some(at) = raw.value.against.as_ref().filter(|_| period.is_none()) {
        check.note(at.place.problem(
            "needs a period: a measure in one stretch of time is divided by the same in another",
        ));
    }
    Target {
        measure,
        period,
        against,
        low,
        high,
        value,
        grows_as: check.words(raw.value.grows_as.as_ref()),
        source: check.words(raw.value.source.as_ref()),
        used: used(check, raw),
        missed_because: check.words(raw.value.missed_because.as_ref()),
    }
}

/// A share of a whole, which per cent are not.
fn share(check: &mut Checker, at: &At<f64>) {
    if !SHARE.hold(at.value) {
        let meant = SHARE.meant(at.value).map_or_else(String::new, |meant| format!("; {meant}"));
        check.note(at.place.problem(format!("{SHARE}: the measure is a share{meant}")));
    }
}

fn used(check: &mut Checker, raw: &At<RawTarget>) -> TargetUse {
    check.choice(
        &raw.place,
        "use",
        raw.value.used.as_ref(),
        &[TargetUse::Fit, TargetUse::HeldOut, TargetUse::Shown, TargetUse::ForScale]
            .map(|used| (used.name(), used)),
    )
}

/// True where there is such a measure.
fn measure_id(
    check: &mut Checker,
    measure: &str,
    place: &ValuePlace,
    catalogue: &Catalogue,
) -> bool {
    let known = catalogue.formula(measure);
    if let Err(unknown) = &known {
        check.note(place.problem("no such measure").nearest(unknown.nearest.clone()));
    }
    known.is_ok()
}
