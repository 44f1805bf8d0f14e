//! Normal times in closed form: onsets, hidden children and the prior (model.md, sections 2 and 4). The pilot corrects them.

use crate::model::flow::{Flow, flow};
use crate::model::recognition::source_facts;
use crate::scenario::{Arrivals, RiskClass, Scenario, Solved, SolvedClass};

use super::class_order::{all_shares, classes_by_name, in_order};
use super::guess;

/// The closed form's first guess at normal times.
#[must_use]
pub fn closed_form(scenario: &Scenario) -> Solved {
    let (prior_mean, prior_precision) = prior(&in_order(scenario));
    let classes = classes(scenario);
    let (triage, stages) = guess::decisions(scenario, prior_mean, prior_precision);
    Solved {
        referrals_asked: scenario.referrals.per_year,
        referrals_given: 0.0,
        pressure_normal: 0.0,
        classes,
        triage,
        stages,
        prior_mean,
        prior_precision,
    }
}

/// Mean and precision of severity over baseline referrals: the moments of the mixture of classes.
#[must_use]
pub fn prior(risk: &[&RiskClass]) -> (f64, f64) {
    let all: f64 = risk.iter().map(|class| class.share).sum();
    let mean = risk.iter().map(|class| class.share / all * class.severity_mean).sum::<f64>();
    let squares = |class: &&RiskClass| {
        let off = class.severity_mean - mean;
        class.share / all * (class.severity_sd * class.severity_sd + off * off)
    };
    let variance: f64 = risk.iter().map(squares).sum();
    // Classes of one severity without spread have no variance to divide by.
    (mean, 1.0 / variance.max(1e-9))
}

/// Direct arrivals: every child is referred at once, and once. Nobody is hidden, and what is asked for is what comes.
#[must_use]
pub fn direct(scenario: &Scenario) -> Vec<SolvedClass> {
    let all = all_shares(scenario);
    let class = |class: &RiskClass| {
        let asked = scenario.referrals.per_year * class.share / all;
        SolvedClass {
            name: class.name.clone(),
            onset_per_day: asked / 365.25,
            hidden_on_day_0: 0.0,
            asked,
            given: 0.0,
            entries_per_day: None,
        }
    };
    scenario.risk.iter().map(class).collect()
}

fn classes(scenario: &Scenario) -> Vec<SolvedClass> {
    if scenario.referrals.arrivals == Arrivals::Direct {
        return direct(scenario);
    }
    let sources = source_facts(scenario);
    let all = all_shares(scenario);
    let flows: Vec<Flow> =
        scenario.risk.iter().map(|class| flow(scenario, &sources, class)).collect();
    let asked = |class: &RiskClass| scenario.referrals.per_year * class.share / all;
    let entries: Vec<f64> = scenario
        .risk
        .iter()
        .zip(&flows)
        .map(|(class, flow)| {
            if flow.referrals_per_entry > 0.0 {
                asked(class) / 365.25 / flow.referrals_per_entry
            } else {
                0.0
            }
        })
        .collect();
    let escalating_in = |to: usize| -> f64 {
        let leads = |class: &RiskClass| class.escalates_to.is_some_and(|id| id.index() == to);
        let in_order = classes_by_name(scenario).into_iter();
        in_order
            .filter(|&c| leads(&scenario.risk[c]))
            .map(|c| entries[c] * flows[c].escalates)
            .sum()
    };
    scenario
        .risk
        .iter()
        .enumerate()
        .map(|(c, class)| SolvedClass {
            name: class.name.clone(),
            // Not below 0, where more escalate in than are asked for; a warning says that the share is not met.
            onset_per_day: (entries[c] - escalating_in(c)).max(0.0),
            hidden_on_day_0: entries[c] * flows[c].hidden_days,
            asked: asked(class),
            given: 0.0,
            entries_per_day: None,
        })
        .collect()
}
