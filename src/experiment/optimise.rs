//! The best mix that a budget pays for, or the cheapest that keeps a promise in nine runs of ten.
//!
//! *Budget*: among the options that the budget pays for, ranking and selection with common random numbers (KN++, Kim and
//! Nelson, Operations Research 54(3), 2006): replications go on, options that others beat are put out, until one is left or the
//! rest are within the indifference zone. With the stated confidence the option named is the best, or within that zone of it.
//!
//! *Target*: an option keeps it if at least the stated share of single runs does. Each option is looked at after 25, 50, 100 …
//! replications; Wilson intervals (1927) at a level shared out over options and looks (Bonferroni) decide, so that with the stated
//! confidence no option is judged wrongly.

use crate::maths::{normal_quantile, wilson_limits};
use crate::results::studies::{FactorLevels, Goal, OptionResult, OptionStatus, Rules};
use crate::scenario::Overrides;
use crate::stats::Estimate;
use crate::stats::methods::selection::{BetterWay, Kn, Selection, SelectionVerdict};

use super::points::{Lab, Point, Stop};
use super::sweep::change;

/// The place of the measure among the questions.
const MEASURE: usize = 0;
/// The place of the money.
const MONEY: usize = 1;
/// Replications of the first look at every option.
pub const FIRST: u32 = 25;

/// Why there is no answer.
#[derive(Debug)]
pub enum NoAnswer {
    /// It was not run.
    Stop(Stop),
    /// The cheapest option costs more than the budget (pounds a year).
    TooLittle(f64),
}

impl From<Stop> for NoAnswer {
    fn from(stop: Stop) -> NoAnswer {
        NoAnswer::Stop(stop)
    }
}

/// The answers of a search.
#[derive(Debug)]
pub struct OptimiseFound {
    /// The measure of the scenario as written.
    pub written: Option<Estimate>,
    /// Every option, the cheapest first.
    pub options: Vec<OptionResult>,
    /// The place of the one named.
    pub best: Option<usize>,
    /// Whether the statement holds with the confidence asked for.
    pub settled: bool,
}

struct OptionRuns<'l, 'a> {
    lab: &'l Lab<'a>,
    changes: Vec<Overrides>,
    points: Vec<Point>,
    written: Point,
    years: f64,
}

impl OptionRuns<'_, '_> {
    fn grow(&mut self, option: usize, to: u32) -> Result<(), Stop> {
        let from = self.points[option].replications() as u32;
        if to > from {
            let more = self.lab.point(&self.changes[option], from..to)?;
            self.points[option].extend(more);
        }
        Ok(())
    }

    /// As many replications of the scenario as written as of the option, for paired differences.
    fn against(&self, option: usize, question: usize) -> Option<Estimate> {
        let point = &self.points[option];
        let both = point.replications().min(self.written.replications());
        point.first(both).minus(&self.written.first(both), question)
    }

    fn cost(&self, option: usize) -> Option<Estimate> {
        let all = self.against(option, MONEY)?;
        Some(all.times(1.0 / self.years))
    }

    /// The standard error of what an option costs, from however few replications.
    fn cost_error(&self, option: usize) -> Option<f64> {
        let (own, written) = (self.points[option].values(MONEY), self.written.values(MONEY));
        let differences: Option<Vec<f64>> =
            own.iter().zip(&written).map(|(a, b)| Some((*a)? - (*b)?)).collect();
        Some(Estimate::of_mean(&differences?)?.standard_error()? / self.years)
    }

    fn price(&self, option: usize) -> f64 {
        self.cost(option).map_or(f64::INFINITY, |cost| cost.mean)
    }
}

