//! Inspection: a sample of case files is scored on what a file shows, and the mean becomes a grade
//! (model.md, section 8).
//!
//! A file is an episode in a stage, and shows three things: whether the deadline was met, what share of the visits that were due
//! were made, and whether the decision is recorded. What it does not show is what was not seen. Each file's score has the
//! noise of the reader's judgement; the mean is held between 0 and 1 and compared with the cut-offs.

use crate::engine::numbered;
use crate::measure::Counter;
use crate::model::chance::Draw;
use crate::model::child::{Case, StageEpisode, Visit};
use crate::model::ids::ChildId;
use crate::model::replication::Replication;
use crate::scenario::{GradeCuts, StageKind};
use crate::time::Days;

use super::happening::OrganisationEvent;
use super::state::File;

/// What a file shows: the mean of deadline met, visits made and decision recorded.
#[must_use]
pub fn score(deadline_met: Option<bool>, visits_made: u32, visits_due: u32, recorded: bool) -> f64 {
    let one = |yes: bool| if yes { 1.0 } else { 0.0 };
    let visits = if visits_due == 0 { 1.0 } else { f64::from(visits_made) / f64::from(visits_due) };
    let (sum, count) = match deadline_met {
        Some(met) => (one(met) + visits + one(recorded), 3.0),
        None => (visits + one(recorded), 2.0),
    };
    sum / count
}

/// The grade of a mean score, as its place among the grades, best first.
#[must_use]
pub fn grade(cuts: &GradeCuts, mean: f64) -> usize {
    [cuts.outstanding, cuts.good, cuts.adequate]
        .into_iter()
        .position(|cut| mean >= cut)
        .unwrap_or(3)
}

