//! A replication as moves: who is where, day by day, read from its diary.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Followed, told};
use crate::measure::Settlement;
use crate::model::Setting;
use crate::model::diary::Diary;
use crate::model::observation::Observation;
use crate::scenario::StageId;
use crate::time::SimTime;

/// What a move is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Referred: waits for screening.
    Referred,
    /// Into a stage; true where a worker has to be waited for.
    Stage(u16, bool),
    /// A worker takes the case.
    Allocated,
    /// The case is closed.
    Closed,
    /// Serious harm; the child leaves the model.
    Harmed,
    /// Is at high risk from here on.
    High,
    /// Is not at high risk any more.
    NotHigh,
    /// Counts as missed from here on.
    Missed,
    /// Reached protection in time.
    Found,
}

/// Something that happens to a child of a replay.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Move {
    /// Days from the beginning of the replay; what was so before has 0.
    pub day: f64,
    /// The child, numbered within the replay.
    pub child: u32,
    /// What.
    pub step: Step,
}

/// A stretch of one replication.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Replay {
    /// Index of the replication, from 0.
    pub replication: u32,
    /// Its first day.
    pub from: jiff::civil::Date,
    /// Its length (days).
    pub days: f64,
    /// How many children there are in it.
    pub children: u32,
    /// What happens, in order; where everybody is on the first day comes first.
    pub moves: Vec<Move>,
}

/// The moves of a stretch of time.
#[must_use]
pub fn replay(setting: &Setting<'_>, followed: &Followed, from: SimTime, to: SimTime) -> Replay {
    let mut before: BTreeMap<u64, Vec<Step>> = BTreeMap::new();
    let mut numbers: BTreeMap<u64, u32> = BTreeMap::new();
    let mut cases: BTreeMap<u64, CaseStanding> = BTreeMap::new();
    let mut moves = Vec::new();
    // Only those who are seen: with an open case on the first day, or referred later.
    let mut shown: BTreeSet<u64> = BTreeSet::new();
    let diary: &Diary = &followed.diary;
    for line in diary.lines.iter().filter(|line| line.at < to) {
        let Some(step) = step(setting, &line.what, cases.entry(line.child).or_default()) else {
            continue;
        };
        if line.at >= from && (step == Step::Referred || is_open(before.get(&line.child))) {
            shown.insert(line.child);
        }
        if !shown.contains(&line.child) {
            remember(before.entry(line.child).or_default(), step);
            continue;
        }
        let child = number(&mut numbers, line.child, before.get(&line.child), &mut moves);
        moves.push(Move { day: (line.at - from).0, child, step });
    }
    // Those with an open case to whom nothing happens are there all the same.
    for (key, steps) in &before {
        if is_open(Some(steps)) {
            number(&mut numbers, *key, Some(steps), &mut moves);
        }
    }
    // The first day comes to the front, also of children met late. Stable: in one moment the order of the diary stays.
    moves.sort_by(|a, b| a.day.total_cmp(&b.day));
    Replay {
        replication: followed.output.index,
        from: setting.scenario.time.date(from),
        days: (to - from).0,
        children: numbers.len() as u32,
        moves,
    }
}

/// Where a case stands, and whether somebody has it.
#[derive(Default)]
struct CaseStanding {
    stage: Option<StageId>,
    held: bool,
}

impl CaseStanding {
    /// Into a stage. True where a worker has to be waited for.
    fn enters(&mut self, setting: &Setting<'_>, stage: StageId) -> bool {
        let team = |stage: StageId| setting.scenario.stage(stage).team;
        let again = self.stage == Some(stage);
        let keeps =
            setting.scenario.stage(stage).keep_worker && self.stage.and_then(team) == team(stage);
        self.held = self.held && (again || keeps || team(stage).is_none());
        self.stage = Some(stage);
        !self.held && team(stage).is_some()
    }
}

/// The child's number; a new one begins where the child stood before.
fn number(
    numbers: &mut BTreeMap<u64, u32>,
    key: u64,
    before: Option<&Vec<Step>>,
    moves: &mut Vec<Move>,
) -> u32 {
    if let Some(&known) = numbers.get(&key) {
        return known;
    }
    let child = numbers.len() as u32;
    numbers.insert(key, child);
    moves.extend(before.into_iter().flatten().map(|&step| Move { day: 0.0, child, step }));
    child
}

