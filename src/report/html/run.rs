//! The page of a run.

use rayon::prelude::*;

use super::sheet::{Again, METHOD};
use super::{Grounds, Sheet, Shown, icons};
use crate::experiment::result::RunResult;
use crate::report::plot::{self, Drawing, Figure};
use crate::report::{format, reading, terminal};

/// What stands on the page of a run, with these figures of it.
#[must_use]
pub fn sheet(result: &RunResult, grounds: Grounds, drawn: &[(&Figure, Drawing)]) -> Sheet {
    let figures = drawn
        .par_iter()
        .map(|(figure, drawing)| Shown::of(figure.stem, drawing, &figure.reads(result), figure.data(result)))
        .collect();
    Sheet {
        name: grounds.name.clone(),
        kind: "Report",
        question: result.description.clone(),
        spoken: spoken(result),
        icons: icons::of(result),
        answer: terminal::answer(result),
        frame: terminal::frame(result),
        figures,
        no_figures: if drawn.is_empty() { "No figures were drawn: the run was asked to leave them out." } else { "" },
        numbers: terminal::numbers_in_blocks(result),
        left_out: result.left_out.clone(),
        warnings: Some(result.warnings.clone()),
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
    plot::figures_of(result).into_par_iter().map(|figure| Ok((figure, figure.draw(result)?))).collect()
}

/// The answer with whole children, to be read aloud; empty where there is no miss rate.
fn spoken(result: &RunResult) -> String {
    let headline = &result.headline;
    let Some(rate) = &headline.miss_rate else { return String::new() };
    let start = format!(
        "Of 100 high-risk children who came to notice {}, {} were missed: not protected {}.",
        reading::when(result),
        format::natural(rate.mean, 100),
        reading::window(result)
    );
    let (Some(_), Some(difference)) = (reading::publicity(result), &headline.miss_rate_difference) else {
        return start;
    };
    let size = format::natural(difference.mean.abs(), 100);
    let rest = match (difference.half_width, difference.excludes_zero(), difference.mean > 0.0) {
        (None, ..) => "One replication cannot say what the publicity did to this.".to_owned(),
        (_, false, _) => "The model does not show that the publicity changes this.".to_owned(),
        (_, true, _) if size == "0" => "The publicity changes this by less than one child in 100.".to_owned(),
        (_, true, true) => format!("{size} of them would not have been without the publicity."),
        (_, true, false) => format!("Without the publicity it would have been {size} more."),
    };
    format!("{start} {rest}")
}

fn rule(result: &RunResult) -> String {
    format!("Here {} were run: {}.", reading::replications(result), result.replications.rule)
}

fn again(result: &RunResult) -> Again {
    let without = result.without.join(",");
    let links = if without.is_empty() { String::new() } else { format!(" --without {without}") };
    let twin = if result.has_twin || result.publicity.is_empty() { "" } else { " --no-counterfactual" };
    Again {
        command: format!("surge-sim scenario.toml --seed {}{links}{twin}", result.seed),
        facts: vec![
            ("Program", format!("surge-sim {}", result.version)),
            ("Seed", result.seed.to_string()),
            ("Replications", reading::replications(result)),
            ("Run", result.run_id.clone()),
            ("Hash of the scenario with its defaults (blake3)", result.scenario_hash.clone()),
        ],
    }
}
