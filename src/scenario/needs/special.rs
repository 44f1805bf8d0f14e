//! Conditions that no comparison of one key with a word or a number can say.

use super::look::{Here, look};
use crate::scenario::document::{Node, TomlTable, TomlValue};

/// A condition by its name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Special {
    /// The file extends another.
    Extends,
    /// A class leaves its own `typical_open_days` out.
    OpenDays,
    /// The team serves a stage in which workers hold cases.
    Serves,
    /// Cases come to the stage from another stage, and not from triage alone.
    LedTo,
    /// A team cuts visits below the action's floor.
    Raises,
    /// Referrals come from concerns, as where nothing else is written.
    Concerns,
    /// Publicity brings concerns, or blame.
    Heard,
    /// At some time more or less is referred than in normal times.
    Volume,
}

impl Special {
    pub fn named(name: &str) -> Special {
        match name {
            "extends" => Special::Extends,
            "open_days" => Special::OpenDays,
            "serves" => Special::Serves,
            "led_to" => Special::LedTo,
            "raises" => Special::Raises,
            "concerns" => Special::Concerns,
            "heard" => Special::Heard,
            "volume" => Special::Volume,
            other => panic!("no need is called @{other}"),
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Special::Extends => "the file extends another",
            Special::OpenDays => "a class in [[risk]] has no typical_open_days of its own",
            Special::Serves => "the team serves an assess or plan stage",
            Special::LedTo => "another stage leads to this one",
            Special::Raises => "a team's rush.floor is lower",
            Special::Concerns => "referrals.arrivals is \"concerns\"",
            Special::Heard => "referrals.arrivals is \"concerns\" or there is a [culture]",
            Special::Volume => {
                "referrals.growth, referrals.months, practice.door or a schedule of referrals.per_year is there"
            }
        }
    }

    pub fn unmet(self, root: &TomlTable, here: &Here<'_>) -> Option<String> {
        match self {
            // What a file extends is no longer in its tree: the reader of the chain warns.
            Special::Extends => None,
            Special::OpenDays => open_days(root, here),
            Special::Serves => serves(root, here),
            Special::LedTo => led_to(root, here),
            Special::Raises => raises(root, here),
            Special::Concerns => direct(root, here),
            Special::Heard => unheard(root, here),
            Special::Volume => even_volume(root, here),
        }
    }
}

/// A class without the key was given the value of `[referrals]`, with the place where that was written.
fn open_days(root: &TomlTable, here: &Here<'_>) -> Option<String> {
    let (_, of_all) = *look(root, here, "referrals.typical_open_days").values.first()?;
    let classes = look(root, here, "risk.typical_open_days");
    let taken = classes.values.iter().any(|(_, node)| node.origin == of_all.origin);
    (!taken).then(|| "every class in [[risk]] has a typical_open_days of its own".to_owned())
}

fn serves(root: &TomlTable, here: &Here<'_>) -> Option<String> {
    let name = here.outermost()?.text("name")?;
    let stages = look(root, here, "stages.team");
    let served = stages.values.iter().any(|(_, node)| is(node, name));
    (!served).then(|| format!("the team \"{name}\" serves no stage in which workers hold cases"))
}

fn led_to(root: &TomlTable, here: &Here<'_>) -> Option<String> {
    let name = here.outermost()?.text("name")?;
    let led = |stage: &Node| match &stage.value {
        TomlValue::Table(stage) if stage.text("name") != Some(name) => {
            match stage.get("outcomes").map(|node| &node.value) {
                Some(TomlValue::List(lines)) => {
                    lines.iter().any(|line| matches!(&line.value, TomlValue::Table(line) if line.text("to") == Some(name)))
                }
                _ => false,
            }
        }
        _ => false,
    };
    let Some(TomlValue::List(stages)) = root.get("stages").map(|node| &node.value) else {
        return None;
    };
    (!stages.iter().any(led))
        .then(|| format!("cases come to \"{name}\" from triage alone, without a worker"))
}

fn raises(root: &TomlTable, here: &Here<'_>) -> Option<String> {
    let floor = here.outermost()?.get("floor").and_then(number)?;
    let below = look(root, &Here::default(), "teams.rush.floor")
        .values
        .iter()
        .filter_map(|(_, node)| number(node))
        .any(|own| own < floor);
    (!below).then(|| "no team cuts its visits below that".to_owned())
}

/// Not a comparison with the word: a resolved scenario leaves the key out where it is the default.
fn direct(root: &TomlTable, here: &Here<'_>) -> Option<String> {
    let direct =
        look(root, here, "referrals.arrivals").values.iter().any(|(_, node)| is(node, "direct"));
    direct.then(|| "referrals.arrivals is \"direct\", not \"concerns\"".to_owned())
}

fn unheard(root: &TomlTable, here: &Here<'_>) -> Option<String> {
    let blames = root.get("culture").is_some_and(|node| !is(node, "none"));
    let direct = direct(root, here).filter(|_| !blames)?;
    Some(format!("{direct}, and there is no [culture]"))
}

fn even_volume(root: &TomlTable, here: &Here<'_>) -> Option<String> {
    let there = |key: &str| !look(root, here, key).values.is_empty();
    let grows = look(root, here, "referrals.growth")
        .values
        .iter()
        .any(|(_, node)| number(node).is_some_and(|growth| growth.abs() > 0.0));
    let dated = look(root, here, "schedule.path")
        .values
        .iter()
        .any(|(_, node)| is(node, "referrals.per_year"));
    let moves = grows || dated || there("referrals.months") || there("practice.door.sd");
    (!moves).then(|| "as much is referred throughout as in normal times".to_owned())
}

fn is(node: &Node, word: &str) -> bool {
    matches!(&node.value, TomlValue::Text(text) if text == word)
}

fn number(node: &Node) -> Option<f64> {
    match node.value {
        TomlValue::Whole(number) => Some(number as f64),
        TomlValue::Float(number) => Some(number),
        _ => None,
    }
}
