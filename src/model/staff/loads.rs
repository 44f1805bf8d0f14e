//! Who of a team has the least load, without looking at everybody: a tournament of all places, in which each change of one worker
//! plays that worker's matches again (model.md, section 7).

use crate::model::clone_by_field::clone_by_field;
use crate::model::ids::WorkerId;
use crate::model::setting::Setting;
use crate::model::waiting::ordered;
use crate::scenario::TeamId;
use crate::time::{Days, SimTime};

use super::worker::Worker;

/// The rank of somebody who is given no case: behind all others.
const NOBODY: u128 = u128::MAX;
/// Ends of protected years are looked at so much before their moment: the moment itself is told by the worker [d].
const BEFORE: Days = Days(1e-6);

/// The loads of all teams, and the hours of those in post.
#[derive(Debug, Default)]
pub(super) struct Loads {
    // Each team has a tournament: its winner at 1, its leaves from `places` on.
    ranks: Vec<u128>,
    // Weekly hours of each worker in post, 0 of an empty place.
    hours: Vec<f64>,
    team_hours: Vec<f64>,
    // Of each team the day until which no protected year ends, which changes what a worker may be given.
    settled_until: Vec<f64>,
}

clone_by_field!(Loads { ranks, hours, team_hours, settled_until });

/// Where a team's tournament stands.
struct Tournament {
    begins: usize,
    /// Leaves: a power of two.
    places: usize,
    /// The first of the team's workers.
    first: usize,
    /// How many there are.
    count: usize,
}

impl Tournament {
    fn of(setting: &Setting<'_>, team: TeamId) -> Tournament {
        let facts = setting.teams[team.index()];
        let (first, count) = (2 * facts.first_post, 2 * facts.posts);
        // Twice the leaves are fewer than four times the workers: so no two teams meet. A team without places has none.
        Tournament { begins: 4 * first, places: count.next_power_of_two(), first, count }
    }
}

impl Loads {
    /// Nobody is in post.
    pub(super) fn reset(&mut self, workers: usize, teams: usize) {
        self.ranks.clear();
        self.ranks.resize(4 * workers, NOBODY);
        for (values, count, value) in [
            (&mut self.hours, workers, 0.0),
            (&mut self.team_hours, teams, 0.0),
            (&mut self.settled_until, teams, f64::INFINITY),
        ] {
            values.clear();
            values.resize(count, value);
        }
    }

    /// Weekly hours of a team's staff in post.
    pub(super) fn weekly_hours(&self, team: TeamId) -> f64 {
        self.team_hours[team.index()]
    }

    /// The one with the least load of those who may be given a case, ties by place.
    pub(super) fn least(&self, setting: &Setting<'_>, team: TeamId) -> Option<WorkerId> {
        let Tournament { begins, count, .. } = Tournament::of(setting, team);
        if count == 0 {
            return None;
        }
        let winner = self.ranks[begins + 1];
        (winner != NOBODY).then_some(WorkerId(winner as u32))
    }

    /// False where a protected year of the team may have ended since its ranks were made.
    pub(super) fn is_settled(&self, team: TeamId, now: SimTime) -> bool {
        now.days() < self.settled_until[team.index()]
    }

    /// All ranks of a team anew.
    pub(super) fn settle(
        &mut self,
        setting: &Setting<'_>,
        workers: &[Worker],
        team: TeamId,
        now: SimTime,
    ) {
        self.settled_until[team.index()] = f64::INFINITY;
        for id in setting.workers_of(team) {
            self.changed(setting, workers, id, now);
        }
    }

