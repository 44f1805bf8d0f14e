//! What is outstanding at each stage (model.md, sections 5 and 6).

use crate::scenario::StageId;
use crate::time::{Days, SimTime};

use super::clone_by_field::clone_by_field;
use super::setting::Setting;

/// Visits still to be made in `assess` stages, and when the chairs of meetings are free.
#[derive(Debug, Default)]
pub struct Outstanding {
    // Visits are counted and not hours: whole numbers come back to exactly 0.
    visits_left: Vec<i64>,
    // Of these, how many serve an assessment beside the case as well: by stage, then by the stage of that one. Empty where nothing
    // begins together.
    together: Vec<i64>,
    chair_free: Vec<SimTime>,
}

clone_by_field!(Outstanding { visits_left, together, chair_free });

impl Outstanding {
    /// Before the first day.
    pub fn reset(&mut self, setting: &Setting<'_>) {
        let stages = setting.stages.len();
        self.visits_left.clear();
        self.visits_left.resize(stages, 0);
        self.together.clear();
        if setting.scenario.stages.iter().any(|stage| stage.with.is_some()) {
            self.together.resize(stages * stages, 0);
        }
        self.chair_free.clear();
        self.chair_free.resize(stages, SimTime::ZERO);
    }

    /// So many visits more, or fewer, are to be made at a stage whose work is pressure; at others they are not counted.
    pub fn change(&mut self, setting: &Setting<'_>, stage: StageId, visits: i64) {
        if setting.stages[stage.index()].adds_pressure {
            self.visits_left[stage.index()] += visits;
        }
    }

    /// So many visits at a stage more, or fewer, will serve an assessment of another stage as well.
    pub fn change_together(
        &mut self,
        setting: &Setting<'_>,
        stage: StageId,
        other: StageId,
        visits: i64,
    ) {
        if setting.stages[stage.index()].adds_pressure {
            self.together[stage.index() * setting.stages.len() + other.index()] += visits;
        }
    }

    /// Visits that will serve an assessment beside the case as well: by stage, then by the stage of that one.
    #[must_use]
    pub fn together(&self) -> &[i64] {
        &self.together
    }

    /// Visits to be made, stage by stage.
    #[must_use]
    pub fn visits_left(&self) -> &[i64] {
        &self.visits_left
    }

    /// Nominal hours of the visits to be made.
    #[must_use]
    pub fn hours(&self, setting: &Setting<'_>) -> f64 {
        let at = |&stage: &StageId| {
            self.visits_left[stage.index()] as f64 * setting.scenario.stage(stage).hours.nominal()
        };
        // The sum goes in the order of names: the order of a file would change its last bit.
        let hours: f64 = setting.by_name.stages.iter().map(at).sum();
        if self.together.is_empty() { hours } else { hours + self.hours_together(setting) }
    }

    // What those visits take longer that serve another assessment as well.
    fn hours_together(&self, setting: &Setting<'_>) -> f64 {
        let (stages, count) = (&setting.by_name.stages, setting.stages.len());
        let hours = |stage: StageId| &setting.scenario.stage(stage).hours;
        let longer = |stage: StageId, other: StageId| {
            let visits = self.together[stage.index() * count + other.index()] as f64;
            visits * (hours(stage).joint(hours(other)).nominal() - hours(stage).nominal())
        };
        stages
            .iter()
            .flat_map(|&a| stages.iter().map(move |&b| (a, b)))
            .map(|(a, b)| longer(a, b))
            .sum()
    }

    /// The first time from `day` on at which a chair has a place, which is then taken: chairs hold so many meetings a week.
    pub fn place_at_chair(&mut self, stage: StageId, day: SimTime, per_week: f64) -> SimTime {
        let free = &mut self.chair_free[stage.index()];
        let place = day.max(*free);
        // Places lie evenly over the week, nights and Sundays too. The caller moves the meeting into working hours.
        *free = place + Days(7.0 / per_week);
        place
    }
}

#[cfg(test)]
mod tests {
    use crate::model::tests::quiet;
    use crate::time::SimTime;

    #[test]
    fn chairs_hold_so_many_meetings_a_week() {
        let mut run = quiet(&[]);
        let stage = run.stage("conference");
        let mut place = |day: f64| {
            let day = SimTime::from_days(day);
            run.world.outstanding.place_at_chair(stage, day, 2.0).days()
        };
        assert_eq!([place(10.0), place(10.0), place(12.0)], [10.0, 13.5, 17.0]);
        assert_eq!(place(30.0), 30.0, "nobody waits for a chair who is free");
    }

    #[test]
    fn only_work_of_assessments_is_pressure() {
        let mut run = quiet(&[]);
        let hours = |run: &crate::model::Replication<'_>| run.world.outstanding.hours(run.setting);
        run.entered_with(0, 1.5, "support");
        assert_eq!(hours(&run), 0.0);
        run.entered_with(0, 1.5, "assessment");
        assert!((hours(&run) - 3.0 * 4.7).abs() < 1e-12, "three visits of 1 + 3 + 0.7 hours");
    }
}
