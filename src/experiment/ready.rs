//! A scenario made ready for experiments in one step: what a program needs that uses the library.
//!
//! The command line does the same with kept pilots and replications, progress and interrupts; here nothing is kept and
//! nothing is told. The numbers are the same, to the bit.

use std::sync::atomic::AtomicBool;

use crate::measure::left_out::NOT_FOR;
use crate::model::Setting;
use crate::results::RunResult;
use crate::results::comparison::ComparisonResult;
use crate::results::studies::FactorLevels;
use crate::scenario::{Loaded, Scenario, Solved, Stopping};

use super::comparison::{self, AboutComparison, Incomparable, NamedSide, Runs};
use super::factors::twice;
use super::finished::Keep;
use super::identity::{about, identified};
use super::pilot::{self, NoStore};
use super::points::{Lab, NoPointsKept, Question, Remembered, Stop};
use super::runner::{Experiment, Quiet, RunOptions, run, run_rounds};
use super::summary::summarise;
use super::sweep::{self, MOST_POINTS, SweepFound};
use super::twin::Twin;

/// A scenario with its normal times.
pub struct ReadyScenario {
    loaded: Loaded,
    solved: Solved,
    /// Normal times found so far: points of a sweep share the scenario's.
    pilots: Remembered<'static>,
}

impl ReadyScenario {
    /// Finds out what normal times are (the pilot, over all cores), unless the file has them as `[solved]`.
    #[must_use]
    pub fn new(loaded: Loaded) -> ReadyScenario {
        let pilots = Remembered::over(&NoStore);
        let solved = pilot::solve(&loaded.scenario, &pilots, &run_rounds(0)).into_owned();
        ReadyScenario { loaded, solved, pilots }
    }

    /// The scenario.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.loaded.scenario
    }

    /// Its normal times.
    #[must_use]
    pub fn normal_times(&self) -> &Solved {
        &self.solved
    }

    /// Runs as many replications as the scenario asks for, over all cores, each with its twin where publicity makes one.
    #[must_use]
    pub fn run(&self) -> RunResult {
        FinishedRun::of(self, self.scenario().clone(), Keep::First).result()
    }

    /// Compares others with this one, the baseline: all have its seed and its number of replications, so that children and
    /// chance are the same on all sides.
    ///
    /// # Errors
    /// Where the headlines of two sides are about other days or another target window.
    pub fn compare(&self, others: &[&ReadyScenario]) -> Result<ComparisonResult, Incomparable> {
        // Before anything is run: replications of sides that cannot be compared are time lost.
        self.comparable(others)?;
        // The baseline first, since its stopping rule says how many replications all others have.
        let base = FinishedRun::of(self, self.scenario().clone(), Keep::All);
        let mut replications = self.scenario().replications.clone();
        replications.stopping = Stopping::Count(base.experiment.finished.count() as u32);
        let mut sides = vec![base];
        sides.extend(others.iter().map(|other| {
            let scenario =
                Scenario { replications: replications.clone(), ..other.scenario().clone() };
            FinishedRun::of(other, scenario, Keep::All)
        }));
        let settings: Vec<Setting<'_>> = sides.iter().map(FinishedRun::setting).collect();
        let runs: Vec<Runs<'_>> = settings
            .iter()
            .zip(&sides)
            .map(|(setting, side)| Runs { setting, experiment: &side.experiment })
            .collect();
        comparison::compare(&runs, about_sides(&sides))
    }

    fn comparable(&self, others: &[&ReadyScenario]) -> Result<(), Incomparable> {
        let all = std::iter::once(self).chain(others.iter().copied());
        let settings: Vec<Setting<'_>> =
            all.map(|one| Setting::new(one.scenario(), &one.solved)).collect();
        comparison::headline(&settings.iter().collect::<Vec<_>>(), 0).map(|_| ())
    }

    /// Runs the scenario as written and at every point of a grid, so many replications of each, and asks each the same.
    ///
    /// # Errors
    /// As [`Stop`] says: a point that makes no sound scenario, a question without an answer, too many points.
    pub fn sweep(
        &self,
        axes: &[FactorLevels],
        questions: &[Question],
        replications: u32,
    ) -> Result<SweepFound, Stop> {
        if let Some(path) = twice(axes.iter().map(|axis| axis.path.as_str())) {
            return Err(Stop::Question(format!("{path}: is given twice")));
        }
        let points = sweep::grid(axes).ok_or_else(|| {
            Stop::Question(format!("no sweep has more than {MOST_POINTS} points"))
        })?;
        let lab = Lab {
            written: &self.loaded.written,
            questions,
            twin: Twin::Without,
            pilots: &self.pilots,
            kept: &NoPointsKept,
            rounds: &run_rounds(0),
            threads: 0,
            progress: &Quiet,
            planned: (points.len() as u32 + 1).saturating_mul(replications),
            interrupted: &AtomicBool::new(false),
        };
        // All of them before any is run: the last point may make no sound scenario.
        for levels in &points {
            lab.scenario(&sweep::change(axes, levels))?;
        }
        sweep::run(&lab, axes, &points, replications)
    }
}

