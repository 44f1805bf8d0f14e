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
}

/// Options that are run as far as they are needed to choose among them.
trait LookedAt {
    /// How many.
    fn count(&self) -> usize;

    /// So many replications of an option, if there are not more already.
    fn grow(&mut self, option: usize, to: u32) -> Result<(), Stop>;

    /// As many replications of the scenario as written as of the option with most: a price and a difference come from the
    /// replications that both have. Prices before it are not those of the answer.
    fn grow_written(&mut self) -> Result<(), Stop>;

    /// What an option costs, by all replications there are (pounds a year more than the scenario as written).
    fn price(&self, option: usize) -> f64;

    /// The measure in each replication of an option.
    fn values(&self, option: usize) -> Vec<Option<f64>>;

    /// The options by what they cost; of two that cost the same, the first of the grid first.
    fn cheapest_first(&self) -> Vec<usize> {
        let mut by_price: Vec<usize> = (0..self.count()).collect();
        by_price.sort_by(|&a, &b| self.price(a).total_cmp(&self.price(b)));
        by_price
    }

    /// What the cheapest costs.
    fn least_price(&self) -> f64 {
        (0..self.count()).map(|option| self.price(option)).fold(f64::INFINITY, f64::min)
    }
}

impl LookedAt for OptionRuns<'_, '_> {
    fn count(&self) -> usize {
        self.points.len()
    }

    fn grow(&mut self, option: usize, to: u32) -> Result<(), Stop> {
        let from = self.points[option].replications() as u32;
        if to > from {
            let more = self.lab.point(&self.changes[option], from..to)?;
            self.points[option].extend(more);
        }
        Ok(())
    }

    fn grow_written(&mut self) -> Result<(), Stop> {
        let from = self.written.replications() as u32;
        let to = self.points.iter().map(Point::replications).max().unwrap_or(1) as u32;
        if to > from {
            let more = self.lab.point(&Overrides::none(), from..to)?;
            self.written.extend(more);
        }
        Ok(())
    }

    fn price(&self, option: usize) -> f64 {
        self.cost(option).map_or(f64::INFINITY, |cost| cost.mean)
    }

