//! Assessments that go on beside a child's case (model.md, section 6).

use crate::scenario::StageId;
use crate::time::SimTime;

use super::clone_by_field::clone_by_field;
use super::ids::ChildId;

/// An assessment that was begun together with a stage, and is carried by the child's visits wherever the case is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Companion {
    /// The stage whose assessment it is.
    pub stage: StageId,
    /// Visits still to be made; at least 1.
    pub visits_left: u32,
    /// The day it is due.
    pub deadline: Option<SimTime>,
}

/// All that go on: at most one a child, at the child's place.
// Apart from the children, so that no child is larger where nothing begins together, and the list is then empty.
#[derive(Debug, Default)]
pub struct Companions {
    at: Vec<Option<Companion>>,
}

clone_by_field!(Companions { at });

impl Companions {
    /// Forgets all, and keeps the buffer.
    pub fn clear(&mut self) {
        self.at.clear();
    }

    /// The one beside a child's case, if there is one.
    #[inline]
    #[must_use]
    pub fn get(&self, id: ChildId) -> Option<&Companion> {
        self.at.get(id.0 as usize)?.as_ref()
    }

    /// The one beside a child's case, if there is one.
    #[inline]
    pub fn get_mut(&mut self, id: ChildId) -> Option<&mut Companion> {
        self.at.get_mut(id.0 as usize)?.as_mut()
    }

    /// One begins beside a child's case.
    pub fn begin(&mut self, id: ChildId, companion: Companion) {
        let place = id.0 as usize;
        if self.at.len() <= place {
            self.at.resize(place + 1, None);
        }
        debug_assert_eq!(self.at[place], None, "a child has one at a time");
        self.at[place] = Some(companion);
    }

    /// The one beside a child's case ends.
    #[inline]
    pub fn take(&mut self, id: ChildId) -> Option<Companion> {
        self.at.get_mut(id.0 as usize)?.take()
    }

    /// How many go on.
    #[must_use]
    pub fn len(&self) -> usize {
        self.at.iter().flatten().count()
    }

    /// True where none goes on.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
