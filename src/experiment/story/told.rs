//! Entries of the diary with the scenario's names and dates.

use crate::model::Setting;
use crate::model::by_name::Origin;
use crate::model::diary::{Happened, Known, Line};
use crate::results::story::{Moment, What};

/// The name of a child: their first class of risk, from 1 as the file lists them, and their number in it; with an `h` where they
/// were there on day 0. A child whom an `[[opening]]` put into a queue has an `o`, which opening it was, from 1 as the file lists
/// them, and their place in that queue, from 1.
pub(super) fn name(setting: &Setting<'_>, key: u64) -> String {
    let (class, origin, number) = setting.by_name.of_child(key);
    let class = class.map_or(0, |class| class.index() + 1);
    match origin {
        Origin::Onset => format!("{class}-{number}"),
        Origin::Hidden => format!("{class}-h{number}"),
        Origin::Opening => {
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
pub(super) fn high_after(setting: &Setting<'_>, what: &Happened) -> Option<bool> {
    match *what {
        Happened::AtRisk(class) => Some(setting.is_high(class)),
        Happened::InBacklog { class, over, .. } => Some(setting.is_high(class) && !over),
        Happened::RiskEnded => Some(false),
        _ => None,
    }
}

/// An entry with names.
pub(super) fn moment(setting: &Setting<'_>, line: &Line) -> Moment {
    let scenario = setting.scenario;
    let source =
        |id: crate::scenario::SourceId| scenario.referrals.sources[id.index()].name.clone();
    let stage = |id: crate::scenario::StageId| scenario.stage(id).name.clone();
    let mut known: Option<Known> = None;
    let what = match line.what {
        Happened::AtRisk(class) => {
            What::AtRisk { class: scenario.class(class).name.clone(), high: setting.is_high(class) }
        }
        Happened::InBacklog { stage: id, class, over } => What::InBacklog {
            stage: stage(id),
            class: scenario.class(class).name.clone(),
            high: setting.is_high(class),
            ended: over,
        },
        Happened::Concern { source: who, passed_on } => {
            What::Concern { source: source(who), passed_on }
        }
        Happened::Referred { source: who, again } => What::Referred { source: source(who), again },
        Happened::FurtherConcern { known: then } => {
            known = Some(then);
            What::FurtherConcern
        }
        Happened::Screened {
            known: then,
            waited,
            rush,
            bar,
            usual_bar,
            urgent_bar,
            out,
            urgent,
        } => {
            known = Some(then);
            What::Screened { waited, rush, bar, usual_bar, urgent_bar, out, urgent }
        }
        Happened::Started(id) => {
            What::Started { stage: stage(id), protective: scenario.stage(id).protective }
        }
        Happened::Allocated { team, waited, experience_days, agency } => What::Allocated {
            team: scenario.team(team).name.clone(),
            waited,
            experience_days,
            agency,
        },
        Happened::HandedOver { known: then } => {
            known = Some(then);
            What::HandedOver
        }
        Happened::Visited { stage: id, planned, had, known: then } => {
            known = Some(then);
            What::Visited { stage: stage(id), planned, had }
        }
        Happened::Decided { stage: id, known: then, lowered, on_time, closed, extended } => {
            known = Some(then);
            What::Decided { stage: stage(id), lowered, on_time, closed, extended }
        }
        Happened::Drifted(id) => What::Drifted { stage: stage(id) },
        Happened::Harmed(place) => What::Harmed { place },
        Happened::RiskEnded => What::RiskEnded,
        Happened::Noticed => What::Noticed,
        Happened::Settled(how) => What::Settled { how },
    };
    Moment {
        date: scenario.time.date(line.at),
        known: known.map(|known| (known.estimate, known.sd)),
        what,
    }
}
