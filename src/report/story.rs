//! One child's story as a page: what happened, what the service could know at each moment, and what in the system made it so.

use super::document::{Block, Page};
use super::format;
use super::terminal::{LINE, Style, laid_out};
use super::warned::{Warns, warned};
use crate::measure::Settlement;
use crate::results::Warning;
use crate::results::story::{Moment, Story, StoryEvent};
use crate::words::story;

/// What is said of the study around a story.
#[derive(Clone, Debug)]
pub struct StoryFrame {
    /// The scenario's name.
    pub scenario: String,
    /// The seed.
    pub seed: u64,
    /// How the child was chosen, in words.
    pub chosen: String,
    /// What a run of the scenario warns of; `None` where it is said beside the story.
    pub warnings: Option<Vec<Warning>>,
}

/// The screen.
#[must_use]
pub fn screen(story: &Story, frame: &StoryFrame) -> String {
    laid_out(&page(story, frame), LINE, Style::Plain)
}

/// A part of a story that is set elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct StoryLine {
    /// `heading`, `prose` or `item`.
    pub kind: &'static str,
    /// Its words.
    pub words: String,
}

/// The story, part by part.
#[must_use]
pub fn told(story: &Story, frame: &StoryFrame) -> Vec<StoryLine> {
    let part = |block: Block| match block {
        Block::Heading { words } => Some(StoryLine { kind: "heading", words }),
        Block::Item { words } => Some(StoryLine { kind: "item", words }),
        Block::Prose { words } | Block::Note { words } => Some(StoryLine { kind: "prose", words }),
        _ => None,
    };
    page(story, frame).into_blocks().into_iter().filter_map(part).collect()
}

pub(super) fn page(story: &Story, frame: &StoryFrame) -> Page {
    let mut page = Page::new();
    page.heading(&format!("A child's story, in this model: {}", frame.scenario));
    page.prose(&format!(
        "This child is not real: it is one of those in replication {} of the model (seed {}), where it is called {}. {}",
        story.replication, frame.seed, story.child, frame.chosen
    ));
    page.prose(
        "Estimates are of severity, as the model's service would form them from what it had seen: the mean, and after ± how sure it \
         could be (one standard deviation). Nobody at the time could see the lines in brackets.",
    );
    page.gap();
    page.heading("What happened");
    timeline(&mut page, &story.moments);
    page.gap();
    page.heading("What in the system made it so");
    if let Some(last) = story::last_counted(story) {
        page.prose(&format!(
            "From the day the time began to count to {}; what came later is not counted here.",
            format::date(last.date)
        ));
    }
    for reason in story::reasons(story) {
        page.item(&reason);
    }
    if let Some(alike) = &story.alike {
        page.gap();
        page.heading("Others who looked the same");
        page.prose(&story::others(alike, story.settled == Some(Settlement::Found)));
    }
    if let Some(warnings) = &frame.warnings {
        warned(&mut page, Warns::TheScenario, warnings);
    }
    page
}

/// Concerns that nobody passed on are told together: they are many.
fn timeline(page: &mut Page, moments: &[Moment]) {
    let mut unheard: Vec<&Moment> = Vec::new();
    let flush = |page: &mut Page, unheard: &mut Vec<&Moment>| {
        if let (Some(first), Some(last)) = (unheard.first(), unheard.last()) {
            let count = format::counted(unheard.len() as u64, "concern", "concerns");
            let when = if first.date == last.date {
                format::date(first.date)
            } else {
                format!("{} to {}", format::date(first.date), format::date(last.date))
            };
            page.item(&format!(
                "{when}: [{count} that somebody could have noticed, not passed on]"
            ));
        }
        unheard.clear();
    };
    for moment in moments {
        if matches!(moment.what, StoryEvent::Concern { passed_on: false, .. }) {
            unheard.push(moment);
            continue;
        }
        let Some(words) = story::moment(&moment.what) else { continue };
        flush(page, &mut unheard);
        let known = moment.known.map_or_else(String::new, |(estimate, sd)| {
            format!(" The estimate is {} ± {}.", format::number(estimate, 2), format::number(sd, 2))
        });
        page.item(&format!("{}: {words}{known}", format::date(moment.date)));
    }
    flush(page, &mut unheard);
}
