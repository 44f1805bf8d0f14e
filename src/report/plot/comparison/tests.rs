//! The figures of two, three and six scenarios: words on record, nothing outside the sheet.

use std::fmt::Write as _;

use super::*;
use crate::report::plot::png;
use crate::report::plot::style::text_width;
use crate::report::plot::tests::words;
use crate::report::sample;

#[test]
fn the_words_of_the_figures() {
    let (found, results) = sample::comparison(3);
    let mut all = String::new();
    for figure in figures() {
        let drawing = figure.draw(&found, &results).expect("the sample can be drawn");
        let _ = writeln!(all, "== {}\n{}-- {}\n", figure.stem, words(&drawing.svg), drawing.alt);
    }
    insta::assert_snapshot!(all);
}

#[test]
fn no_words_leave_the_sheet_whatever_the_number_of_scenarios() {
    for sides in [2, 3, 4, 6] {
        let (found, results) = sample::comparison(sides);
        for figure in figures() {
            let drawing = figure.draw(&found, &results).expect("it can be drawn");
            assert!(png(&drawing.svg).is_ok(), "{}", figure.stem);
            for (x, anchor, (size, bold), words) in texts(&drawing.svg) {
                let width = f64::from(text_width(&words, size, bold));
                let left = x - match anchor.as_str() {
                    "end" => width,
                    "middle" => width / 2.0,
                    _ => 0.0,
                };
                assert!(
                    left >= 0.0 && left + width <= 1800.0,
                    "{} of {sides}: {words:?}",
                    figure.stem
                );
            }
        }
    }
}

#[test]
fn a_comparison_of_one_replication_or_with_itself_claims_nothing() {
    let (mut found, results) = sample::comparison(2);
    found.replications = 1;
    let one = figures()[0].draw(&found, &results).expect("it can be drawn");
    assert!(
        one.headline.starts_with("In this model: one replication cannot show"),
        "{}",
        one.headline
    );
    found.replications = 100;
    for measure in &mut found.against[0].measures {
        measure.periods = vec![sample::period(1.0, 1.0, Some(0.0))];
    }
    let same = figures()[0].draw(&found, &results).expect("it can be drawn");
    assert!(same.headline.contains("every run is the same"), "{}", same.headline);
}

#[test]
fn a_comparison_of_many_years_shows_years_and_says_so() {
    let (found, mut results) = sample::comparison(2);
    let figure = figures().iter().find(|figure| figure.stem == "misses-side-by-side");
    let figure = figure.expect("it is there");
    assert!(figure.reads(&results).starts_with("Each bar is a month"));
    let long = sample::century();
    for result in &mut results {
        (result.months, result.horizon) = (long.months.clone(), long.horizon);
    }
    assert!(figure.reads(&results).starts_with("Each bar is a year"));
    let shown = words(&figure.draw(&found, &results).expect("it can be drawn").svg);
    assert!(shown.contains("Year of coming to notice"), "{shown}");
    assert!(shown.contains("mean month of each year"), "{shown}");
}

/// Place, anchor, size and whether bold, and words of every text.
pub(in crate::report::plot) fn texts(svg: &str) -> Vec<(f64, String, (i32, bool), String)> {
    let value = |line: &str, name: &str| -> String {
        let from = line.find(&format!(" {name}=\"")).map(|at| at + name.len() + 3);
        from.map_or_else(String::new, |from| {
            line[from..].split('"').next().unwrap_or_default().to_owned()
        })
    };
    let lines: Vec<&str> = svg.lines().collect();
    let number = |text: String| text.parse::<f64>().unwrap_or(0.0);
    let text = |pair: &[&str]| {
        let (line, words) = (pair[0], pair[1]);
        let style =
            (number(value(line, "font-size")) as i32, line.contains("font-weight=\"bold\""));
        line.starts_with("<text ").then(|| {
            // As they are read, and not as they are written: a quotation mark is one letter wide.
            let words = words.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
            let words = words.replace("&amp;", "&");
            (number(value(line, "x")), value(line, "text-anchor"), style, words)
        })
    };
    lines.windows(2).filter_map(text).collect()
}

/// Writes every figure for looking at: `SURGE_SIM_LOOK=folder cargo test look -- --ignored`.
#[test]
#[ignore = "for looking at figures"]
fn look() {
    let folder = std::path::PathBuf::from(std::env::var("SURGE_SIM_LOOK").expect("name a folder"));
    for sides in [2, 3, 6] {
        let (found, results) = sample::comparison(sides);
        for figure in figures() {
            let drawing = figure.draw(&found, &results).expect("it can be drawn");
            let pixels = png(&drawing.svg).expect("it is an SVG");
            let name = format!("compare-{sides}-{}.png", figure.stem);
            std::fs::write(folder.join(name), pixels).expect("the folder can be written");
        }
    }
}
