//! Queues: for screening, for a worker, and in a worker's own line.

use crate::measure::{Counter, Waits};
use crate::scenario::{Family, MeanCv, Overtime};

use super::super::bench::{Bench, KnownAnswer, count, mean_level, mean_wait};
use super::super::closed_forms::birth_and_death::birth_and_death;
use super::super::closed_forms::erlang::{number_in_line, time_in_system};
use super::super::closed_forms::single_server::{CustomerStream, cobham, pollaczek_khinchine};
use super::super::{Check, Form};

const ERLANG: &str = "Erlang C (M/M/c)";
const COBHAM: &str = "Cobham 1954 (M/G/1, priorities that do not interrupt)";
/// Hours of a day of the continuous calendar.
const DAY: f64 = 24.0;
const ENQUIRY: usize = 0;
const ASSESSMENT: usize = 1;

/// Three screeners, exponential work, load 0.7.
pub fn many_screeners(form: Form) -> Vec<Check> {
    let (rate, work) = (25.2, 2.0 / DAY);
    let bench =
        Bench::new("queue.toml", include_str!("../scenarios/queue.toml")).with_stream(0, rate);
    let time = time_in_system(3, rate, work);
    let known = vec![
        KnownAnswer::new("three screeners: time from referral to decision", ERLANG, "days", time),
        KnownAnswer::new(
            "three screeners: referrals waiting or in hand",
            ERLANG,
            "children",
            // Those in line and those in hand: rate times work are in hand (Little).
            number_in_line(3, rate, work) + rate * work,
        ),
    ];
    bench.check(form, known, &|setting, world| {
        vec![
            mean_wait(setting, world, Waits::Screening),
            mean_level(setting, world, Counter::ScreeningDays, 0),
        ]
    })
}

/// One screener, lognormal work, load 0.6.
pub fn one_screener(form: Form) -> Vec<Check> {
    let (rate, work, cv) = (7.2, 2.0 / DAY, 0.7);
    let mut bench =
        Bench::new("queue.toml", include_str!("../scenarios/queue.toml")).with_stream(0, rate);
    bench.scenario.triage.hours = MeanCv { mean: 2.0, cv, dist: Family::Lognormal };
    bench.scenario.teams[0].posts[0].count = 1.0;
    let time = pollaczek_khinchine(CustomerStream { rate, mean: work, cv });
    let source = "Pollaczek and Khinchine (M/G/1)";
    let known = vec![
        KnownAnswer::new("one screener, lognormal work: time to decision", source, "days", time),
        KnownAnswer::new(
            "one screener, lognormal work: referrals there",
            source,
            "children",
            rate * time,
        ),
    ];
    bench.check(form, known, &|setting, world| {
        vec![
            mean_wait(setting, world, Waits::Screening),
            mean_level(setting, world, Counter::ScreeningDays, 0),
        ]
    })
}

/// One worker with every case: urgent visits first, load 0.2 and 0.4.
pub fn priorities(form: Form) -> Vec<Check> {
    let bench = Bench::new("workers.toml", include_str!("../scenarios/workers.toml"));
    let urgent = CustomerStream { rate: 2.4, mean: 2.0 / DAY, cv: 1.0 };
    let other = CustomerStream { rate: 2.4, mean: 4.0 / DAY, cv: 0.5 };
    let bench = bench.with_stream(0, other.rate).with_stream(1, urgent.rate);
    let times = cobham(&[urgent, other]);
    let known = vec![
        KnownAnswer::new("one worker, urgent visits: entry to decision", COBHAM, "days", times[0]),
        KnownAnswer::new("one worker, other visits: entry to decision", COBHAM, "days", times[1]),
        KnownAnswer::new(
            "one worker, other visits: children there",
            COBHAM,
            "children",
            other.rate * times[1],
        ),
    ];
    bench.check(form, known, &|setting, world| {
        vec![
            mean_wait(setting, world, Waits::Stage(ENQUIRY)),
            mean_wait(setting, world, Waits::Stage(ASSESSMENT)),
            mean_level(setting, world, Counter::StageDays, ASSESSMENT),
        ]
    })
}

