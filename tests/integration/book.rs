//! The book: the model's text and the code that builds it name each other, and every link leads somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::harness::root;

/// The sections of the model. Code, reports and papers cite their numbers: a number keeps its title for good, and a new
/// section takes the next number.
const SECTIONS: [&str; 13] = [
    "The question",
    "Time",
    "Children, concerns and referrals",
    "Publicity",
    "What a worker can know",
    "Triage",
    "Stages, teams and time per child",
    "Staff",
    "The organisation",
    "What is counted",
    "Chance",
    "Checks with known answers",
    "What councils show",
];

/// A section of the model: its title and the files that are said to build it.
struct Section {
    title: String,
    built_by: BTreeSet<String>,
}

#[test]
fn sections_of_the_model_keep_their_numbers() {
    let titles: Vec<String> = model().into_values().map(|section| section.title).collect();
    assert_eq!(titles, SECTIONS, "docs/model.md has other sections than are cited");
}

#[test]
fn every_section_that_is_cited_exists() {
    let known: BTreeSet<usize> = model().into_keys().collect();
    let (mut lost, mut all) = (Vec::new(), 0);
    for folder in ["src", "tests", "benches", "examples"] {
        // This file has citations to try the reading of them.
        let others = |(file, _): &(String, String)| file != "tests/integration/book.rs";
        for (file, text) in texts(folder, &["rs"]).into_iter().filter(others) {
            for citation in cited(&text) {
                all += 1;
                let gone = citation.all.iter().filter(|number| !known.contains(number));
                lost.extend(gone.map(|number| format!("{file}: section {number}")));
            }
        }
    }
    assert!(all > 50, "the code cites the model: {all} citations");
    assert!(lost.is_empty(), "docs/model.md has no such sections:\n{}", lost.join("\n"));
}

