//! What a replication depends on, and nothing else.

use super::result::{LeftOut, Warning};
use super::summary::About;
use crate::measure::left_out::{LEFT_OUT, NOT_FOR};
use crate::scenario::{Loaded, Scenario, Stopping, resolved};

/// What a result depends on, and nothing else.
pub struct Identity {
    /// The resolved scenario.
    pub resolved: String,
    /// Its hash.
    pub hash: String,
    /// Eight digits of the run.
    pub run: String,
}

/// The identity of a run.
#[must_use]
pub fn identified(scenario: &Scenario, no_twin: bool) -> Identity {
    let resolved = resolved::to_toml(scenario, None);
    let hash = blake3::hash(resolved.as_bytes()).to_hex().to_string();
    let mut hasher = blake3::Hasher::new();
    hasher.update(resolved.as_bytes());
    hasher.update(resolved::to_toml(scenario.base(), None).as_bytes());
    hasher.update(format!("{:?} {no_twin} {}", scenario.without, env!("CARGO_PKG_VERSION")).as_bytes());
    let run = hasher.finalize().to_hex().as_str().chars().take(8).collect();
    Identity { resolved, hash, run }
}

/// What is known of a run besides its replications.
#[must_use]
pub fn about<'a>(loaded: &Loaded, id: &Identity) -> About<'a> {
    let warning = |warning: &crate::scenario::ScenarioWarning| {
        let [cause, consequence, remedy] = warning.sentences();
        Warning { id: "scenario".to_owned(), cause, consequence, remedy }
    };
    About {
        resolved: id.resolved.clone(),
        scenario_hash: id.hash.clone(),
        run_id: id.run.clone(),
        warnings: loaded.warnings.iter().map(warning).collect(),
        left_out: LEFT_OUT.iter().map(|o| LeftOut { what: o.what.to_owned(), pushes: o.pushes.to_owned() }).collect(),
        not_for: NOT_FOR,
    }
}

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