    /// A worker's cases, hours or presence are others than before.
    pub(super) fn changed(
        &mut self,
        setting: &Setting<'_>,
        workers: &[Worker],
        id: WorkerId,
        now: SimTime,
    ) {
        let worker = &workers[id.index()];
        let team = worker.team.index();
        let Tournament { begins, places, first, count } = Tournament::of(setting, worker.team);
        if let Some(ends) = worker.protected_until(setting, now) {
            self.settled_until[team] = self.settled_until[team].min((ends - BEFORE).days());
        }
        let hours = if worker.in_post() { worker.weekly_hours(setting) } else { 0.0 };
        if hours.total_cmp(&self.hours[id.index()]).is_ne() {
            self.hours[id.index()] = hours;
            // Added up anew and in order: what is added and taken away again leaves last digits behind.
            self.team_hours[team] = self.hours[first..first + count].iter().sum();
        }
        let rank = if worker.on_duty() && worker.cap(setting, now) > 0.0 {
            u128::from(ordered(worker.load(setting, now))) << 32 | u128::from(id.0)
        } else {
            NOBODY
        };
        let ranks = &mut self.ranks[begins..begins + 2 * places];
        let mut place = places + id.index() - first;
        ranks[place] = rank;
        while place > 1 {
            let winner = ranks[place].min(ranks[place ^ 1]);
            place /= 2;
            if ranks[place] == winner {
                // The matches above are as they were.
                break;
            }
            ranks[place] = winner;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::ids::ChildId;
    use crate::model::overtime::OvertimeWeeks;
    use crate::model::staff::{Moved, Staff, Status};
    use crate::model::tests::quiet;
    use crate::scenario::Grade;

    /// What a look at everybody finds.
    fn looked_for(
        staff: &Staff,
        (setting, now): (&Setting<'_>, SimTime),
        team: TeamId,
        stretch: f64,
    ) -> Option<WorkerId> {
        let below = |id: &WorkerId| {
            let worker = &staff[*id];
            worker.on_duty() && worker.weight() < worker.cap(setting, now) * stretch
        };
        let load = |id: &WorkerId| (ordered(staff[*id].load(setting, now)), *id);
        setting.workers_of(team).filter(below).min_by_key(load)
    }

    proptest! {
        // Few experiments, each with many changes.
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn the_least_loaded_is_who_a_look_at_everybody_finds(
            changes in prop::collection::vec((0_u8..6, 0_u32..64, 0.0_f64..1.0), 1..300),
        ) {
            let run = quiet(&[
                "teams.assessment.posts=[{count=5},{count=3,fte=0.6}]",
                "staffing.recruitment.protected_share=0.5",
                "staffing.recruitment.protected_days=40",
            ]);
            let (setting, team) = (run.setting, run.team("assessment"));
            let places: Vec<WorkerId> = setting.workers_of(team).collect();
            let mut staff = run.world.staff.clone();
            let mut now = run.now();
            for (what, place, share) in changes {
                let id = places[place as usize % places.len()];
                let at = (setting, now);
                match what {
                    // Often, as in the model: cases come and go.
                    0 | 1 => staff.take_case(at, id, ChildId(place), i64::from(place) * 40_000),
                    2 => drop(staff.pop_case(at, id)),
                    3 => {
                        let status = if share < 0.3 { Status::Absent } else { Status::OnDuty };
                        staff.become_status(at, id, status);
                    }
                    4 => staff.change_hours(at, id, 0.5 * (share - staff[id].fte())),
                    _ => {
                        let who = Moved {
                            key: u64::from(place),
                            experience_days: 60.0 * share,
                            grade: Grade::NewlyQualified,
                            fte: 0.2 + share,
                            newly_qualified: place % 2 == 0,
                            overtime: OvertimeWeeks::default(),
                        };
                        staff.begin(at, id, who);
                    }
                }
                // Protected years end between changes.
                now = now + Days(3.0 * share);
                let in_post = places.iter().filter(|&&id| staff[id].in_post());
                let hours: f64 = in_post.map(|&id| staff[id].weekly_hours(setting)).sum();
                prop_assert_eq!(hours + 0.0, staff.weekly_hours(team) + 0.0);
                for stretch in [1.0, 1.3, f64::INFINITY] {
                    prop_assert_eq!(
                        staff.least_loaded((setting, now), team, stretch),
                        looked_for(&staff, (setting, now), team, stretch)
                    );
                }
            }
        }
    }
}
