//! Levels of services and their changes from one year to the next: centiles over councils and years (model.md, section 12).

use crate::maths::quantile;

use super::columns::{DemandColumn, WorkforceColumn};
use super::tables::CouncilTables;

/// The centiles that are told.
pub const CENTILES: [f64; 9] = [1.0, 5.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0, 99.0];

/// A figure of which levels are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Levelled {
    /// A column of the demand table.
    Demand(DemandColumn),
    /// A column over another, where both are above 0.
    Ratio(DemandColumn, DemandColumn),
    /// A column of the workforce table, by return.
    Staff(WorkforceColumn),
}

/// What it is called, the figure, and whether its changes are told as well.
pub type LevelLine = (&'static str, &'static str, Levelled, bool);

/// The levels that are told.
pub const LEVELS: [LevelLine; 13] = {
    use DemandColumn as D;
    use Levelled::{Demand, Ratio, Staff};
    use WorkforceColumn as W;
    [
        ("turnover", "social workers who left in a year, %", Staff(W::TurnoverPct), true),
        ("vacancies", "vacancies, %", Staff(W::VacancyPct), false),
        ("agency", "agency social workers, %", Staff(W::AgencyPct), false),
        (
            "caseload",
            "cases for each full-time equivalent of case holders",
            Staff(W::Caseload),
            true,
        ),
        ("sickness", "sickness absence, %", Staff(W::AbsencePct), false),
        (
            "rereferral",
            "re-referred within 12 months, % of referrals",
            Demand(D::ReReferralPct),
            true,
        ),
        (
            "assessments_in_time",
            "assessments within 45 working days, %",
            Demand(D::AssessmentsInTimePct),
            true,
        ),
        (
            "conferences_in_time",
            "conferences within 15 working days, %",
            Demand(D::ConferencesInTimePct),
            true,
        ),
        ("not_in_need", "assessed and not in need, % of referrals", Demand(D::NotInNeedPct), false),
        (
            "enquiries_per_referral",
            "enquiries per referral",
            Ratio(D::Enquiries, D::Referrals),
            false,
        ),
        (
            "conferences_per_enquiry",
            "conferences per enquiry",
            Ratio(D::Conferences, D::Enquiries),
            false,
        ),
        (
            "plans_per_conference",
            "plans started per conference",
            Ratio(D::PlansStarted, D::Conferences),
            false,
        ),
        (
            "plans_per_referral",
            "plans started per referral",
            Ratio(D::PlansStarted, D::Referrals),
            false,
        ),
    ]
};

/// Numbers of councils and years, in rising order.
#[derive(Clone, Debug, PartialEq)]
pub struct CouncilSpread(Vec<f64>);

