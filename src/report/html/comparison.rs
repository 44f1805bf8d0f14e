//! The page of a comparison.

use rayon::prelude::*;

use super::sheet::{Again, METHOD, program};
use super::study::{AboutStudy, left_out};
use super::{Name, Sheet, ShownFigure};
use crate::report::comparison::{blocks, shared_warnings};
use crate::report::document::Block;
use crate::report::format;
use crate::report::plot::Drawing;
use crate::report::plot::comparison::ComparisonFigure;
use crate::report::shell;
use crate::results::RunResult;
use crate::results::comparison::ComparisonResult;
use crate::words::comparison::findings;

/// What stands on the page of a comparison, with these figures of it. What it rests on is the baseline's.
#[must_use]
pub fn sheet(
    found: &ComparisonResult,
    results: &[RunResult],
    about: &AboutStudy,
    drawn: &[(&ComparisonFigure, Drawing)],
) -> Sheet {
    let figures: Vec<ShownFigure> = drawn
        .par_iter()
        .map(|(figure, drawing)| {
            ShownFigure::of(
                figure.stem,
                drawing,
                &figure.reads(results),
                figure.data(found, results),
            )
        })
        .collect();
    let mut answer = Vec::new();
    for against in &found.against {
        // The heading of the page names the side where there is only one.
        if found.against.len() > 1 {
            answer.push(format!(
                "{}, against {}:",
                found.side(against).name,
                found.baseline().name
            ));
        }
        answer.extend(findings(found, against));
    }
    // The screen's document begins with title and frame, and the page has places of its own for both.
    let mut numbers: Vec<Block> = blocks(found, results).into_iter().skip(1).collect();
    let frame = match numbers.first() {
        Some(Block::Prose { words }) => words.clone(),
        _ => String::new(),
    };
    if !frame.is_empty() {
        numbers.remove(0);
    }
    let others: Vec<&str> =
        found.against.iter().map(|against| found.side(against).name.as_str()).collect();
    Sheet {
        name: Name::of(&format!("{} against {}", format::list(&others), found.baseline().name)),
        kind: "Comparison",
        question: String::new(),
        spoken: String::new(),
        icons: Vec::new(),
        answer,
        frame,
        no_figures: if drawn.is_empty() { "No figures were drawn: the comparison was asked to leave them out." } else { "" },
        figures,
        numbers,
        grounds: about.grounds.clone(),
        left_out: left_out(),
        warnings: shared_warnings(found, results),
        method: METHOD
            .map(str::to_owned)
            .into_iter()
            .chain([
                "Every scenario is run on the same seed: the same children, as far as they are the same, with the same luck. \
                 Differences are formed replication by replication, so that most of what luck does falls out of them."
                    .to_owned(),
                format!("What the answer rests on is shown for {}, with which the others are compared.", found.baseline().name),
            ])
            .collect(),
        again: Again {
            files: about.others.iter().map(|(name, text)| (name.clone(), super::link_to("application/toml", text))).collect(),
            commands: shell::lines(&about.command),
            facts: [
                program(&found.version, &found.build),
                ("Seed", found.seed.to_string()),
                ("Replications of each", found.replications.to_string()),
                ("Comparison", found.run_id.clone()),
            ]
            .into_iter()
            .chain(found.sides.iter().map(|side| {
                ("Scenario and its hash (blake3)", format!("{}: {}", side.name, side.scenario_hash))
            }))
            .collect(),
        },
    }
}
