//! The page of a run.

use rayon::prelude::*;

use super::sheet::{Again, METHOD, program};
use super::{Grounds, Sheet, ShownFigure};
use crate::report::plot::{self, Drawing, Figure};
use crate::report::run::numbers_in_blocks;
use crate::report::{icons, reading, shell};
use crate::results::RunResult;
use crate::words::answer::{answer, spoken};
use crate::words::frame::frame;
use crate::words::warning::told;

/// What stands on the page of a run, with these figures of it.
#[must_use]
pub fn sheet(result: &RunResult, grounds: Grounds, drawn: &[(&Figure, Drawing)]) -> Sheet {
    let figures = drawn
        .par_iter()
        .map(|(figure, drawing)| {
            ShownFigure::of(figure.stem, drawing, &figure.reads(result), figure.data(result))
        })
        .collect();
    Sheet {
        name: grounds.name.clone(),
        kind: "Report",
        question: result.description.clone(),
        spoken: spoken(result),
        icons: icons::of(result),
        answer: answer(result),
        frame: frame(result),
        figures,
        no_figures: if drawn.is_empty() {
            "No figures were drawn: the run was asked to leave them out."
        } else {
            ""
        },
        numbers: numbers_in_blocks(result),
        left_out: result.left_out.clone(),
        warnings: result.warnings.iter().map(told).collect(),
        method: METHOD.map(str::to_owned).into_iter().chain([rule(result)]).collect(),
        again: again(result),
        grounds,
    }
}

/// All figures of a result, drawn side by side and given in their order.
///
/// # Errors
/// Where the drawing library refuses.
pub fn draw(result: &RunResult) -> Result<Vec<(&'static Figure, Drawing)>, plot::PlotError> {
    plot::figures_of(result)
        .into_par_iter()
        .map(|figure| Ok((figure, figure.draw(result)?)))
        .collect()
}

fn rule(result: &RunResult) -> String {
    format!("Here {} were run: {}.", reading::replications(result), result.replications.rule)
}

fn again(result: &RunResult) -> Again {
    let without = result.without.join(",");
    let seed = result.seed.to_string();
    let mut words = vec!["surge-sim", "scenario.toml", "--seed", &seed];
    if !without.is_empty() {
        words.extend(["--without", &without]);
    }
    // As it was asked, with publicity or without: the run is known by it.
    if result.twin_left_out {
        words.push("--no-counterfactual");
    }
    let words: Vec<String> = words.into_iter().map(str::to_owned).collect();
    Again {
        files: Vec::new(),
        commands: shell::lines(&words),
        facts: vec![
            program(&result.version, &result.build),
            ("Seed", seed.clone()),
            ("Replications", reading::replications(result)),
            (
                "Run",
                format!(
                    "{} (a scenario that spells its defaults out has another; the numbers are the same)",
                    result.run_id
                ),
            ),
            ("Hash of the scenario with its defaults (blake3)", result.scenario_hash.clone()),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    /// Publicity that is switched off leaves no twin, and feedback without dated publicity has one.
    #[test]
    fn the_command_leaves_the_twin_out_where_that_was_asked() {
        let left_out = |result: &RunResult| {
            again(result).commands.iter().any(|line| line.text.contains("--no-counterfactual"))
        };
        assert!(left_out(&sample::without_twin()));
        assert!(left_out(&RunResult { publicity: Vec::new(), ..sample::without_twin() }));
        assert!(!left_out(&sample::haringey()));
        assert!(!left_out(&RunResult { has_twin: false, ..sample::haringey() }));
    }
}
