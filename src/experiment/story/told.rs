//! Entries of the diary with the scenario's names and dates.

use crate::model::Setting;
use crate::model::by_name::ChildOrigin;
use crate::model::diary::DiaryEntry;
use crate::model::judgement::Known;
use crate::model::observation::Observation;
use crate::results::story::{Moment, StoryEvent};

/// The name of a child: their first class of risk, from 1 as the file lists them, and their number in it; with an `h` where they
/// were there on day 0. A child whom an `[[opening]]` put into a queue has an `o`, which opening it was, from 1 as the file lists
/// them, and their place in that queue, from 1.
pub(super) fn name(setting: &Setting<'_>, key: u64) -> String {
    let (class, origin, number) = setting.by_name.of_child(key);
    let class = class.map_or(0, |class| class.index() + 1);
    match origin {
        ChildOrigin::Onset => format!("{class}-{number}"),
        ChildOrigin::Hidden => format!("{class}-h{number}"),
        ChildOrigin::Opening => {
            let (opening, place) = place_in_opening(setting, number);
            format!("{class}-o{}.{}", opening + 1, place + 1)
        }
    }
}

/// Which opening put a child to wait, and at which place, both from 0.
fn place_in_opening(setting: &Setting<'_>, number: u64) -> (usize, u32) {
    let openings = setting.scenario.opening.iter().enumerate();
    openings
        .map(|(n, opening)| (n, setting.by_name.place_in_opening(opening.stage, number)))
        .find(|&(n, place)| place < setting.scenario.opening[n].waiting)
        .expect("a child who was put to wait was put there by an opening")
}

/// Whether a child is at high risk after an entry, where the entry says so.
pub(super) fn high_after(setting: &Setting<'_>, what: &Observation) -> Option<bool> {
    match *what {
        Observation::ClassEntered { class, .. } => Some(setting.is_high(class)),
        Observation::InBacklog { class, risk_ended, .. } => {
            Some(setting.is_high(class) && !risk_ended)
        }
        Observation::RiskEnded => Some(false),
        _ => None,
    }
}

/// An entry with names; `None` for what no story tells.
pub(super) fn moment(setting: &Setting<'_>, line: &DiaryEntry) -> Option<Moment> {
    let scenario = setting.scenario;
    let source =
        |id: crate::scenario::SourceId| scenario.referrals.sources[id.index()].name.clone();
    let stage = |id: crate::scenario::StageId| scenario.stage(id).name.clone();
    let mut known: Option<Known> = None;
    let what = match line.what {
        Observation::ClassEntered { class, .. } => StoryEvent::AtRisk {
            class: scenario.class(class).name.clone(),
            high: setting.is_high(class),
        },
        Observation::InBacklog { stage: id, class, risk_ended } => StoryEvent::InBacklog {
            stage: stage(id),
            class: scenario.class(class).name.clone(),
            high: setting.is_high(class),
            ended: risk_ended,
        },
        Observation::Concern { source: who, passed_on } => {
            StoryEvent::Concern { source: source(who?), passed_on }
        }
        Observation::Referred { source: who, re_referral: again, .. } => {
            StoryEvent::Referred { source: source(who), again }
        }
        Observation::FurtherConcern { known: then } => {
            known = Some(then);
            StoryEvent::FurtherConcern
        }
        Observation::Screened { known: then, waited, rush, bar, out, urgent, by_chance } => {
            let (usual_bar, urgent_bar) = (setting.accept(), setting.urgent());
            known = Some(then);
            StoryEvent::Screened {
                waited,
                rush,
                bar,
                usual_bar,
                urgent_bar,
                out,
                urgent,
                by_chance,
            }
        }
        Observation::Started { stage: id, .. } => {
            StoryEvent::Started { stage: stage(id), protective: scenario.stage(id).protective }
        }
        Observation::BegunTogether { stage: id } => StoryEvent::BegunTogether { stage: stage(id) },
        Observation::EndedTogether { stage: id, on_time } => {
            StoryEvent::EndedTogether { stage: stage(id), on_time }
        }
        Observation::Allocated { team, since, experience_days, agency } => StoryEvent::Allocated {
            team: scenario.team(team).name.clone(),
            waited: (line.at - since).0,
            experience_days,
            agency,
        },
        Observation::HandedOver { known: then, .. } => {
            known = Some(then);
            StoryEvent::HandedOver
        }
        Observation::Visited { stage: id, planned, had, known: then } => {
            known = Some(then);
            StoryEvent::Visited { stage: stage(id), planned, had }
        }
        Observation::Decided { stage: id, known: then, lowered, on_time, closed, extended } => {
            known = Some(then);
            StoryEvent::Decided { stage: stage(id), lowered, on_time, closed, extended }
        }
        Observation::Drifted { stage: id } => StoryEvent::Drifted { stage: stage(id) },
        Observation::Harmed { place, .. } => StoryEvent::Harmed { place },
        Observation::RiskEnded => StoryEvent::RiskEnded,
        Observation::Noticed => StoryEvent::Noticed,
        Observation::ChildSettled { how, .. } => StoryEvent::Settled { how },
        _ => return None,
    };
    Some(Moment {
        date: scenario.time.date(line.at),
        known: known.map(|known| (known.estimate, known.sd)),
        what,
    })
}
