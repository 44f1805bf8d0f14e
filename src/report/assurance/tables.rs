//! The tables of verification (agreement with theory) and validation (agreement with the world).

use super::{Document, heading, mixed, numbers, prose, table};
use crate::report::document::TableCell;
use crate::report::format;
use crate::report::verification_table;
use crate::results::{RunResult, TargetResult};
use crate::scenario::TargetUse;
use crate::verification::Check;
use crate::words::skill;

/// What theory says, what the simulation gives, and whether they agree.
pub(super) fn verification(checks: &[Check]) -> Document {
    let failed = checks.iter().filter(|check| !check.passed()).count();
    let summary = match failed {
        0 => format!("All {} checks agree with theory.", checks.len()),
        _ => format!(
            "{failed} of {} checks do not agree with theory: results must not be used.",
            checks.len()
        ),
    };
    let rows = checks
        .iter()
        .map(|check| {
            let [expected, simulated, rest @ ..] = verification_table::cells(check);
            let numbers = [expected, simulated].into_iter().map(TableCell::number);
            mixed(&check.name, numbers.chain(rest.into_iter().map(TableCell::words)).collect())
        })
        .collect();
    let columns = ["expected", "simulated, 99.9 % interval", "unit", "verdict", "known from"];
    Document {
        stem: "verification",
        title: "Verification",
        blocks: vec![
            heading("Does the program do what it says?"),
            prose(format!(
                "{summary} Each check compares the simulation with an answer that is known exactly, from queueing theory or in closed \
                 form, on three seeds, of which the one furthest from the answer is shown. One check in a thousand would fail by \
                 chance."
            )),
            table("Checks", &columns, rows),
        ],
    }
}

/// How many published ranges are met: those that numbers were fitted to, and those held out, never together.
pub(super) fn scored(result: &RunResult) -> String {
    let of = |used: TargetUse| {
        let all: Vec<&TargetResult> =
            result.targets.iter().filter(|target| target.used == used).collect();
        (all.iter().filter(|target| target.met == Some(true)).count(), all.len())
    };
    of_ranges(of(TargetUse::Fit), of(TargetUse::HeldOut))
}

/// Of how many ranges how many are met: fitted to, and held out.
fn of_ranges((fit, of_fit): (usize, usize), (held, of_held): (usize, usize)) -> String {
    let met = |met: usize, of: usize, which: &str| {
        let ranges = if of == 1 { "range" } else { "ranges" };
        let are = if met == 1 || of == 1 { "is" } else { "are" };
        format!("{met} of {of} published {ranges} {which} {are} met")
    };
    let fitted = met(fit, of_fit, "that numbers were fitted to");
    match (of_fit, of_held) {
        (0, 0) => "no published range is held against the model.".to_owned(),
        (0, _) => {
            format!("{}; numbers were fitted to none.", met(held, of_held, "held out"))
        }
        (_, 0) => format!("{fitted}; none was held out."),
        _ => format!("{fitted}; {held} of {of_held} held out."),
    }
}

/// Targets beside the model.
pub(super) fn validation(result: &RunResult) -> Document {
    let mut blocks = vec![heading("Does the model look like the world?")];
    if result.targets.is_empty() {
        blocks.push(prose(
            "The scenario states no targets: nothing published is held against the model.",
        ));
        return Document { stem: "validation", title: "Validation", blocks };
    }
    blocks.push(prose(format!(
        "{} Held out means not looked at when numbers were chosen. A range that is met to which numbers were fitted is no evidence by \
         itself.",
        scored(result)
    )));
    let rows = result.targets.iter().map(|target| {
        let verdict = match (target.used, target.met) {
            // This comes first: a figure of another place is neither met nor missed, whatever the model makes of
            // it.
            (TargetUse::ForScale, _) if !target.place.is_empty() => {
                format!("for scale only: {}", target.place)
            }
            (TargetUse::ForScale, _) => "for scale only".to_owned(),
            (_, Some(true)) => "met".to_owned(),
            (_, Some(false)) => "missed".to_owned(),
            (_, None) => "shown only".to_owned(),
        };
        let source =
            target.citation.as_ref().map_or_else(|| target.source.clone(), ToString::to_string);
        mixed(
            &target.measure,
            vec![
                TableCell::words(&target.period),
                TableCell::number(format!("{} to {}", target.low, target.high)),
                TableCell::number(format::short(target.model.as_ref(), "")),
                TableCell::words(target.used.name()),
                TableCell::words(verdict),
                TableCell::words(target.missed_because.to_string()),
                TableCell::words(source),
            ],
        )
    });
    let columns = [
        "period",
        "published range",
        "model",
        "used",
        "verdict",
        "why it is missed",
        "source of the range",
    ];
    blocks.push(table("Targets", &columns, rows.collect()));
    if let Some(held) = &result.held_out {
        blocks.push(prose(skill::sentence(held)));
        let models = [("the model", held)];
        let columns: Vec<String> =
            skill::columns(&models).iter().map(|one| one.replace('\n', " ")).collect();
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let rows = skill::rows(&models).into_iter().map(|(words, cells)| numbers(words, cells));
        // Without an error there is no number to set beside a forecast. The sentence above gives the reason.
        if held.error.is_some() {
            blocks.push(table(skill::TITLE, &columns, rows.collect()));
            blocks.push(prose(skill::NOTE));
        }
    }
    blocks.push(prose(
        "No service publishes how many high-risk children it misses: the answer itself cannot be held against the world. What can be \
         is what leads to it.",
    ));
    Document { stem: "validation", title: "Validation", blocks }
}

#[cfg(test)]
mod tests {
    use super::of_ranges;

    #[test]
    fn ranges_that_are_met_are_counted_in_sentences() {
        for (fit, held, said) in [
            ((0, 0), (0, 0), "no published range is held against the model."),
            (
                (0, 0),
                (2, 4),
                "2 of 4 published ranges held out are met; numbers were fitted to none.",
            ),
            (
                (1, 1),
                (0, 0),
                "1 of 1 published range that numbers were fitted to is met; none was held out.",
            ),
            (
                (1, 3),
                (1, 1),
                "1 of 3 published ranges that numbers were fitted to is met; 1 of 1 held out.",
            ),
            (
                (0, 3),
                (0, 0),
                "0 of 3 published ranges that numbers were fitted to are met; none was held out.",
            ),
        ] {
            assert_eq!(of_ranges(fit, held), said);
        }
    }
}
