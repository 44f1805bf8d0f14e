//! Decisions at the end of an assessment, a conference or a plan's period: by the estimate, or by chance (model.md, section 6).

use crate::measure::{Counter, Scored, Waits};
use crate::scenario::{Destination, StageId, StageKind};

use super::by_name::drawn;
use super::chance::Draw;
use super::child::{Closure, StageEpisode};
use super::ids::ChildId;
use super::observation::Observation;
use super::replication::Replication;
use super::setting::Setting;

impl Replication<'_> {
    /// The review of a plan: it takes no work, and decides on what is known.
    pub(super) fn review(&mut self, id: ChildId) {
        self.decide(id);
    }

    /// Information that lifts the estimate of a case on a plan that does not protect to that plan's highest bar calls the review at
    /// once. True where it did.
    pub(super) fn review_early(&mut self, id: ChildId, before: f64) -> bool {
        let setting = self.setting;
        let Some(stage_episode) = self.world.children[id].stage_episode() else { return false };
        let stage = setting.scenario.stage(stage_episode.stage);
        let StageKind::Plan { early_review: true, .. } = stage.kind else { return false };
        if !stage.decides_by_estimate() {
            return false;
        }
        let first = setting.stages[stage_episode.stage.index()].thresholds.first();
        let (Some(&bar), Some(line)) = (first, stage.outcomes.first()) else {
            return false;
        };
        let stage_id = stage_episode.stage;
        let bar = bar - line.caution * self.cautious(stage_id) - self.drifted(stage_id);
        let after = self.world.children[id].evidence.estimate(setting.prior);
        let lifted = !stage.protective && before < bar && after >= bar;
        if lifted {
            self.review(id);
        }
        lifted
    }

    /// Under pressure the review of a plan that does not protect is brought forward: a visit calls it once the part of the spell
    /// that has passed is `1 - early_close * clamp(seen / normal - 1 - dead_band, 0, 1)`.
    pub(super) fn close_early(&mut self, id: ChildId) {
        let setting = self.setting;
        let Some(stage_episode) = self.world.children[id].stage_episode() else { return };
        let stage = stage_episode.stage;
        let Some(closing) = setting.scenario.stage(stage).early_closing() else { return };
        // As the threshold does, reviews stay where they are in the warm-up.
        if setting.scenario.without.early_closing || self.now() < setting.observed_from {
            return;
        }
        let above = (self.relative_pressure_seen() - 1.0 - closing.dead_band).clamp(0.0, 1.0);
        let passed = (self.now() - stage_episode.plan_period_began).0;
        // Above 0, so that no review is called on the day on which its spell would end anyway and counted as brought forward.
        if above > 0.0 && passed >= (1.0 - closing.most * above) * self.plan_period_days(id) {
            self.count(Counter::EarlyReviews, stage.index(), 1.0);
            if self.decide(id) == Destination::Close {
                self.count(Counter::ClosedEarly, stage.index(), 1.0);
            }
        }
    }

    // How far caution lowers the thresholds of a stage, times the factor of each line.
    fn cautious(&self, stage: StageId) -> f64 {
        self.world.organisation.conditions.caution * self.setting.stages[stage.index()].sd
    }

    // How far practice that drifts lowers every threshold of a stage.
    fn drifted(&self, stage: StageId) -> f64 {
        self.world.organisation.mechanisms.lower(stage)
    }

    fn drawn_by_chance(&self, id: ChildId, stage_episode: &StageEpisode) -> Destination {
        let setting = self.setting;
        let child = self.world.children.hidden_risk(id).key;
        let referral = self.world.children[id].referrals;
        let at = Some((stage_episode.key(setting), stage_episode.extensions));
        let word = self.chance(Draw::Decision { child, referral, at }).word();
        let lots = &setting.stages[stage_episode.stage.index()].by_chance;
        let place = drawn(lots, word).expect("the chances of a stage and of close add up to 1");
        let outcomes = &setting.scenario.stage(stage_episode.stage).outcomes;
        outcomes.get(place).map_or(Destination::Close, |line| line.to)
    }

    /// Decides at the end of an assessment, a conference or a plan's period: where the case goes.
    pub(super) fn decide(&mut self, id: ChildId) -> Destination {
        let setting = self.setting;
        let now = self.now();
        let child = &self.world.children[id];
        let stage_episode = *child.stage_episode().expect("a decision is made on an open case");
        let estimate = child.evidence.estimate(setting.prior);
        let high = child.at_high_risk();
        let at = Scored::Stage(stage_episode.stage.index());
        self.observe(Observation::Estimated { at, first: false, estimate, high });
        let facts = setting.scenario.stage(stage_episode.stage);
        let thresholds = &setting.stages[stage_episode.stage.index()].thresholds;
        let lowered = facts.decides_by_estimate().then(|| self.cautious(stage_episode.stage));
        let to = match lowered {
            Some(cautious) => {
                let drifted = self.drifted(stage_episode.stage);
                // The most severe outcome comes first, so the first bar that is reached decides.
                let mut lines = thresholds.iter().zip(&facts.outcomes);
                let line = lines
                    .position(|(&bar, line)| estimate >= bar - line.caution * cautious - drifted);
                line.map_or(Destination::Close, |line| facts.outcomes[line].to)
            }
            None => self.drawn_by_chance(id, &stage_episode),
        };
        // A deadline is the midnight that ends its day: a decision at that moment is in time.
        let on_time = stage_episode.deadline.map(|deadline| now <= deadline);
        let extended = to == Destination::Stage(stage_episode.stage);
        let closed = to == Destination::Close;
        // A line that caution does not lower is no line that it has lowered.
        let most = setting.stages[stage_episode.stage.index()].most_caution;
        let lowered = lowered.map(|lowered| most * lowered);
        let (stage, known) = (stage_episode.stage, self.known(id));
        let decided = Observation::Decided { stage, known, lowered, on_time, extended, closed };
        self.tell(id, decided);
        // Each spell of a plan is a wait of its own; elsewhere the spell is the whole stay.
        self.observe(Observation::Waited {
            wait: Waits::Stage(stage_episode.stage.index()),
            since: stage_episode.plan_period_began,
        });
        if on_time == Some(false) {
            self.deadline_missed(id);
        }
        if !protects_or_goes_on(setting, to) {
            self.misjudged(id);
        }
        if !extended {
            self.mechanisms_left_stage(id, &stage_episode, true);
        }
        match to {
            Destination::Stage(_) if extended => self.extend(id),
            Destination::Stage(next) => {
                let stage_episode = self.end_stage_episode(id);
                self.enter_stage(id, next, Some(stage_episode));
                // Whoever gave up the case, or keeps it at less weight, may have room for another now.
                self.allocate(stage_episode.team);
            }
            Destination::Close => {
                let stage_episode = self.end_stage_episode(id);
                self.release(id, &stage_episode);
                self.close_case(id, Closure::Closed);
                self.allocate(stage_episode.team);
            }
        }
        to
    }
}

