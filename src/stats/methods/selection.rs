//! Which option is best, with a stated chance of being right: ranking and selection under common random numbers.
//!
//! The fully sequential procedure KN (Kim and Nelson, ACM Transactions on Modeling and Computer Simulation 11, 2001) with the
//! variances renewed as replications come in, as in KN++ (Kim and Nelson, Operations Research 54, 2006). Every option is run with the
//! same replication indices, so each pair is judged by the spread of its *differences*. If the best is better than every other by
//! at least the indifference zone, it is chosen with the confidence asked for; if not, what is chosen is as good as
//! the best to within that zone. Renewed variances make the guarantee asymptotic: give a first stage of 10 or more.

use serde::{Deserialize, Serialize};

use super::super::{Estimate, few};

/// Which way a measure is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BetterWay {
    /// The more, the better.
    Larger,
    /// The less, the better.
    Smaller,
}

/// The procedure's terms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kn {
    confidence: f64,
    indifference: f64,
    first_stage: usize,
    better: BetterWay,
}

/// An option put out of play.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elimination {
    /// The option.
    pub option: usize,
    /// The one that put it out by the widest margin.
    pub by: usize,
    /// Replications of each when it went.
    pub replications: usize,
}

/// What one look at the values says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelectionLook {
    /// Those that go, in rising order of option.
    pub eliminated: Vec<Elimination>,
    /// True where more replications could put out nobody: one is left, or none is worse than another by more than the zone.
    pub settled: bool,
}

impl Kn {
    /// The terms: the chance of being right, the difference worth detecting (unit of the measure), replications before the first
    /// look. `None` unless the confidence lies in (0, 1), the zone is positive and the first stage at least 2.
    #[must_use]
    pub fn new(
        confidence: f64,
        indifference: f64,
        first_stage: usize,
        better: BetterWay,
    ) -> Option<Kn> {
        let sound =
            confidence > 0.0 && confidence < 1.0 && indifference > 0.0 && indifference.is_finite();
        (sound && first_stage >= 2).then_some(Kn { confidence, indifference, first_stage, better })
    }

    /// `h^2 = 2 eta (n - 1)` with `eta = ((2 alpha / (k - 1))^(-2 / (n - 1)) - 1) / 2` for `k` options and variances over `n`
    /// replications: Kim and Nelson's solution for c = 1, at which they advise to stay.
    #[must_use]
    pub fn h_squared(&self, options: usize, replications: usize) -> f64 {
        let degrees = replications.saturating_sub(1).max(1) as f64;
        let beta = 2.0 * (1.0 - self.confidence) / options.saturating_sub(1).max(1) as f64;
        let eta = 0.5 * (libm::pow(beta, -2.0 / degrees) - 1.0);
        2.0 * eta.max(0.0) * degrees
    }

    /// One look. `values` holds every option's replications, `in_play` those that are still compared. `None` where those in play
    /// differ in length, are fewer than the first stage, or are not there.
    #[must_use]
    pub fn screen(&self, values: &[Vec<f64>], in_play: &[usize]) -> Option<SelectionLook> {
        let replications = values.get(*in_play.first()?)?.len();
        if !in_play.iter().all(|&i| values.get(i).is_some_and(|own| own.len() == replications)) {
            return None;
        }
        if replications < self.first_stage {
            return None;
        }
        // For all options, those put out too: the risk of a wrong choice was shared out over them at the start.
        let h_squared = self.h_squared(values.len(), replications);
        let mut screening = SelectionLook { eliminated: Vec::new(), settled: true };
        for &option in in_play {
            let mut widest = (0.0, None);
            for &other in in_play.iter().filter(|&&other| other != option) {
                let (lead, room) = self.lead(&values[other], &values[option], h_squared);
                screening.settled &= room <= 0.0;
                if lead - room > widest.0 {
                    widest = (lead - room, Some(other));
                }
            }
            screening.eliminated.extend(widest.1.map(|by| Elimination {
                option,
                by,
                replications,
            }));
        }
        screening.settled |= in_play.len() - screening.eliminated.len() == 1;
        Some(screening)
    }

