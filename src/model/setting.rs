//! A scenario made ready to run: what the handlers look up at every event, worked out once
//! (model.md, section 9).

use std::borrow::Cow;

use crate::measure::{Catalogue, Window};
use crate::scenario::lines::{on_estimates_of, stage_lines, triage_lines};
use crate::scenario::{
    ClassId, DatedScenario, Destination, MeanCv, Publicity, PublicityToCome, Scenario, Solved,
    Stage, StageKind, TeamId, heads,
};
use crate::time::{Days, SimTime};

use super::by_name::{ByName, Lot, lots, source_lots};
use super::ids::WorkerId;
use super::judgement::Prior;
use super::organisation::facts::OrganisationFacts;
use super::periods::{Span, spans};
use super::publicity::Surge;
use super::recognition::{ClassFacts, SourceFacts, all_class_facts, most, source_facts};
use super::series::SeriesPlan;
use super::variation::{Variation, VaryingQuantity};
use super::volume_facts::VolumeFacts;

/// A scenario with its solved numbers, ready to run. Read-only: threads share it.
pub struct Setting<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Normal times.
    pub solved: Cow<'a, Solved>,
    /// What is known of any child before looking.
    pub prior: Prior,
    /// Counters and measures.
    pub catalogue: Catalogue,
    /// Keys and orders that names give.
    pub by_name: ByName,
    /// Sources.
    pub sources: Vec<SourceFacts>,
    /// Who sees a concern.
    pub lots: Vec<Lot<usize>>,
    /// What no source exceeds.
    pub most: SourceFacts,
    /// Stages.
    pub stages: Vec<StageFacts>,
    /// Teams.
    pub teams: Vec<TeamFacts>,
    /// True where some team works overtime.
    pub works_overtime: bool,
    /// True where recording thins in some team.
    pub thins_recording: bool,
    /// Hours of one screening.
    pub screening: VaryingQuantity,
    /// Days from vacancy to recruit, from vacancy to cover, and working days off in a spell of sickness.
    pub recruitment: VaryingQuantity,
    /// See `recruitment`.
    pub agency_delay: VaryingQuantity,
    /// See `recruitment`.
    pub days_off: VaryingQuantity,
    /// How likelier a concern is to be referred on each day, by its weekday.
    pub weekday: Vec<f64>,
    /// Classes by place.
    pub classes: Vec<ClassFacts>,
    /// Publicity events, in order.
    pub surges: Vec<Surge>,
    /// True where the twin has these too, since it lacks the publicity that comes by chance.
    pub dated_are_background: bool,
    /// Publicity that comes by chance.
    pub to_come: Option<&'a PublicityToCome>,
    /// When the twin is forked; `None` where nothing tells it from the run.
    pub fork: Option<SimTime>,
    /// The first publicity event inside the observed period.
    pub surge_day: Option<SimTime>,
    /// The stretches of time for which measures are kept.
    pub periods: Vec<Span>,
    /// For each day, which periods it lies in, one bit each.
    pub masks: Vec<u64>,
    /// For each day, in which periods a child who comes to notice counts.
    pub noticed_masks: Vec<u64>,
    /// For each day, its calendar month counted from the first observed one.
    pub months: Vec<u16>,
    /// The organisation around the work.
    pub organisation: OrganisationFacts,
    /// Weekly series.
    pub series: SeriesPlan,
    /// End of the warm-up.
    pub observed_from: SimTime,
    /// End of the observed period.
    pub horizon: SimTime,
    /// End of the run: the last children have settled.
    pub end: SimTime,
    /// The most posts that each group of each team ever has: places for their holders are there from day 0.
    pub most_posts: Vec<Vec<f64>>,
    /// What is in force from later days on.
    pub later: LaterSettings<'a>,
    /// How much more or less is referred than in normal times; `None` where it never is, and in a setting of later days.
    pub volume: Option<VolumeFacts>,
}

/// The settings of a schedule's days, in order. None has later ones of its own.
#[derive(Default)]
pub struct LaterSettings<'a> {
    run: Vec<DatedSetting<'a>>,
    // Day for day those of a world without publicity; empty where they are the same.
    twin: Vec<DatedSetting<'a>>,
}

/// A setting in force from a day on.
pub struct DatedSetting<'a> {
    /// The day, its scenario, and what happens on it.
    pub dated: &'a DatedScenario,
    /// It, ready to run.
    pub setting: Setting<'a>,
}

