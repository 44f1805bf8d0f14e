//! Where each counter and each histogram of a scenario stands.

use super::counter::{Counter, FAMILIES};
use super::names::MeasureNames;
use super::waits::Waits;

/// Where each counter stands in the flat vector of one period of one replication.
#[derive(Clone, Debug)]
pub struct Layout {
    // Every count looks its place up here, so it is an array by family and no map.
    offsets: [usize; FAMILIES.len()],
    counters: usize,
    stages: usize,
    teams: usize,
}

impl Layout {
    /// The layout for these names.
    #[must_use]
    pub fn new(names: &MeasureNames) -> Layout {
        let mut offsets = [0; FAMILIES.len()];
        let mut next = 0;
        for (counter, per) in FAMILIES {
            offsets[counter.index()] = next;
            next += per.members(names);
        }
        Layout { offsets, counters: next, stages: names.stages.len(), teams: names.teams.len() }
    }

    /// How many counters there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.counters
    }

    /// Never true: days are always counted.
    #[must_use]
    // The lints ask for it beside `len`.
    pub const fn is_empty(&self) -> bool {
        false
    }

    /// The place of a counter that exists once.
    #[inline]
    #[must_use]
    pub const fn one(&self, counter: Counter) -> usize {
        self.offsets[counter.index()]
    }

    /// The place of a family's member.
    #[inline]
    #[must_use]
    pub const fn at(&self, counter: Counter, member: usize) -> usize {
        self.offsets[counter.index()] + member
    }

    /// The family of the counter at a place.
    #[must_use]
    pub fn counter_at(&self, place: usize) -> Option<Counter> {
        let family =
            // The search begins at the end: a family without members has the same place as the next one.
            FAMILIES.iter().rev().find(|(counter, _)| self.offsets[counter.index()] <= place);
        family.filter(|_| place < self.counters).map(|(counter, _)| *counter)
    }

    /// How many histograms there are.
    #[must_use]
    pub const fn histograms(&self) -> usize {
        // Screening and protection have one each, every team has one and every stage three.
        2 + self.teams + 3 * self.stages + Waits::OF_MECHANISMS
    }

    /// The place of a histogram.
    #[inline]
    #[must_use]
    pub const fn histogram(&self, which: Waits) -> usize {
        match which {
            Waits::Screening => 0,
            Waits::Allocation(team) => 1 + team,
            Waits::Stage(stage) => 1 + self.teams + stage,
            Waits::DirectMinutes(stage) => 1 + self.teams + self.stages + stage,
            Waits::PlanLength(stage) => 1 + self.teams + 2 * self.stages + stage,
            Waits::Protection => 1 + self.teams + 3 * self.stages,
            Waits::Mechanism(one) => 2 + self.teams + 3 * self.stages + one.index(),
        }
    }
}
