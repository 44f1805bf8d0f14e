//! The pilot: what normal times are (model.md, section 2).
//!
//! The base is run without publicity and with the threshold still, replications of the warm-up and 728 days in six rounds, always
//! with the same chance. Every round but the last corrects onsets and thresholds given as shares; the last, with the final numbers,
//! measures normal pressure, asked and given.

use std::borrow::Cow;

use crate::engine::Streams;
use crate::measure::{Counter, Scored};
use crate::model::{Replication, Setting, World};
use crate::scenario::lines::{shares_on_grid, stage_lines, triage_lines};
use crate::scenario::{
    Arrivals, DatedScenarios, Decision, Mechanisms, Scenario, Solved, StageKind, Stopping,
    Switches, ThresholdRule, resolved,
};

use super::class_order::classes_by_name;
use super::derive;
use super::guess::decision;
use super::normal_times::closed_form;

/// Replications of each round: the last measures, and those before it correct.
// More than one corrects, since neither can be put right alone: other onsets are other estimates, and other thresholds let other
// children come back. The first find the neighbourhood, for which few do: with 16 in each, pressure and onsets of Haringey lie no
// nearer to what 256 find, and thresholds .004 nearer on average.
pub const ROUNDS: [u64; 6] = [2, 2, 4, 8, 16, 16];
/// Replications of the round that measures, as many as any has.
pub const MEASURED: u64 = ROUNDS[ROUNDS.len() - 1];
/// Days observed in each replication.
// Two times 52 weeks: every weekday counts as often.
pub const DAYS: u32 = 728;
// The pilot's chance has a key of its own: no scenario's seed changes it.
const SEED: u64 = 0x5052_4f42_454c_4155;

// What a pilot finds for one and the same base: raised where that changes, so that what was kept before is not believed.
const MEANING: u8 = 4;

/// Keeps solved numbers between runs by the hash of what they depend on.
pub trait Store: Sync {
    /// What was kept under this key.
    fn load(&self, key: &str) -> Option<Solved>;
    /// Keeps something; failing to is no error, the next run pays again.
    fn save(&self, key: &str, solved: &Solved);
    /// Told where what was kept under this key is no pilot of the scenario that asks for it, and why: it is found again.
    fn disbelieve(&self, _key: &str, _why: &str) {}
}

/// Keeps nothing.
pub struct NoStore;

impl Store for NoStore {
    fn load(&self, _: &str) -> Option<Solved> {
        None
    }

    fn save(&self, _: &str, _: &Solved) {}
}

/// One replication of a round: in a world whose buffers are kept, of this index.
pub type OneOfRound<'o> = dyn Fn(&mut World, u64) -> Round + Sync + 'o;

/// Runs the indices of a round and hands back their results in order: over threads or one after another.
pub type RunAll<'r> = dyn Fn(u64, &OneOfRound<'_>) -> Vec<Round> + Sync + 'r;

/// What one replication of a round recorded.
pub struct Round {
    pub(super) sums: Vec<f64>,
    pub(super) estimates: Vec<Vec<f64>>,
}

/// The solved numbers of a scenario: its own `[solved]`, or its base's pilot with the scenario's inputs on top.
pub fn solve<'s>(scenario: &'s Scenario, store: &dyn Store, all: &RunAll<'_>) -> Cow<'s, Solved> {
    if let Some(solved) = &scenario.solved {
        return Cow::Borrowed(solved);
    }
    let base = scenario.base();
    let base_solved = match &base.solved {
        Some(solved) => Cow::Borrowed(solved),
        None => Cow::Owned(kept_pilot(base, store, all)),
    };
    if scenario.base.is_none() {
        return base_solved;
    }
    let hybrid = derive::hybrid(scenario, base);
    let extra = hybrid.map(|hybrid| kept_pilot(&hybrid, store, all));
    Cow::Owned(derive::derive(scenario, base, &base_solved, extra.as_ref()))
}

fn kept_pilot(base: &Scenario, store: &dyn Store, all: &RunAll<'_>) -> Solved {
    let calm = calm(base);
    let key = key(&calm);
    if let Some(solved) = store.load(&key) {
        match solved.misfit(&calm) {
            None => return solved,
            Some(why) => store.disbelieve(&key, &why),
        }
    }
    let solved = pilot(&calm, all);
    // What would not be believed need not be kept: where nobody assesses, pressure may be infinite.
    if solved.misfit(&calm).is_none() {
        store.save(&key, &solved);
    }
    solved
}

/// Days from the first to the last of each of a pilot's replications.
#[must_use]
pub fn days(scenario: &Scenario) -> u32 {
    scenario.base().time.warmup_days + DAYS
}

