//! Weekly series: run and twin as ratios of sums over replications, and the spread of single replications.

use jiff::civil::Date;

use crate::experiment::replicate::{ReplicationOutput, WorldOutput};
use crate::experiment::result::{Series, WeekPoint};
use crate::model::Setting;
use crate::stats::Spread;

pub(super) fn of(setting: &Setting<'_>, outputs: &[ReplicationOutput]) -> Vec<Series> {
    let lines = &setting.series.lines;
    let weeks = outputs.first().map_or(0, |output| output.run.weeks.len() / 2 / lines.len().max(1));
    let first = setting.scenario.time.date(setting.observed_from);
    let date = |week: usize| -> Date { first.saturating_add(jiff::Span::new().days(week as i64 * 7)) };
    lines
        .iter()
        .enumerate()
        .map(|(l, line)| Series {
            id: line.id.clone(),
            label: line.label.clone(),
            unit: line.unit.clone(),
            points: (0..weeks)
                .map(|week| point(outputs, date(week), (week * lines.len() + l) * 2, line.under.is_empty()))
                .collect(),
        })
        .collect()
}

/// A count has nothing below the line: its base is the replication itself.
fn point(outputs: &[ReplicationOutput], date: Date, place: usize, count: bool) -> WeekPoint {
    let at = |world: &WorldOutput| {
        let under = if count { 1.0 } else { f64::from(world.weeks[place + 1]) };
        (f64::from(world.weeks[place]), under)
    };
    let mut each: Vec<f64> = outputs
        .iter()
        .map(|output| at(&output.run))
        .filter(|(_, under)| *under > 0.0)
        .map(|(over, under)| over / under)
        .collect();
    let twins: Option<Vec<&WorldOutput>> = outputs.iter().map(|output| output.twin.as_ref()).collect();
    WeekPoint {
        date,
        run: ratio_of_sums(outputs.iter().map(|output| at(&output.run))),
        twin: twins.and_then(|twins| ratio_of_sums(twins.into_iter().map(at))),
        chance: if each.len() > 1 { Spread::of(&mut each) } else { None },
    }
}

fn ratio_of_sums(parts: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let (over, under) = parts.fold((0.0, 0.0), |sums, part| (sums.0 + part.0, sums.1 + part.1));
    (under > 0.0).then(|| over / under)
}
