//! Backlogs on the first observed day: how many children were put there, and what became of them.

use super::Better::{Higher, Lower, Neither};
use super::list::MeasureList;
use crate::measure::Counter::{OpeningLooked, OpeningPut, OpeningReached, OpeningWaiting};
use crate::measure::{Indicator, OPENING_DAYS, OrganisationBlocks};

pub(super) fn add(list: &mut MeasureList, organisation: &OrganisationBlocks) {
    for (n, stage) in organisation.openings.iter().enumerate() {
        let put = list.total(&[list.at(OpeningPut, n)]);
        list.add(
            Indicator::OpeningPut.named(stage),
            format!("{stage}: put there to wait"),
            "children",
            Neither,
            put,
        );
        // The base is the replications in which somebody looked: a shorter run does not know what became of the
        // children.
        let looked = [list.at(OpeningLooked, n)];
        let reached = list.ratio(&[list.at(OpeningReached, n)], &looked);
        let label =
            format!("{stage}: of those put there, reached by a worker within {OPENING_DAYS} days");
        list.add(Indicator::OpeningReached.named(stage), label, "children", Higher, reached);
        let waiting = list.ratio(&[list.at(OpeningWaiting, n)], &looked);
        let label = format!("{stage}: of those put there, still waiting after {OPENING_DAYS} days");
        list.add(Indicator::OpeningWaiting.named(stage), label, "children", Lower, waiting);
    }
}
