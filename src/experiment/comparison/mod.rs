//! Scenarios against a baseline on common random numbers: the same replications of the same chance, so that most of what
//! luck does is the same on all sides and falls out of the difference.
//!
//! Measures are matched by id, periods by id and dates. Differences are formed within each replication: their intervals are
//! those of a paired design (Law, Simulation Modeling and Analysis, 2015, section 10.2), and
//! [`PeriodDifference`](crate::results::comparison::PeriodDifference) says how much the pairing saved.

mod apart;
mod common;
mod cost;
mod measures;
mod pairs;
mod runs;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::measure::{Formula, Indicator};
use crate::model::Setting;
use crate::results::Warning;
use crate::results::comparison::{
    Against, ComparisonResult, CostPerMiss, Counts, NoCost, Note, SideResult,
};
use crate::scenario::RiskClass;
use crate::stats::few;

use super::identity::BUILD;
use super::replicate::{ReplicationOutput, WorldOutput};
use super::summary::{Sums, chain, periods};
use measures::Matched;

pub use common::{Incomparable, SharedHeadline, headline, other_days};
pub use runs::Runs;

/// What is known of a comparison besides its replications.
pub struct AboutComparison<'a> {
    /// First eight digits of the hash of everything the comparison depends on.
    pub run_id: String,
    /// For each side its key, its name among the others and the hash of its resolved scenario.
    pub sides: Vec<NamedSide>,
    /// Place of the baseline.
    pub baseline: usize,
    /// What was done to make the sides comparable.
    pub notes: Vec<Note>,
    /// What results must not be used for.
    pub not_for: &'a str,
}

/// How a side is called.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedSide {
    /// A short key of its own.
    pub id: String,
    /// A name of its own.
    pub name: String,
    /// blake3 hash of the resolved scenario.
    pub hash: String,
    /// What a run of it warns of.
    pub warnings: Vec<Warning>,
}

/// Compares sides that have the same replications.
///
/// # Errors
/// As [`headline`].
pub fn compare(
    runs: &[Runs<'_>],
    about: AboutComparison<'_>,
) -> Result<ComparisonResult, Incomparable> {
    let settings: Vec<&Setting<'_>> = runs.iter().map(|run| run.setting).collect();
    let headline = headline(&settings, about.baseline)?;
    let base = SideSums::of(&runs[about.baseline], headline);
    let mut sides = Vec::new();
    let mut against = Vec::new();
    for (place, (run, named)) in runs.iter().zip(&about.sides).enumerate() {
        let side = SideSums::of(run, headline);
        sides.push(side.result(named));
        if place != about.baseline {
            against.push(side.against(&base, place));
        }
    }
    let period = periods::of(base.runs.setting).swap_remove(base.period);
    Ok(ComparisonResult {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        build: BUILD.to_owned(),
        format: 1,
        run_id: about.run_id,
        seed: base.runs.setting.scenario.replications.seed,
        replications: base.runs.experiment.finished.count(),
        period,
        publicity: headline.publicity,
        events: periods::publicity(base.runs.setting),
        sides,
        baseline: about.baseline,
        against,
        notes: about.notes,
        not_for: about.not_for.to_owned(),
    })
}

/// A side with its sums.
struct SideSums<'a> {
    runs: Runs<'a>,
    sums: &'a Sums,
    /// Place of the headline's period.
    period: usize,
    publicity: bool,
}

