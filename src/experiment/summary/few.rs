//! The intervals that few cases allow, for every measure: from the sums of replications, or of blocks of them.

use super::sums::Counters;
use crate::measure::{Cases, Formula};
use crate::stats::{Estimate, clamped, few, of_share};

/// What a replication, or a block of them, has: its sums, and how many it is of.
pub(in crate::experiment) type BlockSums<'a> = (&'a [f64], usize);

/// The estimate with the interval that its cases allow.
pub(in crate::experiment) fn allowed<'a>(
    estimate: Estimate,
    (formula, cases): (&Formula, Cases),
    total: &[f64],
    blocks: impl Iterator<Item = BlockSums<'a>>,
) -> Estimate {
    match cases {
        Cases::Count => {
            let counted = counted(formula, blocks);
            let n: usize = counted.iter().map(|block| block.replications).sum();
            few::of_count(estimate, formula.per_case(total, n), &counted)
        }
        Cases::Share => {
            of_share(estimate, formula.base_on(total, estimate.replications), blocks.count())
        }
        Cases::ShareMeasured => clamped(estimate),
        Cases::Measured => estimate,
    }
}

fn counted<'a>(
    formula: &Formula,
    blocks: impl Iterator<Item = BlockSums<'a>>,
) -> Vec<few::CasesOfBlock> {
    blocks
        .map(|(sums, replications)| few::CasesOfBlock {
            cases: formula.cases_on(sums),
            replications,
        })
        .collect()
}

/// Whether a stopping rule may lean on the spread of these: ten replications with a case, and not all the same.
pub(in crate::experiment) fn can_stop(
    formula: &Formula,
    cases: Cases,
    counters: &Counters,
) -> bool {
    let values: Vec<f64> =
        counters.blocks().filter_map(|(sums, size)| formula.on(sums, size)).collect();
    let with_a_case = match cases {
        Cases::Count | Cases::Share => few::with_a_case(&counted(formula, counters.blocks())),
        Cases::ShareMeasured | Cases::Measured => {
            values.iter().filter(|value| **value != 0.0).count()
        }
    };
    with_a_case >= few::WITH_A_CASE && !few::all_equal(&values)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counters(values: &[f64]) -> Counters {
        Counters::of_rows(values.iter().map(|&value| vec![value, 10.0]).collect(), 2)
    }

    #[test]
    fn no_rule_stops_by_what_is_equal_or_has_fewer_than_ten_cases() {
        let missed = Formula::Total { of: vec![0] };
        let with = |cases: usize, n: usize| {
            let mut values = vec![0.0; n];
            // Apart, since past 256 neighbours are put together.
            (0..cases).for_each(|case| values[case * n / cases] = 1.0);
            can_stop(&missed, Cases::Count, &counters(&values))
        };
        assert!(!with(0, 400) && !with(9, 400), "too few cases");
        assert!(with(10, 400));
        assert!(!with(40, 40), "all say the same");
        let rate = Formula::Ratio { over: vec![0], under: vec![(1, 1.0)], scale: 1.0 };
        assert!(!can_stop(&rate, Cases::Share, &counters(&[0.0; 50])));
        assert!(!can_stop(&rate, Cases::Share, &counters(&[3.0; 50])));
        let varied: Vec<f64> = (0..20).map(|i| f64::from(i % 3)).collect();
        assert!(can_stop(&rate, Cases::Share, &counters(&varied)));
        assert!(can_stop(&rate, Cases::Measured, &counters(&varied)));
    }

    #[test]
    fn a_rate_has_the_limits_of_its_cases_over_its_base() {
        // Two cases in 20 replications of 10 days, a year: 2 / 200 * 365.25 = 3.6525, Poisson limits of 2 are 0.2422 and 7.2247.
        let rate = Formula::Ratio { over: vec![0], under: vec![(1, 1.0)], scale: 365.25 };
        let mut values = vec![0.0; 20];
        values[..2].fill(1.0);
        let counters = counters(&values);
        let plain = Estimate::even(3.6525, Some(3.5), 20);
        let found = allowed(plain, (&rate, Cases::Count), &counters.total, counters.blocks());
        let ends = [found.low(), found.high()].map(|end| end.expect("an end") * 200.0 / 365.25);
        assert!((ends[0] - 0.2422).abs() < 1e-3 && (ends[1] - 7.2247).abs() < 1e-3, "{ends:?}");
        assert_eq!(
            allowed(plain, (&rate, Cases::Measured), &counters.total, counters.blocks()),
            plain
        );
    }
}
