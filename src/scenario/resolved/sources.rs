//! The blocks about the study, its targets and its evidence.

use super::write::{Out, table, text};
use crate::scenario::document::path::quote;
use crate::scenario::{Scenario, Target};

pub fn target(out: &mut Out, target: &Target) {
    out.header("[[targets]]");
    out.words("measure", &target.measure);
    if let Some((from, to)) = target.period {
        out.line("period", format!("[{from}, {to}]"));
    }
    if let Some((from, to)) = target.against {
        out.line("against", format!("[{from}, {to}]"));
    }
    out.number("low", target.low);
    out.number("high", target.high);
    if let Some(value) = target.value {
        out.number("value", value);
    }
    out.some_words("grows_as", &target.grows_as);
    out.some_words("source", &target.source);
    out.words("use", target.used.name());
    out.some_words("missed_because", &target.missed_because);
}

pub fn study(out: &mut Out, scenario: &Scenario) {
    let study = &scenario.study;
    out.header("[study]");
    out.some_words("purpose", &study.purpose);
    out.some_words("audience", &study.audience);
    out.some_words("not_for", &study.not_for);
    out.some_words("decisions", &study.decisions);
    if !study.roles.is_empty() {
        let roles: Vec<(&str, String)> =
            study.roles.iter().map(|(role, name)| (role.as_str(), text(name))).collect();
        out.line("roles", table(&roles));
    }
}

pub fn evidence(out: &mut Out, scenario: &Scenario) {
    for assumption in &scenario.evidence.assumptions {
        out.header(&format!("[evidence.{}]", quote(&assumption.path)));
        out.some_words("source", &assumption.source);
        out.words("grade", &assumption.grade);
        for (key, end) in [("low", assumption.low), ("high", assumption.high)] {
            if let Some(end) = end {
                out.number(key, end);
            }
        }
        assumption.distribution.iter().for_each(|shape| out.words("distribution", shape));
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
