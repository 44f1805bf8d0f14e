//! Those who entered the stages of `[[opening]]` last, and those who were put to wait (model.md, section 1).

use super::child::{Child, HiddenRisk};
use super::clone_by_field::clone_by_field;
use super::ids::ChildId;
use super::setting::Setting;

/// Those who entered the stages of `[[opening]]` last: the backlog is made of children like them.
#[derive(Debug, Default)]
pub struct Entrants {
    rings: Vec<Ring>,
    // Those put to wait, until it has been seen what became of them.
    put: Vec<BacklogChild>,
}

/// A child put to wait. The slot may be another child's by the time one looks again: the key tells.
#[derive(Clone, Copy, Debug)]
pub struct BacklogChild {
    /// The child.
    pub id: ChildId,
    /// The child's key.
    pub key: u64,
    /// By which opening.
    pub opening: usize,
    /// Got a worker since.
    pub reached: bool,
}

#[derive(Debug, Default)]
struct Ring {
    children: Vec<(Child, HiddenRisk)>,
    next: usize,
}

clone_by_field!(Ring { children, next });
clone_by_field!(Entrants { rings, put });

/// How many entrants are remembered for each stage.
// 500 is a choice. A longer backlog repeats children, and a warning says so.
const REMEMBERED: usize = 500;

impl Entrants {
    /// Forgets all.
    pub fn reset(&mut self, setting: &Setting<'_>) {
        self.put.clear();
        self.rings.clear();
        self.rings.resize_with(setting.scenario.opening.len(), Ring::default);
    }

    /// Remembers a child who enters the stage of an opening.
    pub fn remember(&mut self, opening: usize, child: (Child, HiddenRisk)) {
        let ring = &mut self.rings[opening];
        if ring.children.len() < REMEMBERED {
            ring.children.push(child);
        } else {
            // Full: the one who entered longest ago gives way.
            ring.children[ring.next] = child;
            ring.next = (ring.next + 1) % REMEMBERED;
        }
    }

    /// The children who are remembered for an opening.
    #[must_use]
    pub fn remembered(&self, opening: usize) -> &[(Child, HiddenRisk)] {
        &self.rings[opening].children
    }

    /// A child is put to wait.
    pub fn put_to_wait(&mut self, put: BacklogChild) {
        self.put.push(put);
    }

    /// A child has got a worker.
    pub fn reached(&mut self, id: ChildId, key: u64) {
        if let Some(put) = self.put.iter_mut().find(|put| put.id == id && put.key == key) {
            put.reached = true;
        }
    }

    /// Those put to wait, until they are forgotten.
    #[must_use]
    pub fn waiting(&self) -> &[BacklogChild] {
        &self.put
    }

    /// It has been seen what became of those put to wait.
    pub fn forget_put(&mut self) {
        self.put.clear();
    }
}
