//! One typical year as moves on the pathway, and a child's story: the replication that is told again.

use serde::Serialize;

use super::side::WorkshopSide;
use crate::experiment::story::replay::{Step, replay};
use crate::experiment::story::{self, ChildOutcome, Followed, NoStory, StoryChoice};
use crate::experiment::summary::headline_period;
use crate::experiment::{ReplicationOutput, Setting};
use crate::measure::Indicator;
use crate::report::format;
use crate::report::story::{StoryFrame, StoryLine, told};

/// Days of a replay at most.
const YEAR: f64 = 364.0;

/// A replay as the page moves it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Film {
    /// Which replication, from 0, and why that one.
    pub about: String,
    /// Its first day.
    #[cfg_attr(test, ts(type = "string"))]
    pub from: jiff::civil::Date,
    /// Days.
    pub days: u32,
    /// Each day as it is read.
    pub labels: Vec<String>,
    /// Children in it.
    pub children: u32,
    /// Day, child, what (see [`code`]) and where: four numbers a move.
    pub moves: Vec<f64>,
}

/// What a move is, as a number: 0 into a box, 2 into a box where it waits for somebody, 1 a worker takes the case, 3 closed, 4
/// serious harm, 5 at high risk from here on, 6 not any more, 7 counts as missed, 8 protected in time.
#[must_use]
pub fn code(step: Step) -> (u8, u16) {
    match step {
        Step::Referred => (2, 0),
        Step::Stage(stage, true) => (2, stage + 1),
        Step::Stage(stage, false) => (0, stage + 1),
        Step::Allocated => (1, 0),
        Step::Closed => (3, 0),
        Step::Harmed => (4, 0),
        Step::High => (5, 0),
        Step::NotHigh => (6, 0),
        Step::Missed => (7, 0),
        Step::Found => (8, 0),
    }
}

/// The replication nearest the mean in children missed: a typical year.
#[must_use]
pub fn typical(side: &WorkshopSide, setting: &Setting<'_>) -> u32 {
    let period = headline_period(setting);
    let Some(missed) = setting.catalogue.get(Indicator::Missed) else { return 0 };
    // A long run keeps only its first 256 replications whole. The typical one is one of these.
    let outputs = &side.experiment().finished.outputs;
    let of = |output: &ReplicationOutput| {
        missed.formula.on(output.run.over(&setting.catalogue.layout, period), 1).unwrap_or(0.0)
    };
    let counts: Vec<(u32, f64)> = outputs.iter().map(|output| (output.index, of(output))).collect();
    let mean = counts.iter().map(|(_, count)| count).sum::<f64>() / counts.len().max(1) as f64;
    // The first of two equally near ones is taken.
    let nearest = counts.iter().min_by(|a, b| (a.1 - mean).abs().total_cmp(&(b.1 - mean).abs()));
    nearest.map_or(0, |(index, _)| *index)
}

/// The year of the headline in a replication.
#[must_use]
pub fn film(setting: &Setting<'_>, followed: &Followed) -> Film {
    let span = &setting.periods[headline_period(setting)];
    let to = span.to.min(span.from + crate::experiment::Days(YEAR));
    let shown = replay(setting, followed, span.from, to);
    let days = shown.days as u32;
    let day = |n: u32| shown.from.saturating_add(jiff::Span::new().days(n));
    Film {
        about: format!(
            "Run {} of the model, the one nearest the mean in children missed. Its children are not real.",
            shown.replication + 1
        ),
        from: shown.from,
        days,
        labels: (0..=days).map(|n| format::date(day(n))).collect(),
        children: shown.children,
        moves: shown
            .moves
            .iter()
            .flat_map(|one| {
                let (what, place) = code(one.step);
                [
                    // Four decimals of a day are some nine seconds, and more would only lengthen the answer.
                    libm::round(one.day * 1e4) / 1e4,
                    f64::from(one.child),
                    f64::from(what),
                    f64::from(place),
                ]
            })
            .collect(),
    }
}

/// A child's story as the page sets it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Told {
    /// The child's name in the model.
    pub child: String,
    /// The story, part by part.
    pub parts: Vec<StoryLine>,
}

/// The story of a child with an outcome, in the replication asked for or a later one.
///
/// # Errors
/// Why there is none, in words.
pub fn tell(setting: &Setting<'_>, outcome: &str, first: u32, name: &str) -> Result<Told, String> {
    const MOST: u32 = 20;
    let choice = match outcome {
        "screened-out" => StoryChoice::Outcome(ChildOutcome::ScreenedOut),
        "misjudged" => StoryChoice::Outcome(ChildOutcome::Misjudged),
        "late" => StoryChoice::Outcome(ChildOutcome::Late),
        "drifting" => StoryChoice::Outcome(ChildOutcome::Drifting),
        "found" => StoryChoice::Outcome(ChildOutcome::Found),
        "harmed" => StoryChoice::Outcome(ChildOutcome::Harmed),
        _ => StoryChoice::Typical,
    };
    // A choice: an outcome that twenty replications do not have is rare in this scenario.
    for index in first..first + MOST {
        match story::tell(setting, &story::follow(setting, index), &choice) {
            Ok(story) => {
                let chosen = format!(
                    "Of the {} like it in that replication it is the one nearest the median in days and looks.",
                    format::counted(story.among as u64, "high-risk child", "high-risk children")
                );
                let seed = setting.scenario.replications.seed;
                // The page says beside it what its runs warn of.
                let frame = StoryFrame { scenario: name.to_owned(), seed, chosen, warnings: None };
                return Ok(Told { child: story.child.clone(), parts: told(&story, &frame) });
            }
            Err(NoStory::Nobody | NoStory::NoSuchChild(_)) => {}
        }
    }
    Err(format!(
        "no high-risk child of that year had this outcome in {MOST} runs from run {}",
        first + 1
    ))
}
