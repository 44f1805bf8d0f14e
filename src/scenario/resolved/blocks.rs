//! Each block of the file, in the order of the format.

use super::write::{Out, family, float, list, mean_cv, table, text};
use crate::calendar::CalendarKind;
use crate::scenario::check::last_day;
use crate::scenario::document::path::quote;
use crate::scenario::{
    Bar, Destination, Order, Publicity, Replications, RiskClass, Scenario, Stage, StageKind, Stopping, Switches,
    Target, TargetUse, Team, ThresholdRule, school_holidays,
};

pub fn scenario(out: &mut Out, scenario: &Scenario) {
    head(out, scenario);
    time(out, scenario);
    replications(out, &scenario.replications);
    referrals(out, scenario);
    scenario.risk.iter().for_each(|class| risk(out, scenario, class));
    scenario.publicity.iter().for_each(|event| publicity(out, event));
    judgement(out, scenario);
    triage(out, scenario);
    scenario.teams.iter().for_each(|each| team(out, each));
    staffing(out, scenario);
    scenario.stages.iter().for_each(|each| stage(out, scenario, each));
    out.header("[outcome]");
    out.count("target_working_days", scenario.outcome.target_working_days);
    for opening in &scenario.opening {
        out.header("[[opening]]");
        out.words("stage", &scenario.stage(opening.stage).name);
        out.count("waiting", opening.waiting);
    }
    scenario.targets.iter().for_each(|each| target(out, each));
    study(out, scenario);
    evidence(out, scenario);
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
        match time.calendar {
            CalendarKind::England => "england",
            CalendarKind::Continuous => "continuous",
        },
    );
    out.number("hours_per_day", time.hours_per_day);
    let pair = |&(from, to): &(jiff::civil::Date, jiff::civil::Date)| format!("[{from}, {to}]");
    out.line(
        "school_holidays",
        if time.school_holidays.is_empty() {
            text("none")
        } else if time.school_holidays == school_holidays::england(time.start, last_day(time, scenario.outcome)) {
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

fn shares(shares: &[(String, f64)]) -> String {
    table(&shares.iter().map(|(name, share)| (name.as_str(), float(*share))).collect::<Vec<_>>())
}

fn referrals(out: &mut Out, scenario: &Scenario) {
    let referrals = &scenario.referrals;
    out.header("[referrals]");
    out.number("per_year", referrals.per_year);
    out.number("typical_open_days", referrals.typical_open_days);
    out.line("weekday", list(referrals.weekday.iter().map(|&factor| float(factor))));
    for source in &referrals.sources {
        out.header("[[referrals.sources]]");
        out.words("name", &source.name);
        out.number("share", source.share);
        out.number("precision", source.precision);
        out.number("publicity_response", source.publicity_response);
        out.number("in_school_holidays", source.in_school_holidays);
    }
}

fn risk(out: &mut Out, scenario: &Scenario, class: &RiskClass) {
    out.header("[[risk]]");
    out.words("name", &class.name);
    out.flag("high", class.high);
    out.number("share", class.share);
    out.line("severity", table(&[("mean", float(class.severity_mean)), ("sd", float(class.severity_sd))]));
    out.number("concealment", class.concealment);
    out.number("concern_every_days", class.concern_every_days);
    out.number("recognition", class.recognition);
    out.number("resolves_after_days", class.resolves_after_days);
    out.number("harm_per_year", class.harm_per_year);
    out.number("escalates_per_year", class.escalates_per_year);
    if let Some(to) = class.escalates_to {
        out.words("escalates_to", &scenario.class(to).name);
    }
    out.number("typical_open_days", class.typical_open_days);
    out.line("ages", shares(&class.ages));
    out.line("kinds", shares(&class.kinds));
    out.number("fatal_share", class.fatal_share);
}

fn publicity(out: &mut Out, event: &Publicity) {
    out.header("[[publicity]]");
    out.words("label", &event.label);
    out.line("date", event.date.to_string());
    out.number("peak", event.shape.peak);
    out.number("ramp_days", event.shape.ramp_days);
    out.number("half_life_days", event.shape.half_life_days);
    out.number("lasting", event.shape.lasting);
    out.number("blame", event.blame);
}

fn judgement(out: &mut Out, scenario: &Scenario) {
    let judgement = &scenario.judgement;
    out.header("[judgement]");
    out.number("per_hour", judgement.per_hour);
    out.number("trust_hours", judgement.trust_hours);
    out.number("records_retained", judgement.records_retained);
    out.number("handover_retained", judgement.handover_retained);
    out.number("skill_new", judgement.skill_new);
    out.number("learning_days", judgement.learning_days);
    out.number("agency_skill", judgement.agency_skill);
}

fn triage(out: &mut Out, scenario: &Scenario) {
    let triage = &scenario.triage;
    out.header("[triage]");
    out.words("team", &scenario.team(triage.team).name);
    out.line("hours", mean_cv(triage.hours));
    out.line("order", order(triage.order));
    bar(out, triage.accept, "accept_share", "threshold");
    bar(out, triage.urgent, "urgent_share", "urgent");
    out.words("accepted_to", &scenario.stage(triage.accepted_to).name);
    out.words("urgent_to", &scenario.stage(triage.urgent_to).name);
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
            let shift = |shift: &crate::scenario::ScheduledShift| {
                table(&[("from", shift.from.to_string()), ("shift", float(shift.shift))])
            };
            out.line("schedule", list(shifts.iter().map(shift)));
        }
    }
    out.number("review_days", triage.review_days);
    out.number("smooth_weeks", triage.smooth_weeks);
    out.number("visibility", triage.visibility);
}

