//! `[[opening]]`: a planner who starts from today's backlog (model.md, section 1).

use crate::engine::EventKey;
use crate::scenario::StageId;

use super::chance::Purpose;
use super::child::{Case, Child, ChildId, Front, Holder};
use super::collector::clone_by_field;
use super::setting::Setting;
use super::world::World;

/// Those who entered the stages of `[[opening]]` last: the backlog is made of children like them.
#[derive(Debug, Default)]
pub struct Entrants {
    rings: Vec<Ring>,
}

#[derive(Debug, Default)]
struct Ring {
    children: Vec<(Child, Front)>,
    next: usize,
}

clone_by_field!(Ring { children, next });
clone_by_field!(Entrants { rings });

/// How many entrants are remembered for each stage.
const REMEMBERED: usize = 500;

impl Entrants {
    /// Forgets all.
    pub fn reset(&mut self, setting: &Setting<'_>) {
        self.rings.clear();
        self.rings.resize_with(setting.scenario.opening.len(), Ring::default);
    }
}

impl World {
    /// Remembers who enters a stage that `[[opening]]` will top up.
    pub(super) fn entered(&mut self, setting: &Setting<'_>, id: ChildId, stage: StageId) {
        if setting.scenario.opening.is_empty() || self.now() >= setting.observed_from {
            return;
        }
        let child = (self.children[id], *self.children.front(id));
        for (opening, ring) in setting.scenario.opening.iter().zip(&mut self.entrants.rings) {
            if opening.stage != stage {
                continue;
            }
            if ring.children.len() < REMEMBERED {
                ring.children.push(child);
            } else {
                ring.children[ring.next] = child;
                ring.next = (ring.next + 1) % REMEMBERED;
            }
        }
    }

    /// Tops up the allocation queues of `[[opening]]`.
    pub(super) fn top_up_openings(&mut self, setting: &Setting<'_>) {
        for (n, opening) in setting.scenario.opening.iter().enumerate() {
            let waits = |id: &ChildId| {
                self.children[*id]
                    .stay()
                    .is_some_and(|stay| stay.stage == opening.stage && matches!(stay.holder, Holder::Waiting { .. }))
            };
            let waiting = self.children.ids().filter(waits).count();
            let like = self.entrants.rings[n].children.clone();
            if like.is_empty() {
                continue;
            }
            for extra in waiting..opening.waiting as usize {
                let number = (n as u64) << 32 | extra as u64;
                self.add_waiting(setting, like[extra % like.len()], opening.stage, number);
            }
        }
    }

    fn add_waiting(&mut self, setting: &Setting<'_>, (like, front): (Child, Front), stage: StageId, number: u64) {
        let key = (front.class.index() as u64) << 48 | 1 << 44 | number;
        let mut life = self.chance(Purpose::Life, [key, 0, 0]);
        // Former workers are remembered for the child that it is like.
        let mut child = Child { ticket: 0, case: Case::None { last: None }, former_workers: None, ..like };
        let front = Front { key, next_concern: EventKey::NONE, ..front };
        child.clocks.event = EventKey::NONE;
        child.clocks.since = self.now();
        child.clocks.rates = [0.0; 3];
        child.clocks.left = [life.exponential(), life.exponential(), life.exponential()];
        let over = child.over;
        let id = self.children.add(child, front);
        self.renew_targets(setting, id);
        if !over {
            self.schedule_concern(setting, id);
        }
        self.enter_stage(setting, id, stage, None);
    }
}
