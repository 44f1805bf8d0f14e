//! Statistics over replications: estimates with their interval, spreads, distributions, the score of a ranking.
//!
//! Three kinds of spread are never confused: *chance* ([`Spread`]), *Monte Carlo error* ([`Estimate`]) and ignorance.

mod auc;
mod calibration;
mod crossed;
mod estimate;
pub mod few;
mod histogram;
pub mod methods;
mod proportion;
mod ratio;
mod spread;
mod surface;
mod verdict;

pub use auc::auc;
pub use calibration::{Calibration, Fit, Observed};
pub use crossed::{Parts, parts};
pub use estimate::{Estimate, LEVEL, Limits, jackknife, jackknife_blocks};
pub use histogram::{Bin, LogHistogram, Reached, sectioned_mean, sectioned_quantile};
pub use proportion::{Share, chance_less, clamped, of_share, wilson};
pub use ratio::{Ratio, ratio_of_means};
pub use spread::Spread;
pub use surface::Surface;
pub use verdict::DifferenceVerdict;
