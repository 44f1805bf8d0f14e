//! A service in which nothing happens by itself, to try one handler at a time: the small odd service with its staff in post,
//! thresholds at round numbers and no children.

use crate::engine::{EventKey, Streams};
use crate::experiment::normal_times::closed_form;
use crate::scenario::{ClassId, Overrides, StageId, TeamId, load_str};
use crate::time::{Days, SimTime};

use super::by_name::ChildOrigin;
use super::chance::Draw;
use super::child::{Case, StageEpisode};
use super::event::Event;
use super::ids::{ChildId, WorkerId};
use super::observation::Observation;
use super::referrals::budgets;
use super::{Replication, Setting, World};

const ODD: &str = include_str!("../verification/scenarios/odd.toml");

/// Day 0 with these keys set. At triage an estimate of 2 is urgent and one of 1 accepted; at a stage the least severe outcome
/// begins at 1, the next at 2, and so on.
pub fn quiet(set: &[&str]) -> Replication<'static> {
    let overrides = ["opening=[]"].iter().chain(set);
    // Where referrals come from is true of normal times too.
    let overrides = overrides.fold(Overrides::none(), |all, set| match set {
        set if set.starts_with("referrals.arrivals=") => all.truth_written((*set).to_owned()),
        set => all.set((*set).to_owned()),
    });
    let scenario = match load_str("odd.toml", ODD, &overrides) {
        Ok(loaded) => Box::leak(Box::new(loaded.scenario)),
        Err(error) => panic!("{error}"),
    };
    let mut solved = closed_form(scenario);
    solved.classes.iter_mut().for_each(|class| class.hidden_on_day_0 = 0.0);
    for decision in std::iter::once(&mut solved.triage).chain(&mut solved.stages) {
        let bars = decision.thresholds.len();
        decision.thresholds = (0..bars).map(|line| (bars - line) as f64).collect();
        decision.sd = 1.0;
    }
    let setting = Box::leak(Box::new(Setting::new(scenario, Box::leak(Box::new(solved)))));
    let run = Replication::begin(setting, World::default(), Streams::new(1, 0));
    assert!(run.world.children.is_empty(), "there is nobody yet");
    run
}

impl Replication<'_> {
    /// The stage of this name.
    pub fn stage(&self, name: &str) -> StageId {
        let place = self.setting.scenario.stages.iter().position(|stage| stage.name == name);
        StageId::from_index(place.expect("the service has such a stage"))
    }

    /// The team of this name.
    pub fn team(&self, name: &str) -> TeamId {
        let place = self.setting.scenario.teams.iter().position(|team| team.name == name);
        TeamId::from_index(place.expect("the service has such a team"))
    }

    /// Somebody in post in a team.
    pub fn worker(&self, team: &str) -> WorkerId {
        let mut places = self.setting.workers_of(self.team(team));
        places.find(|&id| self.world.staff[id].in_post()).expect("somebody is in post")
    }

    /// A child of the class at this place of the file, known to nobody.
    pub fn hidden(&mut self, class: usize) -> ChildId {
        let (class, number) = (ClassId::from_index(class), self.world.children.len() as u64);
        let key = self.setting.by_name.child(class, ChildOrigin::Onset, number);
        let mut life = self.chance(Draw::Life { child: key, entered: 0 });
        let budgets = budgets(&mut life);
        let id = self.add_child(key, class, self.now(), budgets, life.normal());
        self.schedule_concern(id);
        self.tell(id, Observation::ClassEntered { class, origin: Some(ChildOrigin::Onset) });
        id
    }

    /// A child who was referred now, looks as grave as this beyond doubt, and is to be screened.
    pub fn referred(&mut self, class: usize, estimate: f64) -> ChildId {
        let (id, now) = (self.hidden(class), self.now());
        let child = &mut self.world.children[id];
        child.referrals = 1;
        child.last_referral = Some(now);
        child.evidence.add(estimate, 1e12);
        self.move_child(id, |standing| {
            standing.set_case(Case::Screening { since: now, task: None });
        });
        id
    }

    /// A child who looks as grave as this and has just entered a stage.
    pub fn entered_with(&mut self, class: usize, estimate: f64, stage: &str) -> ChildId {
        let id = self.referred(class, estimate);
        self.enter_stage(id, self.stage(stage), None);
        id
    }

    /// The episode of a child in a stage.
    pub fn stage_episode_of(&self, id: ChildId) -> StageEpisode {
        *self.world.children[id].stage_episode().expect("the child is in a stage")
    }

    /// Time passes, and what was to happen meanwhile does not.
    pub fn wait(&mut self, days: f64) {
        let until = self.now() + Days(days);
        let key = self.world.events.schedule(until, Event::Midnight);
        assert_ne!(key, EventKey::NONE, "the run lasts so long");
        while self.now() < until {
            self.world.events.pop().expect("the end of the wait is still to come");
        }
    }
}

#[test]
fn nothing_happens_by_itself_and_time_passes_all_the_same() {
    let mut run = quiet(&[]);
    run.wait(10.0);
    assert_eq!(run.now(), SimTime::from_days(10.0));
    assert_eq!(run.world.executed.iter().sum::<u64>(), 0);
    run.audit().expect("the books are right");
}
