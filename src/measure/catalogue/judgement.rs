//! How well estimates tell high risk from the rest, by decision.

use super::Better::Higher;
use super::list::MeasureList;
use crate::measure::Counter::{AucPairs, AucWins};
use crate::measure::{Indicator, MeasureNames, Member, Scored};

pub(super) fn add(list: &mut MeasureList, names: &MeasureNames) {
    auc(list, Member::Screening, "screening, all referrals", Scored::Screening);
    auc(list, Member::FirstScreening, "screening, first referrals", Scored::FirstScreening);
    for (s, stage) in names.stages.iter().enumerate().filter(|(_, stage)| stage.assess) {
        auc(list, Member::Named(stage.name.clone()), &stage.name, Scored::Stage(s));
    }
}

fn auc(list: &mut MeasureList, decision: Member, after: &str, which: Scored) {
    let [wins, pairs] = [AucWins, AucPairs].map(|counter| list.at(counter, which.index()));
    let label = format!("AUC of the estimate after {after}");
    list.add(Indicator::Auc.of(decision), label, "AUC", Higher, list.ratio(&[wins], &[pairs]));
}
