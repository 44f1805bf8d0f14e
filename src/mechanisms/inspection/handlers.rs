//! Inspection in the model: a sample of case files is scored on what a file shows, and the mean becomes a grade
//! (model.md, section 8).
//!
//! A file is an episode in a stage, and shows three things: whether the deadline was met, what share of the visits that were due
//! were made, and whether the decision is recorded, with the share of what was learnt that is written down where recording
//! thins. What it does not show is what was not seen. Each file's score has the
//! noise of the reader's judgement; the mean is held between 0 and 1 and compared with the cut-offs.

use super::counters::Counted;
use super::keys::Inspection;
use super::state::{File, Happening, OfChild, graded};
use crate::engine::numbered;
use crate::model::Replication;
use crate::model::chance::Draw;
use crate::model::child::{Case, StageEpisode, Visit};
use crate::model::ids::ChildId;
use crate::model::organisation::mechanism::Mechanism;
use crate::scenario::StageKind;
use crate::time::Days;

/// The number of its draws among those of the organisation.
const DRAW: u64 = 5;

/// All such numbers.
#[cfg(test)]
pub(crate) const DRAWS: &[u64] = &[DRAW];

/// What a file shows: the mean of deadline met, visits made and what is recorded, 1 for a decision with all that led to it.
#[must_use]
pub fn score(deadline_met: Option<bool>, visits_made: u32, visits_due: u32, recorded: f64) -> f64 {
    let visits = if visits_due == 0 { 1.0 } else { f64::from(visits_made) / f64::from(visits_due) };
    let (sum, count) = match deadline_met {
        Some(met) => (if met { 1.0 } else { 0.0 } + visits + recorded, 3.0),
        None => (visits + recorded, 2.0),
    };
    sum / count
}

/// Inspections at each moment.
pub(crate) struct Handlers;

impl Mechanism for Handlers {
    type Happening = Happening;
    type OfChild = OfChild;

    fn begin(run: &mut Replication<'_>) {
        run.schedule_inspections();
    }

    fn happens(run: &mut Replication<'_>, Happening::Held(inspection): Happening) {
        run.inspected(inspection);
    }

    fn left_stage(run: &mut Replication<'_>, id: ChildId, left: &StageEpisode, decided: bool) {
        run.file_closed(id, left, decided);
    }
}

impl Replication<'_> {
    fn schedule_inspections(&mut self) {
        let setting = self.setting;
        for (i, inspection) in setting.scenario.mechanisms.inspection.iter().enumerate() {
            let day = setting.scenario.time.at(inspection.date);
            if setting.observed(day) {
                self.schedule_organisation_event(day, Happening::Held(i as u16).into());
            }
        }
    }

    /// A file is closed: kept where an inspection to come may read it.
    fn file_closed(&mut self, id: ChildId, stage_episode: &StageEpisode, decided: bool) {
        let setting = self.setting;
        let now = self.now();
        let coming = |inspection: &Inspection| {
            let day = setting.scenario.time.at(inspection.date);
            day >= now && day - Days(inspection.window_days) <= now
        };
        // Only files that an inspection may still read are kept: a run of years closes many more.
        if setting.scenario.mechanisms.inspection.iter().any(coming) {
            let file = self.file(id, stage_episode, decided);
            self.world.organisation.mechanisms.inspection.closed.push((now, file));
        }
    }

    // A file is keyed by its child, referral, stage and times in it: one file more does not deal all others anew.
    fn file(&self, id: ChildId, stage_episode: &StageEpisode, decided: bool) -> File {
        let (key, referrals) =
            (self.world.children.hidden_risk(id).key, u64::from(self.world.children[id].referrals));
        let stage = numbered(
            self.setting.by_name.stage(stage_episode.stage),
            referrals << 32
                | stage_episode.times_in_stage << 16
                | u64::from(stage_episode.extensions),
        );
        let score = self.file_score(id, stage_episode, decided) as f32;
        File { key: numbered(key, stage), score }
    }

    fn file_score(&self, id: ChildId, stage_episode: &StageEpisode, decided: bool) -> f64 {
        let now = self.now();
        let waits = matches!(stage_episode.visit, Visit::Due | Visit::Queued(_) | Visit::InHand(_));
        let due = stage_episode.visits_made + u32::from(waits && !decided);
        let met = stage_episode.deadline.map(|deadline| now <= deadline);
        // A plan's decision is due at its review, which is held on the day.
        let plan =
            matches!(self.setting.scenario.stage(stage_episode.stage).kind, StageKind::Plan { .. });
        let decision = decided || plan || met != Some(false);
        let recorded = if decision { self.world.children[id].evidence.on_file() } else { 0.0 };
        score(met, stage_episode.visits_made, due, recorded)
    }

    fn inspected(&mut self, index: u16) {
        let inspection = &self.setting.scenario.mechanisms.inspection[usize::from(index)];
        let from = self.now() - Days(inspection.window_days);
        let mut pool = std::mem::take(&mut self.world.organisation.mechanisms.inspection.pool);
        pool.clear();
        // Inspections are told apart by their days: there are no two on one.
        let day = self.now().day() as u64;
        let stream =
            |file: &File| self.chance(Draw::Mechanism { which: DRAW, of: file.key, number: day });
        let lot = |file: File| (stream(&file).uniform(), file);
        let closed = self
            .world
            .organisation
            .mechanisms
            .inspection
            .closed
            .iter()
            .filter(|(at, _)| *at >= from)
            .map(|&(_, file)| file);
        pool.extend(closed.map(lot));
        let open =
            self.world.children.ids().filter_map(|id| match self.world.children[id].case() {
                Case::Open(stage_episode) => Some(self.file(id, stage_episode, false)),
                _ => None,
            });
        pool.extend(open.map(lot));
        let read = (inspection.sample as usize).min(pool.len());
        // Equal draws go by key: the slot of a child must decide nothing.
        pool.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.key.cmp(&b.1.key)));
        let mut sum = 0.0;
        for (_, file) in &pool[..read] {
            let mut stream = stream(file);
            // The first draw decided whether the file is read; the next is the reader's noise.
            stream.uniform();
            sum += f64::from(file.score) + inspection.noise * stream.normal();
        }
        // Put back, so that the next inspection uses its buffer.
        self.world.organisation.mechanisms.inspection.pool = pool;
        // Without files there is no grade: measures divide by the grades given.
        if read == 0 {
            return;
        }
        let mean = (sum / read as f64).clamp(0.0, 1.0);
        let grade = graded(usize::from(index), inspection.grades.grade(mean));
        self.count(Counted::InspectionScores.into(), usize::from(index), mean);
        self.count(Counted::InspectionGrades.into(), grade, 1.0);
    }
}

#[cfg(test)]
mod tests {
    use super::score;

    #[test]
    fn a_file_shows_deadline_visits_and_decision() {
        assert!((score(Some(true), 2, 2, 1.0) - 1.0).abs() < 1e-12);
        assert!((score(Some(false), 1, 2, 0.0) - 0.5 / 3.0).abs() < 1e-12);
        assert!((score(None, 0, 0, 1.0) - 1.0).abs() < 1e-12);
        assert!((score(Some(true), 2, 2, 0.4) - 0.8).abs() < 1e-12, "part of it was not written");
    }
}
