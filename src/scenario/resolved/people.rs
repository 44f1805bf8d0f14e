//! The blocks about children and about those who work with them.

use super::write::{Out, float, list, mean_cv, numbers, order, people, shares, table, text};
use crate::scenario::{RiskClass, Scenario, Team};

pub fn referrals(out: &mut Out, scenario: &Scenario) {
    let referrals = &scenario.referrals;
    out.header("[referrals]");
    numbers!(out, referrals; per_year, typical_open_days);
    out.line("weekday", list(referrals.weekday.iter().map(|&factor| float(factor))));
    for source in &referrals.sources {
        out.header("[[referrals.sources]]");
        out.words("name", &source.name);
        numbers!(out, source; share, precision, publicity_response, in_school_holidays);
    }
}

pub fn risk(out: &mut Out, scenario: &Scenario, class: &RiskClass) {
    out.header("[[risk]]");
    out.words("name", &class.name);
    out.flag("high", class.high);
    out.number("share", class.share);
    out.line(
        "severity",
        table(&[("mean", float(class.severity_mean)), ("sd", float(class.severity_sd))]),
    );
    numbers!(out, class; concealment, concern_every_days, recognition, resolves_after_days);
    numbers!(out, class; harm_per_year, escalates_per_year);
    if let Some(to) = class.escalates_to {
        out.words("escalates_to", &scenario.class(to).name);
    }
    out.number("typical_open_days", class.typical_open_days);
    out.line("ages", shares(&class.ages));
    out.line("kinds", shares(&class.kinds));
    out.number("fatal_share", class.fatal_share);
}

pub fn team(out: &mut Out, team: &Team) {
    out.header("[[teams]]");
    out.words("name", &team.name);
    let posts = team.posts.iter().map(|group| {
        table(&[
            ("grade", text(group.grade.name())),
            ("count", people(group.count)),
            ("experience_days", float(group.experience_days)),
            ("fte", float(group.fte)),
        ])
    });
    out.line("posts", list(posts));
    numbers!(out, team; vacant_share, availability, caseload_cap, stretch);
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
    out.line(
        "agency",
        table(&[("fill", float(agency.fill)), ("delay_days", mean_cv(agency.delay_days))]),
    );
}
