//! The file in the order of the format, and the blocks about the run.

use super::write::{Out, list, numbers, shares, text};
use super::{organisation, pathway, people, sources};
use crate::scenario::check::last_day;
use crate::scenario::time::CALENDARS;
use crate::scenario::{
    Publicity, PublicityToCome, Replications, Scenario, Stopping, Switches, school_holidays,
};

pub fn scenario(out: &mut Out, scenario: &Scenario) {
    head(out, scenario);
    time(out, scenario);
    replications(out, &scenario.replications);
    people::referrals(out, scenario);
    scenario.risk.iter().for_each(|class| people::risk(out, scenario, class));
    scenario.publicity.iter().for_each(|event| publicity(out, event));
    scenario.publicity_to_come.iter().for_each(|block| publicity_to_come(out, block));
    out.block("[judgement]", &scenario.judgement, scenario);
    pathway::triage(out, scenario);
    scenario.teams.iter().for_each(|each| out.block("[[teams]]", each, scenario));
    out.block("[staffing]", &scenario.staffing, scenario);
    scenario.stages.iter().for_each(|each| pathway::stage(out, scenario, each));
    out.block("[outcome]", &scenario.outcome, scenario);
    organisation::blocks(out, scenario);
    for opening in &scenario.opening {
        out.header("[[opening]]");
        out.words("stage", &scenario.stage(opening.stage).name);
        out.count("waiting", opening.waiting);
    }
    scenario.targets.iter().for_each(|each| sources::target(out, each));
    sources::study(out, scenario);
    sources::evidence(out, scenario);
}

fn head(out: &mut Out, scenario: &Scenario) {
    out.line("schema", "1");
    out.words("name", &scenario.name);
    out.some_words("description", &scenario.description);
    let mut switches = scenario.without;
    let off: Vec<String> = Switches::NAMES
        .into_iter()
        .filter(|name| switches.by_name(name).is_some_and(|switch| *switch))
        .map(text)
        .collect();
    if !off.is_empty() {
        out.line("without", list(off));
    }
    // Before the first header, after which a key would belong to that block.
    if scenario.publicity.is_empty() {
        out.line("publicity", "[]");
    }
}

fn time(out: &mut Out, scenario: &Scenario) {
    let time = &scenario.time;
    out.header("[time]");
    out.line("start", time.start.to_string());
    out.count("warmup_days", time.warmup_days);
    out.count("run_days", time.run_days);
    out.words(
        "calendar",
        CALENDARS
            .iter()
            .find(|(_, kind)| *kind == time.calendar)
            .map(|(name, _)| *name)
            .expect("every calendar has a name"),
    );
    out.number("hours_per_day", time.hours_per_day);
    let pair = |&(from, to): &(jiff::civil::Date, jiff::civil::Date)| format!("[{from}, {to}]");
    out.line(
        "school_holidays",
        if time.school_holidays.is_empty() {
            text("none")
        // The word, where the rule gives these days: the list of a long run would fill a page.
        } else if time.school_holidays
            == school_holidays::england(time.start, last_day(time, scenario.outcome))
        {
            text("england")
        } else {
            list(time.school_holidays.iter().map(pair))
        },
    );
}

fn replications(out: &mut Out, replications: &Replications) {
    out.header("[replications]");
    out.count("seed", replications.seed);
    match &replications.stopping {
        Stopping::Count(count) => out.count("count", *count),
        Stopping::Precision(precision) => {
            if let Some(headline) = precision.headline {
                out.number("precision", headline);
            }
            if !precision.of.is_empty() {
                out.line("precision_of", shares(&precision.of));
            }
            out.count("min", precision.min);
            out.count("max", precision.max);
        }
    }
}

fn publicity(out: &mut Out, event: &Publicity) {
    out.header("[[publicity]]");
    out.words("label", &event.label);
    out.line("date", event.date.to_string());
    numbers!(out, event.shape; peak, ramp_days, half_life_days, lasting);
    out.number("blame", event.blame);
}

fn publicity_to_come(out: &mut Out, to_come: &PublicityToCome) {
    out.header("[publicity_to_come]");
    out.number("per_year", to_come.per_year);
    numbers!(out, to_come.shape; peak, ramp_days, half_life_days, lasting);
    out.number("blame", to_come.blame);
    out.line("from", to_come.from.to_string());
    out.flag("of_interest", to_come.of_interest);
}
