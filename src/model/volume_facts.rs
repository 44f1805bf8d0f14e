//! Volume: how many times as much is referred as in normal times, from day to day (model.md, section 2).
//!
//! A rise is not more of the same children: what is added may be of the lowest class alone. Concerns of a class come so many times as
//! often, and so many more children come to be at risk that those whom nobody knows yet stay as many as they were. So referrals are
//! at once what they are to be, and no stock has to fill up first.

use crate::measure::by_name;
use crate::scenario::{Arrivals, ClassId, DatedScenario, Scenario, Solved};
use crate::time::{Days, SimTime};

use super::clone_by_field::clone_by_field;
use super::flow::{Flows, flow, ratio};
use super::recognition::SourceFacts;

/// The least volume of a class: somebody always refers.
pub(super) const LEAST: f64 = 0.05;

/// How volume moves in a scenario.
pub struct VolumeFacts {
    /// Of each day, without what drifts by chance.
    pub run: Vec<f64>,
    /// Of each day of a world without dated publicity.
    pub twin: Vec<f64>,
    /// The more of both: a world that forks has met the concerns that either could meet.
    pub most: Vec<f64>,
    classes: Vec<ClassVolume>,
}

/// What volume makes of a class.
struct ClassVolume {
    /// How much more of the class is referred where 1 more is referred of all.
    response: f64,
    /// Onsets a day in normal times.
    onset: f64,
    /// Children a day in normal times whose time in the class ends in a case, or with it.
    leave_known: f64,
    /// Those among them who escalate.
    escalate_known: f64,
    /// Classes that escalate into it.
    from: Vec<ClassId>,
}

impl VolumeFacts {
    /// How volume moves; `None` where it does not. `drifts` is true where chance moves it too.
    #[must_use]
    pub fn of(
        scenario: &Scenario,
        solved: &Solved,
        sources: &[SourceFacts],
        drifts: bool,
        days: usize,
    ) -> Option<VolumeFacts> {
        let referrals = &scenario.referrals;
        let moves = |dated: &DatedScenario| {
            dated.scenario.referrals.per_year.total_cmp(&referrals.per_year).is_ne()
        };
        let dated = &scenario.dated;
        let scheduled = dated.run.iter().chain(&dated.twin).any(moves);
        let grows = referrals.growth.abs() > 0.0;
        if !(scheduled || grows || referrals.months.is_some() || drifts) {
            return None;
        }
        let months = month_factors(scenario, sources);
        let of_days = |dated: &[DatedScenario]| -> Vec<f64> {
            let mut of_day = Vec::with_capacity(days);
            let mut place = 0;
            for day in 0..days {
                let now = SimTime::from_days(day as f64);
                while dated.get(place).is_some_and(|next| next.from <= now) {
                    place += 1;
                }
                let per_year = match place.checked_sub(1) {
                    Some(last) => dated[last].scenario.referrals.per_year,
                    None => referrals.per_year,
                };
                let month = months[scenario.time.month(now)];
                of_day.push(ratio(per_year, referrals.per_year) * grown(scenario, now) * month);
            }
            of_day
        };
        // No days of its own: those of the run.
        let twin = if dated.twin.is_empty() { &dated.run } else { &dated.twin };
        let (run, twin) = (of_days(&dated.run), of_days(twin));
        Some(VolumeFacts {
            most: run.iter().zip(&twin).map(|(run, twin)| run.max(*twin)).collect(),
            run,
            twin,
            classes: classes(scenario, solved, sources),
        })
    }

    /// How many times as much of a class is referred as in normal times, where it is so many times as much of all.
    #[must_use]
    pub fn of_class(&self, class: ClassId, volume: f64) -> f64 {
        self.asked(class, volume).max(LEAST)
    }

    /// Whether less is asked of a class then than the least that there is.
    #[must_use]
    pub fn is_held(&self, class: ClassId, volume: f64) -> bool {
        self.asked(class, volume) < LEAST
    }

    fn asked(&self, class: ClassId, volume: f64) -> f64 {
        1.0 + (volume - 1.0) * self.classes[class.index()].response
    }

    /// Children who come to be at risk in a class a day. Those whom nobody knows stay as many as they are where as many more enter the
    /// class as leave it by way of referral; those who escalate in meanwhile count among them.
    #[must_use]
    pub fn onsets(&self, class: ClassId, volume: f64) -> f64 {
        let facts = &self.classes[class.index()];
        let more = |class, a_day: f64| (self.of_class(class, volume) - 1.0) * a_day;
        let come_on = |&from: &ClassId| more(from, self.classes[from.index()].escalate_known);
        let more_onsets =
            more(class, facts.leave_known) - facts.from.iter().map(come_on).sum::<f64>();
        (facts.onset + more_onsets).max(0.0)
    }
}

