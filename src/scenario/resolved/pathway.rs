//! The blocks about triage and the stages behind it.

use super::write::{Out, float, list, mean_cv, numbers, order, table, text};
use crate::scenario::declare::inline;
use crate::scenario::{Destination, Scenario, Stage, StageKind, Threshold, ThresholdRule};

/// The default of `early_close_dead_band`, as `defaults.toml` has it.
const EARLY_CLOSE_DEAD_BAND: f64 = 0.15;

pub fn triage(out: &mut Out, scenario: &Scenario) {
    let triage = &scenario.triage;
    out.header("[triage]");
    out.words("team", &scenario.team(triage.team).name);
    out.line("hours", mean_cv(triage.hours));
    out.line("order", order(triage.order));
    bar(out, triage.accept, "accept_share", "threshold");
    bar(out, triage.urgent, "urgent_share", "urgent");
    out.words("accepted_to", &scenario.stage(triage.accepted_to).name);
    out.words("urgent_to", &scenario.stage(triage.urgent_to).name);
    // Left out where chance decides nothing: a scenario keeps its identity, and its pilot.
    if triage.by_chance > 0.0 || triage.by_chance_to != Destination::Close {
        out.number("by_chance", triage.by_chance);
        out.words("by_chance_to", destination(scenario, triage.by_chance_to));
    }
    let differs = |value: f64, from: f64| value.total_cmp(&from).is_ne();
    if differs(triage.accept_caution, 1.0) {
        out.number("accept_caution", triage.accept_caution);
    }
    if differs(triage.urgent_caution, 0.0) {
        out.number("urgent_caution", triage.urgent_caution);
    }
    match &triage.rule {
        ThresholdRule::Fixed => out.words("rule", "fixed"),
        ThresholdRule::Pressure { gain, max_shift, dead_band } => {
            out.words("rule", "pressure");
            out.number("gain", *gain);
            out.number("max_shift", *max_shift);
            out.number("dead_band", *dead_band);
        }
        ThresholdRule::Schedule(shifts) => {
            out.words("rule", "schedule");
            let shift = |shift| inline(shift, scenario);
            out.line("schedule", list(shifts.iter().map(shift)));
        }
    }
    numbers!(out, triage; review_days, smooth_weeks, visibility);
}

fn bar(out: &mut Out, bar: Threshold, share_key: &str, number_key: &str) {
    match bar {
        Threshold::Share(share) => out.number(share_key, share),
        Threshold::Severity(threshold) => out.number(number_key, threshold),
    }
}

pub fn stage(out: &mut Out, scenario: &Scenario, stage: &Stage) {
    out.header("[[stages]]");
    out.words("name", &stage.name);
    stage_particulars(out, scenario, stage);
    out.number("protection", stage.protection);
    out.flag("protective", stage.protective);
    out.number("helps", stage.helps);
    // What follows is refused of an exit.
    if matches!(stage.kind, StageKind::Exit { .. }) {
        return;
    }
    out.flag("urgent", stage.urgent);
    out.line(
        "drift_after_working_days",
        stage.drift_after_working_days.map_or(text("never"), |days| days.to_string()),
    );
    out.line(
        "deadline_working_days",
        stage.deadline_working_days.map_or(text("none"), |days| days.to_string()),
    );
    out.line("hours", inline(&stage.hours, scenario));
    out.number("case_weight", stage.case_weight);
    // Left out where nothing does: a scenario keeps its identity, and its pilot.
    if let Some(with) = stage.with {
        let name = text(&scenario.stage(with.stage).name);
        out.line("with", table(&[("stage", name), ("share", float(with.share))]));
    }
    out.line("outcomes", outcomes(scenario, stage));
}

fn stage_particulars(out: &mut Out, scenario: &Scenario, stage: &Stage) {
    let kind = |out: &mut Out, kind: &str| {
        out.words("kind", kind);
        // Not of a conference or an exit, which may have neither key.
        if let Some(team) = stage.team {
            out.words("team", &scenario.team(team).name);
            out.flag("keep_worker", stage.keep_worker);
        }
    };
    match &stage.kind {
        StageKind::Assess { visits, lead_working_days, gap_working_days } => {
            kind(out, "assess");
            out.count("visits", *visits);
            out.count("lead_working_days", *lead_working_days);
            out.count("gap_working_days", *gap_working_days);
        }
        StageKind::Conference { lead_working_days, per_week } => {
            kind(out, "conference");
            out.count("lead_working_days", *lead_working_days);
            out.line("per_week", per_week.map_or(text("none"), float));
        }
        StageKind::Plan {
            visit_every_working_days,
            duration_days,
            early_review,
            early_close,
            early_close_dead_band,
        } => {
            kind(out, "plan");
            out.count("visit_every_working_days", *visit_every_working_days);
            out.line("duration_days", mean_cv(*duration_days));
            out.flag("early_review", *early_review);
            // Left out where no review is brought forward: a scenario keeps its identity, and its pilot. A dead band that
            // somebody has written is theirs, although it does nothing.
            if *early_close > 0.0 || early_close_dead_band.total_cmp(&EARLY_CLOSE_DEAD_BAND).is_ne()
            {
                out.number("early_close", *early_close);
                out.number("early_close_dead_band", *early_close_dead_band);
            }
        }
        StageKind::Exit { duration_days } => {
            kind(out, "exit");
            out.line("duration_days", duration_days.map_or(text("none"), mean_cv));
        }
    }
}

fn outcomes(scenario: &Scenario, stage: &Stage) -> String {
    list(stage.outcomes.iter().map(|line| {
        let to = destination(scenario, line.to);
        let bar = match line.bar {
            Threshold::Share(chance) if line.by_chance => ("chance", float(chance)),
            Threshold::Share(share) => ("share", float(share)),
            Threshold::Severity(threshold) => ("threshold", float(threshold)),
        };
        let mut written = vec![("to", text(to)), bar];
        // Left out where it is as where nothing is said: a scenario keeps its identity, and its pilot.
        if line.caution.total_cmp(&1.0).is_ne() {
            written.push(("caution", float(line.caution)));
        }
        table(&written)
    }))
}

fn destination(scenario: &Scenario, to: Destination) -> &str {
    match to {
        Destination::Stage(to) => &scenario.stage(to).name,
        Destination::Close => "close",
    }
}