impl CouncilSpread {
    fn new(mut values: Vec<f64>) -> CouncilSpread {
        values.sort_by(f64::total_cmp);
        CouncilSpread(values)
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// A centile (0..100), by linear interpolation; `None` of nothing.
    #[must_use]
    pub fn centile(&self, centile: f64) -> Option<f64> {
        quantile(&self.0, centile / 100.0)
    }

    /// How many are as high as a value or higher.
    #[must_use]
    pub fn at_least(&self, value: f64) -> usize {
        self.0.len() - self.0.partition_point(|&one| one < value)
    }
}

/// The values of a figure by council (or return) and year.
fn values(tables: &CouncilTables, figure: Levelled, last: u16) -> Vec<(usize, u16, f64)> {
    match figure {
        Levelled::Demand(_) | Levelled::Ratio(..) => tables
            .years()
            .filter(|row| row.year <= last)
            .filter_map(|row| {
                let value = match figure {
                    Levelled::Ratio(over, under) => {
                        let positive = |column| row.get(column).filter(|&number| number > 0.0);
                        positive(over)? / positive(under)?
                    }
                    Levelled::Demand(column) => row.get(column)?,
                    Levelled::Staff(_) => return None,
                };
                Some((row.council, row.year, value))
            })
            .collect(),
        Levelled::Staff(column) => {
            let all = tables.returns.iter().enumerate().flat_map(|(place, one)| {
                // The workforce of a September lies inside the year that ends the March after.
                one.years.iter().filter(|(year, _)| **year < last).map(move |found| (place, found))
            });
            all.filter_map(|(place, (&year, cells))| Some((place, year, cells[column as usize]?)))
                .collect()
        }
    }
}

/// The levels of a figure in the years to `last` (ending 31 March).
#[must_use]
pub fn levels(tables: &CouncilTables, figure: Levelled, last: u16) -> CouncilSpread {
    CouncilSpread::new(
        values(tables, figure, last).into_iter().map(|(_, _, value)| value).collect(),
    )
}

/// Its changes from one year to the next, in its own unit.
#[must_use]
pub fn yearly_changes(tables: &CouncilTables, figure: Levelled, last: u16) -> CouncilSpread {
    // By council and then by year.
    let all = values(tables, figure, last);
    let next = |pair: &[(usize, u16, f64)]| {
        let [(council, year, before), (other, next, after)] = *pair else { return None };
        (council == other && next == year + 1).then_some(after - before)
    };
    CouncilSpread::new(all.windows(2).filter_map(next).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::councils::shipped;

    /// Centiles 1, 5, 50, 95 and 99 and the count, as they were worked out when the tables were gathered.
    #[test]
    fn levels_are_those_on_record() {
        let tables = shipped().expect("they are sound");
        for (name, count, expected) in [
            ("turnover", 898, [0.0, 7.3, 15.2, 29.1, 36.8]),
            ("vacancies", 902, [0.0, 2.2, 14.9, 37.2, 50.2]),
            ("agency", 899, [0.0, 0.8, 14.1, 37.4, 48.6]),
            ("caseload", 900, [11.3, 12.8, 16.7, 21.8, 24.3]),
            ("sickness", 895, [0.2, 1.1, 2.9, 5.7, 7.4]),
            ("rereferral", 1647, [7.7, 12.0, 20.5, 31.0, 37.0]),
            ("assessments_in_time", 1369, [52.4, 63.6, 84.9, 97.5, 100.0]),
            ("conferences_in_time", 1644, [30.0, 49.1, 81.2, 96.3, 100.0]),
            ("not_in_need", 1638, [0.0, 0.6, 26.5, 44.9, 52.9]),
            ("enquiries_per_referral", 1654, [0.11, 0.16, 0.30, 0.49, 0.58]),
            ("conferences_per_enquiry", 1650, [0.21, 0.25, 0.40, 0.67, 0.91]),
            ("plans_per_conference", 1648, [0.70, 0.76, 0.88, 0.95, 1.0]),
            ("plans_per_referral", 1646, [0.039, 0.059, 0.106, 0.171, 0.201]),
        ] {
            let line = LEVELS.iter().find(|line| line.0 == name).expect("it is told");
            let found = levels(&tables, line.2, 2023);
            assert_eq!(found.count(), count, "{name}");
            let digits = if count > 1640 && expected[4] < 0.3 {
                0.0006
            } else if expected[4] < 2.0 {
                0.0056
            } else {
                0.06
            };
            for (centile, expected) in [1.0, 5.0, 50.0, 95.0, 99.0].into_iter().zip(expected) {
                let found = found.centile(centile).expect("there are values");
                assert!((found - expected).abs() < digits, "{name}, {centile}: {found}");
            }
        }
    }

    #[test]
    fn changes_are_those_on_record() {
        let tables = shipped().expect("they are sound");
        for (name, count, expected) in [
            ("assessments_in_time", 1171, [-24.1, -14.7, -0.4, 15.4, 25.4]),
            ("conferences_in_time", 1484, [-31.4, -18.4, 0.0, 22.2, 39.7]),
            ("rereferral", 1487, [-11.8, -7.6, -0.1, 7.0, 11.5]),
            ("turnover", 743, [-19.2, -11.7, 0.7, 13.3, 23.4]),
            ("caseload", 745, [-6.7, -3.9, -0.3, 3.4, 5.9]),
        ] {
            let line = LEVELS.iter().find(|line| line.0 == name).expect("it is told");
            assert!(line.3, "its changes are told");
            let found = yearly_changes(&tables, line.2, 2023);
            assert_eq!(found.count(), count, "{name}");
            for (centile, expected) in [1.0, 5.0, 50.0, 95.0, 99.0].into_iter().zip(expected) {
                let found = found.centile(centile).expect("there are values");
                assert!((found - expected).abs() < 0.06, "{name}, {centile}: {found}");
            }
        }
        let line = LEVELS.iter().find(|line| line.0 == "turnover").expect("it is told");
        assert_eq!(levels(&tables, line.2, 2023).at_least(48.0), 3);
    }
}
