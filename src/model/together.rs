//! Work begun together: an assessment that begins with a stage and goes on beside the case, carried by the child's visits
//! (model.md, section 6).

use crate::scenario::{StageHours, StageId, StageKind};

use super::chance::{Draw, StageEpisodeKey};
use super::companions::Companion;
use super::ids::ChildId;
use super::observation::Observation;
use super::replication::Replication;

impl Replication<'_> {
    /// A child enters a stage: with a share of entries another assessment begins beside it, unless one goes on already.
    pub(super) fn begin_together(&mut self, id: ChildId, stage: StageId, times_in_stage: u64) {
        let setting = self.setting;
        let Some(with) = setting.scenario.stage(stage).with else { return };
        if self.world.companions.get(id).is_some() {
            return;
        }
        let child = self.world.children.hidden_risk(id).key;
        let referral = self.world.children[id].referrals;
        let stage_episode = StageEpisodeKey { stage: setting.by_name.stage(stage), times_in_stage };
        let mut chance = self.chance(Draw::Together { child, referral, stage_episode });
        if chance.uniform() >= with.share {
            return;
        }
        let facts = setting.scenario.stage(with.stage);
        let StageKind::Assess { visits, .. } = facts.kind else {
            unreachable!("the check lets only assessments begin together with a stage")
        };
        let now = self.now();
        let deadline = facts
            .deadline_working_days
            .map(|n| setting.scenario.calendar.end_of_working_days(now, n));
        let companion = Companion { stage: with.stage, visits_left: visits, deadline };
        self.world.companions.begin(id, companion);
        self.tell(id, Observation::BegunTogether { stage: with.stage });
    }

    /// Hours of a visit to a child in a stage, with what it does for an assessment that goes on beside.
    #[inline]
    pub(super) fn visit_hours(&self, id: ChildId, stage: StageId) -> StageHours {
        let scenario = self.setting.scenario;
        let hours = &scenario.stage(stage).hours;
        match self.world.companions.get(id) {
            None => *hours,
            Some(companion) => hours.joint(&scenario.stage(companion.stage).hours),
        }
    }

    /// Visits of the present stage that will serve the assessment beside it as well are outstanding, or no more.
    pub(super) fn outstanding_together(&mut self, id: ChildId, by: i64) {
        let Some(&companion) = self.world.companions.get(id) else { return };
        let Some(stage_episode) = self.world.children[id].stage_episode() else { return };
        let visits = i64::from(companion.visits_left.min(stage_episode.visits_left));
        let stage = stage_episode.stage;
        self.world.outstanding.change_together(self.setting, stage, companion.stage, by * visits);
    }

    /// A visit has been made, for the assessment beside the case too: the last of its visits ends it.
    pub(super) fn met_together(&mut self, id: ChildId) {
        let Some(companion) = self.world.companions.get_mut(id) else { return };
        companion.visits_left -= 1;
        if companion.visits_left == 0 {
            self.end_together(id);
        } else {
            self.outstanding_together(id, 1);
        }
    }

    /// The assessment beside the case ends: with its last visit, or when the case closes, the child moves on or comes to harm.
    pub(super) fn end_together(&mut self, id: ChildId) {
        let Some(companion) = self.world.companions.take(id) else { return };
        // A deadline is the midnight that ends its day, as at a decision.
        let on_time = companion.deadline.map(|deadline| self.now() <= deadline);
        self.tell(id, Observation::EndedTogether { stage: companion.stage, on_time });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Streams;
    use crate::experiment::normal_times::closed_form;
    use crate::measure::Counter;
    use crate::model::child::Closure;
    use crate::model::tests::quiet;
    use crate::model::{Setting, World};
    use crate::scenario::{Overrides, load_str};
    use crate::time::SimTime;

    const ODD: &str = include_str!("../verification/scenarios/odd.toml");
    /// An enquiry has two visits of 1 + 3 + 2 hours, an assessment three of 0.7 + 3 + 1.
    const WITH: &str = "stages.enquiry.with={ stage = \"assessment\", share = 1 }";
    const ONE: [&str; 2] =
        ["teams.assessment.posts=[{count=1}]", "teams.assessment.vacant_share=0"];

    /// What was told of what began and ended together, in order.
    fn told(run: &Replication<'_>) -> Vec<Observation> {
        let lines = run.world.diary().expect("one is kept").lines.iter().map(|line| line.what);
        let of = |what: &Observation| {
            matches!(what, Observation::BegunTogether { .. } | Observation::EndedTogether { .. })
        };
        lines.filter(of).collect()
    }

    /// A service with one assessor at work, and a child who has just entered a stage.
    fn at_work(sets: &[&str], stage: &str) -> (Replication<'static>, ChildId) {
        let sets: Vec<&str> = ONE.iter().chain(sets).copied().collect();
        let mut run = quiet(&sets);
        run.world.keep_diary(true);
        run.wait(0.5);
        run.world.staff.work_began = Some(0);
        let id = run.entered_with(0, 2.5, stage);
        (run, id)
    }

    fn make_visit(run: &mut Replication<'_>, id: ChildId) {
        run.visit_due(id);
        run.task_ends(id);
        run.audit().expect("the books are right");
    }

    #[test]
    fn it_is_carried_by_the_visits_of_every_stage_and_ends_with_its_last() {
        let (mut run, id) = at_work(&[WITH], "enquiry");
        let stage = run.stage("assessment");
        let left = |run: &Replication<'_>| run.world.companions.get(id).map(|one| one.visits_left);
        assert_eq!(told(&run), [Observation::BegunTogether { stage }]);
        for visits in [Some(2), Some(1)] {
            make_visit(&mut run, id);
            assert_eq!(left(&run), visits);
        }
        assert_eq!(run.stage_episode_of(id).stage, run.stage("conference"));
        make_visit(&mut run, id);
        assert_eq!(left(&run), None, "the meeting was its third");
        assert_eq!(told(&run)[1..], [Observation::EndedTogether { stage, on_time: Some(true) }]);
    }

    #[test]
    fn a_visit_takes_the_larger_of_direct_time_and_travel_and_both_recordings() {
        let (mut run, id) = at_work(&[WITH], "enquiry");
        let stage = run.stage("enquiry");
        let hours = run.visit_hours(id, stage);
        assert_eq!([hours.direct, hours.travel, hours.recording], [2.0, 1.0, 6.0]);
        assert_eq!(hours.cv, 0.5, "it varies as the enquiry's own");
        let outstanding = |run: &Replication<'_>| run.world.outstanding.hours(run.setting);
        assert!((outstanding(&run) - 2.0 * 9.0).abs() < 1e-12, "two visits of the enquiry");
        let worker = run.worker("assessment");
        let other = run.entered_with(0, 2.5, "enquiry");
        run.visit_due(id);
        run.visit_due(other);
        assert!((run.world.staff[worker].queued_hours() - 9.0).abs() < 1e-12);
        run.task_ends(id);
        assert!((outstanding(&run) - 3.0 * 9.0).abs() < 1e-12);
        // A longer one than the stage's own visit is counted as what it is.
        let long = ["stages.assessment.hours.direct=3", WITH];
        let (mut run, id) = at_work(&long, "enquiry");
        make_visit(&mut run, id);
        let lines = &run.world.diary().expect("one is kept").lines;
        let planned = lines.iter().find_map(|line| match line.what {
            Observation::Visited { planned, .. } => Some(planned),
            _ => None,
        });
        assert_eq!(planned, Some(180.0));
    }

    #[test]
    fn a_stage_with_fewer_visits_has_as_many_outstanding_for_both_as_it_makes() {
        let one = "stages.assessment.visits=1";
        let (mut run, id) = at_work(&[WITH, one], "enquiry");
        let hours = |run: &Replication<'_>| run.world.outstanding.hours(run.setting);
        assert!((hours(&run) - (9.0 + 6.0)).abs() < 1e-12, "one of two visits serves both");
        make_visit(&mut run, id);
        assert!((hours(&run) - 6.0).abs() < 1e-12);
        run.leave_case(id);
        assert_eq!(hours(&run), 0.0);
    }

    #[test]
    fn it_ends_with_the_case_and_late_is_late() {
        for late in [false, true] {
            let (mut run, id) = at_work(&[WITH], "enquiry");
            let stage = run.stage("assessment");
            if late {
                let companion = run.world.companions.get_mut(id).expect("one goes on");
                companion.deadline = Some(SimTime::from_days(0.25));
            }
            let stage_episode = run.end_stage_episode(id);
            run.release(id, &stage_episode);
            run.close_case(id, Closure::Closed);
            let ended = Observation::EndedTogether { stage, on_time: Some(!late) };
            assert_eq!(told(&run)[1..], [ended]);
            run.audit().expect("the books are right");
        }
        // Harm and an exit end it too, once.
        let (mut run, id) = at_work(&[WITH], "enquiry");
        run.leave_case(id);
        assert_eq!(told(&run).len(), 2);
        let (mut run, id) =
            at_work(&[WITH, "stages.assessment.deadline_working_days=none"], "enquiry");
        let stage_episode = run.end_stage_episode(id);
        run.enter_stage(id, run.stage("care"), Some(stage_episode));
        let ended = Observation::EndedTogether { stage: run.stage("assessment"), on_time: None };
        assert_eq!(told(&run)[1..], [ended]);
    }

    #[test]
    fn where_one_goes_on_none_is_begun() {
        let support = "stages.support.with={ stage = \"assessment\", share = 1 }";
        let (mut run, id) = at_work(&[WITH, support], "enquiry");
        let before = run.world.companions.get(id).copied();
        let stage_episode = run.end_stage_episode(id);
        run.enter_stage(id, run.stage("support"), Some(stage_episode));
        assert_eq!(run.world.companions.get(id).copied(), before);
        assert_eq!(told(&run).len(), 1);
        run.audit().expect("the books are right");
    }

    #[test]
    fn chance_begins_it_with_its_share_of_entries_and_the_twin_has_the_same() {
        let mut run = quiet(&[&WITH.replace("share = 1", "share = 0.3")]);
        let mut twin = run.twin(World::default());
        let ids: Vec<ChildId> = (0..1000).map(|_| run.entered_with(0, 2.5, "enquiry")).collect();
        let other: Vec<ChildId> = (0..1000).map(|_| twin.entered_with(0, 2.5, "enquiry")).collect();
        let begun = |run: &Replication<'_>, ids: &[ChildId]| -> Vec<bool> {
            ids.iter().map(|&id| run.world.companions.get(id).is_some()).collect()
        };
        let of_run = begun(&run, &ids);
        assert_eq!(of_run, begun(&twin, &other));
        let count = of_run.iter().filter(|&&begun| begun).count() as i32;
        // Four standard deviations of a binomial count.
        assert!((count - 300).abs() < 58, "{count}");
    }

    fn sums(set: &[&str], days: usize) -> (Vec<f64>, f64) {
        let overrides = set.iter().fold(Overrides::none(), |all, set| all.set((*set).to_owned()));
        let Ok(loaded) = load_str("odd.toml", ODD, &overrides) else { panic!("it is sound") };
        let solved = closed_form(&loaded.scenario);
        let setting = Setting::new(&loaded.scenario, &solved);
        let mut run = Replication::begin(&setting, World::default(), Streams::new(5, 0));
        for day in 1..=days {
            run.run_until(SimTime::from_days(day as f64));
            run.audit().unwrap_or_else(|what| panic!("day {day}: {what}"));
        }
        run.finish();
        let layout = &setting.catalogue.layout;
        let begun = run.world.collector().sum(0, layout.at(Counter::Together, 0));
        (run.world.collector().sums.clone(), begun)
    }

    #[test]
    fn a_share_of_nothing_changes_no_bit_and_any_other_keeps_the_books() {
        let with = |share: f64| {
            ["enquiry", "plan", "support", "conference"].map(|stage| {
                format!("stages.{stage}.with={{ stage = \"assessment\", share = {share:?} }}")
            })
        };
        let written = |sets: &[String; 4], days| {
            sums(&sets.iter().map(String::as_str).collect::<Vec<_>>(), days)
        };
        let ((none, _), (never, begun)) = (sums(&[], 0), written(&with(0.0), 0));
        let bits = |sums: &[f64]| sums.iter().map(|sum| sum.to_bits()).collect::<Vec<_>>();
        assert_eq!(begun, 0.0);
        assert_eq!(bits(&none), bits(&never));
        let (always, begun) = written(&with(0.8), 450);
        assert!(begun > 10.0 && bits(&always) != bits(&none), "{begun} were begun");
    }
}