impl<'a> LaterSettings<'a> {
    /// The day of this place on which something changes; `None` after the last.
    #[must_use]
    pub fn day(&self, place: usize) -> Option<SimTime> {
        self.run.get(place).map(|later| later.dated.from)
    }

    /// What comes into force on the day of this place, in the run or in a world without publicity.
    #[must_use]
    pub fn get(&self, place: usize, without_publicity: bool) -> &DatedSetting<'a> {
        match without_publicity && !self.twin.is_empty() {
            true => &self.twin[place],
            false => &self.run[place],
        }
    }
}

/// What work needs to know of a stage.
#[derive(Clone, Debug)]
pub struct StageFacts {
    /// Thresholds, most severe first.
    pub thresholds: Vec<f64>,
    /// Standard deviation of the estimates at its decision in normal times.
    pub sd: f64,
    /// The largest factor on caution among its lines.
    pub most_caution: f64,
    /// The outcomes by place that chance decides among, the one after the last for close; empty where the estimate decides.
    pub by_chance: Vec<Lot<usize>>,
    /// Variation of the work of one visit.
    pub work: Variation,
    /// One period of a plan, or the time in an exit's stock (days).
    pub duration: Option<VaryingQuantity>,
    /// Weight of a case, in millionths, so that sums are exact.
    pub weight: i64,
    /// True for `assess` stages: their outstanding work is pressure.
    pub adds_pressure: bool,
}

/// What staff need to know of a team.
#[derive(Clone, Copy, Debug)]
pub struct TeamFacts {
    /// It serves an `assess` stage: its staff are the base of pressure.
    pub shares_pressure: bool,
    /// It screens.
    pub screens: bool,
    /// The place of its first post among all posts.
    pub first_post: usize,
    /// How many posts it has, the places of those whom actions bring included.
    pub posts: usize,
}

