//! What a search found, in sentences.

use super::sweep::name;
use crate::results::studies::{FactorLevels, Goal, Optimised, OptionResult, OptionStatus};
use crate::stats::Estimate;
use crate::words::format;

/// What was wanted.
#[must_use]
pub fn aim(found: &Optimised) -> String {
    match found.rules.goal {
        Goal::Budget(budget) => {
            format!("the best for {} pounds a year more", format::number(budget, 0))
        }
        Goal::Target { below, runs } => format!(
            "the cheapest that keeps {} below {} in {} of 100 runs",
            name(&found.asked),
            plain(below, &found.asked.unit),
            format::natural(runs, 100)
        ),
    }
}

fn plain(value: f64, unit: &str) -> String {
    if unit == "share" {
        format!("{} %", format::plain(100.0 * value))
    } else {
        format!("{} {unit}", format::plain(value))
    }
}

/// An option in the words of its levers.
#[must_use]
pub fn words(levers: &[FactorLevels], option: &OptionResult) -> String {
    let level =
        |(axis, &level): (&FactorLevels, &usize)| format!("{} = {}", axis.path, axis.levels[level]);
    let all: Vec<String> = levers.iter().zip(&option.levels).map(level).collect();
    format::list(&all)
}

/// Pounds in whole thousands, with a sign.
#[must_use]
pub fn pounds(estimate: Option<&Estimate>) -> String {
    estimate.map_or(format::NONE.to_owned(), |e| {
        let rounded = (e.mean / 1000.0).round() * 1000.0;
        format::signed(rounded, 0)
    })
}

/// The answer, how sure it is, what cannot be told apart, and what lies at the budget's edges.
#[must_use]
pub fn sentences(found: &Optimised) -> Vec<String> {
    let mut all = Vec::new();
    let confidence = format::number(100.0 * found.rules.confidence, 0);
    let Some(best) = found.best.map(|best| &found.options[best]) else {
        all.push(match found.settled {
            true => format!("No option keeps the target, with {confidence} % confidence."),
            false => undecided(found),
        });
        return all;
    };
    let unit = &found.asked.unit;
    let value = format::short(best.value.as_ref(), unit);
    let difference = format::difference(best.difference.as_ref(), unit);
    let what = format!(
        "{}: {} {value}, {difference} against the scenario as written, at {} pounds a year.",
        words(&found.levers, best),
        name(&found.asked),
        pounds(best.cost.as_ref())
    );
    all.push(match (found.rules.goal, found.settled) {
        (Goal::Budget(_), true) => format!(
            "{what} With {confidence} % confidence it is the best that the budget pays for, or within {} of the best (KN++).",
            plain(found.rules.indifference, unit)
        ),
        (Goal::Budget(_), false) => format!("{what} Replications ran out before this was settled: the confidence asked for does not hold."),
        (Goal::Target { .. }, true) => format!("{what} It is the cheapest that keeps the target, with {confidence} % confidence for all options together."),
        (Goal::Target { .. }, false) => format!("{what} It keeps the target, with {confidence} % confidence; whether a cheaper one does was not settled before replications ran out."),
    });
    let apart: Vec<String> = found
        .options
        .iter()
        .filter(|option| matches!(option.status, OptionStatus::NotToldApart))
        .map(|option| {
            format!("{} ({} pounds)", words(&found.levers, option), pounds(option.cost.as_ref()))
        })
        .collect();
    if !apart.is_empty() {
        all.push(format!(
            "Not to be told from it by this measure: {}. Other reasons may decide between them.",
            apart.join("; ")
        ));
    }
    all.extend(edges(found, best));
    all
}

