//! From replications to results: estimates, paired differences, chance, series and distributions.

use jiff::civil::Date;

use crate::measure::{Catalogue, Counter, Formula, Settlement, Waits};
use crate::model::Setting;
use crate::model::event::Event;
use crate::scenario::{Solved, Stopping, TargetUse};
use crate::stats::{Estimate, LogHistogram, Reached, Spread, jackknife, sectioned_quantile};
use crate::time::{Days, SimTime};

use super::replicate::{ReplicationOutput, WorldOutput};
use super::result::{
    ChainLink, Distribution, DistributionPeriod, EventCount, Headline, LeftOut, MeasureResult, Month, Period,
    PeriodValue, PublicityMark, Replicated, RunResult, Series, TargetResult, WeekPoint,
};
use super::runner::Experiment;
use super::warnings;

/// Counters of all replications, ready for formulas: sums over replications, and each left out in turn.
pub struct Sums {
    periods: Vec<PeriodSums>,
    replications: usize,
}

struct PeriodSums {
    run: Counters,
    twin: Option<Counters>,
}

struct Counters {
    total: Vec<f64>,
    each: Vec<Vec<f64>>,
}

impl Counters {
    fn of<'o>(outputs: impl Iterator<Item = &'o WorldOutput>, period: usize, width: usize) -> Counters {
        let each: Vec<Vec<f64>> =
            outputs.map(|output| output.sums[period * width..(period + 1) * width].to_vec()).collect();
        let mut total = vec![0.0; width];
        for one in &each {
            for (sum, x) in total.iter_mut().zip(one) {
                *sum += x;
            }
        }
        Counters { total, each }
    }

    fn without(&self, i: usize, buffer: &mut Vec<f64>) {
        buffer.clear();
        buffer.extend(self.total.iter().zip(&self.each[i]).map(|(sum, x)| sum - x));
    }
}

impl Sums {
    /// The sums of finished replications.
    #[must_use]
    pub fn of(setting: &Setting<'_>, outputs: &[ReplicationOutput]) -> Sums {
        let width = setting.catalogue.layout.len();
        let period = |p: usize| PeriodSums {
            run: Counters::of(outputs.iter().map(|output| &output.run), p, width),
            twin: outputs
                .iter()
                .all(|output| output.twin.is_some())
                .then(|| Counters::of(outputs.iter().filter_map(|output| output.twin.as_ref()), p, width)),
        };
        Sums { periods: (0..setting.periods.len()).map(period).collect(), replications: outputs.len() }
    }

    /// A statistic of the run's and the twin's sums over a period, with its jackknife interval. The statistic is told how many
    /// replications the sums are of.
    pub fn estimate(
        &self,
        period: usize,
        statistic: impl Fn(&[f64], &[f64], usize) -> Option<f64>,
    ) -> Option<Estimate> {
        let sums = &self.periods[period];
        let twin = sums.twin.as_ref().unwrap_or(&sums.run);
        let n = self.replications;
        let full = statistic(&sums.run.total, &twin.total, n);
        full?;
        let (mut a, mut b) = (Vec::new(), Vec::new());
        let left_out: Vec<Option<f64>> = (0..n)
            .map(|i| {
                sums.run.without(i, &mut a);
                twin.without(i, &mut b);
                if n > 1 { statistic(&a, &b, n - 1) } else { full }
            })
            .collect();
        jackknife(full, &left_out)
    }

    fn has_twin(&self) -> bool {
        self.periods.first().is_some_and(|sums| sums.twin.is_some())
    }

