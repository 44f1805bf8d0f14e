//! What studies found: a scenario asked at many points.

mod calibrate;
mod factor;
mod optimise;
mod prove;
mod sensitivity;
mod sweep;
mod uncertainty;

pub use calibrate::{Calibrated, Fitted, ScoredTarget, TradeOff, Use};
pub use factor::{Factor, LeftFixed};
pub use optimise::{Goal, Optimised, OptionResult, OptionStatus, Rules};
pub use prove::{OneFit, Proof, Proved};
pub use sensitivity::{Screened, Sensitivity};
pub use sweep::{Answer, AskedMeasure, FactorLevels, Sweep, SweepPoint};
pub use uncertainty::{CourseShare, ParameterDraw, RatedDraws, Spreads, Uncertainty};
