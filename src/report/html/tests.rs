//! Hostile names, and results that lack what a page would show.

use super::*;
use crate::report::sample;
use crate::results::RunResult;
use crate::stats::Estimate;

fn page(result: &RunResult, name: &str) -> String {
    let scenario = crate::scenario::load_str(
        "small.toml",
        include_str!("../../../tests/fixtures/small.toml"),
        &crate::scenario::Overrides::none(),
    )
    .expect("defaults are sound")
    .scenario;
    let mut grounds = Grounds::of(&scenario, None);
    grounds.name = Name::of(name);
    let drawn = run::draw(result).expect("the sample can be drawn");
    run::sheet(result, grounds, &drawn).html().expect("the page can be made")
}

#[test]
fn a_hostile_name_is_text() {
    let hostile = "<script>alert(1)</script> & \"quotes' {{ 7 * 7 }} \u{202e}שלום";
    let result =
        RunResult { name: hostile.into(), description: hostile.into(), ..sample::haringey() };
    let page = page(&result, hostile);
    assert!(
        !page.contains("<script") && page.contains("&lt;script&gt;alert(1)&lt;&#x2f;script&gt;")
    );
    assert!(page.contains("{{ 7 * 7 }}") && !page.contains("49\u{202e}"));
}

#[test]
fn a_long_name_is_shortened_where_room_is_short_and_there_whole() {
    let long = "ä<b> ".repeat(2000);
    let name = Name::of(&long);
    assert!(name.short.chars().count() <= LONGEST_NAME + 2 && name.short.ends_with(" …"));
    assert_eq!(name.whole.as_deref(), Some(long.as_str()));
    assert_eq!(Name::of("  \n ").short, "A scenario without a name");
    let page = page(&sample::haringey(), &long);
    let title = page
        .split("<title>")
        .nth(1)
        .and_then(|rest| rest.split("</title>").next())
        .expect("it has a title");
    assert!(title.chars().count() < 400, "{title}");
}

#[test]
fn whatever_is_missing_the_page_is_sound() {
    let mut empty = sample::organised();
    for value in empty.measures.iter_mut().flat_map(|measure| &mut measure.values) {
        (value.run, value.twin, value.difference, value.chance) = (None, None, None, None);
    }
    empty.headline.miss_rate = None;
    empty.weekly.iter_mut().for_each(|series| series.points.clear());
    let mut endless = sample::haringey();
    for value in endless.measures.iter_mut().flat_map(|measure| &mut measure.values) {
        value.run = value.run.map(|run| Estimate { mean: f64::INFINITY, half_width: None, ..run });
    }
    for result in [
        sample::haringey(),
        sample::organised(),
        sample::quiet(),
        sample::without_twin(),
        empty,
        endless,
    ] {
        let page = page(&result, &result.name);
        assert!(!page.contains("NaN") && !page.contains("Infinity") && !page.contains("undefined"));
        assert_eq!(page.matches("<h1").count(), 1);
        for tag in ["section", "table", "figure", "details", "svg", "p", "div"] {
            let opened = page.matches(&format!("<{tag}>")).count()
                + page.matches(&format!("<{tag} ")).count();
            assert_eq!(
                opened,
                page.matches(&format!("</{tag}>")).count(),
                "{tag} is closed as often as opened"
            );
        }
    }
}

#[test]
fn the_answer_stands_first_and_can_be_read_aloud() {
    let page = page(&sample::haringey(), "Haringey");
    let spoken = page
        .split("class=\"spoken\">")
        .nth(1)
        .and_then(|rest| rest.split("</p>").next())
        .expect("it is there");
    insta::assert_snapshot!(spoken);
    let order = [
        "id=\"answer\"",
        "id=\"figures\"",
        "id=\"numbers\"",
        "id=\"rests-on\"",
        "id=\"left-out\"",
        "id=\"distrust\"",
        "id=\"method\"",
        "id=\"again\"",
    ];
    let places: Vec<usize> =
        order.iter().map(|id| page.find(id).expect("every part is there")).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn the_parts_of_a_number_stand_on_one_line() {
    let page = page(&sample::haringey(), "Haringey");
    assert!(page.contains("<td class=\"number\">"));
    assert!(
        page.contains("<td>–</td>"),
        "where there is no number there is nothing to hold together"
    );
}

#[test]
fn every_page_says_that_it_asks_for_nothing() {
    let page = page(&sample::haringey(), "Haringey");
    let head = page.split("<title>").next().expect("a head");
    assert!(
        head.contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-"),
        "{head}"
    );
    assert!(!head.contains("script-src"), "a page without scripts may run none");
    assert!(!page.contains(" style=\""), "a style of an element has no hash");
}

/// Two builds of one version may give other numbers.
#[test]
fn a_page_says_which_build_made_it() {
    assert!(page(&sample::haringey(), "x").contains(", build 5e1f5e1f5e1f<"));
}
