//! Events by kind, over all replications.

use crate::experiment::finished::Totals;
use crate::model::event::Event;
use crate::results::EventCount;

pub(super) fn of(totals: Option<&Totals>) -> Vec<EventCount> {
    let counts = totals.map_or([0; Event::KINDS], |totals| totals.events);
    Event::kinds()
        .into_iter()
        .map(|(place, kind)| EventCount {
            kind: kind.to_owned(),
            count: counts[place],
            counts: Event::counts(place),
        })
        .collect()
}
