//! A calibration on the screen and in its folder.

use crate::report::document::{Page, TableCell, TextTable};
use crate::report::files::{FilesError, ResultsFolder, WrittenFiles, write_folder};
use crate::report::format;
use crate::report::html::study::AboutStudy;
use crate::report::html::{self, ShownFigure};
use crate::report::plot::study::calibrate as plot;
use crate::report::plot::{Cell, DataTable};
use crate::report::run::skill_of;
use crate::report::terminal::{LINE, Style, laid_out};
use crate::report::warned::{Warns, warned};
use crate::results::studies::Proof;
use crate::results::studies::{Calibrated, Fitted, ScoredTarget, Use};
use crate::stats::Estimate;
use crate::words::study::calibrate::finding;

/// How its figures are read.
const READS: &str =
    "Ranges beside each other: what was searched or published, and what the model makes of it.";

/// The screen.
#[must_use]
pub fn screen(found: &Calibrated) -> String {
    let mut page = page(found);
    warned(&mut page, Warns::TheScenario, &found.warnings);
    laid_out(&page, LINE, Style::Plain)
}

fn page(found: &Calibrated) -> Page {
    let mut page = Page::new();
    page.heading(&format!("{}: fitted to its targets", found.name));
    page.prose(&format!(
        "{} points of {} replications were run; targets are scored with {}. A region holds 90 % of the values that agree with \
         the targets fitted to; a number is determined where its region is narrower than a third of the range searched.",
        found.points, found.replications, found.replications_scored
    ));
    page.gap();
    finding(found).iter().for_each(|sentence| page.prose(sentence));
    parameters(&mut page, found);
    for (used, heading) in [
        (Use::Fit, "Targets fitted to"),
        (Use::LeftOut, "Targets left out of this fit"),
        (Use::HeldOut, "Targets held out"),
        (Use::Shown, "Shown beside the model; neither fitted nor scored"),
    ] {
        targets(&mut page, found, used, heading);
    }
    if let (Some(before), Some(after)) = (&found.held_out_before, &found.held_out_after) {
        skill_of(&mut page, &[("as written", before), ("fitted", after)]);
    }
    if !found.unasked.is_empty() {
        page.note(&format!(
            "Not asked, being centiles of whole distributions: {}.",
            format::list(&found.unasked)
        ));
    }
    page
}

fn parameters(page: &mut Page, found: &Calibrated) {
    let mut table =
        TextTable::new(["as written", "fitted", "90 % region", "searched", "determined"]);
    for one in &found.fitted {
        let number = |value: f64| number(value, one.factor.high - one.factor.low);
        let cells = [
            one.factor.value.map_or_else(|| format::NONE.to_owned(), number),
            number(one.value),
            format!("{} to {}", number(one.low), number(one.high)),
            format!("{} to {}", number(one.factor.low), number(one.factor.high)),
        ];
        let determined = TableCell::words(if one.determined { "yes" } else { "no" });
        let cells = cells.into_iter().map(TableCell::number).chain([determined]).collect();
        table.mixed(&one.factor.path, cells);
    }
    page.table("What was fitted", table);
}

/// With the decimals that a hundredth of its range has.
fn number(value: f64, range: f64) -> String {
    let decimals =
        (0..6).find(|&d| range * [1.0, 10.0, 100.0, 1e3, 1e4, 1e5][d] >= 30.0).unwrap_or(5);
    format::number(value, decimals)
}

fn targets(page: &mut Page, found: &Calibrated, used: Use, heading: &str) {
    let of: Vec<&ScoredTarget> =
        found.targets.iter().filter(|target| target.used == used).collect();
    let mut table = TextTable::new(["as written", "fitted", "published", ""]);
    for target in of {
        let met = match (used, target.met(target.after.as_ref())) {
            // Targets shown beside the model are neither met nor missed.
            (Use::Shown, _) => "",
            (_, true) => "met",
            (_, false) => "missed",
        };
        let cells = [
            value(target.before.as_ref(), target),
            value(target.after.as_ref(), target),
            format!("{}–{}", plain(target.low, target), plain(target.high, target)),
        ];
        let cells =
            cells.into_iter().map(TableCell::number).chain([TableCell::words(met)]).collect();
        table.mixed(format!("{}, {}", target.measure, target.period), cells);
    }
    page.table(heading, table);
}

fn value(model: Option<&Estimate>, target: &ScoredTarget) -> String {
    model.map_or_else(
        || format::NONE.to_owned(),
        |model| format::with_interval(plain(model.mean, target), model, decimals(target)),
    )
}

fn plain(value: f64, target: &ScoredTarget) -> String {
    format::number(value, decimals(target))
}

fn decimals(target: &ScoredTarget) -> usize {
    match target.high.abs() {
        high if high >= 100.0 => 0,
        high if high >= 10.0 => 1,
        _ => 3,
    }
}

