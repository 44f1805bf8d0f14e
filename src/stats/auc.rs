//! How well an estimate ranks: the area under the receiver operating characteristic
//! (model.md, section 4).

/// Pairs (high, not high) in which the high one has the higher estimate, ties half, and all pairs: the Mann–Whitney form of
/// the AUC (Hanley and McNeil 1982). The scores come in rising order.
#[must_use]
pub fn auc(rising: impl IntoIterator<Item = (f64, bool)>) -> (f64, f64) {
    // Those of the score at hand, and those below it.
    let (mut score, mut high, mut others) = (f64::NEG_INFINITY, 0.0, 0.0);
    let (mut wins, mut high_below, mut others_below) = (0.0, 0.0, 0.0);
    for (next, is_high) in rising {
        debug_assert!(next >= score, "scores come in rising order");
        if next > score {
            wins += high * (others_below + 0.5 * others);
            high_below += high;
            others_below += others;
            (score, high, others) = (next, 0.0, 0.0);
        }
        if is_high { high += 1.0 } else { others += 1.0 }
    }
    wins += high * (others_below + 0.5 * others);
    (wins, (high_below + high) * (others_below + others))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hand_worked_ranking() {
        // High: 0.8, 0.4; not high: 0.6, 0.4, 0.1. Wins: 0.8 beats all three; 0.4 beats 0.1, ties one.
        let rising = [(0.1, false), (0.4, true), (0.4, false), (0.6, false), (0.8, true)];
        assert_eq!(auc(rising), (4.5, 6.0));
    }

    #[test]
    fn none_of_one_kind_has_no_pairs() {
        assert_eq!(auc([(0.2, false), (0.3, false)]).1, 0.0);
        assert_eq!(auc([]), (0.0, 0.0));
    }
}
