//! A backlog of the first observed day in words: what was put, and what became of it.

use crate::results::{OpeningResult, RunResult};

use super::format;
use super::reading::looked_at;

/// A paragraph for each backlog.
#[must_use]
pub fn paragraphs(result: &RunResult) -> Vec<String> {
    result.openings.iter().map(|opening| paragraph(result, opening)).collect()
}

fn paragraph(result: &RunResult, opening: &OpeningResult) -> String {
    let [fewest, most] = opening.put_range;
    // The mean is over all replications, and the range over those that were looked at one by one.
    let (looked, finished) = (opening.looked, result.replications.finished);
    let (any, every) = if looked < finished {
        let first = looked_at(u64::from(looked), u64::from(finished));
        (format!("any of {first}"), format!("each of {first}"))
    } else {
        ("any replication".to_owned(), "every replication".to_owned())
    };
    // The number asked for includes the children who wait already. If enough wait, nobody is added.
    let range = if most == 0 {
        format!("nobody was put there in {any}")
    } else if fewest == most {
        format!("{} more were put there in {every}", format::count(u64::from(most)))
    } else {
        let mean = format::mean(opening.put.as_ref(), "");
        format!(
            "from {} to {} more were put there in {}, {mean} on average",
            format::count(u64::from(fewest)),
            format::count(u64::from(most)),
            if looked < finished { &every } else { "a replication" }
        )
    };
    let mut text = format!(
        "Backlog at \"{}\" on {}: {} to wait for a worker, {} waited already, and {range}",
        opening.stage,
        format::date(result.observed_from),
        format::counted(u64::from(opening.asked), "child was", "children were"),
        format::mean(opening.found.as_ref(), ""),
    );
    if most > 0 {
        text.push_str(&format!(
            ", like {} who entered in the warm-up",
            format::mean(opening.like.as_ref(), "")
        ));
    }
    text.push('.');
    match (&opening.reached, &opening.waiting) {
        _ if most == 0 => {}
        (Some(reached), Some(waiting)) => text.push_str(&format!(
            " Of those put there, {} had had a worker {} days later and {} still waited for their first.",
            format::mean(Some(reached), ""),
            opening.days,
            format::mean(Some(waiting), ""),
        )),
        _ => text.push_str(&format!(" What became of them is not known: the run ends within {} days.", opening.days)),
    }
    if most > 0 {
        text.push_str(
            " Those of them at high risk came to notice before the observed period, so that they are not among the children \
             of the headline; their cases take workers\u{2019} time all the same.",
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use crate::stats::Estimate;

    fn opening() -> OpeningResult {
        let of = |mean: f64| Some(Estimate::even(mean, Some(1.0), 20));
        OpeningResult {
            stage: "initial assessment".into(),
            asked: 300,
            found: of(12.4),
            put: of(287.6),
            looked: 200,
            put_range: [280, 295],
            like: of(150.2),
            short: 0,
            days: 28,
            reached: of(210.3),
            waiting: of(70.1),
        }
    }

    #[test]
    fn a_backlog_says_what_was_put_and_what_became_of_it() {
        let mut result = sample::haringey();
        result.openings =
            vec![opening(), OpeningResult { put_range: [0, 0], reached: None, ..opening() }];
        insta::assert_snapshot!(paragraphs(&result).join("\n"));
    }

    #[test]
    fn what_was_looked_at_in_the_first_alone_is_said_of_these() {
        let mut result = sample::haringey();
        result.replications.finished = 400;
        let said = |put_range| {
            let looked = 256;
            paragraph(&result, &OpeningResult { looked, put_range, ..opening() })
        };
        for (range, words) in [
            (
                [280, 295],
                "from 280 to 295 more were put there in each of the first 256 replications",
            ),
            ([280, 280], "280 more were put there in each of the first 256 replications"),
            ([0, 0], "nobody was put there in any of the first 256 replications"),
        ] {
            assert!(said(range).contains(words), "{}", said(range));
        }
    }
}
