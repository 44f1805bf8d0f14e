//! Keys that do nothing where they stand: one example at least of every key that needs another.

use std::collections::BTreeSet;

use super::{load_files, set, set_direct};
use crate::scenario::{LoadError, Loaded, Overrides, ScenarioWarning, keys, needs};

/// A key, what is written, and the path at which the key then does nothing.
type Example = (&'static str, &'static [&'static str], &'static str);

const CALM: &str = "publicity.verdict.blame=0";
const FIXED: &str = "triage.rule=fixed";
const NO_LEAVERS: &str = "staffing.leaving.per_year=0";
const NO_HARM: [&str; 2] = ["risk.high.harm_per_year=0", "risk.\"high, hidden\".harm_per_year=0"];

const EXAMPLES: &[Example] = &[
    (
        "time.hours_per_day",
        &["time.calendar=continuous", "time.hours_per_day=8"],
        "time.hours_per_day",
    ),
    (
        "time.school_holidays",
        &["referrals.sources.school.in_school_holidays=1", "time.school_holidays=england"],
        "time.school_holidays",
    ),
    ("replications.min", &["replications.min=30"], "replications.min"),
    ("replications.max", &["replications.max=300"], "replications.max"),
    (
        "referrals.typical_open_days",
        &["referrals.typical_open_days=30"],
        "referrals.typical_open_days",
    ),
    (
        "referrals.sources.publicity_response",
        &["publicity=[]", "referrals.sources.police.publicity_response=0.8"],
        "referrals.sources.police.publicity_response",
    ),
    (
        "referrals.sources.publicity_response",
        &["publicity.verdict.peak=0", "referrals.sources.police.publicity_response=0.8"],
        "referrals.sources.police.publicity_response",
    ),
    (
        "referrals.sources.in_school_holidays",
        &["time.school_holidays=none", "referrals.sources.school.in_school_holidays=0.3"],
        "referrals.sources.school.in_school_holidays",
    ),
    (
        "risk.escalates_to",
        &["risk.low.escalates_per_year=0", "risk.low.escalates_to=high"],
        "risk.low.escalates_to",
    ),
    ("referrals.added_need", &["referrals.added_need=0.5"], "referrals.added_need"),
    ("triage.by_chance_to", &["triage.by_chance_to=looked after"], "triage.by_chance_to"),
    ("risk.ages", &["risk.high.ages={ \"under 1\" = 1.0 }"], "risk.high.ages"),
    ("risk.kinds", &["risk.high.kinds={ neglect = 1.0 }"], "risk.high.kinds"),
    (
        "risk.fatal_share",
        &["case_reviews={ probability = 0.5 }", "risk.low.fatal_share=0.5"],
        "risk.low.fatal_share",
    ),
    (
        "publicity.ramp_days",
        &["publicity.verdict.peak=0", "publicity.verdict.ramp_days=3"],
        "publicity.verdict.ramp_days",
    ),
    (
        "publicity.half_life_days",
        &["publicity.verdict.lasting=1", "publicity.verdict.half_life_days=9"],
        "publicity.verdict.half_life_days",
    ),
    (
        "publicity.lasting",
        &["publicity.verdict.peak=0", "publicity.verdict.lasting=0.5"],
        "publicity.verdict.lasting",
    ),
    (
        "publicity_to_come.peak",
        &["publicity_to_come={ per_year = 0, peak = 1 }"],
        "publicity_to_come.peak",
    ),
    (
        "publicity_to_come.ramp_days",
        &["publicity_to_come={ per_year = 1, peak = 0, ramp_days = 9 }"],
        "publicity_to_come.ramp_days",
    ),
    (
        "publicity_to_come.half_life_days",
        &["publicity_to_come={ per_year = 1, lasting = 1, half_life_days = 9 }"],
        "publicity_to_come.half_life_days",
    ),
    (
        "publicity_to_come.lasting",
        &["publicity_to_come={ per_year = 1, peak = 0, lasting = 0.5 }"],
        "publicity_to_come.lasting",
    ),
    (
        "publicity_to_come.blame",
        &["publicity_to_come={ per_year = 1, blame = 0.5 }"],
        "publicity_to_come.blame",
    ),
    (
        "publicity_to_come.from",
        &["publicity_to_come={ per_year = 0, from = 2008-11-11 }"],
        "publicity_to_come.from",
    ),
    (
        "publicity_to_come.of_interest",
        &["publicity_to_come={ per_year = 0, of_interest = true }"],
        "publicity_to_come.of_interest",
    ),
    ("publicity.blame", &["publicity.verdict.blame=1"], "publicity.verdict.blame"),
    (
        "judgement.trust_hours",
        &[
            "risk.high.concealment=0",
            "risk.\"high, hidden\".concealment=0",
            "judgement.trust_hours=3",
        ],
        "judgement.trust_hours",
    ),
    (
        "judgement.learning_days",
        &["judgement.skill_new=1", "judgement.learning_days=100"],
        "judgement.learning_days",
    ),
    (
        "judgement.agency_skill",
        &["staffing.agency.fill=0", "judgement.agency_skill=0.7"],
        "judgement.agency_skill",
    ),
    ("triage.hours.cv", &["triage.hours.dist=fixed", "triage.hours.cv=0.3"], "triage.hours.cv"),
    (
        "triage.schedule",
        &["triage.schedule=[{ from = 2009-01-05, shift = 0.3 }]"],
        "triage.schedule",
    ),
    ("triage.gain", &[FIXED, "triage.gain=0.9"], "triage.gain"),
    ("triage.gain", &["triage.max_shift=0", "triage.gain=0.9"], "triage.gain"),
    ("triage.max_shift", &["triage.gain=0", "triage.max_shift=0.9"], "triage.max_shift"),
    ("triage.dead_band", &["triage.gain=0", "triage.dead_band=0.1"], "triage.dead_band"),
    ("triage.review_days", &[FIXED, "triage.review_days=14"], "triage.review_days"),
    ("triage.review_days", &["triage.gain=0", "triage.review_days=14"], "triage.review_days"),
    ("triage.gain", &["triage.visibility=0", "triage.gain=0.9"], "triage.gain"),
    ("triage.max_shift", &["triage.visibility=0", "triage.max_shift=0.9"], "triage.max_shift"),
    ("triage.dead_band", &["triage.visibility=0", "triage.dead_band=0.1"], "triage.dead_band"),
    ("triage.review_days", &["triage.visibility=0", "triage.review_days=14"], "triage.review_days"),
    (
        "triage.smooth_weeks",
        &["triage.visibility=0", "triage.smooth_weeks=2"],
        "triage.smooth_weeks",
    ),
    (
        "teams.posts.grade",
        &["teams.duty.posts=[{ count = 0, grade = \"senior\" }]"],
        "teams.duty.posts.0.grade",
    ),
    (
        "teams.posts.experience_days",
        &["judgement.skill_new=1", "teams.duty.posts=[{ count = 1, experience_days = 90 }]"],
        "teams.duty.posts.0.experience_days",
    ),
    ("teams.posts.fte", &["teams.duty.posts=[{ count = 0, fte = 0.5 }]"], "teams.duty.posts.0.fte"),
    ("teams.caseload_cap", &["teams.duty.caseload_cap=10"], "teams.duty.caseload_cap"),
    ("teams.stretch", &["teams.duty.stretch=1.5"], "teams.duty.stretch"),
    (
        "teams.stretch_when_waiting",
        &["teams.assessment.stretch=1", "teams.assessment.stretch_when_waiting=5"],
        "teams.assessment.stretch_when_waiting",
    ),
    ("teams.order", &["teams.duty.order=risk"], "teams.duty.order"),
    (
        "teams.rush.half_weeks",
        &["teams.duty.rush.floor=1", "teams.duty.rush.half_weeks=2"],
        "teams.duty.rush.half_weeks",
    ),
    (
        "teams.rush.recording_floor",
        &["teams.duty.rush.recording_floor=0.5"],
        "teams.duty.rush.recording_floor",
    ),
    (
        "teams.rush.recording_start_weeks",
        &["teams.assessment.rush.recording_start_weeks=0.4"],
        "teams.assessment.rush.recording_start_weeks",
    ),
    (
        "teams.overtime.onset_weeks",
        &["teams.duty.overtime={ onset_weeks = 0.2 }"],
        "teams.duty.overtime.onset_weeks",
    ),
    (
        "teams.overtime.half_weeks",
        &["teams.duty.overtime={ half_weeks = 0.2 }"],
        "teams.duty.overtime.half_weeks",
    ),
    ("teams.overtime.price", &["teams.duty.overtime={ price = 1.5 }"], "teams.duty.overtime.price"),
    (
        "teams.overtime.price",
        &[
            "staffing.sickness.per_year=0",
            NO_LEAVERS,
            "teams.duty.overtime={ share = 0.1, price = 1.5 }",
        ],
        "teams.duty.overtime.price",
    ),
    (
        "staffing.sickness.overload",
        &["staffing.sickness.per_year=0", "staffing.sickness.overload=1"],
        "staffing.sickness.overload",
    ),
    (
        "staffing.sickness.days_off",
        &["staffing.sickness.per_year=0", "staffing.sickness.days_off.mean=5"],
        "staffing.sickness.days_off",
    ),
    (
        "staffing.sickness.days_off.cv",
        &["staffing.sickness.days_off.dist=fixed", "staffing.sickness.days_off.cv=1"],
        "staffing.sickness.days_off.cv",
    ),
    (
        "staffing.leaving.overload",
        &[NO_LEAVERS, "staffing.leaving.overload=2"],
        "staffing.leaving.overload",
    ),
    ("staffing.leaving.blame", &["staffing.leaving.blame=3"], "staffing.leaving.blame"),
    (
        "staffing.recruitment.delay_days",
        &[NO_LEAVERS, "staffing.recruitment.delay_days.mean=100"],
        "staffing.recruitment.delay_days",
    ),
    (
        "staffing.recruitment.delay_days.cv",
        &[
            "staffing.recruitment.delay_days.dist=exponential",
            "staffing.recruitment.delay_days.cv=0.2",
        ],
        "staffing.recruitment.delay_days.cv",
    ),
    (
        "staffing.recruitment.newly_qualified_share",
        &[NO_LEAVERS, "staffing.recruitment.newly_qualified_share=0.3"],
        "staffing.recruitment.newly_qualified_share",
    ),
    (
        "staffing.recruitment.protected_share",
        &[
            "staffing.recruitment.newly_qualified_share=0",
            "staffing.recruitment.protected_share=0.5",
        ],
        "staffing.recruitment.protected_share",
    ),
    (
        "staffing.recruitment.protected_days",
        &["staffing.recruitment.protected_share=1", "staffing.recruitment.protected_days=90"],
        "staffing.recruitment.protected_days",
    ),
    ("staffing.agency.fill", &[NO_LEAVERS, "staffing.agency.fill=0.5"], "staffing.agency.fill"),
    (
        "staffing.agency.delay_days",
        &["staffing.agency.fill=0", "staffing.agency.delay_days.mean=9"],
        "staffing.agency.delay_days",
    ),
    (
        "staffing.agency.delay_days.cv",
        &["staffing.agency.delay_days.dist=fixed", "staffing.agency.delay_days.cv=1"],
        "staffing.agency.delay_days.cv",
    ),
    ("stages.team", &["stages.\"looked after\".team=duty"], "stages.\"looked after\".team"),
    (
        "stages.keep_worker",
        &["stages.\"initial assessment\".keep_worker=true"],
        "stages.\"initial assessment\".keep_worker",
    ),
    ("stages.urgent", &["stages.\"looked after\".urgent=true"], "stages.\"looked after\".urgent"),
    ("stages.visits", &["stages.\"looked after\".visits=2"], "stages.\"looked after\".visits"),
    (
        "stages.lead_working_days",
        &["stages.\"child in need plan\".lead_working_days=2"],
        "stages.\"child in need plan\".lead_working_days",
    ),
    (
        "stages.gap_working_days",
        &["stages.\"initial assessment\".gap_working_days=3"],
        "stages.\"initial assessment\".gap_working_days",
    ),
    (
        "stages.per_week",
        &["stages.\"looked after\".per_week=2"],
        "stages.\"looked after\".per_week",
    ),
    (
        "stages.visit_every_working_days",
        &["stages.\"looked after\".visit_every_working_days=2"],
        "stages.\"looked after\".visit_every_working_days",
    ),
    (
        "stages.duration_days",
        &["stages.\"core assessment\".duration_days={ mean = 2 }"],
        "stages.\"core assessment\".duration_days",
    ),
    (
        "stages.duration_days.cv",
        &["stages.\"child in need plan\".duration_days={ mean = 200, cv = 0.5, dist = \"fixed\" }"],
        "stages.\"child in need plan\".duration_days.cv",
    ),
    (
        "stages.early_review",
        &["stages.\"child protection plan\".early_review=true"],
        "stages.\"child protection plan\".early_review",
    ),
    (
        "stages.early_close",
        &["stages.\"child protection plan\".early_close=0.5"],
        "stages.\"child protection plan\".early_close",
    ),
    (
        "stages.early_close",
        &["triage.visibility=0", "stages.\"child in need plan\".early_close=0.5"],
        "stages.\"child in need plan\".early_close",
    ),
    (
        "stages.early_close_dead_band",
        &["stages.\"child in need plan\".early_close_dead_band=0.5"],
        "stages.\"child in need plan\".early_close_dead_band",
    ),
    (
        "stages.drift_after_working_days",
        &["stages.\"looked after\".drift_after_working_days=2"],
        "stages.\"looked after\".drift_after_working_days",
    ),
    (
        "stages.deadline_working_days",
        &["stages.\"looked after\".deadline_working_days=2"],
        "stages.\"looked after\".deadline_working_days",
    ),
    (
        "stages.hours",
        &["stages.\"looked after\".hours={ direct = 2 }"],
        "stages.\"looked after\".hours",
    ),
    (
        "stages.hours.cv",
        &["stages.\"core assessment\".hours.dist=fixed", "stages.\"core assessment\".hours.cv=0.4"],
        "stages.\"core assessment\".hours.cv",
    ),
    (
        "stages.case_weight",
        &["stages.\"looked after\".case_weight=2"],
        "stages.\"looked after\".case_weight",
    ),
    (
        "stages.with",
        &["stages.\"looked after\".with={ stage = \"core assessment\", share = 1 }"],
        "stages.\"looked after\".with",
    ),
    (
        "stages.outcomes",
        &["stages.\"looked after\".outcomes=[]"],
        "stages.\"looked after\".outcomes",
    ),
    ("feedback", &[NO_HARM[0], NO_HARM[1], "feedback={ public_probability = 0.1 }"], "feedback"),
    (
        "feedback.delay_days",
        &["feedback={ public_probability = 0, delay_days = { mean = 90 } }"],
        "feedback.delay_days",
    ),
    (
        "feedback.delay_days.cv",
        &[
            "feedback={ public_probability = 0.1, delay_days = { mean = 90, cv = 1, dist = \"fixed\" } }",
        ],
        "feedback.delay_days.cv",
    ),
    ("feedback.peak", &["feedback={ public_probability = 0, peak = 1 }"], "feedback.peak"),
    ("feedback.ramp_days", &["feedback={ peak = 0, ramp_days = 9 }"], "feedback.ramp_days"),
    (
        "feedback.half_life_days",
        &["feedback={ lasting = 1, half_life_days = 9 }"],
        "feedback.half_life_days",
    ),
    ("feedback.lasting", &["feedback={ peak = 0, lasting = 0.5 }"], "feedback.lasting"),
    (
        "culture.blame_per_tragedy",
        &["publicity.verdict.blame=1", "culture={ blame_per_tragedy = 2 }"],
        "culture.blame_per_tragedy",
    ),
    (
        "culture.half_life_days",
        &["publicity.verdict.blame=1", "culture={ half_life_days = 9, lasting = 1 }"],
        "culture.half_life_days",
    ),
    ("culture.lasting", &[CALM, "culture={ lasting = 0.5 }"], "culture.lasting"),
    ("culture.dismissals", &[CALM, "culture={ dismissals = 2 }"], "culture.dismissals"),
    ("culture.bureaucracy", &[CALM, "culture={ bureaucracy = 2 }"], "culture.bureaucracy"),
    (
        "culture.caution.climb_days",
        &[CALM, "culture={ caution = { climb_days = 90 } }"],
        "culture.caution.climb_days",
    ),
    (
        "culture.caution.stays",
        &[CALM, "culture={ caution = { stays = 0.2 } }"],
        "culture.caution.stays",
    ),
    (
        "culture.caution.half_life_days",
        &[
            "publicity.verdict.blame=1",
            "culture={ lasting = 1, caution = { stays = 1, half_life_days = 90 } }",
        ],
        "culture.caution.half_life_days",
    ),
    (
        "culture.caution.shift",
        &[CALM, "culture={ caution = { shift = 2 } }"],
        "culture.caution.shift",
    ),
    (
        "culture.caution.at_most",
        &[CALM, "culture={ caution = { at_most = 2 } }"],
        "culture.caution.at_most",
    ),
    ("triage.accept_caution", &["triage.accept_caution=0.5"], "triage.accept_caution"),
    ("triage.urgent_caution", &["triage.urgent_caution=0.5"], "triage.urgent_caution"),
    (
        "stages.outcomes.caution",
        &["stages.\"core assessment\".outcomes.0.caution=0.5"],
        "stages.\"core assessment\".outcomes.0.caution",
    ),
    (
        "culture.concealment_of_error",
        &[CALM, "culture={ concealment_of_error = 1 }"],
        "culture.concealment_of_error",
    ),
    (
        "culture.learning_gain",
        &[CALM, "culture={ report_probability = 0, learning_gain = 0.1 }"],
        "culture.learning_gain",
    ),
    (
        "culture.learning_max",
        &[CALM, "culture={ learning_gain = 0, learning_max = 2 }"],
        "culture.learning_max",
    ),
    (
        "case_reviews",
        &[NO_HARM[0], NO_HARM[1], "case_reviews={ probability = 0.5 }"],
        "case_reviews",
    ),
    (
        "case_reviews.duration_days",
        &["case_reviews={ probability = 0, duration_days = { mean = 90 } }"],
        "case_reviews.duration_days",
    ),
    (
        "case_reviews.duration_days.cv",
        &["case_reviews={ duration_days = { mean = 90, cv = 1, dist = \"fixed\" } }"],
        "case_reviews.duration_days.cv",
    ),
    (
        "early_help.hours_per_week",
        &["early_help={ hours_per_week = 9 }"],
        "early_help.hours_per_week",
    ),
    ("early_help.team", &["early_help={ hours_per_week = 0, team = \"duty\" }"], "early_help.team"),
    ("early_help.factor", &["early_help={ places = 0, factor = 2 }"], "early_help.factor"),
    ("actions.add.team", &[ADDS], "actions.a.add.0.team"),
    ("actions.add.grade", &[ADDS], "actions.a.add.0.grade"),
    ("actions.move.from", &[MOVES], "actions.a.move.0.from"),
    ("actions.move.to", &[MOVES], "actions.a.move.0.to"),
    (
        "actions.floor",
        &["actions=[{ name = \"a\", date = 2009-01-05, overtime_share = 0.1, floor = 0.1 }]"],
        "actions.a.floor",
    ),
    (
        "actions.freeze_threshold",
        &[
            FIXED,
            "actions=[{ name = \"a\", date = 2009-01-05, overtime_share = 0.1, freeze_threshold = true }]",
        ],
        "actions.a.freeze_threshold",
    ),
    (
        "actions.cost",
        &["actions=[{ name = \"a\", date = 2009-01-05, overtime_share = 0.1, cost = 9 }]"],
        "actions.a.cost",
    ),
    (
        "practice.enquiry.stage",
        &["practice={ enquiry = { stage = \"section 47 enquiry\", sd = 0, sd_passing = 0 } }"],
        "practice.enquiry.stage",
    ),
    (
        "practice.conference.stage",
        &["practice={ conference = { stage = \"initial conference\", sd = 0, sd_passing = 0 } }"],
        "practice.conference.stage",
    ),
    (
        "practice.plan.stage",
        &["practice={ plan = { stage = \"child protection plan\", sd = 0, sd_passing = 0 } }"],
        "practice.plan.stage",
    ),
    (
        "prevention.from_team",
        &["prevention={ start = 2007-04-02, fte = 0, from_team = \"duty\" }"],
        "prevention.from_team",
    ),
    (
        "prevention.staff_move",
        &["prevention={ start = 2007-04-02, staff_move = 2008-04-01 }"],
        "prevention.staff_move",
    ),
    (
        "prevention.lag_days",
        &["prevention={ start = 2007-04-02, max_reduction = 0, lag_days = 9 }"],
        "prevention.lag_days",
    ),
    (
        "prevention.half_fte",
        &["prevention={ start = 2007-04-02, max_reduction = 0, half_fte = 9 }"],
        "prevention.half_fte",
    ),
    (
        "prevention.max_reduction",
        &["prevention={ start = 2007-04-02, fte = 0, max_reduction = 0.1 }"],
        "prevention.max_reduction",
    ),
    (
        "targets.against",
        &[
            "targets=[{ measure = \"missed\", low = 1, high = 2, against = [2008-01-01, 2008-12-31] }]",
        ],
        "targets.missed.against",
    ),
    (
        "targets.missed_because",
        &[
            "targets=[{ measure = \"missed\", low = 1, high = 2, use = \"shown\", missed_because = \"x\" }]",
        ],
        "targets.missed.missed_because",
    ),
];

/// The same of a scenario with direct arrivals.
const DIRECT_EXAMPLES: &[Example] = &[
    (
        "referrals.typical_open_days",
        &["referrals.typical_open_days=30"],
        "referrals.typical_open_days",
    ),
    ("referrals.weekday", &["referrals.weekday=[1,1,1,1,1,1,1]"], "referrals.weekday"),
    (
        "referrals.sources.publicity_response",
        &["referrals.sources.police.publicity_response=0.8"],
        "referrals.sources.police.publicity_response",
    ),
    (
        "referrals.sources.in_school_holidays",
        &["referrals.sources.school.in_school_holidays=0.3"],
        "referrals.sources.school.in_school_holidays",
    ),
    ("risk.concern_every_days", &["risk.low.concern_every_days=30"], "risk.low.concern_every_days"),
    ("risk.recognition", &["risk.low.recognition=0.2"], "risk.low.recognition"),
    ("risk.typical_open_days", &["risk.low.typical_open_days=30"], "risk.low.typical_open_days"),
    (
        "judgement.records_retained",
        &["judgement.records_retained=0.5"],
        "judgement.records_retained",
    ),
    ("publicity", &["publicity.verdict.peak=0.3"], "publicity"),
    ("publicity_to_come", &["publicity_to_come={ per_year = 1 }"], "publicity_to_come"),
    ("publicity.peak", &["culture={}", "publicity.verdict.peak=0.3"], "publicity.verdict.peak"),
    (
        "publicity.ramp_days",
        &["culture={}", "publicity.verdict.ramp_days=7"],
        "publicity.verdict.ramp_days",
    ),
    (
        "publicity.half_life_days",
        &["culture={}", "publicity.verdict.half_life_days=90"],
        "publicity.verdict.half_life_days",
    ),
    (
        "publicity.lasting",
        &["culture={}", "publicity.verdict.lasting=0.2"],
        "publicity.verdict.lasting",
    ),
];

const ADDS: &str = "actions=[{ name = \"a\", date = 2009-01-05, overtime_share = 0.1, add = [{ team = \"duty\", grade = \"senior\", count = 0 }] }]";
const MOVES: &str = "actions=[{ name = \"a\", date = 2009-01-05, overtime_share = 0.1, move = [{ from = \"duty\", to = \"assessment\", count = 0 }] }]";

/// The reason given for a key, where there is one.
fn because(warnings: &[ScenarioWarning], path: &str) -> Option<String> {
    warnings.iter().find_map(|warning| match warning {
        ScenarioWarning::KeyIdle { key, because } if key.split(" = ").next() == Some(path) => {
            Some(because.clone())
        }
        _ => None,
    })
}

#[test]
fn each_example_of_a_key_that_does_nothing_is_warned_of_or_refused() {
    let mut wrong = Vec::new();
    let examples = EXAMPLES.iter().map(|example| (example, set(example.1)));
    let direct = DIRECT_EXAMPLES.iter().map(|example| (example, set_direct(example.1)));
    for ((key, sets, path), loaded) in examples.chain(direct) {
        match loaded {
            Ok(loaded) if because(&loaded.warnings, path).is_none() => {
                wrong.push(format!(
                    "{key}: nothing is said of {path} in {sets:?}, but: {:?}",
                    loaded.warnings
                ));
            }
            // Some are refused outright, with the same place.
            Err(error) if !error.to_string().contains(path) => {
                wrong.push(format!("{key} in {sets:?}: {error}"))
            }
            _ => {}
        }
    }
    assert_eq!(wrong, [""; 0], "{}", wrong.join("\n"));
}

#[test]
fn every_key_that_needs_another_has_an_example() {
    let shown: BTreeSet<&str> =
        EXAMPLES.iter().chain(DIRECT_EXAMPLES).map(|(key, ..)| *key).collect();
    for key in keys::all() {
        // What a file extends cannot be set, so this one has a test of its own below.
        let needy = !needs::words(&key.path).is_empty() && key.path != "normal_times";
        assert_eq!(
            needy,
            shown.contains(key.path.as_str()),
            "{}: a need without an example, or the other way round",
            key.path
        );
    }
}

/// Those of agency posts are permanent staff: their experience counts, and the skill of agency staff is not theirs.
#[test]
fn experience_of_an_agency_post_does_something() {
    let found = set(&[
        "teams.duty.posts=[{ count = 6, grade = \"agency\", experience_days = 90 }]",
        "staffing.agency.fill=0",
        "judgement.agency_skill=0.7",
    ]);
    let found = found.expect("sound").warnings;
    assert_eq!(because(&found, "teams.duty.posts.0.experience_days"), None);
    assert!(because(&found, "judgement.agency_skill").is_some(), "{found:?}");
}

fn warned(text: &str) -> Vec<ScenarioWarning> {
    let loaded: Result<Loaded, LoadError> = load_files(&[("x.toml", text)], &Overrides::none());
    loaded.expect("sound").warnings
}

#[test]
fn a_fixed_rule_with_a_gain_says_why_the_gain_does_nothing() {
    let found = warned(&format!("{}[triage]\nrule = \"fixed\"\ngain = 0.9\n", super::SMALL));
    let said: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "triage.gain = 0.9 does nothing here, because triage.rule is \"fixed\", not \"pressure\": the results would be the \
          same without it; change what stands in its way, or leave it out"
        ]
    );
}

