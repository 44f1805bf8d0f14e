//! What studies found, in sentences: one module a study.

pub mod calibrate;
pub mod optimise;
pub mod sensitivity;
pub mod shares;
pub mod sweep;
pub mod uncertainty;
