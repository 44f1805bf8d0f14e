//! How one figure moves with another: least squares on yearly changes, each against its year's mean, with intervals by council
//! (model.md, section 12).

use std::collections::BTreeMap;

use super::changes::against_year;
use super::columns::{DemandColumn, WorkforceColumn};
use super::tables::CouncilTables;

/// A figure whose yearly changes are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moving {
    /// A column of the demand table.
    Points(DemandColumn),
    /// Its natural logarithm.
    Log(DemandColumn),
    /// A column of the workforce table, of the September inside the year that ends in March; both councils of a joint return have it.
    Staff(WorkforceColumn),
    /// The same, of the returns alone: a joint one counts once.
    Return(WorkforceColumn),
}

/// A pair: what it is called, what moves, in words, with what, in words.
pub type SlopePair = (&'static str, Moving, &'static str, Moving, &'static str);

/// The pairs that are told.
pub const SLOPES: [SlopePair; 12] = {
    use DemandColumn as D;
    use Moving::{Log, Points, Return, Staff};
    use WorkforceColumn as W;
    let in_time = Points(D::AssessmentsInTimePct);
    let assessments = "assessments within 45 days, points";
    [
        (
            "assessments_by_caseload",
            in_time,
            assessments,
            Staff(W::Caseload),
            "case more for each FTE",
        ),
        (
            "conferences_by_caseload",
            Points(D::ConferencesInTimePct),
            "conferences within 15 days, points",
            Staff(W::Caseload),
            "case more for each FTE",
        ),
        (
            "assessments_by_vacancies",
            in_time,
            assessments,
            Staff(W::VacancyPct),
            "point of vacancies",
        ),
        (
            "assessments_by_turnover",
            in_time,
            assessments,
            Staff(W::TurnoverPct),
            "point of turnover",
        ),
        (
            "turnover_by_caseload",
            Return(W::TurnoverPct),
            "turnover, points, the same year",
            Return(W::Caseload),
            "case more for each FTE",
        ),
        (
            "sickness_by_caseload",
            Return(W::AbsencePct),
            "sickness absence, points",
            Return(W::Caseload),
            "case more for each FTE",
        ),
        (
            "rereferral_by_referrals",
            Points(D::ReReferralPct),
            "re-referral, points",
            Log(D::Referrals),
            "unit of log referrals",
        ),
        (
            "enquiries_by_referrals",
            Log(D::Enquiries),
            "log enquiries",
            Log(D::Referrals),
            "log referrals",
        ),
        (
            "assessments_by_referrals",
            Log(D::AssessmentsCompleted),
            "log assessments",
            Log(D::Referrals),
            "log referrals",
        ),
        (
            "conferences_by_enquiries",
            Log(D::Conferences),
            "log conferences",
            Log(D::Enquiries),
            "log enquiries",
        ),
        (
            "plans_by_conferences",
            Log(D::PlansStarted),
            "log plans started",
            Log(D::Conferences),
            "log conferences",
        ),
        (
            "plans_by_referrals",
            Log(D::PlansStarted),
            "log plans started",
            Log(D::Referrals),
            "log referrals",
        ),
    ]
};

/// A slope.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slope {
    /// The slope.
    pub slope: f64,
    /// 1.96 standard errors, clustered by council.
    pub half_width: f64,
    /// Pairs of changes.
    pub pairs: usize,
}

/// A change of two figures in one cluster: the year, and both changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairedChange {
    /// What is one cluster: a council, or a return.
    pub cluster: usize,
    /// The year in which the change ends.
    pub year: u16,
    /// The change of what explains.
    pub x: f64,
    /// The change of what is explained.
    pub y: f64,
}