/// Four workers with one case each, exponential work, load 0.7.
pub fn allocated_workers(form: Form) -> Vec<Check> {
    let (rate, work) = (16.8, 4.0 / DAY);
    let mut bench =
        Bench::new("workers.toml", include_str!("../scenarios/workers.toml")).with_stream(0, rate);
    bench.solved.classes[1].hidden_on_day_0 = 0.0;
    bench.solved.classes[1].onset_per_day = 0.0;
    bench.scenario.teams[1].posts[0].count = 4.0;
    let stage = &mut bench.scenario.stages[ASSESSMENT];
    stage.case_weight = 1.0;
    stage.hours.dist = Family::Exponential;
    let known = vec![
        KnownAnswer::new(
            "four workers, one case each: entry to decision",
            ERLANG,
            "days",
            time_in_system(4, rate, work),
        ),
        KnownAnswer::new(
            "four workers, one case each: unallocated",
            ERLANG,
            "children",
            number_in_line(4, rate, work),
        ),
    ];
    bench.check(form, known, &|setting, world| {
        vec![
            mean_wait(setting, world, Waits::Stage(ASSESSMENT)),
            mean_level(setting, world, Counter::UnallocatedDays, 1),
        ]
    })
}

/// One screener, exponential work, load 0.8, who works up to half as long again when referrals wait.
pub fn overtime(form: Form) -> Vec<Check> {
    let (rate, work) = (9.6, 2.0 / DAY);
    let mut bench =
        Bench::new("queue.toml", include_str!("../scenarios/queue.toml")).with_stream(0, rate);
    bench.scenario.teams[0].posts[0].count = 1.0;
    // One referral that waits is two hours of a week's: the first brings none, and every two more half of what is left.
    let of_one = work / 7.0;
    let overtime =
        Overtime { share: 0.5, onset_weeks: of_one, half_weeks: 2.0 * of_one, price: 0.0 };
    bench.scenario.teams[0].overtime = Some(overtime);
    let faster = |waiting: usize| {
        let beyond = waiting.saturating_sub(1) as f64;
        0.5 * (1.0 - libm::exp2(-beyond / 2.0))
    };
    let answer = birth_and_death(rate, 1.0 / work, &faster);
    let source = "births and deaths, the rate set when work begins";
    let known = vec![
        KnownAnswer::new("one screener, overtime: time to decision", source, "days", answer.time),
        KnownAnswer::new(
            "one screener, overtime: referrals there",
            source,
            "children",
            answer.there,
        ),
        KnownAnswer::new(
            "one screener, overtime: hours beyond contract, of those within",
            source,
            "share",
            answer.beyond,
        ),
    ];
    bench.check(form, known, &|setting, world| {
        vec![
            mean_wait(setting, world, Waits::Screening),
            mean_level(setting, world, Counter::ScreeningDays, 0),
            count(setting, world, Counter::OvertimeHours, 0)
                / count(setting, world, Counter::ContractedHours, 0),
        ]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_to_compare_with_other_programs_is_exactly_ten_servers() {
        let text = include_str!("../../../benches/peers/mmc.toml");
        let bench = Bench::new("mmc.toml", text);
        let known = time_in_system(10, 9.0, 1.0);
        assert!((known - 1.668_732).abs() < 1e-6, "Erlang C: {known}");
        let known = KnownAnswer::new("ten servers: referral to decision", ERLANG, "days", known);
        let checks = bench.check(Form::Short, vec![known], &|setting, world| {
            vec![mean_wait(setting, world, Waits::Screening)]
        });
        assert!(checks.iter().all(Check::passed), "{checks:?}");
        assert!(!checks[0].against(1.668_732 * 1.05).passed(), "a wrong answer is seen");
    }

    #[test]
    fn a_screener_who_goes_home_in_time_would_be_seen() {
        let checks = overtime(Form::Short);
        assert!(checks.iter().all(Check::passed), "{checks:?}");
        let without = time_in_system(1, 9.6, 2.0 / DAY);
        assert!(!checks[0].against(without).passed(), "{checks:?}");
    }
}
