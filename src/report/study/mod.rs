//! What experiments of many points say: a screen, a folder with tables and figures each.

pub mod calibrate;
pub mod optimise;
pub mod sensitivity;
pub mod sweep;
pub mod uncertainty;
