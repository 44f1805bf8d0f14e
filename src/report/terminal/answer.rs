//! The answer in sentences, with natural frequencies and without claiming what the intervals do not show.

use crate::report::format;
use crate::report::reading::{self, World};
use crate::results::RunResult;
use crate::stats::Estimate;

/// The answer with whole children, to be read aloud; empty where there is no miss rate.
#[must_use]
pub fn spoken(result: &RunResult) -> String {
    let headline = &result.headline;
    let Some(rate) = &headline.miss_rate else { return String::new() };
    let start = format!(
        "In this model, of 100 {} {} are missed: not protected {}.",
        reading::of_whom(result),
        reading::whole_of_100(rate.mean),
        reading::window(result)
    );
    let (Some(_), Some(difference), Some(twin)) =
        (reading::publicity(result), &headline.miss_rate_difference, &headline.miss_rate_twin)
    else {
        return start;
    };
    // The difference of the whole children that are said, as the signs show them.
    let children = |rate: &Estimate| reading::whole_of_100(rate.mean);
    let size = children(rate).abs_diff(children(twin)).to_string();
    let would = children(twin);
    let rest = match (difference.half_width, difference.excludes_zero(), difference.mean > 0.0) {
        (None, ..) if difference.not_shown().is_some() => {
            "The model does not show that the publicity changes this.".to_owned()
        }
        (None, ..) => "One replication cannot say what the publicity did to this.".to_owned(),
        (_, false, _) => "The model does not show that the publicity changes this.".to_owned(),
        (_, true, _) if size == "0" => {
            "The publicity changes this by less than one child in 100.".to_owned()
        }
        (_, true, true) => format!("Without the publicity it would be {would}, {size} fewer."),
        (_, true, false) => format!("Without the publicity it would be {would}, {size} more."),
    };
    format!("{start} {rest}")
}

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
    let mut text = format!(
        "In this model, of every 100 {} {} are not protected {}",
        reading::of_whom(result),
        reading::of_every_100(result, rate),
        reading::window(result)
    );
    if reading::publicity(result).is_none() {
        text.push_str(&interval(rate));
        text.push_str(". No publicity falls into this time");
        text.push_str(if result.without.iter().any(|link| link == "publicity") {
            ": it is switched off."
        } else {
            "."
        });
        return text;
    }
    match &headline.miss_rate_before {
        Some(before) => text.push_str(&format!(
            "; {} it is {}",
            reading::before(result),
            reading::of_every_100(result, before)
        )),
        None => text.push_str(&format!("; {}", reading::nothing_before(result))),
    }
    text.push_str(&without_publicity(result));
    text
}

fn without_publicity(result: &RunResult) -> String {
    let headline = &result.headline;
    match (&headline.miss_rate_twin, &headline.miss_rate_difference) {
        (Some(twin), Some(difference)) => {
            let would = reading::of_every_100(result, twin);
            format!(
                ", and without the publicity it would be {would} {}{}",
                reading::in_the_same(result),
                verdict(difference, reading::decimals_of_rates(result))
            )
        }
        _ if result.has_twin => ". Without the publicity nobody would come to notice then.".into(),
        _ => ". No run without publicity was made, so this does not say what the publicity did."
            .into(),
    }
}

/// What may be said of a difference of rates, with the decimals of the rates beside it.
fn verdict(difference: &Estimate, decimals: usize) -> String {
    let basis = format::basis(difference);
    let written = |e: &Estimate| format::fixed_difference(Some(e), "share", decimals);
    let size = |e: &Estimate| format::fixed_short(Some(e), "share", decimals);
    match (difference.half_width, difference.excludes_zero()) {
        (None, _) if difference.not_shown().is_some() => {
            let mean = format::signed(100.0 * difference.mean, decimals);
            format!(". The model does not show a difference: {mean} in every 100 ({basis}).")
        }
        (None, _) => format!(
            ". The difference is {} in every 100, without an interval.",
            written(difference)
        ),
        (_, true) if difference.mean > 0.0 => {
            format!(": the publicity adds {} in every 100 ({basis}).", size(difference))
        }
        (_, true) => format!(
            ": the publicity takes away {} in every 100 ({basis}).",
            size(&negated(difference))
        ),
        (_, false) => {
            format!(
                ". The model does not show a difference: {} in every 100 ({basis}).",
                written(difference)
            )
        }
    }
}

fn how_many(result: &RunResult) -> Option<String> {
    let headline = &result.headline;
    let (noticed, missed) = (headline.noticed.as_ref()?, headline.missed.as_ref()?);
    headline.miss_rate.as_ref()?;
    let children = |e: &Estimate| format::fixed_short(Some(e), "", 1);
    let base = |world| {
        reading::base_of_rate(result, world)
            .map_or(format::NONE.to_owned(), |base| format::number(base, 1))
    };
    let mut text = format!(
        "In this model {} high-risk children come to notice then (they are referred with no case open, or come to be at high risk while one is); of the \
         {} of them whose risk does not end first, {} are missed",
        children(noticed),
        base(World::Run),
        children(missed)
    );
    let (Some(twin), Some(excess)) = (&headline.missed_twin, &headline.excess) else {
        return Some(text + ".");
    };
    text.push_str(&format!("; without the publicity {}", children(twin)));
    if headline.noticed_twin.is_some() {
        text.push_str(&format!(" of {}", base(World::Twin)));
    }
    let difference = format::fixed_difference(Some(excess), "", 1);
    let not_shown =
        |why: &str| format!(". In the number missed the model does not show a difference ({why}).");
    text.push_str(&match (excess.half_width, excess.excludes_zero()) {
        (None, _) if excess.not_shown().is_some() => {
            not_shown(&format::said(difference, excess.mean, excess, 1))
        }
        (None, _) => format!(": a difference of {difference} children."),
        (_, true) if excess.mean > 0.0 => format!(": {} more children missed.", children(excess)),
        (_, true) => format!(": {} fewer children missed.", children(&negated(excess))),
        (_, false) => not_shown(&difference),
    });
    Some(text)
}

fn harms(result: &RunResult) -> Option<String> {
    let harms = result.headline.expected_harms.as_ref()?;
    let difference = result.headline.expected_harms_difference.as_ref();
    let decimals = difference
        .and_then(|d| d.half_width)
        .map_or(2, |half| format::decimals_for(half).clamp(2, 3));
    let mut text = format!(
        "Expected serious harms in that time, in this model: {}",
        format::fixed_short(Some(harms), "", decimals)
    );
    let Some(difference) = difference else {
        text.push('.');
        return Some(text);
    };
    let written = format::fixed_difference(Some(difference), "", decimals);
    let written = format::said(written, difference.mean, difference, decimals);
    text.push_str(&format!(
        "; against the same {} without publicity {written}",
        reading::stretch(result)
    ));
    text.push_str(match (difference.half_width, difference.excludes_zero()) {
        (None, _) if difference.not_shown().is_some() => ": the model does not show a difference.",
        (None, _) => ".",
        (_, true) if difference.mean > 0.0 => ", more harm.",
        (_, true) => ", less harm.",
        (_, false) => ": the model does not show a difference.",
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
            "In this model the risk of every high-risk child who comes to notice {} ends by itself, so there is no miss rate.",
            reading::when(result)
        )
    } else {
        format!(
            "In this model no high-risk child comes to notice {}, so there is no miss rate.",
            reading::when(result)
        )
    }
}

fn negated(estimate: &Estimate) -> Estimate {
    estimate.times(-1.0)
}

fn interval(rate: &Estimate) -> String {
    format!(" ({}, {})", format::fixed_short(Some(rate), "share", 1), format::basis(rate))
}
