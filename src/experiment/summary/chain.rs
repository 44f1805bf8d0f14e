//! The chain from publicity to missing, link by link.

use super::periods::headline_period;
use crate::measure::Settlement;
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
pub(in crate::experiment) fn ids(scenario: &Scenario) -> Vec<String> {
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
    let mut ids: Vec<String> =
        ["referrals_per_month", "pressure", "threshold_shift"].map(str::to_owned).into();
    ids.extend(serving.iter().map(|team| format!("wait_p90[allocation, {}]", team.name)));
    ids.extend(serving.iter().map(|team| format!("unallocated[{}]", team.name)));
    ids.extend(["minutes", "sick_share", "leavers_per_year"].map(str::to_owned));
    ids.extend(Settlement::ROUTES.iter().map(|route| format!("missed[{}]", route.name())));
    ids.extend(["missed", "miss_rate", "expected_harms"].map(str::to_owned));
    ids
}
