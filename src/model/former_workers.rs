//! What children have had with workers who held their case before (model.md, section 4): trust is with a worker, and comes
//! back when that worker comes back within the same episode of care.
//!
//! Few cases have a former worker and hardly any has many, so each child has a short list, and all lists share one slab whose
//! places are used again.

use std::num::NonZeroU32;

use super::clone_by_field::clone_by_field;

/// The head of a child's list, if it has one.
pub type Former = Option<BondIndex>;

/// A place in the slab, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
// It is never 0, so `Option` needs no room of its own: a child's list takes four bytes.
pub struct BondIndex(NonZeroU32);

#[derive(Clone, Copy, Debug)]
struct Bond {
    worker: u64,
    hours: f64,
    next: Former,
}

/// The lists of all children.
#[derive(Debug, Default)]
pub struct FormerWorkers {
    bonds: Vec<Bond>,
    free: Former,
    in_use: usize,
}

clone_by_field!(FormerWorkers { bonds, free, in_use });

impl BondIndex {
    const fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

impl FormerWorkers {
    /// Forgets all, and keeps the buffer.
    pub fn clear(&mut self) {
        self.bonds.clear();
        self.free = None;
        self.in_use = 0;
    }

    /// Notes the direct hours that a child has had with a worker who now gives up the case.
    pub fn remember(&mut self, list: &mut Former, worker: u64, hours: f64) {
        let bond = Bond { worker, hours, next: *list };
        let place = match self.free {
            Some(place) => {
                self.free = self.bonds[place.index()].next;
                self.bonds[place.index()] = bond;
                place
            }
            None => {
                self.bonds.push(bond);
                let count = u32::try_from(self.bonds.len()).ok().and_then(NonZeroU32::new);
                BondIndex(count.expect("fewer than 2^32 former workers are remembered at once"))
            }
        };
        self.in_use += 1;
        *list = Some(place);
    }

    /// The hours that a child has had with this worker before, taken from the list: 0 where they have not met.
    pub fn take(&mut self, list: &mut Former, worker: u64) -> f64 {
        let mut before: Former = None;
        let mut at = *list;
        while let Some(place) = at {
            let bond = self.bonds[place.index()];
            if bond.worker == worker {
                match before {
                    Some(before) => self.bonds[before.index()].next = bond.next,
                    None => *list = bond.next,
                }
                self.give_back(place);
                return bond.hours;
            }
            (before, at) = (at, bond.next);
        }
        0.0
    }

    /// The episode of care is over.
    pub fn forget(&mut self, list: &mut Former) {
        while let Some(place) = *list {
            *list = self.bonds[place.index()].next;
            self.give_back(place);
        }
    }

    /// How many former workers a list remembers.
    #[must_use]
    pub fn count(&self, list: Former) -> usize {
        std::iter::successors(list, |place| self.bonds[place.index()].next).count()
    }

    /// How many all lists remember.
    #[must_use]
    pub fn in_use(&self) -> usize {
        self.in_use
    }

    fn give_back(&mut self, place: BondIndex) {
        self.bonds[place.index()].next = self.free;
        self.free = Some(place);
        self.in_use -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Streams;
    use crate::experiment::normal_times::closed_form;
    use crate::model::child::Holder;
    use crate::model::ids::ChildId;
    use crate::model::{Replication, Setting, World};
    use crate::scenario::{Overrides, load_str};
    use crate::time::SimTime;

    #[test]
    fn hours_come_back_with_the_worker_and_only_with_that_one() {
        let (mut all, mut one, mut other) = (FormerWorkers::default(), None, None);
        for (worker, hours) in [(7, 1.5), (8, 2.5), (9, 3.5)] {
            all.remember(&mut one, worker, hours);
            all.remember(&mut other, worker, 10.0 * hours);
        }
        assert_eq!(
            (all.take(&mut one, 8), all.take(&mut one, 8), all.take(&mut one, 4)),
            (2.5, 0.0, 0.0)
        );
        assert_eq!((all.count(one), all.count(other)), (2, 3));
        assert_eq!(
            (all.take(&mut other, 9), all.take(&mut one, 7), all.take(&mut one, 9)),
            (35.0, 1.5, 3.5)
        );
        assert_eq!(one, None);
    }

    #[test]
    fn trust_comes_back_with_the_worker_until_the_case_closes() {
        let text = include_str!("../verification/scenarios/odd.toml");
        let Ok(loaded) = load_str("odd.toml", text, &Overrides::none()) else {
            panic!("it is sound")
        };
        let solved = closed_form(&loaded.scenario);
        let setting = Setting::new(&loaded.scenario, &solved);
        let mut run = Replication::begin(&setting, World::default(), Streams::new(3, 0));
        run.run_until(SimTime::from_days(300.0));
        let known = |id: &ChildId| {
            let child = &run.world.children[*id];
            matches!(child.stage_episode(), Some(stage_episode) if matches!(stage_episode.holder(), Holder::Worker(_)))
                && child.hours_with_worker > 0.0
        };
        let id = run.world.children.ids().find(known).expect("somebody knows a child");
        let stage_episode = *run.world.children[id].stage_episode().expect("it is in a stage");
        let Holder::Worker(first) = stage_episode.holder() else {
            unreachable!("somebody holds it")
        };
        let others = setting
            .workers_of(stage_episode.team)
            .filter(|&w| w != first && run.world.staff[w].in_post());
        let others: Vec<_> = others.take(2).collect();
        let hours = run.world.children[id].hours_with_worker;
        for (n, worker) in [others[0], others[1], first].into_iter().enumerate() {
            run.hand_over(id, stage_episode.team, worker);
            let expected = if n == 2 { hours } else { 0.0 };
            assert_eq!(run.world.children[id].hours_with_worker, expected, "handover {n}");
            run.world.children[id].hours_with_worker += 0.25 * (n + 1) as f64;
        }
        run.hand_over(id, stage_episode.team, others[1]);
        assert_eq!(
            run.world.children[id].hours_with_worker, 0.5,
            "each worker's hours are their own"
        );
        run.forget_workers(id);
        run.hand_over(id, stage_episode.team, first);
        assert_eq!(
            run.world.children[id].hours_with_worker, 0.0,
            "after the case has closed nobody is known"
        );
    }

    #[test]
    fn what_is_forgotten_makes_room() {
        let (mut all, mut one) = (FormerWorkers::default(), None);
        for worker in 0..5 {
            all.remember(&mut one, worker, 1.0);
        }
        all.forget(&mut one);
        assert_eq!((one, all.in_use()), (None, 0));
        for worker in 0..5 {
            all.remember(&mut one, worker, 2.0);
        }
        assert_eq!((all.bonds.len(), all.in_use(), all.take(&mut one, 3)), (5, 5, 2.0));
    }
}
