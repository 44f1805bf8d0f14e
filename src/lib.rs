//! surge-sim
pub mod time;
