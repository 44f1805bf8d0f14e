//! A side before it is compared.

use crate::experiment::Experiment;
use crate::model::Setting;

/// One side: a scenario and its finished replications.
#[derive(Clone, Copy)]
pub struct Runs<'a> {
    /// The scenario and its normal times.
    pub setting: &'a Setting<'a>,
    /// Its replications.
    pub experiment: &'a Experiment,
}
