//! Methods for experiments: pure functions from values to values, without I/O, threads or chance that is not keyed.
//!
//! | question | file | source |
//! | --- | --- | --- |
//! | which of many inputs matter at all? | [`morris`] | Morris 1991; Campolongo et al. 2007 |
//! | how much of the variance is each input's? | [`sobol`] | Saltelli et al. 2010; Jansen 1999 |
//! | which option is best, and how sure is that? | [`selection`] | Kim and Nelson 2001, 2006 |
//! | what values may a number known to a range have? | [`draws`] | |
//!
//! Designs are points in the unit cube; [`points`] makes them, and whoever runs them turns a coordinate into a value of an input.

pub mod draws;
mod interval;
pub mod morris;
pub mod points;
pub mod selection;
pub mod sobol;

pub use interval::Interval;
