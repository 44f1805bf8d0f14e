//! The block of what the pilot found.

use super::write::{Out, float, numbers, text};
use crate::scenario::{Decision, Solved};

pub fn solved(out: &mut Out, solved: &Solved) {
    out.header("[solved]");
    numbers!(out, solved; pressure_normal, prior_mean, prior_precision, referrals_asked, referrals_given);
    for class in &solved.classes {
        out.header("[[solved.classes]]");
        out.words("name", &class.name);
        numbers!(out, class; onset_per_day, hidden_on_day_0, asked, given);
        class.entries_per_day.iter().for_each(|&entries| out.number("entries_per_day", entries));
    }
    out.header("[solved.triage]");
    decision(out, &solved.triage);
    for stage in &solved.stages {
        out.header("[[solved.stages]]");
        decision(out, stage);
    }
}

fn decision(out: &mut Out, decision: &Decision) {
    let floats = |values: &[f64]| values.iter().map(|&value| float(value)).collect::<Vec<_>>();
    out.words("name", &decision.name);
    out.long_list("thresholds", &floats(&decision.thresholds));
    // TOML has no null.
    out.long_list(
        "asked",
        &decision.asked.iter().map(|share| share.map_or(text("none"), float)).collect::<Vec<_>>(),
    );
    out.long_list("given", &floats(&decision.given));
    out.number("sd", decision.sd);
    out.long_list("quantiles", &floats(&decision.quantiles));
}
