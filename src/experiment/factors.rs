//! Factors: the numbers of a scenario that somebody is unsure of, each with the range that its evidence leaves it.

use crate::results::studies::{Factor, LeftFixed};
use crate::scenario::document::path::split;
use crate::scenario::{Overrides, Scenario};
use crate::stats::methods::draws::{BeliefShape, Ranged};

use super::comparison::other_days;
use super::points::Lab;

impl Factor {
    /// The value to write for a number between the ends of the range.
    #[must_use]
    pub fn written(&self, value: f64) -> f64 {
        if self.whole { value.round() } else { value }
    }

    /// What is believed about it: its range is the central 90 % unless the evidence states another distribution.
    #[must_use]
    pub fn belief(&self) -> Ranged {
        // A value may lie outside its own evidence, which is warned of and legal; a triangle needs its peak inside.
        let mode = self.value.unwrap_or(0.5 * (self.low + self.high)).clamp(self.low, self.high);
        let shape = match self.distribution.as_deref() {
            Some("normal") => Some(BeliefShape::Normal),
            // A lognormal never reaches 0: a range that does falls back to the shape that `Ranged` takes by itself.
            Some("lognormal") if self.low > 0.0 => Some(BeliefShape::Lognormal),
            Some("uniform") => Some(BeliefShape::Uniform),
            Some("triangular") => Some(BeliefShape::Triangular { mode }),
            _ => None,
        };
        let even = || {
            Ranged::new(self.low, self.high, Some(BeliefShape::Uniform))
                .expect("a factor's range is not empty")
        };
        let belief = Ranged::new(self.low, self.high, shape).unwrap_or_else(even);
        belief.within(self.possible.0, self.possible.1).unwrap_or(belief)
    }

    /// Where a value lies in the range: 0 at its lower end, 1 at its upper.
    #[must_use]
    pub fn share(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }

    /// The value at a share of the range.
    #[must_use]
    pub fn at(&self, share: f64) -> f64 {
        self.low + share * (self.high - self.low)
    }

    /// The scenario in which the truth about this number is another.
    #[must_use]
    pub fn truth(&self, overrides: Overrides, value: f64) -> Overrides {
        if self.whole {
            // Without a decimal point, as a key of whole numbers is written.
            overrides.truth_written(format!("{}={}", self.path, value.round() as i64))
        } else {
            overrides.truth(&self.path, value)
        }
    }
}

/// Why a value is no factor: what varies with it is not what the scenario says of the service. `None` where it may be varied.
#[must_use]
pub fn no_factor(path: &str) -> Option<&'static str> {
    let steps = steps(path);
    let block = steps.first().map_or("", String::as_str);
    let key = steps.last().map_or("", String::as_str);
    Some(match (block, key) {
        ("replications", _) => {
            "it says how often the scenario is run and on which chance; points are compared on the same chance, so use --seed and \
             --replications for all of them"
        }
        ("time", "start" | "warmup_days" | "run_days") => {
            "it says which dates are observed; points over other dates have nothing to be compared with"
        }
        ("time" | "normal_times" | "solved", _) => {
            "it says how the scenario is run; a point with another would not be on the same chance"
        }
        ("name" | "description" | "extends" | "study" | "evidence" | "targets", _)
        | (_, "name" | "label" | "source") => {
            "it is a name or a note, and no number of the service"
        }
        _ => return None,
    })
}

/// The first of some paths that leads where one before it leads, however either is written.
pub fn twice<'p>(paths: impl IntoIterator<Item = &'p str>) -> Option<&'p str> {
    let mut before: Vec<Vec<String>> = Vec::new();
    paths.into_iter().find(|path| {
        let steps = steps(path);
        let there = before.contains(&steps);
        before.push(steps);
        there
    })
}

/// The names of a path, without their quotation marks. One that is no path is told so where its value is changed.
fn steps(path: &str) -> Vec<String> {
    split(path).unwrap_or_else(|_| vec![path.to_owned()])
}