fn bar(out: &mut Out, bar: Bar, share_key: &str, number_key: &str) {
    match bar {
        Bar::Share(share) => out.number(share_key, share),
        Bar::Severity(threshold) => out.number(number_key, threshold),
    }
}

fn order(order: Order) -> String {
    text(match order {
        Order::Fifo => "fifo",
        Order::Risk => "risk",
        Order::Band => "band",
    })
}

fn team(out: &mut Out, team: &Team) {
    out.header("[[teams]]");
    out.words("name", &team.name);
    let posts = team.posts.iter().map(|group| {
        table(&[
            ("grade", text(&group.grade)),
            ("count", group.count.to_string()),
            ("experience_days", float(group.experience_days)),
            ("fte", float(group.fte)),
        ])
    });
    out.line("posts", list(posts));
    out.number("vacant_share", team.vacant_share);
    out.number("availability", team.availability);
    out.number("caseload_cap", team.caseload_cap);
    out.number("stretch", team.stretch);
    out.count("stretch_when_waiting", team.stretch_when_waiting);
    out.line("order", order(team.order));
    let rush = team.rush.map_or_else(
        || text("none"),
        |rush| {
            table(&[
                ("start_weeks", float(rush.start_weeks)),
                ("half_weeks", float(rush.half_weeks)),
                ("floor", float(rush.floor)),
            ])
        },
    );
    out.line("rush", rush);
}

fn staffing(out: &mut Out, scenario: &Scenario) {
    let staffing = &scenario.staffing;
    out.header("[staffing]");
    let sickness = &staffing.sickness;
    out.line(
        "sickness",
        table(&[
            ("per_year", float(sickness.hazard.per_year)),
            ("overload", float(sickness.hazard.overload)),
            ("days_off", mean_cv(sickness.days_off)),
        ]),
    );
    out.line(
        "leaving",
        table(&[
            ("per_year", float(staffing.leaving.per_year)),
            ("overload", float(staffing.leaving.overload)),
            ("blame", float(staffing.leaving.blame)),
        ]),
    );
    let recruitment = &staffing.recruitment;
    out.line(
        "recruitment",
        table(&[
            ("delay_days", mean_cv(recruitment.delay_days)),
            ("newly_qualified_share", float(recruitment.newly_qualified_share)),
            ("protected_share", float(recruitment.protected_share)),
            ("protected_days", float(recruitment.protected_days)),
        ]),
    );
    let agency = &staffing.agency;
    out.line("agency", table(&[("fill", float(agency.fill)), ("delay_days", mean_cv(agency.delay_days))]));
}

