//! What was run, and how its numbers are to be read.

use super::{format, reading};
use crate::results::{ReachedHalfWidth, RunResult};

/// What the run is.
#[must_use]
pub fn title(result: &RunResult) -> String {
    match reading::publicity(result) {
        Some(mark) => {
            // The date of several events is that of the first.
            let from = if result.publicity.len() > 1 { "from " } else { "" };
            format!(
                "{}: {}, {from}{}",
                result.name,
                reading::publicity_named(result),
                format::date(mark.date)
            )
        }
        None => result.name.clone(),
    }
}

/// What was run, and how its numbers are to be read.
#[must_use]
pub fn frame(result: &RunResult) -> String {
    let mut text = format!("Observed {}. {}", reading::span(result), reading::replications(result));
    if result.has_twin {
        let each = if result.replications.finished == 1 { "with" } else { "each with" };
        // Tragedies that become public tell the twin from the run too, where no event does.
        let what = if reading::publicity(result).is_some() { "the" } else { "any" };
        text.push_str(&format!(
            ", {each} its twin: the same children and the same chance, without {what} publicity"
        ));
    }
    text.push('.');
    if let Some(by_chance) = &result.publicity_by_chance {
        text.push_str(&format!(
            " Publicity also comes by chance, {} on average",
            times_a_year(by_chance.per_year)
        ));
        text.push_str(if by_chance.of_interest {
            ": the twin has none of that, and the events on a date as the run has them."
        } else {
            ", on the same days in the twin."
        });
    }
    if let Some(mark) = reading::publicity(result) {
        if result.publicity.len() > 1 {
            let all: Vec<String> = result
                .publicity
                .iter()
                .map(|mark| format!("{} ({})", mark.label, format::date(mark.date)))
                .collect();
            text.push_str(&format!(" The twin has none of {}.", format::list(&all)));
        }
        let stretch = reading::stretch(result);
        let after = if stretch == "day" { "the day of" } else { &format!("the {stretch} after") };
        text.push_str(&format!(" In the tables, after is {after} {}", format::date(mark.date)));
        let that = if stretch == "year" || stretch == "day" {
            format!("that {stretch}")
        } else {
            "the same days".into()
        };
        text.push_str(&if result.has_twin {
            format!(" and without is {that} in the twin.")
        } else {
            ".".to_owned()
        });
    }
    if result.replications.finished > 1 {
        text.push_str(" After ±, or in brackets, stands the 95% confidence interval of a mean: how well the runs know it, not how one year may turn out.");
    } else {
        text.push_str(" One replication has no intervals: what it shows may be chance alone.");
    }
    if !result.replications.reached.is_empty() {
        text.push_str(&format!(
            " Replications went on {}: {}.",
            result.replications.rule,
            reached(result)
        ));
    }
    if !result.without.is_empty() {
        text.push_str(&format!(" Switched off: {}.", format::list(&result.without)));
    }
    text.push_str(&format!(" Seed {}, run {}.", result.seed, result.run_id));
    text
}

fn times_a_year(per_year: f64) -> String {
    let decimals = if per_year < 1.0 { 2 } else { 1 };
    format!("{} times a year", format::number(per_year, decimals))
}

/// How well each measure asked for is known.
fn reached(result: &RunResult) -> String {
    let one = |reached: &ReachedHalfWidth| match reached.half_width {
        // Few cases, or runs that are all the same, can make an interval narrow by chance. No rule stops by it, and
        // it is not quoted.
        Some(_) if !reached.can_stop => {
            format!("{} has too few cases, or too much alike, to stop by", reached.measure)
        }
        Some(half) => {
            format!(
                "{} is known to ± {}",
                reached.measure,
                // The precision asked for is often in thousandths, and the reader compares the two.
                format::number(half, format::decimals_for(half).max(3))
            )
        }
        None => format!("{} has no interval", reached.measure),
    };
    format::list(&result.replications.reached.iter().map(one).collect::<Vec<String>>())
}