/// Runs the first `days` of one replication of a scenario's pilot and forgets it: to see how long that takes.
pub fn trial(scenario: &Scenario, days: u32) {
    let mut calm = calm(scenario.base());
    calm.time.run_days = days.saturating_sub(1).clamp(1, DAYS);
    calm.time.warmup_days = days.saturating_sub(calm.time.run_days);
    let solved = closed_form(&calm);
    let setting = Setting::new(&calm, &solved);
    Replication::begin(&setting, World::default(), Streams::new(SEED, 0)).finish();
}

/// The base in normal times: no publicity, the organisation left out, threshold still, nothing switched off, 728 days
/// observed.
#[must_use]
pub fn calm(base: &Scenario) -> Scenario {
    let mut calm = base.clone();
    calm.base = None;
    calm.solved = None;
    calm.publicity.clear();
    // Each number is what it is on the first observed day, and every month is like the mean of a year.
    calm.schedule.clear();
    calm.dated = DatedScenarios::default();
    calm.publicity_to_come = None;
    (calm.referrals.growth, calm.referrals.months) = (0.0, None);
    calm.referrals.added_need = 1.0;
    calm.staffing.leave_by_month = None;
    // Nobody blames anybody in normal times: a kept pilot serves whatever blame makes of decisions.
    (calm.triage.accept_caution, calm.triage.urgent_caution) = (1.0, 0.0);
    calm.stages
        .iter_mut()
        .flat_map(|stage| &mut stage.outcomes)
        .for_each(|line| line.caution = 1.0);
    leave_organisation_out(&mut calm);
    // A backlog is what stands there today, and no part of what is normal.
    calm.opening.clear();
    calm.targets.clear();
    calm.evidence = crate::scenario::EvidenceTables::default();
    calm.study = crate::scenario::Study::default();
    // Still, since it would move with a pressure whose normal level is not known yet.
    calm.triage.rule = ThresholdRule::Fixed;
    for stage in &mut calm.stages {
        if let StageKind::Plan { early_close, .. } = &mut stage.kind {
            // For the same reason.
            *early_close = 0.0;
        }
    }
    // Links are switched off in run and twin, and keep the normal times of the base (model.md, section 9).
    calm.without = Switches::default();
    calm.replications.stopping = Stopping::Count(1);
    calm.replications.seed = SEED;
    calm.time.run_days = DAYS;
    // Beyond the last day too: deadlines and windows that begin before it end after it.
    let days = (calm.time.warmup_days + DAYS) as usize + 600;
    calm.calendar = calm.time.calendar_of(days);
    // Words change nothing that is found: a scenario with other ones keeps its pilot.
    calm.name.clear();
    calm.description.clear();
    calm
}

// Normal times come before any tragedy, and before anything that is done about one: a kept pilot serves them all.
fn leave_organisation_out(scenario: &mut Scenario) {
    scenario.feedback = None;
    scenario.culture = None;
    scenario.mechanisms = Mechanisms::default();
    scenario.actions.clear();
    scenario.costs = None;
}

/// What the normal times of a scenario are known by.
pub(super) fn key(calm: &Scenario) -> String {
    let written = resolved::to_toml(calm, None);
    // The build is not in it: a store that outlives the program adds it.
    let mut hasher = blake3::Hasher::new();
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
    hasher.update(&[MEANING]);
    hasher.update(written.as_bytes());
    hasher.finalize().to_hex().to_string()
}

fn pilot(calm: &Scenario, all: &RunAll<'_>) -> Solved {
    ROUNDS.iter().enumerate().fold(closed_form(calm), |solved, (number, &replications)| {
        let rounds = round(calm, &solved, replications, all);
        after(calm, solved, number, &rounds)
    })
}

/// What the round of this number, from 0, leads to: corrected numbers, or after the last what was found.
pub(super) fn after(calm: &Scenario, solved: Solved, number: usize, rounds: &[Round]) -> Solved {
    let measured = measure(calm, &solved, rounds);
    if number + 1 < ROUNDS.len() {
        correct(calm, solved, &measured)
    } else {
        report(calm, solved, measured)
    }
}

fn round(calm: &Scenario, solved: &Solved, replications: u64, all: &RunAll<'_>) -> Vec<Round> {
    let setting = Setting::new(calm, solved);
    all(replications, &|world, index| replication(calm, &setting, world, index))
}

