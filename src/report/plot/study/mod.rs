//! Figures of experiments of many points.

pub mod calibrate;
mod graph;
pub mod sweep;
