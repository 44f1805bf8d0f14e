//! The stages in the order in which a case comes by them, whatever the order in which a file lists them.

use std::collections::BTreeSet;

use crate::scenario::{Destination, Scenario};

/// The places of all stages along the pathway: a stage follows those that lead to it. Where a pathway goes round in circles,
/// the stage fewest decisions from the front door comes first, then the one whose name does.
#[must_use]
pub fn along(scenario: &Scenario) -> Vec<usize> {
    let steps = steps(scenario);
    let first = |&a: &usize, &b: &usize| {
        steps[a].cmp(&steps[b]).then_with(|| scenario.stages[a].name.cmp(&scenario.stages[b].name))
    };
    let mut left: BTreeSet<usize> = (0..scenario.stages.len()).collect();
    let mut order = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let led_to = |to: usize| {
            // A stage that extends itself need not wait for itself.
            left.iter().any(|&from| from != to && leads(scenario, from).any(|next| next == to))
        };
        let free = left.iter().copied().filter(|&stage| !led_to(stage)).min_by(first);
        let Some(next) = free.or_else(|| left.iter().copied().min_by(first)) else { break };
        left.remove(&next);
        order.push(next);
    }
    order
}

// Decisions from the front door to each stage; all of them to one that is never reached.
fn steps(scenario: &Scenario) -> Vec<usize> {
    let never = scenario.stages.len();
    let mut steps = vec![never; never];
    let mut now: Vec<usize> =
        scenario.triage.leads_to().iter().map(|stage| stage.index()).collect();
    // No way without a circle has more steps than there are stages.
    for step in 0..never {
        now.retain(|&stage| steps[stage] == never);
        now.iter().for_each(|&stage| steps[stage] = step);
        now = now
            .iter()
            .flat_map(|&stage| leads(scenario, stage))
            .collect::<BTreeSet<usize>>()
            .into_iter()
            .collect();
    }
    steps
}

fn leads(scenario: &Scenario, stage: usize) -> impl Iterator<Item = usize> + use<'_> {
    scenario.stages[stage].outcomes.iter().filter_map(|line| match line.to {
        Destination::Stage(to) => Some(to.index()),
        Destination::Close => None,
    })
}
