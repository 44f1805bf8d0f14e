//! Dated inputs in words: what a schedule changes, when, and whether it answers publicity.

use super::format;
use crate::scenario::{DatedChange, ScheduleEntry};

/// What an entry does to its number: "3 more, over 100 days, because of A verdict in the news".
#[must_use]
pub fn change(entry: &ScheduleEntry) -> String {
    let mut words = match entry.change() {
        Some(DatedChange::Value(value)) => format!("is {value}"),
        Some(DatedChange::By(by)) if by < 0.0 => format!("{} less", -by),
        Some(DatedChange::By(by)) => format!("{by} more"),
        Some(DatedChange::Times(times)) => format!("{times} times as much"),
        Some(DatedChange::Filled(count)) => format!("{count} vacant posts filled"),
        // A checked scenario has no such entry.
        None => String::new(),
    };
    if entry.ramp_days > 0.0 {
        words.push_str(&format!(", over {} days", entry.ramp_days));
    }
    if entry.vacant {
        words.push_str(", vacant at first");
    }
    if !entry.because_of.is_empty() {
        words.push_str(&format!(", because of {}", entry.because_of));
    }
    words
}

/// Where it is known from.
#[must_use]
pub fn source(entry: &ScheduleEntry) -> &str {
    if entry.source.is_empty() { format::NONE } else { &entry.source }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_entry_says_what_it_changes_and_why() {
        let entry = ScheduleEntry {
            path: "teams.assessment.posts.0.count".to_owned(),
            date: date(2008, 12, 1),
            value: None,
            by: Some(-3.5),
            times: None,
            filled: None,
            ramp_days: 100.0,
            vacant: false,
            because_of: "a verdict".to_owned(),
            source: String::new(),
        };
        assert_eq!(change(&entry), "3.5 less, over 100 days, because of a verdict");
        let filled = ScheduleEntry { by: None, filled: Some(2.0), ramp_days: 0.0, ..entry };
        assert_eq!(change(&filled), "2 vacant posts filled, because of a verdict");
        assert_eq!(source(&filled), format::NONE);
    }
}
