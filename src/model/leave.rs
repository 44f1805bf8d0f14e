//! Leave: in some months staff are at work less than in others (model.md, section 7).

use super::replication::Replication;

impl Replication<'_> {
    /// Midnight: with another month staff may be at work more or less.
    pub(super) fn leave_changes(&mut self) {
        let scenario = self.first.scenario;
        if let Some(months) = scenario.staffing.leave_by_month {
            self.at_work_from_now_on(months[scenario.time.month(self.now())]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::tests::quiet;
    use crate::time::SimTime;

    const SUMMER: &str =
        "staffing.leave_by_month=[1.1, 1.1, 1.1, 1.1, 1.1, 1.1, 0.9, 0.5, 1.0, 1.0, 1.0, 1.0]";

    #[test]
    fn a_month_of_leave_leaves_fewer_hours_and_the_next_brings_them_back() {
        let mut run = quiet(&[SUMMER, "time.start=2021-07-30", "time.warmup_days=0"]);
        let team = run.team("assessment");
        let mut hours = |day: f64| {
            run.run_until(SimTime::from_days(day));
            run.weekly_hours(team) / run.world.staff.weekly_hours(team)
        };
        for (day, expected) in [(1.5, 0.9), (2.5, 0.5), (32.5, 0.5), (33.5, 1.0)] {
            assert!((hours(day) - expected).abs() < 1e-12, "{day}");
        }
    }

    #[test]
    fn work_that_is_begun_in_a_month_of_leave_takes_longer() {
        let takes = |month: &str| {
            let mut run =
                quiet(&[SUMMER, &format!("time.start=2021-{month}-02"), "time.warmup_days=0"]);
            run.run_until(SimTime::from_days(0.5));
            let worker = run.worker("assessment");
            (run.work_ends(worker, 1.0) - run.now()).0
        };
        assert!((takes("08") / takes("09") - 2.0).abs() < 1e-9);
    }
}
