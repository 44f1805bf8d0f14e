//! What a trainer may change: a few numbers of the scenario, each as a list of values and what each means for the file.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::report::format;
use crate::scenario::resolved::{self, list, table, text};
use crate::scenario::{Overrides, Publicity, Scenario, ThresholdRule};

/// One lever.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Lever {
    /// Its name in links and questions.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What it does, in a sentence or two.
    pub meaning: String,
    /// Whether its values are shown side by side and not on a scale.
    pub choice: bool,
    /// Its values, in order.
    pub values: Vec<LeverValue>,
    /// The place of the scenario's own value.
    pub own: usize,
    #[serde(skip)]
    what: LeverTarget,
}

/// A value of a lever.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LeverValue {
    /// The number.
    pub value: f64,
    /// As it is read, with its unit.
    pub words: String,
}

/// What a lever moves.
#[derive(Clone, Debug)]
enum LeverTarget {
    /// `peak` of the publicity that the headline is about.
    SurgeSize,
    /// Posts of the largest grade of a team.
    Staff {
        team: usize,
        grade: usize,
    },
    Vacancies,
    Rule,
    Floor,
    Recording,
    SurgeTeam,
    SurgeDelay,
    Blame,
    Mechanism(&'static MechanismLever),
}

/// A lever of a mechanism.
#[derive(Debug)]
pub(crate) struct MechanismLever {
    /// Its id.
    pub id: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What moving it means.
    pub meaning: &'static str,
    /// Where it stands in a scenario.
    pub now: fn(&Scenario) -> f64,
    /// How far it goes, from where it stands, and by what steps.
    pub most: fn(f64) -> f64,
    /// By what steps.
    pub step: f64,
    /// A position in words.
    pub said: fn(f64) -> String,
    /// What a position sets in a scenario.
    pub sets: fn(&Scenario, f64) -> Vec<String>,
}

macro_rules! of_mechanisms {
    ({ $($mechanism:ident: $Mechanism:ident,)* }) => {
        fn of_mechanisms() -> Vec<&'static MechanismLever> {
            let all: Vec<&'static MechanismLever> = Vec::new();
            $(
                let own = crate::mechanisms::$mechanism::lever::LEVERS;
                let all: Vec<&'static MechanismLever> = all.into_iter().chain(own).collect();
            )*
            all
        }
    };
}
crate::mechanisms::mechanisms! { of_mechanisms! }

/// The name of the action that the surge team is.
const SURGE_TEAM: &str = "workshop surge team";
/// Days a surge team stays.
const SURGE_DAYS: f64 = 180.0;
/// Days until it comes, unless the lever says otherwise.
const SURGE_DELAY: f64 = 28.0;

