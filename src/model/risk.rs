//! How risk goes on and ends: harm, escalation, the end of the risk, and leaving the model (model.md, section 2).

use crate::engine::EventKey;

use super::child::{Case, NextTransition};
use super::ids::ChildId;
use super::observation::Observation;
use super::replication::Replication;

impl Replication<'_> {
    /// The first of a child's clocks runs out.
    pub(super) fn risk_transition(&mut self, id: ChildId) {
        self.spend_clocks(id);
        match self.world.children[id].next_transition() {
            NextTransition::Harm => self.harm(id),
            NextTransition::Escalation => self.escalate(id),
            NextTransition::Resolution => self.resolve(id),
        }
    }

    fn harm(&mut self, id: ChildId) {
        let child = &self.world.children[id];
        let (place, concerns, reached) = (
            child.place(self.setting),
            self.concerns_so_far(self.world.children.hidden_risk(id)),
            child.reached,
        );
        self.tell(id, Observation::Harmed { place, concerns, reached });
        // The child is still there: whoever looks into the harm asks for class and concerns.
        self.tragedy(id, place);
        self.high_ended(id);
        // The case is left only after this: the route is where the child stood when harm came.
        self.left_unprotected(id);
        self.leave_case(id);
        self.leave_model(id);
    }

    fn escalate(&mut self, id: ChildId) {
        let setting = self.setting;
        let was_high = self.world.children[id].high;
        let to = setting
            .scenario
            .class(self.world.children.hidden_risk(id).class)
            .escalates_to
            .expect("only a class that leads on escalates");
        self.enter_class(id, to);
        self.move_up_by_class(id);
        let open = matches!(self.world.children[id].case(), Case::Screening { .. } | Case::Open(_));
        // From one high class to another the episode goes on: the child was in danger already.
        if open && !was_high && setting.is_high(to) {
            self.open_episode(id);
        }
    }

    // With a case open no worker can know that the risk has ended: the case runs on to its decisions.
    fn resolve(&mut self, id: ChildId) {
        self.tell(id, Observation::RiskEnded);
        self.high_ended(id);
        self.risk_ended(id);
        self.mechanisms_risk_ended(id);
        if matches!(self.world.children[id].case(), Case::None { .. }) {
            self.leave_model(id);
            return;
        }
        // Looks at a child whose risk is over show at most what is usual in the lowest class.
        let lowest = self
            .setting
            .scenario
            .risk
            .iter()
            .map(|class| class.severity_mean)
            .fold(f64::INFINITY, f64::min);
        let concern = std::mem::replace(
            &mut self.world.children.hidden_risk_mut(id).next_concern,
            EventKey::NONE,
        );
        self.world.events.cancel(concern);
        self.move_child(id, |standing| standing.end_risk(lowest));
    }

    fn high_ended(&mut self, id: ChildId) {
        let child = &self.world.children[id];
        if child.ever_high {
            let unreferred = child.referrals == 0;
            self.observe(Observation::HighEnded { unreferred });
        }
    }

    /// The child leaves the model.
    pub(super) fn leave_model(&mut self, id: ChildId) {
        self.mechanisms_left(id);
        if let Case::MovedOn { stage, since, event } = *self.world.children[id].case() {
            // Harm may come before the stay ends. The event would then find the slot empty, or another child in it.
            self.world.events.cancel(event);
            self.leave_stock(stage, since);
        }
        if self.world.children[id]
            .came_to_notice
            .is_some_and(|came_to_notice| came_to_notice.settled.is_none())
        {
            self.left_unprotected(id);
        }
        let child = &self.world.children[id];
        debug_assert_eq!(child.ticket, 0, "a child that leaves waits nowhere");
        self.stop_clocks(id);
        let concern = self.world.children.hidden_risk(id).next_concern;
        self.world.events.cancel(concern);
        self.cancel_targets(id);
        // Gives the places of former workers back to the slab, which nobody else would do.
        self.forget_workers(id);
        self.windows_at_end(id);
        self.world.children.remove(id);
    }
}

#[cfg(test)]
mod tests {
    use crate::model::ids::ChildId;
    use crate::model::tests::quiet;
    use crate::model::waiting::Queue;

    /// The next of two children of one class, the second of whom has escalated.
    fn next_after_escalation(order: &str) -> (Option<ChildId>, [ChildId; 2]) {
        let mut run = quiet(&[&format!("triage.order=\"{order}\"")]);
        let ids = [(); 2].map(|()| {
            let id = run.referred(0, 1.0);
            run.await_screening(id);
            run.wait(0.01);
            id
        });
        run.spend_clocks(ids[1]);
        run.escalate(ids[1]);
        (run.world.queues.call(&mut run.world.children, Queue::Screening), ids)
    }

    #[test]
    fn a_child_who_escalates_moves_up_where_the_queue_goes_by_class_and_nowhere_else() {
        let (next, [_, escalated]) = next_after_escalation("class");
        assert_eq!(next, Some(escalated));
        let (next, [first, _]) = next_after_escalation("risk");
        assert_eq!(next, Some(first), "nobody has seen it");
    }
}
