//! Dated inputs: from its day on, what a schedule says is in force (model.md, section 8).
//!
//! Every handler finds its numbers in the setting, whenever it uses them. So what comes into force is another setting; only what is
//! kept of the old one is made anew: loads and hours, and the posts of the establishment.

use super::replication::Replication;

impl Replication<'_> {
    /// Whether this world is without the publicity that has a date, and so without what answers it.
    pub(in crate::model) fn lacks_dated_publicity(&self) -> bool {
        self.world.organisation.is_private() && !self.setting.dated_are_background
    }

    /// Midnight: what a schedule says of the day that begins comes into force.
    pub(super) fn dated_midnight(&mut self) {
        let first = self.first;
        while first.later.day(self.world.dated_days).is_some_and(|day| day <= self.now()) {
            self.comes_into_force(self.world.dated_days);
            self.world.dated_days += 1;
        }
    }

    fn comes_into_force(&mut self, place: usize) {
        let before = self.setting;
        let later = self.first.later.get(place, self.lacks_dated_publicity());
        self.setting = &later.setting;
        // Workers' hours and caps are others: who is chosen and how much there is goes by what is kept of them.
        self.world.staff.settle_all(self.at());
        self.hours_left_change(before);
        self.salaries_change(before.scenario);
        self.establishment_changes(before.scenario, later.dated);
        for &team in &self.setting.by_name.teams {
            self.allocate(team);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::child::{Holder, Visit};
    use crate::model::tests::quiet;
    use crate::model::{Replication, World};
    use crate::time::SimTime;

    /// The quiet service with one entry in force from day 160 on, on the day after.
    fn after(entry: &str) -> Replication<'static> {
        let entry = format!("schedule=[{{date=2021-06-13, {entry}}}]");
        let mut run = quiet(&[
            "teams.assessment.vacant_share=0",
            "staffing.sickness.per_year=0",
            "staffing.leaving.per_year=0",
            &entry,
        ]);
        run.run_until(SimTime::from_days(161.0));
        run.audit().expect("the books are right");
        run
    }

    #[test]
    fn a_number_is_another_from_its_day_on() {
        let mut run = quiet(&[
            "schedule=[{path=\"teams.assessment.caseload_cap\", date=2021-06-13, value=3}]",
        ]);
        let cap =
            |run: &Replication<'_>| run.setting.scenario.team(run.team("assessment")).caseload_cap;
        run.run_until(SimTime::from_days(160.0));
        assert_eq!(cap(&run), 6.0);
        run.run_until(SimTime::from_days(161.0));
        assert_eq!(cap(&run), 3.0);
        let worker = run.worker("assessment");
        let full = run.world.staff[worker].fte() * 3.0;
        assert_eq!(run.world.staff[worker].cap(run.setting, run.now()), full);
    }

    #[test]
    fn a_deadline_is_that_of_the_day_on_which_the_child_enters() {
        let mut run = after("path=\"stages.assessment.deadline_working_days\", value=30");
        let id = run.entered_with(0, 1.5, "assessment");
        let deadline = run.stage_episode_of(id).deadline.expect("there is one");
        assert_eq!(deadline, run.setting.scenario.calendar.end_of_working_days(run.now(), 30));
    }

    #[test]
    fn a_visit_takes_the_hours_of_the_moment_at_which_it_begins() {
        // The first visit is on the next working day; the second comes after the change.
        let mut run = quiet(&[
            "teams.assessment.vacant_share=0",
            "staffing.sickness.per_year=0",
            "staffing.leaving.per_year=0",
            "referrals.per_year=0.001",
            "stages.assessment.hours.dist=fixed",
            "stages.assessment.hours.travel=200",
            "schedule=[{path=\"stages.assessment.hours.direct\", date=2021-06-13, value=5}]",
        ]);
        run.run_until(SimTime::from_days(155.0));
        let id = run.entered_with(0, 1.5, "assessment");
        run.run_until(SimTime::from_days(162.0));
        assert!(matches!(run.stage_episode_of(id).holder(), Holder::Worker(_)));
        let Visit::InHand(task) = run.stage_episode_of(id).visit else { panic!("it takes weeks") };
        assert_eq!((task.direct, run.setting.scenario.stages[0].hours.direct), (1.0, 5.0));
    }

    #[test]
    fn shares_of_a_decision_move_its_threshold_along_the_estimates_of_normal_times() {
        let higher = after("path=\"triage.accept_share\", value=0.5");
        let first = higher.first.accept();
        let grid = &higher.first.solved.triage.quantiles;
        let half = crate::maths::quantile(grid, 0.5).expect("there are estimates");
        assert!((higher.setting.accept() - half).abs() < 1e-12 && half != first);
        assert_eq!(higher.setting.urgent(), higher.first.urgent(), "the line above is as it was");
        let number = after("path=\"stages.assessment.outcomes.1.share\", times=1.5");
        assert_eq!(
            number.setting.stages[0].thresholds[0], number.first.stages[0].thresholds[0],
            "enquiries are as many as before"
        );
        assert!(
            number.setting.stages[0].thresholds[1] < number.first.solved.stages[0].thresholds[1]
        );
    }

    #[test]
    fn the_twin_lacks_what_answers_publicity() {
        let entry = "schedule=[{path=\"teams.assessment.posts.0.count\", date=2021-08-04, by=3, because_of=\"a verdict\"}, {path=\"teams.duty.posts.0.count\", date=2021-08-04, by=1}]";
        let action = "actions=[{name=\"help\", date=2021-08-04, overtime_share=0.5, because_of=\"a verdict\"}]";
        let mut run = quiet(&["staffing.leaving.per_year=0", entry, action]);
        run.run_until(SimTime::from_days(205.0));
        let mut twin = run.twin(World::default());
        let posts = |run: &Replication<'_>| {
            let of = |team: &str| run.setting.scenario.team(run.team(team)).fte();
            (of("assessment"), of("duty"))
        };
        for world in [&mut run, &mut twin] {
            world.run_until(SimTime::from_days(230.0));
            world.audit().expect("the books are right");
        }
        assert_eq!((posts(&run), posts(&twin)), ((9.0, 3.0), (6.0, 3.0)));
        let hours = |run: &Replication<'_>| run.hours_factor(run.team("duty"));
        assert_eq!((hours(&run), hours(&twin)), (1.5, 1.0));
    }

    #[test]
    fn a_salary_that_changes_is_paid_from_its_day_on() {
        use crate::measure::Counter;
        let costs = "costs={price_year=2010,salary={qualified=40000}}";
        let entry = "schedule=[{date=2021-06-13, path=\"costs.salary.qualified\", value=50000}, {date=2021-06-20, path=\"teams.duty.posts.0.count\", by=1}]";
        let still = ["staffing.leaving.per_year=0", "teams.assessment.vacant_share=0"];
        let mut run = quiet(&[&still[..], &[costs, entry]].concat());
        let qualified = crate::scenario::Grade::Qualified as usize;
        let extra = |run: &Replication<'_>| {
            run.world.collector.level_now(run.setting, Counter::ExtraPay, qualified) * 365.25
        };
        run.run_until(SimTime::from_days(160.0));
        assert_eq!(extra(&run), 0.0);
        run.run_until(SimTime::from_days(161.0));
        assert!((extra(&run) - 10.0 * 10_000.0).abs() < 1e-6, "ten qualified workers");
        run.run_until(SimTime::from_days(168.0));
        assert!((extra(&run) - 11.0 * 10_000.0).abs() < 1e-6, "one more");
    }

    #[test]
    fn without_publicity_nothing_answers_it() {
        let entry = "schedule=[{path=\"teams.duty.posts.0.count\", date=2021-08-04, by=3, because_of=\"a verdict\"}]";
        let mut run = quiet(&[entry, "without=[\"publicity\"]"]);
        run.run_until(SimTime::from_days(230.0));
        assert_eq!(run.setting.scenario.team(run.team("duty")).fte(), 2.0);
    }
}