/// Searches the grid of some levers. The questions of the lab are the measure and, over all that is observed, the money.
///
/// # Errors
/// As [`NoAnswer`] says.
pub fn run(
    lab: &Lab<'_>,
    levers: &[FactorLevels],
    grid: &[Vec<usize>],
    rules: Rules,
    years: f64,
) -> Result<OptimiseFound, NoAnswer> {
    let changes: Vec<Overrides> = grid.iter().map(|levels| change(levers, levels)).collect();
    let few = 2.min(rules.most);
    let points: Result<Vec<Point>, Stop> =
        changes.iter().map(|change| lab.point(change, 0..few)).collect();
    let written = lab.point(&Overrides::none(), 0..few)?;
    let mut run = OptionRuns { lab, changes, points: points?, written, years };
    if let Goal::Budget(budget) = rules.goal {
        // Money hardly varies between runs: two of them show a budget that is far too small before the rest is run.
        // Three standard errors are a choice: luck in two runs should hardly ever turn a budget away.
        let least = (0..grid.len()).map(|option| run.price(option)).fold(f64::INFINITY, f64::min);
        let spread = (0..grid.len()).filter_map(|o| run.cost_error(o)).fold(0.0, f64::max);
        if least - 3.0 * spread > budget {
            return Err(NoAnswer::TooLittle(least));
        }
    }
    let first = FIRST.min(rules.most);
    // As many as of the options, to be paired with them.
    run.written = lab.point(&Overrides::none(), 0..first)?;
    for option in 0..grid.len() {
        run.grow(option, first)?;
    }
    let (status, best, settled) = match rules.goal {
        Goal::Budget(budget) => spend(&mut run, budget, rules)?,
        Goal::Target { below, runs } => keep(&mut run, below, runs, rules)?,
    };
    // As many as the option with most: a price and a difference come from the replications that both have.
    run.written = lab.point(
        &Overrides::none(),
        0..run.points.iter().map(Point::replications).max().unwrap_or(1) as u32,
    )?;
    let mut options: Vec<OptionResult> = grid
        .iter()
        .enumerate()
        .map(|(o, levels)| OptionResult {
            levels: levels.clone(),
            cost: run.cost(o),
            value: run.points[o].estimate(MEASURE),
            difference: run.against(o, MEASURE),
            keeps: match rules.goal {
                Goal::Target { below, .. } => Some(keeping(&run.points[o], below).0),
                Goal::Budget(_) => None,
            },
            replications: run.points[o].replications() as u32,
            status: status[o],
        })
        .collect();
    // By its levels, since sorting moves the places.
    let named = best.map(|best| grid[best].clone());
    options.sort_by(|a, b| price(a).total_cmp(&price(b)));
    let best = named.and_then(|levels| options.iter().position(|option| option.levels == levels));
    Ok(OptimiseFound { written: run.written.estimate(MEASURE), options, best, settled })
}

fn price(option: &OptionResult) -> f64 {
    option.cost.map_or(f64::INFINITY, |cost| cost.mean)
}

type Judged = (Vec<OptionStatus>, Option<usize>, bool);