impl<'a> Setting<'a> {
    /// Makes a scenario ready to run in the normal times that `solved` describes.
    #[must_use]
    pub fn new(scenario: &'a Scenario, solved: &'a Solved) -> Setting<'a> {
        let most_posts = scenario.dated.most_posts(scenario);
        let later = |dated: &'a [DatedScenario]| -> Vec<DatedSetting<'a>> {
            let one = |dated: &'a DatedScenario| {
                let solved = in_force(&dated.scenario, scenario, solved);
                let setting = Setting::of(&dated.scenario, Cow::Owned(solved), most_posts.clone());
                DatedSetting { dated, setting }
            };
            dated.iter().map(one).collect()
        };
        let later =
            LaterSettings { run: later(&scenario.dated.run), twin: later(&scenario.dated.twin) };
        let setting = Setting::of(scenario, Cow::Borrowed(solved), most_posts);
        let (days, drifts) =
            (setting.weekday.len(), setting.organisation.mechanisms.move_referrals());
        let volume = VolumeFacts::of(scenario, solved, &setting.sources, drifts, days);
        Setting { later, volume, ..setting }
    }

    fn of(
        scenario: &'a Scenario,
        solved: Cow<'a, Solved>,
        most_posts: Vec<Vec<f64>>,
    ) -> Setting<'a> {
        let (observed_from, horizon) = (scenario.time.observed_from(), scenario.time.horizon());
        let target = scenario.outcome.target_working_days;
        // The run goes on so long that the target, and windows of up to 90 working days, are whole for all who come
        // to notice.
        let end = scenario.calendar.end_of_working_days(horizon, target.max(90));
        let off = scenario.without.publicity;
        let written = scenario.publicity_to_come.as_ref();
        let background = written.is_some_and(|to_come| to_come.of_interest);
        // What the twin lacks is what is switched off.
        let to_come = written.filter(|to_come| to_come.per_year > 0.0 && !(off && background));
        let written = || {
            let surge = |event: &Publicity| {
                let day = scenario.time.at(event.date);
                Surge::new(day, event.shape).in_background(background)
            };
            scenario.publicity.iter().map(surge)
        };
        let surges: Vec<Surge> = if off && !background { Vec::new() } else { written().collect() };
        // The year after is the same year where publicity is switched off; there is none after what the twin has too.
        let surge_day = written()
            .filter(|surge| !surge.background)
            .map(|surge| surge.day)
            .find(|&day| day >= observed_from && day < horizon);
        let first = if background {
            to_come.map(|to_come| scenario.time.at(to_come.from))
        } else {
            surges.first().map(|surge| surge.day)
        };
        // Publicity from before day 0 is felt from day 0, so the twin begins there.
        let first = first.map(|day| day.max(SimTime::ZERO)).filter(|&day| day < end);
        // A harm that becomes public tells the twin from the run on a day that nobody knows yet.
        let public = scenario.feedback.is_some() && !scenario.without.publicity;
        let fork = first.or_else(|| public.then_some(end));
        let periods = spans(scenario, observed_from, horizon, surge_day);
        let day_count = end.day() + 2;
        let mask = |day: usize, ends: fn(&Span) -> SimTime| {
            let day = SimTime::from_days(day as f64);
            let bit =
                |(p, span): (usize, &Span)| u64::from(span.from <= day && day < ends(span)) << p;
            periods.iter().enumerate().map(bit).fold(0, |all, bit| all | bit)
        };
        let catalogue = Catalogue::new(&scenario.names());
        let by_name = ByName::new(scenario);
        let posts: Vec<usize> = most_posts
            .iter()
            .map(|groups| groups.iter().map(|&count| heads(count)).sum())
            .collect();
        let organisation = OrganisationFacts::new(scenario, &by_name, day_count, &posts);
        let teams = all_team_facts(scenario, &organisation, &by_name, &posts);
        let sources = source_facts(scenario);
        let seen: Vec<f64> = sources.iter().map(|source| source.seen).collect();
        let most = most(&sources);
        Setting {
            lots: source_lots(scenario, &seen),
            classes: all_class_facts(scenario, &most),
            most,
            by_name,
            sources,
            stages: scenario
                .stages
                .iter()
                .enumerate()
                .map(|(s, _)| stage_facts(scenario, &solved, s))
                .collect(),
            teams,
            works_overtime: scenario.teams.iter().any(|team| team.overtime.is_some()),
            thins_recording: scenario.thins_recording(),
            organisation,
            screening: scenario.triage.hours.into(),
            recruitment: scenario.staffing.recruitment.delay_days.into(),
            agency_delay: scenario.staffing.agency.delay_days.into(),
            days_off: scenario.staffing.sickness.days_off.into(),
            weekday: (0..day_count)
                .map(|day| scenario.referrals.weekday[scenario.calendar.weekday(day)])
                .collect(),
            masks: (0..day_count).map(|day| mask(day, |span| span.to)).collect(),
            noticed_masks: (0..day_count).map(|day| mask(day, |span| span.noticed_to)).collect(),
            months: months(scenario, observed_from, day_count),
            series: SeriesPlan::new(&catalogue, scenario),
            catalogue,
            scenario,
            prior: Prior { mean: solved.prior_mean, precision: solved.prior_precision },
            solved,
            surges,
            dated_are_background: background,
            to_come,
            fork,
            surge_day,
            periods,
            observed_from,
            horizon,
            end,
            most_posts,
            later: LaterSettings::default(),
            volume: None,
        }
    }

    /// The places of a team's workers, held or not.
    pub fn workers_of(&self, team: TeamId) -> impl Iterator<Item = WorkerId> + use<> {
        let facts = self.teams[team.index()];
        let first = facts.first_post as u32 * 2;
        (first..first + facts.posts as u32 * 2).map(WorkerId)
    }

    /// The acceptance threshold before any shift.
    #[must_use]
    pub fn accept(&self) -> f64 {
        self.solved.triage.thresholds[1]
    }

    /// The urgent threshold.
    #[must_use]
    pub fn urgent(&self) -> f64 {
        self.solved.triage.thresholds[0]
    }

    /// True where children of the class are at high risk.
    #[inline]
    #[must_use]
    pub fn is_high(&self, class: ClassId) -> bool {
        self.scenario.risk[class.index()].high
    }

    /// The end of a window that opens at `from`.
    #[must_use]
    pub fn window_end(&self, window: Window, from: SimTime) -> SimTime {
        match window {
            Window::Target => self.target_day(from),
            Window::WorkingDays(n) => self.scenario.calendar.end_of_working_days(from, n),
            Window::Year => from + Days(365.0),
        }
    }

    /// The target day of a child who comes to notice at `from`.
    #[must_use]
    pub fn target_day(&self, from: SimTime) -> SimTime {
        self.scenario.calendar.end_of_working_days(from, self.scenario.outcome.target_working_days)
    }

    /// True at a moment of the observed period.
    #[inline]
    #[must_use]
    pub fn observed(&self, time: SimTime) -> bool {
        time >= self.observed_from && time < self.horizon
    }
}

