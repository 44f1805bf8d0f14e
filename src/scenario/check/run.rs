//! Checks `[time]`, `[replications]`, `[[publicity]]` and `[[opening]]`.

use jiff::ToSpan;
use jiff::civil::Date;

use super::limits::ANY_ABOVE_0;
use super::{Checker, elements, present, take};
use crate::scenario::document::path::quote;
use crate::scenario::raw::{At, List, RawHolidays, RawPublicity, RawReplications, RawScenario};
use crate::scenario::warning::ScenarioWarning;
use crate::scenario::{
    Opening, Outcome, Precision, Publicity, PublicityShape, PublicityToCome, Replications, Stage,
    StageId, StageKind, Stopping, TimeFrame, school_holidays,
};

/// Working days the run goes on after the horizon, for the last children to settle.
const SETTLING_WORKING_DAYS: u32 = 90;

pub fn time(check: &mut Checker, raw: &At<RawScenario>, outcome: Outcome) -> TimeFrame {
    let raw = take!(check, raw.time, block);
    let mut time = TimeFrame {
        start: raw.start(check),
        warmup_days: raw.warmup_days(check),
        run_days: raw.run_days(check),
        calendar: raw.calendar(check),
        hours_per_day: raw.hours_per_day(check),
        school_holidays: Vec::new(),
    };
    let last = last_day(&time, outcome);
    time.school_holidays = holidays(check, raw.value.school_holidays.as_ref(), time.start, last);
    time
}

/// How many days the calendar must know: warm-up, run, settling, and 1,200 more: for deadlines beyond, and for the pilot of a short run.
pub fn calendar_days(time: &TimeFrame, outcome: Outcome) -> usize {
    // The last child to come to notice may take the whole window.
    let settling = SETTLING_WORKING_DAYS.max(outcome.target_working_days);
    // Five working days a week at most and two weeks of bank holidays a year: 3 calendar days for 2 working days.
    (time.warmup_days + time.run_days + settling * 3 / 2 + 1200) as usize
}

/// The last day the calendar knows.
pub(crate) fn last_day(time: &TimeFrame, outcome: Outcome) -> Date {
    let days = i64::try_from(calendar_days(time, outcome)).expect("some hundred thousand days fit");
    time.start.saturating_add(days.days())
}

fn holidays(
    check: &mut Checker,
    field: Option<&At<RawHolidays>>,
    start: Date,
    last: Date,
) -> Vec<(Date, Date)> {
    let Some(at) = field else { return Vec::new() };
    match &at.value {
        RawHolidays::Rule(rule) if rule == "england" => school_holidays::england(start, last),
        RawHolidays::Rule(rule) if rule == "none" => Vec::new(),
        RawHolidays::Rule(_) => {
            check.note(
                at.place.problem("must be \"england\", \"none\" or a list of [from, to] dates"),
            );
            Vec::new()
        }
        RawHolidays::Listed(pairs) => listed_holidays(check, pairs),
    }
}

fn listed_holidays(check: &mut Checker, pairs: &List<List<Date>>) -> Vec<(Date, Date)> {
    let mut holidays: Vec<(Date, Date)> = Vec::new();
    for pair in pairs {
        let Some(days) = period(check, pair) else { continue };
        // First and last day both belong to a holiday, so that two that share a day overlap.
        if holidays.last().is_some_and(|before| before.1 >= days.0) {
            check.note(
                pair.place.problem("dates out of order: begins before the one above it ends"),
            );
        }
        holidays.push(days);
    }
    holidays
}

/// Two dates in order.
pub fn period(check: &mut Checker, pair: &At<List<Date>>) -> Option<(Date, Date)> {
    let [from, to] = pair.value.as_slice() else {
        check.note(pair.place.problem("must be two dates: [from, to]"));
        return None;
    };
    let (from, to) = (check.date_within(from), check.date_within(to));
    if from > to {
        check.note(pair.place.problem(format!("dates out of order: {from} is after {to}")));
        return None;
    }
    Some((from, to))
}

pub fn replications(check: &mut Checker, raw: &At<RawScenario>) -> Replications {
    let raw = take!(check, raw.replications, block);
    Replications { seed: seed(check, &raw), stopping: stopping(check, &raw) }
}

fn seed(check: &mut Checker, raw: &At<RawReplications>) -> u64 {
    let Some(at) = &raw.value.seed else { return 0 };
    // Read as a wider number than it is, so that the whole of u64 can be written and -1 is answered by itself.
    u64::try_from(at.value).unwrap_or_else(|_| {
        check.note(at.place.problem(format!("must be a whole number from 0 to {}", u64::MAX)));
        0
    })
}

fn stopping(check: &mut Checker, raw: &At<RawReplications>) -> Stopping {
    let headline = raw.precision(check);
    let of = raw.value.precision_of.as_ref().map(|at| at.value.as_slice()).unwrap_or_default();
    let of: Vec<(String, f64)> =
        of.iter().map(|(measure, at)| (measure.clone(), check.within(at, ANY_ABOVE_0))).collect();
    // A precision of either kind takes the default count back, so that a count beside it was written on purpose.
    if headline.is_none() && of.is_empty() {
        return Stopping::Count(raw.count(check));
    }
    if let Some(count) = &raw.value.count {
        check.note(count.place.problem("either count or precision, not both"));
    }
    let min = raw.min(check);
    let max = raw.max(check);
    if let Some(at) = raw.value.max.as_ref().filter(|_| max < min) {
        check.note(at.place.problem(format!("must not be below min ({min})")));
    }
    Stopping::Precision(Precision { headline, of, min, max })
}