fn stage(out: &mut Out, scenario: &Scenario, stage: &Stage) {
    out.header("[[stages]]");
    out.words("name", &stage.name);
    stage_particulars(out, scenario, stage);
    out.number("protection", stage.protection);
    out.flag("protective", stage.protective);
    out.number("helps", stage.helps);
    if matches!(stage.kind, StageKind::Exit { .. }) {
        return;
    }
    out.flag("urgent", stage.urgent);
    out.line("drift_after_working_days", stage.drift_after_working_days.map_or(text("never"), |days| days.to_string()));
    out.line("deadline_working_days", stage.deadline_working_days.map_or(text("none"), |days| days.to_string()));
    let hours = &stage.hours;
    out.line(
        "hours",
        table(&[
            ("direct", float(hours.direct)),
            ("recording", float(hours.recording)),
            ("travel", float(hours.travel)),
            ("cv", float(hours.cv)),
            ("dist", family(hours.dist)),
        ]),
    );
    out.number("case_weight", stage.case_weight);
    out.line("outcomes", outcomes(scenario, stage));
}

fn stage_particulars(out: &mut Out, scenario: &Scenario, stage: &Stage) {
    let kind = |out: &mut Out, kind: &str| {
        out.words("kind", kind);
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
        StageKind::Plan { visit_every_working_days, duration_days, early_review } => {
            kind(out, "plan");
            out.count("visit_every_working_days", *visit_every_working_days);
            out.line("duration_days", mean_cv(*duration_days));
            out.flag("early_review", *early_review);
        }
        StageKind::Exit { duration_days } => {
            kind(out, "exit");
            out.line("duration_days", duration_days.map_or(text("none"), mean_cv));
        }
    }
}

fn outcomes(scenario: &Scenario, stage: &Stage) -> String {
    list(stage.outcomes.iter().map(|line| {
        let to = match line.to {
            Destination::Stage(to) => scenario.stage(to).name.as_str(),
            Destination::Close => "close",
        };
        let bar = match line.bar {
            Bar::Share(share) => ("share", float(share)),
            Bar::Severity(threshold) => ("threshold", float(threshold)),
        };
        table(&[("to", text(to)), bar])
    }))
}

fn target(out: &mut Out, target: &Target) {
    out.header("[[targets]]");
    out.words("measure", &target.measure);
    if let Some((from, to)) = target.period {
        out.line("period", format!("[{from}, {to}]"));
    }
    out.number("low", target.low);
    out.number("high", target.high);
    out.some_words("source", &target.source);
    out.words(
        "use",
        match target.used {
            TargetUse::Fit => "fit",
            TargetUse::HeldOut => "held out",
        },
    );
    out.some_words("missed_because", &target.missed_because);
}

fn study(out: &mut Out, scenario: &Scenario) {
    let study = &scenario.study;
    out.header("[study]");
    out.some_words("purpose", &study.purpose);
    out.some_words("audience", &study.audience);
    out.some_words("not_for", &study.not_for);
    if !study.roles.is_empty() {
        let roles: Vec<(&str, String)> = study.roles.iter().map(|(role, name)| (role.as_str(), text(name))).collect();
        out.line("roles", table(&roles));
    }
}

fn evidence(out: &mut Out, scenario: &Scenario) {
    for assumption in &scenario.evidence.assumptions {
        out.header(&format!("[evidence.{}]", quote(&assumption.path)));
        out.some_words("source", &assumption.source);
        out.words("grade", &assumption.grade);
        for (key, end) in [("low", assumption.low), ("high", assumption.high)] {
            if let Some(end) = end {
                out.number(key, end);
            }
        }
    }
    for figure in &scenario.evidence.figures {
        out.header("[[figure]]");
        out.words("id", &figure.id);
        out.some_words("figure", &figure.figure);
        out.some_words("value", &figure.value);
        out.some_words("unit", &figure.unit);
        out.some_words("year", &figure.year);
        out.some_words("place", &figure.place);
        out.some_words("source", &figure.source);
        out.some_words("address", &figure.address);
        out.some_words("grade", &figure.grade);
    }
}
