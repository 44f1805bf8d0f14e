//! The clocks of a child: budgets of harm, escalation and resolution, spent at the rates of where the child stands
//! (model.md, section 2).

use crate::engine::EventKey;
use crate::model::event::Event;
use crate::model::ids::ChildId;
use crate::model::observation::Observation;
use crate::model::replication::Replication;
use crate::time::Days;

use super::{NextTransition, Standing};

impl Replication<'_> {
    /// Moves a child: the clocks are spent up to now at the rates so far, the child stands elsewhere, and the clocks are set to
    /// the rates of there. There is no other way to change where a child stands.
    pub(crate) fn move_child(&mut self, id: ChildId, change: impl FnOnce(&mut Standing<'_>)) {
        self.spend_clocks(id);
        change(&mut Standing(&mut self.world.children[id]));
        self.set_clocks(id);
    }

    /// The clocks have new budgets from when they were spent last: the child entered a class then.
    pub(in crate::model) fn renew_clocks(&mut self, id: ChildId, budgets: [f64; 3]) {
        debug_assert!(
            self.world.children[id].clocks.since == self.world.children.hidden_risk(id).since,
            "old budgets are spent before there are new ones"
        );
        self.world.children[id].clocks.left = budgets;
        self.start_clocks(id);
    }

    /// The clocks of a child who leaves the model are spent up to now, and run out no more.
    pub(in crate::model) fn stop_clocks(&mut self, id: ChildId) {
        self.spend_clocks(id);
        let clocks = &mut self.world.children[id].clocks;
        let event = std::mem::replace(&mut clocks.event, EventKey::NONE);
        self.world.events.cancel(event);
    }

    /// Spends the clocks' budgets up to now at the rates so far.
    pub(in crate::model) fn spend_clocks(&mut self, id: ChildId) {
        let now = self.now();
        let child = &mut self.world.children[id];
        let from = child.clocks.since;
        let days = (now - from).0;
        if days <= 0.0 {
            return;
        }
        child.clocks.since = now;
        for (left, rate) in child.clocks.left.iter_mut().zip(child.clocks.rates) {
            // The clock that runs out now is at 0 but for rounding.
            *left = (*left - rate * days).max(0.0);
        }
        let rate = child.clocks.rates[0];
        if rate > 0.0 {
            // A move changes the place only after this, so exposure counts where the child stood.
            let place = child.place(self.setting);
            self.observe(Observation::Exposed { place, from, rate });
        }
    }

    // Sets the clocks to the rates of where the child is now. Budgets are spent already.
    #[expect(
        clippy::float_cmp,
        reason = "rates come from the same sum: the same place gives the same bits"
    )]
    fn set_clocks(&mut self, id: ChildId) {
        let child = &self.world.children[id];
        debug_assert!(child.clocks.since == self.now(), "budgets are spent before rates change");
        // At the same rates the event stands where it would be put again, and is not rounded once more.
        if child.rates_now(self.setting, self.world.children.hidden_risk(id).class)
            != child.clocks.rates
        {
            self.start_clocks(id);
        }
    }

    // From the moment up to which budgets are spent: now, or the onset of a child who is only now in the model.
    fn start_clocks(&mut self, id: ChildId) {
        let class = self.world.children.hidden_risk(id).class;
        let child = &mut self.world.children[id];
        child.clocks.rates = child.rates_now(self.setting, class);
        let from = child.clocks.since;
        let mut next = (f64::INFINITY, NextTransition::Resolution);
        for (risk_transition, (left, rate)) in NextTransition::ALL
            .into_iter()
            .zip(child.clocks.left.into_iter().zip(child.clocks.rates))
        {
            let days = if rate > 0.0 { left / rate } else { f64::INFINITY };
            // A tie goes to the first of the three: harm, then escalation.
            if days < next.0 {
                next = (days, risk_transition);
            }
        }
        child.clocks.first = next.1;
        // One event at most: the first clock to run out decides, and the others are then set anew or stopped.
        let old = std::mem::replace(&mut child.clocks.event, EventKey::NONE);
        self.world.events.cancel(old);
        if next.0.is_finite() {
            self.world.children[id].clocks.event =
                self.world.events.schedule(from + Days(next.0), Event::RiskTransition(id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::child::Case;
    use crate::model::tests::quiet;

    #[test]
    fn a_move_spends_at_the_rates_so_far_and_goes_on_at_those_of_the_new_place() {
        let mut run = quiet(&[]);
        let id = run.hidden(1);
        let (before, care, since) = (run.world.children[id].clocks, run.stage("care"), run.now());
        run.wait(10.0);
        let left = Case::MovedOn { stage: care, since, event: EventKey::NONE };
        run.move_child(id, |standing| standing.set_case(left));
        let after = run.world.children[id].clocks;
        for clock in 0..3 {
            let spent = (before.left[clock] - 10.0 * before.rates[clock]).max(0.0);
            assert!((after.left[clock] - spent).abs() < 1e-12);
        }
        assert!((after.rates[0] / before.rates[0] - 0.1).abs() < 1e-12, "care protects 0.9");
        assert_eq!(after.since, run.now());
    }

    #[test]
    fn a_move_that_changes_no_rate_leaves_the_clocks_running() {
        let mut run = quiet(&[]);
        let id = run.hidden(1);
        let event = run.world.children[id].clocks.event;
        run.wait(1.0);
        let now = run.now();
        let case = Case::Screening { since: now, task: None };
        run.move_child(id, |standing| standing.set_case(case));
        assert_eq!(run.world.children[id].clocks.event, event);
    }

    #[test]
    fn nothing_runs_out_once_the_risk_is_over() {
        let mut run = quiet(&[]);
        let id = run.referred(1, 1.0);
        run.move_child(id, |standing| standing.end_risk(0.0));
        let child = &run.world.children[id];
        assert_eq!((child.clocks.rates, child.clocks.event), ([0.0; 3], EventKey::NONE));
        assert!(child.risk_ended() && !child.at_high_risk() && child.severity <= 0.0);
    }
}
