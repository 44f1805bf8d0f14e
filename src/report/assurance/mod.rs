//! Documents for those who must sign: the model description, the logs, the tables of verification and validation, and a draft
//! statement. Each is written once, block by block, and set as HTML and as Markdown.

mod diagram;
mod logs;
mod markdown;
mod statement;
mod stress;
mod tables;

use serde::Serialize;

use super::document::{Block, TableCell, TableRow, TextTable};
use super::files::{FilesError, ResultsFolder, WrittenFiles, write_folder};
use super::html::{Grounds, Name, render};
use super::plot;
use crate::results::RunResult;
use crate::scenario::Scenario;
use crate::verification::Check;

/// What the documents are made from.
#[derive(Clone, Copy)]
pub struct DocumentSources<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// What a run of it found.
    pub result: &'a RunResult,
    /// How the simulation agrees with theory.
    pub checks: &'a [Check],
}

/// One document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Document {
    /// Name of its files, without the ending.
    stem: &'static str,
    /// What it is.
    title: &'static str,
    /// What it says.
    blocks: Vec<Block>,
}

/// All documents, in the order in which a reader needs them.
fn documents(sources: &DocumentSources<'_>) -> Vec<Document> {
    let DocumentSources { scenario, result, checks } = *sources;
    vec![
        statement::document(sources),
        stress::document(scenario, result),
        logs::assumptions(scenario),
        logs::data(scenario),
        tables::verification(checks),
        tables::validation(result),
    ]
}

/// Writes each document as HTML and as Markdown, and the diagram of the pathway as SVG and PNG.
///
/// # Errors
/// As [`write_folder`]; where a page or the diagram cannot be made.
pub fn write(
    place: &ResultsFolder,
    sources: &DocumentSources<'_>,
) -> Result<WrittenFiles, FilesError> {
    let all = documents(sources);
    let others: Vec<OtherDocument> =
        all.iter().map(|one| OtherDocument { stem: one.stem, title: one.title }).collect();
    let grounds = Grounds::of(sources.scenario, None);
    write_folder(place, |filling| {
        for document in &all {
            let page = DocumentPage {
                document,
                others: &others,
                name: &grounds.name,
                not_for: &grounds.not_for,
                version: &sources.result.version,
                hash: &sources.result.scenario_hash,
            };
            let html = render("document.html", &page)?;
            filling.file(&format!("{}.html", document.stem), |out| {
                std::io::Write::write_all(out, html.as_bytes())
            })?;
            let text = markdown::text(document, &page);
            filling.file(&format!("{}.md", document.stem), |out| {
                std::io::Write::write_all(out, text.as_bytes())
            })?;
        }
        let svg = diagram::svg(sources.scenario);
        let png = plot::png(&svg)?;
        filling.lettered(&svg);
        filling.file("pathway.svg", |out| std::io::Write::write_all(out, svg.as_bytes()))?;
        filling.file("pathway.png", |out| std::io::Write::write_all(out, &png))
    })
}

#[derive(Serialize)]
struct OtherDocument {
    stem: &'static str,
    title: &'static str,
}

/// What the template sets.
#[derive(Serialize)]
struct DocumentPage<'a> {
    #[serde(flatten)]
    document: &'a Document,
    others: &'a [OtherDocument],
    name: &'a Name,
    not_for: &'a [String],
    version: &'a str,
    hash: &'a str,
}

fn heading(words: impl Into<String>) -> Block {
    Block::Heading { words: words.into() }
}

fn prose(words: impl Into<String>) -> Block {
    Block::Prose { words: words.into() }
}

fn item(words: impl Into<String>) -> Block {
    Block::Item { words: words.into() }
}

fn table(heading: &str, columns: &[&str], rows: Vec<TableRow>) -> Block {
    let table = TextTable { rows, ..TextTable::new(columns.iter().copied()) };
    Block::Table { heading: heading.to_owned(), table }
}

/// A row of words.
fn row(words: impl Into<String>, cells: Vec<String>) -> TableRow {
    mixed(words, cells.into_iter().map(TableCell::words).collect())
}

/// A row of numbers.
fn numbers(words: impl Into<String>, cells: Vec<String>) -> TableRow {
    mixed(words, cells.into_iter().map(TableCell::number).collect())
}

fn mixed(words: impl Into<String>, cells: Vec<TableCell>) -> TableRow {
    TableRow { words: words.into(), cells }
}

/// What the scenario says, or a place for a person to say it.
fn said(words: &str, key: &str) -> String {
    if words.trim().is_empty() {
        format!("[to be filled in: {key} of the scenario]")
    } else {
        words.to_owned()
    }
}

#[cfg(test)]
mod tests;
