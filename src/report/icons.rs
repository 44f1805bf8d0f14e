//! A hundred children as a hundred signs: what became of them, told by colour, by shape and in words.

use std::fmt::Write as _;

use serde::Serialize;

use crate::measure::{Indicator, MeasureId, Settlement};
use crate::report::reading;
use crate::results::{PeriodValue, RunResult};

/// Signs in a row, and pixels from one to the next.
const ACROSS: usize = 20;
const STEP: usize = 22;

/// An array of a hundred signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct IconArray {
    /// Whose children they are.
    pub title: String,
    /// The array in words.
    pub alt: String,
    /// The picture.
    pub svg: String,
    /// Its key, with how many there are of each.
    pub key: Vec<Sign>,
}

/// One entry of the key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Sign {
    /// How many of the hundred.
    pub number: usize,
    /// What became of them.
    pub words: &'static str,
    /// The sign.
    pub svg: String,
}

/// Routes by which a child is missed, gathered into as many as a reader can tell apart.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// In words.
    pub words: &'static str,
    /// What it gathers.
    pub settlements: &'static [Settlement],
}

/// The routes of the signs.
pub const ROUTES: [Route; 3] = [
    Route { words: "missed: closed at triage", settlements: &[Settlement::ScreenedOut] },
    Route { words: "missed: misjudged later", settlements: &[Settlement::Misjudged] },
    Route {
        words: "missed: too late",
        settlements: &[
            Settlement::LateScreening,
            Settlement::LateAllocation,
            Settlement::LateAssessment,
            Settlement::LateConference,
            Settlement::LatePlan,
        ],
    },
];

/// An outcome: in words, its shape and colour, and the routes that it gathers.
struct OutcomeSign {
    words: &'static str,
    shape: &'static str,
    routes: &'static [Settlement],
}

const OUTCOMES: [OutcomeSign; 4] = [
    OutcomeSign {
        words: "protected in time",
        shape: r##"<circle cx="11" cy="11" r="7" fill="#fff" stroke="#3d3d3d" stroke-width="2.5"/>"##,
        routes: &[],
    },
    OutcomeSign {
        words: ROUTES[0].words,
        shape: r##"<rect x="4" y="4" width="14" height="14" fill="#12436D"/>"##,
        routes: ROUTES[0].settlements,
    },
    OutcomeSign {
        words: ROUTES[1].words,
        shape: r##"<path d="M11 2 20 11 11 20 2 11z" fill="#28A197"/>"##,
        routes: ROUTES[1].settlements,
    },
    OutcomeSign {
        words: ROUTES[2].words,
        shape: r##"<path d="M11 3 20 19H2z" fill="#F46A25"/>"##,
        routes: ROUTES[2].settlements,
    },
];

/// With the publicity and without it, where there are high-risk children to show.
#[must_use]
pub fn of(result: &RunResult) -> Vec<IconArray> {
    let compared = reading::publicity(result).is_some() && result.has_twin;
    let publicity = reading::the_publicity(result);
    let run_title = if reading::publicity(result).is_some() {
        format!("With {publicity}")
    } else {
        "In this run".to_owned()
    };
    let run = array(result, &run_title, |value| value.run.map(|e| e.mean));
    let twin = if compared {
        array(result, &format!("Without {publicity}"), |value| value.twin.map(|e| e.mean))
    } else {
        None
    };
    run.into_iter().chain(twin).collect()
}

fn array(
    result: &RunResult,
    title: &str,
    of: impl Fn(&PeriodValue) -> Option<f64>,
) -> Option<IconArray> {
    let share = |id: MeasureId| result.value(id, result.headline.period).and_then(&of);
    let missed = share(Indicator::MissRate.into())?;
    let shares = OUTCOMES.each_ref().map(|outcome| match outcome.routes {
        [] => 1.0 - missed,
        routes => {
            routes.iter().filter_map(|route| share(Indicator::MissRate.settled(*route))).sum()
        }
    });
    // The number missed is rounded first and as in the sentence, because signs and sentence stand beside each
    // other.
    let numbers = within_rounded(reading::whole_of_100(missed), &shares);
    let words: Vec<String> = OUTCOMES
        .iter()
        .zip(numbers)
        .map(|(outcome, number)| format!("{number} {}", outcome.words))
        .collect();
    let key = OUTCOMES.iter().zip(numbers).map(|(outcome, number)| Sign {
        number,
        words: outcome.words,
        svg: format!(
            r#"<svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true" focusable="false">{}</svg>"#,
            outcome.shape
        ),
    });
    Some(IconArray {
        title: title.to_owned(),
        alt: format!("{title}, of 100 high-risk children: {}.", words.join("; ")),
        svg: picture(&numbers),
        key: key.collect(),
    })
}