    /// All measures of a period at once: run, twin, difference.
    fn all(&self, period: usize, formulas: &[&Formula]) -> Vec<[Option<Estimate>; 3]> {
        let sums = &self.periods[period];
        let n = self.replications;
        let twin = sums.twin.as_ref();
        let on = |formula: &Formula, run: &[f64], twin: Option<&[f64]>, n: usize| {
            let a = formula.on(run, n);
            let b = twin.and_then(|twin| formula.on(twin, n));
            [a, b, a.zip(b).map(|(a, b)| a - b)]
        };
        let mut left_out = vec![[const { Vec::new() }; 3]; formulas.len()];
        let (mut a, mut b) = (Vec::new(), Vec::new());
        for i in 0..if n > 1 { n } else { 0 } {
            sums.run.without(i, &mut a);
            if let Some(twin) = twin {
                twin.without(i, &mut b);
            }
            for (formula, values) in formulas.iter().zip(&mut left_out) {
                let three = on(formula, &a, twin.map(|_| &b[..]), n - 1);
                values.iter_mut().zip(three).for_each(|(values, value): (&mut Vec<Option<f64>>, _)| values.push(value));
            }
        }
        formulas
            .iter()
            .zip(left_out)
            .map(|(formula, values)| {
                let full = on(formula, &sums.run.total, twin.map(|twin| &twin.total[..]), n);
                let [v0, v1, v2] = values;
                let estimate = |full, values: Vec<Option<f64>>| {
                    let values = if n > 1 { values } else { vec![full] };
                    jackknife(full, &values)
                };
                [estimate(full[0], v0), estimate(full[1], v1), estimate(full[2], v2)]
            })
            .collect()
    }

    fn chance(&self, period: usize, formula: &Formula) -> Option<Spread> {
        let mut values: Vec<f64> = self.periods[period].run.each.iter().filter_map(|one| formula.on(one, 1)).collect();
        (values.len() > 1).then(|| Spread::of(&mut values)).flatten()
    }
}

/// The half-width of a measure in the headline period, as a stopping rule needs it.
#[must_use]
pub fn half_width(setting: &Setting<'_>, sums: &Sums, sections: &[Vec<LogHistogram>], id: &str) -> Option<f64> {
    let formula = setting.catalogue.formula(id).ok()?;
    let period = headline_period(setting);
    match formula {
        Formula::Quantile { histogram, p } => {
            let pooled = Pooled::of(setting, sections, period, histogram);
            pooled.quantile(p, sums.replications).0?.half_width
        }
        _ => sums.estimate(period, |run, _, n| formula.on(run, n))?.half_width,
    }
}

/// The place of the period the headline is about: the year after, or without publicity the whole observed period.
#[must_use]
pub fn headline_period(setting: &Setting<'_>) -> usize {
    setting.periods.iter().position(|span| span.id == "year_after").unwrap_or(0)
}

struct Pooled {
    all: LogHistogram,
    sections: Vec<LogHistogram>,
}

impl Pooled {
    fn of(setting: &Setting<'_>, sections: &[Vec<LogHistogram>], period: usize, histogram: usize) -> Pooled {
        let place = period * setting.catalogue.layout.histograms() + histogram;
        let sections: Vec<LogHistogram> = sections.iter().filter_map(|section| section.get(place).cloned()).collect();
        let mut all = LogHistogram::new();
        sections.iter().for_each(|section| all.merge(section));
        Pooled { all, sections }
    }

    fn quantile(&self, p: f64, replications: usize) -> (Option<Estimate>, Option<f64>) {
        let sections: Vec<Option<Reached>> = self.sections.iter().map(|section| section.quantile(p)).collect();
        sectioned_quantile(&self.all, &sections, p, replications)
    }

    /// Run minus twin, section by section.
    fn difference(&self, twin: &Pooled, p: f64, replications: usize) -> Option<Estimate> {
        let at = |h: &LogHistogram| h.quantile(p).and_then(|r| if let Reached::At(x) = r { Some(x) } else { None });
        let mean = at(&self.all)? - at(&twin.all)?;
        let sections: Option<Vec<f64>> =
            self.sections.iter().zip(&twin.sections).map(|(a, b)| Some(at(a)? - at(b)?)).collect();
        let half_width =
            sections.filter(|s| s.len() > 1).and_then(|s| Estimate::of_mean(&s)).and_then(|e| e.half_width);
        Some(Estimate { mean, half_width, level: crate::stats::LEVEL, replications })
    }
}

/// What is known of a run besides its replications.
pub struct About<'a> {
    /// The resolved scenario as TOML.
    pub resolved: String,
    /// Hash of the resolved scenario.
    pub scenario_hash: String,
    /// First eight digits of the hash of everything the result depends on.
    pub run_id: String,
    /// Warnings from reading the file.
    pub warnings: Vec<super::result::Warning>,
    /// What the model leaves out.
    pub left_out: Vec<LeftOut>,
    /// What results must not be used for.
    pub not_for: &'a str,
}

