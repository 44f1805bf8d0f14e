//! The blocks about children and about those who work with them.

use super::write::{Out, float, list, mean_cv, order, shares, table, text};
use crate::scenario::{RiskClass, Scenario, Team};

pub fn referrals(out: &mut Out, scenario: &Scenario) {
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

pub fn risk(out: &mut Out, scenario: &Scenario, class: &RiskClass) {
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

pub fn judgement(out: &mut Out, scenario: &Scenario) {
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

pub fn team(out: &mut Out, team: &Team) {
    out.header("[[teams]]");
    out.words("name", &team.name);
    let posts = team.posts.iter().map(|group| {
        table(&[
            ("grade", text(group.grade.name())),
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

pub fn staffing(out: &mut Out, scenario: &Scenario) {
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
