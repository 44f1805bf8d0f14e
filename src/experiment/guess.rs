//! The first guess at thresholds given as shares: a quasi-random sample of referrals carried
//! through the pathway (model.md, section 5). The pilot gives the final numbers.

use crate::maths::{normal_quantile, quantile};
use crate::measure::by_name;
use crate::model::judgement::{Evidence, Prior, observation, skill, trust};
use crate::model::recognition::{SourceFacts, source_facts};
use crate::scenario::lines::{
    ThresholdBasis, at_share, parts, stage_lines, thresholds, triage_lines,
};
use crate::scenario::{Decision, Destination, RiskClass, Scenario, Stage, StageKind};

use super::class_order::{all_shares, in_order};
use super::pathway_order::along;

/// Children in the sample.
// A power of two, at which Sobol' points are balanced.
const SAMPLE: u32 = 4096;
/// Points of the quantile grid kept with a decision.
// Every half per cent of decisions: a variant's own share is read off between them.
pub const GRID: usize = 201;

struct Sampled<'a> {
    class: &'a RiskClass,
    index: u32,
    severity: f64,
    evidence: Evidence,
    estimate: f64,
    stage: Option<usize>,
}

/// Guesses for triage and for every stage, in order.
#[must_use]
pub fn decisions(scenario: &Scenario, mean: f64, precision: f64) -> (Decision, Vec<Decision>) {
    let prior = Prior { mean, precision };
    let mix = Mix::of(scenario);
    let mut sample: Vec<Sampled<'_>> =
        (0..SAMPLE).map(|index| referred(scenario, &mix, prior, index)).collect();
    let mut estimates: Vec<f64> = sample.iter().map(|child| child.estimate).collect();
    let triage = decision("triage", &triage_lines(scenario), &mut estimates, None);
    for child in &mut sample {
        // The most severe line comes first: the first that is reached decides.
        let line = triage.thresholds.iter().position(|&bar| child.estimate >= bar);
        let to = [scenario.triage.urgent_to, scenario.triage.accepted_to];
        child.stage = line.map(|line| to[line].index());
    }
    let mut stages: Vec<Option<Decision>> = vec![None; scenario.stages.len()];
    for (place, s) in along(scenario).into_iter().enumerate() {
        stages[s] = Some(through(scenario, prior, &mut sample, s, place as u32));
    }
    (
        triage,
        stages
            .into_iter()
            .map(|found| found.expect("the way along the pathway passes every stage"))
            .collect(),
    )
}

/// Classes and sources in the order of their names.
struct Mix<'a> {
    classes: Vec<&'a RiskClass>,
    all: f64,
    sources: Vec<SourceFacts>,
}

