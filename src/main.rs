//! surge-sim
fn main() {}