/// The scenario in which the truth about every factor is as given.
#[must_use]
pub fn truths(factors: &[Factor], values: &[f64]) -> Overrides {
    factors
        .iter()
        .zip(values)
        .fold(Overrides::none(), |all, (factor, &value)| factor.truth(all, value))
}

/// The numbers of a scenario whose evidence has a range, and those among them that cannot be varied.
#[must_use]
pub fn of_evidence(lab: &Lab<'_>, scenario: &Scenario) -> (Vec<Factor>, Vec<LeftFixed>) {
    let (mut factors, mut fixed) = (Vec::new(), Vec::new());
    for assumption in &scenario.evidence.assumptions {
        let (Some(low), Some(high)) = (assumption.low, assumption.high) else { continue };
        let left =
            |reason: &str| LeftFixed { path: assumption.path.clone(), reason: reason.to_owned() };
        if high <= low {
            fixed.push(left("its range is one value"));
            continue;
        }
        if let Some(reason) = no_factor(&assumption.path) {
            fixed.push(left(reason));
            continue;
        }
        let factor = Factor {
            path: assumption.path.clone(),
            value: assumption.value.parse().ok(),
            low,
            high,
            whole: false,
            possible: (low, high),
            distribution: assumption.distribution.clone(),
            grade: assumption.grade.clone(),
            source: assumption.source.clone(),
        };
        match usable(lab, factor) {
            Ok(factor) => factors.push(factor),
            Err(reason) => fixed.push(left(&reason)),
        }
    }
    (factors, fixed)
}

/// A range given as `path=low..high`.
///
/// # Errors
/// Says what is missing, empty, or no number, and what is wrong with the path.
pub fn parse(lab: &Lab<'_>, scenario: &Scenario, written: &str) -> Result<Factor, String> {
    let shape = || format!("{written}: must be written path=low..high");
    // From the right: a quoted name in the path may hold an equals sign, a range holds none.
    let (path, range) = written.rsplit_once('=').ok_or_else(shape)?;
    let (low, high) = range.split_once("..").ok_or_else(shape)?;
    let number = |text: &str| {
        let value: Option<f64> = text.trim().parse().ok().filter(|x: &f64| x.is_finite());
        value.ok_or_else(|| format!("{written}: {} is no number", text.trim()))
    };
    let (low, high) = (number(low)?, number(high)?);
    if high <= low {
        return Err(format!(
            "{written}: the range is empty: it begins at {low} and ends at {high}"
        ));
    }
    let path = path.trim().to_owned();
    if let Some(reason) = no_factor(&path) {
        return Err(format!("{written}: {path} is no factor: {reason}"));
    }
    let of_path = steps(&path);
    let known = scenario.evidence.assumptions.iter().find(|known| steps(&known.path) == of_path);
    let factor = Factor {
        value: known.and_then(|known| known.value.parse().ok()),
        grade: known.map_or(String::new(), |known| known.grade.clone()),
        source: known.map_or(String::new(), |known| known.source.clone()),
        distribution: known.and_then(|known| known.distribution.clone()),
        path,
        low,
        high,
        whole: false,
        possible: (low, high),
    };
    let factor = usable(lab, factor).map_err(|reason| format!("{written}: {reason}"))?;
    // Else the value at an end would be rounded where it is run, and told as it was written.
    if factor.whole && (is_broken(low) || is_broken(high)) {
        return Err(format!(
            "{written}: only whole numbers make a sound scenario here: begin and end the range at whole numbers, as in 2..8"
        ));
    }
    Ok(factor)
}

fn is_broken(number: f64) -> bool {
    number.fract().abs() > 0.0
}