fn stage_facts(scenario: &Scenario, solved: &Solved, s: usize) -> StageFacts {
    let stage = &scenario.stages[s];
    let duration: Option<MeanCv> = match &stage.kind {
        StageKind::Plan { duration_days, .. } => Some(*duration_days),
        StageKind::Exit { duration_days } => *duration_days,
        StageKind::Assess { .. } | StageKind::Conference { .. } => None,
    };
    StageFacts {
        thresholds: solved.stages[s].thresholds.clone(),
        sd: solved.stages[s].sd,
        most_caution: stage.outcomes.iter().fold(0.0, |most: f64, line| most.max(line.caution)),
        by_chance: chances(scenario, stage),
        work: Variation::new(stage.hours.dist, stage.hours.cv),
        duration: duration.map(VaryingQuantity::from),
        weight: (stage.case_weight * 1e6).round() as i64,
        adds_pressure: matches!(stage.kind, StageKind::Assess { .. }),
    }
}

// What the outcomes leave over is closed.
fn chances(scenario: &Scenario, stage: &Stage) -> Vec<Lot<usize>> {
    if stage.decides_by_estimate() {
        return Vec::new();
    }
    let (mut written, mut left) = (Vec::new(), 1.0);
    for (place, line) in stage.outcomes.iter().enumerate() {
        // Close has one lot for all: what is written for it and what is left.
        if let (Destination::Stage(to), Some(chance)) = (line.to, line.bar.share()) {
            written.push((scenario.stage(to).name.as_str(), chance, place));
            left -= chance;
        }
    }
    written.push(("close", left, stage.outcomes.len()));
    lots(written)
}

// Posts stand in the order of their teams' names.
fn all_team_facts(
    scenario: &Scenario,
    organisation: &OrganisationFacts,
    by_name: &ByName,
    of_establishment: &[usize],
) -> Vec<TeamFacts> {
    let mut first_posts = vec![0; scenario.teams.len()];
    let mut posts = 0;
    for &team in &by_name.teams {
        first_posts[team.index()] = posts;
        posts += of_establishment[team.index()] + organisation.temporary_place_count(team);
    }
    let facts = |(t, first_post)| {
        let team = TeamId::from_index(t);
        let posts = of_establishment[t] + organisation.temporary_place_count(team);
        team_facts(scenario, team, first_post, posts)
    };
    first_posts.into_iter().enumerate().map(facts).collect()
}

fn team_facts(scenario: &Scenario, team: TeamId, first_post: usize, posts: usize) -> TeamFacts {
    let serves = |stage: &&Stage| stage.team == Some(team);
    let assesses = |stage: &Stage| matches!(stage.kind, StageKind::Assess { .. });
    TeamFacts {
        shares_pressure: scenario.stages.iter().filter(serves).any(assesses),
        screens: scenario.triage.team == team,
        first_post,
        posts,
    }
}

// Thresholds given as shares are those of the shares then in force, read off the estimates of normal times.
fn in_force(then: &Scenario, written: &Scenario, solved: &Solved) -> Solved {
    let stages = solved.stages.iter().zip(&then.stages).zip(&written.stages);
    let stage = |((solved, then), written)| {
        on_estimates_of(solved, &stage_lines(then), &stage_lines(written))
    };
    Solved {
        triage: on_estimates_of(&solved.triage, &triage_lines(then), &triage_lines(written)),
        stages: stages.map(stage).collect(),
        ..solved.clone()
    }
}

fn months(scenario: &Scenario, from: SimTime, day_count: usize) -> Vec<u16> {
    let first = scenario.time.date(from);
    let month = |day: usize| {
        let date = scenario.time.date(SimTime::from_days(day as f64));
        i32::from(date.year() - first.year()) * 12 + i32::from(date.month())
            - i32::from(first.month())
    };
    // Months of the warm-up are negative, and nobody asks for them.
    (0..day_count).map(|day| u16::try_from(month(day)).unwrap_or(0)).collect()
}
