//! Weekly series as lines: finite points only, averaged by month where weeks would run into each other.

use jiff::civil::Date;

use crate::report::reading;
use crate::results::{RunResult, Series, WeekPoint};

use super::scale::day;

/// Above this many weeks a line across the sheet shows months.
pub(crate) const WIDE: usize = 600;
/// The same of a line in one of several columns.
pub(crate) const NARROW: usize = 130;

/// A line over time: pieces between gaps, and the band of chance around the run.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Track {
    pub(crate) run: Vec<Vec<(f64, f64)>>,
    pub(crate) twin: Vec<Vec<(f64, f64)>>,
    /// Day, 10th and 90th centile.
    pub(crate) band: Vec<Vec<(f64, f64, f64)>>,
    /// True where each point is a month's mean.
    pub(crate) monthly: bool,
}

impl Track {
    pub(crate) fn of(series: &Series, most_weeks: usize) -> Track {
        let monthly = series.points.len() > most_weeks;
        let points = if monthly {
            by_month(&series.points)
        } else {
            series.points.iter().map(TrackPoint::from).collect()
        };
        Track {
            run: pieces(points.iter().map(|p| p.run.map(|y| (p.x, y)))),
            twin: pieces(points.iter().map(|p| p.twin.map(|y| (p.x, y)))),
            band: pieces(points.iter().map(|p| p.band.map(|(low, high)| (p.x, low, high)))),
            monthly,
        }
    }

    /// Every value that the axis must hold.
    pub(crate) fn values(&self) -> impl Iterator<Item = f64> {
        let lines = self.run.iter().chain(&self.twin).flatten().map(|&(_, y)| y);
        lines.chain(self.band.iter().flatten().map(|&(_, _, high)| high))
    }

    /// The last value of the run and of the twin.
    pub(crate) fn ends(&self) -> (Option<f64>, Option<f64>) {
        let last = |pieces: &[Vec<(f64, f64)>]| {
            pieces.last().and_then(|piece| piece.last()).map(|&(_, y)| y)
        };
        (last(&self.run), last(&self.twin))
    }

    /// True where a band can be drawn: one point has none.
    pub(crate) fn has_band(&self) -> bool {
        self.band.iter().any(|piece| piece.len() > 1)
    }

    /// What each point is the mean of, below the axis.
    pub(crate) fn time(&self, result: &RunResult) -> &'static str {
        match (self.monthly, reading::is_one_day(result)) {
            (true, _) => "month",
            (false, true) => "day",
            (false, false) => "week",
        }
    }

    /// True where there is nothing but zeros, or nothing.
    pub(crate) fn is_idle(&self) -> bool {
        self.values().all(|value| value.abs() < 1e-9)
    }
}

struct TrackPoint {
    x: f64,
    run: Option<f64>,
    twin: Option<f64>,
    band: Option<(f64, f64)>,
}

impl From<&WeekPoint> for TrackPoint {
    fn from(week: &WeekPoint) -> TrackPoint {
        let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
        let band = week.chance.map(|chance| (chance.p10, chance.p90));
        TrackPoint {
            x: day(week.date) + 3.5,
            run: finite(week.run),
            twin: finite(week.twin),
            band: band.filter(|(low, high)| low.is_finite() && high.is_finite()),
        }
    }
}

fn by_month(weeks: &[WeekPoint]) -> Vec<TrackPoint> {
    weeks
        // A week counts in the month in which it begins.
        .chunk_by(|a, b| first(a.date) == first(b.date))
        .map(|month| {
            let points: Vec<TrackPoint> = month.iter().map(TrackPoint::from).collect();
            let mean = |values: Vec<f64>| {
                (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
            };
            let of = |pick: fn(&TrackPoint) -> Option<f64>| {
                mean(points.iter().filter_map(pick).collect())
            };
            TrackPoint {
                x: day(first(month[0].date)) + 15.0,
                run: of(|p| p.run),
                twin: of(|p| p.twin),
                // This is the mean of the weeks' centiles, because results have no centiles of months.
                band: of(|p| p.band.map(|band| band.0)).zip(of(|p| p.band.map(|band| band.1))),
            }
        })
        .collect()
}

fn first(date: Date) -> Date {
    date.first_of_month()
}

/// Runs of values without a gap.
fn pieces<T>(values: impl Iterator<Item = Option<T>>) -> Vec<Vec<T>> {
    let mut pieces = vec![Vec::new()];
    for value in values {
        match (value, pieces.last_mut()) {
            (Some(value), Some(piece)) => piece.push(value),
            (None, Some(piece)) if !piece.is_empty() => pieces.push(Vec::new()),
            _ => {}
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Indicator;
    use crate::report::sample;

    #[test]
    fn gaps_and_infinite_values_break_the_line_and_never_reach_the_axis() {
        let mut series = sample::haringey()
            .series(Indicator::Pressure)
            .expect("the sample has pressure")
            .clone();
        series.points[10].run = Some(f64::INFINITY);
        series.points[11].run = None;
        let track = Track::of(&series, WIDE);
        assert_eq!(track.run.iter().map(Vec::len).collect::<Vec<_>>(), [10, 248]);
        assert!(track.values().all(f64::is_finite));
    }

    #[test]
    fn a_hundred_years_of_weeks_become_months() {
        let track = Track::of(&sample::century().weekly[0], WIDE);
        assert!(track.monthly);
        assert_eq!(track.run[0].len(), 1201);
    }
}
