//! A draft assurance statement in the terms of the UK government's Aqua Book (HM Treasury 2015, revised 2025): proportionate, by
//! people who are named, with the signatures left to them.

use super::{Document, DocumentSources, heading, item, prose, row, said, table};
use crate::report::{format, reading};
use crate::words::warning::sentences;

/// Roles of the Aqua Book.
const ROLES: [(&str, &str); 4] = [
    ("commissioner", "asks the question, agrees what the analysis is for, and accepts its limits"),
    ("analyst", "makes the analysis and says what is uncertain"),
    ("assurer", "checks it, independently of the analyst"),
    ("approver", "signs that it is fit for its purpose"),
];

/// RIGOUR, as the Aqua Book spells it, and where each is to be found: only what there is.
fn rigour(sources: &DocumentSources<'_>) -> [(&'static str, String); 6] {
    let DocumentSources { scenario, result, .. } = *sources;
    let figures = match scenario.evidence.figures.len() {
        0 => "The scenario names no published figure".to_owned(),
        n => format!(
            "The data log has {}",
            format::counted(n as u64, "published figure", "published figures")
        ),
    };
    let held = if result.targets.is_empty() {
        "nothing published is held against the model"
    } else {
        "the validation table holds the model against what is published"
    };
    [
        (
            "Repeatable",
            "The same scenario, seed and version give the same numbers on any computer; every report says how.".to_owned(),
        ),
        (
            "Independent",
            "The verification table is of known answers; the assurer named above is to be somebody else than the analyst."
                .to_owned(),
        ),
        ("Grounded in reality", format!("{figures}; {held}.")),
        (
            "Objective",
            if result.has_twin {
                "Every result stands beside the same children without publicity; what is not shown is said not to be shown."
            } else {
                "No run without publicity was made; what is not shown is said not to be shown."
            }
            .to_owned(),
        ),
        (
            "Uncertainty-managed",
            "Intervals say how well the simulation knows its means. How wrong the numbers of the scenario may be, these papers do \
             not say: surge-sim sensitivity and --uncertainty do, and were not run for them."
                .to_owned(),
        ),
        (
            "Robust",
            "What the model leaves out, and which way it would push the answer, stands in the assumptions log.".to_owned(),
        ),
    ]
}

/// The statement.
pub(super) fn document(sources: &DocumentSources<'_>) -> Document {
    let DocumentSources { scenario, result, checks } = *sources;
    let study = &scenario.study;
    let roles = ROLES.iter().map(|(role, does)| {
        let name = study
            .roles
            .iter()
            .find(|(known, _)| known == role)
            .map_or("", |(_, name)| name.as_str());
        row(
            *role,
            vec![
                (*does).to_owned(),
                said(name, &format!("[study] roles.{role}")),
                String::new(),
                String::new(),
            ],
        )
    });
    // A study may have roles that the Aqua Book does not know. They sign as well.
    let others =
        study.roles.iter().filter(|(role, _)| ROLES.iter().all(|(known, _)| known != role));
    let others = others.map(|(role, name)| {
        row(
            role,
            vec![
                String::new(),
                said(name, &format!("[study] roles.{role}")),
                String::new(),
                String::new(),
            ],
        )
    });
    let passed = checks.iter().filter(|check| check.passed()).count();
    let mut blocks = vec![
        prose(
            "This is a draft made by the program. Nobody has signed it; until somebody does, it assures nothing.",
        ),
        heading("Purpose and use"),
        item(format!("Question: {}", said(&scenario.description, "description"))),
        item(format!("Purpose: {}", said(&study.purpose, "[study] purpose"))),
        item(format!("Audience: {}", said(&study.audience, "[study] audience"))),
        item(format!(
            "Decisions it is meant to inform: {}",
            said(&study.decisions, "[study] decisions")
        )),
        item(format!("Not to be used for: {}", said(&study.not_for, "[study] not_for"))),
        heading("Roles and signatures"),
        table(
            "Roles",
            &["responsibility", "name", "signature", "date"],
            roles.chain(others).collect(),
        ),
        heading("What was done"),
        item(format!(
            "Verification: {passed} of {} known answers agree, with the numbers of replications in the verification table.",
            checks.len()
        )),
        item(format!("Validation: {}", super::tables::scored(result))),
        item(format!(
            "Skill: {}",
            result.held_out.as_ref().map_or_else(
                || "nothing was held out, so none can be shown.".to_owned(),
                crate::words::skill::sentence
            )
        )),
        item(format!(
            "Replications: {}; {}.",
            reading::replications(result),
            result.replications.rule
        )),
        item(format!("Warnings of the run: {}.", format::count(result.warnings.len() as u64))),
    ];
    blocks.extend(result.warnings.iter().map(|one| item(sentences(one))));
    blocks.push(heading("RIGOUR"));
    blocks.push(table(
        "The Aqua Book's six marks of good analysis",
        &["where it is to be found"],
        rigour(sources).into_iter().map(|(mark, how)| row(mark, vec![how])).collect(),
    ));
    blocks.push(heading("Fit for purpose"));
    blocks.push(prose(
        "[to be filled in by the assurer: whether the analysis is fit for the purpose above, with which limits, and what would change \
         that judgement]",
    ));
    Document { stem: "statement", title: "Draft assurance statement", blocks }
}