/// The levers of a scenario: those that its blocks allow.
#[must_use]
pub fn of(scenario: &Scenario) -> Vec<Lever> {
    let mut levers = Vec::new();
    // A label with both kinds of quotation mark cannot be a step of a path, so it has no lever.
    let publicity = headline_event(scenario).filter(|event| quoted(&event.label).is_some());
    if let Some(event) = publicity {
        levers.push(lever(
            "surge",
            "Size of the surge",
            "How much more readily people refer at its height. At 80\u{a0}% a child whose concern had a small chance of being \
             passed on has 1.8 times that chance; the public answers more strongly, services less.",
            LeverTarget::SurgeSize,
            scale(0.0, 2.0, 0.1, event.shape.peak),
            |peak| format!("{} %", format::number(100.0 * peak, 0)),
            event.shape.peak,
        ));
    }
    for (t, team) in scenario.teams.iter().enumerate() {
        let largest = team
            .posts
            .iter()
            .enumerate()
            // `max_by` takes the last of equals. The reversed list makes that the first.
            .rev()
            .max_by(|(_, a), (_, b)| a.count.total_cmp(&b.count));
        let Some((grade, group)) = largest.filter(|_| quoted(&team.name).is_some()) else {
            continue;
        };
        let own = group.count;
        let others: f64 = team.posts.iter().map(|group| group.count).sum::<f64>() - own;
        // A choice: a large team would have too many places on the slider.
        let step = if own > 40.0 { 2.0 } else { 1.0 };
        levers.push(lever(
            &format!("staff-{t}"),
            &format!("Staff: {} team", team.name),
            "Posts in the team. Normal times stay those of the scenario as written: with fewer posts the same work presses \
             harder from the first day.",
            LeverTarget::Staff { team: t, grade },
            // A choice: from half of the posts to well over them, and in a small team four more at least.
            scale((own * 0.5).round().max(1.0), (own * 1.6).round().max(own + 4.0), step, own),
            |count| posts_in_words(count + others),
            own,
        ));
    }
    let posts: usize = scenario.teams.iter().map(crate::scenario::Team::post_count).sum();
    if posts > 0 && scenario.teams.iter().all(|team| quoted(&team.name).is_some()) {
        let vacant: f64 =
            scenario.teams.iter().map(|team| team.vacant_share * team.post_count() as f64).sum();
        let own = vacant / posts as f64;
        levers.push(lever(
            "vacancies",
            "Posts vacant at the start",
            "The share of posts that stand empty on the first day, in every team. They are advertised, and covered by an agency \
             where one can be found.",
            LeverTarget::Vacancies,
            scale(0.0, 0.4, 0.05, own),
            |share| format!("{} %", format::number(100.0 * share, 0)),
            own,
        ));
    }
    levers.push(rule(scenario));
    if let Some(own) = floor(scenario) {
        levers.push(lever(
            "least-time",
            "Least time of a visit",
            "However long the queue, a visit keeps at least this share of its planned time with the child.",
            LeverTarget::Floor,
            scale(0.1, 1.0, 0.1, own),
            |share| format!("{} % of the plan", format::number(100.0 * share, 0)),
            own,
        ));
    }
    let recorded = scenario.stages.iter().any(|stage| stage.hours.recording > 0.0);
    if recorded && scenario.stages.iter().all(|stage| quoted(&stage.name).is_some()) {
        levers.push(lever(
            "recording",
            "Recording",
            "Hours of writing up for each visit and meeting, against what the scenario says.",
            LeverTarget::Recording,
            scale(0.4, 1.6, 0.1, 1.0),
            |factor| match factor {
                factor if (factor - 1.0).abs() < 1e-9 => "as now".to_owned(),
                factor => format!("{} % of now", format::number(100.0 * factor, 0)),
            },
            1.0,
        ));
    }
    if publicity.is_some() && surge_team_of(scenario).is_some() {
        levers.push(lever(
            "surge-team",
            "Surge team",
            "Agency workers who join the team that assesses, for six months, once the delay below is over.",
            LeverTarget::SurgeTeam,
            scale(0.0, 12.0, 1.0, 0.0),
            |count| match count as u64 {
                0 => "none".to_owned(),
                count => format::counted(count, "worker", "workers"),
            },
            0.0,
        ));
        levers.push(lever(
            "surge-delay",
            "Delay of the surge team",
            "Days from the first event to the day on which the surge team begins. Without a surge team it changes nothing.",
            LeverTarget::SurgeDelay,
            scale(0.0, 364.0, 14.0, SURGE_DELAY),
            |days| format::counted(days as u64, "day", "days"),
            SURGE_DELAY,
        ));
        levers.push(blame(scenario));
    }
    for one in of_mechanisms() {
        let now = (one.now)(scenario);
        levers.push(lever(
            one.id,
            one.label,
            one.meaning,
            LeverTarget::Mechanism(one),
            scale(0.0, (one.most)(now), one.step, now),
            one.said,
            now,
        ));
    }
    levers
}

fn lever(
    id: &str,
    label: &str,
    meaning: &str,
    what: LeverTarget,
    values: Vec<f64>,
    words: impl Fn(f64) -> String,
    own: f64,
) -> Lever {
    let place = values.iter().position(|value| (value - own).abs() < 1e-9).unwrap_or(0);
    Lever {
        id: id.to_owned(),
        label: label.to_owned(),
        meaning: meaning.to_owned(),
        choice: false,
        values: values.into_iter().map(|value| LeverValue { value, words: words(value) }).collect(),
        own: place,
        what,
    }
}

