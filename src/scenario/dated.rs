//! Numbers that are others from a known day on, as scenarios: one for each day on which anything changes, in force from then on and
//! checked like any file (model.md, section 8).
//!
//! A number that rises over some weeks does so in steps, each with the mean of its days, so that the integral over time is that of
//! the straight line.

use super::declare::Carries;
use super::document::path::{find, split};
use super::document::{Node, TomlTable, TomlValue};
use super::problem::Problem;
use super::registry;
use super::resolved::float;
use super::{DatedChange, Scenario, ScheduleEntry, TeamId, TimeFrame};
use crate::time::SimTime;

/// The most steps of one gradual change.
const MOST_STEPS: f64 = 52.0;

/// The most days on which anything changes: each has a scenario of its own in memory.
const MOST_DATED: usize = 400;

/// The scenarios of the days on which anything changes, in order.
#[derive(Clone, Debug, Default)]
pub struct DatedScenarios {
    /// Those in force in the run.
    pub run: Vec<DatedScenario>,
    /// Those in force in the twin, day for day; empty where they are the same.
    pub twin: Vec<DatedScenario>,
}

/// A scenario in force from a day on.
#[derive(Clone, Debug)]
pub struct DatedScenario {
    /// From when.
    pub from: SimTime,
    /// What holds then.
    pub scenario: Scenario,
    /// Vacant posts that are filled that day.
    pub filled: Vec<FilledPosts>,
    /// Groups whose added posts begin vacant.
    pub vacant: Vec<(TeamId, usize)>,
}

/// Vacant posts of a group that are filled on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FilledPosts {
    /// The team.
    pub team: TeamId,
    /// The group, by its place in the team's list.
    pub group: usize,
    /// How many (full-time equivalent of the group's).
    pub count: f64,
}

impl DatedScenarios {
    /// The most posts that each group of each team ever has, where that is more than `scenario` has to begin with.
    #[must_use]
    pub fn most_posts(&self, scenario: &Scenario) -> Vec<Vec<f64>> {
        let of = |scenario: &Scenario| -> Vec<Vec<f64>> {
            let counts = |team: &super::Team| team.posts.iter().map(|group| group.count).collect();
            scenario.teams.iter().map(counts).collect()
        };
        let mut most = of(scenario);
        for dated in self.run.iter().chain(&self.twin) {
            for (most, counts) in most.iter_mut().zip(of(&dated.scenario)) {
                for (most, count) in most.iter_mut().zip(counts) {
                    *most = most.max(count);
                }
            }
        }
        most
    }
}

/// A number in force on a day.
pub(crate) struct ValueInForce {
    pub path: String,
    /// It as TOML.
    pub value: String,
    /// The place of the entry that brings it.
    pub entry: usize,
}

/// What changes on a day.
pub(crate) struct DatedStep {
    pub from: SimTime,
    /// The numbers in force from then on.
    pub run: Vec<ValueInForce>,
    pub twin: Vec<ValueInForce>,
    /// Entries that fill posts on that day, or whose posts begin vacant, by place.
    entries: Vec<usize>,
}

impl DatedStep {
    /// The scenario in force from this day on; `scenario` is the one that the schedule stands in.
    pub fn scenario(&self, scenario: &Scenario, then: Scenario, in_twin: bool) -> DatedScenario {
        let entries = || {
            let entries = self.entries.iter().map(|&place| &scenario.schedule[place]);
            entries.filter(move |entry| !in_twin || entry.because_of.is_empty())
        };
        let group = |entry: &ScheduleEntry| group_of(&entry.path, scenario);
        DatedScenario {
            from: self.from,
            scenario: then,
            filled: entries()
                .filter_map(|entry| {
                    let (team, group) = group(entry)?;
                    Some(FilledPosts { team, group, count: entry.filled? })
                })
                .collect(),
            vacant: entries().filter(|entry| entry.vacant).filter_map(group).collect(),
        }
    }
}