/// A hundred children: so many missed, as the sentence beside says, the routes within them by their shares; the rest, in the first
/// place, protected.
fn within_rounded<const N: usize>(missed: usize, shares: &[f64; N]) -> [usize; N] {
    let mut numbers = whole_numbers(missed, shares);
    numbers[0] = 100 - missed;
    numbers
}

/// Shares but the first as whole numbers that add up to a total: each what falls to it, then one to each of the largest remainders.
fn whole_numbers<const N: usize>(total: usize, shares: &[f64; N]) -> [usize; N] {
    let all: f64 = shares[1..].iter().map(|share| share.max(0.0)).sum();
    let mut parts =
        shares.map(|share| if all > 0.0 { total as f64 * share.max(0.0) / all } else { 0.0 });
    parts[0] = 0.0;
    let mut numbers = parts.map(|x| x.floor() as usize);
    let mut order: Vec<usize> = (1..N).collect();
    // The sort is stable: of two equal remainders the earlier route gets the sign, on every machine.
    order.sort_by(|&a, &b| parts[b].fract().total_cmp(&parts[a].fract()));
    let left = total.saturating_sub(numbers.iter().sum());
    for &place in order.iter().take(left) {
        numbers[place] += 1;
    }
    numbers
}

fn picture<const N: usize>(numbers: &[usize; N]) -> String {
    let (width, height) = (ACROSS * STEP, 100 / ACROSS * STEP);
    let mut svg =
        format!(r#"<svg viewBox="0 0 {width} {height}" aria-hidden="true" focusable="false">"#);
    let signs = OUTCOMES
        .iter()
        .zip(numbers)
        .flat_map(|(outcome, &number)| std::iter::repeat_n(outcome, number));
    for (place, outcome) in signs.enumerate() {
        let (x, y) = (place % ACROSS * STEP, place / ACROSS * STEP);
        let _ = write!(svg, r#"<g transform="translate({x} {y})">{}</g>"#, outcome.shape);
    }
    svg.push_str("</svg>");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn parts_are_rounded_within_the_rounded_pair() {
        // 77.4 missed is 77 in the sentence: by the largest remainder of all four it was 78 signs, 20 + 8 + 50.
        assert_eq!(within_rounded(77, &[0.226, 0.196, 0.079, 0.499]), [23, 19, 8, 50]);
        assert_eq!(within_rounded(67, &[0.333, 0.333, 0.334]), [33, 33, 34]);
        assert_eq!(within_rounded(0, &[1.0, 0.0, 0.0]), [100, 0, 0]);
        assert_eq!(within_rounded(0, &[0.996, 0.002, 0.002]), [100, 0, 0]);
    }

    #[test]
    fn as_many_signs_are_missed_as_the_sentence_says() {
        let mut result = sample::haringey();
        for percent in [77.4, 77.5, 78.49, 0.4, 99.6] {
            let rate = result.headline.miss_rate.as_mut().expect("it has a rate");
            rate.mean = percent / 100.0;
            let run = *rate;
            let measure = result
                .measures
                .iter_mut()
                .find(|measure| measure.id == Indicator::MissRate.into())
                .expect("it is there");
            measure.values.iter_mut().for_each(|value| value.run = Some(run));
            let missed: usize = of(&result)[0].key[1..].iter().map(|entry| entry.number).sum();
            let said = crate::words::answer::spoken(&result);
            assert!(
                said.contains(&format!("first, {missed} are missed")),
                "{percent}: {missed} signs and {said}"
            );
        }
    }

    #[test]
    fn a_hundred_children_stand_in_every_array() {
        let arrays = of(&sample::haringey());
        assert_eq!(arrays.len(), 2, "with the publicity and without");
        for array in &arrays {
            assert_eq!(array.key.iter().map(|entry| entry.number).sum::<usize>(), 100);
            assert_eq!(array.svg.matches("<g ").count(), 100);
        }
        assert_eq!(of(&sample::quiet()).len(), 1);
        assert_eq!(of(&sample::without_twin()).len(), 1);
    }
}
