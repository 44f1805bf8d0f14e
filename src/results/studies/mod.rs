//! What studies found: a scenario asked at many points.

mod calibrate;
mod factor;
mod optimise;
mod prove;
mod sensitivity;
mod sweep;
mod uncertainty;

pub use calibrate::{Calibrated, Fitted, Scored, TradeOff, Use};
pub use factor::{Factor, LeftFixed};
pub use optimise::{Choice, Goal, Optimised, Rules, Status};
pub use prove::{OneFit, Proof, Proved};
pub use sensitivity::{Screened, Sensitivity};
pub use sweep::{Answer, Asked, Axis, Sweep, SweepPoint};
pub use uncertainty::{Drawn, Inspected, Spreads, Uncertainty};
