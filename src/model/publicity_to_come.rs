//! Publicity that comes by chance (model.md, section 3): a Poisson process, drawn before day 0, so that the most which is still
//! to be recognised is known at every moment.

use crate::engine::Streams;
use crate::time::SimTime;

use super::chance::Draw;
use super::publicity::Surge;
use super::setting::Setting;

/// The events of a replication, each at the midnight that begins its day.
///
/// The time from one to the next is exponential, keyed by how many there were before: a higher rate brings the same events sooner.
pub(super) fn surges<'s>(
    setting: &'s Setting<'_>,
    streams: &'s Streams,
) -> impl Iterator<Item = Surge> {
    let to_come = setting.to_come;
    to_come.into_iter().flat_map(move |to_come| {
        let every = 365.25 / to_come.per_year;
        let first = setting.scenario.time.at(to_come.from).days();
        // As a number, since of a rate next to nothing the time may be more than a moment can be.
        let days = (0..).scan(first, move |time, number| {
            *time += every * Draw::PublicityToCome { number }.stream(streams).exponential();
            (*time < setting.end.days()).then(|| SimTime::from_days(libm::floor(*time)))
        });
        days.map(move |day| Surge::new(day, to_come.shape).in_background(!to_come.of_interest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::normal_times::closed_form;
    use crate::measure::Counter;
    use crate::model::organisation::tests::odd;
    use crate::model::{Replication, World};
    use crate::scenario::Scenario;

    fn with(lines: &str) -> Scenario {
        odd(&[&format!("publicity_to_come={{ per_year = 6, peak = 1.5, {lines} }}")])
    }

    fn days(scenario: &Scenario, replication: u64) -> Vec<f64> {
        let solved = closed_form(scenario);
        let setting = Setting::new(scenario, &solved);
        surges(&setting, &Streams::new(1, replication)).map(|surge| surge.day.days()).collect()
    }

    #[test]
    fn as_many_come_as_the_rate_says_on_days_of_the_observed_period_and_after() {
        let scenario = with("");
        let solved = closed_form(&scenario);
        let setting = Setting::new(&scenario, &solved);
        let years = (setting.end - setting.observed_from).0 / 365.25;
        let found: Vec<f64> = (0..400).flat_map(|n| days(&scenario, n)).collect();
        let expected = 400.0 * 6.0 * years;
        // Four standard deviations of a Poisson count.
        assert!((found.len() as f64 - expected).abs() < 4.0 * expected.sqrt(), "{}", found.len());
        let (first, last) = (setting.observed_from.days(), setting.end.days());
        assert!(found.iter().all(|&day| (first..last).contains(&day)));
    }

    #[test]
    fn a_rate_twice_as_high_brings_each_event_in_half_the_time() {
        let mut scenario = with("");
        let slow = days(&scenario, 3);
        if let Some(to_come) = &mut scenario.publicity_to_come {
            to_come.per_year *= 2.0;
        }
        let fast = days(&scenario, 3);
        let from = scenario.time.observed_from().days();
        assert!(fast.len() > slow.len() && slow.len() > 1);
        for (fast, slow) in fast.iter().zip(&slow) {
            assert!((2.0 * (fast - from) - (slow - from)).abs() < 2.0, "{fast} {slow}");
        }
    }

    #[test]
    fn background_is_the_same_in_run_and_twin_and_what_is_of_interest_the_twin_lacks() {
        for of_interest in [false, true] {
            let scenario = with(&format!("of_interest = {of_interest}"));
            let solved = closed_form(&scenario);
            let setting = Setting::new(&scenario, &solved);
            let mut run = Replication::begin(&setting, World::default(), Streams::new(1, 0));
            let dated = scenario.publicity.len();
            let to_come = run.world.surges.len() - dated;
            assert!(to_come > 0 && dated > 0);
            run.run_until_fork(setting.fork.expect("there is publicity"));
            let twin = run.twin(World::default());
            let kept = &twin.world.surges;
            assert_eq!(kept.len(), if of_interest { dated } else { to_come });
            assert!(kept.iter().all(|surge| surge.background));
        }
    }

    #[test]
    fn blame_to_come_falls_in_the_twin_too_where_it_is_background() {
        let blamed = |of_interest: bool| {
            let mut scenario = with(&format!("blame = 0.5, of_interest = {of_interest}"));
            scenario.culture = Some(crate::model::organisation::tests::culture(1.0));
            let solved = closed_form(&scenario);
            let setting = Setting::new(&scenario, &solved);
            let layout = &setting.catalogue.layout;
            let output = crate::experiment::replicate(
                &setting,
                2,
                crate::experiment::Twin::With,
                &mut crate::experiment::Scratch::default(),
                &mut |_, _| {},
            );
            let of = |sums: &[f64]| sums[layout.one(Counter::BlameDays)];
            (of(&output.run.sums), of(&output.twin.expect("it was asked for").sums))
        };
        let (run, twin) = blamed(false);
        assert!(run > 0.0 && run.to_bits() == twin.to_bits(), "{run} {twin}");
        let (run, twin) = blamed(true);
        assert!(run > 0.0 && twin == 0.0, "{run} {twin}");
    }
}
