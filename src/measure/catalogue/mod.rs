//! Every performance measure of a scenario: ids, labels, units, which way is better, and formulas.
//!
//! A file for each group of measures; those of mechanisms stand in the folders of the mechanisms. A new group is a new file,
//! declared here and called in [`Catalogue::new`].

mod children;
mod culture;
mod episodes;
mod harm;
mod judgement;
mod list;
mod money;
mod opening;
mod referrals;
mod stages;
mod teams;
mod triage;

use serde::Serialize;

use super::formula::Formula;
use super::id::{MeasureId, Quantity};
use super::layout::Layout;
use super::names::MeasureNames;
pub(crate) use list::MeasureList;
pub(crate) use money::{DAYS_A_YEAR, QUALIFIED, Spending, SpentOn};

/// Which way is better for children and the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Better {
    /// Less is better.
    Lower,
    /// More is better.
    Higher,
    /// Neither: a description.
    Neither,
}

/// One performance measure.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Which, the same in targets, tables and options.
    pub id: MeasureId,
    /// What it is, in words.
    pub label: String,
    /// Its unit; `share` is 0..1.
    pub unit: &'static str,
    /// Which way is better.
    pub better: Better,
    /// How it is computed.
    pub formula: Formula,
}

/// Every measure of a scenario, in the order of the tables.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// Where the counters are.
    pub layout: Layout,
    /// The measures.
    pub measures: Vec<Measure>,
}

/// What stands between the two measures of a quotient.
const DIVIDED: &str = " / ";

/// Why a measure id is not one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownMeasure {
    /// What was written.
    pub id: String,
    /// The nearest known id.
    pub nearest: Option<String>,
}

macro_rules! of_mechanisms {
    ({ $($mechanism:ident: $Mechanism:ident,)* }) => {
        /// The measures of the organisation around the work, in the order in which tables have them.
        fn organisation(list: &mut MeasureList, names: &MeasureNames) {
            type Add = fn(&mut MeasureList, &MeasureNames);
            // Groups have numbers, so that a mechanism can stand between two groups that do not know of it.
            let mut groups: Vec<(u8, Add)> = vec![
                (10, |list, names| culture::add(list, &names.organisation)),
                $((
                    crate::mechanisms::$mechanism::measures::ORDER,
                    crate::mechanisms::$mechanism::measures::add,
                ),)*
            ];
            groups.sort_by_key(|(order, _)| *order);
            groups.into_iter().for_each(|(_, add)| add(list, names));
        }
    };
}
crate::mechanisms::mechanisms! { of_mechanisms! }

impl Catalogue {
    /// The measures of a scenario with these names, in the order of the tables.
    #[must_use]
    pub fn new(names: &MeasureNames) -> Catalogue {
        let mut list = MeasureList::new(names);
        children::add(&mut list, names);
        episodes::add(&mut list);
        harm::add(&mut list);
        referrals::add(&mut list, names);
        triage::add(&mut list);
        judgement::add(&mut list, names);
        stages::add(&mut list, names);
        teams::add(&mut list, names);
        organisation(&mut list, names);
        money::add(&mut list, names);
        opening::add(&mut list, &names.organisation);
        list.into_catalogue()
    }

    /// The measure of that id.
    #[must_use]
    pub fn get(&self, id: impl Into<MeasureId>) -> Option<&Measure> {
        let id = id.into();
        self.measures.iter().find(|measure| measure.id == id)
    }

