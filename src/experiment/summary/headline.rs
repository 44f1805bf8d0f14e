//! The answer: how many are missed, and how much of it is the publicity's doing
//! (model.md, section 9).

use super::gathered::Gathered;
use super::periods::{before, headline_period};
use crate::measure::{Counter, Indicator, MeasureId, Settlement};
use crate::results::{Headline, MeasureResult, PeriodValue};
use crate::stats::Estimate;

pub(super) fn of(gathered: &Gathered<'_>, measures: &[MeasureResult]) -> Headline {
    let setting = gathered.setting;
    let period = headline_period(setting);
    let value = |id: Indicator, period: usize| -> Option<&PeriodValue> {
        let id = MeasureId::from(id);
        measures.iter().find(|measure| measure.id == id)?.values.get(period)
    };
    let run = |id: Indicator| value(id, period)?.run;
    let twin = |id: Indicator| value(id, period)?.twin;
    let difference = |id: Indicator| value(id, period)?.difference;
    let [more_episodes, worse_service] = parts_of_excess(gathered, period);
    Headline {
        period: setting.periods[period].id,
        miss_rate: run(Indicator::MissRate),
        miss_rate_before: before(setting)
            .and_then(|before| value(Indicator::MissRate, before)?.run),
        miss_rate_twin: twin(Indicator::MissRate),
        miss_rate_difference: difference(Indicator::MissRate),
        missed: run(Indicator::Missed),
        missed_twin: twin(Indicator::Missed),
        excess: difference(Indicator::Missed),
        noticed: run(Indicator::Noticed),
        noticed_twin: twin(Indicator::Noticed),
        expected_harms_difference: difference(Indicator::ExpectedHarms),
        expected_harms: run(Indicator::ExpectedHarms),
        excess_more_episodes: more_episodes,
        excess_worse_service: worse_service,
    }
}

/// Excess missed episodes: those from more episodes at the twin's episode miss rate, which leaves out the resolved; the rest is
/// worse service.
fn parts_of_excess(gathered: &Gathered<'_>, period: usize) -> [Option<Estimate>; 2] {
    if !gathered.sums().has_twin() {
        return [None, None];
    }
    let layout = &gathered.setting.catalogue.layout;
    let missed =
        Settlement::ROUTES.map(|route| layout.at(Counter::EpisodesSettled, route as usize));
    let opened = layout.one(Counter::Episodes);
    let count = |sums: &[f64]| missed.iter().map(|&k| sums[k]).sum::<f64>();
    let resolved = layout.at(Counter::EpisodesSettled, Settlement::Resolved as usize);
    let more = |run: &[f64], twin: &[f64], n: usize| {
        let base = twin[opened] - twin[resolved];
        (base > 0.0).then(|| (run[opened] - twin[opened]) * count(twin) / base / n as f64)
    };
    // What the first part leaves over, so that both add up to the excess.
    let worse = |run: &[f64], twin: &[f64], n: usize| {
        more(run, twin, n).map(|more| (count(run) - count(twin)) / n as f64 - more)
    };
    [gathered.sums().difference(period, more), gathered.sums().difference(period, worse)]
}
