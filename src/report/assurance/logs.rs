//! The assumptions log and the data log.

use super::{Document, heading, mixed, prose, row, table};
use crate::measure::left_out::LEFT_OUT;
use crate::report::document::TableCell;
use crate::report::format;
use crate::scenario::Scenario;
use crate::words::{dated, format as words};

/// Every number with a source, and what the model leaves out.
pub(super) fn assumptions(scenario: &Scenario) -> Document {
    let end = |end: Option<f64>| end.map_or_else(|| format::NONE.to_owned(), |end| end.to_string());
    let rows = scenario.evidence.assumptions.iter().map(|one| {
        mixed(
            &one.path,
            vec![
                TableCell::written(&one.value),
                TableCell::number(end(one.low)),
                TableCell::number(end(one.high)),
                TableCell::words(one.distribution.as_deref().unwrap_or(format::NONE)),
                TableCell::words(&one.grade),
                TableCell::words(&one.source),
            ],
        )
    });
    let rows: Vec<_> = rows.collect();
    let mut blocks = vec![
        heading("Numbers and where they come from"),
        prose(
            "Grades: A official or peer-reviewed, B inspection or survey, C press, each also where quoted at second hand; E expert judgement, whatever it leans on. Low and high \
             are the ends of where a number may plausibly lie. What each would do to the answer if it were wrong, surge-sim sensitivity finds out.",
        ),
    ];
    if rows.is_empty() {
        blocks.push(prose("The scenario states no source for any number: treat them as invented."));
    } else {
        blocks.push(table(
            "Assumptions",
            &["value", "low", "high", "distribution", "grade", "source"],
            rows,
        ));
    }
    let with_the_calendar = dated::with_the_calendar(scenario);
    if !(scenario.schedule.is_empty() && with_the_calendar.is_empty()) {
        blocks.push(heading("What changes on known days"));
        let calendar = with_the_calendar.iter().map(|row| {
            let source = scenario.evidence.assumptions.iter().find(|one| one.path == row.path);
            let source = source.map_or(format::NONE, |one| one.source.as_str());
            mixed(row.path, [&row.when, &row.change, source].map(TableCell::words).into())
        });
        let entries = scenario.schedule.iter().map(|entry| {
            let facts = [words::date(entry.date), dated::change(entry)];
            let source = TableCell::words(dated::source(entry));
            let facts = facts.into_iter().map(TableCell::words).chain([source]);
            mixed(&entry.path, facts.collect())
        });
        blocks.push(table(
            "Dated inputs",
            &["from", "change", "source"],
            calendar.chain(entries).collect(),
        ));
    }
    blocks.push(heading("What the model leaves out"));
    let omissions = LEFT_OUT.iter().map(|one| row(one.what, vec![one.pushes.to_owned()])).collect();
    blocks.push(table("Left out, and which way it would push the answer", &["effect"], omissions));
    Document { stem: "assumptions", title: "Assumptions log", blocks }
}

/// Every published figure that an assumption or a target names.
pub(super) fn data(scenario: &Scenario) -> Document {
    let rows: Vec<_> = scenario
        .evidence
        .figures
        .iter()
        .map(|one| {
            let facts = [
                &one.figure,
                &one.value,
                &one.unit,
                &one.place,
                &one.year,
                &one.source,
                &one.grade,
                &one.address,
            ];
            mixed(&one.id, facts.map(|fact| TableCell::written(fact)).into())
        })
        .collect();
    let mut blocks = vec![
        heading("Published figures used"),
        prose(
            "No data about any child or any worker is used: only published counts, shares and times, each with its address.",
        ),
    ];
    if rows.is_empty() {
        blocks.push(prose("The scenario names no published figure."));
    } else {
        let columns = [
            "what it counts",
            "value",
            "unit",
            "place",
            "year",
            "published by",
            "grade",
            "address",
        ];
        blocks.push(table("Figures", &columns, rows));
    }
    Document { stem: "data", title: "Data log", blocks }
}
