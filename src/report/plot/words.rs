//! What headlines and descriptions may say of a difference.

use crate::measure::MeasureId;
use crate::report::format;
use crate::report::reading;
use crate::results::{PeriodValue, RunResult};
use crate::stats::Estimate;

/// Run and twin of a measure over the headline's period.
pub(crate) struct Compared<'a> {
    pub(crate) unit: &'a str,
    pub(crate) run: Option<&'a Estimate>,
    pub(crate) twin: Option<&'a Estimate>,
    pub(crate) difference: Option<&'a Estimate>,
}

impl<'a> Compared<'a> {
    pub(crate) fn of(result: &'a RunResult, id: impl Into<MeasureId>) -> Option<Compared<'a>> {
        let id = &id.into();
        let unit = &result.measure(id)?.unit;
        let value: &PeriodValue = result.value(id, result.headline.period)?;
        Some(Compared {
            unit,
            run: value.run.as_ref(),
            twin: value.twin.as_ref(),
            difference: value.difference.as_ref(),
        })
    }

    /// The difference where its interval excludes 0.
    pub(crate) fn shown(&self) -> Option<&'a Estimate> {
        self.difference.filter(|difference| difference.excludes_zero())
    }

    /// `3.4 weeks of work with publicity, 2.3 without`: the two means in words.
    pub(crate) fn beside(&self) -> String {
        match (self.run, self.twin) {
            (Some(_), Some(_)) => format!(
                "{}{} with publicity, {} without",
                plain(self.run, self.unit),
                words(self.unit),
                plain(self.twin, self.unit)
            ),
            (Some(_), None) => format!("{}{}", plain(self.run, self.unit), words(self.unit)),
            _ => format::NOT_AVAILABLE.to_owned(),
        }
    }
}

/// A mean to the digits that a sentence bears.
fn plain(estimate: Option<&Estimate>, unit: &str) -> String {
    match estimate {
        Some(e) if unit == "share" => format!("{} %", format::plain(100.0 * e.mean)),
        Some(e) => format::plain(e.mean),
        None => format::NOT_AVAILABLE.to_owned(),
    }
}

fn words(unit: &str) -> String {
    if unit == "share" || unit.is_empty() { String::new() } else { format!(" {unit}") }
}

/// So many of a list are read out.
const READ_OUT: usize = 12;

/// The first of a list in a description, and how many more there are.
pub(crate) fn first_ones(all: impl ExactSizeIterator<Item = String>) -> String {
    let more = all.len().saturating_sub(READ_OUT);
    let mut said: Vec<String> = all.take(READ_OUT).collect();
    if more > 0 {
        said.push(format!("and {more} more, which stand in the data"));
    }
    said.join("; ")
}

/// Where a headline can say nothing about what publicity did: why, in brackets; nothing where there was none.
pub(crate) fn no_comparison(result: &RunResult) -> Option<&'static str> {
    if reading::publicity(result).is_none() && !result.is_about_chance() {
        Some("")
    } else if !result.has_twin {
        Some(" (no run without publicity to compare with)")
    } else if result.replications.finished < 2 {
        Some(" (one replication, so no interval)")
    } else {
        None
    }
}

/// The sentence about events that ends every description.
pub(crate) fn events(result: &RunResult) -> String {
    let days: Vec<String> = reading::marks(result)
        .map(|(date, label)| format!("{} ({label})", format::date(date)))
        .collect();
    if days.is_empty() {
        "There is no publicity in this time.".into()
    } else {
        format!("Publicity is marked on {}.", format::list(&days))
    }
}

#[cfg(test)]
mod tests {
    use super::first_ones;

    #[test]
    fn a_long_list_says_how_many_more_there_are() {
        let of = |n: u32| first_ones((0..n).map(|n| n.to_string()).collect::<Vec<_>>().into_iter());
        assert_eq!(of(3), "0; 1; 2");
        assert!(of(12).ends_with("; 10; 11"), "{}", of(12));
        assert!(of(15).ends_with("; 11; and 3 more, which stand in the data"), "{}", of(15));
    }
}
