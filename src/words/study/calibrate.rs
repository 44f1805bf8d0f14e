//! What a fit did, in sentences.

use crate::results::studies::{Calibrated, ScoredTarget, Use};
use crate::words::{format, skill};

/// What the fit did, and how far it can be believed.
#[must_use]
pub fn finding(found: &Calibrated) -> Vec<String> {
    let mut sentences = Vec::new();
    for (used, words) in
        [(Use::Fit, "fitted to"), (Use::LeftOut, "left out"), (Use::HeldOut, "held out")]
    {
        let of: Vec<&ScoredTarget> =
            found.targets.iter().filter(|target| target.used == used).collect();
        if !of.is_empty() {
            let before = of.iter().filter(|target| target.met(target.before.as_ref())).count();
            let after = of.iter().filter(|target| target.met(target.after.as_ref())).count();
            let (targets, are) = if of.len() == 1 { ("target", "is") } else { ("targets", "are") };
            let are = if after == 1 { "is" } else { are };
            sentences.push(format!(
                "Of {} {targets} {words}, {after} {are} met; as written, {before}.",
                of.len()
            ));
        }
    }
    sentences.extend(found.held_out_after.as_ref().map(skill::sentence));
    // Ranges and chance alone would give 1. The limit above it is a choice.
    if found.misfit > 1.5 {
        sentences.push(format!(
            "The model cannot meet all targets fitted to: at its best it misses them by {} times what their ranges and chance \
             allow, so every region is that much wider (Birge ratio).",
            format::number(found.misfit, 1)
        ));
    }
    let loose: Vec<&str> = found
        .fitted
        .iter()
        .filter(|one| !one.determined)
        .map(|one| one.factor.path.as_str())
        .collect();
    if !loose.is_empty() {
        sentences.push(format!("Not determined by these targets: {}.", format::list(&loose)));
    }
    for pair in &found.trade_offs {
        let way = if pair.correlation > 0.0 {
            "more of one goes with more of the other"
        } else {
            "more of one goes with less of the other"
        };
        sentences.push(format!(
            "{} and {} trade off against each other: {way} (correlation {}).",
            pair.one,
            pair.other,
            format::number(pair.correlation, 2)
        ));
    }
    sentences
}
