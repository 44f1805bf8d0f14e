//! The blocks about the organisation. One that is absent is not written: absent is off.

use super::write::{Out, float, list, mean_cv, people, table, text};
use crate::scenario::{Action, Feedback, Scenario, TeamId, Trigger, organisation};

pub fn blocks(out: &mut Out, scenario: &Scenario) {
    let name = |team: TeamId| text(&scenario.team(team).name);
    scenario.feedback.iter().for_each(|block| feedback(out, block));
    scenario.culture.iter().for_each(|block| out.block("[culture]", block, scenario));
    organisation::write(out, scenario);
    scenario.schedule.iter().for_each(|block| out.block("[[schedule]]", block, scenario));
    scenario.actions.iter().for_each(|block| action(out, block, name));
    scenario.costs.iter().for_each(|block| out.block("[costs]", block, scenario));
}

fn feedback(out: &mut Out, feedback: &Feedback) {
    out.header("[feedback]");
    out.number("public_probability", feedback.public_probability);
    out.line("delay_days", mean_cv(feedback.delay_days));
    out.number("peak", feedback.shape.peak);
    out.number("ramp_days", feedback.shape.ramp_days);
    out.number("half_life_days", feedback.shape.half_life_days);
    out.number("lasting", feedback.shape.lasting);
}

fn action(out: &mut Out, action: &Action, name: impl Fn(TeamId) -> String) {
    out.header("[[actions]]");
    out.words("name", &action.name);
    match action.when {
        Trigger::Date(date) => out.line("date", date.to_string()),
        Trigger::Pressure { above, for_weeks } => {
            out.line(
                "when",
                table(&[("pressure_above", float(above)), ("for_weeks", float(for_weeks))]),
            );
        }
    }
    out.number("lead_days", action.lead_days);
    out.line("for_days", action.for_days.map_or(text("none"), float));
    let added = action.add.iter().map(|added| {
        table(&[
            ("team", name(added.team)),
            ("grade", text(added.grade.name())),
            ("count", people(added.count)),
        ])
    });
    out.line("add", list(added));
    let moved = action.moves.iter().map(|moved| {
        table(&[("from", name(moved.from)), ("to", name(moved.to)), ("count", people(moved.count))])
    });
    out.line("move", list(moved));
    out.number("overtime_share", action.overtime_share);
    out.line("floor", action.floor.map_or(text("none"), float));
    out.flag("freeze_threshold", action.freeze_threshold);
    out.number("recording", action.recording);
    out.number("cost", action.cost);
    out.some_words("because_of", &action.because_of);
}
