//! The model description under the twenty headings of STRESS-DES (Monks, Currie, Onggo, Robinson, Kunc and Taylor, Strengthening the
//! reporting of empirical simulation studies, Journal of Simulation 13, 2019, table 2).

use super::{Document, diagram, heading, item, mixed, numbers, prose, row, said, table};
use crate::report::document::{Block, TableCell};
use crate::report::{format, reading};
use crate::results::RunResult;
use crate::scenario::organisation::Optional as _;
use crate::scenario::{Family, Scenario, StageKind, ThresholdRule};
use crate::words::answer::answer;
use crate::words::opening;

/// The description.
pub(super) fn document(scenario: &Scenario, result: &RunResult) -> Document {
    let mut blocks = Vec::new();
    objectives(&mut blocks, scenario, result);
    logic(&mut blocks, scenario);
    components(&mut blocks, scenario);
    data(&mut blocks, scenario);
    experimentation(&mut blocks, scenario, result);
    implementation(&mut blocks, result);
    Document { stem: "model", title: "Model description (STRESS-DES)", blocks }
}

fn objectives(blocks: &mut Vec<Block>, scenario: &Scenario, result: &RunResult) {
    blocks.push(heading("1.1 Purpose of the model"));
    blocks.push(prose(said(&scenario.study.purpose, "[study] purpose")));
    blocks.push(prose(format!("The question: {}", said(&scenario.description, "description"))));
    blocks.push(heading("1.2 Model outputs"));
    blocks.push(prose(format!(
        "How often a child at high risk is not protected {} of coming to notice, by which route, with and without {}; {} \
         measures in all, each with its unit, its interval and its counterfactual (surge-sim measures lists them).",
        reading::window(result),
        reading::the_publicity(result),
        result.measures.len()
    )));
    for words in answer(result) {
        blocks.push(item(words));
    }
    blocks.push(heading("1.3 Experimentation aims"));
    blocks.push(prose(format!(
        "To say what {} did, each replication is run twice with the same children and the same luck, with it and without it. \
         Scenarios that extend this one change one thing each, and are compared on the same luck.",
        reading::the_publicity(result)
    )));
}

fn logic(blocks: &mut Vec<Block>, scenario: &Scenario) {
    blocks.push(heading("2.1 Base model overview diagram"));
    blocks.push(Block::Picture {
        alt: diagram::words(scenario),
        svg: diagram::svg(scenario),
        file: "pathway.svg".to_owned(),
    });
    blocks.push(heading("2.2 Base model logic"));
    blocks.push(prose(
        "Children come to be at risk as Poisson processes by class; concern, harm, escalation and the end of the risk are competing \
         exponential clocks. A concern is seen by a source and passed on with a probability that publicity raises. A referral waits for \
         screening; the estimate of severity is held against the threshold of that day. Accepted children go through the stages of the \
         diagram, each with allocation to a worker under a cap, visits in the worker's queue, direct time that is cut when queues are \
         long, deadlines in working days, and decisions by thresholds on the estimate. Workers fall ill and leave, more so when \
         overloaded; cases are handed over, and with them part of what was known.",
    ));
    blocks.push(heading("2.3 Scenario logic"));
    if scenario.publicity.is_empty() {
        blocks.push(prose("There is no publicity on a date."));
    }
    for event in &scenario.publicity {
        blocks.push(item(format!("{}: {}.", format::date(event.date), event.label)));
    }
    if let Some(to_come) = scenario.publicity_to_come.filter(|to_come| to_come.per_year > 0.0) {
        let whose = if to_come.of_interest { "in the run alone" } else { "in run and twin alike" };
        blocks.push(item(format!(
            "Publicity that comes by chance, {} times a year on average, {whose}.",
            format::number(to_come.per_year, 2)
        )));
    }
    for action in &scenario.actions {
        blocks.push(item(format!("What managers do: {}.", action.name)));
    }
    let mut on = vec![
        ("harm that becomes public", scenario.feedback.is_some()),
        ("blame and learning", scenario.culture.is_some()),
    ];
    on.extend(mechanisms(scenario));
    on.extend([("money", scenario.costs.is_some())]);
    let of = |wanted: bool| -> Vec<&str> {
        on.iter().filter(|(_, is)| *is == wanted).map(|(name, _)| *name).collect()
    };
    let none =
        |list: &[&str]| if list.is_empty() { "nothing".to_owned() } else { format::list(list) };
    blocks.push(prose(format!(
        "Of the organisation around the work, on: {}; off: {}.",
        none(&of(true)),
        none(&of(false))
    )));
    blocks.push(heading("2.4 Algorithms"));
    blocks.push(prose(
        "What a worker knows is the posterior mean of a Normal model of severity, each look weighing as its precision: direct hours \
         times skill. What a child shows is its severity less what is concealed, which fades with trust in one worker. Thresholds that \
         the scenario gives as shares are solved by a pilot in normal times.",
    ));
    blocks.push(prose(match &scenario.triage.rule {
        ThresholdRule::Fixed => "The threshold at triage does not move.".to_owned(),
        ThresholdRule::Pressure { gain, max_shift, dead_band } => format!(
            "The threshold at triage rises by {gain} standard deviations for each time normal that pressure lies above normal, beyond a \
             dead band of {dead_band}, by {max_shift} at most."
        ),
        ThresholdRule::Schedule(shifts) => format!("The threshold at triage moves on {} dates.", shifts.len()),
    }));
}

