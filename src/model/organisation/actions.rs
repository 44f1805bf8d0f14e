//! Actions: what managers do about pressure, on a date or when it stays high (model.md, section 8).

use crate::measure::Counter;
use crate::model::replication::Replication;
use crate::model::setting::Setting;
use crate::scenario::{Action, Publicity, TeamId, Trigger};
use crate::time::Days;

use super::happening::OrganisationEvent;
use super::state::ActionStatus;

impl Replication<'_> {
    pub(super) fn schedule_actions(&mut self) {
        let setting = self.setting;
        for &a in &setting.by_name.actions {
            let action = &setting.scenario.actions[a];
            if let Trigger::Date(date) = action.when {
                let decided = setting.scenario.time.at(date);
                self.schedule_organisation_event(
                    decided + Days(action.lead_days),
                    OrganisationEvent::ActionBegins(a as u16),
                );
                self.world.organisation.actions.status[a] = ActionStatus::Decided;
            }
        }
    }

    /// Managers look at the pressure they see: has it been too high for too long?
    pub(super) fn watch_pressure(&mut self) {
        let setting = self.setting;
        // The midnight that begins the observed period still ends a day of the warm-up.
        if setting.scenario.actions.is_empty() || self.now() <= setting.observed_from {
            return;
        }
        let seen = self.pressure_seen();
        for &a in &setting.by_name.actions {
            let action = &setting.scenario.actions[a];
            let Trigger::Pressure { above, for_weeks } = action.when else { continue };
            if self.world.organisation.actions.status[a] != ActionStatus::Idle
                || !self.has_its_reason(action)
            {
                continue;
            }
            let days = &mut self.world.organisation.actions.high_days[a];
            *days = if seen > above { *days + 1.0 } else { 0.0 };
            // At least one midnight must have seen high pressure.
            if *days >= (for_weeks * 7.0).max(1.0) {
                *days = 0.0;
                self.world.organisation.actions.status[a] = ActionStatus::Decided;
                self.schedule_organisation_event(
                    self.now() + Days(action.lead_days),
                    OrganisationEvent::ActionBegins(a as u16),
                );
            }
        }
    }

    // What answers publicity is there from its day on, and only where there is that publicity.
    fn has_its_reason(&self, action: &Action) -> bool {
        let scenario = self.setting.scenario;
        let begun = |event: &Publicity| {
            event.label == action.because_of && scenario.time.at(event.date) <= self.now()
        };
        action.because_of.is_empty()
            || !self.lacks_dated_publicity() && scenario.publicity.iter().any(begun)
    }

    pub(super) fn action_begins(&mut self, index: u16) {
        let setting = self.setting;
        let a = usize::from(index);
        let action = &setting.scenario.actions[a];
        if !self.has_its_reason(action) {
            return;
        }
        self.world.organisation.actions.status[a] = ActionStatus::InForce;
        self.count(Counter::ActionsTaken, a, 1.0);
        self.level(Counter::ActionDays, a, 1.0);
        // Levers change before anybody arrives: new workers begin under them.
        self.renew_levers();
        let temporary_workers = setting.organisation.temporary_workers(a);
        for &(place, grade) in &temporary_workers.added {
            self.temporary_worker_arrives(place, grade);
        }
        for (from, places) in &temporary_workers.moved {
            self.move_staff(*from, places);
        }
        if let Some(days) = action.for_days {
            self.schedule_organisation_event(
                self.now() + Days(days),
                OrganisationEvent::ActionEnds(index),
            );
        }
    }

    pub(super) fn action_ends(&mut self, index: u16) {
        let setting = self.setting;
        let a = usize::from(index);
        self.world.organisation.actions.status[a] = ActionStatus::Idle;
        if matches!(setting.scenario.actions[a].when, Trigger::Date(_)) {
            // A day comes once.
            self.world.organisation.actions.status[a] = ActionStatus::Decided;
        }
        self.level(Counter::ActionDays, a, -1.0);
        self.renew_levers();
        for (place, _) in setting.organisation.temporary_workers(a).places() {
            self.temporary_worker_goes(place);
        }
    }

    /// What the mechanisms leave of each team's hours has become another part of them.
    pub(in crate::model) fn hours_left_change(&mut self, before: &Setting<'_>) {
        let (was, is) = (&before.organisation.hours_left, &self.setting.organisation.hours_left);
        if was != is {
            self.renew_levers();
        }
    }

    /// Staff are at work this much of their usual hours from now on.
    pub(in crate::model) fn at_work_from_now_on(&mut self, factor: f64) {
        let before = std::mem::replace(&mut self.world.organisation.actions.at_work, factor);
        if before.total_cmp(&factor).is_ne() {
            self.renew_levers();
        }
    }

    fn renew_levers(&mut self) {
        let setting = self.setting;
        // Levers are made anew of all that is in force, not undone one by one: actions that overlap end in any order.
        let (mut floor, mut frozen, mut overtime) = (0.0_f64, false, 0.0);
        for action in self.world.organisation.actions.in_force(setting) {
            floor = floor.max(action.floor.unwrap_or(0.0));
            frozen |= action.freeze_threshold;
            overtime += action.overtime_share;
        }
        self.world.organisation.conditions.floor = floor;
        let was_frozen = std::mem::replace(&mut self.world.organisation.conditions.frozen, frozen);
        if was_frozen && !frozen {
            self.threshold_thaws();
        }
        let actions = &mut self.world.organisation.actions;
        for (hours, left) in actions.hours.iter_mut().zip(&setting.organisation.hours_left) {
            *hours = left * (1.0 + overtime) * actions.at_work;
        }
        self.renew_recording();
    }

    /// Factor on the working hours of a team: what early help and leave leave of them, and overtime.
    pub(in crate::model) fn hours_factor(&self, team: TeamId) -> f64 {
        self.world.organisation.actions.hours[team.index()]
    }
}
