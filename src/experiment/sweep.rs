//! A sweep: the same scenario at every point of a grid, on the same chance.

use std::collections::BTreeSet;
use std::fmt;

use crate::results::studies::{Answer, FactorLevels, SweepPoint};
use crate::scenario::Overrides;
use crate::stats::Spread;

use super::factors::no_factor;
use super::points::{Lab, Point, Stop};

/// No sweep has more points than this.
pub const MOST_POINTS: usize = 10_000;

/// Why `--vary` makes no axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadAxis {
    /// What was written.
    pub written: String,
    /// What is wrong with it.
    pub reason: String,
}

impl fmt::Display for BadAxis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "--vary {}: {}", self.written, self.reason)
    }
}

impl std::error::Error for BadAxis {}

impl FactorLevels {
    /// Reads `path=from..to:step`, or `path=one,two,three`.
    ///
    /// # Errors
    /// Says what is missing, empty, or no number.
    pub fn parse(written: &str) -> Result<FactorLevels, BadAxis> {
        let bad = |reason: String| BadAxis { written: written.to_owned(), reason };
        let (path, levels) = written
            .rsplit_once('=')
            .ok_or_else(|| bad("must be written path=from..to:step".into()))?;
        let (path, levels) = (path.trim(), levels.trim());
        if path.is_empty() || levels.is_empty() {
            return Err(bad("must be written path=from..to:step".into()));
        }
        if let Some(reason) = no_factor(path) {
            return Err(bad(format!("{path} is no factor: {reason}")));
        }
        let (levels, not_reached) = match levels.split_once("..") {
            Some((from, rest)) => range(from, rest).map_err(bad)?,
            None => (levels.split(',').map(|level| level.trim().to_owned()).collect(), None),
        };
        if levels.iter().any(String::is_empty) {
            return Err(bad("a level is empty".into()));
        }
        let number = |level: &String| level.parse().ok().filter(|x: &f64| x.is_finite());
        // As a number where it is one: 1 and 1.0 are one point.
        let as_one =
            |level: &String| number(level).map_or_else(|| level.clone(), |x| x.to_string());
        let mut before = BTreeSet::new();
        if let Some(twice) = levels.iter().find(|level| !before.insert(as_one(level))) {
            return Err(bad(format!("the level {twice} is given twice")));
        }
        let numbers = levels.iter().map(number).collect();
        Ok(FactorLevels { path: path.to_owned(), levels, numbers, not_reached })
    }
}

/// The levels of a range, and its end as written where no step reaches it.
fn range(from: &str, rest: &str) -> Result<(Vec<String>, Option<String>), String> {
    let (to, step) = rest.split_once(':').ok_or("a range needs a step, as in 40..60:5")?;
    let number = |text: &str| {
        let value: Option<f64> = text.trim().parse().ok().filter(|x: &f64| x.is_finite());
        value.ok_or_else(|| format!("{} is no number", text.trim()))
    };
    let (low, high, by) = (number(from)?, number(to)?, number(step)?);
    if by <= 0.0 {
        return Err(format!("the step must be more than 0, not {by}"));
    }
    if low > high {
        return Err(format!("the range is empty: it begins at {low} and ends at {high}"));
    }
    // A step that misses the end by rounding alone still reaches it.
    let steps = ((high - low) / by + 1e-9).floor();
    if steps >= MOST_POINTS as f64 {
        return Err(format!(
            "{} levels are too many: no sweep has more than {MOST_POINTS} points",
            steps + 1.0
        ));
    }
    let decimals = [from, step].iter().map(|text| decimals(text)).max().unwrap_or(0);
    let level = |k: usize| {
        let value = low + by * k as f64;
        // With the decimals that were written, so that 0.1 + 2 * 0.1 reads 0.3.
        if decimals > 12 { format!("{value:e}") } else { format!("{value:.decimals$}") }
    };
    // As above, by rounding alone.
    let reached = (low + by * steps - high).abs() <= 1e-6 * by;
    Ok(((0..=steps as usize).map(level).collect(), (!reached).then(|| to.trim().to_owned())))
}

/// Decimals as written; a number in powers of ten has its own.
fn decimals(text: &str) -> usize {
    let text = text.trim();
    if text.contains(['e', 'E']) {
        return 13;
    }
    text.split_once('.').map_or(0, |(_, fraction)| fraction.len())
}

/// The points of some axes, the last changing fastest; `None` where there are too many.
#[must_use]
pub fn grid(axes: &[FactorLevels]) -> Option<Vec<Vec<usize>>> {
    let count = axes.iter().try_fold(1_usize, |all, axis| all.checked_mul(axis.levels.len()))?;
    if count > MOST_POINTS {
        return None;
    }
    let mut points = vec![Vec::new()];
    for axis in axes {
        points = points
            .iter()
            .flat_map(|point| {
                (0..axis.levels.len())
                    .map(move |level| point.iter().copied().chain([level]).collect::<Vec<usize>>())
            })
            .collect();
    }
    Some(points)
}

