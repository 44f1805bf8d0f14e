//! A search on the screen and in its folder.

use crate::report::document::{Page, TableCell, TextTable};
use crate::report::files::{FilesError, ResultsFolder, WrittenFiles, write_folder};
use crate::report::format;
use crate::report::html::study::AboutStudy;
use crate::report::html::{self, ShownFigure};
use crate::report::plot::study::optimise as plot;
use crate::report::plot::{Cell, DataTable};
use crate::report::terminal::{LINE, Style, laid_out};
use crate::report::warned::{Warns, warned};
use crate::results::studies::{Goal, Optimised, OptionResult};
use crate::words::headline::sentence_in_this_model;
use crate::words::study::optimise::{aim, pounds, sentences, status};
use crate::words::study::sweep::{ends_short, name};

/// Rows of the table of options.
const MOST_ROWS: usize = 40;

/// How its figures are read.
const READS: &str = "Each mark is an option: further right it costs more than the scenario as written, further up the measure is larger; lines are 95 % \
     confidence intervals.";

/// The screen.
#[must_use]
pub fn screen(found: &Optimised) -> String {
    let mut page = page(found);
    warned(&mut page, Warns::TheScenario, &found.warnings);
    laid_out(&page, LINE, Style::Plain)
}

fn page(found: &Optimised) -> Page {
    let mut page = Page::new();
    page.heading(&format!("{}: {}", found.name, aim(found)));
    page.prose(&format!(
        "{} options, all on the same chance; money is what an option costs more than the scenario as written, in pounds a year.",
        found.options.len()
    ));
    found.levers.iter().filter_map(ends_short).for_each(|said| page.prose(&said));
    page.gap();
    let all = sentences(found);
    if let [first, others @ ..] = all.as_slice() {
        page.prose(&sentence_in_this_model(first, false));
        others.iter().for_each(|sentence| page.prose(sentence));
    }
    options(&mut page, found);
    page
}

fn options(page: &mut Page, found: &Optimised) {
    let target = matches!(found.rules.goal, Goal::Target { .. });
    let mut headings = vec![
        "pounds\na year".to_owned(),
        name(&found.asked).replace(" missed", "\nmissed"),
        "runs".to_owned(),
        String::new(),
    ];
    if target {
        headings.insert(2, "runs that\nkeep it".to_owned());
    }
    let mut table = TextTable::new(headings);
    for option in found.options.iter().take(MOST_ROWS) {
        let mut cells = vec![
            TableCell::number(pounds(option.cost.as_ref())),
            TableCell::number(format::short(option.value.as_ref(), &found.asked.unit)),
            TableCell::number(option.replications.to_string()),
            TableCell::words(status(option)),
        ];
        if target {
            cells.insert(
                2,
                TableCell::number(option.keeps.map_or(format::NONE.to_owned(), |share| {
                    format!("{} %", format::number(100.0 * share, 0))
                })),
            );
        }
        let levels: Vec<&str> = found
            .levers
            .iter()
            .zip(&option.levels)
            .map(|(axis, &level)| axis.levels[level].as_str())
            .collect();
        table.mixed(levels.join(", "), cells);
    }
    let paths: Vec<&str> = found.levers.iter().map(|axis| axis.path.as_str()).collect();
    page.table(&format!("Options, the cheapest first: {}", paths.join(", ")), table);
    if found.options.len() > MOST_ROWS {
        page.note(&format!("All {} options stand in options.csv.", found.options.len()));
    }
}

/// Writes `optimum.json`, `options.csv` and the figure.
///
/// # Errors
/// As writing any folder.
pub fn write(
    place: &ResultsFolder,
    found: &Optimised,
    about: &AboutStudy,
    plots: bool,
) -> Result<WrittenFiles, FilesError> {
    write_folder(place, |filling| {
        filling.json("optimum.json", found)?;
        let data = table(found);
        filling.csv("options.csv", |out| data.write(out))?;
        let mut figures = Vec::new();
        if plots {
            let drawing = plot::draw(found)?;
            filling.figure("options", &drawing.svg)?;
            figures.push(ShownFigure::of("options", &drawing, READS, data.clone()));
        }
        filling.page(&html::study::sheet("Search", page(found).into_blocks(), figures, about))
    })
}

/// Every option that was tried.
fn table(found: &Optimised) -> DataTable {
    let columns = [
        "status",
        "replications",
        "cost",
        "cost_half_width",
        "value",
        "half_width",
        "difference",
        "difference_half_width",
        "keeps",
        "low",
        "high",
    ];
    let paths = found.levers.iter().map(|axis| axis.path.clone());
    let row = |option: &OptionResult| {
        let levels = found.levers.iter().zip(&option.levels);
        let levels = levels.map(|(axis, &level)| Cell::written(&axis.levels[level]));
        let about = [Cell::words(status(option)), Cell::written(option.replications.to_string())];
        let numbers = [
            option.cost.map(|e| e.mean),
            option.cost.and_then(|e| e.half_width),
            option.value.map(|e| e.mean),
            option.value.and_then(|e| e.half_width),
            option.difference.map(|e| e.mean),
            option.difference.and_then(|e| e.half_width),
            option.keeps,
            option.value.and_then(|e| e.low()),
            option.value.and_then(|e| e.high()),
        ];
        levels.chain(about).chain(numbers.map(Cell::of_study)).collect()
    };
    DataTable {
        columns: paths.chain(columns.map(str::to_owned)).collect(),
        rows: found.options.iter().map(row).collect(),
    }
}