/// False where a decision closes the case or puts it where it is neither protected nor looked at further: a plan or exit without protection.
pub(super) fn protects_or_goes_on(setting: &Setting<'_>, to: Destination) -> bool {
    let Destination::Stage(stage) = to else { return false };
    let stage = setting.scenario.stage(stage);
    stage.protective
        || matches!(stage.kind, StageKind::Assess { .. } | StageKind::Conference { .. })
}

#[cfg(test)]
mod tests {
    use crate::measure::{Place, Settlement};
    use crate::model::tests::quiet;
    use crate::scenario::Destination;

    #[test]
    fn a_decision_falls_by_the_estimate() {
        let mut run = quiet(&[]);
        for (estimate, stage) in [(2.1, "enquiry"), (1.9, "support"), (1.1, "support")] {
            let id = run.entered_with(0, estimate, "assessment");
            run.decide(id);
            assert_eq!(run.stage_episode_of(id).stage, run.stage(stage), "{estimate}");
        }
        let id = run.entered_with(0, 0.9, "assessment");
        run.decide(id);
        assert_eq!(run.world.children[id].place(run.setting), Place::Closed);
        run.audit().expect("the books are right");
    }

    #[test]
    fn blame_lowers_the_thresholds_of_decisions() {
        let mut run = quiet(&[]);
        run.world.organisation.conditions.caution = 0.2;
        let id = run.entered_with(0, 0.9, "assessment");
        run.decide(id);
        assert_eq!(run.stage_episode_of(id).stage, run.stage("support"));
    }

