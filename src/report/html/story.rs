//! The page and the folder of a child's story.

use serde::Serialize;

use super::{Grounds, Name, ShownFigure, render};
use crate::report::document::Block;
use crate::report::files::{FilesError, ResultsFolder, WrittenFiles, write_folder};
use crate::report::plot::story as plot;
use crate::report::story::{StoryFrame, page};
use crate::results::Warning;
use crate::results::story::Story;

#[derive(Serialize)]
struct StoryPage<'a> {
    name: &'a Name,
    not_for: &'a [String],
    figure: Option<ShownFigure>,
    blocks: Vec<Block>,
    version: &'a str,
}

/// A story, and of which replication of what it is.
#[derive(Serialize)]
pub struct StoryAndRun<'a> {
    version: &'static str,
    scenario: &'a str,
    #[serde(flatten, serialize_with = "crate::results::exact_seed")]
    seed: u64,
    /// What a run of the scenario warns of.
    warnings: &'a [Warning],
    #[serde(flatten)]
    story: &'a Story,
}

impl<'a> StoryAndRun<'a> {
    /// Of a story.
    #[must_use]
    pub fn of(story: &'a Story, frame: &'a StoryFrame) -> StoryAndRun<'a> {
        StoryAndRun {
            version: env!("CARGO_PKG_VERSION"),
            scenario: &frame.scenario,
            seed: frame.seed,
            warnings: frame.warnings.as_deref().unwrap_or_default(),
            story,
        }
    }
}

/// Writes `story.html`, the figure, the story as JSON and the figure's data as CSV.
///
/// # Errors
/// As [`write_folder`]; where the page or the figure cannot be made.
pub fn write(
    place: &ResultsFolder,
    story: &Story,
    frame: &StoryFrame,
    grounds: &Grounds,
) -> Result<WrittenFiles, FilesError> {
    write_folder(place, |filling| {
        let drawn = plot::draw(story, &frame.scenario)?;
        let data = plot::data(story);
        filling.json("story.json", &StoryAndRun::of(story, frame))?;
        filling
            .csv("story.csv", |out| Ok(std::io::Write::write_all(out, data.csv().as_bytes())?))?;
        if let Some(drawing) = &drawn {
            filling.figure("story", &drawing.svg)?;
        }
        let figure = drawn.map(|drawing| ShownFigure::of("story", &drawing, plot::READS, data));
        let mut blocks = page(story, frame).into_blocks();
        // The page has its own heading.
        if matches!(blocks.first(), Some(Block::Heading { .. })) {
            blocks.remove(0);
        }
        let version = env!("CARGO_PKG_VERSION");
        let html = render(
            "story.html",
            &StoryPage { name: &grounds.name, not_for: &grounds.not_for, figure, blocks, version },
        )?;
        filling.file("story.html", |out| std::io::Write::write_all(out, html.as_bytes()))
    })
}
