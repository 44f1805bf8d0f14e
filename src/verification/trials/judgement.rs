//! What a worker can know: triage against the Normal closed form, trust and learning.

use crate::experiment::Estimated;
use crate::experiment::{Setting, World};
use crate::measure::{Counter, PeriodId, Scored};
use crate::scenario::{Rush, StageKind, Threshold};

use super::super::bench::{Bench, KnownAnswer};
use super::super::closed_forms::judgement::{
    Class, NormalPrior, before_looking, caution_after, hidden_after, mean_estimate, reaches,
    skill_after,
};
use super::super::{Check, Form};

const NORMAL: &str = "Normal closed form";
/// The class of those at high risk.
const HIGH: usize = 1;

fn bench() -> Bench {
    Bench::new("looks.toml", include_str!("../scenarios/looks.toml"))
        .with_stream(0, 40.0)
        .with_stream(1, 40.0)
}

fn classes(bench: &Bench) -> Vec<Class> {
    let of = |c: &crate::scenario::RiskClass| Class {
        share: c.share,
        mean: c.severity_mean,
        sd: c.severity_sd,
        concealment: c.concealment,
    };
    bench.scenario.risk.iter().map(of).collect()
}

fn screening_precision(bench: &Bench, skill: f64) -> f64 {
    bench.scenario.judgement.per_hour * bench.scenario.triage.hours.mean * skill
}

/// The share of first referrals accepted, by class: all from the first source.
pub fn acceptance_of_the_police(form: Form) -> Vec<Check> {
    acceptance(form, 0)
}

/// The same from the second source.
pub fn acceptance_of_schools(form: Form) -> Vec<Check> {
    acceptance(form, 1)
}

fn acceptance(form: Form, source: usize) -> Vec<Check> {
    let mut bench = bench();
    let (classes, source) = (classes(&bench), bench.scenario.referrals.sources[source].clone());
    let Threshold::Severity(bar) = bench.scenario.triage.accept else {
        unreachable!("the scenario gives a number")
    };
    let looks = [(source.precision, 1.0), (screening_precision(&bench, 1.0), 1.0)];
    let before = before_looking(&classes);
    let known = classes
        .iter()
        .zip(["low", "high"])
        .map(|(&class, name)| {
            let name = format!("first referrals accepted, {name} risk, {}", source.name);
            KnownAnswer::new(name, NORMAL, "share", reaches(bar, before, class, &looks))
        })
        .collect();
    bench.scenario.referrals.sources = vec![crate::scenario::Source { share: 1.0, ..source }];
    bench.check(form, known, &|setting, world| {
        let accepted = |high: bool| {
            mean(
                first_screenings(world, high)
                    .map(|sample| f64::from(u8::from(sample.estimate >= setting.accept()))),
            )
        };
        vec![accepted(false), accepted(true)]
    })
}

/// What follows two events of publicity that each lay blame.
const TWO_EVENTS: &str = r#"
[[publicity]]
label = "a first event"
date = 2021-03-01
peak = 0
blame = 1.0

[[publicity]]
label = "a second event"
date = 2021-07-05
peak = 0
blame = 0.8

[culture]
dismissals = 0
bureaucracy = 0
report_probability = 0

[culture.caution]
climb_days = 60
stays = 0.4
half_life_days = 90
shift = 0.6
at_most = 1.1
"#;