    #[test]
    fn a_child_at_high_risk_who_is_closed_was_misjudged_and_one_on_a_plan_is_found() {
        let mut run = quiet(&[]);
        for (estimate, stage, expected) in
            [(0.9, "assessment", Settlement::Misjudged), (2.1, "conference", Settlement::Found)]
        {
            let id = run.referred(1, estimate);
            run.open_episode(id);
            run.enter_stage(id, run.stage(stage), None);
            run.decide(id);
            let came_to_notice = run.world.children[id].came_to_notice.expect("came to notice");
            let episode = run.world.children[id].episode.expect("an episode opened");
            assert_eq!(episode.settled, Some(expected), "{estimate}");
            assert_eq!(came_to_notice.settled.is_some(), expected == Settlement::Found);
        }
    }

    #[test]
    fn chance_decides_by_its_shares_whatever_the_estimate() {
        let lines =
            "stages.assessment.outcomes=[{to=\"enquiry\",chance=0.25},{to=\"support\",chance=0.5}]";
        let mut run = quiet(&[lines]);
        let stages = ["enquiry", "support"].map(|name| Destination::Stage(run.stage(name)));
        let mut counts = [0; 3];
        for n in 0..1000 {
            let id = run.entered_with(0, f64::from(n % 7), "assessment");
            let to = run.drawn_by_chance(id, &run.stage_episode_of(id));
            counts[stages.iter().position(|&stage| stage == to).unwrap_or(2)] += 1;
        }
        // Four standard deviations of a binomial count, at most.
        for (count, expected) in counts.into_iter().zip([250_i32, 500, 250]) {
            assert!((count - expected).abs() < 64, "{counts:?}");
        }
        for _ in 0..20 {
            let id = run.entered_with(0, 9.0, "assessment");
            let to = run.drawn_by_chance(id, &run.stage_episode_of(id));
            run.decide(id);
            let now = run.world.children[id].stage_episode().map(|now| now.stage);
            assert_eq!(now.map_or(Destination::Close, Destination::Stage), to);
        }
    }

    #[test]
    fn pressure_brings_the_review_of_a_plan_without_protection_forward() {
        let sets = [
            "time.warmup_days=0",
            "stages.support.early_close=0.8",
            "stages.support.early_close_dead_band=0.25",
        ];
        let mut run = quiet(&sets);
        let id = run.entered_with(0, 0.5, "support");
        let spell = run.plan_period_days(id);
        run.wait(0.9 * spell);
        run.close_early(id);
        assert!(run.world.children[id].stage_episode().is_some(), "pressure is normal");
        let id = run.entered_with(0, 0.5, "support");
        let spell = run.plan_period_days(id);
        let normal = crate::model::thresholds::LEAST_NORMAL_PRESSURE;
        // Managers see 0.8 of what is above normal: 1.75 times normal, 0.5 beyond the dead band, and so 0.4 of the spell.
        run.world.thresholds.keep(normal * (1.0 + 0.75 / 0.8), 1);
        run.wait(0.59 * spell);
        run.close_early(id);
        assert!(run.world.children[id].stage_episode().is_some(), "too little of it has passed");
        run.wait(0.02 * spell);
        run.close_early(id);
        assert_eq!(run.world.children[id].place(run.setting), Place::Closed);
        run.audit().expect("the books are right");
    }

    #[test]
    fn no_review_is_brought_forward_in_the_warm_up() {
        let mut run = quiet(&["stages.support.early_close=1"]);
        let id = run.entered_with(0, 0.5, "support");
        run.world.thresholds.keep(100.0, 1);
        run.wait(1.0);
        run.close_early(id);
        assert!(run.world.children[id].stage_episode().is_some());
    }
}
