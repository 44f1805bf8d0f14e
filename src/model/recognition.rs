//! What decides whether a concern is recognised: facts of the sources who see it and of the child's class (model.md, section 2).

use crate::measure::by_name;
use crate::scenario::{Arrivals, RiskClass, Scenario, Source};

/// What a concern needs to know of a source.
#[derive(Clone, Copy, Debug)]
pub struct SourceFacts {
    /// Share of concerns seen by this source.
    pub seen: f64,
    /// Factor in school holidays.
    pub in_school_holidays: f64,
    /// Response to publicity.
    pub response: f64,
    /// Precision of what it tells.
    pub precision: f64,
}

/// What concerns need to know of a class.
#[derive(Clone, Copy, Debug)]
pub struct ClassFacts {
    /// The most that anybody recognises of its concerns on any day without publicity.
    pub recognised: f64,
    /// Rates of escalation and of the end of the risk (per day) while nobody knows the child, where nothing else happens that
    /// counts: the class is not high, and no harm comes in it.
    pub unnoticed: Option<[f64; 2]>,
}

/// What concerns need to know of the sources. Shares are of referrals over a year; a source that sees less in school holidays must see
/// more in term to keep its share.
#[must_use]
pub fn source_facts(scenario: &Scenario) -> Vec<SourceFacts> {
    // At least a year is looked at: shares are of a year, and a short run may lie in or out of the holidays.
    let days = 0..scenario.time.horizon().day().max(365);
    let holidays =
        days.clone().filter(|&day| scenario.calendar.in_school_holidays(day)).count() as f64;
    let in_holidays = holidays / days.len() as f64;
    let written = &scenario.referrals.sources;
    let seen = |source: &Source| {
        // The floor keeps a source that is closed in holidays from a division by 0 where all days are holidays.
        source.share / (1.0 - in_holidays * (1.0 - source.in_school_holidays)).max(1e-9)
    };
    let in_order = by_name(written.iter().map(|source| source.name.as_str()));
    // The sum goes in the order of names: the order of a file would change its last bit.
    let all: f64 = in_order.into_iter().map(|place| seen(&written[place])).sum();
    let facts = |source: &Source| SourceFacts {
        seen: seen(source) / all,
        in_school_holidays: source.in_school_holidays,
        response: source.publicity_response,
        precision: source.precision,
    };
    written.iter().map(facts).collect()
}

// The largest of each: a concern whose draw lies above what such a source would recognise is recognised by none.
pub(super) fn most(sources: &[SourceFacts]) -> SourceFacts {
    let of = |value: fn(&SourceFacts) -> f64| sources.iter().map(value).fold(0.0, f64::max);
    SourceFacts {
        seen: 1.0,
        in_school_holidays: of(|source| source.in_school_holidays),
        response: of(|source| source.response),
        precision: of(|source| source.precision),
    }
}

/// What concerns need to know of each class; `most` is what no source exceeds.
pub(super) fn all_class_facts(scenario: &Scenario, most: &SourceFacts) -> Vec<ClassFacts> {
    scenario.risk.iter().map(|class| class_facts(scenario, class, most)).collect()
}

fn class_facts(scenario: &Scenario, class: &RiskClass, most: &SourceFacts) -> ClassFacts {
    let weekday = scenario.referrals.weekday.iter().copied().fold(0.0, f64::max);
    // Children who arrive directly are referred at once, all of them.
    let unnoticed = scenario.referrals.arrivals == Arrivals::Concerns
        && !class.high
        && class.harm_per_year <= 0.0;
    ClassFacts {
        recognised: class.recognition * weekday * most.in_school_holidays.max(1.0),
        unnoticed: unnoticed.then(|| [class.escalations_a_day(), 1.0 / class.resolves_after_days]),
    }
}
