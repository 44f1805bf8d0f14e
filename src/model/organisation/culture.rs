//! Blame or learning: how the service answers a tragedy (model.md, section 8).
//!
//! Blame raises leaving, dismisses workers, adds recording and hides trouble. Caution, which grows from the same events, lowers
//! thresholds. Both are worked out anew each midnight and whenever blame falls. Learning makes an hour with a child worth more.

use crate::measure::Counter;
use crate::model::chance::Draw;
use crate::model::ids::{ChildId, WorkerId};
use crate::model::replication::Replication;
use crate::scenario;
use crate::time::SimTime;

use super::happening::OrganisationEvent;

/// Blame now: each part fades with its half-life down to what stays.
#[must_use]
pub fn blame(culture: &scenario::Culture, fallen: &[(SimTime, f64)], now: SimTime) -> f64 {
    let left = |&(since, amount): &(SimTime, f64)| {
        let halves = (now - since).0 / culture.half_life_days;
        amount * (culture.lasting + (1.0 - culture.lasting) * libm::exp2(-halves))
    };
    fallen.iter().map(left).sum()
}

/// Caution now: of each event what has built up, or what is left of it; of all together no more than the most.
#[must_use]
pub fn caution(caution: &scenario::Caution, fallen: &[(SimTime, f64)], now: SimTime) -> f64 {
    let of_event = |&(since, amount): &(SimTime, f64)| {
        let days = (now - since).0;
        // Never true without a climb, so nothing is divided by 0.
        if days < caution.climb_days {
            return amount * days / caution.climb_days;
        }
        // Without a climb this is blame's own expression, so that caution like blame is blame to the bit.
        let halves = (days - caution.climb_days) / caution.half_life_days;
        amount * (caution.stays + (1.0 - caution.stays) * libm::exp2(-halves))
    };
    let all: f64 = fallen.iter().map(of_event).sum();
    caution.at_most.map_or(all, |most| all.min(most))
}

/// What reports multiply the information of an hour by: `min((1 + gain)^reports, max)`.
#[must_use]
pub fn learning(culture: &scenario::Culture, reports: i32) -> f64 {
    libm::pow(1.0 + culture.learning_gain, f64::from(reports)).min(culture.learning_max)
}