    fn values(&self, option: usize) -> Vec<Option<f64>> {
        self.points[option].values(MEASURE)
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
    if rules.most < 2 {
        let why = "one replication of an option has no spread to decide by";
        return Err(Stop::Question(why.to_owned()).into());
    }
    let changes: Vec<Overrides> = grid.iter().map(|levels| change(levers, levels)).collect();
    let few = 2;
    let points: Result<Vec<Point>, Stop> =
        changes.iter().map(|change| lab.point(change, 0..few)).collect();
    let written = lab.point(&Overrides::none(), 0..few)?;
    let mut run = OptionRuns { lab, changes, points: points?, written, years };
    if let Goal::Budget(budget) = rules.goal {
        // Money hardly varies between runs: two of them show a budget that is far too small before the rest is run.
        // Three standard errors are a choice: luck in two runs should hardly ever turn a budget away.
        let least = run.least_price();
        let spread = (0..grid.len()).filter_map(|o| run.cost_error(o)).fold(0.0, f64::max);
        if least - 3.0 * spread > budget {
            return Err(NoAnswer::TooLittle(least));
        }
    }
    let first = FIRST.min(rules.most);
    for option in 0..grid.len() {
        run.grow(option, first)?;
    }
    run.grow_written()?;
    let (status, best, settled) = match rules.goal {
        Goal::Budget(budget) => spend(&mut run, budget, rules)?,
        Goal::Target { below, runs } => keep(&mut run, below, runs, rules)?,
    };
    let by_price = run.cheapest_first();
    let options: Vec<OptionResult> = by_price
        .iter()
        .map(|&o| OptionResult {
            levels: grid[o].clone(),
            cost: run.cost(o),
            value: run.points[o].estimate(MEASURE),
            difference: run.against(o, MEASURE),
            keeps: match rules.goal {
                Goal::Target { below, .. } => Some(keeping(&run.values(o), below).0),
                Goal::Budget(_) => None,
            },
            replications: run.points[o].replications() as u32,
            status: status[o],
        })
        .collect();
    let best = best.and_then(|best| by_price.iter().position(|&option| option == best));
    Ok(OptimiseFound { written: run.written.estimate(MEASURE), options, best, settled })
}

type Judged = (Vec<OptionStatus>, Option<usize>, bool);

/// Chooses among what the budget pays for; anew where a price that more replications gave is too high after all.
fn spend(run: &mut impl LookedAt, budget: f64, rules: Rules) -> Result<Judged, NoAnswer> {
    let mut affordable: Vec<usize> = (0..run.count()).collect();
    let mut judged = None;
    loop {
        let before = affordable.len();
        affordable.retain(|&option| run.price(option) <= budget);
        match judged {
            Some(judged) if affordable.len() == before => return Ok(judged),
            _ if affordable.is_empty() => return Err(NoAnswer::TooLittle(run.least_price())),
            _ => {}
        }
        judged = Some(select(run, &affordable, rules)?);
        run.grow_written()?;
    }
}

/// Ranks some options by the measure. The others are too dear.
fn select(run: &mut impl LookedAt, affordable: &[usize], rules: Rules) -> Result<Judged, Stop> {
    // Whatever can be paid for counts as put out until the procedure ends and names those that are left.
    let mut status = vec![OptionStatus::TooDear; run.count()];
    affordable.iter().for_each(|&option| status[option] = OptionStatus::PutOut);
    if let [only] = affordable[..] {
        status[only] = OptionStatus::Best;
        return Ok((status, Some(only), true));
    }
    // As many as all have: where it is chosen anew, some have more.
    let first = FIRST.min(rules.most) as usize;
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
                run.values(affordable[place])[fed..to].iter().copied().collect();
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
fn keeping(values: &[Option<f64>], below: f64) -> (f64, usize) {
    // A run without any high-risk child misses none.
    let kept = values.iter().filter(|value| value.is_none_or(|value| value < below)).count();
    (kept as f64 / values.len().max(1) as f64, values.len())
}

fn keep(run: &mut impl LookedAt, below: f64, runs: f64, rules: Rules) -> Result<Judged, NoAnswer> {
    let count = run.count();
    // Doubling keeps looks few, over which the confidence is shared out.
    let mut looks: Vec<u32> = std::iter::successors(Some(FIRST), |n| Some(n * 2))
        .take_while(|&n| n < rules.most)
        .collect();
    looks.push(rules.most);
    // Bonferroni over options and looks, two-sided: an option can be let in wrongly or put out wrongly.
    let z = normal_quantile(1.0 - (1.0 - rules.confidence) / (2.0 * (count * looks.len()) as f64));
    let mut status = vec![OptionStatus::Undecided; count];
    let mut by_price = run.cheapest_first();
    for &to in &looks {
        for &option in &by_price {
            if status[option] != OptionStatus::Undecided {
                continue;
            }
            run.grow(option, to)?;
            let (share, n) = keeping(&run.values(option), below);
            let (low, high) = wilson_limits(share, n as f64, z);
            if low >= runs {
                status[option] = OptionStatus::Dearer;
            } else if high < runs {
                status[option] = OptionStatus::PutOut;
            }
        }
        // More replications move prices, and which is the cheapest goes by those of the answer.
        run.grow_written()?;
        by_price = run.cheapest_first();
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

#[cfg(test)]
mod tests {
    use super::*;

    /// An option whose price is another from `from` replications on, and whose runs keep a target of 1 with a value of 0.
    struct ScriptedOption {
        prices: (f64, f64),
        from: u32,
        /// Value of each replication, over and over.
        values: &'static [f64],
    }

    /// Options and how many replications of each there are.
    struct Scripted(Vec<(ScriptedOption, u32)>, u32);

    impl Scripted {
        fn of(options: Vec<ScriptedOption>) -> Scripted {
            Scripted(options.into_iter().map(|option| (option, FIRST)).collect(), FIRST)
        }
    }

    impl LookedAt for Scripted {
        fn count(&self) -> usize {
            self.0.len()
        }

        fn grow(&mut self, option: usize, to: u32) -> Result<(), Stop> {
            self.0[option].1 = self.0[option].1.max(to);
            Ok(())
        }

        fn grow_written(&mut self) -> Result<(), Stop> {
            self.1 = self.0.iter().map(|one| one.1).max().unwrap_or(0);
            Ok(())
        }

        fn price(&self, option: usize) -> f64 {
            let (one, replications) = &self.0[option];
            if self.1.min(*replications) < one.from { one.prices.0 } else { one.prices.1 }
        }

        fn values(&self, option: usize) -> Vec<Option<f64>> {
            let (one, replications) = &self.0[option];
            one.values.iter().copied().map(Some).cycle().take(*replications as usize).collect()
        }
    }

    fn rules(goal: Goal) -> Rules {
        Rules { goal, confidence: 0.95, indifference: 1.0, most: 400 }
    }

    /// The first seems the cheaper one for as long as it is undecided.
    #[test]
    fn the_cheapest_that_keeps_a_target_is_so_by_its_last_price() {
        let mut options = Scripted::of(vec![
            ScriptedOption { prices: (100.0, 300.0), from: 50, values: &[0.0, 0.0, 0.0, 2.0] },
            ScriptedOption { prices: (200.0, 200.0), from: 0, values: &[0.0] },
            ScriptedOption { prices: (400.0, 400.0), from: 0, values: &[0.0] },
        ]);
        let goal = Goal::Target { below: 1.0, runs: 0.6 };
        let (status, best, settled) = keep(&mut options, 1.0, 0.6, rules(goal)).expect("it is run");
        assert!(options.0[0].1 > FIRST, "the first look decides it");
        assert_eq!((best, settled), (Some(1), true));
        assert_eq!(status[1], OptionStatus::Best);
        assert_eq!(options.cheapest_first(), [1, 0, 2]);
    }

    /// The values differ so much between replications that the first look does not settle which is less.
    #[test]
    fn what_more_replications_price_above_the_budget_is_not_named() {
        let option = |prices, values| ScriptedOption { prices, from: 30, values };
        let dearer = || option((90.0, 110.0), &[0.0, 6.0]);
        let sound = |values| option((50.0, 50.0), values);
        let goal = Goal::Budget(100.0);
        let mut options = Scripted::of(vec![dearer(), sound(&[3.0])]);
        let (status, best, settled) = spend(&mut options, 100.0, rules(goal)).expect("it is run");
        assert!(options.price(0) > 100.0, "its price does not move");
        assert_eq!((best, settled), (Some(1), true));
        assert_eq!(status, [OptionStatus::TooDear, OptionStatus::Best]);
        let mut none = Scripted::of(vec![dearer(), option((90.0, 110.0), &[3.0])]);
        let found = spend(&mut none, 100.0, rules(goal));
        assert!(matches!(found, Err(NoAnswer::TooLittle(least)) if least > 100.0), "{found:?}");
        let mut both = Scripted::of(vec![sound(&[1.0, 2.0]), sound(&[11.0, 12.0])]);
        let (_, best, _) = spend(&mut both, 100.0, rules(goal)).expect("it is run");
        assert_eq!(best, Some(0));
    }
}
