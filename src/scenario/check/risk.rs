//! Checks `[[risk]]`.

use super::checker::{note_vanishing, scale_to_one};
use super::limits::SHARE;
use super::referrals::ROUNDING;
use super::{Checker, elements, take};
use crate::scenario::raw::{At, Named, RawRisk, RawScenario};
use crate::scenario::warning::ScenarioWarning;
use crate::scenario::{ClassId, RiskClass};

pub fn classes(check: &mut Checker, raw: &At<RawScenario>) -> Vec<RiskClass> {
    let list = elements(raw.value.risk.as_ref());
    let names = check.names(list, "class", |class| class.name.as_ref());
    let mut classes: Vec<RiskClass> =
        list.iter().enumerate().map(|(place, raw)| class(check, raw, place, &names)).collect();
    scale_shares(check, list, &mut classes);
    check_high(check, raw, &classes);
    check_escalation(check, list, &classes);
    classes
}

fn class(check: &mut Checker, raw: &At<RawRisk>, place: usize, names: &[String]) -> RiskClass {
    let severity = take!(check, raw.severity, block);
    let escalates_per_year = raw.escalates_per_year(check);
    RiskClass {
        name: names.get(place).cloned().unwrap_or_default(),
        high: raw.high(check),
        share: raw.share(check),
        severity_mean: severity.mean(check),
        severity_sd: severity.sd(check),
        concealment: raw.concealment(check),
        concern_every_days: raw.concern_every_days(check),
        recognition: raw.recognition(check),
        resolves_after_days: raw.resolves_after_days(check),
        harm_per_year: raw.harm_per_year(check),
        escalates_per_year,
        escalates_to: escalates_to(check, raw, place, names, escalates_per_year),
        typical_open_days: raw.typical_open_days(check),
        ages: shares(check, raw.value.ages.as_ref()),
        kinds: shares(check, raw.value.kinds.as_ref()),
        fatal_share: raw.fatal_share(check),
    }
}

/// The class escalated to: the one named, else the next in the file for a class that escalates at all.
fn escalates_to(
    check: &mut Checker,
    raw: &At<RawRisk>,
    place: usize,
    names: &[String],
    per_year: f64,
) -> Option<ClassId> {
    let Some(at) = &raw.value.escalates_to else {
        if per_year <= 0.0 {
            return None;
        }
        if place + 1 >= names.len() {
            let message = "the last class has no next one to escalate to: name one with escalates_to, or set 0";
            let at =
                raw.value.escalates_per_year.as_ref().expect("it is more than 0, so it is there");
            check.note(at.place.problem(message));
            return None;
        }
        // The next class is that of the file, before the model puts classes in the order of their names.
        return Some(ClassId::from_index(place + 1));
    };
    let Some(name) = at.some() else {
        if per_year > 0.0 {
            check.note(
                at.place.problem("escalates_per_year is above 0: name the class it escalates to"),
            );
        }
        return None;
    };
    let to = check.reference(&name, "class", names);
    if names.get(place) == Some(&name.value) {
        check.note(at.place.problem("a class cannot escalate to itself"));
    }
    Some(ClassId::from_index(to))
}

fn shares(check: &mut Checker, field: Option<&At<Named<f64>>>) -> Vec<(String, f64)> {
    let Some(at) = field else { return Vec::new() };
    let mut shares: Vec<(String, f64)> =
        at.value.iter().map(|(name, share)| (name.clone(), check.within(share, SHARE))).collect();
    let sum = scale_to_one(&mut shares.iter_mut().map(|(_, share)| share).collect::<Vec<_>>());
    // An empty table is legal: nothing is said of ages or kinds then.
    if !shares.is_empty() && sum <= 0.0 {
        check.note(at.place.problem("must not all be 0"));
    } else if !shares.is_empty() && (sum - 1.0).abs() > 2.0 * ROUNDING {
        check.warn(ScenarioWarning::SharesScaled { of: at.place.path.clone(), sum });
    }
    shares
}

fn scale_shares(check: &mut Checker, list: &[At<RawRisk>], classes: &mut [RiskClass]) {
    let sum =
        scale_to_one(&mut classes.iter_mut().map(|class| &mut class.share).collect::<Vec<_>>());
    for (raw, class) in list.iter().zip(&*classes) {
        note_vanishing(check, raw.value.share.as_ref(), class.share);
    }
    if !classes.is_empty() && (sum - 1.0).abs() > ROUNDING {
        check.warn(ScenarioWarning::SharesScaled { of: "risk".to_owned(), sum });
    }
}

fn check_high(check: &mut Checker, raw: &At<RawScenario>, classes: &[RiskClass]) {
    if let Some(at) = raw.value.risk.as_ref().filter(|_| !classes.iter().any(|class| class.high)) {
        check.note(at.place.problem("no class is high: mark at least one with high = true"));
    }
}

/// Escalation goes one way: onsets follow from it class by class.
fn check_escalation(check: &mut Checker, list: &[At<RawRisk>], classes: &[RiskClass]) {
    for (start, raw) in list.iter().enumerate() {
        let mut at = start;
        for _ in 0..classes.len() {
            match classes[at]
                .escalates_to
                .map(ClassId::index)
                // A wrong name stands in for the first class, and a class that leads to itself has been noted: neither
                // is a circle.
                .filter(|&to| to < classes.len() && to != at)
            {
                Some(to) => at = to,
                None => break,
            }
            // A circle that begins further on is found when its own class is the start.
            if at == start {
                check.note(raw.place.problem("escalation comes back to where it began"));
                return;
            }
        }
    }
}
