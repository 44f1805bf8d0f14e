//! Volume in a replication: concerns and onsets where more or less is referred than in normal times (model.md, section 2).

use crate::scenario::ClassId;
use crate::time::{Days, SimTime};

use super::replication::Replication;

impl Replication<'_> {
    /// All that volume is to be on each day, before the first: so the most that is still to come is known on every day.
    pub(super) fn volume_on_day_0(&mut self) {
        let mut volume = std::mem::take(&mut self.world.volume);
        volume.of_day.clear();
        volume.most.clear();
        if let Some(facts) = &self.first.volume {
            let of_day = if self.lacks_dated_publicity() { &facts.twin } else { &facts.run };
            volume.of_day.extend(of_day);
            volume.most.extend(&facts.most);
            for (from, log) in self.drift_of_referrals() {
                let factor = libm::exp(log);
                for values in [&mut volume.of_day, &mut volume.most] {
                    values.iter_mut().skip(from.day()).for_each(|value| *value *= factor);
                }
            }
            let mut most = 0.0_f64;
            for value in volume.most.iter_mut().rev() {
                most = most.max(*value);
                *value = most;
            }
        }
        self.world.volume = volume;
    }

    /// How many times as much of a class is referred today as in normal times.
    #[cfg_attr(not(target_arch = "wasm32"), inline)]
    pub(crate) fn volume_of(&self, class: ClassId, day: usize) -> f64 {
        match &self.first.volume {
            None => 1.0,
            Some(facts) => facts.of_class(class, self.world.volume.of_day[day]),
        }
    }

    /// The most that this will be from a day on.
    #[cfg_attr(not(target_arch = "wasm32"), inline)]
    pub(super) fn most_volume_of(&self, class: ClassId, day: usize) -> f64 {
        match &self.first.volume {
            None => 1.0,
            Some(facts) => facts.of_class(class, self.world.volume.most[day]),
        }
    }

    /// When the next child of a class comes to be at risk, where the time until then is `budget` in units of the mean time to an
    /// onset; `None` after the last day.
    pub(super) fn next_onset(&self, class: ClassId, mut budget: f64) -> Option<SimTime> {
        let Some(facts) = &self.first.volume else {
            let rate = self.setting.solved.classes[class.index()].onset_per_day;
            let days = budget / rate;
            // The rate may be so small that no number is as large as the time to the first of them.
            return days.is_finite().then(|| self.now() + Days(days));
        };
        let mut now = self.now();
        for day in now.day()..self.world.volume.of_day.len() {
            let rate = facts.onsets(class, self.world.volume.of_day[day]);
            let ends = SimTime::from_days((day + 1) as f64);
            let due = rate * (ends - now).0;
            if budget < due {
                return Some(now + Days(budget / rate));
            }
            budget -= due;
            now = ends;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Streams;
    use crate::experiment::normal_times::closed_form;
    use crate::measure::Counter;
    use crate::model::tests::quiet;
    use crate::model::volume_facts::LEAST;
    use crate::model::{Setting, World};
    use crate::scenario::{ClassId, LoadError, Overrides, load_str};

    fn volumes(set: &[&str]) -> (Vec<f64>, usize) {
        let run = quiet(set);
        let facts = run.first.volume.as_ref().expect("it moves");
        (facts.run.clone(), run.setting.observed_from.day())
    }

    #[test]
    fn where_nothing_moves_it_there_is_none() {
        for set in [&[][..], &["referrals.growth=0"], &["referrals.added_need=0.5"]] {
            assert!(quiet(set).first.volume.is_none());
        }
    }

    #[test]
    fn growth_compounds_from_the_first_observed_day_on() {
        let (run, first) = volumes(&["referrals.growth=0.1"]);
        assert!(run[..first].iter().all(|&volume| volume == 1.0), "normal times do not grow");
        assert!((run[first] - libm::pow(1.1, 0.5 / 365.25)).abs() < 1e-12);
        let year = (run[first + 365] + run[first + 366]) / 2.0;
        let expected = libm::pow(1.1, 366.0 / 365.25);
        assert!((year - expected).abs() < 1e-4, "{year}");
        let (falls, _) = volumes(&["referrals.growth=-0.2"]);
        assert!(falls.last().is_some_and(|&last| last < 0.9));
    }

    #[test]
    fn months_keep_their_published_shares_and_holidays_do_not_count_twice() {
        // As many in every month: so August, with its holidays, needs more than others.
        let even = "referrals.months=[1,1,1,1,1,1,1,1,1,1,1,1]";
        let run = quiet(&[even]);
        let facts = run.first.volume.as_ref().expect("it moves");
        let scenario = run.setting.scenario;
        let (mut by_month, mut usual) = ([0.0; 12], 0.0);
        for day in 0..365 {
            let holidays = scenario.calendar.in_school_holidays(day);
            let seen: f64 = run
                .setting
                .sources
                .iter()
                .map(|source| source.seen * if holidays { source.in_school_holidays } else { 1.0 })
                .sum();
            let comes = run.setting.weekday[day] * seen;
            usual += comes;
            let comes = comes * facts.run[day];
            by_month[scenario.time.month(SimTime::from_days(day as f64))] += comes;
        }
        let all: f64 = by_month.iter().sum();
        assert!((all / usual - 1.0).abs() < 1e-12, "a year has what it had: {all} and {usual}");
        for month in by_month {
            assert!((month / all - 1.0 / 12.0).abs() < 1e-12, "{by_month:?}");
        }
    }

    #[test]
    fn what_is_added_is_of_the_lowest_class_but_for_the_share_that_is_like_the_rest() {
        let run = quiet(&["referrals.growth=0.1", "referrals.added_need=0.25"]);
        let facts = run.first.volume.as_ref().expect("it moves");
        let risk = &run.setting.scenario.risk;
        let all: f64 = risk.iter().map(|class| class.share).sum();
        let lowest = (0..risk.len())
            .min_by(|&a, &b| risk[a].severity_mean.total_cmp(&risk[b].severity_mean))
            .expect("there are classes");
        let of = |c: usize, volume| facts.of_class(ClassId::from_index(c), volume);
        let sum =
            |volume| (0..risk.len()).map(|c| risk[c].share / all * of(c, volume)).sum::<f64>();
        for volume in [0.9, 1.0, 1.4, 3.0] {
            assert!((sum(volume) - volume).abs() < 1e-12, "{volume}");
            for c in (0..risk.len()).filter(|&c| c != lowest) {
                assert!((of(c, volume) - (1.0 + 0.25 * (volume - 1.0))).abs() < 1e-12);
            }
        }
        assert_eq!(of(lowest, 0.0), LEAST, "somebody always refers");
    }

    #[test]
    fn onsets_are_the_integral_of_their_rate_and_of_no_day_but_their_own() {
        let run = quiet(&["referrals.growth=1.0", "time.warmup_days=0"]);
        let class = ClassId::from_index(0);
        let facts = run.first.volume.as_ref().expect("it moves");
        let rate = |day: usize| facts.onsets(class, run.world.volume.of_day[day]);
        let due: f64 = (0..40).map(rate).sum();
        let at = run.next_onset(class, due + 0.25 * rate(40)).expect("within the run");
        assert!((at.days() - 40.25).abs() < 1e-9, "{}", at.days());
        assert_eq!(run.next_onset(class, 1e9), None, "after the last day");
    }

    /// Referrals of all that is observed, over 20 replications.
    fn referred(text: &str, set: &[&str]) -> f64 {
        let set = set.iter().fold(Overrides::none(), |all, set| all.set((*set).to_owned()));
        let loaded = load_str("odd.toml", text, &set).map_err(|error: LoadError| error.to_string());
        let scenario = loaded.expect("sound").scenario;
        let solved = closed_form(&scenario);
        let setting = Setting::new(&scenario, &solved);
        let at = setting.catalogue.layout.at(Counter::Referrals, 0);
        let counted = |n| {
            let mut world = World::default();
            Replication::run(&setting, &mut world, Streams::new(5, n));
            world.collector().sum(0, at)
        };
        (0..20).map(counted).sum()
    }

    #[test]
    fn more_is_referred_from_a_day_on_or_less() {
        let text = include_str!("../verification/scenarios/odd.toml");
        let quiet = ["publicity=[]", "opening=[]"];
        let usual = referred(text, &quiet);
        let from = "schedule=[{ path = \"referrals.per_year\", date = 2021-07-01, times = 1.5 }]";
        let more = referred(text, &[quiet[0], quiet[1], from]);
        let fewer = referred(text, &[quiet[0], quiet[1], &from.replace("1.5", "0.5")]);
        assert!(more > 1.2 * usual && fewer < 0.8 * usual, "{fewer} {usual} {more}");
    }

    #[test]
    fn what_answers_publicity_moves_no_volume_in_the_twin() {
        let from = |rest: &str| {
            format!(
                "schedule=[{{ path = \"referrals.per_year\", date = 2021-09-01, times = 1.5{rest} }}]"
            )
        };
        let label = quiet(&[]).setting.scenario.publicity[0].label.clone();
        let class = ClassId::from_index(0);
        for (entry, expected) in
            [(from(""), 1.5), (from(&format!(", because_of = \"{label}\"")), 1.0)]
        {
            let mut run = quiet(&[&entry]);
            run.wait(10.0);
            let twin = run.twin(World::default());
            let last = run.world.volume.of_day.len() - 1;
            assert_eq!([run.volume_of(class, last), twin.volume_of(class, last)], [1.5, expected]);
            // What either could meet is looked at in both.
            assert!(twin.most_volume_of(class, 0) >= 1.5);
        }
    }
}