/// The change that a point of the grid is.
#[must_use]
pub fn change(axes: &[FactorLevels], levels: &[usize]) -> Overrides {
    axes.iter().zip(levels).fold(Overrides::none(), |all, (axis, &level)| {
        all.set(format!("{}={}", axis.path, axis.levels[level]))
    })
}

/// Runs the scenario as written and every point.
///
/// # Errors
/// As [`Stop`] says.
pub fn run(
    lab: &Lab<'_>,
    axes: &[FactorLevels],
    points: &[Vec<usize>],
    replications: u32,
) -> Result<SweepFound, Stop> {
    let written = lab.point(&Overrides::none(), 0..replications)?;
    let answers = |point: &Point| -> Vec<Answer> {
        (0..lab.questions.len()).map(|q| answer(point, &written, q)).collect()
    };
    let points: Result<Vec<SweepPoint>, Stop> = points
        .iter()
        .map(|levels| {
            let point = lab.point(&change(axes, levels), 0..replications)?;
            Ok(SweepPoint { levels: levels.clone(), answers: answers(&point) })
        })
        .collect();
    Ok(SweepFound { written: answers(&written), points: points? })
}

/// The answers of a sweep.
#[derive(Debug)]
pub struct SweepFound {
    /// Of the scenario as written.
    pub written: Vec<Answer>,
    /// Of every point.
    pub points: Vec<SweepPoint>,
}

fn answer(point: &Point, written: &Point, question: usize) -> Answer {
    let mut values: Vec<f64> = point.values(question).into_iter().flatten().collect();
    Answer {
        value: point.estimate(question),
        chance: (values.len() > 1).then(|| Spread::of(&mut values)).flatten(),
        difference: point.minus(written, question),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(written: &str) -> Vec<String> {
        FactorLevels::parse(written).expect(written).levels
    }

    #[test]
    fn ranges_reach_their_end_and_keep_their_decimals() {
        assert_eq!(levels("a.b=40..60:10"), ["40", "50", "60"]);
        assert_eq!(levels("a=0.1..0.3:0.1"), ["0.1", "0.2", "0.3"]);
        assert_eq!(levels("a=0..1:0.4"), ["0.0", "0.4", "0.8"]);
        assert_eq!(levels("a=-1..1:1"), ["-1", "0", "1"]);
        assert_eq!(levels("a=3..3:1"), ["3"]);
        assert_eq!(levels("teams.\"x=y\".n=1, 2"), ["1", "2"]);
        let words = FactorLevels::parse("triage.rule=fixed,pressure").expect("words are levels");
        assert_eq!((words.levels.len(), words.numbers), (2, None));
    }

    #[test]
    fn a_range_whose_end_no_step_reaches_says_so() {
        let short = |written: &str| FactorLevels::parse(written).expect(written).not_reached;
        assert_eq!(short("a.b=300..500:70").as_deref(), Some("500"));
        for reached in ["a=300..500:50", "a=0.1..0.3:0.1", "a=0..0.999:0.001", "a=3..3:1", "a=1,2"]
        {
            assert_eq!(short(reached), None, "{reached}");
        }
    }

    #[test]
    fn what_makes_no_axis_is_refused() {
        for (written, reason) in [
            ("replications.seed=7..9:1", "replications.seed is no factor: it says how often"),
            ("time.start=2008-01-01,2009-01-01", "is no factor: it says which dates"),
            ("time.run_days=405..425:20", "is no factor: it says which dates"),
            ("time.warmup_days=300..600:100", "is no factor: it says which dates"),
            ("a", "path=from..to:step"),
            ("=1..2:1", "path=from..to:step"),
            ("a=", "path=from..to:step"),
            ("a=1..2", "needs a step"),
            ("a=1..two:1", "two is no number"),
            ("a=1..2:0", "more than 0"),
            ("a=3..2:1", "the range is empty"),
            ("a=0..1000000000:1", "too many"),
            ("a=1,,2", "a level is empty"),
            ("a=1,2,1.0", "the level 1.0 is given twice"),
            ("triage.rule=fixed,fixed", "the level fixed is given twice"),
            ("a=1..inf:1", "inf is no number"),
        ] {
            let error = FactorLevels::parse(written).expect_err(written).to_string();
            assert!(error.contains(reason), "{written}: {error}");
        }
    }

    #[test]
    fn a_grid_has_every_pair_of_levels_the_last_factor_fastest() {
        let axes = [FactorLevels::parse("a=1..2:1"), FactorLevels::parse("b=1..3:1")]
            .map(|axis| axis.expect("sound"));
        let points = grid(&axes).expect("few");
        assert_eq!((points.len(), &points[1], &points[3]), (6, &vec![0, 1], &vec![1, 0]));
        let many = vec![FactorLevels::parse("a=1..9999:1").expect("sound"); 3];
        assert_eq!(grid(&many), None);
    }
}
