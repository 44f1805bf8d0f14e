//! The periods for which measures are kept: all that is observed, before and after the publicity, and those of targets
//! (model.md, section 9).

use jiff::civil::Date;

use crate::measure::PeriodId;
use crate::scenario::Scenario;
use crate::time::{Days, SimTime};

/// A stretch of time for which measures are kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// Which.
    pub id: PeriodId,
    /// In words.
    pub label: String,
    /// Begins.
    pub from: SimTime,
    /// Ends.
    pub to: SimTime,
    /// Children who come to notice count until here.
    pub noticed_to: SimTime,
}

/// The year after publicity (days): the surge window.
pub const YEAR_AFTER: f64 = crate::time::A_YEAR;

/// A period in words, from its first day to its last.
#[must_use]
pub fn dates(first: Date, last: Date) -> String {
    format!("{} to {}", long_date(first), long_date(last))
}

/// The periods of a run observed between two days, with publicity on a day of its own.
#[must_use]
pub fn spans(scenario: &Scenario, from: SimTime, to: SimTime, surge: Option<SimTime>) -> Vec<Span> {
    let span = |id: PeriodId, label: String, from: SimTime, to: SimTime| Span {
        id,
        label,
        from,
        to,
        noticed_to: to,
    };
    let mut spans =
        vec![span(PeriodId::Observed, "the whole observed period".to_owned(), from, to)];
    if let Some(day) = surge {
        let named = long_date(scenario.time.date(day));
        let year_end = (day + Days(YEAR_AFTER)).min(to);
        // Children of the last target window before the event settle after it, and count in neither group.
        let settled = (0..=day.day())
            .rev()
            .find(|&d| {
                scenario.calendar.end_of_working_days(
                    SimTime::from_days(d as f64),
                    scenario.outcome.target_working_days,
                ) <= day
            })
            .map_or(SimTime::ZERO, |d| SimTime::from_days((d + 1) as f64));
        let before = span(PeriodId::Before, format!("before {named}"), from, day);
        spans.push(Span { noticed_to: settled.min(day).max(from), ..before });
        let label = crate::time::after_in_words(scenario.time.date(day), (year_end - day).0);
        spans.push(span(PeriodId::YearAfter, label, day, year_end));
        if year_end < to {
            spans.push(span(PeriodId::Later, "later".to_owned(), year_end, to));
        }
    }
    for (first, last) in
        scenario.targets.iter().flat_map(|target| [target.period, target.against]).flatten()
    {
        let (begins, ends) =
            // A target writes its last day, which is part of it.
            (scenario.time.at(first).max(from), (scenario.time.at(last) + Days(1.0)).min(to));
        let id = PeriodId::Between(first, last);
        // A day's periods are the bits of one word of 64; the check refuses targets of more periods than fit beside these.
        if begins < ends && spans.iter().all(|known| known.id != id) {
            spans.push(span(id, dates(first, last), begins, ends));
        }
    }
    spans
}

fn long_date(date: Date) -> String {
    crate::time::day_in_words(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::normal_times::closed_form;
    use crate::model::Setting;
    use crate::scenario::{Overrides, load_str};

    #[test]
    fn children_before_the_publicity_count_whose_window_ends_before_it_however_long_it_is() {
        let text = include_str!("../../tests/fixtures/small.toml");
        let changes = Overrides::none()
            .set("outcome.target_working_days=600")
            .set("time.run_days=2500")
            .set("publicity=[{label=\"late\",date=2026-06-01}]");
        let scenario = load_str("small.toml", text, &changes).expect("sound").scenario;
        let solved = closed_form(&scenario);
        let setting = Setting::new(&scenario, &solved);
        let before =
            setting.periods.iter().find(|span| span.id == PeriodId::Before).expect("there is one");
        let last = before.noticed_to - Days(1.0);
        assert!(last > before.from, "some children count");
        let day = setting.surge_day.expect("it is observed");
        assert!(setting.target_day(last) <= day && setting.target_day(before.noticed_to) > day);
    }
}
