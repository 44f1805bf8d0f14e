//! An uncertainty run on the screen and in its folder.

use crate::report::document::{Page, TextTable};
use crate::report::files::{FilesError, ResultsFolder, WrittenFiles, write_folder};
use crate::report::format;
use crate::report::html::study::AboutStudy;
use crate::report::html::{self, ShownFigure};
use crate::report::plot::study::uncertainty as plot;
use crate::report::plot::{Cell, DataTable};
use crate::report::terminal::{LINE, Style, laid_out};
use crate::report::warned::{Warns, warned};
use crate::results::studies::{Spreads, Uncertainty};
use crate::stats::{Estimate, Parts, Spread};
use crate::words::headline::sentence_in_this_model;
use crate::words::study::shares::scaled;
use crate::words::study::sweep::name;
use crate::words::study::uncertainty::{plain, rated, sentence};

/// How its figures are read.
const READS: &str = "Each bar holds the middle 80 % of what is drawn: of single years, of what is not known of the numbers, and of the error that the \
     simulation itself makes.";

/// The screen.
#[must_use]
pub fn screen(found: &Uncertainty) -> String {
    let mut page = page(found);
    warned(&mut page, Warns::TheScenario, &found.warnings);
    laid_out(&page, LINE, Style::Plain)
}

fn page(found: &Uncertainty) -> Page {
    let mut page = Page::new();
    page.heading(&format!("{}: what is luck and what is not known", found.name));
    page.prose(&format!(
        "{} of {} from the ranges of their evidence, {} of each draw, all on the same chance.",
        format::counted(u64::from(found.draws), "draw", "draws"),
        format::counted(found.factors.len() as u64, "number", "numbers"),
        format::counted(u64::from(found.replications), "replication", "replications")
    ));
    page.gap();
    found.measures.iter().for_each(|measure| {
        page.prose(&sentence_in_this_model(&sentence(measure), measure.asked.named))
    });
    found
        .rated
        .iter()
        .for_each(|rating| page.prose(&sentence_in_this_model(&rated(rating, found.draws), false)));
    let mut table = TextTable::new([
        "8 in 10 runs\nlie between",
        "8 in 10 draws'\nmeans between",
        "luck",
        "not\nknowing",
        "Monte\nCarlo",
    ]);
    for measure in &found.measures {
        table.row(format!("{}, {}", name(&measure.asked), measure.asked.period), cells(measure));
    }
    page.table("Spread, as standard deviations", table);
    fixed(&mut page, found.fixed.iter().map(|fixed| (fixed.path.as_str(), fixed.reason.as_str())));
    let paths = found.factors.iter().map(|factor| factor.path.as_str());
    scaled(paths).iter().for_each(|said| page.note(said));
    page
}

/// What has a range and was not varied.
pub(super) fn fixed<'f>(page: &mut Page, fixed: impl Iterator<Item = (&'f str, &'f str)>) {
    for (path, reason) in fixed {
        page.note(&format!("Not varied: {path} ({reason})."));
    }
}

fn between(spread: Option<Spread>, unit: &str) -> String {
    spread.map_or_else(
        || format::NONE.to_owned(),
        |spread| format!("{} and {}", plain(spread.p10, unit), plain(spread.p90, unit)),
    )
}

fn cells(measure: &Spreads) -> Vec<String> {
    let unit = &measure.asked.unit;
    let part = |of: fn(&Parts) -> f64| {
        let scaled =
            |value: f64| format::plain(if unit == "share" { 100.0 * value } else { value });
        measure.parts.as_ref().map_or_else(|| format::NONE.to_owned(), |parts| scaled(of(parts)))
    };
    vec![
        between(measure.all, unit),
        between(measure.draws, unit),
        part(|parts| parts.luck),
        part(|parts| parts.not_knowing),
        part(|parts| parts.monte_carlo),
    ]
}

/// Writes `uncertainty.json`, `draws.csv` and the figure.
///
/// # Errors
/// As writing any folder.
pub fn write(
    place: &ResultsFolder,
    found: &Uncertainty,
    about: &AboutStudy,
    plots: bool,
) -> Result<WrittenFiles, FilesError> {
    write_folder(place, |filling| {
        filling.json("uncertainty.json", found)?;
        let data = table(found);
        filling.csv("draws.csv", |out| data.write(out))?;
        let mut figures = Vec::new();
        if plots {
            let drawing = plot::draw(found)?;
            filling.figure("uncertainty", &drawing.svg)?;
            figures.push(ShownFigure::of("uncertainty", &drawing, READS, data.clone()));
        }
        filling.page(&html::study::sheet("Uncertainty", page(found).into_blocks(), figures, about))
    })
}

/// Every draw with what it gave.
fn table(found: &Uncertainty) -> DataTable {
    let paths = found.factors.iter().map(|factor| factor.path.clone());
    let answers = found.measures.iter().flat_map(|m| {
        ["", " half_width", " low", " high"].map(|what| format!("{}{what}", m.asked.id))
    });
    let columns = ["draw".to_owned()].into_iter().chain(paths).chain(answers).collect();
    let rows = found.points.iter().enumerate().map(|(n, drawn)| {
        let values = drawn.values.iter().map(|value| Cell::of_study(Some(*value)));
        let answers = drawn.answers.iter().flat_map(|answer| {
            let of = |of: fn(&Estimate) -> Option<f64>| answer.as_ref().and_then(of);
            [of(|a| Some(a.mean)), of(|a| a.half_width), of(Estimate::low), of(Estimate::high)]
                .map(Cell::of_study)
        });
        [Cell::written((n + 1).to_string())].into_iter().chain(values).chain(answers).collect()
    });
    DataTable { columns, rows: rows.collect() }
}
