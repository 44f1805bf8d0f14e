//! Practice in the model: once a statistical year the lines of decisions move (model.md, section 8).

use super::counters::Counted;
use super::keys::{DRIFTING, Practice, PracticeDrift, deviations_per_log};
use super::state::{Happening, OfChild};
use crate::engine::{Stream, name_key};
use crate::model::Replication;
use crate::model::chance::Draw;
use crate::model::organisation::mechanism::Mechanism;

/// The number of its draws among those of the organisation.
// The number stays as it is: another one gives other chance.
const DRAW: u64 = 8;

/// All such numbers.
#[cfg(test)]
pub(crate) const DRAWS: &[u64] = &[DRAW];

/// Practice at each moment.
pub(crate) struct Handlers;

impl Mechanism for Handlers {
    type Happening = Happening;
    type OfChild = OfChild;

    fn begin(run: &mut Replication<'_>) {
        // The first year may begin with the first day, which no midnight precedes.
        run.practice_drifts();
    }

    fn midnight(run: &mut Replication<'_>) {
        run.practice_drifts();
    }

    fn happens(_: &mut Replication<'_>, what: Happening) {
        match what {}
    }
}

/// Student's t with 5 degrees of freedom, scaled to a standard deviation of 1: most years change little, and some much.
// Normal over the root of a chi-square over its degrees of freedom: two exponentials are a chi-square of 4, halved. The variance of t is
// 5/3.
fn student(stream: &mut Stream) -> f64 {
    let (normal, other) = (stream.normal(), stream.normal());
    let squares = 2.0 * (stream.exponential() + stream.exponential()) + other * other;
    normal * libm::sqrt(3.0 / squares)
}

impl Replication<'_> {
    /// On the day that a year begins: `z_y = sum of η_i up to y + ε_y - ε_0`, year 0 the last that did not drift.
    fn practice_drifts(&mut self) {
        let setting = self.setting;
        let facts = &setting.organisation.mechanisms.practice;
        let begun = self.world.organisation.mechanisms.practice.begun;
        let Some(&(day, year)) = facts.years.get(begun) else { return };
        let Some(practice) = Practice::of(setting.scenario).filter(|_| day <= self.now()) else {
            return;
        };
        self.world.organisation.mechanisms.practice.begun += 1;
        let before = facts.years[0].1 - 1;
        let mut member = 0;
        for (k, drift) in practice.drifts().into_iter().enumerate() {
            let Some(drift) = drift else { continue };
            let (step, passing) = self.practice_of_year(k, drift, year);
            // What the last normal year had has passed, too.
            let passed = self.practice_of_year(k, drift, before).1;
            let state = &mut self.world.organisation.mechanisms.practice;
            state.lasting[k] += step;
            let now = state.lasting[k] + passing - passed;
            let by = now - state.drift[k];
            state.drift[k] = now;
            self.level(Counted::PracticeDays.into(), member, by);
            member += 1;
        }
        let state = &mut self.world.organisation.mechanisms.practice;
        state.lowered.clear();
        state.lowered.resize(setting.stages.len(), 0.0);
        for (decisions, drift) in facts.decisions.iter().zip(state.drift) {
            for &(stage, line) in decisions {
                let normal = &setting.solved.stages[stage.index()];
                // The share who reach this line or a more severe one in normal times.
                let share: f64 = normal.given[..=line].iter().sum();
                state.lowered[stage.index()] += drift * deviations_per_log(share) * normal.sd;
            }
        }
    }

    /// What a key's practice has of a year: its step that stays, and what passes. The same in run and twin, and whatever else drifts.
    fn practice_of_year(&self, key: usize, drift: &PracticeDrift, year: i16) -> (f64, f64) {
        let (of, number) = (name_key(DRIFTING[key]), u64::from(year.unsigned_abs()));
        let mut stream = self.chance(Draw::Mechanism { which: DRAW, of, number });
        (drift.sd * student(&mut stream), drift.sd_passing * student(&mut stream))
    }
}
