//! The event list: what will happen, in order of time and then of scheduling (model.md, section 1).
//!
//! A ladder of two rungs. Events of later days stand in linked lists, one per day, and are sorted on one packed key when
//! their day comes; what is scheduled for the current day itself stands in a binary heap beside them. Most events of a long
//! run are months away, so the heap stays small and both scheduling and cancelling are O(1) for them. Nothing allocates once
//! the buffers have grown to their longest.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::time::SimTime;

const NIL: u32 = u32::MAX;
// One key of 128 bits holds time, order of scheduling and slot, so that one comparison orders two events. 28 bits are
// events at once, the 36 beside them all that a run ever schedules.
const SLOT_BITS: u32 = 28;
const SLOT_MASK: u128 = (1 << SLOT_BITS) - 1;

/// A scheduled event, to cancel it by. Stale keys (run, cancelled, or never kept) do nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventKey {
    slot: u32,
    generation: u32,
}

impl EventKey {
    /// The key of no event.
    pub const NONE: EventKey = EventKey { slot: NIL, generation: 0 };

    /// True where an event was kept under this key: it may since have run.
    #[must_use]
    pub fn is_some(self) -> bool {
        self.slot != NIL
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SlotState {
    Free,
    Near,
    Far,
    // Cancelled on its day: a heap gives up only its first entry, so this one waits until it is that.
    Cancelled,
}

#[derive(Clone, Copy, Debug)]
struct Slot<E> {
    time: u64,
    sequence: u64,
    event: E,
    generation: u32,
    next: u32,
    previous: u32,
    state: SlotState,
}

impl<E> Slot<E> {
    fn key(&self, slot: u32) -> u128 {
        debug_assert!(
            self.sequence < 1 << (64 - SLOT_BITS),
            "a run schedules fewer than 2^36 events"
        );
        u128::from(self.time) << 64 | u128::from(self.sequence) << SLOT_BITS | u128::from(slot)
    }
}

/// Events in order of time, ties in order of scheduling.
#[derive(Debug)]
pub struct EventList<E> {
    now: SimTime,
    last: SimTime,
    sequence: u64,
    today: usize,
    // Sorted once: cheaper than to put each into a heap and take it out again.
    // Today's events that were known this morning, the next one last.
    morning: Vec<u128>,
    // Those scheduled since.
    near: BinaryHeap<Reverse<u128>>,
    days: Vec<u32>,
    slots: Vec<Slot<E>>,
    free: u32,
}

impl<E: Copy> EventList<E> {
    /// An empty list. Events after `last` are never run and not kept.
    #[must_use]
    pub fn new(last: SimTime) -> EventList<E> {
        let days = vec![NIL; last.day() + 1];
        EventList {
            now: SimTime::ZERO,
            last,
            sequence: 0,
            today: 0,
            morning: Vec::new(),
            near: BinaryHeap::new(),
            days,
            slots: Vec::new(),
            free: NIL,
        }
    }

    /// Empties the list and keeps its buffers.
    pub fn reset(&mut self, last: SimTime) {
        self.now = SimTime::ZERO;
        self.last = last;
        self.sequence = 0;
        self.today = 0;
        self.morning.clear();
        self.near.clear();
        self.days.clear();
        self.days.resize(last.day() + 1, NIL);
        self.slots.clear();
        self.free = NIL;
    }

    /// The time of the event taken last.
    #[must_use]
    pub fn now(&self) -> SimTime {
        self.now
    }

    /// Schedules an event. One that lies after the end of the run is not kept: its key is [`EventKey::NONE`].
    ///
    /// # Panics
    /// When `time` is in the past: a broken invariant of the caller.
    pub fn schedule(&mut self, time: SimTime, event: E) -> EventKey {
        // Checked in release builds too: an event in the past would run now, and the clock would go back.
        assert!(time >= self.now, "an event cannot be scheduled into the past");
        // It would never run. Its key is that of no event, and to cancel that does nothing.
        if time > self.last {
            return EventKey::NONE;
        }
        let slot = self.take_slot(event);
        let sequence = self.sequence;
        self.sequence += 1;
        let day = time.day();
        let entry = &mut self.slots[slot as usize];
        // Times are not negative, so their bits order as they do.
        // Adding 0 makes 0 of -0, whose bits would come last.
        entry.time = (time.days() + 0.0).to_bits();
        entry.sequence = sequence;
        let generation = entry.generation;
        // `today` may be later than the clock: a look at the next event opens the day on which it lies.
        if day <= self.today {
            entry.state = SlotState::Near;
            self.near.push(Reverse(entry.key(slot)));
        } else {
            entry.state = SlotState::Far;
            entry.previous = NIL;
            entry.next = self.days[day];
            let next = entry.next;
            self.days[day] = slot;
            if next != NIL {
                self.slots[next as usize].previous = slot;
            }
        }
        EventKey { slot, generation }
    }

    /// Cancels an event if it is still to come.
    pub fn cancel(&mut self, key: EventKey) {
        let Some(entry) = self.slots.get_mut(key.slot as usize) else { return };
        // The slot is another event's by now: who holds a key need not know whether it has run.
        if entry.generation != key.generation {
            return;
        }
        match entry.state {
            SlotState::Near => entry.state = SlotState::Cancelled,
            SlotState::Far => {
                let entry = *entry;
                self.unlink(&entry);
                self.release(key.slot);
            }
            SlotState::Free | SlotState::Cancelled => {}
        }
    }

    /// Takes the next live event and moves the clock to it; `None` when the run is over.
    pub fn pop(&mut self) -> Option<(SimTime, E)> {
        self.pop_if(|_, _| true)
    }

    /// The same, if the event and its time are as asked for: one look instead of a look and a taking.
    #[inline]
    pub fn pop_if(&mut self, asked: impl Fn(SimTime, E) -> bool) -> Option<(SimTime, E)> {
        loop {
            while let Some(key) = self.first() {
                let slot = (key & SLOT_MASK) as u32;
                let entry = &self.slots[slot as usize];
                let (is_live, event) = (entry.state == SlotState::Near, entry.event);
                let time = SimTime::from_days(f64::from_bits((key >> 64) as u64));
                if is_live && !asked(time, event) {
                    return None;
                }
                self.drop_first(key);
                // A cancelled entry is released here too: it waited only until it came first.
                self.release(slot);
                if is_live {
                    self.now = time;
                    return Some((time, event));
                }
            }
            self.next_day()?;
        }
    }

    /// How many events wait, cancelled ones of today included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.iter().filter(|slot| slot.state != SlotState::Free).count()
    }

    /// True when nothing waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    // The first key of today, live or cancelled.
    #[inline]
    fn first(&self) -> Option<u128> {
        match (self.morning.last(), self.near.peek()) {
            (Some(&known), Some(&Reverse(since))) => Some(known.min(since)),
            (Some(&known), None) => Some(known),
            (None, since) => since.map(|&Reverse(since)| since),
        }
    }

    #[inline]
    fn drop_first(&mut self, key: u128) {
        if self.morning.last() == Some(&key) {
            self.morning.pop();
        } else {
            self.near.pop();
        }
    }

    fn next_day(&mut self) -> Option<()> {
        loop {
            self.today += 1;
            // Past the last day there is no list: the run is over.
            let mut slot = std::mem::replace(self.days.get_mut(self.today)?, NIL);
            if slot == NIL {
                continue;
            }
            while slot != NIL {
                let entry = &mut self.slots[slot as usize];
                entry.state = SlotState::Near;
                self.morning.push(entry.key(slot));
                slot = entry.next;
            }
            // Backwards, so that taking the next one is a pop from the end. No two keys are equal, so an unstable
            // sort is as good.
            self.morning.sort_unstable_by(|a, b| b.cmp(a));
            return Some(());
        }
    }

    fn unlink(&mut self, entry: &Slot<E>) {
        let time = SimTime::from_days(f64::from_bits(entry.time));
        match entry.previous {
            NIL => self.days[time.day()] = entry.next,
            previous => self.slots[previous as usize].next = entry.next,
        }
        if entry.next != NIL {
            self.slots[entry.next as usize].previous = entry.previous;
        }
    }

    fn take_slot(&mut self, event: E) -> u32 {
        if self.free == NIL {
            let slot = self.slots.len() as u32;
            assert!(
                u128::from(slot) < SLOT_MASK,
                "an event list holds at most 2^28 events at once"
            );
            self.slots.push(Slot {
                time: 0,
                sequence: 0,
                event,
                generation: 0,
                next: NIL,
                previous: NIL,
                state: SlotState::Free,
            });
            return slot;
        }
        let slot = self.free;
        let entry = &mut self.slots[slot as usize];
        self.free = entry.next;
        entry.event = event;
        entry.next = NIL;
        slot
    }

    fn release(&mut self, slot: u32) {
        let entry = &mut self.slots[slot as usize];
        entry.state = SlotState::Free;
        // A key kept for 2^32 uses of one slot would fit again; no run is so long.
        entry.generation = entry.generation.wrapping_add(1);
        entry.next = self.free;
        self.free = slot;
    }
}

// By hand, for `clone_from`: each replication clones a run into the buffers that the last twin left.
impl<E: Copy> Clone for EventList<E> {
    fn clone(&self) -> Self {
        EventList {
            now: self.now,
            last: self.last,
            sequence: self.sequence,
            today: self.today,
            morning: self.morning.clone(),
            near: self.near.clone(),
            days: self.days.clone(),
            slots: self.slots.clone(),
            free: self.free,
        }
    }

