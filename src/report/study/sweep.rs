//! A sweep on the screen and in its folder.

use crate::measure::Better;
use crate::report::document::{Page, TextTable};
use crate::report::files::{FilesError, ResultsFolder, WrittenFiles, write_folder};
use crate::report::format;
use crate::report::html::study::AboutStudy;
use crate::report::html::{self, ShownFigure};
use crate::report::plot::study::sweep as plot;
use crate::report::plot::{Cell, DataTable};
use crate::report::terminal::{LINE, Style, laid_out};
use crate::report::warned::{Warns, warned};
use crate::results::studies::{Answer, AskedMeasure, FactorLevels, Sweep, SweepPoint};
use crate::words::headline::sentence_in_this_model;
use crate::words::study::shares::scaled;
use crate::words::study::sweep::{ends_short, finding, levels};

/// Rows that a screen shows of a sweep of three factors or more.
const MOST_ROWS: usize = 20;

/// How its figures are read.
const READS: &str = "Each point or field is the scenario with the values beside it, everything else and the luck being the same; a line through a point is the \
     95 % confidence interval of its mean, a band what chance does to single runs.";

/// The screen.
#[must_use]
pub fn screen(sweep: &Sweep) -> String {
    let mut page = page(sweep);
    warned(&mut page, Warns::TheScenario, &sweep.warnings);
    laid_out(&page, LINE, Style::Plain)
}

fn page(sweep: &Sweep) -> Page {
    let mut page = Page::new();
    let names: Vec<&str> = sweep.axes.iter().map(|axis| axis.path.as_str()).collect();
    page.heading(&format!("{}: {}", sweep.name, format::list(&names)));
    page.prose(&format!(
        "{} points of {} replications, all on the same chance. After ±, or in brackets, stands the 95% confidence interval: how well the \
         runs know a mean, not how one year may turn out. Differences are from the scenario as written, formed within each \
         replication.",
        sweep.points.len(),
        sweep.replications
    ));
    sweep.axes.iter().filter_map(ends_short).for_each(|said| page.prose(&said));
    scaled(names.iter().copied()).iter().for_each(|said| page.prose(said));
    page.gap();
    page.prose(&sentence_in_this_model(
        &finding(sweep),
        sweep.measures.first().is_some_and(|asked| asked.named),
    ));
    match sweep.axes.as_slice() {
        [axis] => (0..sweep.measures.len()).for_each(|m| one_factor(&mut page, sweep, axis, m)),
        // A line of 80 letters has no room for more than eight columns.
        [down, across] if across.levels.len() <= 8 => two_factors(&mut page, sweep, down, across),
        _ => many_factors(&mut page, sweep),
    }
    page
}

fn one_factor(page: &mut Page, sweep: &Sweep, axis: &FactorLevels, m: usize) {
    let asked = &sweep.measures[m];
    let mut table = TextTable::new(["value", "difference", "8 in 10 runs\nlie between"]);
    for point in &sweep.points {
        table.row(&axis.levels[point.levels[0]], cells(&point.answers[m], asked));
    }
    table.row("as written", cells(&sweep.written[m], asked));
    page.table(&heading(asked), table);
}

fn heading(asked: &AskedMeasure) -> String {
    let unit = format::unit_words(&asked.unit);
    let unit = if unit.is_empty() { String::new() } else { format!(", {unit}") };
    let better = match asked.better {
        Better::Lower => "; less is better",
        Better::Higher => "; more is better",
        Better::Neither => "",
    };
    format!("{}{unit}, {}{better}", format::capital(&asked.label), asked.period)
}

fn cells(answer: &Answer, asked: &AskedMeasure) -> Vec<String> {
    let chance = answer.chance.map_or(format::NONE.to_owned(), |chance| {
        let end = |x: f64| format::plain(if asked.unit == "share" { 100.0 * x } else { x });
        format!("{} and {}", end(chance.p10), end(chance.p90))
    });
    vec![
        format::short(answer.value.as_ref(), &asked.unit),
        format::difference(answer.difference.as_ref(), &asked.unit),
        chance,
    ]
}

fn two_factors(page: &mut Page, sweep: &Sweep, down: &FactorLevels, across: &FactorLevels) {
    for (m, asked) in sweep.measures.iter().enumerate() {
        let mut table = TextTable::new(across.levels.iter());
        // Points come row by row, with the last factor moving fastest.
        for (row, points) in sweep.points.chunks(across.levels.len().max(1)).enumerate() {
            let value =
                |point: &SweepPoint| format::mean(point.answers[m].value.as_ref(), &asked.unit);
            table.row(&down.levels[row], points.iter().map(value).collect());
        }
        page.table(
            &format!("{}: {} down, {} across", heading(asked), down.path, across.path),
            table,
        );
    }
}

