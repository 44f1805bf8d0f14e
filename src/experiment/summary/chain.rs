//! The chain from publicity to missing, link by link.

use super::periods::headline_period;
use crate::measure::{Indicator, MeasureId, Member, Settlement};
use crate::model::Setting;
use crate::results::{ChainLink, MeasureResult};
use crate::scenario::{Scenario, Team, TeamId};

pub(super) fn of(setting: &Setting<'_>, measures: &[MeasureResult]) -> Vec<ChainLink> {
    let period = headline_period(setting);
    ids(setting.scenario)
        .iter()
        .filter_map(|id| measures.iter().find(|measure| &measure.id == id))
        .map(|measure| ChainLink::of(measure, &measure.values[period]))
        .collect()
}

/// The measures of the chain, in its order.
pub(in crate::experiment) fn ids(scenario: &Scenario) -> Vec<MeasureId> {
    // A team that serves no stage has no queue for a worker.
    let serves =
        |id: usize| scenario.stages.iter().any(|stage| stage.team.map(TeamId::index) == Some(id));
    let serving: Vec<&Team> = scenario
        .teams
        .iter()
        .enumerate()
        .filter(|(id, _)| serves(*id))
        .map(|(_, team)| team)
        .collect();
    let mut ids: Vec<MeasureId> =
        [Indicator::ReferralsPerMonth, Indicator::Pressure, Indicator::ThresholdShift]
            .map(MeasureId::from)
            .into();
    let queue = |team: &&Team| Indicator::WaitP90.of(Member::Allocation(team.name.clone()));
    ids.extend(serving.iter().map(queue));
    ids.extend(serving.iter().map(|team| Indicator::Unallocated.named(&team.name)));
    ids.extend(
        [Indicator::Minutes, Indicator::SickShare, Indicator::LeaversPerYear].map(MeasureId::from),
    );
    ids.extend(Settlement::ROUTES.map(|route| Indicator::Missed.settled(route)));
    ids.extend(
        [Indicator::Missed, Indicator::MissRate, Indicator::ExpectedHarms].map(MeasureId::from),
    );
    ids
}
