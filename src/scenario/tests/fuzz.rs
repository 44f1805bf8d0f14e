//! Whatever is written, loading answers and does not panic.

use proptest::prelude::*;

use super::SMALL;
use crate::scenario::{Overrides, load_str, starter};

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        let _ = load_str("x", &text, &Overrides::none());
    }

    #[test]
    fn any_override_is_answered(set in "[a-z\"'. =0-9\\[\\]{}-]{0,40}") {
        let _ = load_str("x", SMALL, &Overrides::none().set(set));
    }

    #[test]
    fn any_value_at_any_key_is_answered(key in 0..KEYS.len(), value in 0..VALUES.len()) {
        let _ = load_str("x", SMALL, &Overrides::none().set(format!("{}={}", KEYS[key], VALUES[value])));
    }

    #[test]
    fn a_damaged_file_is_answered(cuts in prop::collection::vec((0usize..8000, 0usize..40, "[\\PC\n]{0,6}"), 1..4)) {
        let mut text = starter::starter("damaged");
        for (at, length, put) in cuts {
            let at = (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
            let end = (at + length..=text.len()).find(|&end| text.is_char_boundary(end)).unwrap_or(text.len());
            text.replace_range(at..end, &put);
        }
        let _ = load_str("x", &text, &Overrides::none());
    }
}

const KEYS: &[&str] = &[
    "schema",
    "name",
    "without",
    "time",
    "time.start",
    "time.run_days",
    "time.school_holidays",
    "replications",
    "replications.seed",
    "replications.precision_of",
    "referrals",
    "referrals.sources",
    "referrals.weekday",
    "referrals.sources.police",
    "risk",
    "risk.low",
    "risk.low.severity",
    "risk.low.ages",
    "risk.low.escalates_to",
    "publicity",
    "publicity.verdict",
    "publicity.0.date",
    "triage",
    "triage.team",
    "triage.schedule",
    "triage.accepted_to",
    "teams",
    "teams.duty",
    "teams.duty.posts",
    "teams.duty.posts.0",
    "teams.duty.rush",
    "staffing",
    "staffing.sickness",
    "stages",
    "stages.0",
    "stages.core assessment.kind",
    "stages.core assessment.outcomes",
    "stages.0.outcomes.0",
    "stages.0.outcomes.0.to",
    "stages.0.hours",
    "outcome",
    "feedback",
    "feedback.delay_days",
    "culture",
    "culture.half_life_days",
    "culture.caution",
    "publicity_to_come",
    "case_reviews.probability",
    "early_help",
    "early_help.team",
    "inspection",
    "inspection.2008-11-26.grades",
    "actions",
    "actions.a.when",
    "prevention",
    "prevention.start",
    "costs",
    "costs.price_year",
    "opening",
    "targets",
    "study",
    "study.roles",
    "evidence",
    "figure",
    "solved",
];

const VALUES: &[&str] = &[
    "0",
    "-1",
    "1",
    "1e308",
    "nan",
    "inf",
    "99999999999999999999",
    "\"\"",
    "\"close\"",
    "none",
    "true",
    "2008-11-11",
    "2008-02-30",
    "12:00:00",
    "[]",
    "[[]]",
    "[{}]",
    "{}",
    "[1, \"a\"]",
    "[{name = \"low\"}]",
    "[{name = 1}]",
    "{a = {b = 1}}",
    "[[2009-01-01, 2008-01-01]]",
    "{mean = 1}",
    "[{to = \"core assessment\", share = 1.0}]",
    "[{measure = \"a\"}]",
    "{start = 2007-04-02, from_team = \"duty\", fte = 99}",
    "[{date = 2008-11-26}, {date = 2008-11-26, sample = -1}]",
    "[{name = \"a\", when = {pressure_above = 1, for_weeks = 1e9}, move = [{from = \"duty\", to = \"x\", count = 1}]}]",
];
