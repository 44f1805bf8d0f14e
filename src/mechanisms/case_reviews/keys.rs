//! `[case_reviews]`: reviews of serious harm to children the service knew.

use jiff::ToSpan as _;
use serde::Serialize;

use super::measures::Names;
use crate::measure::HalfYear;
use crate::scenario::check::limits::{DAYS, SHARE};
use crate::scenario::check::{CheckedParts, Checker, present};
use crate::scenario::declare::{KeyFacts, KeyTable as _, block, facts};
use crate::scenario::kinds::{Number, Varying};
use crate::scenario::raw::{At, Maybe};
use crate::scenario::resolved::Out;
use crate::scenario::{MeanCv, Scenario};

block! {
    /// Case reviews.
    #[derive(Clone, Copy, Debug, PartialEq, Serialize)]
    pub struct CaseReviews read as RawCaseReviews, used "mechanisms::case_reviews" {
        probability: f64 = Number(SHARE) {
            what: "Probability that a serious harm is reviewed",
            unit: "probability",
            default: 0.46,
        }
        duration_days: MeanCv = Varying(DAYS) {
            what: "How long a review takes",
            unit: "days",
            default: { mean = 320, cv = 0.65, dist = "lognormal" },
            needs: [".probability > 0"],
        }
    }
}

/// What a scenario has of it.
pub type Keys = Option<CaseReviews>;

/// The block as it is written.
pub(crate) type Raw = Maybe<RawCaseReviews>;

/// What the block declares.
pub(crate) const FACTS: KeyFacts = facts!(
    {
        what: "Reviews of serious harm, or \"none\"",
        needs: ["risk.harm_per_year > 0"],
    }
    "mechanisms::case_reviews", Raw
);

/// Keys of other blocks that do nothing without it, or another that reads them.
pub(crate) const READS: &[&str] = &["risk.ages", "risk.kinds", "risk.fatal_share"];

pub(crate) fn checked(check: &mut Checker, raw: &Option<At<Raw>>, _: &CheckedParts<'_>) -> Keys {
    present(raw).map(|raw| CaseReviews::checked(check, &raw))
}

pub(crate) fn write(out: &mut Out, scenario: &Scenario) {
    let keys = &scenario.mechanisms.case_reviews;
    keys.iter().for_each(|block| out.block("[case_reviews]", block, scenario));
}

pub(crate) fn names(scenario: &Scenario) -> Names {
    if scenario.mechanisms.case_reviews.is_none() {
        return Names::default();
    }
    Names {
        on: true,
        half_years: half_years(scenario),
        ages: union(scenario.risk.iter().map(|class| &class.ages)),
        kinds: union(scenario.risk.iter().map(|class| &class.kinds)),
    }
}

fn half_years(scenario: &Scenario) -> Vec<HalfYear> {
    let first = scenario.time.date(scenario.time.observed_from());
    let end = scenario.time.date(scenario.time.horizon());
    // The horizon is the first day after the run: where it is 1 July, the second half-year has no day.
    let last = end.checked_sub(1.day()).unwrap_or(end).max(first);
    let half = |half: i32| {
        Some(HalfYear { year: i16::try_from(half.div_euclid(2)).ok()?, second: half % 2 != 0 })
    };
    (HalfYear::of(first).number()..=HalfYear::of(last).number()).filter_map(half).collect()
}

fn union<'a>(lists: impl Iterator<Item = &'a Vec<(String, f64)>>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for (name, _) in lists.flatten() {
        // Tables keep the writer's order: names stand as the classes first have them.
        if !all.contains(name) {
            all.push(name.clone());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use crate::scenario::tests::round_trip::returns;
    use crate::scenario::tests::with;

    #[test]
    fn defaults_return() {
        returns(&with("[case_reviews]\n").expect("sound").scenario);
    }
}