/// Everything a run found.
#[must_use]
pub fn summarise(setting: &Setting<'_>, solved: &Solved, experiment: &Experiment, about: About<'_>) -> RunResult {
    let scenario = setting.scenario;
    let sums = Sums::of(setting, &experiment.outputs);
    let measures = measures(setting, experiment, &sums);
    let weekly = weekly(setting, experiment);
    let mut result = RunResult {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        format: 1,
        name: scenario.name.clone(),
        description: scenario.description.clone(),
        scenario_hash: about.scenario_hash,
        run_id: about.run_id,
        resolved: about.resolved,
        seed: scenario.replications.seed,
        replications: replicated(setting, experiment),
        without: without(setting),
        has_twin: sums.has_twin(),
        observed_from: scenario.time.date(setting.observed_from),
        horizon: scenario.time.date(setting.horizon),
        publicity: marks(setting),
        periods: periods(setting),
        headline: headline(setting, &sums),
        chain: chain(setting, &measures),
        targets: targets(setting, experiment, &sums),
        months: months(setting, &experiment.outputs),
        distributions: distributions(setting, experiment),
        events: events(experiment.outputs.iter().map(|output| &output.run)),
        events_twin: events(experiment.outputs.iter().filter_map(|output| output.twin.as_ref())),
        measures,
        weekly,
        solved: solved.clone(),
        warnings: about.warnings,
        left_out: about.left_out,
        not_for: about.not_for.to_owned(),
    };
    result.warnings.extend(warnings::of_run(setting, solved, experiment, &result));
    result
}

fn replicated(setting: &Setting<'_>, experiment: &Experiment) -> Replicated {
    let rule = match &setting.scenario.replications.stopping {
        Stopping::Count(count) => format!("a fixed count of {count}"),
        Stopping::Precision(precision) => {
            let headline = precision.headline.map(|half| format!("miss_rate to ± {half}"));
            let others = precision.of.iter().map(|(id, half)| format!("{id} to ± {half}"));
            let all: Vec<String> = headline.into_iter().chain(others).collect();
            format!(
                "until 95 % intervals are as narrow as asked ({}), at least {}, at most {}",
                all.join("; "),
                precision.min,
                precision.max
            )
        }
    };
    Replicated {
        asked: experiment.asked,
        finished: experiment.outputs.len() as u32,
        complete: experiment.complete,
        rule,
    }
}

fn without(setting: &Setting<'_>) -> Vec<String> {
    let mut switches = setting.scenario.without;
    crate::scenario::Switches::NAMES
        .iter()
        .filter(|name| switches.by_name(name).is_some_and(|on| *on))
        .map(|name| (*name).to_owned())
        .collect()
}

fn marks(setting: &Setting<'_>) -> Vec<PublicityMark> {
    let time = &setting.scenario.time;
    let inside = |event: &&crate::scenario::Publicity| setting.observed(time.at(event.date));
    let mark = |event: &crate::scenario::Publicity| PublicityMark { label: event.label.clone(), date: event.date };
    if setting.scenario.without.publicity {
        Vec::new()
    } else {
        setting.scenario.publicity.iter().filter(inside).map(mark).collect()
    }
}

fn periods(setting: &Setting<'_>) -> Vec<Period> {
    let date = |time: SimTime| setting.scenario.time.date(time);
    setting
        .periods
        .iter()
        .map(|span| Period {
            id: span.id.clone(),
            label: span.label.clone(),
            from: date(span.from),
            to: date(span.to),
            noticed_to: date(span.noticed_to),
            days: (span.to - span.from).0,
        })
        .collect()
}

fn measures(setting: &Setting<'_>, experiment: &Experiment, sums: &Sums) -> Vec<MeasureResult> {
    let Catalogue { measures, .. } = &setting.catalogue;
    let formulas: Vec<&Formula> = measures.iter().map(|measure| &measure.formula).collect();
    let mut results: Vec<MeasureResult> = measures
        .iter()
        .map(|measure| MeasureResult {
            id: measure.id.clone(),
            label: measure.label.clone(),
            unit: measure.unit.to_owned(),
            better: measure.better,
            values: Vec::new(),
        })
        .collect();
    for (p, span) in setting.periods.iter().enumerate() {
        let estimates = sums.all(p, &formulas);
        for ((measure, result), [run, twin, difference]) in measures.iter().zip(&mut results).zip(estimates) {
            let mut value = PeriodValue {
                period: span.id.clone(),
                run,
                twin,
                difference,
                chance: sums.chance(p, &measure.formula),
                more_than: None,
                more_than_twin: None,
            };
            if let Formula::Quantile { histogram, p: probability } = measure.formula {
                quantile_value(setting, experiment, p, histogram, probability, &mut value);
            }
            result.values.push(value);
        }
    }
    results
}

