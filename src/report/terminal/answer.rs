//! The answer in sentences, with natural frequencies and without claiming what the intervals do not show.

use crate::experiment::result::{Headline, RunResult};
use crate::report::format::{self, capital};
use crate::report::reading;
use crate::stats::Estimate;

/// The answer, a paragraph a line of thought: how often, how many more, how much harm.
#[must_use]
pub fn answer(result: &RunResult) -> Vec<String> {
    let mut paragraphs = vec![how_often(result)];
    paragraphs.extend(how_many(result));
    paragraphs.extend(harms(result));
    if result.replications.finished == 1 {
        paragraphs.push(
            "This is one replication: one way things could have gone. Run more before saying what the publicity did."
                .into(),
        );
    }
    if !result.replications.complete {
        paragraphs.push(format!(
            "The run was interrupted: these are the results of {} out of {} replications.",
            format::count(u64::from(result.replications.finished)),
            format::count(u64::from(result.replications.asked))
        ));
    }
    paragraphs
}

fn how_often(result: &RunResult) -> String {
    let headline = &result.headline;
    let Some(rate) = &headline.miss_rate else { return nobody(result) };
    let of = base(headline);
    let mut text = format!(
        "Of every {} high-risk children who came to notice {}, {} were not protected {}",
        format::count(u64::from(of)),
        reading::when(result),
        format::natural(rate.mean, of),
        reading::window(result)
    );
    if reading::publicity(result).is_none() {
        text.push_str(&interval(rate, of));
        text.push_str(". No publicity falls into this time");
        text.push_str(if result.without.iter().any(|link| link == "publicity") {
            ": it is switched off."
        } else {
            "."
        });
        return text;
    }
    match &headline.miss_rate_before {
        Some(before) => text.push_str(&format!("; before it was {}", format::natural(before.mean, of))),
        None => text.push_str("; nobody came to notice before it"),
    }
    text.push_str(&without_publicity(result, of));
    text
}

fn without_publicity(result: &RunResult, of: u32) -> String {
    let headline = &result.headline;
    match (&headline.miss_rate_twin, &headline.miss_rate_difference) {
        (Some(twin), Some(difference)) => {
            let would = format::natural(twin.mean, of);
            format!(
                ", and without the publicity it would have been {would} in the same year. {}",
                verdict(difference, of)
            )
        }
        _ if result.has_twin => ". Without the publicity nobody would have come to notice in that year.".into(),
        _ => ". No run without publicity was made, so this does not say what the publicity did.".into(),
    }
}

/// What may be said of a difference of rates.
fn verdict(difference: &Estimate, of: u32) -> String {
    let scaled = scaled(difference, of);
    let (written, number) = (format::difference(Some(&scaled), ""), format::count(u64::from(of)));
    match (difference.half_width, difference.excludes_zero()) {
        (None, _) => format!("The difference is {written} in every {number}, without an interval."),
        (Some(_), true) if difference.mean > 0.0 => {
            format!("Before rounding, the publicity adds {written} in every {number} ({}).", format::basis(difference))
                .replacen('+', "", 1)
        }
        (Some(_), true) => format!(
            "The publicity lowers this by {} in every {} ({}).",
            format::difference(Some(&scaled), "").replacen('−', "", 1),
            number,
            format::basis(difference)
        ),
        (Some(_), false) => {
            format!(
                "The model does not show a difference: {written} in every {number} ({}).",
                format::basis(difference)
            )
        }
    }
}

fn how_many(result: &RunResult) -> Option<String> {
    let headline = &result.headline;
    let (noticed, missed) = (headline.noticed.as_ref()?, headline.missed.as_ref()?);
    headline.miss_rate.as_ref()?;
    let mut text = format!(
        "{} high-risk children came to notice {} and {} of them were missed (the rate leaves out those whose risk ended first)",
        format::short(Some(noticed), ""),
        reading::when(result),
        format::short(Some(missed), "")
    );
    let (Some(twin), Some(excess)) = (&headline.missed_twin, &headline.excess) else {
        text.push('.');
        return Some(text);
    };
    text.push_str(&format!("; without the publicity {}", format::short(Some(twin), "")));
    if let Some(noticed) = &headline.noticed_twin {
        text.push_str(&format!(" of {}", format::short(Some(noticed), "")));
    }
    text.push_str(&match (excess.half_width, excess.excludes_zero()) {
        (None, _) => format!(". That is a difference of {} children.", format::difference(Some(excess), "")),
        (_, true) if excess.mean > 0.0 => {
            format!(". That is {} more children missed.", format::short(Some(excess), ""))
        }
        (_, true) => {
            let fewer = Estimate { mean: -excess.mean, ..*excess };
            format!(". That is {} fewer children missed.", format::short(Some(&fewer), ""))
        }
        (_, false) => format!(
            ". In the number missed the model does not show a difference ({}).",
            format::difference(Some(excess), "")
        ),
    });
    Some(text)
}

fn harms(result: &RunResult) -> Option<String> {
    let harms = result.headline.expected_harms.as_ref()?;
    let mut text = format!("Expected serious harms {}: {}", reading::when(result), format::short(Some(harms), ""));
    let Some(difference) = &result.headline.expected_harms_difference else {
        text.push('.');
        return Some(text);
    };
    let written = format::difference(Some(difference), "");
    text.push_str(&match (difference.half_width, difference.excludes_zero()) {
        (None, _) => format!("; against the same year without publicity {written}."),
        (_, true) if difference.mean > 0.0 => {
            format!("; against the same year without publicity {written}, more harm.")
        }
        (_, true) => format!("; against the same year without publicity {written}, less harm."),
        (_, false) => {
            format!("; against the same year without publicity {written}: the model does not show a difference.")
        }
    });
    if reading::publicity(result).is_some() {
        text.push_str(" Publicity also brings to notice children whom nobody knew, sooner than otherwise; this works against the harm of a worse service.");
    }
    Some(text)
}

fn nobody(result: &RunResult) -> String {
    let came = result.headline.noticed.as_ref().is_some_and(|noticed| noticed.mean > 0.0);
    if came {
        format!(
            "{} the risk of every high-risk child who came to notice ended by itself, so there is no miss rate.",
            capital(&reading::when(result))
        )
    } else {
        format!("No high-risk child came to notice {}, so there is no miss rate.", reading::when(result))
    }
}

/// Of every 100, or of every 1,000 where a difference that is shown would vanish in whole numbers of 100.
fn base(headline: &Headline) -> u32 {
    match &headline.miss_rate_difference {
        Some(difference) if difference.excludes_zero() && difference.mean.abs() < 0.015 => 1000,
        _ => 100,
    }
}

fn scaled(estimate: &Estimate, of: u32) -> Estimate {
    let of = f64::from(of);
    Estimate { mean: estimate.mean * of, half_width: estimate.half_width.map(|h| h * of), ..*estimate }
}

fn interval(rate: &Estimate, of: u32) -> String {
    format!(" ({}, {})", format::short(Some(&scaled(rate, of)), ""), format::basis(rate))
}
