//! How well an estimate ranks: the area under the receiver operating characteristic.

/// Pairs (high, not high) in which the high one has the higher estimate, ties half, and all pairs: the Mann–Whitney form of
/// the AUC (Hanley and McNeil 1982). Sorts the scores.
#[must_use]
pub fn auc(scored: &mut [(f64, bool)]) -> (f64, f64) {
    scored.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let (mut wins, mut below) = (0.0, 0.0);
    let mut rest = &*scored;
    while let Some(&(score, _)) = rest.first() {
        let ties = rest.partition_point(|&(other, _)| other <= score);
        let high = rest[..ties].iter().filter(|&&(_, high)| high).count() as f64;
        let others = ties as f64 - high;
        wins += high * (below + 0.5 * others);
        below += others;
        rest = &rest[ties..];
    }
    let high = scored.len() as f64 - below;
    (wins, high * below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hand_worked_ranking() {
        // High: 0.8, 0.4; not high: 0.6, 0.4, 0.1. Wins: 0.8 beats all three; 0.4 beats 0.1, ties one.
        let mut scored = [(0.8, true), (0.6, false), (0.4, true), (0.4, false), (0.1, false)];
        assert_eq!(auc(&mut scored), (4.5, 6.0));
    }

    #[test]
    fn none_of_one_kind_has_no_pairs() {
        assert_eq!(auc(&mut [(0.3, false), (0.2, false)]).1, 0.0);
        assert_eq!(auc(&mut []), (0.0, 0.0));
    }
}
