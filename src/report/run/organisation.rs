//! The organisation around the work: what one tragedy leads to, blame and learning, what managers did, money, and
//! what each mechanism of the list has to say. A block that the scenario lacks has no line.

use crate::measure::{Indicator, MeasureId, PeriodId};
use crate::report::document::{Page, TextTable};
use crate::report::format;
use crate::report::organisation::{self as found, Pounds, columns, observed, over_all, scaled};
use crate::report::reading::{self, ShownWorld};
use crate::results::{FollowOn, RunResult};

use super::sections::cells;

/// All of it, or nothing where the scenario has no such block.
pub(super) fn around(page: &mut Page, result: &RunResult) {
    let mut inside = Page::new();
    parts(&mut inside, result);
    if !inside.is_empty() {
        page.gap();
        page.heading("The organisation around the work");
        page.append(inside);
    }
}

macro_rules! of_mechanisms {
    ({ $($mechanism:ident: $Mechanism:ident,)* }) => {
        /// What there is to say, in the order in which the screen has it.
        fn parts(page: &mut Page, result: &RunResult) {
            type Say = fn(&mut Page, &RunResult);
            let mut all: Vec<(u8, Say)> = vec![
                // Steps of ten leave room for mechanisms, which bring their own order.
                (0, follow_on),
                (30, culture),
                (40, actions),
                (60, money),
                $((
                    crate::mechanisms::$mechanism::words::ORDER,
                    crate::mechanisms::$mechanism::words::say,
                ),)*
            ];
            all.sort_by_key(|(order, _)| *order);
            all.into_iter().for_each(|(_, say)| say(page, result));
        }
    };
}
crate::mechanisms::mechanisms! { of_mechanisms! }

pub(crate) fn say(page: &mut Page, words: &str) {
    page.prose(words);
}

/// Run and twin over the observed period, as words: nothing where the measure is absent.
pub(crate) fn run(result: &RunResult, id: impl Into<MeasureId>) -> Option<String> {
    written(result, id, ShownWorld::Run)
}

pub(crate) fn twin(result: &RunResult, id: impl Into<MeasureId>) -> Option<String> {
    written(result, id, ShownWorld::Twin)
}

fn written(result: &RunResult, id: impl Into<MeasureId>, world: ShownWorld) -> Option<String> {
    let id = &id.into();
    let unit = &result.measure(id)?.unit;
    let value = over_all(result, id)?;
    let estimate = if world == ShownWorld::Twin { value.twin.as_ref() } else { value.run.as_ref() };
    estimate.map(|estimate| format::short(Some(estimate), unit))
}

fn follow_on(page: &mut Page, result: &RunResult) {
    if let Some(follow_on) = &result.follow_on {
        say(page, &follow_on_in_words(follow_on));
    } else if let Some(tragedies) = run(result, Indicator::Tragedies) {
        say(
            page,
            &format!(
                "Serious harms to known children that became public in the observed period: {tragedies}. Without a \
                 run without publicity this does not say how many of them publicity led to."
            ),
        );
    }
}

pub(super) fn follow_on_in_words(follow_on: &FollowOn) -> String {
    let events = follow_on.publicity_events.as_ref().map(|n| format::short(Some(n), ""));
    let Some(expected) = &follow_on.expected else {
        return "No publicity event falls into the observed period, so there is no follow-on number.".into();
    };
    // Below what a number without thousands can show, events are counted in thousands.
    let small = match expected.half_width {
        // Four decimals are the most that is written, so a narrower interval would read 0.0000.
        Some(half_width) => half_width.max(1e-12) < 5e-5,
        None => expected.mean.abs() < 0.1,
    };
    let (factor, start) = if small {
        (1000.0, "Every 1,000 publicity events lead")
    } else {
        (1.0, "Each publicity event leads")
    };
    let size = expected.size();
    let (plain, size) = (
        format::short(Some(&scaled(expected, factor)), ""),
        format::short(Some(&scaled(&size, factor)), ""),
    );
    let basis = format::basis(expected);
    let fewer = if expected.mean < 0.0 { "fewer" } else { "further" };
    let mut text = match expected.half_width {
        None if expected.not_shown().is_some() => {
            format!(
                "The model does not show that a publicity event leads to further public tragedies ({basis})."
            )
        }
        None => format!("{start} to {plain} further public tragedies, without an interval."),
        Some(_) if expected.excludes_zero() => {
            format!("{start} to {size} {fewer} public tragedies ({basis}).")
        }
        Some(_) => {
            let each = if small { "from every 1,000" } else { "from each" };
            format!(
                "The model does not show that a publicity event leads to further public tragedies: {plain} {each} ({basis})."
            )
        }
    };
    if let Some(counted) = &follow_on.counted {
        let written = format::short(Some(&scaled(counted, factor)), "");
        text.push_str(&match counted.not_shown() {
            Some(_) => format!(" From harms counted, not expected, it is {written}."),
            None => format!(
                " From harms counted, not expected, it is {written}: the same with more noise."
            ),
        });
    }
    if let Some(events) = events {
        text.push_str(&format!(
            " A run has {events} publicity events in the observed period, public tragedies included."
        ));
    }
    text
}

