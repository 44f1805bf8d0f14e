//! Every measure, with its formula, and every counter that formulas are made of.

use jiff::civil::Date;

use super::{MADE, table};
use crate::measure::told::families;
use crate::measure::{
    Better, Catalogue, HalfYear, Measure, Names, Organisation, Prices, StageName,
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
    let row = |measure: &Measure| {
        let better = match measure.better {
            Better::Lower => "less",
            Better::Higher => "more",
            Better::Neither => "",
        };
        vec![
            code(&written(measure)),
            said(&words(&measure.label)),
            words(measure.unit),
            better.to_owned(),
            said(&words(&catalogue.in_words(&measure.formula, &names))),
        ]
    };
    let head = ["id", "meaning", "unit", "better", "formula"];
    text.push_str(&table(&head, catalogue.measures.iter().map(row)));
    text.push_str("\n## Counters\n\nA counter is a sum over a period within one replication.\n\n");
    let row = |family: crate::measure::told::Family| {
        let name = format!("{:?}", family.counter);
        vec![name, words(family.counter.meaning()), family.one_per.to_owned()]
    };
    text.push_str(&table(
        &["counter", "what it counts", "one for each"],
        families().into_iter().map(row),
    ));
    text
}

/// The id, with words for names.
fn written(measure: &Measure) -> String {
    said(&measure.id.to_string())
}

/// A half-year that stands for any.
const NO_HALF_YEAR: HalfYear = HalfYear { year: 9999, second: false };

/// Dates that stand for any, as words.
fn said(text: &str) -> String {
    text.replace(&Date::MAX.to_string(), "DATE").replace(&NO_HALF_YEAR.to_string(), "HALF-YEAR")
}

/// A scenario that has one of everything, with words for names.
fn placeholders() -> Names {
    let stage =
        StageName { name: "STAGE".into(), worked: true, timed: true, plan: true, assess: true };
    let one = |name: &str| vec![name.to_owned()];
    Names {
        sources: one("SOURCE"),
        classes: one("CLASS"),
        stages: vec![stage],
        teams: one("TEAM"),
        target_working_days: 45,
        organisation: Organisation {
            feedback: true,
            culture: true,
            early_help: true,
            prevention: true,
            actions: one("ACTION"),
            openings: one("STAGE"),
            inspections: vec![Date::MAX],
            half_years: vec![NO_HALF_YEAR],
            ages: one("AGE"),
            kinds: one("KIND"),
            case_reviews: true,
            prices: Some(prices()),
        },
    }
}

/// Prices that are told as such, not as numbers.
fn prices() -> Prices {
    Prices {
        salary: [2.0; 4],
        recruitment: 2.0,
        dismissal: 2.0,
        legal: 2.0,
        case_review: 2.0,
        actions: vec![2.0],
        early_help: 2.0,
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
            assert!(
                page.contains(&format!("\n| {} | ", code(&written(measure)))),
                "{}",
                measure.id
            );
        }
        for family in families() {
            assert!(page.contains(&format!("\n| {:?} | ", family.counter)), "{family:?}");
        }
        assert!(page.contains("price × Dismissals"), "{page}");
    }
}
