//! The periods that measures are given for, and the publicity between them.

use crate::measure::PeriodId;
use crate::model::Setting;
use crate::results::{Period, PublicityByChance, PublicityMark};
use crate::scenario::Publicity;
use crate::time::SimTime;

/// The place of the period the headline is about: the year after, or without publicity the whole observed period.
#[must_use]
pub fn headline_period(setting: &Setting<'_>) -> usize {
    place(setting, PeriodId::YearAfter).unwrap_or(0)
}

/// The place of the period before the publicity, where there is any.
pub(super) fn before(setting: &Setting<'_>) -> Option<usize> {
    place(setting, PeriodId::Before)
}

/// The place of a period.
pub(in crate::experiment) fn place(setting: &Setting<'_>, id: PeriodId) -> Option<usize> {
    setting.periods.iter().position(|span| span.id == id)
}

/// All of them.
pub(in crate::experiment) fn of(setting: &Setting<'_>) -> Vec<Period> {
    let date = |time: SimTime| setting.scenario.time.date(time);
    setting
        .periods
        .iter()
        .map(|span| Period {
            id: span.id,
            label: span.label.clone(),
            from: date(span.from),
            to: date(span.to),
            noticed_to: date(span.noticed_to),
            days: (span.to - span.from).0,
        })
        .collect()
}

pub(super) fn by_chance(setting: &Setting<'_>) -> Option<PublicityByChance> {
    let to_come = setting.to_come?;
    Some(PublicityByChance { per_year: to_come.per_year, of_interest: to_come.of_interest })
}

pub(in crate::experiment) fn publicity(setting: &Setting<'_>) -> Vec<PublicityMark> {
    let inside = |event: &&Publicity| setting.observed(setting.scenario.time.at(event.date));
    let mark = |event: &Publicity| PublicityMark { label: event.label.clone(), date: event.date };
    if setting.scenario.without.publicity || setting.dated_are_background {
        Vec::new()
    } else {
        setting.scenario.publicity.iter().filter(inside).map(mark).collect()
    }
}