impl<'a> Mix<'a> {
    fn of(scenario: &'a Scenario) -> Mix<'a> {
        let sources = source_facts(scenario);
        let in_names =
            by_name(scenario.referrals.sources.iter().map(|source| source.name.as_str()));
        Mix {
            classes: in_order(scenario),
            all: all_shares(scenario),
            sources: in_names.into_iter().map(|place| sources[place]).collect(),
        }
    }
}

// The place at which shares, added up, pass a point; the last where rounding keeps them below it.
fn reached(shares: impl ExactSizeIterator<Item = f64>, point: f64) -> usize {
    let last = shares.len().saturating_sub(1);
    let mut up_to = 0.0;
    shares
        .into_iter()
        .position(|share| {
            up_to += share;
            point < up_to
        })
        .unwrap_or(last)
}

fn referred<'a>(scenario: &'a Scenario, mix: &Mix<'a>, prior: Prior, index: u32) -> Sampled<'a> {
    // A dimension of the points for each purpose: class, source, severity, the two looks; stages take those from 5
    // on. One for two purposes would tie these to each other.
    let class = mix.classes
        [reached(mix.classes.iter().map(|class| class.share / mix.all), point(index, 0))];
    let source =
        &mix.sources[reached(mix.sources.iter().map(|source| source.seen), point(index, 1))];
    let severity = class.severity_mean + class.severity_sd * normal_quantile(point(index, 2));
    let mut child = Sampled {
        class,
        index,
        severity,
        evidence: Evidence::default(),
        estimate: prior.mean,
        stage: None,
    };
    look(scenario, &mut child, source.precision, 0.0, 3);
    look(scenario, &mut child, scenario.judgement.per_hour * scenario.triage.hours.mean, 0.0, 4);
    child.estimate = child.evidence.estimate(prior);
    child
}

fn look(scenario: &Scenario, child: &mut Sampled<'_>, precision: f64, trust: f64, dimension: u32) {
    // A look without precision shows nothing: its noise would be infinitely wide.
    if precision > 0.0 {
        let concealment = if scenario.without.concealment { 0.0 } else { child.class.concealment };
        let z = normal_quantile(point(child.index, dimension));
        child
            .evidence
            .add(observation(child.severity, concealment, trust, precision, z), precision);
    }
}

fn through(
    scenario: &Scenario,
    prior: Prior,
    sample: &mut [Sampled<'_>],
    s: usize,
    place: u32,
) -> Decision {
    let stage = &scenario.stages[s];
    let hours = looked_hours(stage);
    // The sample has no workers of its own: all are as skilled as one of `learning_days`.
    let experience = skill(&scenario.judgement, scenario.judgement.learning_days);
    for child in sample.iter_mut().filter(|child| child.stage == Some(s)) {
        // All visits as one look, with the trust that the last of them has: the pilot takes them one by one.
        let trusted = trust(hours, scenario.judgement.trust_hours);
        look(
            scenario,
            child,
            scenario.judgement.per_hour * hours * experience,
            trusted,
            // The sequence has 256 dimensions: past 200 stages two share one.
            5 + place % 200,
        );
        child.estimate = child.evidence.estimate(prior);
    }
    let here: Vec<f64> =
        sample.iter().filter(|child| child.stage == Some(s)).map(|child| child.estimate).collect();
    let mut estimates =
        // Too few come here for a quantile: all stand in for them until the pilot has seen real ones.
        if here.len() < 20 { sample.iter().map(|child| child.estimate).collect() } else { here };
    let found = decision(&stage.name, &stage_lines(stage), &mut estimates, None);
    for child in sample.iter_mut().filter(|child| child.stage == Some(s)) {
        let line = found.thresholds.iter().position(|&bar| child.estimate >= bar);
        child.stage = line.and_then(|line| match stage.outcomes[line].to {
            // A plan that is extended ends the child's way here: the order along the pathway passes a stage once.
            Destination::Stage(next) if next.index() != s => Some(next.index()),
            _ => None,
        });
    }
    found
}

fn looked_hours(stage: &Stage) -> f64 {
    let visits = match &stage.kind {
        StageKind::Assess { visits, .. } => f64::from(*visits),
        StageKind::Conference { .. } => 1.0,
        StageKind::Plan { visit_every_working_days, duration_days, .. } => {
            // Seven days are five working days.
            duration_days.mean / 1.4 / f64::from(*visit_every_working_days).max(1.0)
        }
        StageKind::Exit { .. } => 0.0,
    };
    visits * stage.hours.direct
}

// Owen-scrambled Sobol' points (Burley 2020), kept inside (0, 1).
fn point(index: u32, dimension: u32) -> f64 {
    // At 0 or 1 the Normal quantile is infinite. 2008 is the key of the sequence, a choice.
    (f64::from(sobol_burley::sample(index, dimension, 2008)) + 1e-9).clamp(1e-9, 1.0 - 1e-9)
}

/// Thresholds for the lines of a decision from the estimates recorded there. Shares are parts of all decisions, most severe
/// first; a number stands as written. With fewer than 20 estimates `kept` stands, if there is one.
#[must_use]
pub fn decision(
    name: &str,
    lines: &[ThresholdBasis],
    estimates: &mut [f64],
    kept: Option<&Decision>,
) -> Decision {
    estimates.sort_unstable_by(f64::total_cmp);
    // 20 is a choice: with fewer, a share of 5 % is less than one child, and its quantile mere luck.
    if let (true, Some(kept)) = (estimates.len() < 20, kept) {
        return Decision { given: shares(&kept.thresholds, estimates), ..kept.clone() };
    }
    let sorted = &*estimates;
    let (thresholds, asked) =
        thresholds(lines, |bar| share_at_or_above(sorted, bar), |_, share| at_share(share, sorted));
    let n = estimates.len().max(1) as f64;
    let mean = estimates.iter().sum::<f64>() / n;
    let variance =
        estimates.iter().map(|m| (m - mean) * (m - mean)).sum::<f64>() / (n - 1.0).max(1.0);
    Decision {
        name: name.to_owned(),
        given: shares(&thresholds, estimates),
        thresholds,
        asked,
        sd: variance.sqrt(),
        quantiles: (0..GRID)
            .filter_map(|i| quantile(estimates, i as f64 / (GRID - 1) as f64))
            .collect(),
    }
}

fn share_at_or_above(sorted: &[f64], bar: f64) -> f64 {
    (sorted.len() - sorted.partition_point(|&m| m < bar)) as f64 / sorted.len().max(1) as f64
}

fn shares(thresholds: &[f64], sorted: &[f64]) -> Vec<f64> {
    parts(thresholds, |bar| share_at_or_above(sorted, bar))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::lines::shares_on_grid;

    fn thousand() -> Vec<f64> {
        (0..1000).map(f64::from).collect()
    }

    #[test]
    fn shares_are_parts_of_all_decisions_most_severe_first() {
        let found = decision(
            "a",
            &[ThresholdBasis::Own(0.1), ThresholdBasis::Own(0.3)],
            &mut thousand(),
            None,
        );
        assert!((found.given[0] - 0.1).abs() < 0.002);
        assert!((found.given[1] - 0.3).abs() < 0.002);
        assert!((found.thresholds[0] - 899.1).abs() < 1e-9);
    }

    #[test]
    fn a_number_stands_as_written_and_none_is_never_reached() {
        let mut estimates: Vec<f64> = (0..100).map(f64::from).collect();
        let found = decision(
            "a",
            &[ThresholdBasis::Severity(90.0), ThresholdBasis::Own(0.0)],
            &mut estimates,
            None,
        );
        assert_eq!(found.thresholds[0], 90.0);
        assert!((found.given[0] - 0.1).abs() < 1e-12);
        assert!(found.given[1].abs() < 0.011);
    }

    #[test]
    fn a_share_accepted_includes_the_urgent_whose_threshold_is_a_number() {
        let found = decision(
            "a",
            &[ThresholdBasis::Severity(920.0), ThresholdBasis::WithThoseAbove(0.5)],
            &mut thousand(),
            None,
        );
        assert!((found.given.iter().sum::<f64>() - 0.5).abs() < 0.002, "{:?}", found.given);
        let asked = found.asked[1].expect("a share was asked for");
        assert!(
            (asked - 0.42).abs() < 1e-9 && found.asked[0].is_none(),
            "its own part is what the urgent leave: {asked}"
        );
        // A number that alone lets more through than the share: nobody else is accepted, and the table shows what was given.
        let found = decision(
            "a",
            &[ThresholdBasis::Severity(300.0), ThresholdBasis::WithThoseAbove(0.5)],
            &mut thousand(),
            None,
        );
        assert!(
            (found.given[0] - 0.7).abs() < 1e-9 && found.given[1].abs() < 0.002,
            "{:?}",
            found.given
        );
    }

    #[test]
    fn a_number_stricter_than_the_line_above_takes_nothing_from_the_line_below() {
        let lines =
            [ThresholdBasis::Own(0.4), ThresholdBasis::Severity(900.0), ThresholdBasis::Own(0.2)];
        let found = decision("a", &lines, &mut thousand(), None);
        assert!(
            (found.given[0] - 0.4).abs() < 0.002 && found.given[1].abs() < 1e-12,
            "{:?}",
            found.given
        );
        assert!(
            (found.given[2] - 0.2).abs() < 0.002,
            "the last line keeps its own part: {:?}",
            found.given
        );
    }

    #[test]
    fn a_share_is_the_same_read_off_the_grid() {
        let lines = [ThresholdBasis::Severity(920.0), ThresholdBasis::WithThoseAbove(0.5)];
        let found = decision("a", &lines, &mut thousand(), None);
        let read =
            shares_on_grid(&found.thresholds, &found.quantiles).expect("there are estimates");
        for (read, given) in read.iter().zip(&found.given) {
            assert!((read - given).abs() < 0.002, "{read} for {given}");
        }
        assert_eq!(shares_on_grid(&[1.0], &[]), None);
    }
}
