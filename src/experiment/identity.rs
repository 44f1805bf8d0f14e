//! What a replication depends on, and nothing else (model.md, section 10).

use super::summary::AboutRun;
use super::twin::Twin;
use crate::measure::left_out::{LEFT_OUT, NOT_FOR};
use crate::results::{LeftOut, Warning};
use crate::scenario::{Loaded, Scenario, Stopping, resolved};

/// Which build this is: a hash of the sources that make numbers and of the lock file, 64 hexadecimal digits (`build.rs`). Two
/// builds may have one version; what they find is the same only where this is.
pub const BUILD: &str = env!("SURGE_SIM_BUILD");

/// A build as messages name it: its first twelve digits.
#[must_use]
pub fn short(build: &str) -> &str {
    build.char_indices().nth(12).map_or(build, |(end, _)| &build[..end])
}

/// What a result depends on, and nothing else.
pub struct Identity {
    /// The resolved scenario.
    pub resolved: String,
    /// Its hash.
    pub hash: String,
    /// Eight digits of the run.
    pub run: String,
    /// Whether a twin was asked for, which the digits depend on.
    pub twin: Twin,
}

/// The identity of a run.
#[must_use]
pub fn identified(scenario: &Scenario, twin: Twin) -> Identity {
    let resolved = resolved::to_toml(scenario, None);
    let hash = blake3::hash(resolved.as_bytes()).to_hex().to_string();
    let mut hasher = blake3::Hasher::new();
    hasher.update(resolved.as_bytes());
    // Normal times are found from the base, of which the resolved scenario says nothing.
    hasher.update(resolved::to_toml(scenario.base(), None).as_bytes());
    hasher.update(given_normal_times(scenario).as_bytes());
    hasher.update(format!("{:?} {twin:?} {BUILD}", scenario.without).as_bytes());
    let run = hasher.finalize().to_hex().as_str().chars().take(8).collect();
    Identity { resolved, hash, run, twin }
}

/// What is known of a run besides its replications.
#[must_use]
pub fn about<'a>(loaded: &Loaded, id: &Identity) -> AboutRun<'a> {
    AboutRun {
        resolved: id.resolved.clone(),
        scenario_hash: id.hash.clone(),
        run_id: id.run.clone(),
        twin: id.twin,
        warnings: loaded.warnings.iter().cloned().map(Warning::Scenario).collect(),
        left_out: LEFT_OUT
            .iter()
            .map(|o| LeftOut { what: o.what.to_owned(), pushes: o.pushes.to_owned() })
            .collect(),
        not_for: NOT_FOR,
    }
}

/// What each replication of a scenario depends on, hashed: the scenario without its number of replications, its base, its
/// seed, normal times that its file gives, links switched off, with twin or without, the build.
#[must_use]
pub fn key(scenario: &Scenario, twin: Twin) -> String {
    key_of_build(scenario, twin, BUILD)
}

fn key_of_build(scenario: &Scenario, twin: Twin, build: &str) -> String {
    let lasting = |scenario: &Scenario| {
        let mut scenario = scenario.clone();
        // How many are asked for changes none of them: more can be added to those that are kept.
        scenario.replications.stopping = Stopping::Count(1);
        resolved::to_toml(&scenario, None)
    };
    let mut hasher = blake3::Hasher::new();
    hasher.update(lasting(scenario).as_bytes());
    hasher.update(lasting(scenario.base()).as_bytes());
    hasher.update(given_normal_times(scenario).as_bytes());
    hasher.update(format!("{:?} {twin:?} {build}", scenario.without).as_bytes());
    hasher.finalize().to_hex().to_string()
}

/// `[solved]` of the scenario and of its base: no part of the resolved scenario, and other numbers are other results.
fn given_normal_times(scenario: &Scenario) -> String {
    let own = |scenario: &Scenario| {
        scenario.solved.as_ref().map_or_else(String::new, resolved::solved_alone)
    };
    own(scenario) + &own(scenario.base())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::normal_times::closed_form;
    use crate::scenario::{Overrides, load_str};

    const SMALL: &str = include_str!("../../tests/fixtures/small.toml");

    #[test]
    fn another_build_has_another_key() {
        let scenario = load_str("x", SMALL, &Overrides::none()).expect("sound").scenario;
        assert_eq!(key(&scenario, Twin::With), key_of_build(&scenario, Twin::With, BUILD));
        assert_ne!(key(&scenario, Twin::With), key_of_build(&scenario, Twin::With, "another"));
        assert_eq!((short(BUILD).len(), short("own")), (12, "own"));
    }

    #[test]
    fn what_is_known_of_a_run_says_whether_a_twin_was_asked_for() {
        let loaded = load_str("x", SMALL, &Overrides::none()).expect("sound");
        let asked = |twin| about(&loaded, &identified(&loaded.scenario, twin)).twin;
        assert_eq!([Twin::With, Twin::Without].map(asked), [Twin::With, Twin::Without]);
        let id = |twin| identified(&loaded.scenario, twin).run;
        assert_ne!(id(Twin::With), id(Twin::Without));
    }

    #[test]
    fn normal_times_that_the_file_gives_are_part_of_the_key() {
        let plain = load_str("x", SMALL, &Overrides::none()).expect("sound").scenario;
        let mut solved = closed_form(&plain);
        let mut keys = vec![key(&plain, Twin::With)];
        let mut runs = vec![identified(&plain, Twin::With).run];
        for pressure in [1.0, 1.5] {
            solved.pressure_normal = pressure;
            let given = Scenario { solved: Some(solved.clone()), ..plain.clone() };
            keys.push(key(&given, Twin::With));
            runs.push(identified(&given, Twin::With).run);
        }
        for all in [keys, runs] {
            assert!(all[0] != all[1] && all[1] != all[2] && all[0] != all[2], "{all:?}");
        }
    }
}
