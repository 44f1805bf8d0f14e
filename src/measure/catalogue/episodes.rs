//! High-risk episodes: a child whose risk comes back has another.

use super::Better::{Higher, Lower, Neither};
use super::list::MeasureList;
use crate::measure::Counter::{Episodes, EpisodesSettled};
use crate::measure::{Indicator, Settlement};

pub(super) fn add(list: &mut MeasureList) {
    let routes = list.each(EpisodesSettled, Settlement::ROUTES.map(|route| route as usize));
    let resolved = list.at(EpisodesSettled, Settlement::Resolved as usize);
    let opened = list.one(Episodes);
    list.add(
        Indicator::EpisodeMissRate,
        "High-risk episodes missed",
        "share",
        Lower,
        list.share_but(&routes, opened, resolved),
    );
    list.add(
        Indicator::Episodes,
        "High-risk episodes opened",
        "episodes",
        Neither,
        list.total(&[opened]),
    );
    list.add(
        Indicator::EpisodesMissed,
        "High-risk episodes missed",
        "episodes",
        Lower,
        list.total(&routes),
    );
    for settled in Settlement::ALL {
        let label = format!("High-risk episodes, {}", settled.name());
        let better = match settled {
            Settlement::Found => Higher,
            // Neither the service's doing nor its failing, as of children.
            Settlement::Resolved => Neither,
            _ => Lower,
        };
        let count = list.total(&[list.at(EpisodesSettled, settled as usize)]);
        list.add(Indicator::Episodes.settled(settled), label, "episodes", better, count);
    }
}