impl<'a> SideSums<'a> {
    fn of(runs: &Runs<'a>, headline: SharedHeadline) -> SideSums<'a> {
        let period = periods::place(runs.setting, headline.id)
            .expect("every side has the period of the headline");
        SideSums {
            runs: *runs,
            sums: &runs.experiment.finished.sums,
            period,
            publicity: headline.publicity,
        }
    }

    /// A measure in each replication; 0 where it does not exist.
    fn each(&self, id: Indicator, period: usize) -> Vec<f64> {
        let Some(measure) = self.runs.setting.catalogue.get(id) else { return Vec::new() };
        self.outputs().iter().map(|output| self.on(&measure.formula, &output.run, period)).collect()
    }

    /// Missed that the twin does not miss, in each replication.
    fn excess(&self) -> Option<Vec<f64>> {
        let formula = &self.runs.setting.catalogue.get(Indicator::Missed)?.formula;
        let missed = |world: &WorldOutput| self.on(formula, world, self.period);
        let one =
            |output: &ReplicationOutput| Some(missed(&output.run) - missed(output.twin.as_ref()?));
        self.outputs()
            .iter()
            // Where a side has no publicity the headline is of all days, and nobody asks what publicity adds.
            .filter(|_| self.publicity)
            .map(one)
            .collect::<Option<Vec<f64>>>()
            .filter(|all| !all.is_empty())
    }

    fn outputs(&self) -> &'a [ReplicationOutput] {
        &self.runs.experiment.finished.outputs
    }

    fn on(&self, formula: &Formula, world: &WorldOutput, period: usize) -> f64 {
        let layout = &self.runs.setting.catalogue.layout;
        formula.on(world.over(layout, period), 1).unwrap_or(0.0)
    }

    fn result(&self, named: &NamedSide) -> SideResult {
        let scenario = self.runs.setting.scenario;
        let estimate = |id: Indicator| {
            let catalogue = &self.runs.setting.catalogue;
            let measure = catalogue.get(id)?;
            self.sums.measure(self.period, &measure.formula, measure.cases(&catalogue.layout))
        };
        SideResult {
            id: named.id.clone(),
            name: named.name.clone(),
            description: scenario.description.clone(),
            scenario_hash: named.hash.clone(),
            miss_rate: estimate(Indicator::MissRate),
            missed: estimate(Indicator::Missed),
            noticed: estimate(Indicator::Noticed),
            expected_harms: estimate(Indicator::ExpectedHarms),
            excess: self.excess().and_then(|excess| few::of_differences(&excess)),
            warnings: named.warnings.clone(),
            counts: self.counts(),
        }
    }

    fn counts(&self) -> Vec<Counts> {
        let [missed, noticed, harms] =
            [Indicator::Missed, Indicator::Noticed, Indicator::ExpectedHarms]
                .map(|id| self.each(id, self.period));
        let outputs = self.outputs().iter().enumerate();
        outputs
            .map(|(i, output)| Counts {
                replication: output.index,
                missed: missed[i],
                noticed: noticed[i],
                expected_harms: harms[i],
            })
            .collect()
    }

    fn against(&self, base: &SideSums<'_>, place: usize) -> Against {
        let matched = Matched::of(&self.runs, &base.runs);
        let missed = |side: &SideSums<'_>| side.each(Indicator::Missed, side.period);
        let excess =
            self.excess().zip(base.excess()).and_then(|(own, base)| few::of_pairs(&own, &base));
        Against {
            side: place,
            identical: same_outputs(&self.runs, &base.runs)
                || same_in_another_order(&self.runs, &base.runs),
            same_children: same_children(self.runs.setting, base.runs.setting),
            missed: pairs::of(&missed(self), &missed(base)),
            excess,
            cost: self.cost(base),
            chain: chain::ids(base.runs.setting.scenario),
            measures: matched.differences((&self.runs, self.sums), (&base.runs, base.sums)),
            only_baseline: matched.only_baseline,
            only_side: matched.only_side,
            defined_differently: matched.defined_differently,
            other_periods: matched.other_periods,
            names_apart: apart::names_apart(self.runs.setting.scenario, base.runs.setting.scenario),
        }
    }