    /// By how much the first is better on average, and how much it may be without being called so: the continuation region
    /// `W = max(0, delta / 2r (h^2 S^2 / delta^2 - r))`. Where fewer than ten replications have a case in either, their spread says
    /// nothing yet: none is put out by it, and nothing is settled.
    fn lead(&self, first: &[f64], second: &[f64], h_squared: f64) -> (f64, f64) {
        let r = first.len() as f64;
        let (mean, variance) = self.difference(first, second);
        if few::with_a_case_in_either(first, second) < few::WITH_A_CASE {
            return (mean, f64::INFINITY);
        }
        let delta = self.indifference;
        (mean, (delta / (2.0 * r) * (h_squared * variance / (delta * delta) - r)).max(0.0))
    }

    /// Mean and variance of how much better the first is, over the replications both have.
    fn difference(&self, first: &[f64], second: &[f64]) -> (f64, f64) {
        let n = first.len().min(second.len()) as f64;
        let sign = if self.better == BetterWay::Larger { 1.0 } else { -1.0 };
        let differences = || first.iter().zip(second).map(|(x, y)| sign * (x - y));
        let mean = differences().sum::<f64>() / n;
        let squares: f64 = differences().map(|d| (d - mean) * (d - mean)).sum();
        (mean, squares / (n - 1.0))
    }
}

/// What a block of replications led to.
#[derive(Clone, Debug, PartialEq)]
pub enum SelectionVerdict {
    /// Run another block of those still in play.
    Continue,
    /// The choice.
    Done(Choice),
}

/// The option chosen, and how the others stand to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// The best.
    pub best: usize,
    /// Those no worse than the best by the indifference zone or by their interval: reasons other than this measure may decide.
    pub indistinguishable: Vec<usize>,
    /// Who was put out, by whom and when, in that order.
    pub eliminated: Vec<Elimination>,
    /// Each option less the best over the replications both have (unit of the measure); of the best itself 0.
    pub differences: Vec<Estimate>,
    /// Replications of each option.
    pub replications: Vec<usize>,
}

/// A selection under way: feed it blocks until it is done.
#[derive(Clone, Debug)]
pub struct Selection {
    kn: Kn,
    values: Vec<Vec<f64>>,
    in_play: Vec<usize>,
    eliminated: Vec<Elimination>,
}

impl Selection {
    /// A selection among some options, none of them run yet; `None` of none.
    #[must_use]
    pub fn new(kn: Kn, options: usize) -> Option<Selection> {
        let selection = Selection {
            kn,
            values: vec![Vec::new(); options],
            in_play: (0..options).collect(),
            eliminated: Vec::new(),
        };
        (options > 0).then_some(selection)
    }

    /// Options to be run, in rising order.
    #[must_use]
    pub fn in_play(&self) -> &[usize] {
        &self.in_play
    }

    /// Takes the next replications of each option in play, in the order of [`Selection::in_play`], the same indices for all. `None`,
    /// and nothing taken, where a block is missing, empty, of another length or holds a value that is not finite.
    pub fn feed(&mut self, blocks: &[Vec<f64>]) -> Option<SelectionVerdict> {
        let length = blocks.first().map_or(0, Vec::len);
        let fits = |block: &Vec<f64>| block.len() == length && block.iter().all(|x| x.is_finite());
        if length == 0 || blocks.len() != self.in_play.len() || !blocks.iter().all(fits) {
            return None;
        }
        for (&option, block) in self.in_play.iter().zip(blocks) {
            self.values[option].extend(block);
        }
        let Some(screening) = self.kn.screen(&self.values, &self.in_play) else {
            return Some(SelectionVerdict::Continue);
        };
        self.in_play
            .retain(|option| !screening.eliminated.iter().any(|gone| gone.option == *option));
        self.eliminated.extend(screening.eliminated);
        Some(if screening.settled {
            self.choice().map_or(SelectionVerdict::Continue, SelectionVerdict::Done)
        } else {
            SelectionVerdict::Continue
        })
    }