// At noon: its mean over a day is within one part in a million of this. Normal times are those of the first observed day.
fn grown(scenario: &Scenario, day: SimTime) -> f64 {
    let since = (day + Days(0.5) - scenario.time.observed_from()).0;
    if since > 0.0 { libm::pow(1.0 + scenario.referrals.growth, since / 365.25) } else { 1.0 }
}

/// How many times as much comes in each month as its days, their weekdays and school holidays alone would bring; 1 in all where no
/// shares are written.
fn month_factors(scenario: &Scenario, sources: &[SourceFacts]) -> [f64; 12] {
    let Some(published) = scenario.referrals.months else { return [1.0; 12] };
    // Whole years, so that no month is looked at oftener than another; ten show all that more would.
    let years = (scenario.time.horizon().day() / 365).clamp(1, 10);
    let (mut implied, mut all) = ([0.0; 12], 0.0);
    for day in 0..years * 365 {
        let holidays = scenario.calendar.in_school_holidays(day);
        let seen = |source: &SourceFacts| {
            source.seen * if holidays { source.in_school_holidays } else { 1.0 }
        };
        let comes = match scenario.referrals.arrivals {
            Arrivals::Concerns => {
                scenario.referrals.weekday[scenario.calendar.weekday(day)]
                    * sources.iter().map(seen).sum::<f64>()
            }
            Arrivals::Direct => 1.0,
        };
        implied[scenario.time.month(SimTime::from_days(day as f64))] += comes;
        all += comes;
    }
    let factor = |month: usize| ratio(published[month], implied[month] / all);
    std::array::from_fn(factor)
}

fn classes(scenario: &Scenario, solved: &Solved, sources: &[SourceFacts]) -> Vec<ClassVolume> {
    let risk = &scenario.risk;
    let in_order = by_name(risk.iter().map(|class| class.name.as_str()));
    let all: f64 = in_order.iter().map(|&c| risk[c].share).sum();
    let lowest = in_order
        .iter()
        .copied()
        .filter(|&c| risk[c].share > 0.0)
        .min_by(|&a, &b| risk[a].severity_mean.total_cmp(&risk[b].severity_mean));
    let need = scenario.referrals.added_need;
    let response = |c: usize| match lowest == Some(c) {
        true => need + (1.0 - need) / (risk[c].share / all),
        false => need,
    };
    let onset = |c: usize| solved.classes[c].onset_per_day;
    // Where each is referred at once, as many come to be at risk as are referred, whoever escalates.
    let direct = scenario.referrals.arrivals == Arrivals::Direct;
    let flows = Flows::of(scenario, solved);
    let class = |c: usize| {
        let normal = flow(scenario, sources, &risk[c]);
        let found = &solved.classes[c];
        // What the pilot counted knows how long cases are open; before it the closed form's own answer has to do.
        let referred = if found.given > 0.0 { found.given } else { found.asked } / 365.25;
        // So many are hidden that at their rate of referral as many are referred.
        let hidden = if normal.referred > 0.0 { referred / normal.referred } else { 0.0 };
        let escalate = flows.on[c].map_or(0.0, |(_, part)| part * flows.entries[c]);
        let leads_here = |&j: &usize| flows.on[j].is_some_and(|(to, _)| to == c);
        let leave = flows.entries[c] - normal.ended * hidden;
        let escalate_known = escalate - normal.ended * normal.escalates * hidden;
        ClassVolume {
            response: response(c),
            onset: onset(c),
            leave_known: if direct { onset(c) } else { leave.max(0.0) },
            escalate_known: if direct { 0.0 } else { escalate_known.max(0.0) },
            from: (0..risk.len()).filter(leads_here).map(ClassId::from_index).collect(),
        }
    };
    (0..risk.len()).map(class).collect()
}

/// How many times as much is referred on each day of a replication; empty where it is as much as in normal times.
#[derive(Debug, Default)]
pub struct DailyVolume {
    /// Of each day.
    pub of_day: Vec<f64>,
    /// The most from each day on.
    pub most: Vec<f64>,
}

clone_by_field!(DailyVolume { of_day, most });
