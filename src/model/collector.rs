//! The collector: it alone counts (model.md, section 9). Sums by period, levels by day, series by
//! week, children by month, distributions. What each observation adds is in `record.rs`.

mod record;

use crate::measure::{Counter, Scored, levels_of_mechanisms};
use crate::scenario::Grade;
use crate::stats::{LogHistogram, auc};
use crate::time::SimTime;

use super::clone_by_field::clone_by_field;
use super::setting::Setting;

/// An estimate on which a decision was made.
#[derive(Clone, Copy, Debug, PartialEq)]
// It has sixteen bytes: a run keeps one for every decision.
pub struct Estimated {
    /// The estimate.
    pub estimate: f64,
    /// The day.
    pub day: u32,
    at: u16,
    /// A child's first screening.
    pub first: bool,
    /// Whether the child was at high risk.
    pub high: bool,
}

impl Estimated {
    /// Which decision.
    #[must_use]
    pub fn at(&self) -> Scored {
        Scored::from_index(usize::from(self.at))
    }
}

/// Everything counted in one replication of one world.
#[derive(Debug, Default)]
pub struct Collector {
    /// Sums, period after period, each in the order of the layout; whole once the run has ended.
    pub sums: Vec<f64>,
    /// Weekly series: for each week, numerator and denominator of each line.
    pub weeks: Vec<f32>,
    /// Children by month of coming to notice and how they settled.
    pub months: Vec<[f32; 9]>,
    /// Distributions, period after period.
    pub histograms: Vec<LogHistogram>,
    /// Estimates at decisions, observed period only; at the end of the run in order of decision and estimate.
    pub estimates: Vec<Estimated>,
    /// Waits by stamps, in the order of the histograms; empty unless asked for.
    pub stamped: Vec<Stamped>,
    stamping: bool,
    week: Vec<f64>,
    // Whole counts of the days since the present set of periods began: they are added to each of them when another begins. Whole
    // numbers give the same sum in any order.
    counted: Vec<f64>,
    counted_in: u64,
    levels: Vec<Level>,
    // For each counter the place of its level among the levels.
    level_at: Vec<u32>,
    width: usize,
}

/// Waits by each child's own stamps, kept apart from the levels so that the two can be compared (Little's law).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stamped {
    /// Time inside the observed period, open waits at both ends included (days).
    pub inside: f64,
    /// Whole waits that began in the observed period, as far as the run went (days).
    pub whole: f64,
    /// How many those are.
    pub began: u64,
}

/// A level and the integral of today.
#[derive(Clone, Copy, Debug)]
struct Level {
    place: usize,
    value: f64,
    since: SimTime,
    today: f64,
}

clone_by_field!(Collector {
    sums,
    weeks,
    months,
    histograms,
    estimates,
    stamped,
    stamping,
    week,
    counted,
    counted_in,
    levels,
    level_at,
    width
});

impl Collector {
    /// Empties everything and keeps the buffers.
    pub fn reset(&mut self, setting: &Setting<'_>) {
        let layout = &setting.catalogue.layout;
        let periods = setting.periods.len();
        self.width = layout.len();
        self.sums.clear();
        self.sums.resize(periods * self.width, 0.0);
        self.week.clear();
        self.week.resize(self.width, 0.0);
        self.counted.clear();
        self.counted.resize(self.width, 0.0);
        self.counted_in = 0;
        self.weeks.clear();
        self.months.clear();
        let months =
            setting.months.get(setting.horizon.day()).map_or(1, |&month| usize::from(month) + 1);
        self.months.resize(months, [0.0; 9]);
        self.estimates.clear();
        self.histograms.iter_mut().for_each(LogHistogram::clear);
        self.histograms.resize_with(periods * layout.histograms(), LogHistogram::new);
        self.stamped.clear();
        if self.stamping {
            self.stamped.resize(layout.histograms(), Stamped::default());
        }
        self.levels.clear();
        self.level_at.clear();
        self.level_at.resize(self.width, u32::MAX);
        for (counter, members) in levels(setting) {
            for member in 0..members {
                let place = layout.at(counter, member);
                self.level_at[place] = self.levels.len() as u32;
                self.levels.push(Level { place, value: 0.0, since: SimTime::ZERO, today: 0.0 });
            }
        }
    }

    /// Whether replications from now on keep [`Collector::stamped`].
    pub fn keep_stamps(&mut self, keep: bool) {
        self.stamping = keep;
    }

    /// The end of a day: levels are added up, and at the end of a week the series get their point.
    pub fn midnight(&mut self, setting: &Setting<'_>, now: SimTime) {
        let day = now.day() - 1;
        let mask = setting.masks[day];
        let observed =
            SimTime::from_days(day as f64) >= setting.observed_from && now <= setting.horizon;
        for i in 0..self.levels.len() {
            let level = &mut self.levels[i];
            // Day by day, since periods begin and end at midnight.
            let integral = level.today + level.value * (now - level.since).0;
            level.today = 0.0;
            level.since = now;
            let place = level.place;
            // Many levels are 0 all day: they add nothing.
            if observed && integral != 0.0 {
                self.add_masked(mask, place, integral);
            }
        }
        if observed {
            self.add_masked(mask, setting.catalogue.layout.one(Counter::Days), 1.0);
            let since = now - setting.observed_from;
            if (since.0 as usize).is_multiple_of(7) || now == setting.horizon {
                self.end_week(setting);
            }
        }
    }

