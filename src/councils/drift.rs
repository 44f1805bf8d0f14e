//! Practice drift: how far a council's ways of deciding wander from the national course, and what of it lasts
//! (model.md, section 12).
//!
//! Over h years the logarithm of a figure changes, against the mean of its year, with variance `V(h) = h η² + 2 ε²`: a step η each
//! year that stays, and a deviation ε of each year that passes. Both are fitted to the variances of one to seven years.

use super::changes::{CouncilFigure, log_changes, robust_deviation};
use super::columns::DemandColumn;
use super::tables::CouncilTables;

/// The last year, ending in March, that drift is estimated from unless another is asked for: F8's numbers are of years to 2022.
pub const LAST_YEAR: u16 = 2022;

/// The most years apart that are fitted: from ten years of tables, changes over more have one or two years in which to end.
const MOST_APART: u16 = 7;

/// A decision whose practice drifts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drifting {
    /// Its key in a scenario's `[practice]`.
    pub key: &'static str,
    /// What is observed of it.
    pub what: &'static str,
    /// The figure.
    pub figure: CouncilFigure,
}

/// What drifts, in the order of a child's way.
pub const DRIFTING: [Drifting; 4] = {
    use DemandColumn::{Conferences, Enquiries, PlansStarted, Referrals};
    [
        drifts("door", "referrals", Referrals, None),
        drifts("enquiry", "section 47 enquiries per referral", Enquiries, Some(Referrals)),
        drifts("conference", "initial conferences per enquiry", Conferences, Some(Enquiries)),
        drifts("plan", "plans started per initial conference", PlansStarted, Some(Conferences)),
    ]
};

const fn drifts(
    key: &'static str,
    what: &'static str,
    of: DemandColumn,
    per: Option<DemandColumn>,
) -> Drifting {
    Drifting { key, what, figure: CouncilFigure { of, per } }
}

/// Changes over some years: what is observed, and what the fit gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DriftHorizon {
    /// Years apart.
    pub years: u16,
    /// Changes observed.
    pub changes: usize,
    /// Their robust standard deviation.
    pub observed: f64,
    /// `√V(h)`.
    pub fitted: f64,
}

/// The drift of one decision.
#[derive(Clone, Debug, PartialEq)]
pub struct DriftFit {
    /// Of what.
    pub of: Drifting,
    /// η: standard deviation of a year's step that stays.
    pub lasting: f64,
    /// ε: standard deviation of what a year has and the next has not, chance of the counts included.
    pub passing: f64,
    /// What of ε is only the chance of counting so many: see [`CouncilFigure::chance`].
    pub chance: f64,
    /// By years apart.
    pub horizons: Vec<DriftHorizon>,
}

impl DriftFit {
    /// `V(h)`.
    #[must_use]
    pub fn variance(&self, years: u16) -> f64 {
        variance(self.lasting, self.passing, years)
    }
}

fn variance(lasting: f64, passing: f64, years: u16) -> f64 {
    f64::from(years) * lasting * lasting + 2.0 * passing * passing
}

/// Estimates drift from the years to `last`; a decision of which fewer than two horizons can be observed is left out.
#[must_use]
pub fn estimate(tables: &CouncilTables, last: u16) -> Vec<DriftFit> {
    DRIFTING.iter().filter_map(|&of| fit(tables, of, last)).collect()
}

fn fit(tables: &CouncilTables, of: Drifting, last: u16) -> Option<DriftFit> {
    let observed: Vec<(u16, usize, f64)> = (1..=MOST_APART)
        .filter_map(|years| {
            let changes = log_changes(tables, of.figure, years, last);
            Some((years, changes.len(), robust_deviation(&changes)?))
        })
        .collect();
    let (lasting, passing) = line(&observed)?;
    let horizons = observed
        .into_iter()
        .map(|(years, changes, observed)| {
            let fitted = libm::sqrt(variance(lasting, passing, years));
            DriftHorizon { years, changes, observed, fitted }
        })
        .collect();
    let chance = of.figure.chance(tables, last)?;
    Some(DriftFit { of, lasting, passing, chance, horizons })
}

/// η and ε from the standard deviations by years apart: the line of variances on years by weighted least squares. The variance of an
/// observed variance is in proportion to its square over the number of changes, and it grows about as the years do: so the weight is
/// changes over years squared.
fn line(observed: &[(u16, usize, f64)]) -> Option<(f64, f64)> {
    if observed.len() < 2 {
        return None;
    }
    let points = || {
        observed.iter().map(|&(years, changes, deviation)| {
            let years = f64::from(years);
            (years, deviation * deviation, changes as f64 / (years * years))
        })
    };
    let weight: f64 = points().map(|(_, _, w)| w).sum();
    let (x0, y0) =
        points().fold((0.0, 0.0), |(x0, y0), (x, y, w)| (x0 + w * x / weight, y0 + w * y / weight));
    let (xx, xy) = points().fold((0.0, 0.0), |(xx, xy), (x, y, w)| {
        (xx + w * (x - x0) * (x - x0), xy + w * (x - x0) * (y - y0))
    });
    let slope = (xy / xx).max(0.0);
    // Where nothing passes the line would meet the axis below 0.
    Some((libm::sqrt(slope), libm::sqrt((y0 - slope * x0).max(0.0) / 2.0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::councils::shipped;

    #[test]
    fn a_line_without_noise_is_found() {
        let observed: Vec<_> =
            (1..=5).map(|years| (years, 100, libm::sqrt(variance(0.12, 0.09, years)))).collect();
        let (lasting, passing) = line(&observed).expect("five points");
        assert!((lasting - 0.12).abs() < 1e-12 && (passing - 0.09).abs() < 1e-12);
        assert_eq!(line(&observed[..1]), None);
    }

    /// F8's numbers, which have two decimals. They were fitted by somebody else's weights, which are not on record: hence 0.01.
    #[test]
    fn drift_is_that_on_record() {
        let fits = estimate(&shipped().expect("they are sound"), LAST_YEAR);
        let on_record = [(0.15, 0.06), (0.16, 0.08), (0.12, 0.09), (0.03, 0.04)];
        assert_eq!(fits.len(), on_record.len());
        for (fit, (lasting, passing)) in fits.iter().zip(on_record) {
            let (off_lasting, off_passing) = (fit.lasting - lasting, fit.passing - passing);
            assert!(off_lasting.abs() < 0.01 && off_passing.abs() < 0.01, "{fit:?}");
        }
    }

    #[test]
    fn later_years_do_not_enter() {
        let mut tables = shipped().expect("they are sound");
        let before = estimate(&tables, 2018);
        for council in &mut tables.councils {
            council.demand.retain(|&year, _| year <= 2018);
        }
        assert_eq!(estimate(&tables, 2018), before);
    }
}
