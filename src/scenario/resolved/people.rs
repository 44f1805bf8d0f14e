//! The blocks about children and who refers them.

use super::write::{Out, float, list, numbers, shares, table};
use crate::scenario::{Arrivals, RiskClass, Scenario};

pub fn referrals(out: &mut Out, scenario: &Scenario) {
    let referrals = &scenario.referrals;
    out.header("[referrals]");
    numbers!(out, referrals; per_year, typical_open_days);
    // Left out where it is the default: a scenario keeps its identity, and its pilot.
    if referrals.arrivals == Arrivals::Direct {
        out.words("arrivals", "direct");
    }
    out.line("weekday", list(referrals.weekday.iter().map(|&factor| float(factor))));
    for (key, value, neutral) in
        [("growth", referrals.growth, 0.0), ("added_need", referrals.added_need, 1.0)]
    {
        if value.total_cmp(&neutral).is_ne() {
            out.number(key, value);
        }
    }
    if let Some(months) = referrals.months {
        out.line("months", list(months.into_iter().map(float)));
    }
    for source in &referrals.sources {
        out.block("[[referrals.sources]]", source, scenario);
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