/// The finished replications of a scenario, which may differ from that of `ready` in how many it asks for.
struct FinishedRun<'r> {
    ready: &'r ReadyScenario,
    scenario: Scenario,
    experiment: Experiment,
}

impl<'r> FinishedRun<'r> {
    fn of(ready: &'r ReadyScenario, scenario: Scenario, keep: Keep) -> FinishedRun<'r> {
        let setting = Setting::new(&scenario, &ready.solved);
        let twin = Twin::With.worth_running(&setting);
        let options = RunOptions { twin, threads: 0, keep };
        let experiment = run(&setting, options, &Quiet, &AtomicBool::new(false));
        // It borrows the scenario, which moves into the result.
        drop(setting);
        FinishedRun { ready, scenario, experiment }
    }

    fn setting(&self) -> Setting<'_> {
        Setting::new(&self.scenario, &self.ready.solved)
    }

    fn result(&self) -> RunResult {
        let id = identified(&self.scenario, Twin::With);
        let known = about(&self.ready.loaded, &id);
        summarise(&self.setting(), &self.ready.solved, &self.experiment, known)
    }
}

/// What is known of a comparison besides its replications: sides are numbered from 1, the baseline first.
fn about_sides(sides: &[FinishedRun<'_>]) -> AboutComparison<'static> {
    let named = |(place, side): (usize, &FinishedRun<'_>)| {
        let result = side.result();
        // Two files may give one name: a number tells them apart.
        let alike = sides.iter().filter(|other| other.scenario.name == side.scenario.name).count();
        let id = (place + 1).to_string();
        let name = if alike > 1 { format!("{}, {id}", result.name) } else { result.name };
        NamedSide { id, name, hash: result.scenario_hash, warnings: result.warnings }
    };
    let mut hasher = blake3::Hasher::new();
    for side in sides {
        hasher.update(identified(&side.scenario, Twin::With).run.as_bytes());
    }
    AboutComparison {
        run_id: hasher.finalize().to_hex().as_str().chars().take(8).collect(),
        sides: sides.iter().enumerate().map(named).collect(),
        baseline: 0,
        notes: Vec::new(),
        not_for: NOT_FOR,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Overrides, load_str};

    const SMALL: &str = include_str!("../../tests/fixtures/small.toml");

    fn ready(changes: &[&str]) -> ReadyScenario {
        let changes = changes.iter().fold(Overrides::none(), |all, change| all.set(*change));
        ReadyScenario::new(load_str("small.toml", SMALL, &changes).expect("it is sound"))
    }

    #[test]
    fn what_cannot_be_compared_is_refused_before_any_run() {
        let other = ready(&["outcome.target_working_days=30"]);
        let refused = ready(&[]).compare(&[&other]).expect_err("another target");
        assert!(matches!(refused, Incomparable::Window { side: 1, .. }), "{refused}");
    }

    #[test]
    fn a_scenario_differs_from_itself_in_nothing_and_has_a_name_of_its_own() {
        let (one, other) = (ready(&["replications.seed=9"]), ready(&[]));
        let found = one.compare(&[&other]).expect("the same days");
        assert!(found.against[0].identical, "the baseline's seed is that of all sides");
        assert_eq!(
            [&found.sides[0].name, &found.sides[1].name],
            ["A small service, 1", "A small service, 2"]
        );
        assert_eq!(found.replications, 4);
    }

    #[test]
    fn a_point_that_is_no_scenario_is_refused() {
        let axes = [FactorLevels::parse("teams.assessment.posts.0.count=-1,9").expect("an axis")];
        let refused = ready(&[]).sweep(&axes, &[Question::headline("missed")], 2);
        let why = refused.expect_err("fewer workers than none").to_string();
        assert!(why.contains("teams.assessment.posts.0.count"), "{why}");
    }

    #[test]
    fn one_key_is_no_two_axes() {
        let axes = ["triage.gain=0,1", "triage.\"gain\"=2"]
            .map(|axis| FactorLevels::parse(axis).expect("an axis"));
        let refused = ready(&[]).sweep(&axes, &[Question::headline("missed")], 2);
        assert!(refused.expect_err("twice").to_string().contains("is given twice"));
    }
}
