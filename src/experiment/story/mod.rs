//! One child, followed through one replication: read from the diary of the very replication that the statistics are made of.

mod alike;
pub mod desk;
mod life;
pub mod replay;
mod told;

use super::replicate::{ReplicationOutput, Scratch, replicate};
use super::summary::headline_period;
use super::twin::Twin;
use crate::measure::Settlement;
use crate::model::Setting;
use crate::model::diary::Diary;
use crate::results::story::Story;
use life::{Life, lives};

pub use life::ChildOutcome;

/// Which child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoryChoice {
    /// By their name within the replication.
    Child(String),
    /// One of those with this outcome, nearest the median of them in days and looks.
    Outcome(ChildOutcome),
    /// One of those missed by the commonest route, nearest the median of them.
    Typical,
}

/// Why there is no such story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoStory {
    /// No child of that name: the nearest that there are.
    NoSuchChild(Vec<String>),
    /// No high-risk child who came to notice in the headline's period had this outcome.
    Nobody,
}

/// A replication and its diary.
pub struct Followed {
    /// What it found: the same as without a diary.
    pub output: ReplicationOutput,
    diary: Diary,
}

/// Runs a replication and keeps its diary.
#[must_use]
pub fn follow(setting: &Setting<'_>, index: u32) -> Followed {
    let mut scratch = Scratch::default();
    scratch.run.keep_diary(true);
    let output = replicate(setting, index, Twin::Without, &mut scratch, &mut |_, _| {});
    let diary = scratch.run.diary().cloned().expect("the run was told to keep a diary");
    Followed { output, diary }
}

/// The story of the child that is meant.
///
/// # Errors
/// [`NoStory`].
pub fn tell(
    setting: &Setting<'_>,
    followed: &Followed,
    choice: &StoryChoice,
) -> Result<Story, NoStory> {
    let lives = lives(&followed.diary);
    let noticed: Vec<&Life<'_>> =
        lives.values().filter(|life| is_of_headline(setting, life)).collect();
    let (life, among) = match choice {
        StoryChoice::Child(name) => {
            let named = lives.values().find(|life| told::name(setting, life.key) == *name);
            let known =
                || noticed.iter().take(5).map(|life| told::name(setting, life.key)).collect();
            (named.ok_or_else(|| NoStory::NoSuchChild(known()))?, 0)
        }
        StoryChoice::Outcome(outcome) => typical(&noticed, |life| life.had(*outcome))?,
        StoryChoice::Typical => {
            let commonest = Settlement::ROUTES.into_iter().max_by_key(|route| {
                noticed
                    .iter()
                    .filter(|life| life.settled.is_some_and(|(_, how)| how == *route))
                    .count()
            });
            typical(&noticed, |life| life.settled.map(|(_, how)| how) == commonest)?
        }
    };
    Ok(Story {
        child: told::name(setting, life.key),
        replication: followed.output.index,
        settled: life.settled.map(|(_, how)| how),
        among,
        days: life.days(),
        looks: life.looks(),
        moments: life.lines.iter().filter_map(|line| told::moment(setting, line)).collect(),
        alike: alike::of(setting, &lives, life),
    })
}

fn is_of_headline(setting: &Setting<'_>, life: &Life<'_>) -> bool {
    let period = &setting.periods[headline_period(setting)];
    life.noticed.is_some_and(|at| at >= period.from && at < period.noticed_to)
}

/// The one nearest the median in days and looks, each counted in its own median, and among how many.
fn typical<'l, 'd>(
    among: &[&'l Life<'d>],
    is: impl Fn(&Life<'_>) -> bool,
) -> Result<(&'l Life<'d>, usize), NoStory> {
    let all: Vec<&'l Life<'d>> = among.iter().copied().filter(|life| is(life)).collect();
    let median = |of: &dyn Fn(&Life<'_>) -> f64| {
        let mut values: Vec<f64> = all.iter().map(|life| of(life)).collect();
        values.sort_by(f64::total_cmp);
        // The upper of two middle values: one that a child has.
        values.get(values.len() / 2).copied().unwrap_or(0.0)
    };
    let (days, looks) =
        (|life: &Life<'_>| life.days().unwrap_or(0.0), |life: &Life<'_>| life.looks() as f64);
    let (usual_days, usual_looks) = (median(&days), median(&looks));
    let far = |life: &Life<'_>| {
        // Each in shares of its own median, since days and looks have no unit in common.
        (days(life) - usual_days).abs() / usual_days.max(1.0)
            + (looks(life) - usual_looks).abs() / usual_looks.max(1.0)
    };
    let nearest =
        // Of two as near the one with the smaller key, so that the same replication tells the same story.
        all.iter().copied().min_by(|a, b| far(a).total_cmp(&far(b)).then(a.key.cmp(&b.key)));
    nearest.map(|life| (life, all.len())).ok_or(NoStory::Nobody)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::experiment::normal_times::closed_form;
    use crate::model::diary::DiaryEntry;
    use crate::model::observation::Observation;
    use crate::scenario::{Overrides, load_str};

    #[test]
    fn children_of_openings_are_told_apart_by_name_and_have_a_story() {
        let text = include_str!("../../../tests/fixtures/small.toml");
        let opening = "opening=[{stage=\"core assessment\",waiting=40},{stage=\"initial assessment\",waiting=300}]";
        let scenario = load_str("small", text, &Overrides::none().set(opening)).expect("sound");
        let scenario = scenario.scenario;
        let solved = closed_form(&scenario);
        let setting = Setting::new(&scenario, &solved);
        let followed = follow(&setting, 0);
        let lives = lives(&followed.diary);
        let names: BTreeSet<String> = lives.keys().map(|&key| told::name(&setting, key)).collect();
        assert_eq!(names.len(), lives.len(), "a name is one child's");
        let put = |line: &&DiaryEntry| matches!(line.what, Observation::InBacklog { .. });
        for (n, opening) in scenario.opening.iter().enumerate() {
            let begins = format!("-o{}.", n + 1);
            let own: Vec<&String> = names.iter().filter(|name| name.contains(&begins)).collect();
            let lines = followed.diary.lines.iter().filter(put);
            let there = lines.filter(|line| {
                matches!(line.what, Observation::InBacklog { stage, .. } if stage == opening.stage)
            });
            assert_eq!(own.len(), there.count(), "all who were put to wait have such a name");
            assert!(!own.is_empty(), "opening {n} puts nobody to wait: another seed is needed");
            for name in own {
                let place = name.split('.').nth(1).and_then(|place| place.parse::<u32>().ok());
                assert!(
                    place.is_some_and(|place| (1..=opening.waiting).contains(&place)),
                    "{name}"
                );
                let story = tell(&setting, &followed, &StoryChoice::Child(name.clone()))
                    .unwrap_or_else(|_| panic!("{name} has a story"));
                assert!(
                    matches!(
                        story.moments[0].what,
                        crate::results::story::StoryEvent::InBacklog { .. }
                    ),
                    "{name}"
                );
                assert_eq!(story.child, *name);
            }
        }
        let at_high_risk = |line: &DiaryEntry| told::high_after(&setting, &line.what) == Some(true);
        assert!(
            followed.diary.lines.iter().filter(put).any(at_high_risk),
            "some of the backlog are at high risk, and the diary says so"
        );
    }
}
