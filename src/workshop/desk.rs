//! The duty manager's week in words: what stands on the desk, and what nobody could see.

use serde::Serialize;

use crate::experiment::Setting;
use crate::experiment::story::Followed;
use crate::experiment::story::desk::{Waiting, desk};
use crate::experiment::summary::headline_period;
use crate::measure::PeriodId;
use crate::report::format;

/// Referrals of the exercise.
const MOST: usize = 12;
/// Days from the publicity to the week of the exercise.
const AFTER: f64 = 42.0;

/// The exercise.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Exercise {
    /// What it is about.
    pub about: String,
    /// How many referrals the team has room for.
    pub room: usize,
    /// The referrals.
    pub referrals: Vec<Card>,
    /// How certain one could have been over all of them.
    pub certainty: String,
}

/// A referral on the desk.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Card {
    /// What a duty manager sees, a fact a line.
    pub facts: Vec<String>,
    /// How worrying it looks, of 100 referrals.
    pub looks: f64,
    /// From and to which of 100 it could as well be.
    pub spread: (f64, f64),
    /// How worrying it looks, in words.
    pub looks_in_words: String,
    /// Whether the rule accepted it.
    pub accepted: bool,
    /// What nobody could see.
    pub high: bool,
    /// How many that look like this were at high risk.
    pub alike: String,
}

/// The exercise of a replication.
#[must_use]
pub fn exercise(setting: &Setting<'_>, followed: &Followed) -> Exercise {
    let span = &setting.periods[headline_period(setting)];
    let found = desk(setting, followed, span.from + crate::experiment::Days(AFTER), MOST);
    let all = found.referrals.len();
    // Nothing is learnt where all or none can be taken.
    let room = found.room.clamp(usize::from(all > 0), all.saturating_sub(1).max(1));
    let high = found.referrals.iter().filter(|one| one.high).count();
    let time = &setting.scenario.time;
    let event = setting.scenario.publicity.iter().find(|event| time.observes(event.date));
    let when = match event {
        Some(event) if span.id == PeriodId::YearAfter => {
            format!("Six weeks after \"{}\"", event.label)
        }
        _ => "Six weeks into the run".to_owned(),
    };
    Exercise {
        about: format!(
            "{when}. {} wait; the team has room for {room}. You see what a duty manager sees and nothing else. Which do you accept?",
            format::counted(all as u64, "referral", "referrals"),
        ),
        room,
        certainty: format!(
            "{} of these {all} referrals {} of a child at high risk. {}Knowing now who they were is hindsight.",
            format::capital(&format::number(high as f64, 0)),
            if high == 1 { "was" } else { "were" },
            told_apart(found.told_apart)
        ),
        referrals: found.referrals.iter().map(|one| card(setting, one)).collect(),
    }
}

/// What screening can tell, over all of the replication.
fn told_apart(share: Option<f64>) -> String {
    let Some(share) = share else { return String::new() };
    format!(
        "Over all of this run, put a screening of a child at high risk beside one of any other child: the child at high risk looks \
         the more worrying in {} of 100 such pairs, where tossing a coin would be right in 50. ",
        format::number(100.0 * share, 0)
    )
}

fn card(setting: &Setting<'_>, one: &Waiting) -> Card {
    let grid = &setting.solved.triage.quantiles;
    let place = |estimate: f64| {
        // The grid holds estimates at triage in normal times, in order. The place in it says how many look less
        // worrying.
        let below = grid.partition_point(|other| *other < estimate);
        100.0 * below as f64 / grid.len().max(1) as f64
    };
    let earlier = match one.earlier {
        0 => "Not referred before".to_owned(),
        n => format!(
            "Referred {} before{}",
            format::counted(n as u64, "time", "times"),
            if one.again { ", the last within a year" } else { ", the last more than a year ago" }
        ),
    };
    let waited = match one.waited {
        days if days < 0.95 => "Screened within a day".to_owned(),
        days => {
            format!("Waited {} for screening", format::counted(days.round() as u64, "day", "days"))
        }
    };
    let rush = (one.rush < 0.95).then(|| {
        format!("The screening had {} % of its usual time", format::number(100.0 * one.rush, 0))
    });
    Card {
        facts: [format!("Referred by: {}", one.source), earlier, waited]
            .into_iter()
            .chain(rush)
            .collect(),
        looks: 100.0 * one.above,
        spread: (place(one.estimate - one.sd), place(one.estimate + one.sd)),
        looks_in_words: format!(
            "Looks more worrying than {} of 100 referrals; it could as well be anywhere from {} to {}",
            format::number(100.0 * one.above, 0),
            format::number(place(one.estimate - one.sd), 0),
            format::number(place(one.estimate + one.sd), 0)
        ),
        accepted: one.accepted,
        high: one.high,
        alike: format!(
            "of the {} screenings that looked most like it, {} of a child at high risk",
            one.alike.0,
            match one.alike.1 {
                1 => "1 was".to_owned(),
                n => format!("{n} were"),
            }
        ),
    }
}
