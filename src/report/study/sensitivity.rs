//! A sensitivity run on the screen and in its folder.

use crate::report::document::{Page, TextTable};
use crate::report::files::{FilesError, ResultsFolder, WrittenFiles, write_folder};
use crate::report::format;
use crate::report::html::study::AboutStudy;
use crate::report::html::{self, Effects, ShownFigure};
use crate::report::markdown::{code, words};
use crate::report::plot::study::tornado as plot;
use crate::report::plot::{Cell, DataTable};
use crate::report::terminal::{LINE, Style, laid_out};
use crate::report::warned::{Warns, warned};
use crate::results::studies::{Screened, Sensitivity};
use crate::stats::Estimate;
use crate::stats::methods::Interval;
use crate::words::headline::sentence_in_this_model;
use crate::words::study::sensitivity::{finding, swing};
use crate::words::study::shares::scaled;
use crate::words::study::sweep::name;

use super::uncertainty::fixed;

/// How its figures are read.
const READS: &str = "Each bar is what the answer would be more or less if one number lay at the lower or upper end of its range and all others as \
     written, most first; thin lines are 95 % confidence intervals.";

/// The screen.
#[must_use]
pub fn screen(found: &Sensitivity) -> String {
    let mut page = page(found);
    warned(&mut page, Warns::TheScenario, &found.warnings);
    laid_out(&page, LINE, Style::Plain)
}

fn page(found: &Sensitivity) -> Page {
    let mut page = Page::new();
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
    page.prose(&sentence_in_this_model(&finding(found), false));
    ends(&mut page, found);
    screening(&mut page, found);
    shares(&mut page, found);
    fixed(&mut page, found.fixed.iter().map(|fixed| (fixed.path.as_str(), fixed.reason.as_str())));
    let paths = found.factors.iter().map(|one| one.factor.path.as_str());
    scaled(paths).iter().for_each(|said| page.note(said));
    page
}

/// A base at which a share alone and a share with others are told apart in nearly every case, or twice as many as asked.
fn more(base: u32) -> u32 {
    128.max(base.saturating_mul(2))
}

/// Points of the Sobol' design at a base.
fn divided(found: &Sensitivity, base: u32) -> u64 {
    // Sobol's design takes two matrices of points, and one more for each number.
    u64::from(base) * (found.factors.iter().filter(|one| one.matters).count() as u64 + 2)
}

/// Two of these columns stand side by side in 80 columns: `not shown (2 of 3 pairs)` becomes `not shown (2/3)`.
fn narrow(difference: Option<&Estimate>, unit: &str) -> String {
    match difference.filter(|e| e.mean.is_finite()).and_then(Estimate::not_shown) {
        Some((unequal, of)) => {
            let [unequal, of] = [unequal, of].map(|count| format::count(count as u64));
            format!("not shown ({unequal}/{of})")
        }
        None => format::difference(difference, unit),
    }
}

fn ends(page: &mut Page, found: &Sensitivity) {
    let mut table = TextTable::new(["range", "at its\nlower end", "at its\nupper end"]);
    let mut ordered: Vec<&Screened> = found.factors.iter().collect();
    ordered.sort_by(|a, b| swing(b).total_cmp(&swing(a)));
    for one in ordered {
        let end = |end: Option<Estimate>| narrow(end.as_ref(), &found.asked.unit);
        let range =
            format!("{} to {}", format::plain(one.factor.low), format::plain(one.factor.high));
        table.row(&one.factor.path, vec![range, end(one.low), end(one.high)]);
    }
    page.table("Effect if wrong: each number alone, against the scenario as written", table);
    let unshown = |one: &Screened| {
        [one.low, one.high].into_iter().flatten().any(|end| end.not_shown().is_some())
    };
    if found.factors.iter().any(unshown) {
        page.note(
            "not shown (2/3): only 2 of 3 pairs of runs differ, too few to show a difference.",
        );
    }
}

fn screening(page: &mut Page, found: &Sensitivity) {
    let mut table = TextTable::new(["size", "direction", "varies by"]);
    let scale = if found.asked.unit == "share" { 100.0 } else { 1.0 };
    for one in &found.factors {
        let Some((size, half)) = one.size else { continue };
        // All three numbers of a row have the digits of the first, because they are read against each other.
        let digits = format::decimals_plain(scale * size);
        let with_half = Estimate::even(size, half, found.replications as usize).times(scale);
        let written =
            format::with_interval(format::number(scale * size, digits), &with_half, digits);
        let number = |value: Option<f64>| {
            value.map_or(format::NONE.to_owned(), |x| format::number(scale * x, digits))
        };
        table.row(&one.factor.path, vec![written, number(one.effect), number(one.varies)]);
    }
    page.table("Effects of going through the whole range, at many places (Morris)", table);
}