impl Replication<'_> {
    /// Dated publicity with blame of its own: it falls on the day, once the warm-up is over.
    pub(super) fn schedule_blame(&mut self) {
        let setting = self.setting;
        if setting.scenario.culture.is_none() {
            return;
        }
        if let Some(to_come) = setting.to_come.filter(|to_come| to_come.blame > 0.0) {
            // Before day 0 no tragedy has become public yet: what follows the dated events comes by chance.
            for n in setting.surges.len()..self.world.surges.len() {
                let day = self.world.surges[n].day;
                let lacking = to_come.of_interest;
                self.schedule_organisation_event(
                    day,
                    OrganisationEvent::BlamedByChance { lacking },
                );
            }
        }
        if setting.surges.is_empty() {
            return;
        }
        for (e, event) in setting.scenario.publicity.iter().enumerate() {
            let day = setting.scenario.time.at(event.date);
            if event.blame > 0.0 && day >= setting.observed_from {
                self.schedule_organisation_event(day, OrganisationEvent::Blamed(e as u16));
            }
        }
    }

    pub(super) fn blamed(&mut self, event: u16) {
        if !self.world.organisation.private || self.setting.dated_are_background {
            self.lay_blame(self.setting.scenario.publicity[usize::from(event)].blame);
        }
    }

    /// Publicity that comes by chance lays blame; where the twin lacks it, not there.
    pub(super) fn blamed_by_chance(&mut self, lacking: bool) {
        let amount = self.setting.to_come.map_or(0.0, |to_come| to_come.blame);
        if !(lacking && self.world.organisation.private) {
            self.lay_blame(amount);
        }
    }

    /// Blame falls: the service answers with dismissals at once.
    pub(super) fn lay_blame(&mut self, amount: f64) {
        let Some(culture) = &self.setting.scenario.culture else { return };
        let now = self.now();
        self.world.organisation.culture.fallen.push((now, amount));
        self.renew_culture();
        let count = (amount * culture.dismissals).round() as usize;
        self.dismiss(count);
    }

    // Permanent workers of any team: whom their draws name, so that a smaller number are the same ones.
    fn dismiss(&mut self, count: usize) {
        let now = self.now();
        // Blame of another day leaves the draws of this day's alone.
        let fallen = self
            .world
            .organisation
            .culture
            .fallen
            .iter()
            .filter(|(day, _)| day.day() == now.day())
            .count() as u64;
        let draw = |id: &WorkerId| {
            let worker = self.world.staff[*id].key;
            self.chance(Draw::Dismissal { worker, day: now.day() as u64, fallen }).uniform()
        };
        let permanent = |id: &WorkerId| {
            let worker = &self.world.staff[*id];
            // Who works part of the hours elsewhere is one person.
            worker.in_post()
                && !worker.agency
                && self.world.staff[id.post()].seconded_part_time_from.is_none()
        };
        let mut workers: Vec<(f64, WorkerId)> =
            self.world.staff.worker_ids().filter(permanent).map(|id| (draw(&id), id)).collect();
        workers.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for (_, worker) in workers.into_iter().take(count) {
            self.count(Counter::Dismissals, 0, 1.0);
            self.leave(worker);
        }
    }

    pub(super) fn culture_midnight(&mut self) {
        let setting = self.setting;
        if setting.scenario.culture.is_none() {
            return;
        }
        let now = self.now();
        let [blame, learning, visibility] = self.world.organisation.culture.today;
        self.world.collector.add_for_day(setting, now, Counter::BlameDays, blame);
        self.world.collector.add_for_day(setting, now, Counter::LearningDays, learning);
        self.world.collector.add_for_day(setting, now, Counter::VisibilityDays, visibility);
        // Where no blame has fallen, none fades.
        if !self.world.organisation.culture.fallen.is_empty() {
            self.renew_culture();
        }
        let conditions = self.world.organisation.conditions;
        let visibility =
            (setting.scenario.triage.visibility - conditions.concealed_pressure).max(0.0);
        // These are of the day that begins: blame that falls in its course counts from the next.
        self.world.organisation.culture.today = [conditions.blame, conditions.learning, visibility];
    }

    /// A child who was missed before has been found now: the miss has come to light.
    pub(in crate::model) fn miss_comes_to_light(&mut self, id: ChildId) {
        let setting = self.setting;
        let Some(culture) = &setting.scenario.culture else { return };
        if self.now() < setting.observed_from {
            return;
        }
        let (child, referral) =
            (self.world.children.hidden_risk(id).key, self.world.children[id].referrals);
        self.count(Counter::MissesToLight, 0, 1.0);
        let draw = self.chance(Draw::Report { child, referral }).uniform();
        if draw
            // Blame adds up and may exceed 1: then nothing is reported.
            < culture.report_probability * (1.0 - self.world.organisation.conditions.blame).max(0.0)
        {
            self.count(Counter::MissesReported, 0, 1.0);
            self.world.organisation.culture.reports += 1;
            self.renew_culture();
        }
    }

    fn renew_culture(&mut self) {
        let Some(written) = &self.setting.scenario.culture else { return };
        let now = self.now();
        let culture = &self.world.organisation.culture;
        let (blame, learning) =
            (blame(written, &culture.fallen, now), learning(written, culture.reports));
        let caution = caution(&written.caution, &self.world.organisation.culture.fallen, now);
        let conditions = &mut self.world.organisation.conditions;
        conditions.blame = blame;
        conditions.learning = learning;
        conditions.caution = if self.setting.scenario.without.caution {
            0.0
        } else {
            written.caution.shift * caution
        };
        conditions.concealed_pressure = written.concealment_of_error * blame;
        self.renew_recording();
    }

    /// Blame adds to recording, actions may cut it.
    pub(super) fn renew_recording(&mut self) {
        let setting = self.setting;
        let k = setting.scenario.culture.map_or(0.0, |culture| culture.bureaucracy);
        let conditions = &mut self.world.organisation.conditions;
        conditions.recording =
            (1.0 + k * conditions.blame) * self.world.organisation.actions.recording(setting);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Streams;
    use crate::experiment::normal_times::closed_form;
    use crate::experiment::{Scratch, replicate};
    use crate::measure::Settlement;
    use crate::model::organisation::tests::{STEADY, culture, odd, one};
    use crate::model::{Setting, World};
    use crate::scenario::{Overrides, load_str};

    const CAUTION: scenario::Caution = scenario::Caution {
        climb_days: 0.0,
        stays: 0.2,
        half_life_days: 365.0,
        shift: 0.25,
        at_most: None,
    };
    const CULTURE: scenario::Culture = scenario::Culture {
        blame_per_tragedy: 1.0,
        half_life_days: 365.0,
        lasting: 0.2,
        dismissals: 3.0,
        bureaucracy: 0.2,
        caution: CAUTION,
        concealment_of_error: 0.5,
        report_probability: 0.6,
        learning_gain: 0.01,
        learning_max: 1.3,
    };

    #[test]
    fn a_miss_comes_to_light_once_a_child_however_many_protective_stages_follow() {
        let text = include_str!("../../verification/scenarios/odd.toml");
        let Ok(loaded) = load_str("odd.toml", text, &Overrides::none()) else {
            panic!("it is sound")
        };
        let mut scenario = loaded.scenario;
        scenario.culture = Some(scenario::Culture { report_probability: 1.0, ..CULTURE });
        let solved = closed_form(&scenario);
        let setting = Setting::new(&scenario, &solved);
        let mut run = Replication::begin(&setting, World::default(), Streams::new(3, 0));
        run.run_until(SimTime::from_days(300.0));
        let settled = |run: &Replication<'_>, id: ChildId| {
            run.world.children[id].came_to_notice.and_then(|came_to_notice| came_to_notice.settled)
        };
        let at_risk: Vec<ChildId> =
            run.world.children.ids().filter(|&id| run.world.children[id].at_high_risk()).collect();
        let missed = |id: &&ChildId| {
            settled(&run, **id).is_some_and(|how| Settlement::ROUTES.contains(&how))
        };
        let missed: Vec<ChildId> = at_risk.iter().filter(missed).copied().collect();
        // The second was found in time, closed too early, and is no miss.
        run.world.children[missed[1]].came_to_notice.as_mut().expect("it came to notice").settled =
            Some(Settlement::Found);
        for (id, expected) in [(missed[0], 1), (missed[1], 0)] {
            // Referred again now.
            run.world.children[id].last_referral = Some(run.now());
            let before = run.world.organisation.culture.reports;
            for _ in 0..3 {
                run.protected(id);
            }
            assert_eq!(run.world.organisation.culture.reports - before, expected);
        }
    }

    #[test]
    fn no_more_misses_come_to_light_than_there_were() {
        let text = include_str!("../../verification/scenarios/odd.toml");
        let overrides =
            Overrides::none().set("time.warmup_days=0").set("time.run_days=1000").set("opening=[]");
        let Ok(loaded) = load_str("odd.toml", text, &overrides) else { panic!("it is sound") };
        let mut scenario = loaded.scenario;
        scenario.culture =
            Some(scenario::Culture { report_probability: 1.0, learning_max: 100.0, ..CULTURE });
        let solved = closed_form(&scenario);
        let setting = Setting::new(&scenario, &solved);
        let layout = &setting.catalogue.layout;
        for index in 0..3 {
            let sums = replicate(
                &setting,
                index,
                crate::experiment::Twin::Without,
                &mut Scratch::default(),
                &mut |_, _| {},
            )
            .run
            .sums;
            let light = sums[layout.one(Counter::MissesToLight)];
            let missed: f64 = Settlement::ROUTES
                .map(|how| sums[layout.at(Counter::ChildrenSettled, how as usize)])
                .iter()
                .sum();
            assert!(light > 0.0 && light <= missed, "{light} of {missed}");
            assert_eq!(
                sums[layout.one(Counter::MissesReported)],
                light,
                "all are reported where all would be"
            );
        }
    }

    #[test]
    fn blame_halves_down_to_what_stays_and_adds_up() {
        let at = SimTime::from_days;
        let one = [(at(100.0), 1.5)];
        assert!((blame(&CULTURE, &one, at(100.0)) - 1.5).abs() < 1e-12);
        assert!((blame(&CULTURE, &one, at(465.0)) - 1.5 * 0.6).abs() < 1e-12, "0.2 + 0.8 / 2");
        assert!((blame(&CULTURE, &one, at(1e6)) - 0.3).abs() < 1e-9, "what stays");
        let two = [(at(100.0), 1.5), (at(465.0), 1.0)];
        assert!((blame(&CULTURE, &two, at(465.0)) - 1.9).abs() < 1e-12);
    }

    #[test]
    fn caution_like_blame_is_blame_to_the_bit() {
        let at = SimTime::from_days;
        let fallen = [(at(100.0), 1.5), (at(465.0), 0.7), (at(471.3), 0.31)];
        for now in 471..3000 {
            let now = at(f64::from(now) + 0.37);
            let bits = [blame(&CULTURE, &fallen, now), caution(&CAUTION, &fallen, now)];
            assert_eq!(bits[0].to_bits(), bits[1].to_bits());
        }
        assert_eq!(
            caution(&CAUTION, &[], at(9.0)).to_bits(),
            blame(&CULTURE, &[], at(9.0)).to_bits()
        );
    }

    #[test]
    fn caution_builds_up_stays_in_part_adds_up_and_has_a_ceiling() {
        let at = SimTime::from_days;
        let slow = scenario::Caution {
            climb_days: 200.0,
            stays: 0.5,
            half_life_days: 100.0,
            at_most: Some(2.0),
            ..CAUTION
        };
        let of = |fallen: &[(SimTime, f64)], day: f64| caution(&slow, fallen, at(day));
        let one = [(at(100.0), 1.2)];
        assert_eq!(of(&one, 100.0), 0.0, "it begins with nothing");
        assert!((of(&one, 150.0) - 0.3).abs() < 1e-12, "a quarter of the way");
        assert!((of(&one, 300.0) - 1.2).abs() < 1e-12, "the height");
        assert!((of(&one, 400.0) - 1.2 * 0.75).abs() < 1e-12, "half of what fades has faded");
        assert!((of(&one, 1e6) - 0.6).abs() < 1e-9, "what stays");
        let two = [(at(100.0), 1.2), (at(300.0), 1.0)];
        assert!((of(&two, 400.0) - 1.4).abs() < 1e-12, "0.9 of the first and half of the second");
        let three = [(at(100.0), 1.2), (at(300.0), 1.0), (at(300.0), 3.0)];
        assert_eq!(of(&three, 500.0), 2.0, "no more than the most");
    }

    #[test]
    fn each_report_multiplies_up_to_the_most() {
        assert!((learning(&CULTURE, 0) - 1.0).abs() < 1e-15);
        assert!((learning(&CULTURE, 2) - 1.0201).abs() < 1e-12);
        assert!((learning(&CULTURE, 1000) - 1.3).abs() < 1e-12);
    }

    #[test]
    fn blame_dismisses_its_number_and_fades_as_written() {
        let mut scenario = odd(&STEADY);
        scenario.culture =
            Some(scenario::Culture { dismissals: 2.0, bureaucracy: 0.0, ..culture(1.0) });
        scenario.publicity.truncate(1);
        scenario.publicity[0].blame = 1.4;
        let time = &scenario.time;
        let (day, from, to) =
            (time.at(scenario.publicity[0].date), time.observed_from(), time.horizon());
        assert!(day > from && day < to, "the publicity lies in the observed period");
        // 1.4 times 2, rounded.
        assert_eq!(one(&scenario, 4, Counter::Dismissals, 0), 4.0 * 3.0);
        // Each day counts the blame with which it began.
        let days = (to - day).0 as usize;
        let expected: f64 = (0..days).map(|n| 1.4 * libm::exp2(-(n as f64) / 365.0)).sum();
        let found = one(&scenario, 1, Counter::BlameDays, 0);
        assert!((found / expected - 1.0).abs() < 1e-9, "{found} against {expected}");
    }
}