/// Keeps of the past what is still so.
fn remember(steps: &mut Vec<Step>, step: Step) {
    let risk = |step: &Step| matches!(step, Step::High | Step::NotHigh);
    let outcome = |step: &Step| matches!(step, Step::Missed | Step::Found);
    match step {
        Step::High | Step::NotHigh => steps.retain(|old| !risk(old)),
        // Who is not in the service any more begins anew.
        Step::Closed | Step::Harmed => return steps.retain(|old| risk(old)),
        Step::Missed | Step::Found => steps.retain(|old| !outcome(old)),
        Step::Allocated => steps.retain(|old| *old != Step::Allocated),
        Step::Referred | Step::Stage(..) => steps.retain(|old| risk(old) || outcome(old)),
    }
    steps.push(step);
}

fn is_open(steps: Option<&Vec<Step>>) -> bool {
    steps.is_some_and(|steps| {
        steps.iter().any(|step| matches!(step, Step::Referred | Step::Stage(..)))
    })
}

fn step(setting: &Setting<'_>, what: &Observation, case: &mut CaseStanding) -> Option<Step> {
    Some(match what {
        Observation::Referred { .. } => {
            *case = CaseStanding::default();
            Step::Referred
        }
        Observation::Screened { out: true, .. } | Observation::Decided { closed: true, .. } => {
            Step::Closed
        }
        Observation::Started { stage, .. } => Step::Stage(stage.0, case.enters(setting, *stage)),
        Observation::Allocated { .. } => {
            case.held = true;
            Step::Allocated
        }
        Observation::Harmed { .. } => Step::Harmed,
        Observation::ClassEntered { .. }
        | Observation::InBacklog { .. }
        | Observation::RiskEnded => match told::high_after(setting, what)? {
            true => Step::High,
            false => Step::NotHigh,
        },
        Observation::ChildSettled { how, .. } if *how == Settlement::Found => Step::Found,
        Observation::ChildSettled { how, .. } if Settlement::ROUTES.contains(how) => Step::Missed,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::pilot::{self, NoStore};
    use crate::experiment::runner::run_rounds;
    use crate::experiment::story::follow;
    use crate::experiment::summary::headline_period;
    use crate::measure::Counter;
    use crate::scenario::{Overrides, load_str};

    #[test]
    fn a_replay_has_the_referrals_and_the_open_cases_that_the_statistics_count() {
        let text = include_str!("../../../tests/fixtures/small.toml");
        let scenario = load_str("small", text, &Overrides::none()).expect("sound").scenario;
        let solved = pilot::solve(&scenario, &NoStore, &run_rounds(0));
        let setting = Setting::new(&scenario, &solved);
        let place = headline_period(&setting);
        let span = &setting.periods[place];
        let followed = follow(&setting, 3);
        let shown = replay(&setting, &followed, span.from, span.to);
        let referred =
            shown.moves.iter().filter(|one| one.day > 0.0 && one.step == Step::Referred).count();
        let layout = &setting.catalogue.layout;
        let sums = &followed.output.run.sums[place * layout.len()..(place + 1) * layout.len()];
        let counted: f64 = (0..scenario.risk.len())
            .map(|class| sums[layout.at(Counter::ReferralsByClass, class)])
            .sum();
        assert_eq!(
            referred as f64, counted,
            "every referral of the period is a move, and nothing else is"
        );
        assert!(shown.moves.is_sorted_by(|a, b| a.day <= b.day) && shown.moves[0].day == 0.0);
        assert!(
            shown.moves.iter().any(|one| one.step == Step::High),
            "there are children at high risk among them"
        );
        // A child is in one place at a time: each goes on from where they were.
        let mut open = vec![false; shown.children as usize];
        for one in &shown.moves {
            let open = &mut open[one.child as usize];
            match one.step {
                Step::Referred => *open = true,
                Step::Stage(..) => {
                    assert!(*open || one.day == 0.0, "only a referred child is in a stage");
                    *open = true;
                }
                Step::Closed | Step::Harmed => *open = false,
                _ => {}
            }
        }
    }
}
