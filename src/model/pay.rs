//! What staff are paid: full-time equivalents by grade, and what salaries that change by date add (model.md, section 8).

use crate::measure::{Counter, DAYS_A_YEAR};
use crate::scenario::{Grade, Scenario};

use super::replication::Replication;

// What a full-time worker is paid a day; nothing where money is not counted.
fn salary_a_day(scenario: &Scenario, grade: Grade) -> f64 {
    scenario.costs.as_ref().map_or(0.0, |costs| costs.salary.of(grade) / DAYS_A_YEAR)
}

impl Replication<'_> {
    /// So much more staff is paid, or less (full-time equivalent), at the salaries in force.
    pub(super) fn paid(&mut self, grade: Grade, fte: f64) {
        self.level(Counter::GradeDays, grade as usize, fte);
        let more = self.salary(grade) - self.first_salary(grade);
        if more != 0.0 {
            self.level(Counter::ExtraPay, grade as usize, more * fte);
        }
    }

    /// Salaries have become others than they were `before`.
    pub(super) fn salaries_change(&mut self, before: &Scenario) {
        for grade in Grade::ALL {
            let more = self.salary(grade) - salary_a_day(before, grade);
            if more != 0.0 {
                let (days, setting) = (Counter::GradeDays, self.setting);
                let paid = self.world.collector.level_now(setting, days, grade as usize);
                self.level(Counter::ExtraPay, grade as usize, more * paid);
            }
        }
    }

    fn salary(&self, grade: Grade) -> f64 {
        salary_a_day(self.setting.scenario, grade)
    }

    fn first_salary(&self, grade: Grade) -> f64 {
        salary_a_day(self.first.scenario, grade)
    }
}