#[test]
fn what_is_switched_off_above_or_in_so_many_words_is_not_warned_of() {
    let file = format!("{}[triage]\ngain = 0.9\n", super::SMALL);
    let off = load_files(&[("x.toml", &file)], &Overrides::none().set("triage.rule=fixed"))
        .expect("sound");
    assert_eq!(off.warnings, [], "a file's gain under a rule that the command sets");
    let variant = "extends = \"x.toml\"\nname = \"v\"\n[triage]\nrule = \"fixed\"\n";
    let variant =
        load_files(&[("v.toml", variant), ("x.toml", &file)], &Overrides::none()).expect("sound");
    assert_eq!(variant.warnings, [], "a base's gain under a variant's rule");
    let asked = Overrides::none().set("triage.rule=fixed").set("triage.gain=0.7");
    let asked = load_files(&[("x.toml", &file)], &asked).expect("sound");
    assert_eq!(
        because(&asked.warnings, "triage.gain").as_deref(),
        Some("triage.rule is \"fixed\", not \"pressure\"")
    );
    let none = super::SMALL.replacen("name =", "culture = \"none\"\nname =", 1) + "";
    let none = none.replace("date = 2008-11-11", "date = 2008-11-11\nblame = 1");
    assert_eq!(warned(&none), [], "culture = \"none\" beside blame");
}

