//! What is counted of inspections.

use crate::measure::{Members, Per, counted, waits};

// Cut-offs are tried in this order, and a grade is counted by its place here.
/// Grades, best first.
pub const GRADES: [&str; 4] = ["outstanding", "good", "adequate", "inadequate"];

const INSPECTION: Per = Per::Own(&Members {
    words: "inspection",
    count: |names| names.mechanisms.inspection.dates.len(),
    name: |names, member| {
        let dates = &names.mechanisms.inspection.dates;
        dates.get(member).map(ToString::to_string).unwrap_or_default()
    },
});

const GRADE: Per = Per::Own(&Members {
    words: "inspection and grade",
    count: |names| names.mechanisms.inspection.dates.len() * GRADES.len(),
    // The four grades of one inspection stand together: the model counts them at these places.
    name: |names, member| {
        let date = names.mechanisms.inspection.dates[member / GRADES.len()];
        format!("{date}, {}", GRADES[member % GRADES.len()])
    },
});

counted! {
    /// Inspections by the grade given.
    InspectionGrades: GRADE,
    /// Mean scores given.
    InspectionScores: INSPECTION,
    /// Children who came to notice in the time whose files an inspection reads.
    ReadNoticed: INSPECTION,
    /// Of these, missed.
    ReadMissed: INSPECTION,
    /// Of these, the risk ended first.
    ReadResolved: INSPECTION,
}

/// Integrals of levels.
pub(crate) const LEVELS: &[Counted] = &[];

/// Others that are no whole number of cases.
pub(crate) const MEASURED: &[Counted] = &[Counted::InspectionScores];

waits! {}
