//! Case reviews in a run: those that are open, and what is looked up for each.

use crate::measure::HalfYear;
use crate::model::by_name::{Lot, lots};
use crate::model::clone_by_field::clone_by_field;
use crate::model::organisation::effect::Effect;
use crate::model::variation::{Variation, VaryingQuantity};
use crate::scenario::{Family, RiskClass, Scenario};
use crate::time::SimTime;

/// Reviews that are open.
#[derive(Debug, Default)]
pub struct State {
    pub(crate) open: Vec<Option<SimTime>>,
}

clone_by_field!(State { open });

impl State {
    /// Before the first day.
    pub(crate) fn reset(&mut self) {
        self.open.clear();
    }

    pub(crate) fn begin(&mut self, now: SimTime) -> u32 {
        // A free place is used again, so the list is as long as the most reviews open at once.
        let place = self.open.iter().position(Option::is_none).unwrap_or_else(|| {
            self.open.push(None);
            self.open.len() - 1
        });
        self.open[place] = Some(now);
        place as u32
    }

    pub(crate) fn end(&mut self, review: u32) -> Option<SimTime> {
        self.open[review as usize].take()
    }
}

impl Effect for State {
    type OfChild = OfChild;
    type Facts = Facts;
}

/// What a child has of it.
pub(crate) type OfChild = ();

/// What will happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// A review is finished: its place among those open.
    Ends(u32),
}

impl Happening {
    pub(crate) const KINDS: &[(u8, &str)] = &[(30, "case review ends")];

    pub(crate) const fn kind(self) -> usize {
        let Happening::Ends(_) = self;
        0
    }
}

/// What is looked up for a review.
pub struct Facts {
    /// How long it takes (days).
    pub(crate) duration: VaryingQuantity,
    /// What it notes of a child, by class.
    pub(crate) classes: Vec<OfClass>,
    half_years: Vec<Option<u16>>,
}

/// What a case review notes of a child of this class.
pub(crate) struct OfClass {
    /// Age bands by their place among all bands, with their shares.
    pub ages: Vec<Lot<usize>>,
    /// Kinds of maltreatment by their place among all kinds, with their shares.
    pub kinds: Vec<Lot<usize>>,
}

impl Facts {
    /// Those of a scenario whose last day is `days`.
    pub(crate) fn new(scenario: &Scenario, days: usize) -> Facts {
        // This stands in where nothing is reviewed, and is never drawn.
        let never = VaryingQuantity { mean: 0.0, variation: Variation::new(Family::Fixed, 0.0) };
        let reviews = scenario.mechanisms.case_reviews;
        Facts {
            duration: reviews.map_or(never, |reviews| reviews.duration_days.into()),
            classes: classes(scenario),
            half_years: half_years(scenario, days),
        }
    }

    /// The place of the half-year of a moment in the observed period.
    pub(crate) fn half_year(&self, now: SimTime) -> Option<usize> {
        self.half_years.get(now.day()).copied().flatten().map(usize::from)
    }
}

fn classes(scenario: &Scenario) -> Vec<OfClass> {
    let names = scenario.names().mechanisms.case_reviews;
    let places = |all: &[String], shares: &[(String, f64)]| -> Vec<Lot<usize>> {
        let place = |name: &String| all.iter().position(|known| known == name);
        let written = shares.iter();
        lots(
            written
                .filter_map(|(name, share)| Some((name.as_str(), *share, place(name)?)))
                .collect(),
        )
    };
    let facts = |class: &RiskClass| OfClass {
        ages: places(&names.ages, &class.ages),
        kinds: places(&names.kinds, &class.kinds),
    };
    scenario.risk.iter().map(facts).collect()
}

fn half_years(scenario: &Scenario, days: usize) -> Vec<Option<u16>> {
    if scenario.mechanisms.case_reviews.is_none() {
        return Vec::new();
    }
    let half_year = |date| HalfYear::of(date).number();
    let first = half_year(scenario.time.date(scenario.time.observed_from()));
    let horizon = scenario.time.horizon();
    let place = |day: usize| {
        let day = SimTime::from_days(day as f64);
        if day >= horizon {
            return None;
        }
        // The warm-up lies before the first half-year: its numbers are negative and have no place.
        u16::try_from(half_year(scenario.time.date(day)) - first).ok()
    };
    (0..days).map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_review_that_ended_gives_its_place_to_the_next() {
        let mut reviews = State::default();
        let (a, b) =
            (reviews.begin(SimTime::from_days(1.0)), reviews.begin(SimTime::from_days(2.0)));
        assert_eq!(reviews.end(a), Some(SimTime::from_days(1.0)));
        assert_eq!(reviews.begin(SimTime::from_days(3.0)), a);
        assert_eq!(reviews.end(b), Some(SimTime::from_days(2.0)));
        assert_eq!(reviews.end(b), None);
    }
}
