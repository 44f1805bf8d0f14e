//! Weekly series: run and twin as ratios of sums over replications, and the spread of single replications.

use jiff::civil::Date;

use crate::experiment::finished::{Finished, Totals};
use crate::experiment::replicate::WorldOutput;
use crate::model::Setting;
use crate::results::{Series, WeekPoint};
use crate::stats::Spread;

pub(super) fn of(setting: &Setting<'_>, finished: &Finished) -> Vec<Series> {
    let lines = &setting.series.lines;
    let begun = finished.run.weeks.len() / 2 / lines.len().max(1);
    // A week that the run leaves unfinished would look like a fall.
    let whole = ((setting.horizon - setting.observed_from).0 / 7.0) as usize;
    let weeks = begun.min(whole.max(1));
    let first = setting.scenario.time.date(setting.observed_from);
    let date = |week: usize| crate::time::days_after(first, week as i64 * 7);
    lines
        .iter()
        .enumerate()
        .map(|(l, line)| Series {
            id: line.id.clone(),
            label: line.label.clone(),
            unit: line.unit.clone(),
            points: (0..weeks)
                .map(|week| {
                    point(finished, date(week), (week * lines.len() + l) * 2, line.under.is_empty())
                })
                .collect(),
        })
        .collect()
}

/// A count has nothing below the line: its base is the replication itself.
fn point(finished: &Finished, date: Date, place: usize, count: bool) -> WeekPoint {
    let at = |world: &WorldOutput| {
        let under = if count { 1.0 } else { f64::from(world.weeks[place + 1]) };
        (f64::from(world.weeks[place]), under)
    };
    let mut each: Vec<f64> = finished
        .outputs
        .iter()
        .map(|output| at(&output.run))
        .filter(|(_, under)| *under > 0.0)
        .map(|(over, under)| over / under)
        .collect();
    let of_all = |totals: &Totals| {
        let under = if count { finished.count() as f64 } else { totals.weeks[place + 1] };
        (under > 0.0).then(|| totals.weeks[place] / under)
    };
    WeekPoint {
        date,
        run: of_all(&finished.run),
        twin: finished.twin.as_ref().and_then(of_all),
        chance: if each.len() > 1 { Spread::of(&mut each) } else { None },
    }
}