/// The course of one number: from each moment on so much, and the entry that says so.
struct DatedCourse {
    path: String,
    whole: bool,
    run: Vec<(SimTime, f64, usize)>,
    twin: Vec<(SimTime, f64, usize)>,
}

/// The days of a schedule, in order; `root` is the whole scenario with every default.
pub(crate) fn steps(
    schedule: &[ScheduleEntry],
    root: &TomlTable,
    time: &TimeFrame,
) -> Result<Vec<DatedStep>, Vec<(usize, Problem)>> {
    let mut problems = Vec::new();
    let mut courses: Vec<DatedCourse> = Vec::new();
    let mut done = vec![false; schedule.len()];
    for (place, entry) in schedule.iter().enumerate() {
        let before = match number_at(entry, root) {
            Ok(number) => number,
            Err(problem) => {
                problems.push((place, *problem));
                continue;
            }
        };
        let fills = |one: &ScheduleEntry| matches!(one.change(), Some(DatedChange::Filled(_)));
        if done[place] || fills(entry) {
            continue;
        }
        let mut own: Vec<usize> = (place..schedule.len())
            .filter(|&other| split(&schedule[other].path) == split(&entry.path))
            .filter(|&other| !fills(&schedule[other]))
            .collect();
        own.iter().for_each(|&other| done[other] = true);
        own.sort_by_key(|&other| schedule[other].date);
        let answers = |&other: &usize| !schedule[other].because_of.is_empty();
        let known: Vec<usize> = own.iter().copied().filter(|other| !answers(other)).collect();
        courses.push(DatedCourse {
            path: entry.path.clone(),
            whole: before.whole,
            run: course(schedule, &own, before.number, time),
            twin: course(schedule, &known, before.number, time),
        });
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let at_once = |(place, entry): (usize, &ScheduleEntry)| {
        let acts = entry.vacant || matches!(entry.change(), Some(DatedChange::Filled(_)));
        acts.then(|| (time.at(entry.date), place))
    };
    let at_once: Vec<(SimTime, usize)> = schedule.iter().enumerate().filter_map(at_once).collect();
    let mut days: Vec<SimTime> = courses
        .iter()
        .flat_map(|course| course.run.iter().chain(&course.twin).map(|(day, ..)| *day))
        .chain(at_once.iter().map(|(day, _)| *day))
        .collect();
    days.sort();
    days.dedup();
    if days.len() > MOST_DATED {
        let message = format!("numbers change on {} days, more than {MOST_DATED}", days.len());
        return Err(vec![(0, Problem::new("schedule", message))]);
    }
    let in_force = |course: &DatedCourse, points: &[(SimTime, f64, usize)], day: SimTime| {
        let (_, number, entry) = points.iter().rev().find(|(from, ..)| *from <= day)?;
        let value = if course.whole { format!("{:.0}", number.round()) } else { float(*number) };
        Some(ValueInForce { path: course.path.clone(), value, entry: *entry })
    };
    let step = |&day: &SimTime| DatedStep {
        from: day,
        run: courses.iter().filter_map(|course| in_force(course, &course.run, day)).collect(),
        twin: courses.iter().filter_map(|course| in_force(course, &course.twin, day)).collect(),
        entries: at_once.iter().filter(|(at, _)| *at == day).map(|(_, place)| *place).collect(),
    };
    Ok(days.iter().map(step).collect())
}

/// What a number is from each day on.
fn course(
    schedule: &[ScheduleEntry],
    entries: &[usize],
    mut before: f64,
    time: &TimeFrame,
) -> Vec<(SimTime, f64, usize)> {
    let mut points = Vec::new();
    for &place in entries {
        let entry = &schedule[place];
        let (from, goal, ramp) = (time.at(entry.date).days(), entry.goal(before), entry.ramp_days);
        // On whole days, and each a week long at least: a change over two days has one step, and one over ten years 52.
        let days = ramp.floor();
        let count = (days / 7.0).clamp(1.0, MOST_STEPS).floor();
        let begins = |step: f64| from + (days * step / count).floor();
        if days >= 1.0 {
            let mut step = 0.0;
            while step < count {
                let (begin, end) = (begins(step), begins(step + 1.0));
                let middle = ((begin + end) / 2.0 - from) / days;
                points.push((SimTime::from_days(begin), before + (goal - before) * middle, place));
                step += 1.0;
            }
        }
        points.push((SimTime::from_days(from + days), goal, place));
        before = goal;
    }
    points
}

/// A number that an entry changes, as it stands in the scenario.
struct DatedNumber {
    number: f64,
    whole: bool,
}

fn number_at(entry: &ScheduleEntry, root: &TomlTable) -> Result<DatedNumber, Box<Problem>> {
    let wrong = |message: String| Box::new(Problem::new(entry.path.clone(), message));
    let steps = split(&entry.path).map_err(wrong)?;
    let node =
        find(root, &steps).map_err(|end| Box::new(wrong(end.reason).nearest(end.nearest)))?;
    let key = key_of(root, &steps);
    if !registry::may_be_dated(&key) {
        return Err(wrong(format!("cannot be dated: {}", why_not(&key))));
    }
    if matches!(entry.change(), Some(DatedChange::Filled(_))) && key != POSTS {
        return Err(wrong(
            "only posts are filled: the path must be that of a group's count".into(),
        ));
    }
    if entry.vacant && key != POSTS {
        return Err(wrong(
            "only posts begin vacant: the path must be that of a group's count".into(),
        ));
    }
    let number = match node.value {
        TomlValue::Whole(number) => number as f64,
        TomlValue::Float(number) => number,
        _ => return Err(wrong("is no number here, and only a number can be dated".into())),
    };
    if key == "referrals.per_year" && number <= 0.0 {
        return Err(wrong("is 0 in normal times: it is so many times as much later".into()));
    }
    Ok(DatedNumber { number, whole: registry::is_whole(&key) })
}

/// The key of posts in the registry.
const POSTS: &str = "teams.posts.count";

/// A path without the steps that call elements of lists.
fn key_of(root: &TomlTable, steps: &[String]) -> String {
    let mut key = String::new();
    let mut here: Option<&Node> = None;
    for (walked, step) in steps.iter().enumerate() {
        if !here.is_some_and(|node| matches!(node.value, TomlValue::List(_))) {
            key = registry::below(&key, step);
        }
        here = find(root, &steps[..=walked]).ok();
    }
    key
}

/// Whether a key, or a block that it stands in, is a setting of the run or a decision.
fn is_no_assumption(key: &str) -> bool {
    let ends = key.match_indices('.').map(|(end, _)| end).chain([key.len()]);
    let nothing = |end: usize| {
        registry::facts(&key[..end]).is_none_or(|facts| facts.evidence == Carries::Nothing)
    };
    ends.into_iter().any(nothing)
}

/// Why the number at a key holds throughout.
fn why_not(key: &str) -> &'static str {
    let begins = |with: &str| key == with || key.starts_with(&format!("{with}."));
    if key == "teams.vacant_share" {
        "vacancies are what comes of leaving and recruiting; recruitment's delay, agency cover and posts that are filled (filled) can be"
    } else if begins("risk") || begins("referrals") {
        "it belongs to who comes in normal times, which the pilot finds once"
    } else if is_no_assumption(key) {
        "it is a setting of the run, a word, or something that has dates of its own"
    } else {
        "the model takes it to be the same throughout a run"
    }
}

/// The places of a team and its group in a path of posts.
fn group_of(path: &str, scenario: &Scenario) -> Option<(TeamId, usize)> {
    let steps = split(path).ok()?;
    let team = steps.get(1)?;
    let by_name = scenario.teams.iter().position(|one| one.name == *team);
    let team = by_name.or_else(|| team.parse().ok()).filter(|&at| at < scenario.teams.len())?;
    let group = steps.get(3)?.parse().ok()?;
    Some((TeamId::from_index(team), group))
}