/// Levels in every column; numbers only where the time is a year or all, or they would not compare.
fn culture(page: &mut Page, result: &RunResult) {
    let columns = columns(result);
    let mut table = TextTable::new(columns.iter().map(|column| column.heading));
    table.row("blame (units)", cells(result, Indicator::Blame, &columns, 2));
    table.row("seen by managers (%)", cells(result, Indicator::Visibility, &columns, 0));
    table.row("worth of an hour's look", cells(result, Indicator::Learning, &columns, 3));
    for (words, id) in [
        ("workers dismissed", Indicator::Dismissals),
        ("misses come to light", Indicator::MissesToLight),
        ("of these reported", Indicator::MissesReported),
    ] {
        let mut row = cells(result, id, &columns, 1);
        for (cell, column) in row.iter_mut().zip(&columns) {
            if column.period == PeriodId::Before {
                *cell = format::NONE.to_owned();
            }
        }
        table.row(words, row);
    }
    page.table(
        "Blame and learning (seen: share of a change in pressure; look: factor by which learning raises it)",
        table,
    );
}

fn actions(page: &mut Page, result: &RunResult) {
    let has_twin = result.has_twin;
    let mut headings = vec!["times\ntaken", "days in\nforce"];
    if has_twin {
        headings.extend(["times\nwithout\npublicity", "days\nwithout\npublicity"]);
    }
    let mut table = TextTable::new(headings);
    for (name, measure) in reading::named(result, Indicator::ActionTaken) {
        let days = Indicator::ActionDays.named(name);
        let of = |written: Option<String>| written.unwrap_or_else(|| format::NONE.to_owned());
        let mut row = vec![of(run(result, &measure.id)), of(run(result, &days))];
        if has_twin {
            row.extend([of(twin(result, &measure.id)), of(twin(result, &days))]);
        }
        table.row(name, row);
    }
    page.table("What managers did (a run, observed period)", table);
}

fn money(page: &mut Page, result: &RunResult) {
    let lines = found::money(result);
    if lines.is_empty() {
        return;
    }
    let columns = observed(result);
    let paired = columns.len() > 1;
    let mut table = TextTable::new(columns.iter().map(|column| column.heading));
    for (name, id) in &lines {
        let value = over_all(result, id);
        let cell = |column: &reading::Column| {
            let pounds = value
                .and_then(|value| column.of(value))
                .map(|estimate| Pounds::THOUSAND.of(estimate));
            match column.world {
                ShownWorld::Difference => format::difference(pounds.as_ref(), ""),
                _ if paired => format::mean(pounds.as_ref(), ""),
                _ => format::short(pounds.as_ref(), ""),
            }
        };
        table.row(name, columns.iter().map(cell).collect());
    }
    let prices = found::prices(result);
    let comma = if prices.is_empty() { "" } else { ", " };
    page.table(&format!("Money over the observed period (thousand pounds{comma}{prices})"), table);
    if let Some(years) = run(result, Indicator::MoneyInWorkers) {
        let otherwise = twin(result, Indicator::MoneyInWorkers)
            .map_or_else(String::new, |years| format!("; without publicity, for {years}"));
        say(
            page,
            &format!(
                "Dismissals, legal costs, compensation and case reviews would have paid for {years} years of a \
                 qualified worker{otherwise}."
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{
        sample,
        terminal::{Style, laid_out},
    };
    use crate::stats::Estimate;

    fn section(result: &RunResult, width: usize) -> String {
        let mut page = Page::new();
        around(&mut page, result);
        laid_out(&page, width, Style::Plain)
    }

    #[test]
    fn the_organisation_around_haringey() {
        insta::assert_snapshot!(section(&sample::organised(), 80));
    }

    #[test]
    fn each_block_alone_says_only_its_own() {
        let mut all = String::new();
        for (block, result) in sample::blocks() {
            all.push_str(&format!("== {block}\n{}\n", section(&result, 80)));
        }
        insta::assert_snapshot!(all);
    }

    #[test]
    fn a_scenario_without_blocks_says_nothing_of_them() {
        for result in
            [sample::haringey(), sample::quiet(), sample::without_twin(), sample::nothing()]
        {
            assert_eq!(section(&result, 80), "");
        }
    }

    #[test]
    fn lines_keep_to_the_width_and_numbers_to_their_interval() {
        for width in [72, 80, 100] {
            for line in section(&sample::organised(), width).lines() {
                assert!(line.chars().count() <= width, "{line}");
                assert!(!line.ends_with('±') && !line.trim_start().starts_with('±'), "{line}");
            }
        }
    }

    #[test]
    fn a_follow_on_number_claims_no_more_than_its_interval() {
        let of = |mean: f64, half_width: f64| {
            let estimate = |mean, half_width| Estimate::even(mean, half_width, 200);
            let expected = Some(estimate(mean, (half_width > 0.0).then_some(half_width)));
            follow_on_in_words(&FollowOn { expected, counted: None, publicity_events: None })
        };
        let said = [
            of(0.004, 0.002),
            of(0.004, 0.006),
            of(-0.004, 0.002),
            of(0.000_012, 0.000_004),
            of(0.004, 0.0),
        ];
        insta::assert_snapshot!(said.join("\n"));
        let none = FollowOn { expected: None, counted: None, publicity_events: None };
        assert!(follow_on_in_words(&none).contains("no follow-on number"));
    }
}
