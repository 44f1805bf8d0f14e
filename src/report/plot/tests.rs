//! The words of every figure held on record, and figures of results in which nearly everything is missing.

use std::fmt::Write;

use super::*;
use crate::measure::Member;
use crate::report::sample;

/// The text elements of an SVG, one a line.
pub(super) fn words(svg: &str) -> String {
    let mut words = String::new();
    let mut inside = false;
    for line in svg.lines() {
        if line.starts_with("<text ") {
            inside = true;
        } else if line.starts_with("</text>") {
            inside = false;
        } else if inside {
            let _ = writeln!(words, "{line}");
        }
    }
    words
}

#[test]
fn the_words_of_the_figures_of_haringey() {
    let result = sample::haringey();
    let mut all = String::new();
    for figure in figures() {
        let drawing = figure.draw(&result).expect("the sample can be drawn");
        assert_eq!(drawing.alt, figure.alt_text(&result));
        let _ = writeln!(all, "== {}\n{}-- {}\n", figure.stem, words(&drawing.svg), drawing.alt);
    }
    insta::assert_snapshot!(all);
}

#[test]
fn headlines_of_odd_results_claim_nothing() {
    let mut unclear = sample::haringey();
    for value in unclear.measures.iter_mut().flat_map(|measure| &mut measure.values) {
        value.difference = value
            .difference
            .map(|d| crate::stats::Estimate { half_width: Some(d.mean.abs() + 1.0), ..d });
    }
    let h = &mut unclear.headline;
    for difference in [&mut h.excess, &mut h.miss_rate_difference] {
        *difference = difference
            .map(|d| crate::stats::Estimate { half_width: Some(d.mean.abs() * 1.5), ..d });
    }
    let mut all = String::new();
    for (name, result) in odd().into_iter().chain([("not shown", unclear)]) {
        let _ = writeln!(all, "== {name}");
        for figure in figures() {
            let drawing = figure.draw(&result).expect("whatever is missing, the rest is drawn");
            let _ = writeln!(all, "{}", drawing.headline);
        }
    }
    insta::assert_snapshot!(all);
}

fn odd() -> [(&'static str, RunResult); 5] {
    [
        ("no publicity", sample::quiet()),
        ("no twin", sample::without_twin()),
        ("one replication", sample::one_replication()),
        ("nothing", sample::nothing()),
        ("a century", sample::century()),
    ]
}

#[test]
fn a_figure_becomes_pixels_without_any_font_of_the_machine() {
    let drawing = figures()[0].draw(&sample::nothing()).expect("nothing can be drawn");
    let pixels = png(&drawing.svg).expect("the drawing is an SVG");
    assert!(pixels.starts_with(b"\x89PNG"));
    let wide = u32::from_be_bytes([pixels[16], pixels[17], pixels[18], pixels[19]]);
    assert_eq!(wide, 1800);
    assert!(png("no picture").is_err());
}

#[test]
fn markup_in_names_stays_text() {
    let mut result = sample::haringey();
    result.name = "A & B <Council>\u{1}".into();
    result.publicity[0].label = "\"quoted\" & <b>".into();
    for figure in figures() {
        let drawing = figure.draw(&result).expect("names are only words");
        assert!(png(&drawing.svg).is_ok(), "{}", figure.stem);
    }
}

/// A result whose events have such a label, early, late and beside each other, and whose scenario has such a name.
fn labelled(label: &str) -> Vec<(&'static str, RunResult)> {
    let mut early = sample::haringey();
    let mut mark = early.publicity[0].clone();
    mark.label = label.to_owned();
    early.name = label.to_owned();
    early.weekly.iter_mut().for_each(|series| series.label = label.to_owned());
    early.measures.iter_mut().for_each(|measure| measure.label = label.to_owned());
    // A team of that name.
    let ids = early.weekly.iter_mut().map(|series| &mut series.id);
    for id in ids.chain(early.measures.iter_mut().map(|measure| &mut measure.id)) {
        if let Some(Member::Named(name) | Member::Allocation(name)) = &mut id.member {
            *name = name.replace("assessment", label);
        }
    }
    mark.date = early.observed_from;
    early.publicity = vec![mark.clone()];
    let (mut late, mut middle) = (early.clone(), early.clone());
    late.publicity[0].date = late.horizon;
    let days = (middle.horizon - middle.observed_from).get_days();
    middle.publicity[0].date =
        middle.observed_from.checked_add(jiff::Span::new().days(days / 2)).expect("it is a day");
    let mut all = early.clone();
    all.publicity = [&early, &middle, &late].map(|one| one.publicity[0].clone()).to_vec();
    vec![("early", early), ("middle", middle), ("late", late), ("three", all)]
}

#[test]
fn no_label_of_an_event_leaves_the_sheet_or_loses_its_date() {
    let words = "Publication of the second serious case review and the resignation of the director";
    let long = "W".repeat(200);
    for label in [&words[..80], &words.repeat(3)[..200], &long, "short"] {
        for (place, result) in labelled(label) {
            for figure in figures().iter().chain(figures_of(&result)) {
                let drawing = figure.draw(&result).expect("it can be drawn");
                let dates: Vec<String> = result
                    .publicity
                    .iter()
                    .map(|mark| crate::report::format::date(mark.date))
                    .collect();
                let mut dated = 0;
                for (x, anchor, (size, bold), words) in comparison::tests::texts(&drawing.svg) {
                    let width = f64::from(style::text_width(&words, size, bold));
                    let left = x - match anchor.as_str() {
                        "end" => width,
                        "middle" => width / 2.0,
                        _ => 0.0,
                    };
                    let within = left >= 0.0 && left + width <= 1800.0;
                    assert!(
                        within,
                        "{} {place}: {words:?} from {left} to {}",
                        figure.stem,
                        left + width
                    );
                    dated += usize::from(
                        dates.iter().any(|date| words.starts_with(&format!("{date}:"))),
                    );
                }
                if figure.stem == "referral-surge" {
                    assert_eq!(dated, dates.len(), "{place}: every date is there");
                }
            }
        }
    }
}

/// Writes every figure for looking at: `SURGE_SIM_LOOK=folder cargo test look -- --ignored`.
#[test]
#[ignore = "for looking at figures"]
fn look() {
    let folder = std::path::PathBuf::from(std::env::var("SURGE_SIM_LOOK").expect("name a folder"));
    let long = "Publication of the second serious case review and the resignation of 京 directors";
    for (name, result) in
        odd().into_iter().chain([("haringey", sample::haringey())]).chain(labelled(long))
    {
        for figure in figures() {
            let drawing = figure.draw(&result).expect("it can be drawn");
            let stem = format!("{}-{}", name.replace(' ', "-"), figure.stem);
            std::fs::write(folder.join(format!("{stem}.svg")), &drawing.svg)
                .expect("the folder can be written");
            std::fs::write(
                folder.join(format!("{stem}.png")),
                png(&drawing.svg).expect("it is an SVG"),
            )
            .expect("likewise");
        }
    }
}
