//! The answer in sentences, with natural frequencies and without claiming what the intervals do not show.

use super::format;
use super::reading::{self, ShownWorld};
use crate::results::{Change, Finding, PublicityEffect, RunResult};
use crate::stats::{DifferenceVerdict, Estimate};

/// The answer with whole children, to be read aloud; empty where there is no miss rate.
#[must_use]
pub fn spoken(result: &RunResult) -> String {
    let rate = result.findings().into_iter().find_map(|finding| match finding {
        Finding::MissRate { run, effect, .. } => Some((run, effect)),
        _ => None,
    });
    let Some((rate, effect)) = rate else { return String::new() };
    let start = format!(
        "In this model, of 100 {} {} are missed: not protected {}.",
        reading::of_whom(result),
        reading::whole_of_100(rate.mean),
        reading::window(result)
    );
    let PublicityEffect::Changes(Change { without, verdict, .. }) = effect else { return start };
    // The difference of the whole children that are said, as the signs show them.
    let would = reading::whole_of_100(without.mean);
    let size = reading::whole_of_100(rate.mean).abs_diff(would);
    // Whole children are what is rounded; where their difference is another whole number than the difference, that is said.
    let exact = 100.0 * (rate.mean - without.mean).abs();
    let exact = if reading::whole_of_100(exact / 100.0) == size {
        String::new()
    } else {
        format!(" ({} before rounding)", format::number(exact, 1))
    };
    let publicity = reading::the_publicity(result);
    let rest = match verdict {
        DifferenceVerdict::NoInterval => {
            format!("One replication cannot say what {publicity} did to this.")
        }
        DifferenceVerdict::Same | DifferenceVerdict::NotShown => {
            format!("The model does not show that {publicity} changes this.")
        }
        // The interval excludes 0, but the whole numbers are the same.
        _ if size == 0 => {
            let publicity = format::capital(&publicity);
            format!("{publicity} changes this by less than one child in 100.")
        }
        DifferenceVerdict::More => {
            format!("Without {publicity} it would be {would}, {size} fewer{exact}.")
        }
        DifferenceVerdict::Less => {
            format!("Without {publicity} it would be {would}, {size} more{exact}.")
        }
    };
    format!("{start} {rest}")
}

/// The answer, a paragraph a line of thought: how often, how many more, how much harm.
#[must_use]
pub fn answer(result: &RunResult) -> Vec<String> {
    result.findings().iter().map(|finding| said(result, finding)).collect()
}

/// A finding as a paragraph.
#[must_use]
pub fn said(result: &RunResult, finding: &Finding) -> String {
    match *finding {
        Finding::NoMissRate { came } => nobody(result, came),
        Finding::MissRate { run, before, effect } => {
            how_often(result, &run, before.as_ref(), &effect)
        }
        Finding::Missed { noticed, noticed_without, missed, change } => {
            how_many(result, (&noticed, &missed), noticed_without.is_some(), change.as_ref())
        }
        Finding::ExpectedHarms { run, difference } => harms(result, &run, difference),
        Finding::OneReplication => format!(
            "This is one replication: one way things could have gone. Run more before saying what {} did.",
            reading::the_publicity(result)
        ),
        Finding::Interrupted { finished, asked } => format!(
            "The run was interrupted: these are the results of {} out of {} replications.",
            format::count(u64::from(finished)),
            format::count(u64::from(asked))
        ),
    }
}

fn how_often(
    result: &RunResult,
    rate: &Estimate,
    before: Option<&Estimate>,
    effect: &PublicityEffect,
) -> String {
    let mut text = format!(
        "In this model, of every 100 {} {} are not protected {}",
        reading::of_whom(result),
        reading::of_every_100(result, rate),
        reading::window(result)
    );
    // Without publicity there is no before and no twin, so the sentence ends here with its own interval.
    if matches!(effect, PublicityEffect::NoPublicity) {
        text.push_str(&interval(rate));
        text.push_str(". No publicity falls into this time");
        text.push_str(if result.without.iter().any(|link| link == "publicity") {
            ": it is switched off."
        } else {
            "."
        });
        return text;
    }
    match before {
        // Of what comes by chance on any day there is no before.
        _ if result.is_about_chance() => {}
        Some(before) => text.push_str(&format!(
            "; {} it is {}",
            reading::before(result),
            reading::of_every_100(result, before)
        )),
        None => text.push_str(&format!("; {}", reading::nothing_before(result))),
    }
    let publicity = reading::the_publicity(result);
    text.push_str(&match effect {
        PublicityEffect::Changes(change) => format!(
            ", and without {publicity} it would be {} {}{}",
            reading::of_every_100(result, &change.without),
            reading::in_the_same(result),
            what_it_does(&publicity, change, reading::decimals_of_difference(result))
        ),
        PublicityEffect::NothingWithout => {
            format!(". Without {publicity} nobody would come to notice then.")
        }
        PublicityEffect::NotRun | PublicityEffect::NoPublicity => format!(
            ". No run without publicity was made, so this does not say what {publicity} did."
        ),
    });
    text
}