    /// The measure whose id is written so.
    #[must_use]
    pub fn written(&self, text: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.id.to_string() == text)
    }

    /// The quantity that is written so: a measure, or a quotient `a / b` of two.
    #[must_use]
    pub fn quantity(&self, text: &str) -> Option<Quantity> {
        match self.parts(text)? {
            (one, None) => Some(Quantity::One(one.id.clone())),
            (a, Some(b)) => Some(Quantity::Quotient(a.id.clone(), b.id.clone())),
        }
    }

    /// The measure that is written so, or the two whose quotient is.
    fn parts(&self, text: &str) -> Option<(&Measure, Option<&Measure>)> {
        let one = |text: &str| self.written(text.trim());
        // The whole first, and then at every mark: a source may be called "school / nursery".
        let quotients =
            text.match_indices(DIVIDED).map(|(at, mark)| (&text[..at], &text[at + mark.len()..]));
        one(text)
            .map(|whole| (whole, None))
            .or_else(|| quotients.into_iter().find_map(|(a, b)| Some((one(a)?, Some(one(b)?)))))
    }

    /// The formula of a measure id or of a quotient `a / b` of two.
    ///
    /// # Errors
    /// Names the part that is not a measure, with the nearest id.
    pub fn formula(&self, written: &str) -> Result<Formula, UnknownMeasure> {
        match self.parts(written) {
            Some((one, None)) => return Ok(one.formula.clone()),
            Some((a, Some(b))) => {
                let [a, b] = [a, b].map(|measure| Box::new(measure.formula.clone()));
                return Ok(Formula::Quotient(a, b));
            }
            None => {}
        }
        let (a, b) = written.split_once(DIVIDED).unwrap_or((written, ""));
        let wrong = if self.written(a.trim()).is_none() { a.trim() } else { b.trim() };
        Err(UnknownMeasure { id: wrong.to_owned(), nearest: self.nearest(wrong) })
    }

    /// The id most like a wrong one.
    #[must_use]
    pub fn nearest(&self, id: &str) -> Option<String> {
        self.measures
            .iter()
            .map(|measure| measure.id.to_string())
            .map(|known| (strsim::jaro_winkler(&known, id), known))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            // 0.7 is a choice: an id that is less alike would not help whoever mistyped.
            .filter(|(likeness, _)| *likeness > 0.7)
            .map(|(_, known)| known)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::measure::{MechanismNames, OrganisationBlocks, Prices, StageName, UnderPressure};

    fn everything() -> OrganisationBlocks {
        OrganisationBlocks {
            feedback: true,
            culture: true,
            actions: vec!["surge team".into(), "protected time".into()],
            openings: vec!["plan".into()],
            prices: Some(Prices { salary: [1.0; 4], actions: vec![1.0, 2.0], ..Prices::default() }),
        }
    }

    fn catalogue() -> Catalogue {
        let stage = StageName {
            name: "plan".into(),
            worked: true,
            timed: true,
            plan: true,
            assess: true,
            together: true,
        };
        Catalogue::new(&MeasureNames {
            sources: vec!["school".into()],
            classes: vec!["high".into()],
            stages: vec![stage],
            teams: vec!["duty".into()],
            target_working_days: 45,
            under_pressure: UnderPressure {
                overtime: vec![0],
                thin_recording: true,
                early_closing: vec![0],
            },
            organisation: everything(),
            mechanisms: MechanismNames::placeholders(),
        })
    }

    #[test]
    fn no_two_groups_give_the_same_id() {
        let catalogue = catalogue();
        let ids: BTreeSet<String> =
            catalogue.measures.iter().map(|measure| measure.id.to_string()).collect();
        assert_eq!(ids.len(), catalogue.measures.len());
    }

    #[test]
    fn a_name_may_hold_the_mark_of_a_quotient() {
        let names = MeasureNames {
            sources: vec!["school".into(), "school / nursery".into()],
            ..MeasureNames::default()
        };
        let catalogue = Catalogue::new(&names);
        let id = |text: &str| catalogue.written(text).expect(text).id.clone();
        let [school, nursery] = ["referrals[school]", "referrals[school / nursery]"].map(id);
        for (text, quantity) in [
            ("referrals[school / nursery]", Quantity::One(nursery.clone())),
            ("referrals[school] / referrals", Quantity::Quotient(school.clone(), id("referrals"))),
            (
                "referrals[school / nursery] / referrals[school]",
                Quantity::Quotient(nursery.clone(), school.clone()),
            ),
            (
                "referrals[school] / referrals[school / nursery]",
                Quantity::Quotient(school, nursery),
            ),
        ] {
            assert_eq!(catalogue.quantity(text), Some(quantity), "{text}");
            assert!(catalogue.formula(text).is_ok(), "{text}");
        }
        for (text, wrong) in [
            ("nothing / missed", "nothing"),
            ("missed / nothing", "nothing"),
            ("nothing", "nothing"),
        ] {
            assert_eq!(catalogue.formula(text).expect_err(text).id, wrong, "{text}");
            assert_eq!(catalogue.quantity(text), None, "{text}");
        }
    }

    #[test]
    fn every_formula_reads_places_that_the_layout_has() {
        let Catalogue { layout, measures } = catalogue();
        for Measure { id, formula, .. } in measures {
            match formula {
                Formula::Ratio { over, under, .. } => {
                    assert!(
                        over.iter().chain(under.iter().map(|(k, _)| k)).all(|&k| k < layout.len()),
                        "{id}"
                    );
                }
                Formula::Total { of } => assert!(of.iter().all(|&k| k < layout.len()), "{id}"),
                Formula::Weighted { of } => {
                    assert!(of.iter().all(|&(k, _)| k < layout.len()), "{id}")
                }
                Formula::Remaining { begun, ended } => {
                    assert!(begun.iter().chain(&ended).all(|&k| k < layout.len()), "{id}")
                }
                Formula::Quantile { histogram, .. } | Formula::RestrictedMean { histogram } => {
                    assert!(histogram < layout.histograms(), "{id}")
                }
                Formula::Quotient(..) => panic!("{id} is made of two measures"),
            }
        }
    }
}
