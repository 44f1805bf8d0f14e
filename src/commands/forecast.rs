//! How long normal times of an enormous service take to find, said before it is done.

use std::time::Instant;

use crate::experiment::pilot;
use crate::report::format;
use crate::scenario::Scenario;

use super::words::duration;

/// Posts, or referrals a week, from which on it is worth trying: a service of fewer is done in seconds.
const LARGE: f64 = 1000.0;
/// What nobody needs to be told [s].
const SHORT: f64 = 20.0;
/// Days that are tried, once and once more: what the longer trial takes on top is of the days, not of the beginning.
const TRIED: [u32; 2] = [7, 28];

/// Seconds that the pilot of a scenario may take on so many threads (0: one per core), where the service is large.
pub fn seconds(scenario: &Scenario, threads: usize) -> Option<f64> {
    if !is_large(scenario) {
        return None;
    }
    let [short, long] = TRIED.map(|days| {
        let begun = Instant::now();
        pilot::trial(scenario, days);
        begun.elapsed().as_secs_f64()
    });
    Some(extrapolated(short, long, pilot::days(scenario), at_once(threads)))
}

/// Whether finding out what normal times are may take long.
pub fn is_large(scenario: &Scenario) -> bool {
    posts(scenario).max(scenario.base().referrals.per_year / 52.0) >= LARGE
}

/// In words, where somebody should know.
pub fn words(scenario: &Scenario, seconds: f64) -> Option<String> {
    (seconds > SHORT).then(|| {
        format!(
            "for a service of {} and {} referrals a year it may take about {} to find out what normal times are, before the run begins",
            format::counted(posts(scenario) as u64, "post", "posts"),
            format::number(scenario.base().referrals.per_year, 0),
            duration(seconds)
        )
    })
}

fn posts(scenario: &Scenario) -> f64 {
    scenario.base().teams.iter().map(|team| team.post_count() as f64).sum()
}

/// All replications of all rounds, from what the two trials took.
fn extrapolated(short: f64, long: f64, days: u32, at_once: u64) -> f64 {
    let [few, more] = TRIED.map(f64::from);
    let each_day = (long - short).max(0.0) / (more - few);
    let one = long + each_day * (f64::from(days) - more).max(0.0);
    one * pilot::ROUNDS.iter().map(|round| round.div_ceil(at_once)).sum::<u64>() as f64
}

fn at_once(threads: usize) -> u64 {
    let threads = if threads == 0 {
        std::thread::available_parallelism().map_or(1, usize::from)
    } else {
        threads
    };
    (threads as u64).clamp(1, pilot::MEASURED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Overrides, load_str};

    fn small(change: &str) -> Scenario {
        let overrides = Overrides::none().set(change);
        let text = include_str!("../../tests/fixtures/small.toml");
        load_str("small.toml", text, &overrides).expect("it is sound").scenario
    }

    /// The days that are left take what each tried day took on top of the beginning.
    #[test]
    fn the_days_and_not_the_beginning_are_multiplied() {
        let all = 48.0;
        assert_eq!(extrapolated(1.0, 1.0, 1000, 1), all, "the beginning alone takes time");
        assert_eq!(extrapolated(7.0, 28.0, 1000, 1), 1000.0 * all, "each day takes a second");
        assert_eq!(extrapolated(7.0, 28.0, 1000, 2), 1000.0 * all / 2.0);
        assert_eq!(
            extrapolated(7.0, 28.0, 1000, 10),
            1000.0 * 8.0,
            "two turns of each of the large rounds, one of the others"
        );
        assert_eq!((at_once(3), at_once(64)), (3, 16));
    }

    #[test]
    fn a_large_service_is_tried_and_an_ordinary_one_is_not() {
        assert_eq!(seconds(&small("triage.gain=0.3"), 1), None);
        // What is varied is not normal times: the base counts, so the number of posts must be true of it.
        let mut large = small("triage.gain=0.3");
        large.base = None;
        large.teams[0].posts[0].count = 1500.0;
        let found = seconds(&large, 1).expect("it is tried");
        assert!(found > 0.0 && found.is_finite(), "{found}");
    }

    #[test]
    fn minutes_are_said_and_seconds_are_not() {
        let mut large = small("triage.gain=0.3");
        large.base = None;
        large.teams[0].posts[0].count = 73_050.0;
        assert_eq!(words(&large, 12.0), None);
        let said = words(&large, 400.0).expect("it is long");
        assert!(said.contains("73,0") && said.contains("7 minutes"), "{said}");
    }
}