/// The share of referrals accepted, and of the urgent among all, in the time after two events of publicity: caution builds up,
/// fades in part, adds up and has a ceiling, and lowers either threshold by a factor of its own.
pub fn acceptance_after_two_events(form: Form) -> Vec<Check> {
    // Each referral is of a child of its own: no earlier evidence, and as many on every day.
    let text = include_str!("../scenarios/looks.toml")
        .replace(
            "[referrals]\nper_year = 9000\n",
            "[referrals]\narrivals = \"direct\"\nper_year = 40000\n",
        )
        .replace("urgent = 100\n", "urgent = 1.5\naccept_caution = 0.8\nurgent_caution = 0.5\n");
    let bench = Bench::new("looks.toml", &(text + TWO_EVENTS));
    let (scenario, sd) = (&bench.scenario, bench.solved.triage.sd);
    let (classes, triage) = (classes(&bench), &scenario.triage);
    let (Threshold::Severity(accept), Threshold::Severity(urgent)) = (triage.accept, triage.urgent)
    else {
        unreachable!("the scenario gives numbers")
    };
    let caution = scenario.culture.expect("the scenario has a culture").caution;
    let days: Vec<f64> =
        scenario.publicity.iter().map(|event| scenario.time.at(event.date).days()).collect();
    let before = before_looking(&classes);
    // All that come on a day meet the caution with which it began.
    let on = |bar: f64, factor: f64, day: f64| {
        let events: Vec<(f64, f64)> = scenario
            .publicity
            .iter()
            .zip(&days)
            .map(|(event, began)| (event.blame, day - began))
            .collect();
        let shape = [caution.climb_days, caution.stays, caution.half_life_days];
        let at_most = caution.at_most.unwrap_or(f64::INFINITY);
        let bar = bar - factor * caution.shift * caution_after(&events, shape, at_most) * sd;
        let of = |source: &crate::scenario::Source, class: &Class| {
            let looks = [(source.precision, 1.0), (screening_precision(&bench, 1.0), 1.0)];
            source.share * class.share * reaches(bar, before, *class, &looks)
        };
        let sources = scenario.referrals.sources.iter();
        sources.flat_map(|source| classes.iter().map(move |class| of(source, class))).sum::<f64>()
    };
    let (from, to) = (days[0] as u32, scenario.time.horizon().day() as u32);
    let over = |bar: f64, factor: f64| {
        (from..to).map(|day| on(bar, factor, f64::from(day))).sum::<f64>() / f64::from(to - from)
    };
    let known = vec![
        KnownAnswer::new(
            "referrals accepted after two events of publicity",
            "Normal closed form, caution",
            "share",
            over(accept, triage.accept_caution),
        ),
        KnownAnswer::new(
            "referrals taken for urgent after two events of publicity",
            "Normal closed form, caution",
            "share",
            over(urgent, triage.urgent_caution),
        ),
    ];
    bench.check(form, known, &|setting, world| {
        let after = setting.periods.iter().position(|span| span.id == PeriodId::YearAfter);
        let of = |counter: Counter| {
            world.collector().sum(after.unwrap_or(0), setting.catalogue.layout.one(counter))
        };
        let screened = of(Counter::Screened);
        vec![1.0 - of(Counter::ScreenedOut) / screened, of(Counter::Urgent) / screened]
    })
}

/// Mean estimate after a referral, a screening and three visits by the same worker: concealment fades visit by visit.
pub fn trust(form: Form) -> Vec<Check> {
    let mut bench = bench();
    // All are accepted: a threshold would choose whose estimates are seen later.
    bench.scenario.triage.accept = Threshold::Severity(-100.0);
    bench.solved.triage.thresholds[1] = -100.0;
    let source = bench.scenario.referrals.sources[0].clone();
    bench.scenario.referrals.sources =
        vec![crate::scenario::Source { share: 1.0, ..source.clone() }];
    let (classes, judgement) = (classes(&bench), bench.scenario.judgement.clone());
    let direct = bench.scenario.stages[0].hours.direct;
    let mut looks = vec![(source.precision, 1.0), (screening_precision(&bench, 1.0), 1.0)];
    looks.extend((1..=3).map(|n| {
        // A visit's own hours count towards its trust (model.md, section 4).
        (judgement.per_hour * direct, hidden_after(direct * f64::from(n), judgement.trust_hours))
    }));
    let before = before_looking(&classes);
    let known = vec![KnownAnswer::new(
        "estimate of a child who conceals, after three visits",
        "trust curve",
        "severity",
        mean_estimate(before, classes[1], &looks),
    )];
    bench.check(form, known, &|_, world| {
        let decided = world
            .collector()
            .estimates
            .iter()
            .filter(|sample| sample.at() == Scored::Stage(0) && sample.high);
        vec![mean(decided.map(|sample| sample.estimate))]
    })
}