/// How the threshold moves: as written, or as one of the others.
fn rule(scenario: &Scenario) -> Lever {
    let own = match scenario.triage.rule {
        ThresholdRule::Fixed => 0,
        ThresholdRule::Pressure { .. } => 1,
        ThresholdRule::Schedule(_) => 2,
    };
    let mut words = vec!["stays where it is", "rises with pressure"];
    if own == 2 {
        words.push("moves on fixed dates");
    }
    Lever {
        choice: true,
        ..lever(
            "rule",
            "The threshold at the front door",
            "Whether more is asked of a referral before it is accepted while managers see more work than usual.",
            LeverTarget::Rule,
            (0..words.len()).map(|n| n as f64).collect(),
            |n| words[n as usize].to_owned(),
            f64::from(own),
        )
    }
}

/// Blame or learning.
fn blame(scenario: &Scenario) -> Lever {
    let blamed = headline_event(scenario).is_some_and(|event| event.blame > 0.0);
    let own = match scenario.culture {
        None => 2.0,
        Some(_) if blamed => 0.0,
        Some(_) => 1.0,
    };
    let words = ["blame", "learning", "neither"];
    Lever {
        choice: true,
        ..lever(
            "blame",
            "What publicity brings to the service",
            "Blame: dismissals, leavers, more recording, defensive decisions, hidden trouble. Learning: none of these, and misses \
             that come to light are reported and learnt from.",
            LeverTarget::Blame,
            vec![0.0, 1.0, 2.0],
            |n| words[n as usize].to_owned(),
            own,
        )
    }
}

/// Posts, of which one may be a part.
fn posts_in_words(count: f64) -> String {
    if count.fract().abs() < 1e-9 {
        return format::counted(count as u64, "post", "posts");
    }
    format!("{} posts", format::number(count, 1))
}

/// Values on a grid, the scenario's own among them.
fn scale(from: f64, to: f64, step: f64, own: f64) -> Vec<f64> {
    let steps = ((to - from) / step).round() as usize;
    // Rounded, so that a link and a command have short numbers.
    let mut values: Vec<f64> =
        (0..=steps).map(|n| libm::round((from + n as f64 * step) * 1e6) / 1e6).collect();
    if !values.iter().any(|value| (value - own).abs() < 1e-9) {
        // The scenario's own value gets a place between two steps, so that the slider can return to it.
        values.push(own);
    }
    values.sort_by(f64::total_cmp);
    values
}

/// The publicity that the headline is about: the first that is observed. Events stand in the order of their dates.
fn headline_event(scenario: &Scenario) -> Option<&Publicity> {
    scenario.publicity.iter().find(|event| scenario.time.observes(event.date))
}

/// The least share of a visit's time: that of the first team that rushes. `None` where none does, or a name cannot be in a path.
fn floor(scenario: &Scenario) -> Option<f64> {
    let mut teams = scenario.teams.iter().filter(|team| team.rush.is_some());
    let named = scenario.teams.iter().all(|team| quoted(&team.name).is_some());
    teams.next().and_then(|team| team.rush).map(|rush| rush.floor).filter(|_| named)
}

/// The team that a surge team joins: that of the stage where accepted referrals go.
fn surge_team_of(scenario: &Scenario) -> Option<String> {
    let team = scenario.stage(scenario.triage.accepted_to).team?;
    let name = &scenario.team(team).name;
    quoted(name).map(|_| name.clone())
}

/// The scenario's numbers as the levers change them. What stands where it stood changes nothing.
#[must_use]
pub fn overrides(
    scenario: &Scenario,
    levers: &[Lever],
    chosen: &BTreeMap<String, f64>,
) -> Overrides {
    let mut sets: Vec<String> = Vec::new();
    let value = |id: &str| {
        let lever = levers.iter().find(|lever| lever.id == id)?;
        let wanted = *chosen.get(id)?;
        let same = |value: &&LeverValue| (value.value - wanted).abs() < 1e-9;
        lever.values.iter().find(same).map(|value| value.value)
    };
    for lever in levers {
        // A lever back at its own value is no override, so the run keeps the id of the scenario as written.
        let Some(wanted) =
            value(&lever.id).filter(|wanted| (wanted - lever.values[lever.own].value).abs() > 1e-9)
        else {
            continue;
        };
        sets.extend(moved(scenario, &lever.what, wanted));
    }
    let delay = value("surge-delay").unwrap_or(SURGE_DELAY);
    if let Some(count) = value("surge-team").filter(|count| *count > 0.0) {
        sets.extend(surge_team(scenario, count, delay));
    }
    sets.into_iter().fold(Overrides::none(), Overrides::set)
}