#[test]
fn every_section_names_the_files_that_build_it_and_they_cite_it() {
    let (model, mut wrong) = (model(), Vec::new());
    let mut cite: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for (file, text) in texts("src", &["rs"]) {
        for number in cited(&text).into_iter().flat_map(|citation| citation.built) {
            cite.entry(number).or_default().insert(file.clone());
        }
    }
    for (number, section) in &model {
        if section.built_by.is_empty() {
            wrong.push(format!("section {number} does not say what builds it"));
        }
        let cite = cite.remove(number).unwrap_or_default();
        for file in section.built_by.difference(&cite) {
            let why = if root().join(file).is_file() { "does not cite it" } else { "is not there" };
            wrong.push(format!("section {number} is said to be built by {file}, which {why}"));
        }
        // What checks a section does not build it.
        let builders = cite.iter().filter(|file| *number == 11 || !file.contains("/verification/"));
        for file in builders.filter(|file| !section.built_by.contains(*file)) {
            wrong.push(format!(
                "{file} cites section {number}, whose line \"Built by\" does not name it"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn citations_are_found_however_they_are_written() {
    let sections = |text: &str| -> Vec<(Vec<usize>, Vec<usize>)> {
        cited(text).into_iter().map(|citation| (citation.all, citation.built)).collect()
    };
    assert_eq!(sections("//! Work (model.md, section 6)."), [(vec![6], vec![6])]);
    assert_eq!(sections("//! Two (model.md,\n//! sections 2 and 4)."), [(vec![2, 4], vec![2, 4])]);
    assert_eq!(sections("/// All (model.md, sections 1 to 3)"), [(vec![1, 2, 3], vec![])]);
    assert_eq!(sections("// model.md, section 12, says"), [(vec![12], vec![12])]);
    assert_eq!(sections("section 47 enquiry; see docs/model.md"), []);
}

#[test]
fn every_link_of_the_book_and_the_front_pages_leads_somewhere() {
    let mut lost = Vec::new();
    let mut links = 0;
    for page in pages() {
        let text = fs::read_to_string(root().join(&page)).expect("a page is text");
        for link in links_of(&text) {
            links += 1;
            if let Some(why) = leads_nowhere(&page, &link) {
                lost.push(format!("{}: {link} {why}", page.display()));
            }
        }
    }
    assert!(links > 15, "the pages have links: {links}");
    assert!(lost.is_empty(), "links that lead nowhere:\n{}", lost.join("\n"));
}

#[test]
fn the_contents_name_every_page_of_the_book_once() {
    let text = fs::read_to_string(root().join("docs/SUMMARY.md")).expect("the book has contents");
    let mut listed = links_of(&text);
    listed.sort();
    let mut pages: Vec<String> = texts("docs", &["md"])
        .into_iter()
        .map(|(file, _)| file["docs/".len()..].to_owned())
        .collect();
    pages.retain(|page| page != "SUMMARY.md");
    pages.sort();
    assert_eq!(listed, pages, "docs/SUMMARY.md and the pages below docs");
}

/// A built book has no file but its own, so it has pictures of the gallery again.
#[test]
fn pictures_of_the_book_are_those_of_the_gallery() {
    let mut shown = 0;
    for entry in fs::read_dir(root().join("docs/pictures")).expect("the book has pictures") {
        let path = entry.expect("it can be read").path();
        let name = path.file_name().expect("it has a name");
        let made = fs::read(root().join("plots/gallery").join(name)).unwrap_or_default();
        let name = name.to_string_lossy();
        assert!(
            fs::read(&path).expect("it can be read") == made,
            "copy plots/gallery/{name} to docs/pictures: the gallery has another"
        );
        shown += 1;
    }
    assert!(shown > 0, "the book has pictures");
}

#[test]
fn the_table_of_arrows_is_the_one_that_the_code_is_held_to() {
    let held = arrows(include_str!("arrows.rs"));
    let page = fs::read_to_string(root().join("docs/house/architecture.md")).expect("it is there");
    let mut told = BTreeMap::new();
    for row in page.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let names = |cell: &str| -> BTreeSet<String> {
            cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
        };
        let (room, may) = (names(cells[1]), names(cells[2]));
        for room in room.into_iter().filter(|room| held.contains_key(room)) {
            told.insert(room, may.clone());
        }
    }
    assert!(held.len() > 10, "the table of arrows.rs is read: {held:?}");
    assert_eq!(told, held, "docs/house/architecture.md, and the table of arrows.rs by rooms");
}

#[test]
fn every_file_that_the_house_names_is_there() {
    let (mut lost, mut named) = (Vec::new(), 0);
    for page in pages() {
        let text = fs::read_to_string(root().join(&page)).expect("a page is text");
        // A row of a table that says "(new)" shows a file of an example.
        for line in text.lines().filter(|line| !line.contains("(new)")) {
            for path in line.split('`').skip(1).step_by(2).filter(|code| is_path(code)) {
                named += 1;
                if !root().join(path.trim_end_matches('/')).exists() {
                    lost.push(format!("{}: {path}", page.display()));
                }
            }
        }
    }
    assert!(named > 150, "the pages name files: {named}");
    assert!(lost.is_empty(), "files that are not there:\n{}", lost.join("\n"));
}

#[test]
fn every_code_word_of_the_glossary_is_in_the_code() {
    let page = fs::read_to_string(root().join("docs/house/glossary.md")).expect("it is there");
    let mut code: BTreeSet<String> = BTreeSet::new();
    for (_, text) in texts("src", &["rs"]) {
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        code.extend(words.map(str::to_owned));
    }
    let first = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('|').next());
    let words: Vec<String> = first
        .flat_map(|cell| {
            format!("`{cell}").split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()
        })
        .filter(|word| !word.contains('.'))
        .collect();
    let lost: Vec<&String> = words.iter().filter(|word| !code.contains(*word)).collect();
    assert!(words.len() > 80, "the glossary has words: {}", words.len());
    assert!(
        lost.is_empty(),
        "words of docs/house/glossary.md that the code no longer has: {lost:?}"
    );
}

/// Whether code in a page is the path of a file or folder of this package, written from its root.
fn is_path(code: &str) -> bool {
    let ours = [
        "src/",
        "tests/",
        "docs/",
        "scenarios/",
        "plots/gallery/",
        ".ci/",
        "benches/",
        "examples/",
    ];
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    ours.iter().any(|folder| code.starts_with(folder)) && code.chars().all(plain)
}

#[test]
fn the_version_is_the_same_wherever_it_stands() {
    let read = |name: &str| fs::read_to_string(root().join(name)).expect("it is at the top level");
    let (changes, citation) = (read("CHANGELOG.md"), read("CITATION.cff"));
    let version = env!("CARGO_PKG_VERSION");
    let field = |name: &str| -> String {
        let line = citation.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
        line.unwrap_or_else(|| panic!("CITATION.cff has {name}")).to_owned()
    };
    let mut headings = changes.lines().filter_map(|line| line.strip_prefix("## "));
    assert_eq!(headings.next(), Some("Unreleased"), "what has changed has a place in CHANGELOG.md");
    let (last, date) = headings.next().and_then(|last| last.split_once(" - ")).expect("a release");
    assert_eq!((last, date), (version, field("date-released").as_str()), "CHANGELOG.md");
    assert_eq!(field("version"), version, "CITATION.cff");
}

#[test]
fn a_link_that_leads_nowhere_is_found() {
    let page = Path::new("docs/model.md");
    assert_eq!(leads_nowhere(page, "#10-chance"), None);
    assert_eq!(leads_nowhere(page, "model.md#10-chance"), None);
    assert_eq!(leads_nowhere(page, "house/../README.md"), None);
    assert_eq!(leads_nowhere(Path::new("README.md"), "TESTING.md"), None);
    assert!(leads_nowhere(page, "../TESTING.md").is_some(), "it is outside the book");
    assert_eq!(leads_nowhere(page, "https://example.org/gone"), None);
    assert!(leads_nowhere(page, "#10-luck").is_some());
    assert!(leads_nowhere(page, "gone.md").is_some());
    assert!(leads_nowhere(page, "README.md#no-such-heading").is_some());
    let text = "A [page](a.md), a ![picture](b.png \"title\"), `[code](no.md)`\n```\n[no](no.md)\n```\n[c]\n\n[c]: d.md\n";
    assert_eq!(links_of(text), ["a.md", "b.png", "d.md"]);
    let heading =
        headings("# One\n\n```\n# no heading\n```\n## What a *worker* can `know`, and not");
    assert_eq!(heading, ["One", "What a worker can know, and not"]);
    assert_eq!(anchor(&heading[1]), "what-a-worker-can-know-and-not");
}

/// Which rooms each room may use, from the table in the text of `arrows.rs`.
fn arrows(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let table = text.split_once("const TABLE").expect("it has a table").1;
    let (_, table) = table.split_once("= &[").expect("the table begins");
    let table = table.split("\n];").next().expect("the table ends");
    let code = table.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code: String = code.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect();
    let quoted = |text: &str| -> Vec<String> {
        text.split('"').skip(1).step_by(2).map(str::to_owned).collect()
    };
    code.split("(\"")
        .skip(1)
        .map(|row| {
            let (room, may) = row.split_once('"').expect("a room has a name");
            let rooms = quoted(may).into_iter();
            let rooms = rooms.map(|path| path.split("::").next().unwrap_or_default().to_owned());
            (room.to_owned(), rooms.collect())
        })
        .collect()
}

/// The sections of `docs/model.md` by number.
fn model() -> BTreeMap<usize, Section> {
    let text = fs::read_to_string(root().join("docs/model.md")).expect("the model is there");
    let mut sections = BTreeMap::new();
    for part in text.split("\n## ").skip(1) {
        let (heading, body) = part.split_once('\n').expect("a section has a body");
        let (number, title) = heading.split_once(". ").expect("a section is numbered");
        let line = body.split("\n\n").find(|paragraph| paragraph.trim().starts_with("Built by:"));
        let files = line.into_iter().flat_map(|line| line.split('`').skip(1).step_by(2));
        let section =
            Section { title: title.to_owned(), built_by: files.map(str::to_owned).collect() };
        let known = sections.insert(number.parse().expect("a number"), section);
        assert!(known.is_none(), "section {number} is there twice");
    }
    sections
}

/// A place that cites the model.
struct Citation {
    /// Every section it names.
    all: Vec<usize>,
    /// Those it names one by one; a range is an overview, and builds none of them by itself.
    built: Vec<usize>,
}

/// Every `model.md, section n` of a source file, also where a comment breaks its line.
fn cited(text: &str) -> Vec<Citation> {
    let bare = |line: &str| line.trim().trim_start_matches(['/', '!']).trim().to_owned();
    let text = text.lines().map(bare).collect::<Vec<_>>().join(" ");
    text.split("model.md, section").skip(1).filter_map(citation).collect()
}

fn citation(after: &str) -> Option<Citation> {
    let mut words = after.strip_prefix('s').unwrap_or(after).split(' ').skip(1);
    let mut all: Vec<usize> = Vec::new();
    let (mut ranged, mut join) = (false, "and");
    while let Some(word) = words.next() {
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        let Ok(number) = digits.parse() else { break };
        match all.last() {
            Some(&from) if join == "to" => {
                ranged = true;
                all.extend(from + 1..=number);
            }
            _ => all.push(number),
        }
        if word.len() > digits.len() && !word.ends_with(',') {
            break;
        }
        if !word.ends_with(',') {
            match words.next() {
                Some(word @ ("and" | "to")) => join = word,
                _ => break,
            }
        }
    }
    let built = if ranged { Vec::new() } else { all.clone() };
    (!all.is_empty()).then_some(Citation { all, built })
}

/// The pages whose links are followed: the book, and what stands at the top level.
fn pages() -> Vec<PathBuf> {
    let book = texts("docs", &["md"]).into_iter().map(|(file, _)| PathBuf::from(file));
    let top = fs::read_dir(root()).expect("the package is there").filter_map(|entry| {
        let path = entry.expect("it can be read").path();
        let name = path.file_name()?.to_str()?.to_owned();
        name.ends_with(".md").then(|| PathBuf::from(name))
    });
    book.chain(top).collect()
}

/// Where the links and pictures of a page lead.
fn links_of(text: &str) -> Vec<String> {
    let target = |event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            Some(dest_url.to_string())
        }
        _ => None,
    };
    Parser::new(text).filter_map(target).collect()
}

/// Why a link of a page leads nowhere.
fn leads_nowhere(page: &Path, link: &str) -> Option<String> {
    if link.starts_with("https://") || link.starts_with("http://") || link.starts_with("mailto:") {
        return None;
    }
    let (file, place) = link.split_once('#').map_or((link, None), |(file, at)| (file, Some(at)));
    let folder = root().join(page.parent().unwrap_or(Path::new("")));
    let target = if file.is_empty() { root().join(page) } else { folder.join(file) };
    if !target.exists() {
        return Some("is not there".to_owned());
    }
    // A built book has no file but its own.
    let inside = |path: &Path| path.canonicalize().is_ok_and(|path| path.starts_with(book()));
    if page.starts_with("docs") && !inside(&target) {
        return Some("is not in the book: name the file as code".to_owned());
    }
    let place = place?;
    let text = fs::read_to_string(&target).unwrap_or_default();
    let known = headings(&text).into_iter().any(|heading| anchor(&heading) == place);
    (!known).then(|| "has no such heading".to_owned())
}

fn book() -> PathBuf {
    root().join("docs").canonicalize().expect("the book is there")
}

/// The headings of a page, in plain words.
fn headings(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut inside = false;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                inside = true;
                found.push(String::new());
            }
            Event::End(TagEnd::Heading(_)) => inside = false,
            Event::Text(words) | Event::Code(words) if inside => {
                found.last_mut().expect("a heading has begun").push_str(&words);
            }
            _ => {}
        }
    }
    found
}

/// The place of a heading on its page, as mdBook and GitHub both name it.
fn anchor(heading: &str) -> String {
    let kept = |c: char| match c {
        ' ' => Some('-'),
        '-' | '_' => Some(c),
        _ if c.is_alphanumeric() => Some(c.to_ascii_lowercase()),
        _ => None,
    };
    heading.chars().filter_map(kept).collect()
}

/// The files below a folder with these extensions, with their paths from the root of the package, in order.
fn texts(folder: &str, extensions: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(root().join(folder)) else { return found };
    for entry in entries {
        let path = entry.expect("it can be read").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let below = format!("{folder}/{name}");
        if path.is_dir() {
            found.extend(texts(&below, extensions));
        } else if path.extension().is_some_and(|end| extensions.iter().any(|wanted| end == *wanted))
        {
            found.push((below, fs::read_to_string(&path).expect("it is text")));
        }
    }
    found.sort();
    found
}
