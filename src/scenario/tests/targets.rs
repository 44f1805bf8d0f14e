//! The published figure of a target, and what it is forecast from.

use super::{SMALL, load_files, said};
use crate::scenario::{LoadError, Loaded, Overrides};

fn target(measure: &str, year: u16, more: &str) -> String {
    format!(
        "[[targets]]\nmeasure = \"{measure}\"\nperiod = [{year}-04-01, {}-03-31]\nlow = 90\nhigh = 110\nsource = \"a test\"\n{more}\n",
        year + 1
    )
}

fn with(targets: &[String]) -> Result<Loaded, LoadError> {
    let text = format!("{SMALL}\n{}", targets.concat());
    load_files(&[("x.toml", &text)], &Overrides::none())
}

#[track_caller]
fn refused(targets: &[String]) -> String {
    said(with(targets))
}

#[test]
fn a_figure_lies_in_its_range_and_is_more_than_nothing() {
    for value in ["120", "89.9"] {
        let words = refused(&[target("referrals", 2006, &format!("value = {value}"))]);
        assert!(words.contains("must be from low (90) to high (110)"), "{words}");
    }
    let words = refused(&[target("referrals", 2006, "value = 0")]);
    assert!(words.contains("must be from 0.000000001 to 1000000000000"), "{words}");
    let known = with(&[target("referrals", 2006, "value = 100")]).expect("it is sound").scenario;
    assert_eq!(known.targets[0].value, Some(100.0));
}

#[test]
fn a_trend_that_is_borrowed_needs_two_figures_before() {
    let grown = "value = 100\nuse = \"held out\"\ngrows_as = \"referrals\"";
    let known = |year| target("referrals", year, "value = 100");
    let own = target("noticed", 2006, "value = 95");
    let sound = with(&[known(2005), known(2006), own.clone(), target("noticed", 2007, grown)])
        .expect("it is sound");
    assert_eq!(sound.scenario.targets[3].grows_as, "referrals");
    let words = refused(&[known(2006), own.clone(), target("noticed", 2007, grown)]);
    assert!(words.contains("needs two targets of that measure"), "{words}");
    // What is held out itself tells a forecaster nothing.
    let held = target("referrals", 2006, "value = 100\nuse = \"held out\"");
    assert!(
        refused(&[known(2005), held, own, target("noticed", 2007, grown)])
            .contains("needs two targets")
    );
    let words = refused(&[
        known(2005),
        known(2006),
        target("noticed", 2007, "value = 100\ngrows_as = \"referrals\""),
    ]);
    assert!(words.contains("is of use only beside use"), "{words}");
    let unknown = grown.replace("\"referrals\"", "\"referals\"");
    let words = refused(&[target("noticed", 2007, &unknown)]);
    assert!(words.contains("no such measure") && words.contains("referrals"), "{words}");
}
