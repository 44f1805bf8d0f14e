//! The list of the children whom nobody would notice (model.md, section 2).

use crate::scenario::ClassId;
use crate::time::SimTime;

use super::clone_by_field::clone_by_field;

/// A child whom nobody would notice, as things are.
#[derive(Clone, Copy, Debug)]
pub struct Unnoticed {
    /// Key of the child's streams.
    pub key: u64,
    /// At risk since.
    pub since: SimTime,
    /// When the risk ends, if nothing is done.
    pub ends: SimTime,
    /// Class.
    pub class: ClassId,
}

/// All of them whose risk may still go on.
#[derive(Debug, Default)]
pub struct UnnoticedChildren {
    /// By onset.
    pub children: Vec<Unnoticed>,
    // Those whose risk has ended are forgotten when there are so many.
    tidy_at: usize,
}

clone_by_field!(UnnoticedChildren { children, tidy_at });

impl UnnoticedChildren {
    /// Forgets all.
    pub fn clear(&mut self) {
        self.children.clear();
        self.tidy_at = 0;
    }

    /// Adds one who comes to be at risk now.
    pub fn add(&mut self, child: Unnoticed, now: SimTime) {
        if self.children.len() >= self.tidy_at {
            self.children.retain(|child| child.ends > now);
            // Half of the list is new before it is gone through again: a child costs no more for that, however many there are.
            self.tidy_at = 2 * self.children.len() + 64;
        }
        self.children.push(child);
    }
}