/// Least squares of `y` on `x`, each less the mean of its year, with standard errors clustered; `None` where `x` does not vary.
#[must_use]
pub fn slope(changes: &[PairedChange]) -> Option<Slope> {
    let column = |of: fn(&PairedChange) -> f64| {
        against_year(&changes.iter().map(|one| (one.year, of(one))).collect::<Vec<_>>())
    };
    let (x, y) = (column(|one| one.x), column(|one| one.y));
    let xx: f64 = x.iter().map(|x| x * x).sum();
    if xx <= 0.0 {
        return None;
    }
    let slope = x.iter().zip(&y).map(|(x, y)| x * y).sum::<f64>() / xx;
    let mut clusters: BTreeMap<usize, f64> = BTreeMap::new();
    for (one, (x, y)) in changes.iter().zip(x.iter().zip(&y)) {
        *clusters.entry(one.cluster).or_default() += x * (y - slope * x);
    }
    let spread = libm::sqrt(clusters.values().map(|score| score * score).sum());
    Some(Slope { slope, half_width: 1.96 * spread / xx, pairs: changes.len() })
}

/// How a pair moves in years to `last` (ending 31 March).
#[must_use]
pub fn observed_slope(tables: &CouncilTables, y: Moving, x: Moving, last: u16) -> Option<Slope> {
    let of_returns = matches!((x, y), (Moving::Return(_), Moving::Return(_)));
    let clusters = if of_returns { tables.returns.len() } else { tables.councils.len() };
    let years = || tables.years().map(|row| row.year).filter(|&year| year <= last);
    let (first, last) = (years().min()?, years().max()?);
    let at = |figure: Moving, cluster: usize, year: u16| match figure {
        Moving::Points(column) => tables.demand(cluster, year, column),
        Moving::Log(column) => {
            tables.demand(cluster, year, column).filter(|&number| number > 0.0).map(libm::log)
        }
        Moving::Staff(column) => {
            // A council has staff in the years in which there is such a council.
            tables.councils[cluster].demand.get(&year)?;
            tables.reported(cluster, year - 1, column)
        }
        Moving::Return(column) => tables.returns[cluster].years.get(&(year - 1))?[column as usize],
    };
    let mut changes = Vec::new();
    for cluster in 0..clusters {
        for year in first + 1..=last {
            let change = |figure| Some(at(figure, cluster, year)? - at(figure, cluster, year - 1)?);
            if let (Some(x), Some(y)) = (change(x), change(y)) {
                changes.push(PairedChange { cluster, year, x, y });
            }
        }
    }
    slope(&changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::councils::shipped;

    /// As they were worked out when the tables were gathered: slope, half-width, pairs.
    #[test]
    fn slopes_are_those_on_record() {
        let tables = shipped().expect("they are sound");
        for (name, expected, half, pairs) in [
            ("assessments_by_caseload", -0.86, 0.37, 678),
            ("conferences_by_caseload", -0.74, 0.40, 740),
            ("assessments_by_vacancies", 0.00, 0.07, 680),
            ("assessments_by_turnover", -0.02, 0.08, 677),
            ("turnover_by_caseload", 0.25, 0.41, 740),
            ("sickness_by_caseload", 0.05, 0.06, 737),
            ("rereferral_by_referrals", 8.34, 1.85, 1486),
            ("enquiries_by_referrals", 0.54, 0.08, 1494),
            ("assessments_by_referrals", 0.57, 0.15, 1309),
            ("conferences_by_enquiries", 0.62, 0.05, 1492),
            ("plans_by_conferences", 0.82, 0.20, 1490),
            ("plans_by_referrals", 0.39, 0.06, 1486),
        ] {
            let pair = SLOPES.iter().find(|pair| pair.0 == name).expect("it is told");
            let found = observed_slope(&tables, pair.1, pair.3, 2023).expect("there are pairs");
            assert_eq!(found.pairs, pairs, "{name}");
            assert!((found.slope - expected).abs() < 0.006, "{name}: {found:?}");
            assert!((found.half_width - half).abs() < 0.006, "{name}: {found:?}");
        }
    }

    #[test]
    fn a_slope_is_within_years_and_its_interval_goes_by_cluster() {
        let one = |cluster, year, x, y| PairedChange { cluster, year, x, y };
        // y = 2x, and another level in each year.
        let exact =
            [one(0, 1, 0.0, 5.0), one(1, 1, 1.0, 7.0), one(0, 2, 0.0, 1.0), one(1, 2, 3.0, 7.0)];
        let found = slope(&exact).expect("x varies");
        assert!((found.slope - 2.0).abs() < 1e-12 && found.half_width < 1e-12);
        assert_eq!(slope(&[one(0, 1, 1.0, 1.0)]), None);
    }
}