fn moved(scenario: &Scenario, what: &LeverTarget, wanted: f64) -> Vec<String> {
    let of_teams = |key: &str, only_rushing: bool| {
        let teams = scenario.teams.iter().filter(|team| !only_rushing || team.rush.is_some());
        teams
            .filter_map(|team| {
                Some(format!("teams.{}.{key}={}", quoted(&team.name)?, number(wanted)))
            })
            .collect()
    };
    match what {
        LeverTarget::SurgeSize => publicity(scenario, "peak", wanted),
        LeverTarget::Staff { team, grade } => {
            let name = quoted(&scenario.teams[*team].name);
            name.map(|name| format!("teams.{name}.posts.{grade}.count={}", number(wanted)))
                .into_iter()
                .collect()
        }
        LeverTarget::Vacancies => of_teams("vacant_share", false),
        LeverTarget::Rule => {
            let rule = ["fixed", "pressure", "schedule"][(wanted as usize).min(2)];
            vec![format!("triage.rule={rule}")]
        }
        LeverTarget::Floor => of_teams("rush.floor", true),
        LeverTarget::Recording => scenario
            .stages
            .iter()
            .filter(|stage| stage.hours.recording > 0.0)
            .filter_map(|stage| {
                // The values of the levers are rounded in the same way. A command would otherwise have a dozen
                // decimals.
                let more = libm::round(stage.hours.recording * wanted * 1e6) / 1e6;
                Some(format!("stages.{}.hours.recording={}", quoted(&stage.name)?, number(more)))
            })
            .collect(),
        // These two make one action together, which is added after the loop over the levers.
        LeverTarget::SurgeTeam | LeverTarget::SurgeDelay => Vec::new(),
        LeverTarget::Blame => blamed(scenario, wanted as usize),
        LeverTarget::Mechanism(one) => (one.sets)(scenario, wanted),
    }
}

fn blamed(scenario: &Scenario, which: usize) -> Vec<String> {
    match which {
        0 => {
            let mut sets = publicity(scenario, "blame", 1.0);
            sets.push("culture.blame_per_tragedy=1".to_owned());
            sets
        }
        1 => {
            let mut sets = publicity(scenario, "blame", 0.0);
            // Learning needs reports. A service without blame would learn nothing if no miss were reported.
            sets.extend([
                "culture.blame_per_tragedy=0".to_owned(),
                "culture.report_probability=0.9".to_owned(),
            ]);
            sets
        }
        _ => vec!["culture=none".to_owned()],
    }
}

fn publicity(scenario: &Scenario, key: &str, value: f64) -> Vec<String> {
    let label = headline_event(scenario).and_then(|event| quoted(&event.label));
    label.map(|label| format!("publicity.{label}.{key}={}", number(value))).into_iter().collect()
}

/// The scenario's own actions and one more.
fn surge_team(scenario: &Scenario, count: f64, delay: f64) -> Option<String> {
    let (team, event) = (surge_team_of(scenario)?, headline_event(scenario)?);
    let added = table(&[
        ("team", text(&team)),
        ("grade", text("agency")),
        ("count", format!("{count:.0}")),
    ]);
    // An override replaces the whole list, so it repeats the scenario's own actions.
    let mut actions = resolved::elements(scenario, "actions");
    actions.push(table(&[
        ("name", text(SURGE_TEAM)),
        ("date", event.date.to_string()),
        ("lead_days", delay.to_string()),
        ("for_days", SURGE_DAYS.to_string()),
        ("add", list([added])),
    ]));
    Some(format!("actions={}", list(actions)))
}

/// A name as a step of a path; `None` where it holds both kinds of quotation mark.
fn quoted(name: &str) -> Option<String> {
    match (name.contains('"'), name.contains('\'')) {
        (false, _) => Some(format!("\"{name}\"")),
        (true, false) => Some(format!("'{name}'")),
        (true, true) => None,
    }
}

pub(crate) fn number(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { value.to_string() }
}