macro_rules! of_mechanisms {
    ({ $($mechanism:ident: $Mechanism:ident,)* }) => {
        /// What each mechanism is called, and whether the scenario has it.
        fn mechanisms(scenario: &Scenario) -> Vec<(&'static str, bool)> {
            vec![$((
                crate::mechanisms::$mechanism::words::CALLED,
                scenario.mechanisms.$mechanism.is_there(),
            ),)*]
        }
    };
}
crate::mechanisms::mechanisms! { of_mechanisms! }

fn components(blocks: &mut Vec<Block>, scenario: &Scenario) {
    blocks.push(heading("2.5 Components"));
    blocks.push(prose(
        "Entities: children, who have a class of risk, a severity that nobody sees, and what has been seen of it.",
    ));
    let classes = scenario.risk.iter().map(|class| {
        let risk = TableCell::words(if class.high { "high" } else { "not high" });
        mixed(&class.name, vec![risk, TableCell::number(per_cent(class.share))])
    });
    blocks.push(table(
        "Classes of risk",
        &["risk", "share of referrals in normal times"],
        classes.collect(),
    ));
    let sources = scenario
        .referrals
        .sources
        .iter()
        .map(|source| numbers(&source.name, vec![per_cent(source.share)]));
    blocks.push(prose("Entry: referrals by these sources. Exit: closure, the end of the risk, harm, or a stage that leaves the service."));
    blocks.push(table("Sources of referrals", &["share"], sources.collect()));
    let stages = scenario.stages.iter().map(|stage| {
        let (kind, work) = match &stage.kind {
            StageKind::Assess { visits, .. } => (
                "assessment",
                format!(
                    "a decision after {}",
                    format::counted(u64::from(*visits), "visit", "visits")
                ),
            ),
            StageKind::Conference { lead_working_days, .. } => (
                "conference",
                format!(
                    "after {}",
                    format::counted(u64::from(*lead_working_days), "working day", "working days")
                ),
            ),
            StageKind::Plan { visit_every_working_days, .. } => (
                "plan",
                match visit_every_working_days {
                    1 => "a visit every working day".to_owned(),
                    days => format!("a visit every {days} working days"),
                },
            ),
            StageKind::Exit { .. } => ("way out", format::NONE.to_owned()),
        };
        let team =
            stage.team.map_or(format::NONE.to_owned(), |team| scenario.team(team).name.clone());
        let deadline =
            stage.deadline_working_days.map_or(format::NONE.to_owned(), |days| days.to_string());
        row(
            &stage.name,
            vec![
                kind.to_owned(),
                work,
                team,
                deadline,
                if stage.protective { "yes" } else { "no" }.to_owned(),
            ],
        )
    });
    blocks.push(prose("Activities: screening, and the work of the stages."));
    let columns = ["kind", "work", "team", "deadline in working days", "protects"];
    blocks.push(table("Stages", &columns, stages.collect()));
    let teams = scenario.teams.iter().map(|team| {
        let cells = vec![
            team.post_count().to_string(),
            per_cent(team.vacant_share),
            format::plain(team.caseload_cap),
            per_cent(team.availability),
        ];
        numbers(&team.name, cells)
    });
    blocks.push(prose(
        "Resources: workers of teams, with grade, experience, absences and leaving. Queues: referrals for screening, cases for a worker \
         of each team, and the visits in each worker's hands.",
    ));
    let columns =
        ["posts", "vacant on day 0", "cases before others wait", "hours left for casework"];
    blocks.push(table("Teams", &columns, teams.collect()));
}

