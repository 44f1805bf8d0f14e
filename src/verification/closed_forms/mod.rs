//! What theory says: one file per family of formulas, each with its source and a test against worked values.

pub mod birth_and_death;
pub mod erlang;
pub mod hidden;
pub mod judgement;
pub mod single_server;
pub mod stages;
