//! Figures of councils, and how they change over years: each change against the mean of its year, so that what moves the whole
//! country is left out (model.md, section 12).

use std::collections::BTreeMap;

use crate::maths::quantile;

use super::columns::DemandColumn;
use super::tables::{CouncilTables, CouncilYear};

/// A count, or a count for each of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CouncilFigure {
    /// What is counted.
    pub of: DemandColumn,
    /// What it is divided by, if anything.
    pub per: Option<DemandColumn>,
}

/// Below so many of what is divided by (or, where nothing is, of the count itself) in the earlier year, a change is mostly chance, and
/// is left out.
pub const LEAST_BASE: f64 = 50.0;

/// 1 over the 75th centile of the Normal distribution: with it the median absolute deviation estimates a standard deviation.
const NORMAL_CONSISTENT: f64 = 1.4826;

impl CouncilFigure {
    /// Its logarithm; `None` where a part is not published or 0.
    #[must_use]
    pub fn log(&self, row: &CouncilYear<'_>) -> Option<f64> {
        let positive = |column| row.get(column).filter(|&number| number > 0.0);
        let of = positive(self.of)?;
        Some(libm::log(match self.per {
            Some(per) => of / positive(per)?,
            None => of,
        }))
    }

    /// What it is divided by, or the count itself.
    #[must_use]
    pub fn base(&self, row: &CouncilYear<'_>) -> Option<f64> {
        row.get(self.per.unwrap_or(self.of))
    }

    /// The standard deviation that chance alone would give its logarithm in a typical council and year, if each one counted came
    /// about by itself: `√(1/n)` for a count of n, `√((1 - s)/n)` where it is the share s of something. The median over councils and
    /// years to `last`.
    #[must_use]
    pub fn chance(&self, tables: &CouncilTables, last: u16) -> Option<f64> {
        let one = |row: CouncilYear<'_>| {
            let (count, base) = (row.get(self.of)?, self.base(&row)?);
            let share = if self.per.is_some() { count / base } else { 0.0 };
            (count > 0.0 && base >= LEAST_BASE && share < 1.0)
                .then(|| libm::sqrt((1.0 - share) / count))
        };
        let rows = tables.years().filter(|row| row.year <= last);
        let mut all: Vec<f64> = rows.filter_map(one).collect();
        all.sort_by(f64::total_cmp);
        quantile(&all, 0.5)
    }
}

/// The changes of a figure's logarithm over `apart` years, in years to `last`: each less the mean of all changes that end in its year.
/// By council and then by year.
#[must_use]
pub fn log_changes(
    tables: &CouncilTables,
    figure: CouncilFigure,
    apart: u16,
    last: u16,
) -> Vec<f64> {
    let change = |row: CouncilYear<'_>| {
        let earlier = row.year.checked_sub(apart)?;
        let cells = tables.councils[row.council].demand.get(&earlier)?;
        let before = CouncilYear { year: earlier, cells, ..row };
        let large = figure.base(&before).is_some_and(|base| base >= LEAST_BASE);
        Some((row.year, figure.log(&row)? - figure.log(&before).filter(|_| large)?))
    };
    let changes: Vec<(u16, f64)> =
        tables.years().filter(|row| row.year <= last).filter_map(change).collect();
    against_year(&changes)
}

/// Each value less the mean of its year.
#[must_use]
pub fn against_year(values: &[(u16, f64)]) -> Vec<f64> {
    let mut years: BTreeMap<u16, (f64, f64)> = BTreeMap::new();
    for &(year, value) in values {
        let (sum, count) = years.entry(year).or_default();
        *sum += value;
        *count += 1.0;
    }
    let mean = |year| years.get(year).map_or(0.0, |(sum, count)| sum / count);
    values.iter().map(|(year, value)| value - mean(year)).collect()
}

/// The robust standard deviation: 1.4826 times the median absolute deviation from the median; `None` of nothing.
#[must_use]
pub fn robust_deviation(values: &[f64]) -> Option<f64> {
    let median = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        quantile(&values, 0.5)
    };
    let middle = median(values.to_vec())?;
    median(values.iter().map(|value| (value - middle).abs()).collect())
        .map(|deviation| NORMAL_CONSISTENT * deviation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::councils::shipped;

    #[test]
    fn a_change_is_told_against_its_year() {
        let values = [(2014, 0.1), (2014, 0.3), (2015, -0.2)];
        let against: Vec<f64> = against_year(&values);
        for (found, expected) in against.iter().zip([-0.1, 0.1, 0.0]) {
            assert!((found - expected).abs() < 1e-12, "{against:?}");
        }
    }

    #[test]
    fn one_wild_value_moves_the_robust_deviation_little() {
        let found = robust_deviation(&[1.0, 2.0, 3.0, 4.0, 1000.0]).expect("there are values");
        assert!((found - 1.4826).abs() < 1e-12, "{found}");
        assert_eq!(robust_deviation(&[]), None);
    }

    /// The robust standard deviation of yearly changes, as it was worked out when the tables were gathered.
    #[test]
    fn ordinary_changes_are_those_on_record() {
        use DemandColumn as D;
        let tables = shipped().expect("they are sound");
        for (of, expected) in [
            (D::Referrals, 0.165),
            (D::Enquiries, 0.204),
            (D::Conferences, 0.202),
            (D::PlansStarted, 0.206),
            (D::PlansAtEnd, 0.215),
            (D::LookedAfterStarted, 0.186),
            (D::NeedAtEnd, 0.110),
        ] {
            let changes = log_changes(&tables, CouncilFigure { of, per: None }, 1, 2023);
            let found = robust_deviation(&changes).expect("there are changes");
            assert!((found - expected).abs() < 0.0006, "{}: {found}", of.name());
        }
    }
}