    /// The choice as things stand, for whoever must stop before it is settled; then without the guarantee. `None` before two
    /// replications.
    #[must_use]
    pub fn choice(&self) -> Option<Choice> {
        let better =
            |a: usize, b: usize| self.kn.difference(&self.values[a], &self.values[b]).0 > 0.0;
        let best = self
            .in_play
            .iter()
            .copied()
            // Of two that are equal the one listed first.
            .reduce(|best, next| if better(next, best) { next } else { best })?;
        if self.values[best].len() < 2 {
            return None;
        }
        let differences: Option<Vec<Estimate>> =
            self.values.iter().map(|own| paired(own, &self.values[best])).collect();
        let differences = differences?;
        let level = |i: &usize| {
            !differences[*i].excludes_zero() || differences[*i].mean.abs() < self.kn.indifference
        };
        Some(Choice {
            best,
            indistinguishable: (0..self.values.len())
                .filter(|&i| i != best)
                .filter(level)
                .collect(),
            eliminated: self.eliminated.clone(),
            replications: self.values.iter().map(Vec::len).collect(),
            differences,
        })
    }
}

fn paired(own: &[f64], best: &[f64]) -> Option<Estimate> {
    few::of_pairs(own, best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::Keyed;

    fn kn(better: BetterWay) -> Kn {
        Kn::new(0.95, 0.5, 20, better).expect("sound terms")
    }

    /// Systems with a common part in every replication, so that pairs correlate by one half.
    fn block(keyed: &mut Keyed, means: &[f64], in_play: &[usize], length: usize) -> Vec<Vec<f64>> {
        let common: Vec<f64> = (0..length).map(|_| keyed.normal()).collect();
        let own = |&i: &usize| {
            common
                .iter()
                .map(|c| means[i] + (c + keyed.normal()) / std::f64::consts::SQRT_2)
                .collect()
        };
        in_play.iter().map(own).collect()
    }

    fn select(keyed: &mut Keyed, kn: Kn, means: &[f64]) -> Choice {
        let mut selection = Selection::new(kn, means.len()).expect("there are options");
        loop {
            let blocks = block(keyed, means, selection.in_play(), 10);
            if let SelectionVerdict::Done(choice) = selection.feed(&blocks).expect("the block fits")
            {
                return choice;
            }
        }
    }

    #[test]
    fn the_constants_are_those_worked_by_hand() {
        // alpha = 0.05, k = 5, n0 = 20: 2 alpha / (k - 1) = 0.025; 0.025^(-2/19) = exp(0.388303) = 1.474477; eta = 0.237238;
        // h^2 = 38 eta = 9.01506.
        assert!((kn(BetterWay::Larger).h_squared(5, 20) - 9.015_06).abs() < 1e-3);
        // Over many replications h^2 goes to -2 ln(2 alpha / (k - 1)).
        assert!(
            (kn(BetterWay::Larger).h_squared(5, 1_000_000) + 2.0 * libm::log(0.025)).abs() < 1e-3
        );
    }

    #[test]
    fn a_look_worked_by_hand() {
        // Differences -8, 12, five times each: mean 2, variance 1000 / 9. delta = 1, alpha = 0.05, k = 2, n = 10:
        // h^2 = 9 (0.1^(-2/9) - 1) = 6.0129; W = 1/20 (6.0129 * 111.1 - 10) = 32.9 > 2: both stay. With differences of 1.9 and 2.1
        // W = 0 and the second goes; over two replications alone nobody would.
        let kn = Kn::new(0.95, 1.0, 2, BetterWay::Larger).expect("sound terms");
        let none = vec![0.0; 10];
        let stay = kn.screen(&[[-8.0, 12.0].repeat(5), none.clone()], &[0, 1]).expect("it fits");
        assert_eq!(stay, SelectionLook { eliminated: vec![], settled: false });
        let two = kn.screen(&[vec![1.9, 2.1], vec![0.0, 0.0]], &[0, 1]).expect("it fits");
        assert_eq!(two, SelectionLook { eliminated: vec![], settled: false });
        let gone = kn.screen(&[[1.9, 2.1].repeat(5), none.clone()], &[0, 1]).expect("it fits");
        assert_eq!(gone.eliminated, [Elimination { option: 1, by: 0, replications: 10 }]);
        assert!(gone.settled);
        let least =
            Kn { better: BetterWay::Smaller, ..kn }.screen(&[[1.9, 2.1].repeat(5), none], &[0, 1]);
        assert_eq!(least.expect("it fits").eliminated[0].option, 0);
    }

    #[test]
    fn the_best_is_chosen_as_often_as_promised() {
        // Slippage: the best leads all others by exactly the zone.
        let (runs, mut keyed) = (2000, Keyed::new(3));
        let right = (0..runs).filter(|_| {
            select(&mut keyed, kn(BetterWay::Larger), &[0.0, 0.0, 0.5, 0.0, 0.0]).best == 2
        });
        let share = right.count() as f64 / f64::from(runs);
        assert!(share > 0.95 - 3.0 * libm::sqrt(0.95 * 0.05 / f64::from(runs)), "{share}");
    }

    #[test]
    fn the_least_is_chosen_where_less_is_better_and_bad_options_go_early() {
        let choice = select(&mut Keyed::new(4), kn(BetterWay::Smaller), &[3.0, 0.0, 9.0]);
        assert_eq!(choice.best, 1);
        assert!(choice.indistinguishable.is_empty());
        assert!(choice.replications[2] <= 20 && choice.differences[2].mean > 8.0);
        assert_eq!(choice.eliminated.len(), 2);
    }

    #[test]
    fn equal_options_end_as_indistinguishable() {
        let mut selection = Selection::new(kn(BetterWay::Larger), 3).expect("there are options");
        let twin: Vec<f64> = (0..20).map(f64::from).collect();
        let Some(SelectionVerdict::Done(choice)) =
            selection.feed(&[twin.clone(), twin.clone(), twin])
        else {
            panic!("twins differ by nothing, so it is settled at once")
        };
        assert_eq!((choice.best, choice.indistinguishable), (0, vec![1, 2]));
        let near = select(&mut Keyed::new(5), kn(BetterWay::Larger), &[0.0, 0.01, -4.0]);
        assert_eq!(near.indistinguishable.len(), 1);
    }

    #[test]
    fn blocks_that_do_not_fit_are_not_taken() {
        let mut selection = Selection::new(kn(BetterWay::Larger), 2).expect("there are options");
        assert_eq!(selection.feed(&[vec![1.0]]), None);
        assert_eq!(selection.feed(&[vec![1.0], vec![1.0, 2.0]]), None);
        assert_eq!(selection.feed(&[vec![f64::NAN], vec![1.0]]), None);
        assert_eq!(selection.choice(), None);
        assert_eq!(selection.feed(&[vec![1.0], vec![2.0]]), Some(SelectionVerdict::Continue));
        assert!(Selection::new(kn(BetterWay::Larger), 0).is_none());
        assert_eq!(Kn::new(1.0, 0.5, 20, BetterWay::Larger), None);
        assert_eq!(Kn::new(0.95, 0.0, 20, BetterWay::Larger), None);
        let alone =
            Selection::new(kn(BetterWay::Larger), 1).and_then(|mut one| one.feed(&[vec![1.0; 20]]));
        assert!(matches!(alone, Some(SelectionVerdict::Done(choice)) if choice.best == 0));
    }

    #[test]
    fn options_that_are_equal_so_far_are_not_settled() {
        let mut selection = Selection::new(kn(BetterWay::Smaller), 2).expect("there are options");
        let (mut nothing, mut once) = (vec![0.0; 40], vec![0.0; 40]);
        assert_eq!(
            selection.feed(&[nothing.clone(), nothing.clone()]),
            Some(SelectionVerdict::Continue),
            "no case in 40 each"
        );
        once[3] = 1.0;
        assert_eq!(
            selection.feed(&[nothing.clone(), once]),
            Some(SelectionVerdict::Continue),
            "one case in 80"
        );
        nothing[..20].fill(1.0);
        let verdict = selection.feed(&[nothing, vec![0.0; 40]]);
        assert!(matches!(verdict, Some(SelectionVerdict::Done(_))), "cases enough: {verdict:?}");
    }
}