fn shares(page: &mut Page, found: &Sensitivity) {
    let mut table = TextTable::new(["alone", "with others"]);
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
    // An interval wider than half of the variance says little (a choice).
    let wide = |share: Option<Interval>| share.is_some_and(|share| share.high - share.low > 0.5);
    if found.factors.iter().any(|one| wide(one.alone) || wide(one.with_others)) {
        page.note(
            "Some of these intervals are so wide that they say little: ask for more points with --base, and more replications, before \
             relying on a share.",
        );
    }
    let is_crossed = |one: &&Screened| {
        one.alone.zip(one.with_others).is_some_and(|(alone, all)| all.value < alone.value)
    };
    let crossed: Vec<&str> =
        found.factors.iter().filter(is_crossed).map(|one| one.factor.path.as_str()).collect();
    if !crossed.is_empty() {
        page.note(&format!(
            "A number cannot answer for less with others than alone, as it says for {}: so large is the error at --base {}. --base {} \
             tells most such shares apart, with {} points in place of {}.",
            format::list(&crossed),
            found.base,
            more(found.base),
            format::count(divided(found, more(found.base))),
            format::count(divided(found, found.base))
        ));
    }
}

/// Writes `sensitivity.json`, `assumptions.csv`, `assumptions.md` and the tornado.
///
/// # Errors
/// As writing any folder.
pub fn write(
    place: &ResultsFolder,
    found: &Sensitivity,
    about: &AboutStudy,
    plots: bool,
) -> Result<WrittenFiles, FilesError> {
    write_folder(place, |filling| {
        filling.json("sensitivity.json", found)?;
        let data = table(found);
        filling.csv("assumptions.csv", |out| data.write(out))?;
        filling.file("assumptions.md", |out| {
            std::io::Write::write_all(out, markdown(found).as_bytes())
        })?;
        let mut figures = Vec::new();
        if plots {
            let drawing = plot::draw(found)?;
            filling.figure("tornado", &drawing.svg)?;
            figures.push(ShownFigure::of("tornado", &drawing, READS, data.clone()));
        }
        filling.page(&html::study::sheet(
            "Sensitivity",
            page(found).into_blocks(),
            figures,
            &AboutStudy {
                grounds: about.grounds.clone().with_effects(&Effects::of(found)),
                ..about.clone()
            },
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

/// Every number with what it would do if it were wrong.
fn table(found: &Sensitivity) -> DataTable {
    let columns = [
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
    ];
    let row = |one: &Screened| {
        let factor = &one.factor;
        let range = [factor.value, Some(factor.low), Some(factor.high)].map(Cell::of_study);
        let about = [&factor.grade, &factor.source].map(Cell::words);
        let effects = [
            one.low.map(|e| e.mean),
            one.low.and_then(|e| e.half_width),
            one.high.map(|e| e.mean),
            one.high.and_then(|e| e.half_width),
            one.size.map(|(size, _)| size),
            one.effect,
            one.varies,
            one.alone.map(|share| share.value),
            one.with_others.map(|share| share.value),
        ];
        let effects = effects.map(Cell::of_study);
        [Cell::words(&factor.path)].into_iter().chain(range).chain(about).chain(effects).collect()
    };
    let rows = found.factors.iter().map(row).collect();
    DataTable { columns: columns.map(str::to_owned).into(), rows }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Better;
    use crate::results::studies::AskedMeasure;
    use crate::results::studies::Factor;
    use crate::words::study::sensitivity::{by_ends, leading};

    fn one(
        path: &str,
        low: Estimate,
        high: Estimate,
        size: Option<(f64, Option<f64>)>,
    ) -> Screened {
        let factor = Factor {
            path: path.into(),
            value: Some(1.0),
            low: 0.5,
            high: 2.0,
            whole: false,
            possible: (0.0, 9.0),
            distribution: None,
            grade: "E".into(),
            source: "a guess".into(),
        };
        let (low, high) = (Some(low), Some(high));
        Screened {
            factor,
            low,
            high,
            effect: None,
            size,
            varies: None,
            matters: true,
            alone: None,
            with_others: None,
        }
    }

    fn found(factors: Vec<Screened>) -> Sensitivity {
        Sensitivity {
            version: "0".into(),
            name: "A test".into(),
            scenario: String::new(),
            seed: 1,
            replications: 20,
            points: 9,
            warnings: Vec::new(),
            trajectories: 4,
            base: 32,
            asked: AskedMeasure {
                id: "missed".into(),
                label: "Missed".into(),
                named: false,
                unit: "children".into(),
                better: Better::Lower,
                period: "in the year after".into(),
            },
            written: Some(Estimate::even(50.0, Some(1.0), 20)),
            factors,
            fixed: Vec::new(),
        }
    }

    fn even(mean: f64, half: f64) -> Estimate {
        Estimate::even(mean, Some(half), 20)
    }

    #[test]
    fn the_tornado_says_which_bars_have_no_interval() {
        let few = Estimate {
            half_width: None,
            limits: crate::stats::Limits::Pairs { unequal: 1, of: 8 },
            ..even(4.0, 1.0)
        };
        let drawn = |low, high| {
            let drawing = plot::draw(&found(vec![one("rush.floor", low, high, None)]));
            drawing.expect("it can be drawn").svg
        };
        let says = |svg: &str| {
            let legend = svg.contains("95% confidence interval");
            (legend, svg.contains("No bar has an interval"), svg.contains("A bar without an"))
        };
        assert_eq!(says(&drawn(even(-1.0, 4.0), even(2.0, 1.0))), (true, false, false));
        assert_eq!(says(&drawn(even(-1.0, 4.0), few)), (true, false, true));
        assert_eq!(says(&drawn(few, few)), (false, true, false));
    }

    #[test]
    fn most_is_said_where_the_intervals_separate() {
        let apart = found(vec![
            one("judgement.per_hour", even(-9.0, 1.0), even(8.0, 1.0), Some((9.0, Some(1.0)))),
            one("rush.floor", even(-2.0, 1.0), even(1.0, 1.0), Some((2.0, Some(1.0)))),
        ]);
        assert!(
            finding(&apart).starts_with("The answer hangs most on judgement.per_hour ("),
            "{}",
            finding(&apart)
        );
        assert!(finding(&apart).contains(" Then come rush.floor."));
        let level = found(vec![
            one("judgement.per_hour", even(-9.0, 4.0), even(8.0, 4.0), Some((9.0, Some(4.0)))),
            one("rush.floor", even(-6.0, 1.0), even(1.0, 1.0), Some((6.0, Some(1.0)))),
        ]);
        let text = finding(&level);
        assert!(
            !text.contains("hangs most") && text.contains("which of the two moves it most"),
            "{text}"
        );
        let unshown = found(vec![one("rush.floor", even(-1.0, 4.0), even(1.0, 4.0), None)]);
        assert!(finding(&unshown).starts_with("It is not shown that"), "{}", finding(&unshown));
    }

    #[test]
    fn those_that_reach_the_first_are_level_with_it() {
        let all = [
            one("a", even(-9.0, 1.0), even(0.0, 1.0), None),
            one("b", even(0.0, 1.0), even(7.0, 1.5), None),
            one("c", even(3.0, 1.0), even(0.0, 1.0), None),
        ];
        let ordered: Vec<&Screened> = all.iter().collect();
        let paths: Vec<&str> =
            leading(&ordered, by_ends).iter().map(|one| one.factor.path.as_str()).collect();
        assert_eq!(paths, ["a", "b"]);
        assert!(leading(&[], by_ends).is_empty());
    }

    #[test]
    fn a_share_with_others_below_the_share_alone_is_said() {
        let share = |value| Some(Interval { value, low: 0.0, high: 1.0 });
        let mut crossed = found(vec![one("a", even(9.0, 1.0), even(1.0, 1.0), None)]);
        assert!(!screen(&crossed).contains("cannot answer for less"));
        (crossed.factors[0].alone, crossed.factors[0].with_others) = (share(0.6), share(0.4));
        let text = screen(&crossed).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            text.contains("cannot answer for less with others than alone")
                && text.contains("--base 128"),
            "{text}"
        );
        assert!(text.contains("384 points in place of 96"), "{text}");
    }
}