fn data(blocks: &mut Vec<Block>, scenario: &Scenario) {
    let count = |n: usize, one: &str, many: &str| format::counted(n as u64, one, many);
    blocks.push(heading("3.1 Data sources"));
    blocks.push(prose(format!(
        "{}; the data log has each with its address and grade.",
        format::capital(&count(
            scenario.evidence.figures.len(),
            "published figure is used",
            "published figures are used"
        ))
    )));
    blocks.push(heading("3.2 Pre-processing"));
    blocks.push(prose(
        "Published figures are used as printed. Onsets of risk, thresholds given as shares and normal pressure are found by a pilot run in \
         normal times before the run.",
    ));
    blocks.push(heading("3.3 Input parameters"));
    let hours = &scenario.triage.hours;
    blocks.push(prose(format!(
        "All of them stand in the scenario with its defaults (surge-sim check --resolved prints it). Hours vary by families that the \
         scenario names; a screening, for example, takes {} hours, {}.",
        hours.mean,
        match hours.dist {
            Family::Fixed => "always the same".to_owned(),
            _ => format!("with a coefficient of variation of {}", hours.cv),
        }
    )));
    blocks.push(heading("3.4 Assumptions"));
    blocks.push(prose(format!(
        "{}{}; the assumptions log has them with their grades, and what the model leaves out.",
        format::capital(&count(
            scenario.evidence.assumptions.len(),
            "number is accounted for",
            "numbers are accounted for"
        )),
        match unsourced(scenario) {
            0 => String::new(),
            n => format!(", {n} of them only by saying that no source was found"),
        }
    )));
}

/// Numbers of which the scenario says that nothing is published.
fn unsourced(scenario: &Scenario) -> usize {
    // The shipped scenarios use these words. A scenario with other words for it is not counted.
    let none = |source: &str| source.to_lowercase().contains("no source");
    scenario.evidence.assumptions.iter().filter(|one| none(&one.source)).count()
}

fn experimentation(blocks: &mut Vec<Block>, scenario: &Scenario, result: &RunResult) {
    blocks.push(heading("4.1 Initialisation"));
    blocks.push(prose(format!(
        "On day 0 children whom nobody knows are there in equilibrium, the service is empty and fully staffed but for vacancies; a \
         warm-up of {} days fills queues and caseloads before anything is counted.",
        format::count(u64::from(scenario.time.warmup_days))
    )));
    blocks.extend(opening::paragraphs(result).into_iter().map(prose));
    blocks.push(heading("4.2 Run length"));
    blocks.push(prose(format!(
        "Observed: {}. The run goes on until the last children have settled.",
        reading::span(result)
    )));
    blocks.push(heading("4.3 Estimation approach"));
    blocks.push(prose(format!(
        "{}: {}. Intervals are 95 %, by the jackknife over replications: Monte Carlo error. Centiles over replications are chance. \
         Differences are formed within each replication on common random numbers.",
        format::capital(&reading::replications(result)),
        result.replications.rule
    )));
}

fn implementation(blocks: &mut Vec<Block>, result: &RunResult) {
    blocks.push(heading("5.1 Software or programming language"));
    blocks.push(prose(format!("surge-sim {}, in Rust.", result.version)));
    blocks.push(heading("5.2 Random sampling"));
    blocks.push(prose(format!(
        "Xoshiro256++ streams keyed by seed, replication, purpose and entity, so that no draw depends on how often another was made; seed {}.",
        result.seed
    )));
    blocks.push(heading("5.3 Model execution"));
    blocks.push(prose(
        "Events are taken from one event list in order of time, ties in order of scheduling. Replications run side by side; the same bits come \
         out on any number of threads.",
    ));
    blocks.push(heading("5.4 System specification"));
    blocks.push(prose("Any laptop with Linux, macOS or Windows; timing.json beside the results has the machine and the time of a run."));
    blocks.push(heading("6.1 Computer model sharing statement"));
    blocks.push(prose("MIT or Apache-2.0, at your choice; the scenario with all its defaults stands in report.html."));
}

fn per_cent(share: f64) -> String {
    format!("{} %", format::plain(100.0 * share))
}
