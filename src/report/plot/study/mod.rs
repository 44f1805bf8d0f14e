//! Figures of experiments of many points.

pub mod calibrate;
pub(super) mod graph;
pub mod optimise;
pub mod sweep;
pub mod tornado;
pub mod uncertainty;
