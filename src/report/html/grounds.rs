//! What a page says of the scenario behind it: purpose, assumptions with their sources, and the scenario itself.

use serde::Serialize;

use super::{Effects, Name, link_to};
use crate::measure::left_out::NOT_FOR;
use crate::report::document::TableCell;
use crate::report::format;
use crate::scenario::evidence::PublishedFigure;
use crate::scenario::{EvidenceTables, Scenario, ScheduleEntry, Solved, resolved};
use crate::words;

/// What the answer rests on.
#[derive(Clone, Debug, Serialize)]
pub struct Grounds {
    /// What the scenario is called.
    pub name: Name,
    /// What question it asks.
    pub question: String,
    /// What the study is for; empty where the scenario does not say.
    pub purpose: String,
    /// For whom; empty where the scenario does not say.
    pub audience: String,
    /// What it must not be used for, in the scenario's words and the program's.
    pub not_for: Vec<String>,
    /// Numbers with their sources.
    pub assumptions: Vec<AssumptionRow>,
    /// What changes on known days.
    pub dated: Vec<DatedRow>,
    /// What the effects are effects on; empty where no sensitivity run was made.
    pub effects_on: String,
    /// The scenario with all defaults and what the pilot solved.
    pub scenario: String,
    /// The same as a file.
    pub scenario_file: String,
    /// The levers of the workshop, set to this run, as HTML of our own; empty where they were not asked for.
    pub levers: String,
}

/// A number of the scenario and where it comes from.
#[derive(Clone, Debug, Serialize)]
pub struct AssumptionRow {
    path: String,
    value: TableCell,
    range: TableCell,
    grade: String,
    source: String,
    addresses: Vec<Address>,
    effects: [TableCell; 2],
}

/// A number that is another from a known day on.
#[derive(Clone, Debug, Serialize)]
pub struct DatedRow {
    path: String,
    day: String,
    change: String,
    source: String,
    addresses: Vec<Address>,
}

/// A published figure with its address.
#[derive(Clone, Debug, Serialize)]
struct Address {
    words: String,
    href: Option<String>,
}

impl Grounds {
    /// Of a scenario.
    #[must_use]
    pub fn of(scenario: &Scenario, solved: Option<&Solved>) -> Grounds {
        let text = resolved::to_toml(scenario, solved);
        let own = scenario.study.not_for.trim();
        let own = (!own.is_empty()).then(|| {
            format!("The authors of the scenario add: not for {}", format::uncapital(own))
        });
        let not_for = std::iter::once(NOT_FOR.to_owned()).chain(own).collect();
        Grounds {
            name: Name::of(&scenario.name),
            question: scenario.description.clone(),
            purpose: scenario.study.purpose.clone(),
            audience: scenario.study.audience.clone(),
            not_for,
            assumptions: assumptions(&scenario.evidence),
            dated: dated(scenario),
            effects_on: String::new(),
            scenario_file: link_to("application/toml", &text),
            scenario: text,
            levers: String::new(),
        }
    }

    /// The same with levers to try.
    #[must_use]
    pub fn with_levers(mut self, levers: String) -> Grounds {
        self.levers = levers;
        self
    }

    /// The same with what each number would do if it were wrong.
    #[must_use]
    pub fn with_effects(mut self, effects: &Effects) -> Grounds {
        self.effects_on.clone_from(&effects.on);
        for one in &mut self.assumptions {
            if let Some((_, ends)) = effects.ends.iter().find(|(path, _)| *path == one.path) {
                one.effects = ends.clone().map(TableCell::number);
            }
        }
        self
    }
}

fn dated(scenario: &Scenario) -> Vec<DatedRow> {
    let evidence = &scenario.evidence;
    let with_the_calendar = words::dated::with_the_calendar(scenario).into_iter().map(|row| {
        let source = evidence.assumptions.iter().find(|one| one.path == row.path);
        let source = source.map(|one| one.source.as_str()).unwrap_or_default();
        DatedRow {
            path: row.path.to_owned(),
            day: row.when,
            change: row.change,
            source: if source.is_empty() { format::NONE } else { source }.to_owned(),
            addresses: cited(source, &evidence.figures),
        }
    });
    with_the_calendar.chain(scenario.schedule.iter().map(|entry| row(entry, evidence))).collect()
}

fn row(entry: &ScheduleEntry, evidence: &EvidenceTables) -> DatedRow {
    DatedRow {
        path: entry.path.clone(),
        day: format::date(entry.date),
        change: words::dated::change(entry),
        source: words::dated::source(entry).to_owned(),
        addresses: cited(&entry.source, &evidence.figures),
    }
}

fn assumptions(evidence: &EvidenceTables) -> Vec<AssumptionRow> {
    let end = |end: Option<f64>| end.map_or_else(|| format::NONE.to_owned(), |end| end.to_string());
    evidence
        .assumptions
        .iter()
        .map(|one| AssumptionRow {
            path: one.path.clone(),
            value: TableCell::written(&one.value),
            range: TableCell::number(match (one.low, one.high) {
                (None, None) => format::NONE.to_owned(),
                (low, high) => format!("{} to {}", end(low), end(high)),
            }),
            grade: one.grade.clone(),
            source: one.source.clone(),
            addresses: cited(&one.source, &evidence.figures),
            effects: [format::NONE, format::NONE].map(TableCell::number),
        })
        .collect()
}

/// The published figures that a source names.
fn cited(source: &str, figures: &[PublishedFigure]) -> Vec<Address> {
    let ids = source.split(',').map(str::trim);
    let known = ids.filter_map(|id| figures.iter().find(|figure| figure.id == id));
    known
        .map(|figure| {
            // Only a web address becomes a link. A `javascript:` address would run on the reader's page.
            let web =
                figure.address.starts_with("https://") || figure.address.starts_with("http://");
            Address {
                words: format!(
                    "{}: {} {}, {}, {}",
                    figure.source, figure.figure, figure.value, figure.place, figure.year
                ),
                href: web.then(|| figure.address.clone()),
            }
        })
        .collect()
}
