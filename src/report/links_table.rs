//! The table of links: what each carries of the excess, on a screen and in Markdown.

use crate::results::Warning;
use crate::results::links::LinksTable;
use crate::stats::Estimate;

use super::document::Page;
use super::markdown::words;
use super::terminal::{LINE, Style, laid_out};
use super::warned::{self, Warns};
use super::{format, warned_list};

const HEAD: [&str; 6] = [
    "Run",
    "Missed",
    "Missed without publicity",
    "Excess",
    "Carries of the excess",
    "Carries of all missed",
];

/// As aligned text.
#[must_use]
pub fn screen(table: &LinksTable) -> String {
    let rows = rows(table);
    let width = |c: usize| {
        rows.iter()
            .map(|row| row[c].chars().count())
            .chain([HEAD[c].chars().count()])
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..HEAD.len()).map(width).collect();
    let line = |cells: &[String]| {
        let padded = cells.iter().enumerate().map(|(c, cell)| {
            let pad = " ".repeat(widths[c] - cell.chars().count());
            if c == 0 { format!("{cell}{pad}") } else { format!("{pad}{cell}") }
        });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    let head: Vec<String> = HEAD.iter().map(|&head| head.to_owned()).collect();
    let body: String = rows.iter().map(|row| line(row)).collect();
    format!(
        "{}\n\n{}{}\n{}{}",
        title(table),
        line(&head),
        body,
        foot(table),
        warned(&table.warnings)
    )
}

/// As a Markdown table.
#[must_use]
pub fn markdown(table: &LinksTable) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: Vec<String> = HEAD.iter().map(|&head| head.to_owned()).collect();
    let rule = format!("| --- |{}\n", " ---: |".repeat(HEAD.len() - 1));
    let safe = |row: &Vec<String>| -> Vec<String> {
        // The name of a run may hold a scenario's words and is escaped. The numbers are the program's own.
        let (name, numbers) =
            row.split_first().map_or((String::new(), &[][..]), |(name, rest)| (words(name), rest));
        [name].into_iter().chain(numbers.iter().cloned()).collect()
    };
    let body: String = rows(table).iter().map(|row| line(&safe(row))).collect();
    format!(
        "{}\n\n{}{rule}{body}\n{}{}",
        words(&title(table)),
        line(&head),
        foot(table),
        warned_list::markdown("A run of the scenario", &table.warnings)
    )
}

fn warned(warnings: &[Warning]) -> String {
    let mut page = Page::new();
    warned::warned(&mut page, Warns::TheScenario, warnings);
    laid_out(&page, LINE, Style::Plain)
}

fn title(table: &LinksTable) -> String {
    format!(
        "In this model: high-risk children missed {}, a replication; {} replications, 95 % intervals (Monte Carlo error).",
        table.period, table.replications
    )
}

fn rows(table: &LinksTable) -> Vec<Vec<String>> {
    let count = |estimate: &Option<Estimate>| format::short(estimate.as_ref(), "children");
    let signed = |estimate: &Option<Estimate>| format::difference(estimate.as_ref(), "children");
    table
        .rows
        .iter()
        .map(|row| {
            vec![
                row.name.clone(),
                count(&row.missed),
                count(&row.missed_twin),
                signed(&row.excess),
                signed(&row.carries),
                signed(&row.carries_of_all),
            ]
        })
        .collect()
}

fn foot(table: &LinksTable) -> String {
    format!(
        "What a link carries is what switching it off takes away: the full run minus the run without it, formed within each \
         replication. Switched off together, the links but publicity carry a number that differs by {} from the sum of each alone: \
         effects overlap. Without waiting nobody rushes either, so the two rows share an effect.\n",
        format::difference_said(table.left_over.as_ref(), "children")
    )
}
