//! Does a calibration find what is known? Targets are made by the model itself from known values, with luck of their own, and
//! fitted to: the known values should lie in the regions reported.

use crate::results::studies::{Factor, OneFit, Proved, Use};
use crate::scenario::Overrides;

use super::calibrate::{Aim, Search, run, values};
use super::factors::truths;
use super::points::{Lab, Stop};

/// Half the range that a made target is given, as a share of its value: what official figures are rounded and recorded to.
const RANGE: f64 = 0.03;
/// Seeds of the made targets begin here, far from those that scenarios use.
const SEEDS: u64 = 7_000_000_000;

/// Pairs of factors that a fit named as trade-offs.
pub type TradeOffs = Vec<(usize, usize)>;

/// Makes targets `fits` times and fits to each.
///
/// # Errors
/// As [`Stop`] says.
pub fn prove(
    lab: &Lab<'_>,
    factors: &[Factor],
    aims: &[Aim],
    search: Search,
    scored: u32,
    fits: u32,
) -> Result<(Vec<OneFit>, Vec<TradeOffs>), Stop> {
    let (mut each, mut pairs) = (Vec::new(), Vec::new());
    for fit in 0..fits {
        // Known values away from the ends, where a region cannot reach past what is searched.
        let share = |d: usize| 0.15 + 0.7 * f64::from(sobol_burley::sample(fit, d as u32, 77));
        let known = values(factors, &(0..factors.len()).map(share).collect::<Vec<f64>>());
        let change = truths(factors, &known).and(&Overrides::none().seed(SEEDS + u64::from(fit)));
        let truth = lab.point(&change, 0..scored)?;
        let made: Vec<Aim> = aims
            .iter()
            .enumerate()
            .filter(|(_, aim)| aim.used == Use::Fit)
            .filter_map(|(t, aim)| {
                let found = truth.jackknifed(t)?;
                // A figure that is itself from so many runs may be off by their error, too.
                // 1e-6 is for an answer of 0: a share of 0 is no range.
                let half =
                    (RANGE * found.mean.abs()).max(found.half_width.unwrap_or(0.0)).max(1e-6);
                let mut aim = aim.clone();
                (aim.target.low, aim.target.high) = (found.mean - half, found.mean + half);
                Some(aim)
            })
            .collect();
        // The questions of the lab are those of all aims: the ones made keep their places.
        let kept: Vec<Aim> = aims
            .iter()
            .map(|aim| {
                let own = made.iter().find(|made| made.target.same_question(&aim.target));
                // What the known values give no figure for is not fitted to.
                own.cloned().unwrap_or_else(|| Aim { used: Use::HeldOut, ..aim.clone() })
            })
            .collect();
        // Only the regions are read here: the scores get as few replications as the search.
        let found = run(lab, factors, &kept, search, search.replications)?;
        let ends =
            |(d, &(low, high)): (usize, &(f64, f64))| (factors[d].at(low), factors[d].at(high));
        each.push(OneFit {
            known,
            regions: found.fit.regions.iter().enumerate().map(ends).collect(),
            misfit: found.fit.misfit,
        });
        pairs.push(found.fit.trade_offs());
    }
    Ok((each, pairs))
}

/// What the fits say of each factor, and which pairs they named.
#[must_use]
pub fn proved(
    factors: &[Factor],
    each: &[OneFit],
    pairs: &[TradeOffs],
) -> (Vec<Proved>, Vec<(String, String, u32)>) {
    let one = |(d, factor): (usize, &Factor)| {
        let inside = each
            .iter()
            .filter(|fit| fit.regions[d].0 <= fit.known[d] && fit.known[d] <= fit.regions[d].1);
        let narrow =
            |fit: &&OneFit| fit.regions[d].1 - fit.regions[d].0 < (factor.high - factor.low) / 3.0;
        Proved {
            factor: factor.clone(),
            inside: inside.count() as u32,
            determined: each.iter().filter(narrow).count() as u32,
        }
    };
    let mut named: Vec<(String, String, u32)> = Vec::new();
    for i in 0..factors.len() {
        for j in i + 1..factors.len() {
            let count = pairs.iter().filter(|pairs| pairs.contains(&(i, j))).count();
            if count > 0 {
                named.push((factors[i].path.clone(), factors[j].path.clone(), count as u32));
            }
        }
    }
    (factors.iter().enumerate().map(one).collect(), named)
}