#[test]
fn normal_times_of_a_file_that_extends_none_do_nothing() {
    let found = warned(&format!("normal_times = \"own\"\n{}", super::SMALL));
    assert_eq!(because(&found, "normal_times").as_deref(), Some("the file extends no other"));
    let variant = "extends = \"x.toml\"\nnormal_times = \"own\"\nname = \"v\"\n";
    let variant = load_files(&[("v.toml", variant), ("x.toml", super::SMALL)], &Overrides::none())
        .expect("sound");
    assert_eq!(variant.warnings, []);
}

#[test]
fn a_file_with_every_default_written_out_is_not_warned_of_key_by_key() {
    let loaded =
        load_files(&[("x.toml", super::SMALL)], &Overrides::none().set("triage.rule=fixed"))
            .expect("sound");
    let solved = super::round_trip::solved(&loaded.scenario);
    let text = crate::scenario::resolved::to_toml(&loaded.scenario, Some(&solved));
    assert_eq!(warned(&text), []);
    // Nobody has written its keys where something else of it is changed, either. A change is written.
    let changed = |set: &str| {
        let overrides = Overrides::none().set(set);
        load_files(&[("x.toml", &text)], &overrides).expect("sound").warnings
    };
    assert_eq!(changed("replications.seed=3"), []);
    let gain = changed("triage.gain=0.9");
    assert!(gain.len() == 1 && because(&gain, "triage.gain").is_some(), "{gain:?}");
    // A variant of it is written by hand.
    let variant = "extends = \"x.toml\"\nname = \"v\"\n[triage]\ngain = 0.9\n";
    let variant =
        load_files(&[("v.toml", variant), ("x.toml", &text)], &Overrides::none()).expect("sound");
    assert!(because(&variant.warnings, "triage.gain").is_some(), "{:?}", variant.warnings);
}