fn quantile_value(
    setting: &Setting<'_>,
    experiment: &Experiment,
    period: usize,
    histogram: usize,
    p: f64,
    value: &mut PeriodValue,
) {
    let n = experiment.outputs.len();
    let run = Pooled::of(setting, &experiment.run, period, histogram);
    let twin = Pooled::of(setting, &experiment.twin, period, histogram);
    (value.run, value.more_than) = run.quantile(p, n);
    if !experiment.twin.iter().all(Vec::is_empty) {
        (value.twin, value.more_than_twin) = twin.quantile(p, n);
        value.difference = run.difference(&twin, p, n);
    }
}

fn headline(setting: &Setting<'_>, sums: &Sums) -> Headline {
    let period = headline_period(setting);
    let before = setting.periods.iter().position(|span| span.id == "before");
    let has_twin = sums.has_twin();
    let measure = |id: &str| setting.catalogue.get(id).map(|measure| measure.formula.clone());
    let run = |id: &str, period: usize| {
        let formula = measure(id)?;
        sums.estimate(period, |run, _, n| formula.on(run, n))
    };
    let twin = |id: &str| {
        let formula = measure(id).filter(|_| has_twin)?;
        sums.estimate(period, |_, twin, n| formula.on(twin, n))
    };
    let difference = |id: &str| {
        let formula = measure(id).filter(|_| has_twin)?;
        sums.estimate(period, |run, twin, n| Some(formula.on(run, n)? - formula.on(twin, n)?))
    };
    let layout = &setting.catalogue.layout;
    let missed: Vec<usize> =
        Settlement::ROUTES.iter().map(|&r| layout.at(Counter::EpisodesSettled, r as usize)).collect();
    let opened = layout.one(Counter::Episodes);
    let count = |sums: &[f64]| missed.iter().map(|&k| sums[k]).sum::<f64>();
    // More episodes at the twin's rate of missing; the rest is worse service.
    let more = |run: &[f64], twin: &[f64], n: usize| {
        (twin[opened] > 0.0).then(|| (run[opened] - twin[opened]) * count(twin) / twin[opened] / n as f64)
    };
    let worse = |run: &[f64], twin: &[f64], n: usize| {
        more(run, twin, n).map(|more| (count(run) - count(twin)) / n as f64 - more)
    };
    Headline {
        period: setting.periods[period].id.clone(),
        miss_rate: run("miss_rate", period),
        miss_rate_before: before.and_then(|before| run("miss_rate", before)),
        miss_rate_twin: twin("miss_rate"),
        miss_rate_difference: difference("miss_rate"),
        missed: run("missed", period),
        missed_twin: twin("missed"),
        excess: difference("missed"),
        noticed: run("noticed", period),
        noticed_twin: twin("noticed"),
        expected_harms_difference: difference("expected_harms"),
        expected_harms: run("expected_harms", period),
        excess_more_episodes: if has_twin { sums.estimate(period, more) } else { None },
        excess_worse_service: if has_twin { sums.estimate(period, worse) } else { None },
    }
}

