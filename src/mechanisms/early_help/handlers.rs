//! Early help in the model: a child closed at triage takes a place if one is free, and its risk ends sooner
//! (model.md, section 8).
//!
//! A place is free again when the child is referred again, comes to harm, or its risk ends. Nobody waits for a place.

use super::counters::Counted;
use super::state::{Happening, OfChild};
use crate::model::Replication;
use crate::model::child::{Case, Child, Closure};
use crate::model::ids::ChildId;
use crate::model::organisation::mechanism::Mechanism;

/// The numbers of its draws among those of the organisation: it leaves nothing to chance.
#[cfg(test)]
pub(crate) const DRAWS: &[u64] = &[];

/// Early help at each moment.
pub(crate) struct Handlers;

impl Mechanism for Handlers {
    type Happening = Happening;
    type OfChild = OfChild;

    fn happens(_: &mut Replication<'_>, what: Happening) {
        match what {}
    }

    /// Is there a place for the child?
    fn screened_out(run: &mut Replication<'_>, id: ChildId) -> OfChild {
        let Some(help) = &run.setting.scenario.mechanisms.early_help else { return false };
        if run.world.organisation.mechanisms.early_help.taken >= help.places {
            // Nobody waits for a place: the child is closed without one.
            run.count(Counted::EarlyHelpFull.into(), 0, 1.0);
            return false;
        }
        // The place is only counted here. The move that closes the case gives it to the child, since it changes how
        // fast the clocks run.
        run.world.organisation.mechanisms.early_help.taken += 1;
        let high = if run.world.children[id].at_high_risk() { 1.0 } else { 0.0 };
        run.count(Counted::EarlyHelpTaken.into(), 0, 1.0);
        run.count(Counted::EarlyHelpHigh.into(), 0, high);
        run.level(Counted::EarlyHelpDays.into(), 0, 1.0);
        true
    }

    fn referred(run: &mut Replication<'_>, id: ChildId) {
        run.leave_early_help(id);
    }

    fn risk_ended(run: &mut Replication<'_>, id: ChildId) {
        // The child still has the place here: they give it back when they leave the model, which comes next.
        if run.world.children[id].given().early_help {
            run.count(Counted::EarlyHelpResolved.into(), 0, 1.0);
        }
    }

    fn left(run: &mut Replication<'_>, id: ChildId) {
        run.leave_early_help(id);
    }

    fn audit(run: &Replication<'_>) -> Result<(), String> {
        let has_place = |child: &&Child| child.given().early_help;
        let children = || run.world.children.ids().map(|id| &run.world.children[id]);
        let helped = children().filter(has_place).count();
        let taken = run.world.organisation.mechanisms.early_help.taken as usize;
        let level = run.world.collector.level_now(run.setting, Counted::EarlyHelpDays.into(), 0);
        if taken != helped || (level - helped as f64).abs() > 1e-6 {
            return Err(format!(
                "early help: {helped} children have places, {taken} are taken, {level} are counted"
            ));
        }
        let closed =
            |child: &Child| matches!(child.case(), Case::None { last: Some(Closure::ScreenedOut) });
        match children().filter(has_place).all(closed) {
            true => Ok(()),
            false => Err("has an early help place and was not closed at triage last".to_owned()),
        }
    }
}

impl Replication<'_> {
    /// A child's place, if it has one, is free again.
    fn leave_early_help(&mut self, id: ChildId) {
        if self.world.children[id].given().early_help {
            // This is a move, since the risk ends more slowly from now on.
            self.move_child(id, |standing| standing.given().early_help = false);
            self.world.organisation.mechanisms.early_help.taken -= 1;
            self.level(Counted::EarlyHelpDays.into(), 0, -1.0);
        }
    }
}
