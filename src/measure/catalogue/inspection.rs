//! Inspections: how often each grade is given.

use super::Better::{Higher, Lower, Neither};
use super::list::MeasureList;
use crate::measure::Counter::{
    InspectionGrades, InspectionScores, ReadMissed, ReadNoticed, ReadResolved,
};
use crate::measure::{INSPECTION_GRADES, Indicator, Member, OrganisationBlocks};

pub(super) fn add(list: &mut MeasureList, organisation: &OrganisationBlocks) {
    for (i, date) in organisation.inspections.iter().enumerate() {
        // Every inspection that finds a file gives one grade, so their sum counts the inspections.
        let held: Vec<usize> = list.each(InspectionGrades, (0..4).map(|grade| i * 4 + grade));
        let score = list.ratio(&[list.at(InspectionScores, i)], &held);
        list.add(
            Indicator::InspectionScore.of(Member::HeldOn(*date)),
            format!("Inspection of {date}: mean score of the files read"),
            "share",
            Neither,
            score,
        );
        list.add(
            Indicator::InspectionMissRate.of(Member::HeldOn(*date)),
            format!("Inspection of {date}: high-risk children missed, of those who came to notice in the time whose files were read"),
            "share",
            Lower,
            list.share_but(&[list.at(ReadMissed, i)], list.at(ReadNoticed, i), list.at(ReadResolved, i)),
        );
        for (g, grade) in INSPECTION_GRADES.iter().enumerate() {
            let better = if g < 2 { Higher } else { Lower };
            let share = list.ratio(&[held[g]], &held);
            let label = format!("Inspection of {date}: judged {grade}");
            list.add(
                Indicator::Inspection.of(Member::Graded(*date, grade)),
                label,
                "share",
                better,
                share,
            );
        }
    }
}
