//! A week at the front door: the referrals as a duty manager sees them, and what nobody could see.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Followed, told};
use crate::measure::{Indicator, Member, PeriodId};
use crate::model::Setting;
use crate::model::diary::DiaryEntry;
use crate::model::observation::Observation;
use crate::scenario::SourceId;
use crate::time::{Days, SimTime};

/// Screenings nearest by their estimate of which is said how many were of a child at high risk.
const LIKE: usize = 100;

/// A referral that waits for a decision.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Waiting {
    /// The day of the screening.
    pub date: jiff::civil::Date,
    /// Who referred.
    pub source: String,
    /// Earlier referrals of the child that the service has.
    pub earlier: usize,
    /// Whether one of them was within the last 365 days.
    pub again: bool,
    /// Days from referral to the end of the screening.
    pub waited: f64,
    /// Share of the usual time that the screening had.
    pub rush: f64,
    /// What the screening made of it: the estimate of severity.
    pub estimate: f64,
    /// Share of the referrals of normal times that look less worrying.
    pub above: f64,
    /// How sure it could be: one standard deviation.
    pub sd: f64,
    /// The threshold of the day.
    pub bar: f64,
    /// Whether the rule accepted it.
    pub accepted: bool,
    /// Whether the rule took it for urgent.
    pub urgent: bool,
    /// What nobody could see: whether the child was at high risk.
    pub high: bool,
    /// Of the screenings that looked most like this one, how many there are, and of how many the child was at high risk.
    pub alike: (usize, usize),
}

/// Some days at the door.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Desk {
    /// Index of the replication, from 0.
    pub replication: u32,
    /// The referrals, in the order in which they were screened.
    pub referrals: Vec<Waiting>,
    /// How many the rule accepted.
    pub room: usize,
    /// How well screening tells the children at high risk from the others in this replication, the measure `auc[screening]`: the
    /// share of pairs of screenings, one of each, in which the child at high risk has the higher estimate.
    pub told_apart: Option<f64>,
}

/// The first `count` screenings from a moment on.
#[must_use]
pub fn desk(setting: &Setting<'_>, followed: &Followed, from: SimTime, count: usize) -> Desk {
    let lines = &followed.diary.lines;
    let seen = screenings(setting, lines);
    let all: Vec<(f64, bool)> = seen
        .iter()
        // Those of the warm-up are in no statistic, and `told_apart` leaves them out too.
        .filter(|one| one.line.at >= setting.observed_from)
        .map(|one| (estimate(one.line), one.high))
        .collect();
    let here = seen.iter().filter(|one| one.line.at >= from).take(count);
    let referrals: Vec<Waiting> = here.filter_map(|one| waiting(setting, one, &all)).collect();
    let room = referrals.iter().filter(|one| one.accepted).count();
    Desk {
        replication: followed.output.index,
        referrals,
        room,
        told_apart: told_apart(setting, followed),
    }
}

fn told_apart(setting: &Setting<'_>, followed: &Followed) -> Option<f64> {
    let period = setting.periods.iter().position(|span| span.id == PeriodId::Observed)?;
    let sums = followed.output.run.over(&setting.catalogue.layout, period);
    setting.catalogue.get(Indicator::Auc.of(Member::Screening))?.formula.on(sums, 1)
}

/// A screening, and what stands behind it.
struct ScreeningStory<'d> {
    line: &'d DiaryEntry,
    /// Whether the child was at high risk then.
    high: bool,
    /// The child's referrals until then: when and by whom.
    referrals: Vec<(SimTime, SourceId)>,
}

fn screenings<'d>(setting: &Setting<'_>, lines: &'d [DiaryEntry]) -> Vec<ScreeningStory<'d>> {
    let mut high: BTreeMap<u64, bool> = BTreeMap::new();
    let mut referrals: BTreeMap<u64, Vec<(SimTime, SourceId)>> = BTreeMap::new();
    let mut screenings = Vec::new();
    for line in lines {
        if let Some(now) = told::high_after(setting, &line.what) {
            high.insert(line.child, now);
        }
        match line.what {
            Observation::Referred { source, .. } => {
                referrals.entry(line.child).or_default().push((line.at, source))
            }
            Observation::Screened { .. } => screenings.push(ScreeningStory {
                line,
                high: high.get(&line.child).copied().unwrap_or(false),
                referrals: referrals.get(&line.child).cloned().unwrap_or_default(),
            }),
            _ => {}
        }
    }
    screenings
}

fn estimate(line: &DiaryEntry) -> f64 {
    if let Observation::Screened { known, .. } = line.what { known.estimate } else { 0.0 }
}

fn waiting(
    setting: &Setting<'_>,
    one: &ScreeningStory<'_>,
    all: &[(f64, bool)],
) -> Option<Waiting> {
    let Observation::Screened { known, waited, rush, bar, out, urgent, .. } = one.line.what else {
        return None;
    };
    let (&(at, source), earlier) = one.referrals.split_last()?;
    let grid = &setting.solved.triage.quantiles;
    let below = grid.partition_point(|estimate| *estimate < known.estimate);
    Some(Waiting {
        date: setting.scenario.time.date(one.line.at),
        source: setting.scenario.referrals.sources[source.index()].name.clone(),
        earlier: earlier.len(),
        again: earlier.last().is_some_and(|&(before, _)| at < before + Days(365.0)),
        waited,
        rush,
        estimate: known.estimate,
        above: below as f64 / grid.len().max(1) as f64,
        sd: known.sd,
        bar,
        accepted: !out,
        urgent,
        high: one.high,
        alike: alike(all, known.estimate),
    })
}

/// Of the screenings nearest to an estimate: how many, and how many of a child at high risk.
fn alike(all: &[(f64, bool)], estimate: f64) -> (usize, usize) {
    let mut near: Vec<(f64, bool)> =
        all.iter().map(|(other, high)| ((other - estimate).abs(), *high)).collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    near.truncate(LIKE);
    (near.len(), near.iter().filter(|(_, high)| *high).count())
}