fn spend(run: &mut OptionRuns<'_, '_>, budget: f64, rules: Rules) -> Result<Judged, NoAnswer> {
    let count = run.points.len();
    // Asked again after the first look: two replications may have put a price a little too low.
    let affordable: Vec<usize> = (0..count).filter(|&option| run.price(option) <= budget).collect();
    if affordable.is_empty() {
        return Err(NoAnswer::TooLittle(
            (0..count).map(|o| run.price(o)).fold(f64::INFINITY, f64::min),
        ));
    }
    // Whatever can be paid for counts as put out until the procedure ends and names those that are left.
    let mut status = vec![OptionStatus::TooDear; count];
    affordable.iter().for_each(|&option| status[option] = OptionStatus::PutOut);
    if let [only] = affordable[..] {
        status[only] = OptionStatus::Best;
        return Ok((status, Some(only), true));
    }
    let first = run.points[affordable[0]].replications();
    let kn = Kn::new(rules.confidence, rules.indifference, first, BetterWay::Smaller);
    let mut selection =
        kn.and_then(|kn| Selection::new(kn, affordable.len())).ok_or_else(|| {
            Stop::Question(
                "the confidence must lie between a half and 1, and the indifference above 0"
                    .to_owned(),
            )
        })?;
    let mut fed = 0;
    let mut to = first;
    loop {
        let mut blocks = Vec::new();
        for &place in selection.in_play() {
            run.grow(affordable[place], to as u32)?;
            // Only the new ones: the procedure keeps what it was fed before.
            let values: Option<Vec<f64>> =
                run.points[affordable[place]].values(MEASURE)[fed..].iter().copied().collect();
            blocks.push(values.ok_or_else(|| {
                Stop::Question(
                    "the measure has no value in some replications: ask for a count, such as missed".to_owned(),
                )
            })?);
        }
        fed = to;
        let verdict = selection.feed(&blocks);
        let choice = match verdict {
            Some(SelectionVerdict::Done(choice)) => Some((choice, true)),
            // Out of replications: the best so far is named, without the guarantee.
            _ if to >= rules.most as usize => selection.choice().map(|choice| (choice, false)),
            _ => None,
        };
        if let Some((choice, settled)) = choice {
            for place in choice.indistinguishable {
                status[affordable[place]] = OptionStatus::NotToldApart;
            }
            let best = affordable[choice.best];
            status[best] = OptionStatus::Best;
            return Ok((status, Some(best), settled));
        }
        // The procedure may look after every replication; a look for every ten keeps the threads at work.
        to = (to + 10).min(rules.most as usize);
    }
}

/// Share of runs that keep the target, and how many there are.
fn keeping(point: &Point, below: f64) -> (f64, usize) {
    let values = point.values(MEASURE);
    // A run without any high-risk child misses none.
    let kept = values.iter().filter(|value| value.is_none_or(|value| value < below)).count();
    (kept as f64 / values.len().max(1) as f64, values.len())
}

fn keep(
    run: &mut OptionRuns<'_, '_>,
    below: f64,
    runs: f64,
    rules: Rules,
) -> Result<Judged, NoAnswer> {
    let count = run.points.len();
    // Doubling keeps looks few, over which the confidence is shared out.
    let mut looks: Vec<u32> = std::iter::successors(Some(FIRST), |n| Some(n * 2))
        .take_while(|&n| n < rules.most)
        .collect();
    looks.push(rules.most);
    // Bonferroni over options and looks, two-sided: an option can be let in wrongly or put out wrongly.
    let z = normal_quantile(1.0 - (1.0 - rules.confidence) / (2.0 * (count * looks.len()) as f64));
    let mut status = vec![OptionStatus::Undecided; count];
    let mut by_price: Vec<usize> = (0..count).collect();
    // Once, by the prices of the first look: money hardly varies between runs.
    by_price.sort_by(|&a, &b| run.price(a).total_cmp(&run.price(b)));
    for &to in &looks {
        for &option in &by_price {
            if status[option] != OptionStatus::Undecided {
                continue;
            }
            run.grow(option, to)?;
            let (share, n) = keeping(&run.points[option], below);
            let (low, high) = wilson_limits(share, n as f64, z);
            if low >= runs {
                status[option] = OptionStatus::Dearer;
            } else if high < runs {
                status[option] = OptionStatus::PutOut;
            }
        }
        // What is dearer than one that keeps the target need not be known better.
        let kept = by_price.iter().position(|&option| status[option] == OptionStatus::Dearer);
        let open = by_price
            .iter()
            .take(kept.unwrap_or(count))
            .any(|&option| status[option] == OptionStatus::Undecided);
        if !open {
            break;
        }
    }
    // All that keep the target are called dearer until here; the cheapest of them is the best.
    let best = by_price.iter().copied().find(|&option| status[option] == OptionStatus::Dearer);
    // The cheapest is known only when every option cheaper than it is judged.
    let settled = match best {
        Some(best) => by_price
            .iter()
            .take_while(|&&o| o != best)
            .all(|&o| status[o] != OptionStatus::Undecided),
        None => status.iter().all(|status| *status == OptionStatus::PutOut),
    };
    if let Some(best) = best {
        status[best] = OptionStatus::Best;
    }
    Ok((status, best, settled))
}