/// What the replications show where they show too little: the option that keeps the target most often, and what to ask for.
fn undecided(found: &Optimised) -> String {
    let share = |option: &&OptionResult| option.keeps.unwrap_or(0.0);
    let most = found.options.iter().max_by(|a, b| share(a).total_cmp(&share(b)));
    let most = most.filter(|option| share(option) > 0.0).map_or_else(String::new, |option| {
        format!(
            " The option {} kept it in {} of every 100 of its {} runs, which is too few to be sure.",
            words(&found.levers, option),
            format::natural(share(&option), 100),
            option.replications
        )
    });
    let out = found.options.iter().filter(|option| option.status == OptionStatus::PutOut).count();
    let rest = match (out, found.options.len() - out) {
        (0, _) => "No option was shown to keep the target, or not to, before replications ran out."
            .to_owned(),
        (out, rest) => format!(
            "No option was shown to keep the target before replications ran out: {} shown not to keep it, and of the other {rest} \
             neither was shown.",
            if out == 1 { "one was".to_owned() } else { format!("{out} were") }
        ),
    };
    format!("{rest}{most} Ask for more with --replications.")
}

/// What the cheapest option, the next dearer than the budget, and the one with the lowest mean at any price would do.
fn edges(found: &Optimised, best: &OptionResult) -> Vec<String> {
    let Goal::Budget(budget) = found.rules.goal else { return Vec::new() };
    let unit = &found.asked.unit;
    let say = |edge: &str, option: &OptionResult| {
        format!(
            "{edge}: {} has {} {} at {} pounds a year.",
            words(&found.levers, option),
            name(&found.asked),
            format::short(option.value.as_ref(), unit),
            pounds(option.cost.as_ref())
        )
    };
    let mut all = Vec::new();
    if let Some(cheapest) = found.options.first().filter(|cheapest| cheapest.levels != best.levels)
    {
        all.push(say("At the lower edge, the cheapest option", cheapest));
    }
    let dear: Vec<&OptionResult> =
        found.options.iter().filter(|option| option.status == OptionStatus::TooDear).collect();
    let value = |option: &&&OptionResult| option.value.map_or(f64::INFINITY, |value| value.mean);
    let least = |options: &[&'_ OptionResult]| -> Option<Vec<usize>> {
        options
            .iter()
            .min_by(|a, b| value(a).total_cmp(&value(b)))
            .map(|option| option.levels.clone())
    };
    let near: Vec<&OptionResult> = dear
        .iter()
        .copied()
        // A budget may still be raised by a quarter (a choice).
        .filter(|option| option.cost.is_some_and(|cost| cost.mean <= 1.25 * budget))
        .collect();
    // One option may be the best near the budget and at any price. It is named once.
    let mut said: Option<Vec<usize>> = None;
    for (edge, among) in
        [("For up to a quarter more", &near), ("At any price among these options", &dear)]
    {
        let Some(levels) = least(among).filter(|levels| said.as_ref() != Some(levels)) else {
            continue;
        };
        if let Some(option) = found.options.iter().find(|option| option.levels == levels) {
            let lower = value(&&option) < value(&&best);
            let is_shown = option.value.zip(best.value).is_some_and(|(a, b)| a.is_apart_from(&b));
            // Money should not be advised for a lower mean that may be chance.
            if lower && is_shown {
                all.push(say(edge, option));
            } else {
                let among = say("the lowest mean among them", option);
                all.push(format!("{edge}, no option is shown to do better: {among}"));
            }
        }
        said = Some(levels);
    }
    if dear.is_empty() {
        all.push(
            "The budget pays for every option asked about: more levels would show whether more money helps.".to_owned(),
        );
    }
    all
}

/// What became of an option, in a word or a few.
#[must_use]
pub fn status(option: &OptionResult) -> &'static str {
    match option.status {
        OptionStatus::Best => "named",
        OptionStatus::NotToldApart => "not told apart",
        OptionStatus::PutOut => "put out",
        OptionStatus::TooDear => "too dear",
        OptionStatus::Dearer => "keeps it too",
        OptionStatus::Undecided => "not decided",
    }
}

#[cfg(test)]
mod tests;