    /// Adds to a counter of the day that ends at `now`: levels that are sampled once a day.
    pub fn add_for_day(
        &mut self,
        setting: &Setting<'_>,
        now: SimTime,
        counter: Counter,
        value: f64,
    ) {
        let day = now.day() - 1;
        if SimTime::from_days(day as f64) >= setting.observed_from && now <= setting.horizon {
            self.add_masked(setting.masks[day], setting.catalogue.layout.one(counter), value);
        }
    }

    /// The end of the run: what is counted goes into its periods, and decisions get their scores.
    pub fn finish(&mut self, setting: &Setting<'_>) {
        self.add_counted();
        let layout = &setting.catalogue.layout;
        self.estimates
            // Equal estimates in any order: the area counts them half.
            .sort_unstable_by(|a, b| a.at.cmp(&b.at).then(a.estimate.total_cmp(&b.estimate)));
        for decision in (0..2 + setting.stages.len()).map(Scored::from_index) {
            let (kept, first_only) = match decision {
                // First screenings are kept among all screenings, and told by their mark.
                Scored::FirstScreening => (Scored::Screening, true),
                other => (other, false),
            };
            let from =
                self.estimates.partition_point(|sample| usize::from(sample.at) < kept.index());
            let to =
                self.estimates.partition_point(|sample| usize::from(sample.at) <= kept.index());
            for p in 0..setting.periods.len() {
                let counts = |sample: &&Estimated| {
                    setting.masks[sample.day as usize] >> p & 1 == 1
                        && (sample.first || !first_only)
                };
                let rising = self.estimates[from..to].iter().filter(counts);
                let (wins, pairs) = auc(rising.map(|sample| (sample.estimate, sample.high)));
                self.sums[p * self.width + layout.at(Counter::AucWins, decision.index())] = wins;
                self.sums[p * self.width + layout.at(Counter::AucPairs, decision.index())] = pairs;
            }
        }
    }

    /// The sum of a counter over a period, so far.
    #[must_use]
    pub fn sum(&self, period: usize, place: usize) -> f64 {
        let is_present = self.counted_in >> period & 1 == 1;
        let counted = if is_present { self.counted[place] } else { 0.0 };
        self.sums[period * self.width + place] + counted
    }

    /// A level as it stands.
    #[must_use]
    pub fn level_now(&self, setting: &Setting<'_>, counter: Counter, member: usize) -> f64 {
        let place = setting.catalogue.layout.at(counter, member);
        self.levels.iter().find(|level| level.place == place).map_or(0.0, |level| level.value)
    }

    fn level(&mut self, place: usize, by: f64, now: SimTime) {
        let level = &mut self.levels[self.level_at[place] as usize];
        level.today += level.value * (now - level.since).0;
        level.since = now;
        level.value += by;
    }

    fn add(&mut self, setting: &Setting<'_>, now: SimTime, place: usize, value: f64) {
        if setting.observed(now) {
            self.add_masked(setting.masks[now.day()], place, value);
        }
    }

    // One more of something.
    fn count(&mut self, setting: &Setting<'_>, now: SimTime, place: usize) {
        if setting.observed(now) {
            let mask = setting.masks[now.day()];
            if mask != self.counted_in {
                self.add_counted();
                self.counted_in = mask;
            }
            self.week[place] += 1.0;
            self.counted[place] += 1.0;
        }
    }

    fn add_counted(&mut self) {
        let mut mask = self.counted_in;
        while mask != 0 {
            let first = mask.trailing_zeros() as usize * self.width;
            let sums = &mut self.sums[first..first + self.width];
            sums.iter_mut().zip(&self.counted).for_each(|(sum, counted)| *sum += counted);
            mask &= mask - 1;
        }
        self.counted.fill(0.0);
    }

    // Bit p of a mask says that the day is of period p: periods overlap.
    fn add_masked(&mut self, mut mask: u64, place: usize, value: f64) {
        self.week[place] += value;
        while mask != 0 {
            self.sums[mask.trailing_zeros() as usize * self.width + place] += value;
            mask &= mask - 1;
        }
    }

    fn end_week(&mut self, setting: &Setting<'_>) {
        for line in &setting.series.lines {
            let over: f64 = line.over.iter().map(|&k| self.week[k]).sum();
            let under: f64 = line.under.iter().map(|&k| self.week[k]).sum();
            // Seven digits do for a week of one replication, in half the memory.
            self.weeks.push(over as f32);
            self.weeks.push(under as f32);
        }
        self.week.fill(0.0);
    }
}

/// The levels that are integrated, in the order of the layout.
fn levels(setting: &Setting<'_>) -> Vec<(Counter, usize)> {
    let (stages, teams) = (setting.stages.len(), setting.teams.len());
    let mut levels = vec![
        (Counter::ScreeningDays, 1),
        (Counter::StageDays, stages),
        (Counter::DriftingDays, stages),
        (Counter::UnallocatedDays, teams),
        (Counter::CaseDays, teams),
        (Counter::InPostDays, teams),
        (Counter::CaseHolderDays, teams),
        (Counter::AgencyDays, teams),
        (Counter::SickDays, teams),
        (Counter::VacantDays, teams),
        (Counter::GradeDays, Grade::ALL.len()),
        (Counter::ExtraPay, Grade::ALL.len()),
        (Counter::ActionDays, setting.scenario.actions.len()),
    ];
    levels.extend(levels_of_mechanisms(&setting.scenario.names()));
    levels.sort_by_key(|&(counter, _)| setting.catalogue.layout.one(counter));
    levels
}
