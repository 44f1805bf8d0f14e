//! `surge-sim story`: one child, followed through one replication.

use std::path::{Path, PathBuf};

use crate::cli::{MachineArgs, OutcomeArg, StoryArgs};
use crate::error::Error;
use crate::experiment::story::{ChildOutcome, NoStory, StoryChoice, follow, tell};
use crate::experiment::{Twin, identity, pilot};
use crate::model::Setting;
use crate::report::files::folder_name;
use crate::report::format;
use crate::report::html::{Grounds, story as page};
use crate::report::story::{StoryFrame, screen};
use crate::results::story::Story;
use crate::scenario::Stopping;
use crate::scenario::load::Loaded;

use super::place::{self, Inputs};
use super::progress::ReplicationProgress;
use super::store::Cache;
use super::warned::{self, ENOUGH};
use super::{interrupt, loaded, note, print, print_json, threads};

/// Replications that are looked through for an outcome.
const MOST: u32 = 50;

pub fn story(args: &StoryArgs) -> Result<(), Error> {
    let loaded = loaded(&args.file, &args.changes)?;
    let folder = args.out.clone().unwrap_or_else(|| folder(args, &loaded));
    let place =
        place::open(&folder, args.force, "story", Inputs::none().scenario(&args.file, &loaded))?;
    let scenario = &loaded.scenario;
    threads::begin(args.threads, threads::parts(scenario));
    let bar = ReplicationProgress::new(args.quiet);
    let solved = pilot::solve(scenario, &Cache::open(), &bar.rounds(scenario, args.threads));
    bar.end();
    let setting = Setting::new(scenario, &solved);
    let most = match &scenario.replications.stopping {
        Stopping::Count(count) => *count,
        Stopping::Precision(precision) => precision.max,
    };
    if args.replication >= most {
        return Err(Error::Request(format!(
            "--replication {}: the scenario has {}, counted from 0",
            args.replication,
            format::counted(u64::from(most), "replication", "replications")
        )));
    }
    let story = found(&setting, args)?;
    let machine = MachineArgs { threads: args.threads, quiet: args.quiet, fresh: false };
    // A story is of one replication; `ENOUGH` of them say what to distrust in the scenario.
    let warnings = warned::of(&loaded, most.min(ENOUGH), &machine, interrupt::watch())?;
    let frame = StoryFrame {
        scenario: scenario.name.clone(),
        seed: scenario.replications.seed,
        chosen: chosen(&story, args),
        warnings: Some(warnings),
    };
    let text = screen(&story, &frame);
    let grounds = Grounds::of(scenario, None);
    if args.json {
        note(&text);
        let json = serde_json::to_string_pretty(&page::StoryAndRun::of(&story, &frame))
            .map_err(|error| Error::Request(error.to_string()))?;
        print_json(&(json + "\n"))?;
    } else {
        print(&text)?;
    }
    let written = page::write(&place, &story, &frame, &grounds)?;
    place::told(&written);
    let last = format!(
        "\nthe story, {} files in {}; story.html is the one to read\n",
        written.files.len(),
        written.folder.display()
    );
    if args.json {
        note(&last);
        return Ok(());
    }
    print(&last)
}

/// Where its files go unless it is said: another story goes to a folder of its own.
fn folder(args: &StoryArgs, loaded: &Loaded) -> PathBuf {
    let stem = args.file.file_stem().map_or("scenario".into(), |stem| stem.to_string_lossy());
    let which = match (&args.child, args.outcome) {
        (Some(child), _) => Some(child.clone()),
        (None, fate) => fate.map(name),
    };
    let from = (args.replication > 0).then(|| format!("from-{}", args.replication));
    let of = identity::identified(&loaded.scenario, Twin::With);
    let plain = super::run::plain(&args.changes);
    let name = [Some(format!("story-{stem}")), which, from].into_iter().flatten();
    let name = name.collect::<Vec<String>>().join("-");
    Path::new("plots").join(folder_name(&name, &of.run, plain))
}