/// Mean estimate of children at a second referral, of whom recording at its floor left part of three visits unwritten.
pub fn files(form: Form) -> Vec<Check> {
    let mut bench = bench();
    let source =
        crate::scenario::Source { share: 1.0, ..bench.scenario.referrals.sources[0].clone() };
    bench.scenario.referrals.sources = vec![source.clone()];
    // All are accepted and closed after their visits, and are soon referred again.
    bench.scenario.triage.accept = Threshold::Severity(-100.0);
    bench.solved.triage.thresholds[1] = -100.0;
    bench.scenario.stages[0].outcomes.clear();
    bench.solved.stages[0].thresholds.clear();
    if let StageKind::Assess { lead_working_days, .. } = &mut bench.scenario.stages[0].kind {
        // So long a case waits for its first visit. It is then that the estimate is read.
        *lead_working_days = 60;
    }
    // Those at high risk alone: the estimates of others lie near 0, where 2 % of what is expected is next to nothing.
    bench.scenario.risk[HIGH].concern_every_days = 200.0;
    bench = bench.with_stream(0, 0.0).with_stream(HIGH, 10.0);
    bench.scenario.judgement.records_retained = 0.8;
    let recorded = 0.25;
    // A start far below any queue: recording is at its floor all the time, so that every file is of the same quality.
    bench.scenario.teams[1].rush = Some(Rush {
        start_weeks: 1.0,
        half_weeks: 1.0,
        floor: 1.0,
        recording_floor: recorded,
        recording_start_weeks: -1e6,
    });
    let (classes, judgement) = (classes(&bench), bench.scenario.judgement.clone());
    let direct = bench.scenario.stages[0].hours.direct;
    let told = [(source.precision, 1.0), (screening_precision(&bench, 1.0), 1.0)];
    let visits = [1.0, 2.0, 3.0]
        .map(|n| (judgement.per_hour * direct, hidden_after(direct * n, judgement.trust_hours)));
    let sum = |looks: &[(f64, f64)]| looks.iter().map(|look| look.0).sum::<f64>();
    let on_file = (sum(&told) + recorded * sum(&visits)) / (sum(&told) + sum(&visits));
    let kept = judgement.records_retained * on_file;
    let before = before_looking(&classes);
    let mut looks: Vec<(f64, f64)> =
        told.iter().chain(&visits).map(|&(precision, hidden)| (kept * precision, hidden)).collect();
    looks.extend(told);
    let known = vec![KnownAnswer::new(
        "estimate at a second referral, of thin files",
        NORMAL,
        "severity",
        mean_estimate(before, classes[HIGH], &looks),
    )];
    bench.check(form, known, &|setting, world| {
        let children = world.children();
        let second = children.ids().map(|id| &children[id]).filter(|child| {
            let waits = child.stage_episode().is_some_and(|stay| stay.visits_made == 0);
            // A further concern would be evidence of its own.
            waits && (child.referrals, child.reached) == (2, 2)
        });
        vec![mean(second.map(|child| child.evidence.estimate(setting.prior)))]
    })
}

/// Mean estimate at screening by workers who began on the first day, in their fifth to eighth week and in the year after.
pub fn learning(form: Form) -> Vec<Check> {
    let mut bench = bench();
    bench.scenario.teams[0].posts[0].experience_days = 0.0;
    let source = bench.scenario.referrals.sources[0].clone();
    bench.scenario.referrals.sources =
        vec![crate::scenario::Source { share: 1.0, ..source.clone() }];
    // Without concealment and far from the prior, so that skill is what shows.
    bench.scenario.risk[1].concealment = 0.0;
    bench.scenario.risk[1].severity_mean = 4.0;
    let classes = classes(&bench);
    let before =
        NormalPrior { mean: bench.solved.prior_mean, precision: bench.solved.prior_precision };
    let judgement = bench.scenario.judgement.clone();
    let over = |from: u32, to: u32| {
        let at = |day: u32| {
            let skill =
                // The middle of the day stands for its hours.
                skill_after(f64::from(day) + 0.5, judgement.skill_new, judgement.learning_days);
            mean_estimate(
                before,
                classes[1],
                &[(source.precision, 1.0), (screening_precision(&bench, skill), 1.0)],
            )
        };
        (from..to).map(at).sum::<f64>() / f64::from(to - from)
    };
    let known = vec![
        KnownAnswer::new(
            "estimate at screening by staff of 4 to 8 weeks",
            "learning curve",
            "severity",
            over(28, 56),
        ),
        KnownAnswer::new(
            "estimate at screening by staff of 8 to 56 weeks",
            "learning curve",
            "severity",
            over(56, 392),
        ),
    ];
    bench.check(form, known, &|_: &Setting<'_>, world: &World| {
        let early = |early: bool| {
            mean(
                first_screenings(world, true).filter(|s| (s.day < 56) == early).map(|s| s.estimate),
            )
        };
        vec![early(true), early(false)]
    })
}

fn first_screenings(world: &World, high: bool) -> impl Iterator<Item = &Estimated> {
    world.collector().estimates.iter().filter(move |sample| {
        sample.at() == Scored::Screening && sample.first && sample.high == high
    })
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_held_all_would_be_seen() {
        let check = &files(Form::Short)[0];
        assert!(check.passed(), "{check:?}");
        // As if everything were on file: 0.8 of it is kept, and not 0.8 * 0.47.
        assert!(!check.against(1.13 * check.expected).passed(), "{check:?}");
    }
}
