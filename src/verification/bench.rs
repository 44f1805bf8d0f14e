//! The bench: a scenario made for one check, run in replications until its intervals are narrow.

use crate::experiment::normal_times::closed_form;
use crate::experiment::runner::in_order;
use crate::experiment::{Replication, Setting, Streams, World};
use crate::measure::{Counter, Waits};
use crate::scenario::{Overrides, Scenario, Solved, load_str};
use crate::stats::Estimate;

use super::check::{Bound, Check, estimate, greatest};
use super::{Form, SEEDS};

/// A known answer: name, formula, unit and value.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownAnswer {
    /// What is compared.
    pub name: String,
    /// The formula.
    pub source: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// Value.
    pub expected: f64,
}

impl KnownAnswer {
    /// A known answer.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        source: &'static str,
        unit: &'static str,
        expected: f64,
    ) -> KnownAnswer {
        KnownAnswer { name: name.into(), source, unit, expected }
    }
}

/// What a finished replication says of each known answer, in their order.
pub type ReadAnswers<'r> = &'r (dyn Fn(&Setting<'_>, &World) -> Vec<f64> + Sync);

/// A scenario and the normal times it is run in: given, not found by a pilot.
pub struct Bench {
    /// The scenario.
    pub scenario: Scenario,
    /// Its normal times.
    pub solved: Solved,
}

impl Bench {
    /// A bench from a scenario's text.
    ///
    /// # Panics
    /// When the text is no sound scenario: the texts are part of the program.
    #[must_use]
    pub fn new(name: &str, text: &str) -> Bench {
        let scenario = match load_str(name, text, &Overrides::none()) {
            Ok(loaded) => loaded.scenario,
            Err(error) => panic!("the scenarios of the checks are sound: {error}"),
        };
        let solved = closed_form(&scenario);
        Bench { scenario, solved }
    }

    /// So many first referrals of a class a day from the first day on: a Poisson stream. Onsets are Poisson, and so are those of
    /// them that reach the door after an exponential time; the hidden children of day 0 are those of the steady state.
    #[must_use]
    pub fn with_stream(mut self, class: usize, first_referrals_a_day: f64) -> Bench {
        let facts = &self.scenario.risk[class];
        let referred = facts.recognition / facts.concern_every_days;
        let hidden = first_referrals_a_day / referred;
        self.solved.classes[class].hidden_on_day_0 = hidden;
        self.solved.classes[class].onset_per_day =
            hidden * (referred + 1.0 / facts.resolves_after_days);
        self
    }

    /// Compares what replications give with what is known, for every seed.
    #[must_use]
    pub fn check(&self, form: Form, known: Vec<KnownAnswer>, read: ReadAnswers<'_>) -> Vec<Check> {
        let setting = Setting::new(&self.scenario, &self.solved);
        let most = form.most_half_width();
        let by_seed: Vec<Vec<Estimate>> =
            SEEDS.iter().map(|&seed| sample(&setting, seed, form, &known, read)).collect();
        let of = |k: usize| by_seed.iter().map(|estimates| estimates[k]).collect();
        known
            .into_iter()
            .enumerate()
            .map(|(k, known)| {
                Check::new(
                    known.name,
                    known.source,
                    known.unit,
                    known.expected,
                    of(k),
                    Bound::Interval(most),
                )
            })
            .collect()
    }
}

// Replications in rounds until every half-width is small enough, or there are too many.
fn sample(
    setting: &Setting<'_>,
    seed: u64,
    form: Form,
    known: &[KnownAnswer],
    read: ReadAnswers<'_>,
) -> Vec<Estimate> {
    let mut rows: Vec<Vec<f64>> = Vec::new();
    let mut planned = form.least_replications();
    loop {
        rows.extend(in_order(rows.len() as u32, planned, 0, &|index, scratch| {
            scratch.run.keep_stamps(true);
            Replication::run(setting, &mut scratch.run, Streams::new(seed, u64::from(index)));
            let row = read(setting, &scratch.run);
            // The thread's scratch serves other work as well, which keeps no stamps.
            scratch.run.keep_stamps(false);
            row
        }));
        let of = |k: usize| estimate(&rows.iter().map(|row| row[k]).collect::<Vec<f64>>());
        let estimates: Vec<Estimate> = (0..known.len()).map(of).collect();
        // How many times too wide the widest interval is.
        let excess = greatest(estimates.iter().zip(known).map(|(e, known)| {
            e.half_width.unwrap_or(f64::INFINITY) / (form.most_half_width() * known.expected.abs())
        }));
        if excess <= 1.0 || planned >= form.most_replications() {
            return estimates;
        }
        // Width falls with the root of the number. A tenth more, since the spread is itself an estimate; four times
        // at most, since the first few may mislead. Choices.
        let wanted = f64::from(planned) * (1.1 * excess * excess).min(4.0);
        planned = (libm::ceil(wanted) as u32).max(planned + 1).min(form.most_replications());
    }
}

/// Mean whole wait of those who began it in the observed period, by their own stamps (days).
#[must_use]
pub fn mean_wait(setting: &Setting<'_>, world: &World, wait: Waits) -> f64 {
    let stamped = world.collector().stamped[setting.catalogue.layout.histogram(wait)];
    stamped.whole / stamped.began as f64
}

/// A counter over the observed period.
#[must_use]
pub fn count(setting: &Setting<'_>, world: &World, counter: Counter, member: usize) -> f64 {
    world.collector().sum(0, setting.catalogue.layout.at(counter, member))
}

/// Mean level over the observed period.
#[must_use]
pub fn mean_level(setting: &Setting<'_>, world: &World, counter: Counter, member: usize) -> f64 {
    count(setting, world, counter, member) / count(setting, world, Counter::Days, 0)
}
