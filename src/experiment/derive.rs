//! Variants keep their base's normal times and apply their own inputs on top (model.md, section 2).

use crate::measure::by_name;
use crate::model::flow::ratio;
use crate::scenario::lines::{on_estimates_of, stage_lines, triage_lines};
use crate::scenario::{Arrivals, Scenario, Solved, SolvedClass};

use super::mix;
use super::normal_times::direct;

/// The base's inputs on the variant's pathway, where the variant has a stage or class that the base lacks.
#[must_use]
pub fn hybrid(variant: &Scenario, base: &Scenario) -> Option<Scenario> {
    let new_stage =
        variant.stages.iter().any(|stage| base.stages.iter().all(|known| known.name != stage.name));
    let new_class =
        variant.risk.iter().any(|class| base.risk.iter().all(|known| known.name != class.name));
    if !new_stage && !new_class {
        return None;
    }
    // Stages name teams and stages by place, so pathway, teams and classes come from the variant together; what drives
    // demand and judgement stays the base's.
    let mut hybrid = variant.clone();
    // A base of its own: the pilot runs it as it stands here.
    hybrid.base = None;
    hybrid.referrals = base.referrals.clone();
    hybrid.judgement = base.judgement.clone();
    hybrid.staffing = base.staffing.clone();
    Some(hybrid)
}

/// The variant's numbers: the base's, with the variant's own inputs applied.
#[must_use]
pub fn derive(
    variant: &Scenario,
    base: &Scenario,
    base_solved: &Solved,
    extra: Option<&Solved>,
) -> Solved {
    let mix = mix::classes(variant, base, base_solved);
    let classes = variant.risk.iter().enumerate().map(|(c, class)| {
        let known = base
            .risk
            .iter()
            .position(|known| known.name == class.name)
            .and_then(|b| mix[b].clone());
        known.unwrap_or_else(|| {
            // `hybrid` has a scenario to pilot wherever a class or a stage is new, and `solve` gives what it found as
            // `extra`.
            extra.expect("a class that the base lacks is piloted").classes[c].clone()
        })
    });
    let stages = variant.stages.iter().enumerate().map(|(s, stage)| {
        match base.stages.iter().position(|known| known.name == stage.name) {
            Some(b) => on_estimates_of(
                &base_solved.stages[b],
                &stage_lines(stage),
                &stage_lines(&base.stages[b]),
            ),
            None => extra.expect("a stage that the base lacks is piloted").stages[s].clone(),
        }
    });
    let asked = |scenario: &Scenario| scenario.referrals.per_year;
    let classes: Vec<SolvedClass> = match variant.referrals.arrivals {
        Arrivals::Concerns => classes.collect(),
        // What is asked for is what comes, whatever came in the base.
        Arrivals::Direct => direct(variant)
            .into_iter()
            .map(|class| SolvedClass { given: class.asked, ..class })
            .collect(),
    };
    Solved {
        // With the same mix the base's sum is scaled and not formed anew: an unchanged variant keeps its last bit.
        referrals_given: if mix::same(variant, base) {
            base_solved.referrals_given * ratio(asked(variant), asked(base))
        } else {
            // In the order of names: the order of a file decides no bit (model.md, section 10).
            let names = variant.risk.iter().map(|class| class.name.as_str());
            by_name(names).into_iter().map(|c| classes[c].given).sum()
        },
        classes,
        triage: on_estimates_of(&base_solved.triage, &triage_lines(variant), &triage_lines(base)),
        stages: stages.collect(),
        // A variant with fewer staff is under more pressure than normal: it has no normal of its own (model.md,
        // section 2).
        pressure_normal: base_solved.pressure_normal,
        prior_mean: base_solved.prior_mean,
        prior_precision: base_solved.prior_precision,
        referrals_asked: asked(variant),
    }
}
