//! Checks `[[schedule]]`, each entry by itself and against the others. What a path leads to is seen when the scenarios of the days are
//! made ([`crate::scenario::dated`]).

use jiff::ToSpan;

use super::limits::MOST_ENTRIES;
use super::{Checker, elements};
use crate::scenario::declare::KeyTable;
use crate::scenario::document::path::split;
use crate::scenario::problem::nearest;
use crate::scenario::raw::{At, RawScenario, RawScheduleEntry};
use crate::scenario::{DatedChange, ScheduleEntry, TimeFrame};

pub fn schedule(
    check: &mut Checker,
    raw: &At<RawScenario>,
    time: &TimeFrame,
) -> Vec<ScheduleEntry> {
    let written = elements(raw.value.schedule.as_ref());
    if let Some(at) = written.get(MOST_ENTRIES) {
        check.note(at.place.problem(format!("more than {MOST_ENTRIES} entries")));
    }
    let mut entries: Vec<ScheduleEntry> = Vec::new();
    for raw_entry in written.iter().take(MOST_ENTRIES) {
        let entry = ScheduleEntry::checked(check, raw_entry);
        alone(check, raw_entry, &entry, time);
        because_of(check, raw, raw_entry.value.because_of.as_ref(), Some(entry.date));
        beside_others(check, raw_entry, &entry, &entries);
        entries.push(entry);
    }
    entries
}

fn alone(check: &mut Checker, raw: &At<RawScheduleEntry>, entry: &ScheduleEntry, time: &TimeFrame) {
    if raw.value.path.is_none() {
        check.missing(
            &raw.place,
            "path",
            "a number's path, such as teams.assessment.posts.0.count",
        );
    }
    if let Some(at) = &raw.value.date {
        // Of the first day is what the scenario says itself: normal times are found with it.
        let (first, last) = (time.observed_from(), time.horizon());
        let day = time.at(entry.date);
        if day <= first || day >= last {
            let from = time.date(first).saturating_add(1.days());
            let to = time.date(last).saturating_sub(1.days());
            let message = format!(
                "must be a day of the observed period after its first, from {from} to {to}; what holds on the first day stands in the scenario itself"
            );
            check.note(at.place.problem(message));
        }
    }
    let changes = [&raw.value.value, &raw.value.by, &raw.value.times, &raw.value.filled];
    let mut written = changes.into_iter().flatten();
    match (written.next(), written.next()) {
        (None, _) => {
            let what = "what the number is then: value = 9, by = 2, times = 1.1, or filled = 3 for vacant posts";
            check.missing(&raw.place, "value", what);
        }
        (_, Some(second)) => {
            check.note(second.place.problem("one of value, by, times and filled, not two"));
        }
        _ => {}
    }
    let at_once = matches!(entry.change(), Some(DatedChange::Filled(_)));
    if let Some(at) = raw.value.ramp_days.as_ref().filter(|_| at_once && entry.ramp_days > 0.0) {
        check.note(at.place.problem("posts are filled on one day: leave it out beside filled"));
    }
}

/// Notes where what answers publicity names none that there is, or comes before it.
pub fn because_of(
    check: &mut Checker,
    raw: &At<RawScenario>,
    label: Option<&At<String>>,
    date: Option<jiff::civil::Date>,
) {
    let Some(at) = label.filter(|at| !at.value.is_empty()) else { return };
    let events = elements(raw.value.publicity.as_ref());
    let of = |event: &At<crate::scenario::raw::RawPublicity>| event.value.label.clone();
    let Some(event) =
        events.iter().find(|event| of(event).is_some_and(|label| label.value == at.value))
    else {
        let labels: Vec<String> =
            events.iter().filter_map(|event| Some(of(event)?.value)).collect();
        let message = match labels.is_empty() {
            true => "there is no [[publicity]] that it could answer".to_owned(),
            false => "no such label in [[publicity]]".to_owned(),
        };
        let near = nearest(&at.value, labels.iter().map(String::as_str));
        check.note(at.place.problem(message).nearest(near));
        return;
    };
    if let (Some(day), Some(date)) = (&event.value.date, date)
        && date < day.value
    {
        check.note(at.place.problem(format!("it begins before that, on {}", day.value)));
    }
}

// Of one number no two entries begin on one day, and none begins while another still changes it.
fn beside_others(
    check: &mut Checker,
    raw: &At<RawScheduleEntry>,
    entry: &ScheduleEntry,
    others: &[ScheduleEntry],
) {
    let fills = |entry: &ScheduleEntry| matches!(entry.change(), Some(DatedChange::Filled(_)));
    let same = |other: &&ScheduleEntry| {
        split(&other.path) == split(&entry.path) && fills(other) == fills(entry)
    };
    for other in others.iter().filter(same) {
        let (first, second) =
            if other.date <= entry.date { (other, entry) } else { (entry, other) };
        let days = crate::time::days_between(first.date, second.date);
        let Some(at) = &raw.value.date else { continue };
        if other.date == entry.date {
            check.note(at.place.problem(format!("a second entry for {} on that day", entry.path)));
        } else if first.ramp_days > days {
            check.note(at.place.problem(format!(
                "the change of {} that begins on {} takes {} days and has not ended by {}",
                entry.path, first.date, first.ramp_days, second.date
            )));
        }
    }
}