fn chain(setting: &Setting<'_>, measures: &[MeasureResult]) -> Vec<ChainLink> {
    let period = headline_period(setting);
    let scenario = setting.scenario;
    let mut ids: Vec<String> = ["referrals_per_month", "pressure", "threshold_shift"].map(str::to_owned).into();
    ids.extend(scenario.teams.iter().map(|team| format!("wait_p90[allocation, {}]", team.name)));
    ids.extend(scenario.teams.iter().map(|team| format!("unallocated[{}]", team.name)));
    ids.extend(["minutes", "sick_share", "leavers_per_year"].map(str::to_owned));
    ids.extend(Settlement::ROUTES.iter().map(|route| format!("missed[{}]", route.name())));
    ids.extend(["missed", "miss_rate", "expected_harms"].map(str::to_owned));
    let serves = |team: &str| {
        let id = scenario.teams.iter().position(|t| t.name == team);
        scenario.stages.iter().any(|stage| stage.team.map(crate::scenario::TeamId::index) == id)
    };
    let served = |id: &str| {
        let team = id.strip_prefix("wait_p90[allocation, ").or(id.strip_prefix("unallocated["));
        team.and_then(|rest| rest.strip_suffix(']')).is_none_or(serves)
    };
    ids.iter()
        .filter(|id| served(id))
        .filter_map(|id| measures.iter().find(|measure| &measure.id == id))
        .map(|measure| {
            let value = &measure.values[period];
            ChainLink {
                measure: measure.id.clone(),
                label: measure.label.clone(),
                unit: measure.unit.clone(),
                run: value.run,
                twin: value.twin,
                difference: value.difference,
                shown: value.difference.is_some_and(|difference| difference.excludes_zero()),
            }
        })
        .collect()
}

fn targets(setting: &Setting<'_>, experiment: &Experiment, sums: &Sums) -> Vec<TargetResult> {
    let scenario = setting.scenario;
    let default = setting.periods.iter().position(|span| span.id == "before").unwrap_or(0);
    scenario
        .targets
        .iter()
        .map(|target| {
            let own = target.period.map(|(first, last)| format!("{first}..{last}"));
            let period = own.and_then(|id| setting.periods.iter().position(|span| span.id == id)).unwrap_or(default);
            let model = setting.catalogue.formula(&target.measure).ok().and_then(|formula| match formula {
                Formula::Quantile { histogram, p } => {
                    Pooled::of(setting, &experiment.run, period, histogram).quantile(p, experiment.outputs.len()).0
                }
                _ => sums.estimate(period, |run, _, n| formula.on(run, n)),
            });
            let figure = scenario.evidence.figures.iter().find(|figure| figure.id == target.source);
            TargetResult {
                measure: target.measure.clone(),
                period: setting.periods[period].label.clone(),
                low: target.low,
                high: target.high,
                met: model.is_some_and(|model| model.mean >= target.low && model.mean <= target.high),
                model,
                used: if target.used == TargetUse::Fit { "fit" } else { "held out" }.to_owned(),
                source: target.source.clone(),
                citation: figure.map(|figure| format!("{}, {} ({})", figure.source, figure.year, figure.address)),
                missed_because: target.missed_because.clone(),
            }
        })
        .collect()
}

fn weekly(setting: &Setting<'_>, experiment: &Experiment) -> Vec<Series> {
    let lines = &setting.series.lines;
    let weeks = experiment.outputs.first().map_or(0, |output| output.run.weeks.len() / 2 / lines.len().max(1));
    let first = setting.scenario.time.date(setting.observed_from);
    let date = |week: usize| -> Date { first.saturating_add(jiff::Span::new().days(week as i64 * 7)) };
    let twins = experiment.outputs.iter().all(|output| output.twin.is_some());
    lines
        .iter()
        .enumerate()
        .map(|(l, line)| {
            let count = line.under.is_empty();
            let place = |week: usize| (week * lines.len() + l) * 2;
            let mean = |world: &dyn Fn(&ReplicationOutput) -> Option<(f32, f32)>| {
                let (mut over, mut under, mut n) = (0.0, 0.0, 0.0);
                for (a, b) in experiment.outputs.iter().filter_map(world) {
                    over += f64::from(a);
                    under += f64::from(b);
                    n += 1.0;
                }
                let base = if count { n } else { under };
                (base > 0.0).then(|| over / base)
            };
            let at = |output: &WorldOutput, week: usize| (output.weeks[place(week)], output.weeks[place(week) + 1]);
            let point = |week: usize| {
                let each = experiment.outputs.iter().filter_map(|output| {
                    let (over, under) = at(&output.run, week);
                    let under = if count { 1.0 } else { under };
                    (under > 0.0).then(|| f64::from(over) / f64::from(under))
                });
                let mut each: Vec<f64> = each.collect();
                WeekPoint {
                    date: date(week),
                    run: mean(&|output| Some(at(&output.run, week))),
                    twin: if twins { mean(&|output| output.twin.as_ref().map(|twin| at(twin, week))) } else { None },
                    chance: if each.len() > 1 { Spread::of(&mut each) } else { None },
                }
            };
            Series {
                id: line.id.clone(),
                label: line.label.clone(),
                unit: line.unit.clone(),
                points: (0..weeks).map(point).collect(),
            }
        })
        .collect()
}

