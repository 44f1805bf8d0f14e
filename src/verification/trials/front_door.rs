//! Before the front door: hidden children, publicity, and how hidden time ends.

use crate::experiment::{Setting, World};
use crate::measure::{Counter, Indicator, Place};
use crate::scenario::Scenario;
use crate::time::SimTime;

use super::super::bench::{Bench, KnownAnswer, count};
use super::super::closed_forms::hidden::{
    Hidden, first_of, first_referrals, publicity, referral_rate,
};
use super::super::{Check, Form};

const ODE: &str = "H' = onset - (a(t) + d) H, first referrals a(t) H(t)";
const VOLUME: &str = "per_year share_c (1 + (f(t) - 1) u_c)";
const CLOCKS: &str = "competing exponentials";
/// Weeks of the observed period over which first referrals are added up: before the first event, its ramp, its fade, the second.
const WEEKS: [(&str, usize, usize); 4] = [
    ("before publicity", 0, 13),
    ("first 8 weeks of publicity", 13, 21),
    ("next 19 weeks", 21, 40),
    ("after a second event", 40, 53),
];

/// First referrals through two waves of publicity, by week and by class.
pub fn hidden_children(form: Form) -> Vec<Check> {
    let mut bench = Bench::new("hidden.toml", include_str!("../scenarios/hidden.toml"));
    for (class, (onset, hidden)) in
        // More hidden children than the steady state has: the equation has something to follow from the first day.
        bench.solved.classes.iter_mut().zip([(9.0, 900.0), (2.0, 500.0), (1.0, 300.0)])
    {
        class.onset_per_day = onset;
        class.hidden_on_day_0 = hidden;
    }
    let by_day = theory(&bench);
    let observed = &by_day[bench.scenario.time.warmup_days as usize..];
    let over = |days: &[Vec<f64>], class: Option<usize>| -> f64 {
        days.iter().map(|day| class.map_or_else(|| day.iter().sum::<f64>(), |c| day[c])).sum()
    };
    let weeks = WEEKS.iter().map(|&(name, from, to)| {
        KnownAnswer::new(
            format!("first referrals, {name}"),
            ODE,
            "children",
            over(&observed[from * 7..to * 7], None),
        )
    });
    let classes = bench.scenario.risk.iter().enumerate().map(|(c, class)| {
        KnownAnswer::new(
            format!("first referrals, class {}", class.name),
            ODE,
            "children",
            over(observed, Some(c)),
        )
    });
    let known = weeks.chain(classes).collect();
    bench.check(form, known, &|setting, world| {
        let mut row: Vec<f64> = WEEKS
            .iter()
            .map(|&(_, from, to)| (from..to).map(|week| referrals(setting, world, week)).sum())
            .collect();
        row.extend(
            (0..3).map(|class| count(setting, world, Counter::FirstReferralsByClass, class)),
        );
        row
    })
}

fn referrals(setting: &Setting<'_>, world: &World, week: usize) -> f64 {
    let lines = &setting.series.lines;
    let line = lines
        .iter()
        .position(|line| line.id == Indicator::Referrals.into())
        .expect("referrals are a weekly series");
    f64::from(world.collector().weeks[(week * lines.len() + line) * 2])
}

fn theory(bench: &Bench) -> Vec<Vec<f64>> {
    let scenario = &bench.scenario;
    let classes: Vec<Hidden> = scenario
        .risk
        .iter()
        .zip(&bench.solved.classes)
        .map(|(class, solved)| Hidden {
            onset: solved.onset_per_day,
            ends: 1.0 / class.resolves_after_days + class.harm_per_year / 365.25,
            escalates: class.escalates_per_year / 365.25,
            at_start: solved.hidden_on_day_0,
        })
        .collect();
    let days = (scenario.time.warmup_days + scenario.time.run_days) as usize;
    let concerns = concerns_by_source(scenario, days);
    first_referrals(&classes, days, &|class, t| {
        let facts = &scenario.risk[class];
        let day = t as usize;
        let sources: Vec<(f64, f64, f64)> = scenario
            .referrals
            .sources
            .iter()
            .zip(&concerns)
            .map(|(source, &share)| {
                let term = if scenario.calendar.in_school_holidays(day) {
                    source.in_school_holidays
                } else {
                    1.0
                };
                // 4 January 2021 is a Monday.
                let base = facts.recognition * scenario.referrals.weekday[day % 7] * term;
                let height: f64 = scenario
                    .publicity
                    .iter()
                    .map(|event| {
                        let (since, shape) = (t - scenario.time.at(event.date).days(), event.shape);
                        publicity(
                            since,
                            shape.peak,
                            shape.ramp_days,
                            shape.half_life_days,
                            shape.lasting,
                        )
                    })
                    .sum();
                (share, base, 1.0 + source.publicity_response * height)
            })
            .collect();
        referral_rate(facts.concern_every_days, &sources)
    })
}

// Shares are of referrals: of concerns a source that sees less in school holidays has the more.
fn concerns_by_source(scenario: &Scenario, days: usize) -> Vec<f64> {
    let holidays = (0..days).filter(|&day| scenario.calendar.in_school_holidays(day)).count()
        as f64
        / days as f64;
    let weights: Vec<f64> = scenario
        .referrals
        .sources
        .iter()
        .map(|s| s.share / (1.0 - holidays + holidays * s.in_school_holidays))
        .collect();
    let all: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / all).collect()
}

