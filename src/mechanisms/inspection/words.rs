//! What the screen says of inspections.

use jiff::civil::Date;

use super::counters::GRADES;
use super::measures::Measured;
use crate::measure::{Member, PeriodId};
use crate::report::document::{Page, TextTable};
use crate::report::format;
use crate::report::organisation::over_all;
use crate::report::reading::{self, Column, ShownWorld};
use crate::results::RunResult;
use crate::stats::Estimate;

/// What they are called.
#[cfg(feature = "native")]
pub(crate) const CALLED: &str = "inspection";

/// Their place among the mechanisms on the screen.
pub(crate) const ORDER: u8 = 50;

/// One inspection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InspectionDay {
    /// Its day.
    pub date: Date,
    /// True where it was held after publicity that a twin lacks, so that both may differ.
    pub has_twin: bool,
}

impl InspectionDay {
    /// Shares of runs by the grade given, best first.
    #[must_use]
    pub fn grades<'a>(
        &self,
        result: &'a RunResult,
        world: ShownWorld,
    ) -> [Option<&'a Estimate>; 4] {
        GRADES.map(|grade| {
            let id = Measured::Graded.of(Member::Graded(self.date, grade));
            let value = over_all(result, id)?;
            column(world).of(value)
        })
    }

    /// Mean score of the files read.
    #[must_use]
    pub fn score<'a>(&self, result: &'a RunResult, world: ShownWorld) -> Option<&'a Estimate> {
        column(world).of(over_all(result, Measured::Score.of(Member::HeldOn(self.date)))?)
    }

    /// The true miss rate of the children who came to notice in the time whose files were read.
    #[must_use]
    pub fn miss_rate<'a>(&self, result: &'a RunResult, world: ShownWorld) -> Option<&'a Estimate> {
        column(world).of(over_all(result, Measured::MissRate.of(Member::HeldOn(self.date)))?)
    }

    /// How many runs were judged good or better, and of how many: a count of few runs is not told as a share of a hundred.
    #[must_use]
    pub fn good(&self, result: &RunResult, world: ShownWorld) -> Option<(u64, u64)> {
        let [outstanding, good, ..] = self.grades(result, world);
        let (outstanding, good) = (outstanding?, good?);
        // The grades are shares of the runs judged. Their product with that number is a count, but for rounding.
        let runs = good.replications as f64;
        Some((((outstanding.mean + good.mean) * runs).round() as u64, good.replications as u64))
    }
}

const fn column(world: ShownWorld) -> Column {
    Column { heading: "", period: PeriodId::Observed, world }
}

/// The inspections, by date.
#[must_use]
pub fn inspections(result: &RunResult) -> Vec<InspectionDay> {
    let first = reading::publicity(result).map(|mark| mark.date);
    let mut all: Vec<InspectionDay> = reading::members(result, Measured::Score.into())
        .filter_map(|(member, _)| {
            let Member::HeldOn(date) = *member else { return None };
            // Run and twin are the same before the first event. If only tragedies make publicity, there is no first
            // event.
            let has_twin = result.has_twin && first.is_none_or(|first| date >= first);
            Some(InspectionDay { date, has_twin })
        })
        .collect();
    all.sort_by_key(|inspected| inspected.date);
    all
}

/// At most so many inspections side by side: three columns stay within 80 letters.
const ABREAST: usize = 3;

/// The grades given by date, and what they did and did not show.
pub(crate) fn say(page: &mut Page, result: &RunResult) {
    let inspections = inspections(result);
    let worlds = |inspected: &InspectionDay| {
        if inspected.has_twin {
            vec![ShownWorld::Run, ShownWorld::Twin]
        } else {
            vec![ShownWorld::Run]
        }
    };
    let held: Vec<(InspectionDay, ShownWorld)> = inspections
        .iter()
        .flat_map(|inspected| worlds(inspected).into_iter().map(|world| (*inspected, world)))
        .collect();
    for (n, abreast) in held.chunks(ABREAST).enumerate() {
        let heading = |(inspected, world): &(InspectionDay, ShownWorld)| {
            // The year goes below day and month, so that three columns fit into the line.
            let date = format::date(inspected.date)
                .replacen(' ', "\u{a0}", 1)
                .replacen(' ', "\n", 1)
                .replace('\u{a0}', " ");
            if *world == ShownWorld::Twin { format!("without\npublicity\n{date}") } else { date }
        };
        let mut table = TextTable::new(abreast.iter().map(heading));
        for (g, grade) in GRADES.iter().enumerate() {
            let share = |(inspected, world): &(InspectionDay, ShownWorld)| {
                format::short(inspected.grades(result, *world)[g], "share")
            };
            table.row(format!("judged {grade}"), abreast.iter().map(share).collect());
        }
        let of = |estimate: Option<&Estimate>| format::short(estimate, "share");
        table.row(
            "mean score of the files",
            abreast.iter().map(|(i, w)| of(i.score(result, *w))).collect(),
        );
        let missed = "in truth: missed, of those who came to notice in the time read";
        table.row(missed, abreast.iter().map(|(i, w)| of(i.miss_rate(result, *w))).collect());
        page.table(
            if n == 0 { "Inspections: share of runs by grade" } else { "Inspections, continued" },
            table,
        );
    }
    for inspected in &inspections {
        page.prose(&shown(result, inspected));
    }
}

