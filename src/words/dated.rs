//! Dated inputs in words: what a schedule changes, when, and whether it answers publicity; and what moves with the calendar.

use super::format;
use crate::scenario::{DatedChange, Scenario, ScheduleEntry};

/// A number that moves with the calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct CalendarRow {
    /// Its path.
    pub path: &'static str,
    /// From when, or how often.
    pub when: String,
    /// How.
    pub change: String,
}

/// What moves with the calendar: growth of referrals, their months, and leave.
#[must_use]
pub fn with_the_calendar(scenario: &Scenario) -> Vec<CalendarRow> {
    let referrals = &scenario.referrals;
    let per_cents = |months: [f64; 12], least: usize| {
        let per_cent = |share: f64| format::number(100.0 * share, least);
        format!("{} %, from January to December", format::list(&months.map(per_cent)))
    };
    let growth = (referrals.growth.abs() > 0.0).then(|| {
        let per_cent = format::plain(100.0 * referrals.growth.abs());
        let more = if referrals.growth > 0.0 { "more" } else { "less" };
        CalendarRow {
            path: "referrals.growth",
            when: format::date(scenario.time.date(scenario.time.observed_from())),
            change: format!("{per_cent} % {more} each year"),
        }
    });
    let months = referrals.months.map(|months| CalendarRow {
        path: "referrals.months",
        when: "every month".to_owned(),
        change: format!("share of a year's referrals: {}", per_cents(months, 1)),
    });
    let leave = scenario.staffing.leave_by_month.map(|months| CalendarRow {
        path: "staffing.leave_by_month",
        when: "every month".to_owned(),
        change: format!("hours at work, of a year's mean: {}", per_cents(months, 0)),
    });
    let moves = growth.is_some() || months.is_some();
    let added = (moves && referrals.added_need < 1.0).then(|| CalendarRow {
        path: "referrals.added_need",
        when: "throughout".to_owned(),
        change: format!(
            "of what is more or less than in normal times, {} % is like what comes then",
            format::plain(100.0 * referrals.added_need)
        ),
    });
    [growth, months, added, leave].into_iter().flatten().collect()
}

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
    fn what_moves_with_the_calendar_is_told() {
        let run = crate::scenario::load_str(
            "odd.toml",
            include_str!("../verification/scenarios/odd.toml"),
            &crate::scenario::Overrides::none()
                .set("referrals.growth=-0.05".to_owned())
                .set("staffing.leave_by_month=[1,1,1,1,1,1,1,0.4,1.3,1.1,1.1,1.1]".to_owned()),
        );
        let rows = with_the_calendar(&run.expect("sound").scenario);
        let changes: Vec<&str> = rows.iter().map(|row| row.change.as_str()).collect();
        assert_eq!(changes[0], "5.0 % less each year");
        assert!(changes[1].contains("100, 40, 130, 110, 110 and 110 %"), "{}", changes[1]);
        assert_eq!((rows.len(), rows[1].when.as_str()), (2, "every month"));
    }

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