    fn clone_from(&mut self, source: &Self) {
        self.now = source.now;
        self.last = source.last;
        self.sequence = source.sequence;
        self.today = source.today;
        self.morning.clone_from(&source.morning);
        self.near.clone_from(&source.near);
        self.days.clone_from(&source.days);
        self.slots.clone_from(&source.slots);
        self.free = source.free;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(days: f64) -> SimTime {
        SimTime::from_days(days)
    }

    fn drain(list: &mut EventList<u32>) -> Vec<u32> {
        std::iter::from_fn(|| list.pop().map(|(_, event)| event)).collect()
    }

    #[test]
    fn equal_times_run_in_order_of_scheduling() {
        let mut list = EventList::new(at(100.0));
        for event in 0..50 {
            list.schedule(at(7.5), event);
        }
        assert_eq!(drain(&mut list), (0..50).collect::<Vec<_>>());
    }

    #[test]
    fn a_cancelled_event_never_runs_and_its_key_cannot_hit_its_successor() {
        let mut list = EventList::new(at(100.0));
        let far = list.schedule(at(50.0), 1);
        let near = list.schedule(at(0.5), 2);
        list.cancel(far);
        list.cancel(near);
        list.schedule(at(50.0), 3);
        list.cancel(far);
        assert_eq!(drain(&mut list), vec![3]);
    }

    #[test]
    fn what_lies_after_the_end_is_not_kept() {
        let mut list = EventList::new(at(10.0));
        assert_eq!(list.schedule(at(10.5), 1), EventKey::NONE);
        assert!(list.schedule(at(10.0), 2).is_some());
        assert_eq!(drain(&mut list), vec![2]);
    }

    #[test]
    #[should_panic(expected = "scheduled into the past")]
    fn the_past_is_refused() {
        let mut list = EventList::new(at(10.0));
        list.schedule(at(5.0), 1);
        list.pop();
        list.schedule(at(4.0), 2);
    }

    #[test]
    fn a_copy_goes_on_as_the_original_does() {
        let mut list = EventList::new(at(100.0));
        for event in 0..200_u32 {
            list.schedule(at(f64::from(event * 37 % 100)), event);
        }
        for _ in 0..60 {
            list.pop();
        }
        let mut copy = EventList::new(at(1.0));
        copy.clone_from(&list);
        assert_eq!(drain(&mut copy), drain(&mut list));
    }

    proptest! {
        #[test]
        fn order_agrees_with_a_sorted_list(times in prop::collection::vec((0.0_f64..30.0, any::<bool>()), 1..200)) {
            let mut list = EventList::new(at(30.0));
            let keys: Vec<_> = times.iter().enumerate().map(|(i, (t, _))| list.schedule(at(*t), i as u32)).collect();
            let mut expected: Vec<(f64, u32)> = Vec::new();
            for (i, (t, cancelled)) in times.iter().enumerate() {
                if *cancelled { list.cancel(keys[i]); } else { expected.push((*t, i as u32)); }
            }
            expected.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            prop_assert_eq!(drain(&mut list), expected.into_iter().map(|(_, i)| i).collect::<Vec<_>>());
            prop_assert!(list.is_empty());
        }
    }
}
