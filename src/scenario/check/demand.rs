//! A rough count of work against hours in normal times, before anything is simulated.
//!
//! Referrals follow the shares of triage and of each stage's outcomes; each entry brings its visits' nominal hours.
//! Where a threshold is a number, the share above it is that of a Normal estimate with the precision of the looks so far.
//! Children whose risk ends, who come to harm or who come again are not told apart: good for a warning, not for a result.

use crate::calendar::CalendarKind;
use crate::maths::normal_above;
use crate::scenario::{Destination, Scenario, Stage, StageKind, Threshold};

const DAYS_A_YEAR: f64 = 365.25;
const DAYS_A_WEEK: f64 = 7.0;
/// Rounds after which what still circles in the pathway no longer matters.
// An extension with a share of 0.9 has all but died out after them (0.9^200 is below 1e-9).
const ROUNDS: usize = 200;

/// Hours a week of one team.
#[derive(Clone, Copy, Debug, Default)]
pub struct Week {
    /// Nominal hours of the work that comes.
    pub demand: f64,
    /// Working hours of the staff in post, after vacancies and agency cover.
    pub capacity: f64,
}

/// One per team.
pub fn weeks(scenario: &Scenario) -> Vec<Week> {
    let mut weeks: Vec<Week> =
        capacities(scenario).map(|capacity| Week { demand: 0.0, capacity }).collect();
    let referrals = scenario.referrals.per_year / DAYS_A_YEAR * DAYS_A_WEEK;
    weeks[scenario.triage.team.index()].demand += referrals * scenario.triage.hours.mean;
    let entries = entries(scenario, referrals);
    for (stage, entries) in scenario.stages.iter().zip(&entries) {
        if let Some(team) = stage.team {
            let hours = hours_of(stage, scenario) + hours_together(stage, scenario);
            weeks[team.index()].demand += entries * hours;
        }
    }
    add_conferences(scenario, &entries, &mut weeks);
    weeks
}

fn capacities(scenario: &Scenario) -> impl Iterator<Item = f64> + '_ {
    let week = scenario.time.hours_per_week();
    let uncovered = 1.0 - scenario.staffing.agency.fill;
    scenario.teams.iter().map(move |team| {
        team.fte() * (1.0 - team.vacant_share * uncovered) * team.availability * week
    })
}

/// Entries a week to each stage.
fn entries(scenario: &Scenario, referrals: f64) -> Vec<f64> {
    let triage = &scenario.triage;
    let looks = mean_source_precision(scenario) + scenario.judgement.per_hour * triage.hours.mean;
    let urgent = share_above(scenario, triage.urgent, looks);
    let accepted = share_above(scenario, triage.accept, looks);
    let mut wave = vec![0.0; scenario.stages.len()];
    if let Destination::Stage(to) = triage.by_chance_to {
        wave[to.index()] += referrals * triage.by_chance;
    }
    let referrals = referrals * (1.0 - triage.by_chance);
    wave[triage.urgent_to.index()] += referrals * urgent;
    // The urgent are part of the accepted. Where one of the two is a share and the other a number, more may be urgent.
    wave[triage.accepted_to.index()] += referrals * (accepted - urgent).max(0.0);
    let mut entries = vec![0.0; wave.len()];
    for _ in 0..ROUNDS {
        let mut next = vec![0.0; wave.len()];
        for (stage, &entering) in wave.iter().enumerate() {
            entries[stage] += entering;
            for (to, share) in parts(scenario, &scenario.stages[stage]) {
                next[to] += entering * share;
            }
        }
        wave = next;
    }
    entries
}

/// Which part of a stage's decisions leads to which stage.
fn parts(scenario: &Scenario, stage: &Stage) -> Vec<(usize, f64)> {
    let looks = scenario.judgement.per_hour * visits(stage, scenario) * stage.hours.direct;
    let mut taken = 0.0;
    let mut parts = Vec::new();
    for line in &stage.outcomes {
        let part = match line.bar {
            Threshold::Share(share) => share,
            bar => (share_above(scenario, bar, mean_source_precision(scenario) + looks) - taken)
                .max(0.0),
        };
        // Mixed with thresholds, shares may ask for more than is left.
        let part = part.min(1.0 - taken);
        taken += part;
        // What is closed brings no more work.
        if let Destination::Stage(to) = line.to {
            parts.push((to.index(), part));
        }
    }
    parts
}

fn visits(stage: &Stage, scenario: &Scenario) -> f64 {
    let working_share = match scenario.time.calendar {
        CalendarKind::England => 5.0 / 7.0,
        CalendarKind::Continuous => 1.0,
    };
    match &stage.kind {
        StageKind::Assess { visits, .. } => f64::from(*visits),
        StageKind::Plan { visit_every_working_days, duration_days, .. } => {
            // A spell lasts calendar days, visits are due by working days.
            duration_days.mean * working_share / f64::from(*visit_every_working_days)
        }
        StageKind::Conference { .. } => 1.0,
        StageKind::Exit { .. } => 0.0,
    }
}

fn hours_of(stage: &Stage, scenario: &Scenario) -> f64 {
    visits(stage, scenario) * stage.hours.nominal()
}

/// What an assessment that begins with a stage adds to its visits. Those that it has beyond them are left out: they are made at
/// stages to come.
fn hours_together(stage: &Stage, scenario: &Scenario) -> f64 {
    stage.with.map_or(0.0, |with| {
        let other = scenario.stage(with.stage);
        let longer = stage.hours.joint(&other.hours).nominal() - stage.hours.nominal();
        with.share * visits(stage, scenario).min(visits(other, scenario)) * longer
    })
}

/// A conference is work of the team that brings the case to it.
fn add_conferences(scenario: &Scenario, entries: &[f64], weeks: &mut [Week]) {
    for (stage, &entries) in scenario.stages.iter().zip(entries) {
        // A conference that leads to another one is left out: it has no team of its own to give the work to.
        let Some(team) = stage.team else { continue };
        for (to, share) in parts(scenario, stage) {
            let to = &scenario.stages[to];
            if matches!(to.kind, StageKind::Conference { .. }) {
                weeks[team.index()].demand += entries * share * to.hours.nominal();
            }
        }
    }
}

fn mean_source_precision(scenario: &Scenario) -> f64 {
    scenario.referrals.sources.iter().map(|source| source.share * source.precision).sum()
}

/// The share of estimates at or above a bar.
fn share_above(scenario: &Scenario, bar: Threshold, looks: f64) -> f64 {
    let threshold = match bar {
        Threshold::Share(share) => return share,
        Threshold::Severity(threshold) => threshold,
    };
    let mean: f64 = scenario.risk.iter().map(|class| class.share * class.severity_mean).sum();
    let variance: f64 = scenario
        .risk
        .iter()
        .map(|class| {
            let away = class.severity_mean - mean;
            class.share * (class.severity_sd * class.severity_sd + away * away)
        })
        .sum();
    // The variance of the posterior mean, from the prior's precision 1/variance and the precision of the looks.
    // Without looks every estimate is the mean, and the least deviation keeps the division sound.
    let estimates = variance * looks / (1.0 / variance + looks);
    normal_above((threshold - mean) / libm::sqrt(estimates).max(1e-9))
}
