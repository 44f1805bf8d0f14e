//! What is measured of inspections: how often each grade is given, and the truth beside it.

use jiff::civil::Date;

use super::counters::Counted::{
    InspectionGrades, InspectionScores, ReadMissed, ReadNoticed, ReadResolved,
};
use super::counters::GRADES;
use crate::measure::Better::{Higher, Lower, Neither};
use crate::measure::{
    MeasureList, MeasureNames, Member, Prices, Rating, RatingWords, Spending, measured,
};

/// Their place among the mechanisms in tables.
pub(crate) const ORDER: u8 = 60;

/// The names that they are made of.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The day of each, in order.
    pub dates: Vec<Date>,
}

impl Names {
    /// One of everything.
    pub(crate) fn placeholders() -> Names {
        Names { dates: vec![Date::constant(2001, 2, 3)] }
    }
}

measured! {
    Score = "inspection_score",
    MissRate = "inspection_miss_rate",
    Graded = "inspection",
}

/// What is spent on them: what an inspection costs is borne elsewhere.
pub(crate) fn spending(_: &MeasureList, _: &MeasureNames, _: &Prices) -> Vec<Spending> {
    Vec::new()
}

/// Those that are kept week by week: an inspection has one day.
pub(crate) const SERIES: &[Measured] = &[];

/// What inspectors say of a service, to be held against the truth.
pub(crate) fn ratings(names: &MeasureNames) -> Vec<Rating> {
    let rating = |date: &Date| Rating {
        of: date.to_string(),
        truth: Measured::MissRate.of(Member::HeldOn(*date)),
        good: GRADES[..2]
            .iter()
            .map(|grade| Measured::Graded.of(Member::Graded(*date, grade)))
            .collect(),
        words: RatingWords {
            called: "Inspection of",
            truth: "the true miss rate of the time whose files were read",
            given: "inspections give good or better",
        },
    };
    names.mechanisms.inspection.dates.iter().map(rating).collect()
}

pub(crate) fn add(list: &mut MeasureList, names: &MeasureNames) {
    for (i, date) in names.mechanisms.inspection.dates.iter().enumerate() {
        // Every inspection that finds a file gives one grade, so their sum counts the inspections.
        let held: Vec<usize> =
            list.each(InspectionGrades, (0..GRADES.len()).map(|grade| i * GRADES.len() + grade));
        let score = list.ratio(&[list.at(InspectionScores, i)], &held);
        list.add(
            Measured::Score.of(Member::HeldOn(*date)),
            format!("Inspection of {date}: mean score of the files read"),
            "share",
            Neither,
            score,
        );
        list.add(
            Measured::MissRate.of(Member::HeldOn(*date)),
            format!("Inspection of {date}: high-risk children missed, of those who came to notice in the time whose files were read"),
            "share",
            Lower,
            list.share_but(&[list.at(ReadMissed, i)], list.at(ReadNoticed, i), list.at(ReadResolved, i)),
        );
        for (g, grade) in GRADES.iter().enumerate() {
            let better = if g < 2 { Higher } else { Lower };
            let share = list.ratio(&[held[g]], &held);
            let label = format!("Inspection of {date}: judged {grade}");
            list.add(
                Measured::Graded.of(Member::Graded(*date, grade)),
                label,
                "share",
                better,
                share,
            );
        }
    }
}
