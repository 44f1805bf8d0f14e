//! What the screen says of case reviews.

use super::measures::{Measured, REVIEW};
use crate::measure::{HalfYear, Indicator, MeasureId, Member};
use crate::report::document::Page;
use crate::report::document::TextTable;
use crate::report::format::{self, capital};
use crate::report::organisation::{over_all, shares};
use crate::report::reading;
use crate::report::run::organisation::{self, run, twin};
use crate::results::RunResult;

/// What they are called.
#[cfg(feature = "native")]
pub(crate) const CALLED: &str = "case reviews";

/// Their place among the mechanisms on the screen.
pub(crate) const ORDER: u8 = 80;

/// How many by half-year, how long they took, and of whom.
pub(crate) fn say(page: &mut Page, result: &RunResult) {
    let mut table = TextTable::new(["begun", "finished", "open at the end"]);
    for half in half_years(result) {
        let of = |indicator: Measured| {
            run(result, indicator.of(Member::Half(half))).unwrap_or_else(|| format::NONE.to_owned())
        };
        table.row(
            half.to_string(),
            vec![
                of(Measured::ReviewsStarted),
                of(Measured::ReviewsFinished),
                of(Measured::ReviewsOpen),
            ],
        );
    }
    page.table(
        &format!("Case reviews by half-year (counted from {})", format::date(result.observed_from)),
        table,
    );
    if let Some(text) = in_all(result) {
        organisation::say(page, &text);
    }
}

/// How many in all, how long they took, and of whom; nothing where none is counted.
fn in_all(result: &RunResult) -> Option<String> {
    let begun = run(result, Measured::Reviews)?;
    let otherwise = twin(result, Measured::Reviews)
        .map_or_else(String::new, |begun| format!(" (without publicity {begun})"));
    let finished =
        run(result, Measured::ReviewsFinished).unwrap_or_else(|| format::NOT_AVAILABLE.to_owned());
    let mut text = format!("Begun in all {begun}{otherwise}, finished {finished}.");
    // A share of the reviews and a number of days that they took less than; where the days lie beyond all that was seen, the
    // others and the number that they took more than.
    let centile = |id: MeasureId, [share, others]: [&str; 2]| {
        let value = over_all(result, id)?;
        Some(match (&value.run, value.more_than) {
            (None, Some(bound)) => format!("{others} more than {}", format::number(bound, 0)),
            (Some(days), _) => format!("{share} less than {}", format::mean(Some(days), "")),
            (None, None) => return None,
        })
    };
    if let (Some(half), Some(nine)) = (
        centile(Indicator::WaitMedian.of(REVIEW), ["half took", "more than half took"]),
        centile(Indicator::WaitP90.of(REVIEW), ["nine in ten", "more than one in ten"]),
    ) {
        let mean = run(result, Measured::ReviewDays)
            .map_or_else(String::new, |days| format!(", {days} on average"));
        text.push_str(&format!(" {} days, {nine}{mean}.", capital(&half)));
    }
    if let Some(fatal) = run(result, Measured::ReviewsFatal) {
        text.push_str(&format!(" The child had died in {fatal}."));
    }
    if let Some(concerns) = run(result, Measured::ReviewOpportunities) {
        text.push_str(&format!(
            " The service had received {concerns} concerns a review before the harm."
        ));
    }
    for (words, family) in [
        ("Age", Measured::ReviewsOfAge),
        ("Kind", Measured::ReviewsOfKind),
        ("Where the child was", Measured::ReviewsAt),
    ] {
        let found = shares(result, family.into());
        if !found.is_empty() {
            text.push_str(&format!(" {words}: {}.", found.join(", ")));
        }
    }
    Some(capital(&text))
}

/// The half-years of the case reviews.
pub(crate) fn half_years(result: &RunResult) -> Vec<HalfYear> {
    let half = |member: &Member| match member {
        Member::Half(half) => Some(*half),
        _ => None,
    };
    // A result has no list of half-years, but its measures have one each.
    let begun = reading::members(result, Measured::ReviewsStarted.into());
    begun.filter_map(|(member, _)| half(member)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use jiff::civil::Date;

    #[test]
    fn half_years_have_days() {
        let result = sample::organised();
        let halves = half_years(&result);
        assert_eq!(halves.len(), 11);
        let days: Vec<(Date, Date)> = halves.iter().filter_map(|half| half.days()).collect();
        assert_eq!(days[1], (Date::constant(2006, 7, 1), Date::constant(2007, 1, 1)));
        assert!(days.len() == 11 && days.windows(2).all(|pair| pair[0].1 == pair[1].0));
    }

    #[test]
    fn days_beyond_all_that_were_seen_are_told_of_the_reviews_that_took_more() {
        let mut result = sample::organised();
        let said = |result: &RunResult| in_all(result).expect("there are some");
        let known = said(&result);
        assert!(
            known.contains("Half took less than 244 days, nine in ten less than 414"),
            "{known}"
        );
        let id = Indicator::WaitP90.of(REVIEW);
        let measure = result.measures.iter_mut().find(|measure| measure.id == id);
        for value in &mut measure.expect("it is measured").values {
            (value.run, value.more_than) = (None, Some(421.0));
        }
        let beyond = said(&result);
        let words = "Half took less than 244 days, more than one in ten more than 421";
        assert!(beyond.contains(words), "{beyond}");
    }

    #[test]
    fn a_result_without_reviews_has_no_half_years() {
        assert!(half_years(&sample::haringey()).is_empty());
    }
}
