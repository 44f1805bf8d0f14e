//! How children flow in normal times: how often each who enters a class is referred, how many enter, and how many of those come from
//! another class (model.md, section 2).

use crate::measure::by_name;
use crate::scenario::{ClassId, RiskClass, Scenario, Solved};

use super::publicity::recognised;
use super::recognition::SourceFacts;

/// How often a child who enters a class is referred, and how long it is hidden.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flow {
    /// Referrals a day of a hidden child.
    pub referred: f64,
    /// Ends a day of a hidden child: resolution, harm, escalation.
    pub ended: f64,
    /// Share of those ends that are escalations.
    pub escalates: f64,
    /// Referrals of one child, `p / (1 - p*w)`.
    pub referrals_per_entry: f64,
    /// Mean days hidden over all spells, `1 / ((a + d) (1 - p*w))`.
    pub hidden_days: f64,
}

/// The flow of a class without publicity.
#[must_use]
pub fn flow(scenario: &Scenario, sources: &[SourceFacts], class: &RiskClass) -> Flow {
    let referred = mean_recognition(scenario, sources, class) / class.concern_every_days;
    let ended = class.ends_a_day();
    // The chance that the risk outlasts an open case, after which the child is hidden again.
    let again = libm::exp(-ended * class.typical_open_days);
    // The chance that a referral comes first.
    let p = referred / (referred + ended);
    // So often hidden: each time is followed by another with the same chance.
    let spells = 1.0 / (1.0 - p * again);
    Flow {
        referred,
        ended,
        escalates: class.escalations_a_day() / ended,
        referrals_per_entry: p * spells,
        hidden_days: spells / (referred + ended),
    }
}

/// One number in those of another; 1 of nothing.
#[must_use]
pub fn ratio(now: f64, then: f64) -> f64 {
    if then > 0.0 { now / then } else { 1.0 }
}

/// Children who enter each class of the base in normal times, and those among them who come from another class.
pub struct Flows {
    /// Entries by class (per day).
    pub entries: Vec<f64>,
    /// Where a class escalates to, and with which share of those who enter it.
    pub on: Vec<Option<(usize, f64)>>,
}

impl Flows {
    /// From what the pilot counted; where an older `[solved]` has no counts, from the rates of a child whom nobody protects.
    #[must_use]
    pub fn of(base: &Scenario, solved: &Solved) -> Flows {
        let count = base.risk.len();
        let onset = |c: usize| solved.classes[c].onset_per_day;
        let likely: Vec<f64> =
            base.risk.iter().map(|class| class.escalations_a_day() / class.ends_a_day()).collect();
        let to =
            |c: usize| base.risk[c].escalates_to.map(ClassId::index).filter(|_| likely[c] > 0.0);
        let likely_in = |entries: &[f64], c: usize| -> f64 {
            (0..count).filter(|&j| to(j) == Some(c)).map(|j| entries[j] * likely[j]).sum()
        };
        let mut entries: Vec<f64> =
            (0..count).map(|c| solved.classes[c].entries_per_day.unwrap_or(onset(c))).collect();
        // Escalation never comes back, so as many rounds as classes reach the last one.
        for _ in 0..count {
            for c in (0..count).filter(|&c| solved.classes[c].entries_per_day.is_none()) {
                entries[c] = onset(c) + likely_in(&entries, c);
            }
        }
        let on = |j: usize| {
            let c = to(j)?;
            let counted = (entries[c] - onset(c)).max(0.0);
            Some((c, likely[j] * ratio(counted, likely_in(&entries, c))))
        };
        Flows { on: (0..count).map(on).collect(), entries }
    }

    /// Those among so many entries to each class who come into class `c` from another.
    #[must_use]
    pub fn into(&self, entries: &[f64], c: usize) -> f64 {
        let from = |(j, on): (usize, &Option<(usize, f64)>)| {
            on.filter(|(to, _)| *to == c).map(|(_, part)| entries[j] * part)
        };
        self.on.iter().enumerate().filter_map(from).sum()
    }
}

/// The mean probability over sources and the year that a concern is recognised and referred, without publicity.
fn mean_recognition(scenario: &Scenario, sources: &[SourceFacts], class: &RiskClass) -> f64 {
    // A year at least, so that every season counts; ten years show all that more would.
    let days = 0..scenario.time.horizon().day().clamp(365, 3653);
    let count = days.len() as f64;
    let mut mean = 0.0;
    for place in by_name(scenario.referrals.sources.iter().map(|source| source.name.as_str())) {
        let source = &sources[place];
        let on = |day: usize| {
            let term = if scenario.calendar.in_school_holidays(day) {
                source.in_school_holidays
            } else {
                1.0
            };
            recognised(
                class.recognition
                    * scenario.referrals.weekday[scenario.calendar.weekday(day)]
                    * term,
                1.0,
            )
        };
        mean += source.seen * days.clone().map(on).sum::<f64>() / count;
    }
    mean
}
