//! The pages that have commands, a test each, so that they run side by side.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{Desk, hold, keep};
use crate::harness::root;

const TUTORIAL: &str = "guide/tutorial.md";

macro_rules! pages {
    ($($name:ident: $page:literal,)*) => {
        const PAGES: &[&str] = &[$($page),*];
        $(#[test] fn $name() { hold($page, &desk($page)); })*
    };
}

pages! {
    scenarios: "guide/how-to/scenario.md",
    run: "guide/how-to/run.md",
    compare: "guide/how-to/compare.md",
    links: "guide/how-to/links.md",
    sweep: "guide/how-to/sweep.md",
    sensitivity: "guide/how-to/sensitivity.md",
    uncertainty: "guide/how-to/uncertainty.md",
    optimise: "guide/how-to/optimise.md",
    calibrate: "guide/how-to/calibrate.md",
    forecast: "guide/how-to/forecast.md",
    observed: "guide/how-to/observed.md",
    story: "guide/how-to/story.md",
    workshop: "guide/how-to/workshop.md",
    machines: "guide/how-to/machines.md",
    tables: "guide/how-to/tables.md",
}

/// The files that the tutorial makes are those with which the how-to pages begin.
#[test]
fn the_tutorial_is_current() {
    let desk = Desk::new();
    hold(TUTORIAL, &desk);
    for name in ["riverside.toml", "riverside-surge-team.toml"] {
        let kept = format!("guide/service/{name}");
        let file = root().join("docs").join(&kept);
        let now = fs::read_to_string(desk.path(name)).expect("the tutorial makes it");
        keep(&kept, &file, &fs::read_to_string(&file).unwrap_or_default(), &now);
    }
}

/// `.ci/long` runs it: it compares the simulation with theory, which takes a minute.
const LONG: &str = "guide/how-to/document.md";

#[test]
#[ignore = "takes minutes"]
fn long_document() {
    hold(LONG, &desk(LONG));
}

/// The how-to pages begin where the tutorial ends: its files are there.
fn desk(page: &str) -> Desk {
    let desk = Desk::new();
    if page.starts_with("guide/how-to/") {
        desk.copy("docs/guide/service", ".");
    }
    desk
}

/// Every page below a folder of docs, by its path there.
pub fn all(folder: &str) -> BTreeSet<String> {
    let mut pages = BTreeSet::new();
    gather(&root().join("docs").join(folder), folder, &mut pages);
    pages
}

fn gather(folder: &Path, name: &str, pages: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("it is shipped") {
        let entry = entry.expect("it can be read");
        let name = format!("{name}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            gather(&entry.path(), &name, pages);
        } else if name.ends_with(".md") {
            pages.insert(name);
        }
    }
}

#[test]
fn every_page_of_the_guide_that_has_a_command_is_run() {
    for page in all("guide") {
        let text = fs::read_to_string(root().join("docs").join(&page)).expect("it is text");
        let has = text.lines().any(|line| line == "```console");
        let run = PAGES.contains(&page.as_str()) || [TUTORIAL, LONG].contains(&page.as_str());
        assert_eq!(has, run, "{page}: has commands; is run by a test");
    }
}
