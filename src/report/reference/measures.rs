//! Every measure, with its formula, and every counter that formulas are made of.

use jiff::civil::Date;

use super::{MADE, table};
use crate::measure::told::families;
use crate::measure::{
    Better, Catalogue, HalfYear, MeasureNames, MechanismNames, OrganisationBlocks, Prices,
    StageName, UnderPressure,
};
use crate::report::markdown::{code, words};

/// Every measure: id, meaning, unit, which way is better, formula.
#[must_use]
pub fn measures() -> String {
    let names = placeholders();
    let catalogue = Catalogue::new(&names);
    let mut text = format!(
        "# Every measure\n\n{MADE} `surge-sim measures FILE` lists those of a scenario, with its names.\n\nNames of a scenario \
         stand here in capitals: SOURCE, CLASS, STAGE, TEAM, ACTION and so on. A measure of an optional block is there where \
         the block is. The same ids are used in targets, precision, options and tables; a target may be a quotient of two, \
         as in `started[core assessment] / started[initial assessment]`. A share is from 0 to 1.\n\nA formula names counters, which \
         the second table explains. A sum is the mean over replications; a ratio is a ratio of sums over replications, never a \
         mean of ratios. *Price* is what `[costs]` says of what is counted: a year's pay by the day, or a sum each.\n\n"
    );
    let row = |measure: &crate::measure::Measure| {
        let better = match measure.better {
            Better::Lower => "less",
            Better::Higher => "more",
            Better::Neither => "",
        };
        vec![
            code(&measure.id.to_string()),
            words(&measure.label),
            words(measure.unit),
            better.to_owned(),
            words(&catalogue.in_words(&measure.formula, &names)),
        ]
    };
    let head = ["id", "meaning", "unit", "better", "formula"];
    text.push_str(&table(&head, catalogue.measures.iter().map(row)));
    text.push_str("\n## Counters\n\nA counter is a sum over a period within one replication.\n\n");
    let row = |family: crate::measure::told::CounterFamily| {
        let name = family.counter.name().to_owned();
        vec![name, words(family.counter.meaning()), family.one_per.to_owned()]
    };
    text.push_str(&table(
        &["counter", "what it counts", "one for each"],
        families().into_iter().map(row),
    ));
    in_letters(&text)
}

/// The day and the half-year that stand for any, as capitals.
fn in_letters(text: &str) -> String {
    text.replace(&DAY.to_string(), "DATE").replace(&HalfYear::ANY.to_string(), "HALF-YEAR")
}

/// The day that stands for any.
const DAY: Date = Date::constant(2001, 2, 3);

/// A scenario that has one of everything, with words for names.
fn placeholders() -> MeasureNames {
    let stage = StageName {
        name: "STAGE".into(),
        worked: true,
        timed: true,
        plan: true,
        assess: true,
        together: true,
    };
    let one = |name: &str| vec![name.to_owned()];
    MeasureNames {
        sources: one("SOURCE"),
        classes: one("CLASS"),
        stages: vec![stage],
        teams: one("TEAM"),
        target_working_days: 45,
        under_pressure: UnderPressure {
            overtime: vec![0],
            thin_recording: true,
            early_closing: vec![0],
        },
        organisation: OrganisationBlocks {
            feedback: true,
            culture: true,
            actions: one("ACTION"),
            openings: one("STAGE"),
            prices: Some(prices()),
        },
        mechanisms: MechanismNames::placeholders(),
    }
}

/// Prices that are told as such, not as numbers.
fn prices() -> Prices {
    Prices {
        // The prices avoid 1 and −1. Formulas read those as signs, and every other weight as a price.
        salary: [2.0; 4],
        recruitment: 2.0,
        dismissal: 2.0,
        legal: 2.0,
        case_review: 2.0,
        actions: vec![2.0],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_and_every_counter_stands_on_the_page() {
        let page = measures();
        let names = placeholders();
        for measure in &Catalogue::new(&names).measures {
            let id = in_letters(&measure.id.to_string());
            assert!(page.contains(&format!("\n| {} | ", code(&id))), "{id}");
        }
        for family in families() {
            assert!(page.contains(&format!("\n| {} | ", family.counter.name())), "{family:?}");
        }
        assert!(page.contains("price × Dismissals"), "{page}");
    }
}