pub fn publicity(check: &mut Checker, raw: &At<RawScenario>, time: &TimeFrame) -> Vec<Publicity> {
    let raw = elements(raw.value.publicity.as_ref());
    let labels = check.names(raw, "publicity", |event| event.label.as_ref());
    let mut events: Vec<Publicity> =
        raw.iter().zip(labels).map(|(event, label)| one_publicity(check, event, label)).collect();
    for event in &events {
        peak(check, &format!("publicity.{}.peak", quote(&event.label)), event.shape.peak);
        if !time.observes(event.date) {
            check.warn(ScenarioWarning::PublicityOutside {
                label: event.label.clone(),
                date: event.date,
            });
        }
    }
    // Of those on one day the names decide: the order of a file decides nothing.
    events.sort_by(|a, b| a.date.cmp(&b.date).then_with(|| a.label.cmp(&b.label)));
    events
}

/// More than this makes odds more than three times what they are, which is far above what any event is known to have done.
const HIGH_PEAK: f64 = 2.0;

/// A peak is a share of what there is, and not per cent of it.
pub(super) fn peak(check: &mut Checker, path: &str, peak: f64) {
    if peak > HIGH_PEAK {
        check.warn(ScenarioWarning::PeakLarge { path: path.to_owned(), peak });
    }
}

fn one_publicity(check: &mut Checker, raw: &At<RawPublicity>, label: String) -> Publicity {
    Publicity {
        label,
        date: raw.date(check),
        shape: PublicityShape {
            peak: raw.peak(check),
            ramp_days: raw.ramp_days(check),
            half_life_days: raw.half_life_days(check),
            lasting: raw.lasting(check),
        },
        blame: raw.blame(check),
    }
}

/// Publicity that comes by chance, from a day of the observed period on.
pub fn publicity_to_come(
    check: &mut Checker,
    raw: &At<RawScenario>,
    time: &TimeFrame,
) -> Option<PublicityToCome> {
    let raw = present(&raw.value.publicity_to_come)?;
    let first = time.date(time.observed_from());
    let written = raw.from(check);
    if let Some(at) = raw.value.from.as_ref().filter(|_| !time.observes(written)) {
        let last = time.date(time.horizon()).saturating_sub(1.day());
        check.note(
            at.place.problem(format!("must be a day of the observed period, {first} to {last}")),
        );
    }
    let to_come = PublicityToCome {
        per_year: raw.per_year(check),
        shape: PublicityShape {
            peak: raw.peak(check),
            ramp_days: raw.ramp_days(check),
            half_life_days: raw.half_life_days(check),
            lasting: raw.lasting(check),
        },
        blame: raw.blame(check),
        from: if raw.value.from.is_some() { written } else { first },
        of_interest: raw.of_interest(check),
    };
    peak(check, "publicity_to_come.peak", to_come.shape.peak);
    Some(to_come)
}

pub fn opening(
    check: &mut Checker,
    raw: &At<RawScenario>,
    (stages, names): (&[Stage], &[String]),
    reached: &[bool],
) -> Vec<Opening> {
    let scenario = &raw.value;
    let mut opening: Vec<Opening> = Vec::new();
    for raw in elements(raw.value.opening.as_ref()) {
        let waiting = raw.waiting(check);
        let Some(at) = &raw.value.stage else {
            check.missing(&raw.place, "stage", "the name of a stage");
            continue;
        };
        let stage = StageId::from_index(check.reference(at, "stage", names));
        // What stands for a name that is none is no second of anything.
        let known = names.contains(&at.value);
        if known && opening.iter().any(|other| other.stage == stage) {
            check.note(at.place.problem("a second opening for that stage"));
        }
        if stages.get(stage.index()).is_some_and(|stage| !waits_for_a_worker(stage)) {
            check.note(
                at.place.problem("nobody waits there for a worker: name an assess or plan stage"),
            );
        }
        // An opening of nobody needs nobody to copy.
        if let (Some(at), Some(why)) = (
            raw.value.waiting.as_ref().filter(|_| waiting > 0),
            nobody_enters(scenario, stage, reached),
        ) {
            check.note(at.place.problem(format!(
                "cannot be filled: children like those who entered in the warm-up are put there, and {why}"
            )));
        }
        opening.push(Opening { stage, waiting });
    }
    opening
}

/// Why nobody can have entered a stage before the observed period.
fn nobody_enters(raw: &RawScenario, stage: StageId, reached: &[bool]) -> Option<&'static str> {
    // From what is written and not from what is checked: a stand-in would blame the wrong key.
    let warmup =
        raw.time.as_ref().and_then(|time| time.value.warmup_days.as_ref()).map(|at| at.value);
    let referrals = raw
        .referrals
        .as_ref()
        .and_then(|referrals| referrals.value.per_year.as_ref())
        .map(|at| at.value);
    if warmup == Some(0) {
        return Some("time.warmup_days is 0: give it a warm-up, or leave the backlog out");
    }
    if referrals.is_some_and(|per_year| per_year <= 0.0) {
        return Some("referrals.per_year is 0: nobody comes");
    }
    (reached.get(stage.index()) == Some(&false)).then_some("no decision leads to this stage")
}

fn waits_for_a_worker(stage: &Stage) -> bool {
    matches!(stage.kind, StageKind::Assess { .. } | StageKind::Plan { .. })
}
