//! High-risk children by month of coming to notice and by how they settled.

use jiff::civil::Date;

use super::periods;
use crate::experiment::finished::{Finished, Totals};
use crate::measure::Settlement;
use crate::model::Setting;
use crate::results::Month;
use crate::time::Days;

pub(super) fn of(setting: &Setting<'_>, finished: &Finished) -> Vec<Month> {
    let first = setting.scenario.time.date(setting.observed_from).first_of_month();
    let count = finished.run.months.len();
    let n = finished.count() as f64;
    (0..count)
        .map(|m| (m, first.saturating_add(jiff::Span::new().months(m as i64))))
        .filter(|(_, date)| setting.scenario.time.at(*date) < setting.horizon)
        .map(|(m, date)| Month {
            date,
            straddles: straddles(setting, date),
            run: means(Some(&finished.run), m, n),
            twin: means(finished.twin.as_ref(), m, n),
        })
        .collect()
}

/// Whether children who come to notice in this month are followed past the publicity.
fn straddles(setting: &Setting<'_>, date: Date) -> bool {
    let (Some(before), Some(surge)) = (periods::before(setting), setting.surge_day) else {
        return false;
    };
    let ends = setting.scenario.time.at(date.last_of_month()) + Days(1.0);
    // The month of the event itself is mixed, and shown as what came after.
    ends > setting.periods[before].noticed_to && ends <= surge
}

fn means(totals: Option<&Totals>, month: usize, n: f64) -> Vec<(Settlement, f64)> {
    let sums = totals.map_or([0.0; Settlement::ALL.len()], |totals| totals.months[month]);
    Settlement::ALL.iter().map(|settled| (*settled, sums[*settled as usize] / n)).collect()
}