/// Both ends make sound scenarios; where a number between two whole ones does not, the factor is a whole number.
fn usable(lab: &Lab<'_>, factor: Factor) -> Result<Factor, String> {
    let read = |overrides: &Overrides| lab.scenario(overrides).map_err(|error| error.first());
    let written = read(&Overrides::none())?;
    let sound = |factor: &Factor, value: f64| {
        let changed = read(&factor.truth(Overrides::none(), value))?;
        other_days(&changed, &written).map_or(Ok(()), Err)
    };
    // A place in the range that is no whole number where its ends are. In a range of ten thousand the first is one.
    let between = [0.371_9, 0.618_033_988_749_894_9].map(|share| factor.at(share));
    let between = between.into_iter().find(|&value| is_broken(value));
    let whole = between.is_some_and(|value| sound(&factor, value).is_err());
    let factor = Factor { whole, ..factor };
    sound(&factor, factor.low)?;
    sound(&factor, factor.high)?;
    let width = factor.high - factor.low;
    // As far below and above as a draw may fall; where that makes no sound scenario, 0 or 1 if these do, else the end itself.
    // Two widths past an end are eight standard deviations from the middle of a Normal whose central 90 % is the
    // range.
    let reach = |ends: &[f64], end: f64| {
        ends.iter().copied().find(|&x| sound(&factor, x).is_ok()).unwrap_or(end)
    };
    let below = if factor.low >= 0.0 {
        (factor.low - 2.0 * width).max(0.0)
    } else {
        factor.low - 2.0 * width
    };
    let least = reach(&[below], factor.low);
    let above = factor.high + 2.0 * width;
    let greatest = if factor.high <= 1.0 {
        reach(&[above, 1.0], factor.high)
    } else {
        reach(&[above], factor.high)
    };
    Ok(Factor { possible: (least, greatest), ..factor })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::experiment::Twin;
    use crate::experiment::pilot::NoStore;
    use crate::experiment::points::NoPointsKept;
    use crate::experiment::runner::Quiet;
    use crate::scenario::load_str;

    fn factor(whole: bool) -> Factor {
        Factor {
            path: "a.b".into(),
            value: Some(2.0),
            low: 1.0,
            high: 5.0,
            whole,
            possible: (0.0, 9.0),
            distribution: None,
            grade: String::new(),
            source: String::new(),
        }
    }

    #[test]
    fn shares_of_a_range_lead_there_and_back() {
        assert_eq!((factor(false).share(2.0), factor(false).at(0.25)), (0.25, 2.0));
        assert_eq!((factor(true).written(2.6), factor(false).written(2.6)), (3.0, 2.6));
    }

    #[test]
    fn a_key_of_whole_numbers_is_known_in_any_range_and_has_whole_ends() {
        let text = include_str!("../../tests/fixtures/small.toml");
        let loaded = load_str("small.toml", text, &Overrides::none()).expect("sound");
        let lab = Lab {
            written: &loaded.written,
            questions: &[],
            twin: Twin::Without,
            pilots: &NoStore,
            kept: &NoPointsKept,
            rounds: &crate::experiment::runner::run_rounds(1),
            threads: 1,
            progress: &Quiet,
            planned: 0,
            interrupted: &AtomicBool::new(false),
        };
        let read = |written: &str| parse(&lab, &loaded.scenario, written);
        let whole = |written: &str| read(written).expect(written).whole;
        for (range, is_whole) in [
            ("teams.assessment.stretch_when_waiting=0..10000", true),
            ("teams.assessment.stretch_when_waiting=2..8", true),
            ("referrals.per_year=0..10000", false),
        ] {
            assert_eq!(whole(range), is_whole, "{range}");
        }
        for range in ["2.5..8", "2..7.5"] {
            let why = read(&format!("teams.assessment.stretch_when_waiting={range}"));
            assert!(why.is_err_and(|why| why.contains("only whole numbers")), "{range}");
        }
    }

    #[test]
    fn what_says_nothing_of_the_service_is_no_factor() {
        let none = [
            "replications.seed",
            "replications.count",
            "time.start",
            "time.run_days",
            "time.warmup_days",
            "time.calendar",
            "name",
            "study.decisions",
            "normal_times",
            "publicity.\"A verdict\".label",
            "\"replications\".seed",
            "time. run_days",
            "teams.duty.name",
        ];
        for path in none {
            assert!(no_factor(path).is_some(), "{path}");
        }
        for path in
            ["referrals.per_year", "publicity.\"A verdict\".peak", "teams.duty.posts.0.count"]
        {
            assert_eq!(no_factor(path), None, "{path}");
        }
    }
}
