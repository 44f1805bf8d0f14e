//! What a sweep found, in sentences.

use crate::measure::Indicator;
use crate::results::studies::{AskedMeasure, FactorLevels, Sweep, SweepPoint};
use crate::words::format;

/// Where the first measure is best and worst, and whether the runs can tell the two apart.
#[must_use]
pub fn finding(sweep: &Sweep) -> String {
    let asked = &sweep.measures[0];
    let value = |point: &&SweepPoint| point.answers[0].value.map(|value| value.mean);
    let known: Vec<&SweepPoint> =
        sweep.points.iter().filter(|point| value(point).is_some()).collect();
    let by = |a: &&&SweepPoint, b: &&&SweepPoint| {
        value(a).unwrap_or(0.0).total_cmp(&value(b).unwrap_or(0.0))
    };
    // Points without a value are gone by now. As 0 they would be the least.
    let (Some(least), Some(most)) = (known.iter().min_by(by), known.iter().max_by(by)) else {
        return format!("{} has no value at any point.", asked.label);
    };
    let at = |point: &SweepPoint| {
        format!(
            "{} at {}",
            format::short(point.answers[0].value.as_ref(), &asked.unit),
            levels(sweep, point)
        )
    };
    let shown = |point: &SweepPoint| point.answers[0].difference.is_some_and(|d| d.excludes_zero());
    let told = match (shown(least), shown(most)) {
        (false, false) => {
            " Neither can be told from the scenario as written with so many replications."
        }
        (true, true) => "",
        (true, false) => " The higher cannot be told from the scenario as written.",
        (false, true) => " The lower cannot be told from the scenario as written.",
    };
    format!(
        "{}, {}: between {} and {}; {} as written.{told}",
        format::capital(&name(asked)),
        asked.period,
        at(least),
        at(most),
        format::short(sweep.written[0].value.as_ref(), &asked.unit)
    )
}

/// The same for a figure: from one end of the grid to the other.
#[must_use]
pub fn headline(sweep: &Sweep, measure: usize) -> String {
    let asked = &sweep.measures[measure];
    let (Some(first), Some(last)) = (sweep.points.first(), sweep.points.last()) else {
        return String::new();
    };
    let level = |point: &SweepPoint| {
        let levels: Vec<&str> = sweep
            .axes
            .iter()
            .zip(&point.levels)
            .map(|(axis, &level)| axis.levels[level].as_str())
            .collect();
        levels.join(" and ")
    };
    let value =
        |point: &SweepPoint| format::mean(point.answers[measure].value.as_ref(), &asked.unit);
    format!(
        "{}: {} at {}, {} at {}, {}",
        name(asked),
        value(first),
        level(first),
        value(last),
        level(last),
        asked.period
    )
}

/// What a measure is called where room is short.
#[must_use]
pub fn name(asked: &AskedMeasure) -> String {
    if asked.id == Indicator::MissRate.name() {
        "high-risk children missed".to_owned()
    } else {
        in_sentence(asked)
    }
}

/// The label of a measure within a sentence.
#[must_use]
pub fn in_sentence(asked: &AskedMeasure) -> String {
    // The label of a measure of a team, stage or action begins with the name that the scenario gives it.
    if asked.named { asked.label.clone() } else { format::uncapital(&asked.label) }
}

/// The values of a point's factors.
#[must_use]
pub fn levels(sweep: &Sweep, point: &SweepPoint) -> String {
    let level =
        |(axis, &level): (&FactorLevels, &usize)| format!("{} = {}", axis.path, axis.levels[level]);
    let all: Vec<String> = sweep.axes.iter().zip(&point.levels).map(level).collect();
    format::list(&all)
}

/// Where the steps of an axis end before what was asked for.
#[must_use]
pub fn ends_short(axis: &FactorLevels) -> Option<String> {
    let (end, last) = (axis.not_reached.as_ref()?, axis.levels.last()?);
    Some(format!("{}: the steps end at {last} and do not reach {end}.", axis.path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_that_ends_before_its_range_says_where() {
        let axis = FactorLevels::parse("a.b=300..500:70").expect("it is an axis");
        let said = ends_short(&axis);
        assert_eq!(said.as_deref(), Some("a.b: the steps end at 440 and do not reach 500."));
    }
}
