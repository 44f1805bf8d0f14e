//! The facilitator's guide: its text, with the answers that the model gives.

use std::collections::BTreeMap;

use minijinja::{Environment, context};
use serde::Serialize;

use super::levers;
use super::page::WorkshopPageError;
use super::side::WorkshopSide;
use super::view::{self, Beside};
use crate::experiment::Scratch;
use crate::experiment::pilot::Store;
use crate::experiment::runner::in_order;
use crate::report::NOT_FOR;
use crate::report::markdown::words;
use crate::scenario::load::LoadError;
use crate::scenario::{Loaded, Stopping};
use crate::words::answer::spoken;
use crate::words::reading;

const GUIDE: &str = include_str!("guide.md");

/// An exercise before it is run: its words, and the levers of its answer.
struct PlannedExercise {
    title: &'static str,
    lever: &'static str,
    ask: &'static str,
    talk: &'static str,
    moved: &'static [&'static [(&'static str, f64)]],
}

/// Exercises after the first, which moves nothing.
const TASKS: [PlannedExercise; 5] = [
    PlannedExercise {
        title: "Half the surge",
        lever: "size of the surge from 80 % to 40 %.",
        ask: "If people had referred half as much more, would half as many more have been missed?",
        talk: "Publicity brings more referrals and more blame. Which of the two was halved here?",
        moved: &[&[("surge", 0.4)]],
    },
    PlannedExercise {
        title: "Three more workers, always or in time",
        lever: "staff of the assessment team from 17 to 20 posts; then, in its place, a surge team of 3 after 28 days, and after 168.",
        ask: "Which of the three helps most, and how late is too late?",
        talk: "When does a manager know that a surge has come? How long does it take here to get three agency workers?",
        moved: &[
            &[("staff-1", 20.0)],
            &[("surge-team", 3.0), ("surge-delay", 28.0)],
            &[("surge-team", 3.0), ("surge-delay", 168.0)],
        ],
    },
    PlannedExercise {
        title: "Hold the threshold",
        lever: "the threshold at the front door stays where it is.",
        ask: "If nobody may be turned away because we are busy, are fewer children missed?",
        talk: "A tighter threshold closes some children at the door and leaves time for the others. Who should decide that trade, and \
               does anyone, in writing?",
        moved: &[&[("rule", 0.0)]],
    },
    PlannedExercise {
        title: "Less recording",
        lever: "recording to 70 % of now.",
        ask: "What would a third less writing up do: much, little, nothing?",
        talk: "Which of what you write does anybody read? What would you stop first, and who would object?",
        moved: &[&[("recording", 0.7)]],
    },
    PlannedExercise {
        title: "Blame or learning",
        lever: "what publicity brings to the service: learning in place of blame.",
        ask: "The same tragedy, the same referrals. What does blame by itself cost?",
        talk: "What did blame do in the places you have worked: to who stayed, to what was written, to what was said aloud?",
        moved: &[&[("blame", 1.0)]],
    },
];

/// An exercise as the guide has it.
#[derive(Serialize)]
struct WorkedExercise {
    title: &'static str,
    lever: &'static str,
    ask: String,
    answer: String,
    talk: &'static str,
}

/// Why the guide cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum GuideError {
    /// A lever makes no sound scenario.
    #[error("{0}")]
    Scenario(#[from] LoadError),
    /// The template asks for what is not there.
    #[error("{0}")]
    Page(#[from] WorkshopPageError),
    /// Two sides cannot be compared.
    #[error("{0}")]
    Sides(String),
}

/// The guide as Markdown, its answers run now on this scenario.
///
/// # Errors
/// [`GuideError`].
pub fn markdown(loaded: &Loaded, kept: &dyn Store) -> Result<String, GuideError> {
    let count = match &loaded.scenario.replications.stopping {
        Stopping::Count(count) => *count,
        Stopping::Precision(precision) => precision.max,
    };
    let run = |moved: &[(&str, f64)]| -> Result<WorkshopSide, GuideError> {
        let levers = levers::of(&loaded.scenario);
        let chosen: BTreeMap<String, f64> =
            moved.iter().map(|(id, value)| ((*id).to_owned(), *value)).collect();
        let changed = levers::overrides(&loaded.scenario, &levers, &chosen);
        let mut side = WorkshopSide::with(loaded.written.load_changed(&changed)?, kept, 0, count);
        // All threads run replications, and the index orders them, so that the answers do not depend on the
        // threads.
        let records = in_order(0, count, 0, &|index, scratch: &mut Scratch| {
            side.replicate(index, index + 1, scratch)
        });
        records.iter().for_each(|record| {
            side.gather(record);
        });
        Ok(side)
    };
    // Every exercise is compared with the scenario as written, which runs once.
    let base = run(&[])?;
    let found = base.result();
    let mut exercises = vec![WorkedExercise {
        title: "The year after",
        lever: "none; press Run.",
        ask: format!(
            "Of 100 high-risk children who come to notice in the year after {}, how many are not protected in time? And had there been \
             no publicity?",
            reading::the_publicity(&found)
        ),
        answer: spoken(&found),
        talk: "Most are missed in a quiet year too. What does a screening show, and what can it not show?",
    }];
    for task in TASKS {
        let mut answers = Vec::new();
        for moved in task.moved {
            let found =
                view::beside_of((&run(moved)?, "B"), (&base, "A")).map_err(GuideError::Sides)?;
            answers.push(answer(&found));
        }
        exercises.push(WorkedExercise {
            title: task.title,
            lever: task.lever,
            ask: task.ask.to_owned(),
            answer: answers.join(" *Then:* "),
            talk: task.talk,
        });
    }
    let mut environment = Environment::new();
    environment.add_template("guide.md", GUIDE).map_err(WorkshopPageError::from)?;
    let text = environment.get_template("guide.md").and_then(|guide| {
        guide.render(context! {
            name => words(&loaded.scenario.name),
            seed => loaded.scenario.replications.seed,
            runs => count,
            not_for => NOT_FOR,
            exercises => minijinja::value::Serde(&exercises),
        })
    });
    Ok(text.map_err(WorkshopPageError::from)? + "\n")
}

/// What is said of an exercise: the number missed, the share, and the chance that it helps.
fn answer(found: &Beside) -> String {
    // The first two findings are the number and the share.
    let first: Vec<&str> = found.findings.iter().take(2).map(String::as_str).collect();
    let chance = &found.same_luck;
    let chance = if chance.is_empty() { String::new() } else { format!(" {chance}") };
    format!("{}{chance}", first.join(" "))
}

/// The guide for the page.
#[must_use]
pub fn html(markdown: &str) -> String {
    use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
    // The page has a heading of its own above it.
    let deeper = |level: HeadingLevel| match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        _ => HeadingLevel::H5,
    };
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).map(|event| match event {
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: deeper(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(deeper(level))),
        // Markup in a scenario's name is no markup of ours.
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        event => event,
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}
