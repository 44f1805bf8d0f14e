//! All children in the model (model.md, section 2).

use super::child::{Child, HiddenRisk};
use super::clone_by_field::clone_by_field;
use super::former_workers::FormerWorkers;
use super::ids::ChildId;

/// All children in the model; slots are reused, so memory follows those at risk and the open cases.
#[derive(Debug, Default)]
pub struct Children {
    slots: Vec<Option<Child>>,
    hidden_risks: Vec<HiddenRisk>,
    free: Vec<u32>,
    former_workers: FormerWorkers,
}

impl Children {
    /// Adds a child.
    pub fn add(&mut self, child: Child, hidden_risk: HiddenRisk) -> ChildId {
        // Slots are used again, so that memory follows those who are there. Chance goes by key: the slot decides
        // nothing.
        if let Some(slot) = self.free.pop() {
            self.slots[slot as usize] = Some(child);
            self.hidden_risks[slot as usize] = hidden_risk;
            return ChildId(slot);
        }
        self.hidden_risks.push(hidden_risk);
        self.slots.push(Some(child));
        ChildId(
            u32::try_from(self.slots.len() - 1)
                .expect("fewer than 2^32 children are at risk at once"),
        )
    }

    /// Takes a child out.
    pub fn remove(&mut self, id: ChildId) {
        self.slots[id.0 as usize] = None;
        self.free.push(id.0);
    }

    /// A child who had one worker has another: the hours with the one are remembered, those with the other come back.
    pub fn change_worker(&mut self, id: ChildId, from: u64, to: u64) {
        let Some(child) = &mut self.slots[id.0 as usize] else { return };
        self.former_workers.remember(&mut child.former_workers, from, child.hours_with_worker);
        child.hours_with_worker = self.former_workers.take(&mut child.former_workers, to);
    }

    /// No worker is known to a child any more.
    pub fn forget_workers(&mut self, id: ChildId) {
        let Some(child) = &mut self.slots[id.0 as usize] else { return };
        child.known_worker = None;
        child.hours_with_worker = 0.0;
        self.former_workers.forget(&mut child.former_workers);
    }

    /// What children have had with former workers.
    #[must_use]
    pub fn former_workers(&self) -> &FormerWorkers {
        &self.former_workers
    }

    /// What the next concern about a child needs.
    #[must_use]
    pub fn hidden_risk(&self, id: ChildId) -> &HiddenRisk {
        &self.hidden_risks[id.0 as usize]
    }

    /// What the next concern about a child needs.
    pub fn hidden_risk_mut(&mut self, id: ChildId) -> &mut HiddenRisk {
        &mut self.hidden_risks[id.0 as usize]
    }

    /// A child, if the slot holds one.
    #[must_use]
    pub fn get(&self, id: ChildId) -> Option<&Child> {
        self.slots.get(id.0 as usize)?.as_ref()
    }

    /// The ids of all children in the model.
    pub fn ids(&self) -> impl Iterator<Item = ChildId> + use<'_> {
        self.slots
            .iter()
            .enumerate()
            .filter(|(_, slot)| slot.is_some())
            .map(|(i, _)| ChildId(i as u32))
    }

    /// How many children there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.len() - self.free.len()
    }

    /// True when there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many slots the longest crowd so far needed: for the ids of all slots, taken or not.
    #[must_use]
    pub fn slots(&self) -> u32 {
        self.slots.len() as u32
    }

    /// Takes all children out and keeps the buffers.
    pub fn clear(&mut self) {
        self.slots.clear();
        self.hidden_risks.clear();
        self.free.clear();
        self.former_workers.clear();
    }
}

impl std::ops::Index<ChildId> for Children {
    type Output = Child;
    #[inline]
    fn index(&self, id: ChildId) -> &Child {
        self.slots[id.0 as usize]
            .as_ref()
            .expect("events of a child are cancelled when it leaves the model")
    }
}

impl std::ops::IndexMut<ChildId> for Children {
    #[inline]
    fn index_mut(&mut self, id: ChildId) -> &mut Child {
        self.slots[id.0 as usize]
            .as_mut()
            .expect("events of a child are cancelled when it leaves the model")
    }
}

clone_by_field!(Children { slots, hidden_risks, free, former_workers });
