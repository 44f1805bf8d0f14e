//! The mix of classes that a variant asks for. Children who escalate into a class come from other classes, so the onsets of
//! a class do not follow its share alone (model.md, section 2).

use crate::model::flow::{Flows, ratio};
use crate::scenario::{RiskClass, Scenario, Solved, SolvedClass};

use super::class_order::all_shares;

/// The base's classes as the variant asks for them, by their place in the base; a class that the variant lacks is `None`.
#[must_use]
pub fn classes(variant: &Scenario, base: &Scenario, solved: &Solved) -> Vec<Option<SolvedClass>> {
    let place = |class: &RiskClass| variant.risk.iter().position(|own| own.name == class.name);
    let wanted: Vec<Option<Wanted>> = base
        .risk
        .iter()
        .enumerate()
        .map(|(b, class)| place(class).map(|v| wanted(variant, base, v, b)))
        .collect();
    if same(variant, base) {
        let scaled =
            |(one, class): (&Option<Wanted>, &SolvedClass)| one.map(|one| one.scaled(class));
        return wanted.iter().zip(&solved.classes).map(scaled).collect();
    }
    mixed(&wanted, &Flows::of(base, solved), solved)
}

/// What a variant asks for of a class.
#[derive(Clone, Copy)]
struct Wanted {
    /// Referrals a year.
    asked: f64,
    /// Times as many as in the base.
    factor: f64,
}

/// True where every class has the share that it has in the base.
#[must_use]
pub fn same(variant: &Scenario, base: &Scenario) -> bool {
    let (now, then) = (all_shares(variant), all_shares(base));
    variant.risk.len() == base.risk.len()
        && variant.risk.iter().all(|class| {
            let known = base.risk.iter().find(|known| known.name == class.name);
            known.is_some_and(|known| {
                // But for rounding: shares are scaled by their sum, which may be written otherwise.
                (class.share / now - known.share / then).abs() <= 1e-12 * known.share
            })
        })
}

fn wanted(variant: &Scenario, base: &Scenario, v: usize, b: usize) -> Wanted {
    let asked = |scenario: &Scenario, c: usize| {
        scenario.referrals.per_year * scenario.risk[c].share / all_shares(scenario)
    };
    let (now, then) = (asked(variant, v), asked(base, b));
    // Exactly 1 where only rounding differs: an unchanged class keeps its numbers to the bit.
    let factor = if (now - then).abs() <= 1e-12 * then { 1.0 } else { ratio(now, then) };
    Wanted { asked: now, factor }
}

impl Wanted {
    // A `per_year` 10 % higher is 10 % more onsets.
    fn scaled(&self, solved: &SolvedClass) -> SolvedClass {
        SolvedClass {
            name: solved.name.clone(),
            onset_per_day: solved.onset_per_day * self.factor,
            hidden_on_day_0: solved.hidden_on_day_0 * self.factor,
            asked: self.asked,
            given: solved.given * self.factor,
            entries_per_day: solved.entries_per_day.map(|entries| entries * self.factor),
        }
    }
}

