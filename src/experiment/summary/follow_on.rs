//! The follow-on number: how many public tragedies one publicity event leads to (model.md, section 8).
//!
//! (Expected harms to known children in the run minus the twin, over the observed period, by date of harm) times the
//! probability that such a harm becomes public, over the publicity events of that period: a rate, whatever the horizon.

use super::gathered::Gathered;
use crate::measure::{Counter, Place};
use crate::results::FollowOn;

pub(super) fn of(gathered: &Gathered<'_>) -> Option<FollowOn> {
    let setting = gathered.setting;
    let feedback = setting.scenario.feedback.as_ref()?;
    // Of publicity that comes by chance nobody counts how many events a replication has.
    if !gathered.sums().has_twin() || setting.dated_are_background {
        return None;
    }
    let layout = &setting.catalogue.layout;
    let dated = setting.surges.iter().filter(|surge| setting.observed(surge.day)).count() as f64;
    let tragedies = layout.one(Counter::Tragedies);
    let known = |counter: Counter| -> Vec<usize> {
        // Harm to a child whom the service never knew is no tragedy of the service.
        let places = Place::ALL.iter().filter(|&&place| place != Place::Unknown);
        places.map(|&place| layout.at(counter, place as usize)).collect()
    };
    let rate = |counter: Counter| {
        let harms = known(counter);
        move |run: &[f64], twin: &[f64], n: usize| {
            // Dated events happen in every replication, tragedies in those that have them.
            let events = dated * n as f64 + run[tragedies];
            let more: f64 = harms.iter().map(|&k| run[k] - twin[k]).sum();
            (events > 0.0).then(|| more * feedback.public_probability / events)
        }
    };
    let events = gathered.sums().estimate(0, |run, _, n| Some(dated + run[tragedies] / n as f64));
    Some(FollowOn {
        expected: gathered.sums().difference(0, rate(Counter::ExpectedHarms)),
        counted: gathered.sums().difference(0, rate(Counter::Harms)),
        publicity_events: events,
    })
}