/// Every number that was fitted, with its region and the range searched.
fn numbers(fitted: &[Fitted]) -> DataTable {
    let columns = [
        "number",
        "as written",
        "fitted",
        "low",
        "high",
        "searched from",
        "searched to",
        "determined",
    ];
    let row = |one: &Fitted| {
        let numbers = [
            one.factor.value,
            Some(one.value),
            Some(one.low),
            Some(one.high),
            Some(one.factor.low),
            Some(one.factor.high),
        ];
        [Cell::words(&one.factor.path)]
            .into_iter()
            .chain(numbers.map(Cell::of_study))
            .chain([Cell::words(if one.determined { "yes" } else { "no" })])
            .collect()
    };
    let rows = fitted.iter().map(row).collect();
    DataTable { columns: columns.map(str::to_owned).into(), rows }
}

/// Every target with what the model makes of it.
fn table(found: &Calibrated) -> DataTable {
    let columns = [
        "measure",
        "period",
        "used",
        "low",
        "high",
        "before",
        "before_half_width",
        "after",
        "after_half_width",
        "foretold",
        "source",
        "before_low",
        "before_high",
        "after_low",
        "after_high",
        "published",
        "last",
        "trend",
        "halving",
    ];
    let row = |target: &ScoredTarget| {
        let used = match target.used {
            Use::Fit => "fit",
            Use::HeldOut => "held out",
            Use::LeftOut => "left out of this fit",
            Use::Shown => "shown",
        };
        let (before, after) = (target.before, target.after);
        let about = [&*target.measure, &*target.period, used].map(Cell::words);
        let found = [
            Some(target.low),
            Some(target.high),
            before.map(|e| e.mean),
            before.and_then(|e| e.half_width),
            after.map(|e| e.mean),
            after.and_then(|e| e.half_width),
            target.foretold,
        ];
        let rest = [
            before.and_then(|e| e.low()),
            before.and_then(|e| e.high()),
            after.and_then(|e| e.low()),
            after.and_then(|e| e.high()),
            target.value,
            target.forecasts.map(|all| all.last),
            target.forecasts.and_then(|all| all.trend),
            target.forecasts.and_then(|all| all.halving),
        ];
        about
            .into_iter()
            .chain(found.map(Cell::of_study))
            .chain([Cell::words(&target.source)])
            .chain(rest.map(Cell::of_study))
            .collect()
    };
    let rows = found.targets.iter().map(row).collect();
    DataTable { columns: columns.map(str::to_owned).into(), rows }
}

/// Writes `calibration.json`, `targets.csv`, the variant and the figures.
///
/// # Errors
/// As writing any folder.
pub fn write(
    place: &ResultsFolder,
    found: &Calibrated,
    variant: &str,
    about: &AboutStudy,
    plots: bool,
) -> Result<WrittenFiles, FilesError> {
    write_folder(place, |filling| {
        filling.json("calibration.json", found)?;
        filling.file("fitted.toml", |out| std::io::Write::write_all(out, variant.as_bytes()))?;
        let data = table(found);
        filling.csv("targets.csv", |out| data.write(out))?;
        let mut figures = Vec::new();
        if plots {
            let drawing = plot::parameters(found)?;
            filling.figure("fitted", &drawing.svg)?;
            figures.push(ShownFigure::of("fitted", &drawing, READS, numbers(&found.fitted)));
            let drawing = plot::targets(found)?;
            filling.figure("targets", &drawing.svg)?;
            figures.push(ShownFigure::of("targets", &drawing, READS, data));
        }
        filling.page(&html::study::sheet("Calibration", page(found).into_blocks(), figures, about))
    })
}

/// The screen of a proof.
#[must_use]
pub fn proof(proof: &Proof) -> String {
    let mut page = Page::new();
    page.heading(&format!("{}: does a fit find what is known?", proof.name));
    page.prose(&format!(
        "{} times targets were made by the model from known values, with luck of their own, and fitted to with {} points. A \
         region should hold the known value nine times in ten.",
        proof.fits, proof.points
    ));
    let mut table = TextTable::new(["known value\nin region", "called\ndetermined"]);
    for one in &proof.factors {
        table.row(
            &one.factor.path,
            vec![
                format!("{} of {}", one.inside, proof.fits),
                format!("{} of {}", one.determined, proof.fits),
            ],
        );
    }
    page.table("Found again", table);
    for (one, other, count) in &proof.trade_offs {
        page.note(&format!(
            "{one} and {other} were named as a trade-off in {count} of {}.",
            proof.fits
        ));
    }
    laid_out(&page, LINE, Style::Plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::studies::Factor;

    #[test]
    fn the_figure_of_the_numbers_fitted_has_them_for_its_data() {
        let factor = Factor {
            path: "a.b".into(),
            value: None,
            low: 0.0,
            high: 2.0,
            whole: false,
            possible: (0.0, 2.0),
            distribution: None,
            grade: String::new(),
            source: String::new(),
        };
        let fitted = Fitted { factor, value: 0.75, low: 0.5, high: 1.5, determined: false };
        assert_eq!(
            numbers(&[fitted]).csv(),
            "\u{feff}number,as written,fitted,low,high,searched from,searched to,determined\n\
             a.b,,0.75,0.5,1.5,0,2,no\n"
        );
    }
}
