//! The intervals that few cases allow, for every measure: from the sums of replications, or of blocks of them.

use super::sums::Counters;
use crate::measure::{Cases, Formula};
use crate::stats::{Estimate, clamped, few, of_share};

/// What a replication, or a block of them, has: its sums, and how many it is of.
pub(in crate::experiment) type Block<'a> = (&'a [f64], usize);

/// The estimate with the interval that its cases allow.
pub(in crate::experiment) fn allowed<'a>(
    estimate: Estimate,
    (formula, cases): (&Formula, Cases),
    total: &[f64],
    blocks: impl Iterator<Item = Block<'a>>,
) -> Estimate {
    match cases {
        Cases::Count => {
            let counted = counted(formula, blocks);
            let n: usize = counted.iter().map(|block| block.replications).sum();
            few::of_count(estimate, formula.per_case(total, n), &counted)
        }
        Cases::Share => of_share(estimate, formula.base_on(total, estimate.replications), blocks.count()),
        Cases::ShareMeasured => clamped(estimate),
        Cases::Measured => estimate,
    }
}

fn counted<'a>(formula: &Formula, blocks: impl Iterator<Item = Block<'a>>) -> Vec<few::Counted> {
    blocks.map(|(sums, replications)| few::Counted { cases: formula.cases_on(sums), replications }).collect()
}

/// Whether a stopping rule may lean on the spread of these: ten replications with a case, and not all the same.
pub(in crate::experiment) fn can_stop(formula: &Formula, cases: Cases, counters: &Counters) -> bool {
    let values: Vec<f64> = counters.blocks().filter_map(|(sums, size)| formula.on(sums, size)).collect();
    let with_a_case = match cases {
        Cases::Count | Cases::Share => few::with_a_case(&counted(formula, counters.blocks())),
        Cases::ShareMeasured | Cases::Measured => values.iter().filter(|value| **value != 0.0).count(),
    };
    with_a_case >= few::WITH_A_CASE && !few::all_equal(&values)
}