fn months(setting: &Setting<'_>, outputs: &[ReplicationOutput]) -> Vec<Month> {
    let first = setting.scenario.time.date(setting.observed_from).first_of_month();
    let count = outputs.first().map_or(0, |output| output.run.months.len());
    let n = outputs.len() as f64;
    let straddles = |date: Date| {
        let (Some(before), Some(surge)) = (setting.periods.iter().find(|span| span.id == "before"), setting.surge_day)
        else {
            return false;
        };
        let ends = setting.scenario.time.at(date.last_of_month()) + Days(1.0);
        // The month of the event itself is mixed, and shown as what came after.
        ends > before.noticed_to && ends <= surge
    };
    let named =
        |settled: [f64; 9]| Settlement::ALL.iter().map(|s| (s.name().to_owned(), settled[*s as usize])).collect();
    let mean = |world: &dyn Fn(&ReplicationOutput) -> Option<[f32; 9]>| {
        let mut sums = [0.0; 9];
        for month in outputs.iter().filter_map(world) {
            sums.iter_mut().zip(month).for_each(|(sum, x)| *sum += f64::from(x) / n);
        }
        sums
    };
    let observed_months = (0..count).map(|m| (m, first.saturating_add(jiff::Span::new().months(m as i64))));
    observed_months
        .filter(|(_, date)| setting.scenario.time.at(*date) < setting.horizon)
        .map(|(m, date)| Month {
            date,
            straddles: straddles(date),
            run: named(mean(&|output| Some(output.run.months[m]))),
            twin: named(mean(&|output| output.twin.as_ref().map(|twin| twin.months[m]))),
        })
        .collect()
}

fn distributions(setting: &Setting<'_>, experiment: &Experiment) -> Vec<Distribution> {
    let scenario = setting.scenario;
    let mut all: Vec<(String, String, &str, Waits)> = vec![
        ("wait[screening]".into(), "Referral to screening".into(), "days", Waits::Screening),
        (
            "wait[protection]".into(),
            "Coming to notice to protection, high-risk children".into(),
            "days",
            Waits::Protection,
        ),
    ];
    for (t, team) in scenario.teams.iter().enumerate() {
        let label = format!("{}: entry to allocation", team.name);
        all.push((format!("wait[allocation, {}]", team.name), label, "days", Waits::Allocation(t)));
    }
    for (s, stage) in scenario.stages.iter().enumerate() {
        let name = &stage.name;
        all.push((format!("time[{name}]"), format!("{name}: entry to decision"), "days", Waits::Stage(s)));
        all.push((
            format!("minutes[{name}]"),
            format!("{name}: direct minutes a visit"),
            "minutes",
            Waits::DirectMinutes(s),
        ));
        all.push((
            format!("length[{name}]"),
            format!("{name}: length, extensions included"),
            "days",
            Waits::PlanLength(s),
        ));
    }
    all.into_iter()
        .map(|(id, label, unit, waits)| {
            let histogram = setting.catalogue.layout.histogram(waits);
            let period = |(p, span): (usize, &crate::model::setting::Span)| {
                let run = Pooled::of(setting, &experiment.run, p, histogram).all;
                let twin = Pooled::of(setting, &experiment.twin, p, histogram).all;
                (run.count() > 0).then(|| DistributionPeriod {
                    period: span.id.clone(),
                    count: run.count(),
                    still_waiting: run.censored(),
                    run: run.cumulative(100),
                    twin: twin.cumulative(100),
                })
            };
            let periods = setting.periods.iter().enumerate().filter_map(period).collect();
            Distribution { id, label, unit: unit.to_owned(), periods }
        })
        .filter(|distribution| !distribution.periods.is_empty())
        .collect()
}

fn events<'o>(outputs: impl Iterator<Item = &'o WorldOutput>) -> Vec<EventCount> {
    let mut counts = [0_u64; Event::KINDS.len()];
    for output in outputs {
        counts.iter_mut().zip(output.events).for_each(|(sum, count)| *sum += count);
    }
    Event::KINDS.iter().zip(counts).map(|(kind, count)| EventCount { kind: (*kind).to_owned(), count }).collect()
}
