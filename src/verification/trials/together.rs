//! Work begun together: how many assessments begin with an enquiry, how many end in time, and what their visits take.

use crate::measure::Counter;

use super::super::bench::{Bench, KnownAnswer, count};
use super::super::closed_forms::stages::{one_stage, two_stages};
use super::super::{Check, Form};

const ENQUIRY: usize = 0;
const SUPPORT: usize = 1;
const ASSESSMENT: usize = 2;

/// Three in ten enquiries begin an assessment of two visits: the enquiry's own, and that of the stage to which six in ten go on. Of
/// the others it ends when the case leaves.
pub fn begun_together(form: Form) -> Vec<Check> {
    let bench = Bench::new("together.toml", include_str!("../scenarios/together.toml"));
    // Of direct time and of travel the larger, and both recordings: 4 + 2 + (3 + 2), and 4 + 1 + (10 + 2).
    let (enquiry, support) = (11.0 / 24.0, 17.0 / 24.0);
    // Two days to the deadline, of which the first visit of support is arranged for one.
    let on_time = 0.4 * one_stage(enquiry, 2.0) + 0.6 * two_stages(enquiry, support, 1.0);
    let known = vec![
        KnownAnswer::new(
            "begun together: assessments begun, of enquiries",
            "share of entries (binomial)",
            "share",
            0.3,
        ),
        KnownAnswer::new(
            "begun together: assessments in time",
            "sum of two exponential times",
            "share",
            on_time,
        ),
        KnownAnswer::new(
            "begun together: direct time of a visit of support",
            "larger of two",
            "minutes",
            60.0 * (0.3 * 4.0 + 0.7 * 2.0),
        ),
    ];
    bench.check(form, known, &|setting, world| {
        let of = |counter, stage| count(setting, world, counter, stage);
        vec![
            of(Counter::Started, ASSESSMENT) / of(Counter::Started, ENQUIRY),
            of(Counter::OnTime, ASSESSMENT) / of(Counter::Timed, ASSESSMENT),
            of(Counter::ActualMinutes, SUPPORT) / of(Counter::Visits, SUPPORT),
        ]
    })
}
