//! What the organisation looks up at every turn, worked out once.

use crate::model::chance::{Variation, Varying};
use crate::model::staff::PostId;
use crate::scenario::organisation::half_year;
use crate::scenario::{Family, Scenario, TeamId, heads, people};
use crate::time::{Days, SimTime};

/// Facts of the organisation.
pub struct OrganisationFacts {
    /// From a serious harm to the day it is public [days].
    pub public_delay: Varying,
    /// A case review [days].
    pub review_duration: Varying,
    /// Ages and kinds of each class.
    pub classes: Vec<ClassFacts>,
    /// Share of each team's working hours that early help leaves.
    pub hours_left: Vec<f64>,
    /// The time whose files each inspection reads; `None` for one that is not held.
    pub read: Vec<Option<Read>>,
    half_years: Vec<Option<u16>>,
    // For each action, the places of those it adds, then of those it moves, in the order written, each with its share of
    // full hours.
    guests: Vec<Vec<Guest>>,
    guest_count: Vec<usize>,
}

/// A place for someone whom an action brings, and the share of full hours that it is for.
pub type Guest = (PostId, f64);

/// The time whose files an inspection reads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Read {
    /// From here,
    pub from: SimTime,
    /// to the day of the inspection.
    pub day: SimTime,
}

/// What a case review notes of a child of this class.
pub struct ClassFacts {
    /// Age bands by their place among all bands, with their shares.
    pub ages: Vec<(usize, f64)>,
    /// Kinds of maltreatment by their place among all kinds, with their shares.
    pub kinds: Vec<(usize, f64)>,
}

impl OrganisationFacts {
    /// The facts of a scenario whose last day is `days`.
    #[must_use]
    pub fn new(scenario: &Scenario, days: usize) -> OrganisationFacts {
        let never = Varying { mean: 0.0, variation: Variation::new(Family::Fixed, 0.0) };
        let (guests, guest_count) = guests(scenario);
        OrganisationFacts {
            public_delay: scenario.feedback.as_ref().map_or(never, |feedback| feedback.delay_days.into()),
            review_duration: scenario.case_reviews.map_or(never, |reviews| reviews.duration_days.into()),
            classes: classes(scenario),
            hours_left: (0..scenario.teams.len()).map(|t| hours_left(scenario, TeamId::from_index(t))).collect(),
            read: read(scenario),
            half_years: half_years(scenario, days),
            guests,
            guest_count,
        }
    }

    /// The place of the half-year of a moment in the observed period.
    #[must_use]
    pub fn half_year(&self, now: SimTime) -> Option<usize> {
        self.half_years.get(now.day()).copied().flatten().map(usize::from)
    }

    /// The places of those whom an action adds or moves, each with its share of full hours.
    pub fn guests(&self, action: usize) -> impl Iterator<Item = Guest> + use<'_> {
        self.guests[action].iter().copied()
    }

    /// How many places a team has for those whom actions bring.
    #[must_use]
    pub fn guest_count(&self, team: TeamId) -> usize {
        self.guest_count[team.index()]
    }
}

// Each team's posts are followed by the places of those whom actions bring to it, in the order written.
fn guests(scenario: &Scenario) -> (Vec<Vec<Guest>>, Vec<usize>) {
    let brought = |team: usize| {
        scenario.actions.iter().flat_map(move |action| {
            let added = action.add.iter().filter(move |added| added.team.index() == team).map(|added| added.count);
            let moved = action.moves.iter().filter(move |moved| moved.to.index() == team).map(|moved| moved.count);
            added.chain(moved)
        })
    };
    let counts: Vec<usize> = (0..scenario.teams.len()).map(|team| brought(team).map(heads).sum()).collect();
    let mut next: Vec<u32> = Vec::new();
    let mut posts = 0;
    for (team, count) in scenario.teams.iter().zip(&counts) {
        next.push((posts + team.post_count()) as u32);
        posts += team.post_count() + count;
    }
    let mut take = |team: TeamId, count: f64| -> Vec<Guest> {
        let first = next[team.index()];
        next[team.index()] += heads(count) as u32;
        (first..).map(PostId).zip(people(count)).collect()
    };
    let mut guests = Vec::new();
    for action in &scenario.actions {
        let added: Vec<Vec<Guest>> = action.add.iter().map(|added| take(added.team, added.count)).collect();
        let moved: Vec<Vec<Guest>> = action.moves.iter().map(|moved| take(moved.to, moved.count)).collect();
        guests.push(added.into_iter().chain(moved).flatten().collect());
    }
    (guests, counts)
}

fn read(scenario: &Scenario) -> Vec<Option<Read>> {
    let (from, to) = (scenario.time.observed_from(), scenario.time.horizon());
    let one = |inspection: &crate::scenario::Inspection| {
        let day = scenario.time.at(inspection.date);
        (day >= from && day < to).then(|| Read { from: day - Days(inspection.window_days), day })
    };
    scenario.inspections.iter().map(one).collect()
}

fn hours_left(scenario: &Scenario, team: TeamId) -> f64 {
    let Some(help) = scenario.early_help.filter(|help| help.team == Some(team)) else { return 1.0 };
    let facts = scenario.team(team);
    let hours = facts.fte() * facts.availability * scenario.calendar.hours_per_week();
    if hours > 0.0 { (1.0 - help.hours_per_week / hours).max(0.0) } else { 1.0 }
}

fn classes(scenario: &Scenario) -> Vec<ClassFacts> {
    let names = scenario.names().organisation;
    let places = |all: &[String], shares: &[(String, f64)]| -> Vec<(usize, f64)> {
        shares.iter().filter_map(|(name, share)| Some((all.iter().position(|known| known == name)?, *share))).collect()
    };
    let facts = |class: &crate::scenario::RiskClass| ClassFacts {
        ages: places(&names.ages, &class.ages),
        kinds: places(&names.kinds, &class.kinds),
    };
    scenario.risk.iter().map(facts).collect()
}

fn half_years(scenario: &Scenario, days: usize) -> Vec<Option<u16>> {
    if scenario.case_reviews.is_none() {
        return Vec::new();
    }
    let first = half_year(scenario.time.date(scenario.time.observed_from()));
    let horizon = scenario.time.horizon();
    let place = |day: usize| {
        let day = SimTime::from_days(day as f64);
        if day >= horizon {
            return None;
        }
        u16::try_from(half_year(scenario.time.date(day)) - first).ok()
    };
    (0..days).map(place).collect()
}
