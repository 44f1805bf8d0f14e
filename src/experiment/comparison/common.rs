//! What sides have in common: the period of the headline, and whether they can be compared at all.

use std::fmt;

use jiff::civil::Date;

use crate::measure::PeriodId;
use crate::time::day_in_words;

use crate::experiment::normal_times;
use crate::experiment::summary::periods;
use crate::model::Setting;
use crate::results::Period;
use crate::scenario::Scenario;

/// Why two scenarios cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incomparable {
    /// The period of the headline is on other dates: the side's place, then its dates and the baseline's.
    Dates {
        /// Place of the side.
        side: usize,
        /// The event of the side that it is the year after; empty for the whole observed period.
        after: String,
        /// First and last day of the side.
        own: (Date, Date),
        /// First and last day of the baseline.
        baseline: (Date, Date),
    },
    /// A child counts as missed after another number of working days: the side's and the baseline's.
    Window {
        /// Place of the side.
        side: usize,
        /// The side's.
        own: u32,
        /// The baseline's.
        baseline: u32,
    },
}

impl fmt::Display for Incomparable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let long = |(from, last): &(Date, Date)| {
            format!("{} to {}", day_in_words(*from), day_in_words(*last))
        };
        match self {
            Incomparable::Dates { after, own, baseline, .. } => {
                let period = match after.as_str() {
                    "" => "the observed period".to_owned(),
                    event => format!("the year after \"{event}\""),
                };
                let (own, baseline) = (long(own), long(baseline));
                write!(
                    f,
                    "{period} is {own}, and in the baseline {baseline}: misses can be compared over the same days only"
                )
            }
            Incomparable::Window { own, baseline, .. } => write!(
                f,
                "a child counts as missed after {own} working days, and in the baseline after {baseline}: \
                 with --set outcome.target_working_days={baseline} they can be compared"
            ),
        }
    }
}

impl std::error::Error for Incomparable {}

/// The place of the headline's period on each side: `year_after`, or `observed` where a side has no publicity.
///
/// # Errors
/// Names the first side whose headline is about other days, or about another target, than the baseline's.
pub fn headline(
    settings: &[&Setting<'_>],
    baseline: usize,
) -> Result<SharedHeadline, Incomparable> {
    let publicity =
        settings.iter().all(|setting| periods::place(setting, PeriodId::YearAfter).is_some());
    let id = if publicity { PeriodId::YearAfter } else { PeriodId::Observed };
    let of =
        |setting: &Setting<'_>| periods::of(setting).into_iter().find(|period| period.id == id);
    let window = |setting: &Setting<'_>| setting.scenario.outcome.target_working_days;
    for (side, setting) in settings.iter().enumerate() {
        let (own, known) = (of(setting), of(settings[baseline]));
        if let (Some(own), Some(known)) = (own, known)
            && !same_days(&own, &known)
        {
            // A period ends before the midnight of `to`; people read the last day that is in it.
            let days = |period: &Period| (period.from, period.to.yesterday().unwrap_or(period.to));
            let (own, baseline) = (days(&own), days(&known));
            let time = &setting.scenario.time;
            let mut events = setting.scenario.publicity.iter();
            let event = events.find(|event| publicity && time.observes(event.date));
            let after = event.map_or_else(String::new, |event| event.label.clone());
            return Err(Incomparable::Dates { side, after, own, baseline });
        }
        let (own, known) = (window(setting), window(settings[baseline]));
        if own != known {
            return Err(Incomparable::Window { side, own, baseline: known });
        }
    }
    Ok(SharedHeadline { id, publicity })
}

/// Why a changed scenario answers about other days than the scenario as written does, where it does: a difference between the
/// two would be one of days. `None` where both are about the same.
#[must_use]
pub fn other_days(changed: &Scenario, written: &Scenario) -> Option<String> {
    let headline = |scenario: &Scenario| {
        // Periods follow from dates and publicity alone: the pilot would change none.
        let solved = normal_times::closed_form(scenario);
        let setting = Setting::new(scenario, &solved);
        periods::of(&setting).swap_remove(periods::headline_period(&setting))
    };
    let (own, known) = (headline(changed), headline(written));
    let long = |period: &Period| {
        let last = period.to.yesterday().unwrap_or(period.to);
        format!("{} to {}", day_in_words(period.from), day_in_words(last))
    };
    (!same_days(&own, &known)).then(|| {
        format!(
            "its answer is about {}, and that of the scenario as written about {}: points over other dates have nothing to be \
             compared with",
            long(&own),
            long(&known)
        )
    })
}

/// The headline that all sides share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SharedHeadline {
    /// Id of its period.
    pub id: PeriodId,
    /// True where every side has publicity in the observed period.
    pub publicity: bool,
}

/// The same first and last day, and the same days of coming to notice.
pub(super) fn same_days(a: &Period, b: &Period) -> bool {
    (a.from, a.to, a.noticed_to) == (b.from, b.to, b.noticed_to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Overrides;

    fn small(sets: &[&str]) -> Scenario {
        let text = include_str!("../../../tests/fixtures/small.toml");
        let sets = sets.iter().fold(Overrides::none(), |all, one| all.set(*one));
        crate::scenario::load_str("small.toml", text, &sets).expect("sound").scenario
    }

    #[test]
    fn a_change_of_days_is_told_and_a_change_of_the_service_is_none() {
        let written = small(&[]);
        for same in ["referrals.per_year=500", "publicity.0.peak=0.3", "triage.gain=0.9"] {
            assert_eq!(other_days(&small(&[same]), &written), None, "{same}");
        }
        for other in [
            "time.run_days=405",
            "time.warmup_days=300",
            "time.start=2021-01-11",
            "publicity.0.date=2022-02-02",
            "publicity=[]",
        ] {
            let said = other_days(&small(&[other]), &written).expect(other);
            assert!(
                said.contains("that of the scenario as written about 1 February 2022 to "),
                "{other}: {said}"
            );
        }
    }
}