/// What a grade did and did not show.
fn shown(result: &RunResult, inspected: &InspectionDay) -> String {
    let date = format::date(inspected.date);
    let grades = inspected.grades(result, ShownWorld::Run);
    let given: Vec<&str> = GRADES
        .iter()
        .zip(grades)
        // The sentence names this limit, which is a choice: a grade of one run in a hundred is not worth a word.
        .filter(|(_, share)| share.is_some_and(|share| share.mean >= 0.05))
        .map(|(grade, _)| *grade)
        .collect();
    let mut text = format!("{date}: ");
    if let (Some((good, runs)), Some(missed)) =
        (inspected.good(result, ShownWorld::Run), inspected.miss_rate(result, ShownWorld::Run))
    {
        text.push_str(&format!(
            "in this model, of {} {} judged good or better, while of 100 high-risk children who came to notice in the \
             time whose files were read, and whose risk did not end first, {} were missed. ",
            format::counted(runs, "run", "runs"),
            format::counted(good, "was", "were"),
            format::natural(missed.mean, 100)
        ));
    }
    text.push_str(&match given.as_slice() {
        [] => "No grade was given.".to_owned(),
        [one] => format!("Nearly every run was judged {one}."),
        several => format!(
            "One and the same service was judged {} by chance alone (each in at least 5 % of runs).",
            format::list(several).replace(" and ", " or ")
        ),
    });
    let (Some(score), Some(missed)) = (
        inspected.score(result, ShownWorld::Difference),
        inspected.miss_rate(result, ShownWorld::Difference),
    ) else {
        return text;
    };
    if !inspected.has_twin {
        return text;
    }
    // Where hardly a pair of runs differs there is no change to speak of, and no number that would carry one.
    for (what, change) in [("the miss rate", missed), ("the score", score)] {
        if let Some(few) = format::too_few(change) {
            return format!("{text} What publicity changed in {what} is not shown, since {few}.");
        }
    }
    let (points, more) =
        (format::difference(Some(score), "share"), format::difference(Some(missed), "share"));
    let both = format!(
        " Publicity changed the miss rate by {more} percentage points and the score by {points}"
    );
    text.push_str(&match (missed.excludes_zero(), score.excludes_zero()) {
        (true, true) if (missed.mean > 0.0) == (score.mean < 0.0) => {
            let way = if missed.mean > 0.0 { "worsening" } else { "improvement" };
            format!("{both}: the files showed the {way}.")
        }
        (true, true) => format!("{both}: the files showed the opposite."),
        (true, false) => format!("{both}: the model does not show that the files showed it."),
        (false, true) => {
            format!("{both}: the model does not show that the children's side of it changed.")
        }
        (false, false) => format!("{both}: the model does not show that either changed."),
    });
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use crate::stats::Limits;

    #[test]
    fn an_inspection_stands_beside_the_miss_rate_of_the_time_whose_files_were_read() {
        let result = sample::organised();
        let found: Vec<(Option<f64>, bool)> = inspections(&result)
            .iter()
            .map(|i| (i.miss_rate(&result, ShownWorld::Run).map(|e| e.mean), i.has_twin))
            .collect();
        assert_eq!(found, [(Some(0.631), false), (Some(0.702), true)]);
    }

    #[test]
    fn a_change_in_which_hardly_a_pair_of_runs_differs_is_not_told_as_a_number() {
        let mut result = sample::organised();
        let shown_of = |result: &RunResult| shown(result, &inspections(result)[1]);
        assert!(shown_of(&result).contains("Publicity changed the miss rate by +4.2 ± 1.2"));
        let of_rate = Measured::MissRate.of(Member::HeldOn(inspections(&result)[1].date));
        let measure = result.measures.iter_mut().find(|measure| measure.id == of_rate);
        for value in &mut measure.expect("it is measured").values {
            value.difference = value.difference.map(|rate| Estimate {
                half_width: None,
                limits: Limits::Pairs { unequal: 1, of: 200 },
                ..rate
            });
        }
        let said = shown_of(&result);
        let end = "What publicity changed in the miss rate is not shown, since 1 of 200 pairs of runs differs.";
        assert!(said.ends_with(end), "{said}");
    }

    #[test]
    fn a_result_without_inspections_has_none() {
        assert!(inspections(&sample::haringey()).is_empty());
    }
}