// Onsets are what the entries asked for leave over after those who escalate in; where more escalate in than are asked for,
// there are none, and what is given says so.
fn mixed(wanted: &[Option<Wanted>], flows: &Flows, solved: &Solved) -> Vec<Option<SolvedClass>> {
    let count = wanted.len();
    let target = |c: usize| {
        let class = &solved.classes[c];
        match &wanted[c] {
            None => 0.0,
            // In a class without onsets what the base was given is not what it asked for.
            Some(one) if class.onset_per_day <= 0.0 => {
                flows.entries[c] * ratio(one.asked, class.given)
            }
            Some(one) => flows.entries[c] * one.factor,
        }
    };
    let mut entries: Vec<f64> = (0..count).map(target).collect();
    for _ in 0..count {
        // More can escalate in than are asked for; what then comes on top goes on to the next class, and so needs a
        // round a class.
        for c in (0..count).filter(|&c| wanted[c].is_some()) {
            entries[c] = target(c).max(flows.into(&entries, c));
        }
    }
    let class = |c: usize| {
        let (one, known) = (wanted[c]?, &solved.classes[c]);
        let times = ratio(entries[c], flows.entries[c]);
        Some(SolvedClass {
            name: known.name.clone(),
            onset_per_day: (entries[c] - flows.into(&entries, c)).max(0.0),
            hidden_on_day_0: known.hidden_on_day_0 * times,
            asked: one.asked,
            given: known.given * times,
            entries_per_day: known.entries_per_day.map(|_| entries[c]),
        })
    };
    (0..count).map(class).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::normal_times::closed_form;
    use crate::scenario::{Overrides, load_str};

    const SERVICE: &str = "name = \"x\"\n[time]\nstart = 2021-01-04\n[referrals]\nper_year = 600\n\
        [[teams]]\nname = \"duty\"\nposts = [ { count = 2 } ]\n[[teams]]\nname = \"assessment\"\nposts = [ { count = 20 } ]\n";

    fn variant(sets: &[&str]) -> Scenario {
        let overrides = sets.iter().fold(Overrides::none().seed(3), |all, set| all.set(*set));
        load_str("x", SERVICE, &overrides).expect("sound").scenario
    }

    /// Numbers of which everything is known: the closed form's, given as asked.
    fn solved(base: &Scenario) -> Solved {
        let mut solved = closed_form(base);
        solved.classes.iter_mut().for_each(|class| class.given = class.asked);
        solved
    }

    fn mix(sets: &[&str]) -> (Vec<SolvedClass>, Solved) {
        let variant = variant(sets);
        let solved = solved(variant.base());
        (classes(&variant, variant.base(), &solved).into_iter().flatten().collect(), solved)
    }

    #[test]
    fn the_base_again_keeps_every_bit_and_more_referrals_are_more_onsets() {
        let (same, solved) = mix(&[]);
        assert_eq!(same, solved.classes);
        let (more, solved) = mix(&["referrals.per_year=660"]);
        for ((more, class), risk) in more.iter().zip(&solved.classes).zip(&variant(&[]).risk) {
            let times = 660.0 * risk.share / (600.0 * risk.share);
            assert_eq!(more.onset_per_day, class.onset_per_day * times, "{}", class.name);
        }
    }

    /// The closed form at the variant's own shares is another way to the same onsets.
    #[test]
    fn onsets_leave_room_for_those_who_escalate() {
        let sets = ["risk.\"high, hidden\".share=0.07", "risk.low.share=0.675"];
        let (found, _) = mix(&sets);
        let exact = closed_form(&variant(&sets));
        for (found, exact) in found.iter().zip(&exact.classes) {
            assert!(
                (found.onset_per_day / exact.onset_per_day - 1.0).abs() < 1e-9,
                "{found:?} for {exact:?}"
            );
            assert!(
                (found.given - exact.asked).abs() < 1e-9,
                "what is asked for is given: {found:?}"
            );
        }
    }

    #[test]
    fn more_who_escalate_than_are_asked_for_are_given_and_said() {
        let (found, _) = mix(&["risk.\"high, hidden\".share=0.001", "risk.low.share=0.744"]);
        let hidden = found.iter().find(|class| class.name == "high, hidden").expect("the class");
        assert_eq!(hidden.onset_per_day, 0.0);
        assert!(hidden.given > 1.5 * hidden.asked, "{hidden:?}");
    }

    #[test]
    fn a_class_that_the_variant_leaves_out_escalates_no_more() {
        let base = variant(&[]);
        let base = base.base();
        let mut without = base.clone();
        without.risk.remove(0);
        let found = classes(&without, base, &solved(base));
        assert!(found[0].is_none());
        let moderate = found[1].as_ref().expect("the class");
        let entries =
            Flows::of(base, &solved(base)).entries[1] * (600.0 * 0.23 / 0.29) / (600.0 * 0.23);
        assert!(
            (moderate.onset_per_day / entries - 1.0).abs() < 1e-9,
            "all who enter it are new: {moderate:?}"
        );
    }
}
