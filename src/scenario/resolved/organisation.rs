//! The blocks about the organisation. One that is absent is not written: absent is off.

use super::write::{Out, float, list, mean_cv, people, table, text};
use crate::scenario::{
    Action, CaseReviews, Costs, Culture, EarlyHelp, Feedback, Inspection, Prevention, Scenario,
    TeamId, Trigger,
};

pub fn blocks(out: &mut Out, scenario: &Scenario) {
    let name = |team: TeamId| text(&scenario.team(team).name);
    scenario.feedback.iter().for_each(|block| feedback(out, block));
    scenario.culture.iter().for_each(|block| culture(out, block));
    scenario.case_reviews.iter().for_each(|block| case_reviews(out, block));
    scenario.early_help.iter().for_each(|block| early_help(out, block, name));
    scenario.inspections.iter().for_each(|block| inspection(out, block));
    scenario.actions.iter().for_each(|block| action(out, block, name));
    scenario.prevention.iter().for_each(|block| prevention(out, block, name));
    scenario.costs.iter().for_each(|block| costs(out, block));
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

fn culture(out: &mut Out, culture: &Culture) {
    out.header("[culture]");
    out.number("blame_per_tragedy", culture.blame_per_tragedy);
    out.number("half_life_days", culture.half_life_days);
    out.number("lasting", culture.lasting);
    out.number("dismissals", culture.dismissals);
    out.number("bureaucracy", culture.bureaucracy);
    out.number("defensive_shift", culture.defensive_shift);
    out.number("defensive_shift_triage", culture.defensive_shift_triage);
    out.number("concealment_of_error", culture.concealment_of_error);
    out.number("report_probability", culture.report_probability);
    out.number("learning_gain", culture.learning_gain);
    out.number("learning_max", culture.learning_max);
}

fn case_reviews(out: &mut Out, reviews: &CaseReviews) {
    out.header("[case_reviews]");
    out.number("probability", reviews.probability);
    out.line("duration_days", mean_cv(reviews.duration_days));
}

fn early_help(out: &mut Out, help: &EarlyHelp, name: impl Fn(TeamId) -> String) {
    out.header("[early_help]");
    out.count("places", help.places);
    out.number("hours_per_week", help.hours_per_week);
    out.line("team", help.team.map_or(text("none"), name));
    out.number("factor", help.factor);
}

fn inspection(out: &mut Out, inspection: &Inspection) {
    out.header("[[inspection]]");
    out.line("date", inspection.date.to_string());
    out.count("sample", inspection.sample);
    out.number("window_days", inspection.window_days);
    out.number("noise", inspection.noise);
    let cuts = &inspection.grades;
    out.line(
        "grades",
        table(&[
            ("outstanding", float(cuts.outstanding)),
            ("good", float(cuts.good)),
            ("adequate", float(cuts.adequate)),
        ]),
    );
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
}

fn prevention(out: &mut Out, prevention: &Prevention, name: impl Fn(TeamId) -> String) {
    out.header("[prevention]");
    if let Some(team) = prevention.from_team {
        out.line("from_team", name(team));
        out.line("staff_move", prevention.staff_move.to_string());
    }
    out.number("fte", prevention.fte);
    out.line("start", prevention.start.to_string());
    out.number("lag_days", prevention.lag_days);
    out.number("half_fte", prevention.half_fte);
    out.number("max_reduction", prevention.max_reduction);
}

fn costs(out: &mut Out, costs: &Costs) {
    out.header("[costs]");
    out.count("price_year", costs.price_year);
    let salary = &costs.salary;
    out.line(
        "salary",
        table(&[
            ("newly_qualified", float(salary.newly_qualified)),
            ("qualified", float(salary.qualified)),
            ("senior", float(salary.senior)),
            ("agency", float(salary.agency)),
        ]),
    );
    out.number("recruitment", costs.recruitment);
    out.number("dismissal", costs.dismissal);
    out.number("case_review", costs.case_review);
    out.number("legal_and_compensation", costs.legal_and_compensation);
    out.number("dismissal_to_court", costs.dismissal_to_court);
}