    fn cost(&self, base: &SideSums<'_>) -> Option<CostPerMiss> {
        let year = |side: &SideSums<'_>| Some(side.runs.setting.scenario.costs?.price_year);
        let (own, known) = (year(self)?, year(base)?);
        if own != known {
            return Some(cost::none(known, NoCost::OtherPrices));
        }
        let whole = |side: &SideSums<'_>| periods::of(side.runs.setting).swap_remove(0);
        if !common::same_days(&whole(self), &whole(base)) {
            return Some(cost::none(known, NoCost::OtherDays));
        }
        let spent = less(&self.each(Indicator::Money, 0), &base.each(Indicator::Money, 0));
        Some(cost::of(
            known,
            &spent,
            // Spending is the side less the baseline, what is avoided the baseline less the side.
            &less(&base.each(Indicator::Missed, 0), &self.each(Indicator::Missed, 0)),
        ))
    }
}

fn less(one: &[f64], other: &[f64]) -> Vec<f64> {
    one.iter().zip(other).map(|(one, other)| one - other).collect()
}

/// Whether every replication came out the same: the same counters, month by month and week by week.
fn same_outputs(one: &Runs<'_>, other: &Runs<'_>) -> bool {
    let same = |one: &WorldOutput, other: &WorldOutput| {
        one.sums == other.sums && one.months == other.months && one.weeks == other.weeks
    };
    let (one, other) = (&one.experiment.finished.outputs, &other.experiment.finished.outputs);
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(&one.run, &other.run))
}

/// Whether the same children come to be at risk on both sides: the service may differ, and with it what becomes of them.
fn same_children(one: &Setting<'_>, other: &Setting<'_>) -> bool {
    let begins = |setting: &Setting<'_>| setting.scenario.time.date(crate::time::SimTime::ZERO);
    let classes = |setting: &Setting<'_>| {
        let in_order = setting.by_name.classes.iter().map(|class| {
            let facts = setting.scenario.class(*class);
            // By name: an id is a place in a file, and the files may list their classes in other orders.
            let leads_to = facts.escalates_to.filter(|_| facts.escalates_per_year > 0.0);
            let leads_to = leads_to.map(|to| setting.scenario.class(to).name.clone());
            // Of ages and kinds too the order decides nothing.
            let [ages, kinds] = [&facts.ages, &facts.kinds].map(|shares| {
                let mut shares = shares.clone();
                shares.sort_by(|a, b| a.0.cmp(&b.0));
                shares
            });
            let facts = RiskClass { escalates_to: None, ages, kinds, ..facts.clone() };
            (leads_to, facts, setting.solved.classes[class.index()].clone())
        });
        in_order.collect::<Vec<_>>()
    };
    classes(one) == classes(other) && begins(one) == begins(other)
}

/// Whether every replication came out the same though the files list the same names in another order: every measure, to the
/// bit. Months hold nothing that has a name.
fn same_in_another_order(one: &Runs<'_>, other: &Runs<'_>) -> bool {
    let ids = |runs: &Runs<'_>| -> BTreeSet<String> {
        runs.setting.catalogue.measures.iter().map(|measure| measure.id.to_string()).collect()
    };
    if ids(one) != ids(other) || one.setting.periods != other.setting.periods {
        return false;
    }
    let formulas: Vec<(&Formula, &Formula)> = one
        .setting
        .catalogue
        .measures
        .iter()
        .filter_map(|measure| {
            Some((&measure.formula, &other.setting.catalogue.get(&measure.id)?.formula))
        })
        .collect();
    let (width, other_width) =
        (one.setting.catalogue.layout.len(), other.setting.catalogue.layout.len());
    let same = |a: &WorldOutput, b: &WorldOutput| {
        let periods = a.sums.chunks_exact(width).zip(b.sums.chunks_exact(other_width));
        let bits = |formula: &Formula, sums: &[f64]| formula.on(sums, 1).map(f64::to_bits);
        a.months == b.months
            && periods
                .into_iter()
                .all(|(a, b)| formulas.iter().all(|(one, other)| bits(one, a) == bits(other, b)))
    };
    let (a, b) = (&one.experiment.finished.outputs, &other.experiment.finished.outputs);
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(&a.run, &b.run))
}
