//! Practice in the model: once a statistical year the lines of decisions move (model.md, section 8).

use super::counters::Counted;
use super::keys::{DECISIONS, DRIFTING, Practice, Widths, deviations_per_log};
use super::state::{Happening, OfChild};
use crate::engine::{Stream, Streams, name_key};
use crate::model::Replication;
use crate::model::chance::Draw;
use crate::model::organisation::mechanism::Mechanism;
use crate::time::SimTime;

/// The number of its draws among those of the organisation.
// The number stays as it is: another one gives other chance.
const DRAW: u64 = 8;

/// All such numbers.
#[cfg(test)]
pub(crate) const DRAWS: &[u64] = &[DRAW];

/// The most that a key drifts either way: to a tenth of what it was, or to ten times as much.
const MOST: f64 = std::f64::consts::LN_10;

/// Practice at each moment.
pub(crate) struct Handlers;

impl Mechanism for Handlers {
    type Happening = Happening;
    type OfChild = OfChild;

    fn begin(run: &mut Replication<'_>) {
        // The first year may begin with the first day, which no midnight precedes.
        run.practice_drifts();
    }

    fn drift_of_referrals(run: &Replication<'_>, each: &mut impl FnMut(SimTime, f64)) {
        let facts = &run.setting.organisation.mechanisms.practice;
        let practice = Practice::of(run.setting.scenario);
        let Some([Some(door), ..]) = practice.map(Practice::widths) else { return };
        let mut before = 0.0;
        let mut lasting = 0.0;
        for &(day, year) in &facts.years {
            let now = run.drift_of_year(0, door, year, &mut lasting);
            each(day, now - before);
            before = now;
        }
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
        let mut member = 0;
        for (k, widths) in practice.widths().into_iter().enumerate() {
            let Some(widths) = widths else { continue };
            let mut lasting = self.world.organisation.mechanisms.practice.lasting[k];
            let now = self.drift_of_year(k, widths, year, &mut lasting);
            let state = &mut self.world.organisation.mechanisms.practice;
            state.lasting[k] = lasting;
            let by = now - state.drift[k];
            state.drift[k] = now;
            self.level(Counted::PracticeDays.into(), member, by);
            member += 1;
        }
        let state = &mut self.world.organisation.mechanisms.practice;
        state.lowered.clear();
        state.lowered.resize(setting.stages.len(), 0.0);
        let of_decisions = state.drift.into_iter().skip(DRIFTING.len() - DECISIONS);
        for (decisions, drift) in facts.decisions.iter().zip(of_decisions) {
            for &(stage, line) in decisions {
                let normal = &setting.solved.stages[stage.index()];
                // The share who reach this line or a more severe one in normal times.
                let share: f64 = normal.given[..=line].iter().sum();
                state.lowered[stage.index()] += drift * deviations_per_log(share) * normal.sd;
            }
        }
    }

    /// What a key's practice has of a year: its step that stays, and what passes. The same in run and twin, and whatever else drifts.
    fn practice_of_year(&self, key: usize, [sd, sd_passing]: Widths, year: i16) -> (f64, f64) {
        let (of, number) = (name_key(DRIFTING[key]), u64::from(year.unsigned_abs()));
        let draw = Draw::Mechanism { which: DRAW, of, number };
        let scenario = self.setting.scenario;
        let course = scenario.mechanisms.practice.as_ref().and_then(|practice| practice.course);
        let mut stream = match course {
            None => self.chance(draw),
            Some(course) => {
                draw.stream(&Streams::new(scenario.replications.seed, u64::from(course)))
            }
        };
        (sd * student(&mut stream), sd_passing * student(&mut stream))
    }

    /// How far a key has drifted in a year; `lasting` is the sum of the steps that stay, up to the year before.
    fn drift_of_year(&self, key: usize, widths: Widths, year: i16, lasting: &mut f64) -> f64 {
        let (step, passing) = self.practice_of_year(key, widths, year);
        *lasting += step;
        // What the last normal year had has passed, too.
        let first = self.setting.organisation.mechanisms.practice.years[0].1;
        let passed = self.practice_of_year(key, widths, first - 1).1;
        (*lasting + passing - passed).clamp(-MOST, MOST)
    }
}