/// The story of the child that is meant, in the replication asked for or the next that has one.
fn found(setting: &Setting<'_>, args: &StoryArgs) -> Result<Story, Error> {
    let choice = match (&args.child, args.outcome) {
        (Some(child), _) => StoryChoice::Child(child.clone()),
        (None, Some(fate)) => StoryChoice::Outcome(outcome(fate)),
        (None, None) => StoryChoice::Typical,
    };
    let first = args.replication;
    // A name is of one replication: the same name in another is another child.
    let last = if args.child.is_some() { first } else { first.saturating_add(MOST - 1) };
    for index in first..=last {
        match tell(setting, &follow(setting, index), &choice) {
            Ok(story) => return Ok(story),
            Err(NoStory::NoSuchChild(known)) => {
                let child = args.child.as_deref().unwrap_or_default();
                let known = if known.is_empty() { "none".to_owned() } else { format::list(&known) };
                return Err(Error::Request(format!(
                    "--child {child}: no such child in replication {index}; high-risk children who came to notice in it are, \
                     for example: {known}"
                )));
            }
            Err(NoStory::Nobody) => {}
        }
    }
    let what = args
        .outcome
        .map_or("was missed".to_owned(), |fate| format!("has the outcome {}", name(fate)));
    Err(Error::Request(format!(
        "no high-risk child of the headline's period {what} in {MOST} replications from {first}"
    )))
}

fn outcome(fate: OutcomeArg) -> ChildOutcome {
    match fate {
        OutcomeArg::ScreenedOut => ChildOutcome::ScreenedOut,
        OutcomeArg::Misjudged => ChildOutcome::Misjudged,
        OutcomeArg::Late => ChildOutcome::Late,
        OutcomeArg::Drifting => ChildOutcome::Drifting,
        OutcomeArg::Found => ChildOutcome::Found,
        OutcomeArg::Harmed => ChildOutcome::Harmed,
    }
}

fn name(fate: OutcomeArg) -> String {
    clap::ValueEnum::to_possible_value(&fate)
        .map_or_else(String::new, |value| value.get_name().to_owned())
}

fn chosen(story: &Story, args: &StoryArgs) -> String {
    if args.child.is_some() {
        return "This child was asked for by that name.".to_owned();
    }
    let of = args.outcome.map_or("missed by the commonest route".to_owned(), |fate| {
        format!("with the outcome {}", name(fate))
    });
    let others = match story.replication - args.replication {
        0 => String::new(),
        1 => format!(" Replication {} had none.", args.replication),
        _ => format!(" Replications {} to {} had none.", args.replication, story.replication - 1),
    };
    match story.among {
        1 => format!("This is the only high-risk child {of} in that replication.{others}"),
        among => format!(
            "Of the {among} high-risk children {of} in that replication this is the one nearest the median in days and looks.{others}"
        ),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::cli::{Cli, Command};

    #[test]
    fn a_child_is_told_how_they_were_chosen_and_is_no_thing() {
        let said = |more: &str, among| {
            let line = format!("surge-sim story x.toml {more}");
            let args = match Cli::parse_from(line.split_whitespace()).command {
                Some(Command::Story(args)) => args,
                other => panic!("{other:?}"),
            };
            let story = Story {
                child: "2-17".into(),
                replication: args.replication,
                settled: None,
                among,
                days: None,
                looks: 0,
                moments: Vec::new(),
                alike: None,
            };
            chosen(&story, &args)
        };
        for (more, among, words) in [
            ("--child 2-17", 0, "This child was asked for by that name."),
            ("--outcome late", 1, "This is the only high-risk child with the outcome late"),
            ("", 5, "Of the 5 high-risk children missed by the commonest route"),
        ] {
            let said = said(more, among);
            assert!(said.starts_with(words), "{said}");
            assert!(!said.to_lowercase().split(' ').any(|word| word == "it"), "{said}");
        }
    }
}
