//! A sensitivity run on the screen and in its folder.

use std::path::Path;

use crate::experiment::sensitivity::{Screened, Sensitivity};
use crate::report::files::{FilesError, Filling, Written, write_folder};
use crate::report::format;
use crate::report::html::study::About;
use crate::report::html::{self, Effects, Shown};
use crate::report::markdown::{code, words};
use crate::report::plot::DataTable;
use crate::report::plot::study::tornado as plot;
use crate::report::spreadsheet::Tidy;
use crate::report::terminal::table::Table;
use crate::report::terminal::{Page, Style};
use crate::stats::Estimate;
use crate::stats::methods::Interval;

use super::sweep::name;
use super::uncertainty::fixed;

/// How its figures are read.
const READS: &str = "Each bar is what the answer would be more or less if one number lay at the lower or upper end of its range and all others as \
     written, most first; thin lines are 95 % confidence intervals.";

/// The screen.
#[must_use]
pub fn screen(found: &Sensitivity) -> String {
    page(found).into_text()
}

fn page(found: &Sensitivity) -> Page {
    let mut page = Page::new(80, Style::Plain);
    page.heading(&format!("{}: what the answer hangs on", found.name));
    page.prose(&format!(
        "Asked: {}, {}; {} as written. {} numbers have a range of evidence; {} points of {} replications were run, all on the same \
         chance, each with normal times of its own.",
        name(&found.asked),
        found.asked.period,
        format::short(found.written.as_ref(), &found.asked.unit),
        found.factors.len(),
        found.points,
        found.replications
    ));
    page.gap();
    page.prose(&finding(found));
    ends(&mut page, found);
    screening(&mut page, found);
    shares(&mut page, found);
    fixed(&mut page, found.fixed.iter().map(|fixed| (fixed.path.as_str(), fixed.reason.as_str())));
    page
}

/// What matters, and what does not.
#[must_use]
pub fn finding(found: &Sensitivity) -> String {
    let matters: Vec<&Screened> = found.factors.iter().filter(|one| one.matters).collect();
    let Some(first) = matters.first() else { return "No number with a range was found to matter.".to_owned() };
    let range = |one: &Screened| {
        let end = |end: Option<Estimate>| format::difference(end.as_ref(), &found.asked.unit);
        format!(
            "{} at {}, {} at {}",
            end(one.low),
            format::plain(one.factor.low),
            end(one.high),
            format::plain(one.factor.high)
        )
    };
    let rest: Vec<&str> = matters.iter().skip(1).map(|one| one.factor.path.as_str()).collect();
    let others = if rest.is_empty() { String::new() } else { format!(" Then come {}.", format::list(&rest)) };
    let unit = if found.asked.unit == "share" { "percentage points" } else { &found.asked.unit };
    let hangs = if shows(first) { "The answer hangs most on" } else { "The answer seems to hang most on" };
    let doubt = if shows(first) {
        ""
    } else {
        " Neither end can be told from no effect with so few replications: ask for more before relying on the order."
    };
    format!(
        "{hangs} {} ({}, in {unit}).{doubt}{others} Of the {} numbers, {} matter by a tenth of that or more.",
        first.factor.path,
        range(first),
        found.factors.len(),
        matters.len()
    )
}

/// Whether either end of its range moves the answer by more than the interval.
fn shows(one: &Screened) -> bool {
    [one.low, one.high].into_iter().flatten().any(|end| end.excludes_zero())
}

fn ends(page: &mut Page, found: &Sensitivity) {
    let mut table = Table::new(["range", "at its\nlower end", "at its\nupper end"]);
    let mut ordered: Vec<&Screened> = found.factors.iter().collect();
    ordered.sort_by(|a, b| swing(b).total_cmp(&swing(a)));
    for one in ordered {
        let end = |end: Option<Estimate>| format::difference(end.as_ref(), &found.asked.unit);
        let range = format!("{} to {}", format::plain(one.factor.low), format::plain(one.factor.high));
        table.row(&one.factor.path, vec![range, end(one.low), end(one.high)]);
    }
    page.table("Effect if wrong: each number alone, against the scenario as written", table);
}

/// How far the ends of a range move the answer.
#[must_use]
pub fn swing(one: &Screened) -> f64 {
    [one.low, one.high].into_iter().flatten().map(|end| end.mean.abs()).fold(0.0, f64::max)
}

fn screening(page: &mut Page, found: &Sensitivity) {
    let mut table = Table::new(["size", "direction", "varies by"]);
    let scale = if found.asked.unit == "share" { 100.0 } else { 1.0 };
    for one in &found.factors {
        let Some((size, half)) = one.size else { continue };
        let digits = format::decimals_plain(scale * size);
        let half = half.map_or(String::new(), |half| format!(" ± {}", format::number(scale * half, digits)));
        let number = |value: Option<f64>| value.map_or(format::NONE.to_owned(), |x| format::number(scale * x, digits));
        table.row(
            &one.factor.path,
            vec![format!("{}{half}", format::number(scale * size, digits)), number(one.effect), number(one.varies)],
        );
    }
    page.table("Effects of going through the whole range, at many places (Morris)", table);
}

