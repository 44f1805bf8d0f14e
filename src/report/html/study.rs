//! The page of an experiment of many points: a sweep, a search, what the answer hangs on, what is not known, a fit.

use super::sheet::{Again, METHOD, program};
use super::{Grounds, Sheet, ShownFigure};
use crate::measure::left_out::LEFT_OUT;
use crate::report::document::Block;
use crate::report::shell;
use crate::results::{LeftOut, Warning};
use crate::words::warning::told;

/// What is known of an experiment besides what it found.
#[derive(Clone, Debug)]
pub struct AboutStudy {
    /// What it rests on.
    pub grounds: Grounds,
    /// Other scenarios that the command names: what their files are called, and what they hold.
    pub others: Vec<(String, String)>,
    /// The command's words, with the scenario of the page saved as `scenario.toml`.
    pub command: Vec<String>,
    /// The seed.
    pub seed: u64,
    /// Hash of the scenario with its defaults.
    pub hash: String,
    /// What a run of the scenario warns of.
    pub warnings: Vec<Warning>,
}

/// What stands on the page: the screen's words, block by block, and the figures.
#[must_use]
pub(in crate::report) fn sheet(
    kind: &'static str,
    blocks: Vec<Block>,
    figures: Vec<ShownFigure>,
    about: &AboutStudy,
) -> Sheet {
    let mut words = blocks.into_iter().peekable();
    // The screen's document has a heading, then the method, then the findings. The page has its own heading.
    words.next_if(|block| matches!(block, Block::Heading { .. }));
    let mut prose = Vec::new();
    while let Some(Block::Prose { words }) =
        words.next_if(|block| matches!(block, Block::Prose { .. }))
    {
        prose.push(words);
    }
    let frame = if prose.is_empty() { String::new() } else { prose.remove(0) };
    Sheet {
        name: about.grounds.name.clone(),
        kind,
        question: about.grounds.question.clone(),
        spoken: String::new(),
        icons: Vec::new(),
        answer: prose,
        frame,
        no_figures: if figures.is_empty() { "No figure was drawn." } else { "" },
        figures,
        numbers: words.collect(),
        grounds: about.grounds.clone(),
        left_out: left_out(),
        warnings: about.warnings.iter().map(told).collect(),
        method: METHOD.map(str::to_owned).into(),
        again: Again {
            files: Vec::new(),
            commands: shell::lines(&about.command),
            facts: vec![
                program(env!("CARGO_PKG_VERSION"), env!("SURGE_SIM_BUILD")),
                ("Seed", about.seed.to_string()),
                ("Hash of the scenario with its defaults (blake3)", about.hash.clone()),
            ],
        },
    }
}

pub(super) fn left_out() -> Vec<LeftOut> {
    LEFT_OUT
        .iter()
        .map(|o| LeftOut { what: o.what.to_owned(), pushes: o.pushes.to_owned() })
        .collect()
}
