//! A waiting list: who is next, with places that may change and people who may leave
//! (model.md, sections 5 and 6).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::scenario::TeamId;

use super::child::Child;
use super::children::Children;
use super::clone_by_field::clone_by_field;
use super::ids::ChildId;

/// A place in line: the smaller comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank(pub u64, pub u64);

/// An order-preserving key of a finite number.
#[must_use]
pub fn ordered(x: f64) -> u64 {
    // Adding 0 makes one of 0 and -0. The bits of negative numbers run backwards and lie above all others: they are
    // turned.
    let bits = (x + 0.0).to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
// Entries compare by rank, then by ticket: of equal ranks whoever joined first comes first. No two tickets are equal,
// so the child's slot never decides.
struct QueueEntry {
    rank: Rank,
    ticket: u64,
    child: u32,
}

/// Children waiting for a worker. A child's ticket says which entry is its present one; the others are dropped when they come up.
#[derive(Debug, Default)]
pub struct WaitingList {
    // A heap cannot move what is inside: who changes places is entered again, and the ticket tells the old entry.
    heap: BinaryHeap<Reverse<QueueEntry>>,
    waiting: u32,
}

impl WaitingList {
    /// Joins the list.
    pub fn join(&mut self, children: &mut Children, ticket: u64, id: ChildId, rank: Rank) {
        debug_assert_eq!(children[id].ticket, 0, "a child waits in one place at a time");
        self.waiting += 1;
        self.place(&mut children[id], ticket, id, rank);
    }

    /// Changes the place of a child that waits here.
    pub fn move_to(&mut self, children: &mut Children, ticket: u64, id: ChildId, rank: Rank) {
        self.place(&mut children[id], ticket, id, rank);
    }

    /// Leaves the list before being called.
    pub fn leave(&mut self, children: &mut Children, id: ChildId) {
        debug_assert_ne!(children[id].ticket, 0, "only a child that waits can leave the list");
        children[id].ticket = 0;
        self.waiting -= 1;
    }

    /// Calls the next child.
    pub fn call(&mut self, children: &mut Children) -> Option<ChildId> {
        while let Some(Reverse(entry)) = self.heap.pop() {
            let id = ChildId(entry.child);
            // No ticket is used twice in a run, so whoever has the slot by now cannot answer to an old entry.
            if children.get(id).is_some_and(|child| child.ticket == entry.ticket) {
                self.leave(children, id);
                return Some(id);
            }
        }
        None
    }

    /// How many wait.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.waiting
    }

    /// True when nobody waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.waiting == 0
    }

    /// Empties the list and keeps its buffer.
    pub fn clear(&mut self) {
        self.heap.clear();
        self.waiting = 0;
    }

    fn place(&mut self, child: &mut Child, ticket: u64, id: ChildId, rank: Rank) {
        child.ticket = ticket;
        self.heap.push(Reverse(QueueEntry { rank, ticket, child: id.0 }));
    }
}

clone_by_field!(WaitingList { heap, waiting });

/// A queue of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    /// For screening.
    Screening,
    /// For a worker of this team.
    Allocation(TeamId),
}

/// All queues in which children wait. A child waits in one at a time.
#[derive(Debug, Default)]
pub struct Queues {
    screening: WaitingList,
    allocation: Vec<WaitingList>,
    tickets: u64,
}

clone_by_field!(Queues { screening, allocation, tickets });

impl Queues {
    /// Empties all queues and keeps their buffers.
    pub fn reset(&mut self, teams: usize) {
        self.screening.clear();
        self.allocation.iter_mut().for_each(WaitingList::clear);
        self.allocation.resize_with(teams, WaitingList::default);
        self.tickets = 0;
    }

    /// Joins a queue.
    pub fn join(&mut self, children: &mut Children, queue: Queue, id: ChildId, rank: Rank) {
        // Tickets begin at 1: ticket 0 is that of a child who waits nowhere.
        self.tickets += 1;
        let ticket = self.tickets;
        self.of_mut(queue).join(children, ticket, id, rank);
    }

    /// Changes the place of a child that waits in a queue.
    pub fn move_to(&mut self, children: &mut Children, queue: Queue, id: ChildId, rank: Rank) {
        self.tickets += 1;
        let ticket = self.tickets;
        self.of_mut(queue).move_to(children, ticket, id, rank);
    }

    /// Leaves a queue before being called.
    pub fn leave(&mut self, children: &mut Children, queue: Queue, id: ChildId) {
        self.of_mut(queue).leave(children, id);
    }

    /// Calls the next child of a queue.
    pub fn call(&mut self, children: &mut Children, queue: Queue) -> Option<ChildId> {
        self.of_mut(queue).call(children)
    }

    /// How many wait in a queue.
    #[must_use]
    pub fn len(&self, queue: Queue) -> u32 {
        self.of(queue).len()
    }

    /// True when nobody waits in a queue.
    #[must_use]
    pub fn is_empty(&self, queue: Queue) -> bool {
        self.of(queue).is_empty()
    }

    fn of(&self, queue: Queue) -> &WaitingList {
        match queue {
            Queue::Screening => &self.screening,
            Queue::Allocation(team) => &self.allocation[team.index()],
        }
    }

    fn of_mut(&mut self, queue: Queue) -> &mut WaitingList {
        match queue {
            Queue::Screening => &mut self.screening,
            Queue::Allocation(team) => &mut self.allocation[team.index()],
        }
    }
}