fn shares(page: &mut Page, found: &Sensitivity) {
    let mut table = Table::new(["alone", "with others"]);
    let share = |share: Option<Interval>| {
        share.map_or(format::NONE.to_owned(), |share| {
            let number = |x: f64| format::number(100.0 * x, 0);
            format!("{} % ({} to {})", number(share.value), number(share.low), number(share.high))
        })
    };
    for one in found.factors.iter().filter(|one| one.matters) {
        table.row(&one.factor.path, vec![share(one.alone), share(one.with_others)]);
    }
    page.table("Share of the variance that each answers for (Sobol'), with 95 % intervals", table);
    let wide = |share: Option<Interval>| share.is_some_and(|share| share.high - share.low > 0.5);
    if found.factors.iter().any(|one| wide(one.alone) || wide(one.with_others)) {
        page.note(
            "Some of these intervals are so wide that they say little: ask for more points with --base, and more replications, before \
             relying on a share.",
        );
    }
}

/// Writes `sensitivity.json`, `assumptions.csv`, `assumptions.md` and the tornado.
///
/// # Errors
/// As writing any folder.
pub fn write(
    folder: &Path,
    found: &Sensitivity,
    about: &About,
    plots: bool,
    force: bool,
) -> Result<Written, FilesError> {
    write_folder(folder, force, |filling| {
        filling.json("sensitivity.json", found)?;
        table(filling, found)?;
        filling.file("assumptions.md", |out| std::io::Write::write_all(out, markdown(found).as_bytes()))?;
        let data = DataTable::of_csv(&filling.text("assumptions.csv")?);
        let mut figures = Vec::new();
        if plots {
            let drawing = plot::draw(found)?;
            filling.figure("tornado", &drawing.svg)?;
            figures.push(Shown::of("tornado", &drawing, READS, data.clone()));
        }
        filling.page(&html::study::sheet(
            "Sensitivity",
            page(found).into_blocks(),
            figures,
            &About { grounds: about.grounds.clone().with_effects(&Effects::of(found)), ..about.clone() },
        ))
    })
}

/// The table of assumptions with what each would do if it were wrong.
#[must_use]
pub fn markdown(found: &Sensitivity) -> String {
    let mut text = format!(
        "# {}: assumptions and their effect if wrong\n\nEffect on: {}, {}; {} as written.\n\n\
         | number | value | range | grade | source | effect at lower end | effect at upper end |\n\
         | --- | ---: | --- | --- | --- | ---: | ---: |\n",
        words(&found.name),
        words(&name(&found.asked)),
        words(&found.asked.period),
        format::short(found.written.as_ref(), &found.asked.unit)
    );
    let mut ordered: Vec<&Screened> = found.factors.iter().collect();
    ordered.sort_by(|a, b| swing(b).total_cmp(&swing(a)));
    for one in ordered {
        let factor = &one.factor;
        let end = |end: Option<Estimate>| format::difference(end.as_ref(), &found.asked.unit);
        text.push_str(&format!(
            "| {} | {} | {} to {} | {} | {} | {} | {} |\n",
            code(&factor.path),
            factor.value.map_or(format::NONE.to_owned(), |value| value.to_string()),
            factor.low,
            factor.high,
            factor.grade,
            words(&factor.source),
            end(one.low),
            end(one.high)
        ));
    }
    text
}

fn table(filling: &mut Filling, found: &Sensitivity) -> Result<(), FilesError> {
    filling.csv("assumptions.csv", |out| {
        let mut csv = Tidy::new(out)?;
        csv.write_record([
            "path",
            "value",
            "low",
            "high",
            "grade",
            "source",
            "effect_at_low",
            "effect_at_low_half_width",
            "effect_at_high",
            "effect_at_high_half_width",
            "morris_size",
            "morris_effect",
            "morris_sd",
            "sobol_alone",
            "sobol_with_others",
        ])?;
        for one in &found.factors {
            let number = |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
            let factor = &one.factor;
            csv.write_record([
                factor.path.clone(),
                number(factor.value),
                factor.low.to_string(),
                factor.high.to_string(),
                factor.grade.clone(),
                factor.source.clone(),
                number(one.low.map(|e| e.mean)),
                number(one.low.and_then(|e| e.half_width)),
                number(one.high.map(|e| e.mean)),
                number(one.high.and_then(|e| e.half_width)),
                number(one.size.map(|(size, _)| size)),
                number(one.effect),
                number(one.varies),
                number(one.alone.map(|share| share.value)),
                number(one.with_others.map(|share| share.value)),
            ])?;
        }
        csv.flush()?;
        Ok(())
    })
}