/// Of the observed period: until the day on which more is referred, and from then on.
const VOLUME_WEEKS: [(&str, usize, usize); 2] = [("before the day", 0, 35), ("after it", 35, 78)];

/// Referrals by class and by time where months differ, more is referred every year, and from a day on, half of it of the lowest class.
pub fn volume(form: Form) -> Vec<Check> {
    let mut bench = Bench::new("volume.toml", include_str!("../scenarios/volume.toml"));
    let per_year = bench.scenario.referrals.per_year;
    // The steady state: half of those referred leave, nobody else is known for long, and those hidden escalate.
    let mut escalate_in = 0.0;
    for (class, solved) in bench.scenario.risk.iter().zip(&mut bench.solved.classes) {
        let referrals = per_year * class.share / 365.25;
        let hidden = referrals / (class.recognition / class.concern_every_days);
        let escalates = class.escalates_per_year / 365.25;
        let ends = 1.0 / class.resolves_after_days + class.harm_per_year / 365.25 + escalates;
        let entries = ends * hidden + 0.5 * referrals;
        solved.onset_per_day = entries - escalate_in;
        solved.hidden_on_day_0 = hidden;
        solved.given = solved.asked;
        solved.entries_per_day = Some(entries);
        escalate_in = escalates * hidden;
    }
    let scenario = &bench.scenario;
    let observed = scenario.time.warmup_days as usize..;
    let days: Vec<usize> = observed.take(scenario.time.run_days as usize).collect();
    let more_from = scenario.time.at(scenario.schedule[0].date).day();
    let volume = |day: usize| {
        let years = (day - scenario.time.warmup_days as usize) as f64 + 0.5;
        let date = scenario.time.date(SimTime::from_days(day as f64));
        let shares = scenario.referrals.months.expect("they are written");
        let month = shares[date.month() as usize - 1] * 365.0
            / f64::from(date.days_in_month().min(31) as u8);
        let grown = libm::pow(1.1, years / 365.25);
        month * grown * if day >= more_from { 1.3 } else { 1.0 }
    };
    // Of what is added 0.4 is like the rest, and the rest of it low.
    let of_class = |class: usize, day: usize| {
        let response = [0.4 + 0.6 / 0.7, 0.4, 0.4][class];
        let normal = per_year / 365.25 * scenario.risk[class].share;
        normal * (1.0 + (volume(day) - 1.0) * response)
    };
    let by_week = VOLUME_WEEKS.map(|(name, from, to)| {
        let referrals = days[from * 7..to * 7].iter().map(|&day| per_year / 365.25 * volume(day));
        KnownAnswer::new(format!("referrals, {name}"), VOLUME, "referrals", referrals.sum())
    });
    let by_class = (0..3).map(|class| {
        let referrals = days.iter().map(|&day| of_class(class, day)).sum();
        let name = format!("referrals, class {}", scenario.risk[class].name);
        KnownAnswer::new(name, VOLUME, "referrals", referrals)
    });
    let known = by_week.into_iter().chain(by_class).collect();
    bench.check(form, known, &|setting, world| {
        let of_weeks = |&(_, from, to): &(&str, usize, usize)| {
            (from..to).map(|week| referrals(setting, world, week)).sum()
        };
        let mut row: Vec<f64> = VOLUME_WEEKS.iter().map(of_weeks).collect();
        row.extend((0..3).map(|class| count(setting, world, Counter::ReferralsByClass, class)));
        row
    })
}

/// Children harmed or resolved before anyone referred them, and harms.
pub fn competing_clocks(form: Form) -> Vec<Check> {
    let mut bench = Bench::new("clocks.toml", include_str!("../scenarios/clocks.toml"));
    let (onset, class) = (4.0, bench.scenario.risk[0].clone());
    let (referred, resolved, harmed) = (
        class.recognition / class.concern_every_days,
        1.0 / class.resolves_after_days,
        class.harm_per_year / 365.25,
    );
    bench.solved.classes[0].onset_per_day = onset;
    // The steady state: nobody is ever accepted, so all children end by the same two clocks, referred or not.
    bench.solved.classes[0].hidden_on_day_0 = onset / (resolved + harmed);
    let days = f64::from(bench.scenario.time.run_days);
    let unreferred = first_of(resolved + harmed, referred);
    let harms = onset * days * first_of(harmed, resolved);
    let known = vec![
        KnownAnswer::new(
            "high-risk children never referred before the end",
            CLOCKS,
            "share",
            unreferred,
        ),
        KnownAnswer::new(
            "harms to children never referred",
            CLOCKS,
            "children",
            harms * unreferred,
        ),
        KnownAnswer::new("harms", CLOCKS, "children", harms),
        KnownAnswer::new("expected harms, from each child's exposure", CLOCKS, "children", harms),
    ];
    bench.check(form, known, &|setting, world| {
        let of = |counter| count(setting, world, counter, 0);
        let places = |counter| {
            Place::ALL
                .into_iter()
                .map(|place| count(setting, world, counter, place as usize))
                .sum::<f64>()
        };
        vec![
            of(Counter::HighEndedUnreferred) / of(Counter::HighEnded),
            count(setting, world, Counter::Harms, Place::Unknown as usize),
            places(Counter::Harms),
            places(Counter::ExpectedHarms),
        ]
    })
}
