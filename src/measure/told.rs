//! Counters and formulas in words, for the pages of the reference.

use super::counter::FAMILIES;
use super::{Catalogue, Counter, Formula, Layout, MeasureNames, Waits};

/// A family of counters, as the reference tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CounterFamily {
    /// The counter.
    pub counter: Counter,
    /// What it has one member for; empty for a single number.
    pub one_per: &'static str,
}

/// Every family of counters, in the order of the layout.
#[must_use]
pub fn families() -> Vec<CounterFamily> {
    FAMILIES.iter().map(|&(counter, per)| CounterFamily { counter, one_per: per.words() }).collect()
}

impl Catalogue {
    /// A formula in the names of its counters, as in `Started[core assessment] / Days x 365.25`. The mean over replications is
    /// not said: totals are means, and ratios are ratios of sums.
    #[must_use]
    pub fn in_words(&self, formula: &Formula, names: &MeasureNames) -> String {
        let counters = |places: Vec<(usize, f64)>| sum(&self.layout, names, places);
        match formula {
            Formula::Ratio { over, under, scale } => {
                let over = counters(over.iter().map(|&place| (place, 1.0)).collect());
                let scale = if scale.total_cmp(&1.0).is_eq() {
                    String::new()
                } else {
                    format!(" × {scale}")
                };
                format!("{} / {}{scale}", bracketed(&over), bracketed(&counters(under.clone())))
            }
            Formula::Total { of } => counters(of.iter().map(|&place| (place, 1.0)).collect()),
            Formula::Weighted { of } => counters(of.clone()),
            Formula::Remaining { begun, ended } => {
                let signed = |of: &[usize], sign: f64| {
                    of.iter().map(|&place| (place, sign)).collect::<Vec<_>>()
                };
                counters([signed(begun, 1.0), signed(ended, -1.0)].concat())
            }
            Formula::Quantile { histogram, p } => {
                format!("{} % quantile of {}", 100.0 * p, self.waits(*histogram, names))
            }
            Formula::RestrictedMean { histogram } => {
                format!("Kaplan-Meier mean of {}", self.waits(*histogram, names))
            }
            Formula::Quotient(a, b) => {
                format!("({}) / ({})", self.in_words(a, names), self.in_words(b, names))
            }
        }
    }

    /// The distribution at a place.
    fn waits(&self, histogram: usize, names: &MeasureNames) -> String {
        // Only the layout knows the order, so it is asked.
        let is_there = |waits: Waits| self.layout.histogram(waits) == histogram;
        let single = [
            (Waits::Screening, "days from referral to the end of screening"),
            (Waits::Protection, "days from coming to notice to a protective stage"),
        ];
        let mut single = single.into_iter().chain(Waits::of_mechanisms());
        if let Some((_, words)) = single.find(|(waits, _)| is_there(*waits)) {
            return words.to_owned();
        }
        let mut teams = names.teams.iter().enumerate();
        if let Some((_, team)) = teams.find(|(n, _)| is_there(Waits::Allocation(*n))) {
            return format!("days from entry to allocation, {team}");
        }
        let of_stage = |n: usize| {
            [
                (Waits::Stage(n), "days from entry to decision"),
                (Waits::DirectMinutes(n), "direct minutes of a visit"),
                (Waits::PlanLength(n), "days of a whole plan"),
            ]
        };
        let stages = names.stages.iter().enumerate();
        let mut all = stages.flat_map(|(n, stage)| of_stage(n).map(|one| (one, &stage.name)));
        let found = all.find(|((waits, _), _)| is_there(*waits));
        let ((_, words), stage) = found.expect("every place of the layout is one of these");
        format!("{words}, {stage}")
    }
}

/// `A + B − C`: members of one family with one weight stand together.
fn sum(layout: &Layout, names: &MeasureNames, places: Vec<(usize, f64)>) -> String {
    let mut terms: Vec<(Counter, f64, Vec<String>)> = Vec::new();
    for (place, weight) in places {
        let counter = layout.counter_at(place).expect("a formula reads places that there are");
        let (_, per) = FAMILIES[counter.index()];
        // Members of a family stand side by side from the place of its first.
        let member = per.member(names, place - layout.one(counter));
        match terms.last_mut() {
            Some((last, same, members)) if *last == counter && same.total_cmp(&weight).is_eq() => {
                members.push(member);
            }
            _ => terms.push((counter, weight, vec![member])),
        }
    }
    let mut text = String::new();
    for (n, (counter, weight, members)) in terms.iter().enumerate() {
        text.push_str(match (n, *weight < 0.0) {
            (0, false) => "",
            (0, true) => "−",
            (_, false) => " + ",
            (_, true) => " − ",
        });
        // Weights other than signs are money.
        if weight.abs().total_cmp(&1.0).is_ne() {
            text.push_str("price × ");
        }
        text.push_str(counter.name());
        if members.iter().any(|member| !member.is_empty()) {
            text.push_str(&format!("[{}]", members.join("; ")));
        }
    }
    text
}

fn bracketed(sum: &str) -> String {
    // A stroke binds closer than a sum, which then needs brackets.
    let is_sum = sum.contains(" + ") || sum.contains(" − ");
    if is_sum { format!("({sum})") } else { sum.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::StageName;

    fn names() -> MeasureNames {
        let plan = StageName {
            name: "plan".into(),
            worked: true,
            timed: true,
            plan: true,
            assess: true,
            together: true,
        };
        MeasureNames {
            sources: vec!["school".into()],
            classes: vec!["high".into()],
            stages: vec![plan],
            teams: vec!["duty".into(), "long term".into()],
            target_working_days: 45,
            ..MeasureNames::default()
        }
    }

    #[test]
    fn a_formula_is_told_in_the_names_of_its_counters() {
        let names = names();
        let catalogue = Catalogue::new(&names);
        let told = |id: &str| {
            let measure = catalogue.written(id).unwrap_or_else(|| panic!("{id} is a measure"));
            catalogue.in_words(&measure.formula, &names)
        };
        assert_eq!(told("noticed"), "Noticed");
        assert_eq!(told("found"), "ChildrenSettled[found in time]");
        assert_eq!(told("auc[plan]"), "AucWins[plan] / AucPairs[plan]");
        assert_eq!(
            told("auc[first screening]"),
            "AucWins[first screening] / AucPairs[first screening]"
        );
        assert_eq!(
            told("miss_rate[misjudged]"),
            "ChildrenSettled[misjudged] / (Noticed − ChildrenSettled[risk ended first])"
        );
        let wait = "50 % quantile of days from coming to notice to a protective stage";
        assert_eq!(told("wait_median[protection]"), wait);
        let wait = "50 % quantile of days from entry to allocation, long term";
        assert_eq!(told("wait_median[allocation, long term]"), wait);
    }

    #[test]
    fn every_counter_has_its_meaning() {
        for CounterFamily { counter, .. } in families() {
            assert!(counter.meaning().ends_with('.'), "{}: {}", counter.name(), counter.meaning());
        }
    }
}
