//! What is counted, and every performance measure made from it (model.md, section 9).
//!
//! A *counter* is a sum over a period within one replication ([`Counter`], laid out for a scenario by [`Layout`]). A
//! *measure* is a formula on counters with an id, a label, a unit and a better direction ([`Catalogue`]). Rates are
//! ratios of sums over replications: nothing averages ratios.

mod cases;
mod catalogue;
mod counter;
mod formula;
mod id;
mod layout;
pub mod left_out;
mod names;
mod period;
mod place;
mod rating;
mod scored;
mod settlement;
pub mod told;
mod waits;
mod window;

pub use cases::Cases;
pub use catalogue::{Better, Catalogue, Measure, UnknownMeasure};
pub(crate) use catalogue::{DAYS_A_YEAR, MeasureList, QUALIFIED, Spending, SpentOn};
pub use counter::{Counter, levels_of_mechanisms};
pub(crate) use counter::{Members, Per, counted};
pub use formula::Formula;
pub(crate) use id::measured;
pub use id::{Indicator, MeasureId, Member, Quantity};
pub use layout::Layout;
pub use names::{
    GRADES, HalfYear, MeasureNames, MechanismNames, OPENING_DAYS, OrganisationBlocks, Prices,
    StageName, UnderPressure, by_name,
};
pub use period::PeriodId;
pub use place::Place;
pub use rating::{Rating, RatingWords, ratings};
pub use scored::Scored;
pub use settlement::Settlement;
pub(crate) use waits::waits;
pub use waits::{MechanismWait, Waits};
pub use window::{WINDOWS, Window};
