//! What a replication depends on, and nothing else.

use crate::scenario::{Scenario, Stopping, resolved};

/// What each replication of a scenario depends on, hashed: the scenario without its number of replications, its base, its
/// seed, links switched off, with twin or without, the version.
#[must_use]
pub fn key(scenario: &Scenario, twin: bool) -> String {
    let lasting = |scenario: &Scenario| {
        let mut scenario = scenario.clone();
        scenario.replications.stopping = Stopping::Count(1);
        resolved::to_toml(&scenario, None)
    };
    let mut hasher = blake3::Hasher::new();
    hasher.update(lasting(scenario).as_bytes());
    hasher.update(lasting(scenario.base()).as_bytes());
    hasher.update(format!("{:?} {twin} {}", scenario.without, env!("CARGO_PKG_VERSION")).as_bytes());
    hasher.finalize().to_hex().to_string()
}