/// One replication of a round.
pub(super) fn replication(
    calm: &Scenario,
    setting: &Setting<'_>,
    world: &mut World,
    index: u64,
) -> Round {
    Replication::run(setting, world, Streams::new(SEED, index));
    let collector = world.collector();
    let mut estimates = vec![Vec::new(); 1 + calm.stages.len()];
    for sample in &collector.estimates {
        let place = if let Scored::Stage(stage) = sample.at() { 1 + stage } else { 0 };
        estimates[place].push(sample.estimate);
    }
    Round { sums: collector.sums.clone(), estimates }
}

struct MeasuredRound {
    given: Vec<f64>,
    entries_per_day: Vec<f64>,
    referrals_per_entry: Vec<f64>,
    pressure: f64,
    decisions: Vec<Decision>,
}

fn measure(calm: &Scenario, solved: &Solved, rounds: &[Round]) -> MeasuredRound {
    let setting = Setting::new(calm, solved);
    let layout = &setting.catalogue.layout;
    let sum = |place: usize| rounds.iter().map(|round| round.sums[place]).sum::<f64>();
    let years = f64::from(DAYS) * rounds.len() as f64 / 365.25;
    let classes = 0..calm.risk.len();
    let referrals = |c: usize| sum(layout.at(Counter::ReferralsByClass, c));
    let pressure_days = sum(layout.one(Counter::PressureBaseDays));
    let pooled = |place: usize| -> Vec<f64> {
        rounds.iter().flat_map(|round| round.estimates[place].iter().copied()).collect()
    };
    let mut decisions =
        vec![decision("triage", &triage_lines(calm), &mut pooled(0), Some(&solved.triage))];
    for (s, stage) in calm.stages.iter().enumerate() {
        decisions.push(decision(
            &stage.name,
            &stage_lines(stage),
            &mut pooled(1 + s),
            Some(&solved.stages[s]),
        ));
    }
    let entries = |c: usize| sum(layout.at(Counter::EntriesByClass, c));
    MeasuredRound {
        entries_per_day: classes.clone().map(|c| entries(c) / (years * 365.25)).collect(),
        given: classes.clone().map(|c| referrals(c) / years).collect(),
        referrals_per_entry: classes.map(|c| referrals(c) / entries(c)).collect(),
        pressure: if pressure_days > 0.0 {
            sum(layout.one(Counter::PressureDays)) / pressure_days
        } else {
            0.0
        },
        decisions,
    }
}

fn correct(calm: &Scenario, mut solved: Solved, measured: &MeasuredRound) -> Solved {
    // Direct arrivals are given as they are asked for: to correct them by what chance gave would put them wrong.
    if calm.referrals.arrivals == Arrivals::Concerns {
        correct_onsets(&mut solved, measured);
    }
    solved.triage = measured.decisions[0].clone();
    solved.stages = measured.decisions[1..].to_vec();
    debug_assert_eq!(solved.stages.len(), calm.stages.len());
    solved
}

fn correct_onsets(solved: &mut Solved, measured: &MeasuredRound) {
    for (c, class) in solved.classes.iter_mut().enumerate() {
        let (asked, given, per_entry) =
            (class.asked, measured.given[c], measured.referrals_per_entry[c]);
        // Not of a class that nobody entered, where it is 0 over 0.
        if per_entry.is_finite() && per_entry > 0.0 {
            class.onset_per_day =
                // What is missing is added: a factor could not bring back a class whose children come by escalation,
                // and whose onsets are 0.
                (class.onset_per_day + (asked - given) / (365.25 * per_entry)).max(0.0);
        }
        if given > 0.0 {
            // Held, so that a class of which hardly anybody was referred by chance does not run away.
            class.hidden_on_day_0 *= (asked / given).clamp(0.2, 5.0);
        }
    }
}

// The last round's numbers stand beside the thresholds that it ran with.
fn report(calm: &Scenario, mut solved: Solved, measured: MeasuredRound) -> Solved {
    for ((class, given), entries) in
        solved.classes.iter_mut().zip(&measured.given).zip(&measured.entries_per_day)
    {
        class.given = *given;
        class.entries_per_day = Some(*entries);
    }
    solved.pressure_normal = measured.pressure;
    solved.referrals_given =
        classes_by_name(calm).into_iter().map(|class| measured.given[class]).sum();
    let mut decisions = measured.decisions.into_iter();
    let mut fill = |own: &mut Decision| {
        if let Some(last) = decisions.next() {
            own.given = shares_on_grid(&own.thresholds, &last.quantiles)
                .unwrap_or_else(|| own.given.clone());
            own.sd = last.sd;
            own.quantiles = last.quantiles;
        }
    };
    fill(&mut solved.triage);
    solved.stages.iter_mut().for_each(&mut fill);
    debug_assert_eq!(solved.stages.len(), calm.stages.len());
    solved
}

#[cfg(test)]
mod tests;