fn many_factors(page: &mut Page, sweep: &Sweep) {
    let asked = &sweep.measures[0];
    let ordered = in_order(&sweep.points, asked.better);
    let mut table = TextTable::new(["value", "difference"]);
    for point in ordered.iter().take(MOST_ROWS) {
        // Levels of three factors or more leave no room for the band of chance.
        table.row(levels(sweep, point), cells(&point.answers[0], asked)[..2].to_vec());
    }
    let shown = sweep.points.len().min(MOST_ROWS);
    page.table(&format!("{}, the first {shown} points in order", heading(asked)), table);
    if sweep.points.len() > shown {
        page.note(&format!("All {} points stand in sweep.csv.", sweep.points.len()));
    }
}

/// The points by their first answer, the better first; points without a value come last.
fn in_order(points: &[SweepPoint], better: Better) -> Vec<&SweepPoint> {
    let value = |point: &SweepPoint| match (point.answers[0].value, better) {
        (None, _) => f64::INFINITY,
        (Some(value), Better::Higher) => -value.mean,
        (Some(value), _) => value.mean,
    };
    let mut ordered: Vec<&SweepPoint> = points.iter().collect();
    // A stable sort: points that are alike keep the order of the grid.
    ordered.sort_by(|a, b| value(a).total_cmp(&value(b)));
    ordered
}

/// Writes `sweep.json`, `sweep.csv` and the figures.
///
/// # Errors
/// As writing any folder.
pub fn write(
    place: &ResultsFolder,
    sweep: &Sweep,
    about: &AboutStudy,
    plots: bool,
) -> Result<WrittenFiles, FilesError> {
    write_folder(place, |filling| {
        filling.json("sweep.json", sweep)?;
        let data = table(sweep);
        filling.csv("sweep.csv", |out| data.write(out))?;
        let drawn = if plots { plot::draw(sweep)? } else { Vec::new() };
        let mut figures = Vec::new();
        for (stem, drawing) in drawn {
            filling.figure(&stem, &drawing.svg)?;
            figures.push(ShownFigure::of(&stem, &drawing, READS, data.clone()));
        }
        filling.page(&html::study::sheet("Sweep", page(sweep).into_blocks(), figures, about))
    })
}

/// Every answer of every point.
fn table(sweep: &Sweep) -> DataTable {
    let columns = [
        "measure",
        "label",
        "unit",
        "period",
        "value",
        "half_width",
        "difference",
        "difference_half_width",
        "p10",
        "p25",
        "p50",
        "p75",
        "p90",
        "low",
        "high",
    ];
    let paths = sweep.axes.iter().map(|axis| axis.path.clone());
    let mut rows = Vec::new();
    for point in &sweep.points {
        for (asked, answer) in sweep.measures.iter().zip(&point.answers) {
            let levels = sweep.axes.iter().zip(&point.levels);
            let levels = levels.map(|(axis, &level)| Cell::written(&axis.levels[level]));
            rows.push(levels.chain(row(asked, answer)).collect());
        }
    }
    DataTable { columns: paths.chain(columns.map(str::to_owned)).collect(), rows }
}

fn row(asked: &AskedMeasure, answer: &Answer) -> Vec<Cell> {
    let words = [&asked.id, &asked.label, &asked.unit, &asked.period].map(Cell::words);
    let numbers = [
        answer.value.map(|e| e.mean),
        answer.value.and_then(|e| e.half_width),
        answer.difference.map(|e| e.mean),
        answer.difference.and_then(|e| e.half_width),
        answer.chance.map(|c| c.p10),
        answer.chance.map(|c| c.p25),
        answer.chance.map(|c| c.p50),
        answer.chance.map(|c| c.p75),
        answer.chance.map(|c| c.p90),
        answer.value.and_then(|e| e.low()),
        answer.value.and_then(|e| e.high()),
    ];
    words.into_iter().chain(numbers.map(Cell::of_study)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Estimate;

    #[test]
    fn points_of_three_factors_stand_the_better_first_and_those_without_a_value_last() {
        let point = |(n, mean): (usize, Option<f64>)| {
            let value = mean.map(|mean| Estimate::even(mean, None, 4));
            SweepPoint {
                levels: vec![n],
                answers: vec![Answer { value, chance: None, difference: None }],
            }
        };
        let points: Vec<SweepPoint> = [Some(2.0), None, Some(3.0), Some(1.0), Some(2.0)]
            .into_iter()
            .enumerate()
            .map(point)
            .collect();
        let order = |better| -> Vec<usize> {
            in_order(&points, better).iter().map(|point| point.levels[0]).collect()
        };
        assert_eq!(order(Better::Lower), [3, 0, 4, 2, 1]);
        assert_eq!(order(Better::Higher), [2, 0, 4, 3, 1]);
    }
}
