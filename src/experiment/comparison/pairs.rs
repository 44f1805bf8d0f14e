//! How often fewer are missed: with the same luck, and in one real year against another.

use std::cmp::Ordering;

use crate::results::comparison::Pairs;
use crate::stats::{chance_less, wilson};

/// From the children missed in each replication of a side and of the baseline.
pub(super) fn of(side: &[f64], baseline: &[f64]) -> Pairs {
    let count = |which: Ordering| {
        side.iter().zip(baseline).filter(|(a, b)| a.total_cmp(b) == which).count()
    };
    let pairs = side.len().min(baseline.len());
    let fewer = count(Ordering::Less);
    Pairs {
        pairs,
        fewer,
        as_many: count(Ordering::Equal),
        more: count(Ordering::Greater),
        same_luck: wilson(fewer, pairs),
        own_luck: chance_less(side, baseline),
    }
}