impl Replication<'_> {
    pub(super) fn schedule_inspections(&mut self) {
        let setting = self.setting;
        for (i, inspection) in setting.scenario.inspections.iter().enumerate() {
            let day = setting.scenario.time.at(inspection.date);
            if setting.observed(day) {
                self.schedule_organisation_event(day, OrganisationEvent::Inspected(i as u16));
            }
        }
    }

    /// A file is closed: kept where an inspection to come may read it.
    pub(in crate::model) fn file_closed(
        &mut self,
        id: ChildId,
        stage_episode: &StageEpisode,
        decided: bool,
    ) {
        let setting = self.setting;
        let now = self.now();
        let coming = |inspection: &crate::scenario::Inspection| {
            let day = setting.scenario.time.at(inspection.date);
            day >= now && day - Days(inspection.window_days) <= now
        };
        // Only files that an inspection may still read are kept: a run of years closes many more.
        if setting.scenario.inspections.iter().any(coming) {
            let file = self.file(id, stage_episode, decided);
            self.world.organisation.inspection.closed.push((now, file));
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
        File { key: numbered(key, stage), score: self.file_score(stage_episode, decided) as f32 }
    }

    fn file_score(&self, stage_episode: &StageEpisode, decided: bool) -> f64 {
        let now = self.now();
        let waits = matches!(stage_episode.visit, Visit::Due | Visit::Queued(_) | Visit::InHand(_));
        let due = stage_episode.visits_made + u32::from(waits && !decided);
        let met = stage_episode.deadline.map(|deadline| now <= deadline);
        // A plan's decision is due at its review, which is held on the day.
        let plan =
            matches!(self.setting.scenario.stage(stage_episode.stage).kind, StageKind::Plan { .. });
        let recorded = decided || plan || met != Some(false);
        score(met, stage_episode.visits_made, due, recorded)
    }

    pub(super) fn inspected(&mut self, index: u16) {
        let inspection = &self.setting.scenario.inspections[usize::from(index)];
        let from = self.now() - Days(inspection.window_days);
        let mut pool = std::mem::take(&mut self.world.organisation.inspection.pool);
        pool.clear();
        // Inspections are told apart by their days: there are no two on one.
        let day = self.now().day() as u64;
        let stream = |file: &File| self.chance(Draw::Inspection { file: file.key, day });
        let lot = |file: File| (stream(&file).uniform(), file);
        let closed = self
            .world
            .organisation
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
        self.world.organisation.inspection.pool = pool;
        // Without files there is no grade: measures divide by the grades given.
        if read == 0 {
            return;
        }
        let mean = (sum / read as f64).clamp(0.0, 1.0);
        let grade = usize::from(index) * 4 + grade(&inspection.grades, mean);
        let what = Counter::InspectionScores;
        self.count(what, usize::from(index), mean);
        let what = Counter::InspectionGrades;
        self.count(what, grade, 1.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::normal_times::closed_form;
    use crate::experiment::{Scratch, Twin, replicate};
    use crate::measure::{Indicator, Member, PeriodId, Settlement};
    use crate::model::Setting;
    use crate::model::organisation::tests::{BASE, inspection, odd, one};
    use crate::scenario::{Inspection, Overrides, load_str};
    use jiff::civil::date;

    #[test]
    fn a_file_shows_deadline_visits_and_decision() {
        assert!((score(Some(true), 2, 2, true) - 1.0).abs() < 1e-12);
        assert!((score(Some(false), 1, 2, false) - 0.5 / 3.0).abs() < 1e-12);
        assert!((score(None, 0, 0, true) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_grade_begins_at_its_cut() {
        let cuts = GradeCuts { outstanding: 0.9, good: 0.75, adequate: 0.55 };
        let graded = [0.95, 0.9, 0.89, 0.75, 0.6, 0.54].map(|mean| grade(&cuts, mean));
        assert_eq!(graded, [0, 0, 1, 1, 2, 3]);
    }

    #[test]
    fn files_that_show_everything_in_order_are_outstanding_and_noise_widens_the_grades() {
        let mut scenario = odd(&[]);
        let sure = GradeCuts { outstanding: 0.0, good: 0.0, adequate: 0.0 };
        scenario.inspections = vec![Inspection { noise: 0.0, grades: sure, ..inspection() }];
        assert_eq!(one(&scenario, 5, Counter::InspectionGrades, 0), 5.0);
        let never = GradeCuts { outstanding: 2.0, good: 2.0, adequate: 2.0 };
        scenario.inspections = vec![Inspection { noise: 0.0, grades: never, ..inspection() }];
        assert_eq!(one(&scenario, 5, Counter::InspectionGrades, 3), 5.0);
        // Without noise a file scores at most 1, and the mean of what a service shows is between its worst and best.
        let score = one(&scenario, 5, Counter::InspectionScores, 0) / 5.0;
        assert!(score > 0.3 && score <= 1.0, "{score}");
    }

    #[test]
    fn the_truth_beside_an_inspection_is_of_the_time_whose_files_were_read() {
        // A target over the same 90 days gives the same children a period of their own.
        let target = "\n[[targets]]\nmeasure = \"missed\"\nperiod = [2021-07-06, 2021-10-03]\nlow = 0\nhigh = 1\nsource = \"a test\"\n";
        let mut scenario =
            match load_str("odd.toml", &format!("{BASE}{target}"), &Overrides::none()) {
                Ok(loaded) => loaded.scenario,
                Err(error) => panic!("{error}"),
            };
        scenario.inspections =
            vec![inspection(), Inspection { date: date(2021, 6, 20), ..inspection() }];
        let solved = closed_form(&scenario);
        let setting = Setting::new(&scenario, &solved);
        let layout = &setting.catalogue.layout;
        let period = setting
            .periods
            .iter()
            .position(|span| span.id == PeriodId::Between(date(2021, 7, 6), date(2021, 10, 3)))
            .expect("the target's");
        let sums =
            replicate(&setting, 0, Twin::Without, &mut Scratch::default(), &mut |_, _| {}).run.sums;
        let read = |counter, inspection| sums[layout.at(counter, inspection)];
        let there = |place: usize| sums[period * layout.len() + place];
        let settled = |how: Settlement| there(layout.at(Counter::ChildrenSettled, how as usize));
        assert!(read(Counter::ReadNoticed, 0) > 20.0, "children come to notice");
        assert_eq!(read(Counter::ReadNoticed, 0), there(layout.one(Counter::Noticed)));
        assert_eq!(
            read(Counter::ReadMissed, 0),
            Settlement::ROUTES.map(settled).iter().sum::<f64>()
        );
        assert_eq!(read(Counter::ReadResolved, 0), settled(Settlement::Resolved));
        // 17 of the 90 days of the other lie in the observed period, and the rest in the warm-up.
        assert!(
            read(Counter::ReadNoticed, 1) > 0.5 * read(Counter::ReadNoticed, 0),
            "the warm-up counts"
        );
        let rate = setting
            .catalogue
            .get(Indicator::InspectionMissRate.of(Member::HeldOn(date(2021, 10, 4))))
            .expect("a measure")
            .formula
            .on(&sums, 1);
        let expected = read(Counter::ReadMissed, 0)
            / (read(Counter::ReadNoticed, 0) - read(Counter::ReadResolved, 0));
        assert!((rate.expect("it exists") - expected).abs() < 1e-12);
    }
}
