//! Practice drift: its variance by years apart.

use crate::experiment::{Setting, World};
use crate::measure::{Formula, PeriodId};
use crate::verification::Form;
use crate::verification::bench::{Bench, KnownAnswer};
use crate::verification::check::Check;

const SOURCE: &str = "h sd² + 2 sd_passing²";
/// Of the steps that stay, and of what passes: as in `drift.toml`.
const SD: f64 = 0.1;
const SD_PASSING: f64 = 0.1;
const FIRST_YEAR: i16 = 2020;
/// So many statistical years are read, each the period of a target.
const YEARS: i16 = 58;
const KEYS: [&str; 3] = ["enquiry", "conference", "plan"];

/// A service without children whose practice drifts for 60 years.
pub fn variance_by_years(form: Form) -> Vec<Check> {
    let mut text = include_str!("../scenarios/drift.toml").to_owned();
    for year in FIRST_YEAR..FIRST_YEAR + YEARS {
        text.push_str(&format!(
            "\n[[targets]]\nmeasure = \"referrals\"\nperiod = [{year}-04-01, {}-03-31]\nlow = 0\nhigh = 1\nsource = \"none\"\nuse = \"shown\"\n",
            year + 1
        ));
    }
    let mut bench = Bench::new("drift.toml", &text);
    for class in &mut bench.solved.classes {
        (class.onset_per_day, class.hidden_on_day_0) = (0.0, 0.0);
    }
    let apart = [1, 3];
    let known = apart.map(|years| {
        let variance = years as f64 * SD * SD + 2.0 * SD_PASSING * SD_PASSING;
        let name =
            format!("practice drift, {years} years apart: variance").replace("1 years", "1 year");
        KnownAnswer::new(name, SOURCE, "ln²", variance)
    });
    bench.check(form, known.to_vec(), &move |setting, world| {
        let courses: Vec<Vec<f64>> = KEYS.iter().map(|key| course(setting, world, key)).collect();
        // The mean of a change is 0, and known: no mean is taken off.
        let squares = |years: usize| {
            let changes = courses.iter().flat_map(|course| {
                course.iter().zip(&course[years..]).map(|(before, after)| after - before)
            });
            let (sum, count) = changes
                .fold((0.0, 0.0), |(sum, count), change| (sum + change * change, count + 1.0));
            sum / count
        };
        apart.map(squares).to_vec()
    })
}

/// How far a key had drifted in each statistical year.
fn course(setting: &Setting<'_>, world: &World, key: &str) -> Vec<f64> {
    let id = format!("practice[{key}]");
    let measure = setting.catalogue.measures.iter().find(|measure| measure.id.to_string() == id);
    let formula: &Formula = &measure.expect("it is measured").formula;
    // Periods of targets stand in the order in which the targets are written.
    let years = setting.periods.iter().enumerate();
    let years = years.filter(|(_, span)| matches!(span.id, PeriodId::Between(..)));
    let level = |p: usize| {
        let sums: Vec<f64> =
            (0..setting.catalogue.layout.len()).map(|at| world.collector().sum(p, at)).collect();
        formula.on(&sums, 1).expect("there are days")
    };
    years.map(|(p, _)| level(p)).collect()
}