/// What may be said of a difference of rates.
fn what_it_does(publicity: &str, change: &Change, decimals: usize) -> String {
    let difference = &change.difference;
    let basis = format::basis(difference);
    let written = || format::fixed_difference(Some(difference), "share", decimals);
    let size = || format::fixed_short(Some(&difference.size()), "share", decimals);
    match change.verdict {
        DifferenceVerdict::NoInterval => {
            format!(". The difference is {} in every 100, without an interval.", written())
        }
        DifferenceVerdict::More => {
            format!(": {publicity} adds {} in every 100 ({basis}).", size())
        }
        DifferenceVerdict::Less => {
            format!(": {publicity} takes away {} in every 100 ({basis}).", size())
        }
        DifferenceVerdict::Same | DifferenceVerdict::NotShown => {
            // `written` would already name the pairs, and `basis` names them again.
            let shown = match difference.not_shown() {
                Some(_) => format::signed(100.0 * difference.mean, decimals),
                None => written(),
            };
            format!(". The model does not show a difference: {shown} in every 100 ({basis}).")
        }
    }
}

fn how_many(
    result: &RunResult,
    (noticed, missed): (&Estimate, &Estimate),
    noticed_without: bool,
    change: Option<&Change>,
) -> String {
    let children = |e: &Estimate| format::fixed_short(Some(e), "", 1);
    let base = |world| {
        reading::base_of_rate(result, world)
            .map_or(format::NONE.to_owned(), |base| format::number(base, 1))
    };
    let mut text = format!(
        "In this model {} high-risk children come to notice then (they are referred with no case open, or come to be at high risk while one is); of the \
         {} of them whose risk does not end first, {} are missed",
        children(noticed),
        base(ShownWorld::Run),
        children(missed)
    );
    let Some(Change { without, difference, verdict }) = change else { return text + "." };
    let publicity = reading::the_publicity(result);
    text.push_str(&format!("; without {publicity} {}", children(without)));
    if noticed_without {
        text.push_str(&format!(" of {}", base(ShownWorld::Twin)));
    }
    let written = format::fixed_difference(Some(difference), "", 1);
    text.push_str(&match verdict {
        DifferenceVerdict::NoInterval => format!(": a difference of {written} children."),
        DifferenceVerdict::More => format!(": {} more children missed.", children(difference)),
        DifferenceVerdict::Less => {
            format!(": {} fewer children missed.", children(&difference.size()))
        }
        DifferenceVerdict::Same | DifferenceVerdict::NotShown => format!(
            ". In the number missed the model does not show a difference ({}).",
            format::said(written, difference.mean, difference, 1)
        ),
    });
    text
}

fn harms(
    result: &RunResult,
    harms: &Estimate,
    difference: Option<(Estimate, DifferenceVerdict)>,
) -> String {
    let decimals = difference
        .and_then(|(difference, _)| difference.half_width)
        // Differences of harms are hundredths of a child. A choice: two decimals at least, three at most.
        .map_or(2, |half| format::decimals_for(half).clamp(2, 3));
    let mut text = format!(
        "Expected serious harms in that time, in this model: {}",
        format::fixed_short(Some(harms), "", decimals)
    );
    let Some((difference, verdict)) = difference else {
        text.push('.');
        return text;
    };
    let written = format::fixed_difference(Some(&difference), "", decimals);
    let written = format::said(written, difference.mean, &difference, decimals);
    text.push_str(&format!(
        "; against the same {} without publicity {written}",
        reading::stretch(result)
    ));
    text.push_str(match verdict {
        DifferenceVerdict::NoInterval => ".",
        DifferenceVerdict::More => ", more harm.",
        DifferenceVerdict::Less => ", less harm.",
        DifferenceVerdict::Same | DifferenceVerdict::NotShown => {
            ": the model does not show a difference."
        }
    });
    if reading::publicity(result).is_some() {
        text.push_str(" Publicity also brings to notice children whom nobody knew, sooner than otherwise; this works against the harm of a worse service.");
    }
    text
}

fn nobody(result: &RunResult, came: bool) -> String {
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

fn interval(rate: &Estimate) -> String {
    format!(" ({}, {})", format::fixed_short(Some(rate), "share", 1), format::basis(rate))
}
