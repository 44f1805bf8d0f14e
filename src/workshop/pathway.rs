//! The pathway as boxes: where each stands, and how many children go through it.

use serde::Serialize;

use crate::measure::{Indicator, MeasureId};
use crate::report::format;
use crate::report::pathway::{columns, leads_to};
use crate::results::RunResult;
use crate::scenario::Scenario;

/// A box of the pathway; the first is the front door, the others the stages in their order.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename = "Place"))]
pub struct PathwayBox {
    /// What it is called.
    pub name: String,
    /// Who does the work there; empty where nobody in particular.
    pub team: String,
    /// How many decisions it takes to get there, at least.
    pub column: usize,
    /// Whether a child there counts as found.
    pub protective: bool,
    /// Places a decision leads to; closing is not one.
    pub leads_to: Vec<usize>,
}

/// The boxes.
#[must_use]
pub fn places(scenario: &Scenario) -> Vec<PathwayBox> {
    let triage = &scenario.triage;
    let mut places = vec![PathwayBox {
        name: "Screening".to_owned(),
        team: scenario.team(triage.team).name.clone(),
        column: 0,
        protective: false,
        leads_to: triage.leads_to().iter().map(|to| 1 + to.index()).collect(),
    }];
    for (stage, column) in scenario.stages.iter().zip(columns(scenario)) {
        places.push(PathwayBox {
            name: format::capital(&stage.name),
            team: stage.team.map_or_else(String::new, |team| scenario.team(team).name.clone()),
            column,
            protective: stage.protective,
            // Screening is the first box, so stages begin at 1.
            leads_to: leads_to(stage).map(|to| 1 + to).collect(),
        });
    }
    places
}

/// Children who enter each box in the headline's period, as text.
#[must_use]
pub fn counts(scenario: &Scenario, result: &RunResult) -> Vec<String> {
    let period = result.headline.period;
    let count = |id: MeasureId| {
        let value = result.value(id, period).and_then(|value| value.run);
        value.map_or_else(|| format::NONE.to_owned(), |estimate| format::number(estimate.mean, 0))
    };
    let stages = scenario.stages.iter().map(|stage| count(Indicator::Started.named(&stage.name)));
    std::iter::once(count(Indicator::Referrals.into())).chain(stages).collect()
}
