//! The library of scenarios as a Markdown table: question, what differs, answer with interval.

use crate::results::Warning;
use crate::results::library::{Answered, LibraryDifference};
use crate::stats::Estimate;

use super::markdown::{target, words};
use super::{format, warned_list};

/// One scenario.
pub struct LibraryRow {
    /// Its file.
    pub file: String,
    /// What question it asks.
    pub question: String,
    /// What it changes against the file it extends, in Markdown.
    pub differs: String,
    /// The file it extends, where that is in the library.
    pub extends: Option<String>,
    /// What its replications say.
    pub answers: Answered,
    /// Against the file it extends.
    pub against: Option<LibraryDifference>,
    /// What its run warns of.
    pub warnings: Vec<Warning>,
}

/// The table.
#[must_use]
pub fn markdown(rows: &[LibraryRow]) -> String {
    let head = [
        "scenario",
        "question",
        "what differs",
        "missed of 100",
        "publicity adds, of 100",
        "against the file it extends: missed of 100",
        "children missed, whole run",
        "expected serious harms, whole run",
    ];
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let rule = "| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |\n";
    let head: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
    let body: String = rows.iter().map(|row| line(&cells(row))).collect();
    let of = |row: &LibraryRow| warned_list::markdown(&format!("`{}`", row.file), &row.warnings);
    let warned: String = rows.iter().map(of).collect();
    format!("{}{rule}{body}\n{}{warned}", line(&head), foot(rows))
}

fn cells(row: &LibraryRow) -> Vec<String> {
    let against = row.against.as_ref();
    let of_100 = |estimate: Option<Estimate>, signed: bool| match estimate {
        None => "–".to_owned(),
        Some(estimate) => number(estimate.times(100.0), 1, signed),
    };
    let count = |estimate: Option<Estimate>, decimals| {
        estimate.map_or_else(|| "–".to_owned(), |estimate| number(estimate, decimals, true))
    };
    vec![
        format!("[{}]({})", words(&row.file), target(&row.file)),
        words(&row.question),
        row.differs.clone(),
        of_100(row.answers.miss_rate, false),
        of_100(row.answers.publicity_adds, true),
        of_100(against.and_then(|against| against.miss_rate), true),
        count(against.and_then(|against| against.missed_whole), 1),
        count(against.and_then(|against| against.harms_whole), 2),
    ]
}

fn number(estimate: Estimate, decimals: usize, signed: bool) -> String {
    let written = if signed { format::signed } else { format::number };
    format::with_interval(written(estimate.mean, decimals), &estimate, decimals)
}

fn foot(rows: &[LibraryRow]) -> String {
    let counts: Vec<usize> = rows.iter().map(|row| row.answers.replications).collect();
    let (least, most) =
        (counts.iter().min().copied().unwrap_or(0), counts.iter().max().copied().unwrap_or(0));
    let count = if least == most { most.to_string() } else { format!("{least} to {most}") };
    format!(
        "Numbers of 100 count the missed, in this model, among 100 high-risk children who come to notice in the year after the first event of its scenario and whose risk does not end first. Intervals are 95 % \
         intervals of Monte Carlo error over {count} replications; differences are formed within each replication, on the same \
         children and the same chance. A dash: there is nothing to compare, or the two runs observe different stretches of time.\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_has_its_sign_unless_it_is_written_as_none() {
        let written = |mean, signed| number(Estimate::even(mean, Some(0.2), 9), 1, signed);
        assert_eq!(written(0.04, true), "0.0 ± 0.2");
        assert_eq!(written(-0.04, true), "0.0 ± 0.2");
        assert_eq!(written(0.5, true), "+0.5 ± 0.2");
        assert_eq!(written(0.5, false), "0.5 ± 0.2");
    }
}
