//! What queues leave of a visit: weeks of work, direct time that is cut and recording that thins (model.md, section 6).

use crate::scenario::TeamId;

use super::ids::WorkerId;
use super::replication::Replication;
use super::setting::Setting;

/// Weeks of work: hours over weekly hours. No hours are no weeks; hours without staff are infinitely many.
#[must_use]
pub fn weeks(hours: f64, weekly_hours: f64) -> f64 {
    if hours <= 0.0 {
        0.0
    } else if weekly_hours <= 0.0 {
        f64::INFINITY
    } else {
        hours / weekly_hours
    }
}

/// The factor on direct time: `floor + (1 - floor) * 2^(-max(0, queued - start) / half)`; 1 in a team that never rushes. Actions
/// may leave more than the team's own floor: `least`.
#[must_use]
pub fn rush(setting: &Setting<'_>, team: TeamId, queued_weeks: f64, least: f64) -> f64 {
    let off = setting.scenario.without.rush || setting.scenario.without.waiting;
    match setting.scenario.team(team).rush {
        Some(rush) if !off => {
            cut(rush.floor.max(least), queued_weeks - rush.start_weeks, rush.half_weeks)
        }
        _ => 1.0,
    }
}

/// The factor on recording: as [`rush`], with a floor and a start of its own; 1 in a team that leaves nothing unwritten.
#[must_use]
pub fn recording_kept(setting: &Setting<'_>, team: TeamId, queued_weeks: f64) -> f64 {
    let off = setting.scenario.without.thin_recording || setting.scenario.without.waiting;
    match setting.scenario.team(team).rush {
        Some(rush) if rush.recording_floor < 1.0 && !off => {
            cut(rush.recording_floor, queued_weeks - rush.recording_start_weeks, rush.half_weeks)
        }
        _ => 1.0,
    }
}

fn cut(floor: f64, weeks_beyond_start: f64, half_weeks: f64) -> f64 {
    // Infinitely many weeks leave the floor: 2 to the power of minus infinity is 0.
    let over = weeks_beyond_start.max(0.0);
    floor + (1.0 - floor) * libm::exp2(-over / half_weeks)
}

/// What a visit keeps of its planned hours (0..1 each).
#[derive(Clone, Copy, Debug)]
pub struct HoursKept {
    /// Of those with the child.
    pub direct: f64,
    /// Of those for writing it down.
    pub recording: f64,
}

impl HoursKept {
    /// All of them.
    pub const ALL: HoursKept = HoursKept { direct: 1.0, recording: 1.0 };
}

impl Replication<'_> {
    /// Weeks of work in a worker's own queue, the task in hand apart.
    #[inline]
    fn own_queued_weeks(&self, id: WorkerId) -> f64 {
        let worker = &self.world.staff[id];
        let weekly = worker.weekly_hours(self.setting) * self.hours_factor(worker.team);
        weeks(worker.queued_hours(), weekly)
    }

    /// Weeks of work queued for a worker: their own and, in the team that screens, those of the shared queue where they are more.
    pub(super) fn queued_weeks(&self, id: WorkerId) -> f64 {
        let own = self.own_queued_weeks(id);
        // The queue for screening is shared and presses on everybody who screens; a worker's own queue has only visits.
        match self.setting.teams[self.world.staff[id].team.index()].screens {
            true => own.max(self.screening_queued_weeks()),
            false => own,
        }
    }

    /// What a visit keeps of its hours that a worker begins now.
    #[inline]
    pub(super) fn hours_kept(&self, id: WorkerId) -> HoursKept {
        let (setting, team, queued) =
            (self.setting, self.world.staff[id].team, self.own_queued_weeks(id));
        HoursKept {
            direct: rush(setting, team, queued, self.world.organisation.conditions.floor),
            recording: recording_kept(setting, team, queued),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tests::quiet;

    #[test]
    fn visits_are_cut_short_when_queues_are_long_and_never_below_the_floor() {
        let run =
            quiet(&["teams.assessment.rush={ start_weeks = 1, half_weeks = 2, floor = 0.5 }"]);
        let kept = |weeks, least| rush(run.setting, run.team("assessment"), weeks, least);
        assert_eq!([kept(0.0, 0.0), kept(1.0, 0.0)], [1.0, 1.0]);
        assert!((kept(3.0, 0.0) - 0.75).abs() < 1e-12, "half of what may be cut is");
        assert_eq!(kept(f64::INFINITY, 0.0), 0.5);
        assert_eq!(kept(f64::INFINITY, 0.9), 0.9, "an action leaves more");
        assert_eq!([weeks(0.0, 0.0), weeks(10.0, 5.0), weeks(1.0, 0.0)], [0.0, 2.0, f64::INFINITY]);
    }

    #[test]
    fn recording_thins_from_a_start_and_to_a_floor_of_its_own() {
        let rush = "teams.assessment.rush={ start_weeks = 3, half_weeks = 2, floor = 0.5, recording_floor = 0.4, \
            recording_start_weeks = 1 }";
        let run = quiet(&[rush]);
        let kept = |team, weeks| recording_kept(run.setting, run.team(team), weeks);
        assert_eq!([kept("assessment", 0.0), kept("assessment", 1.0)], [1.0, 1.0]);
        assert!((kept("assessment", 3.0) - 0.7).abs() < 1e-12, "half of what may go is gone");
        assert_eq!(kept("assessment", f64::INFINITY), 0.4);
        assert_eq!(kept("long term", f64::INFINITY), 1.0, "others write everything down");
    }
}
