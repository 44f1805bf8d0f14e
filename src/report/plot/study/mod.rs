//! Figures of experiments of many points.

mod graph;
pub mod sweep;
