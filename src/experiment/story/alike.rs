//! Those who looked the same to the service on the day of the decision that mattered: hindsight made visible.

use std::collections::BTreeMap;

use super::life::Life;
use super::told;
use crate::measure::Settlement;
use crate::model::Setting;
use crate::model::diary::DiaryEntry;
use crate::model::observation::Observation;
use crate::results::story::Alike;
use crate::scenario::StageId;

/// Days before and after within which others are looked at.
// A quarter of a year either way: a choice.
const AROUND: f64 = 91.0;
/// How near an estimate must be, of the standard deviation of what is known of the child.
// A choice: a tenth of what the service itself may be off by.
const NEAR: f64 = 0.1;

/// A decision: where it was made, and on which estimate.
#[derive(Clone, Copy, PartialEq)]
struct DecisionMade {
    stage: Option<StageId>,
    estimate: f64,
    sd: f64,
}

fn decision(line: &DiaryEntry) -> Option<DecisionMade> {
    match line.what {
        Observation::Screened { known, .. } => {
            Some(DecisionMade { stage: None, estimate: known.estimate, sd: known.sd })
        }
        Observation::Decided { stage, known, .. } => {
            Some(DecisionMade { stage: Some(stage), estimate: known.estimate, sd: known.sd })
        }
        _ => None,
    }
}

/// Those alike at the decision on which the child settled or, where they settled on none, at their first screening.
pub(super) fn of(
    setting: &Setting<'_>,
    lives: &BTreeMap<u64, Life<'_>>,
    life: &Life<'_>,
) -> Option<Alike> {
    let noticed = life.noticed?;
    let on_decision = life.settled.filter(|(_, how)| {
        matches!(how, Settlement::ScreenedOut | Settlement::Misjudged | Settlement::Found)
    });
    let mut decisions = life
        .lines
        .iter()
        .filter(|line| line.at >= noticed)
        .filter_map(|line| Some((line, decision(line)?)));
    let (line, made) = match on_decision {
        // The last decision up to that moment is the one that settled them.
        Some((at, _)) => decisions.rfind(|(line, _)| line.at <= at)?,
        None => decisions.next()?,
    };
    let within = NEAR * made.sd;
    let (mut children, mut high) = (0, 0);
    for other in lives.values() {
        // The first such decision alone: a child who was decided on twice is one child.
        let same = other.lines.iter().find(|entry| {
            (entry.at.days() - line.at.days()).abs() <= AROUND
                && decision(entry).is_some_and(|found| {
                    found.stage == made.stage && (found.estimate - made.estimate).abs() <= within
                })
        });
        if let Some(entry) = same {
            children += 1;
            high += usize::from(at_high_risk(setting, other, entry));
        }
    }
    let at = made
        .stage
        .map_or_else(|| "screening".to_owned(), |stage| setting.scenario.stage(stage).name.clone());
    Some(Alike { at, estimate: made.estimate, within, days: AROUND, children, high })
}

/// Whether a child was at high risk at a moment of their diary.
fn at_high_risk(setting: &Setting<'_>, life: &Life<'_>, then: &DiaryEntry) -> bool {
    let mut high = false;
    for line in life.lines.iter().take_while(|line| line.at <= then.at) {
        high = told::high_after(setting, &line.what).unwrap_or(high);
    }
    high
}
