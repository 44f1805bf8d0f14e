//! A place to run the built program in, and the small scenario for the library.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use assert_cmd::Command;
use serde_json::Value;
use surge_sim::experiment::pilot::{self, NoStore};
use surge_sim::experiment::runner;
use surge_sim::scenario::{Overrides, Scenario, Solved, load};
use tempfile::TempDir;

pub const SMALL: &str = include_str!("../fixtures/small.toml");

/// The root of the package.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A temporary folder with `small.toml` in it, to run the program in.
pub struct Home {
    folder: TempDir,
}

/// What a run of the program said.
pub struct Said {
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Home {
    pub fn new() -> Home {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("small.toml"), SMALL).expect("it can be written");
        Home { folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).expect("it can be written");
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The program in this folder. Pilots are shared with the other tests of this run of the suite, and with no other.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_surge-sim"));
        command.current_dir(self.folder.path()).args(args).env("SURGE_SIM_CACHE", pilots());
        // No test finds what another has finished.
        command.env("SURGE_SIM_REPLICATIONS", "");
        command.env_remove("CLICOLOR_FORCE").env("NO_COLOR", "1");
        command
    }

    /// Runs it to its end.
    pub fn run(&self, args: &[&str]) -> Said {
        said(&mut self.command(args))
    }

    /// Runs it, and shows what it said unless it succeeds.
    #[track_caller]
    pub fn succeed(&self, args: &[&str]) -> Said {
        let said = self.run(args);
        assert_eq!(said.status, Some(0), "{args:?} failed:\n{}", said.err);
        said
    }

    pub fn json(&self, name: &str) -> Value {
        serde_json::from_slice(&self.read(name)).expect("it is JSON")
    }

    /// Every file below a folder, by its path in it, but for the mark that says where a folder's scenario is.
    pub fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        gather(&self.path(folder), "", &mut files);
        files
    }

    /// Every name in this folder, in order.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).expect("the folder is there");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

pub fn said(command: &mut Command) -> Said {
    let output = command.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program speaks UTF-8");
    Said { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

fn gather(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let entry = entry.expect("it can be read");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            gather(&entry.path(), &format!("{name}/"), files);
        } else if entry.file_name() != ".surge-sim.json" {
            files.insert(name, fs::read(entry.path()).expect("it can be read"));
        }
    }
}

// Emptied when the suite begins: a pilot kept from older code would hide a change.
pub fn pilots() -> &'static Path {
    static PILOTS: OnceLock<PathBuf> = OnceLock::new();
    PILOTS.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pilots");
        let _ = fs::remove_dir_all(&folder);
        folder
    })
}

/// The small scenario with values changed.
pub fn small(sets: &[&str]) -> Scenario {
    let overrides = sets.iter().fold(Overrides::none(), |all, set| all.set(*set));
    match load::load_str("small.toml", SMALL, &overrides) {
        Ok(loaded) => loaded.scenario,
        Err(error) => panic!("{error}"),
    }
}

/// Normal times of a scenario.
pub fn solved(scenario: &Scenario) -> Solved {
    pilot::solve(scenario, &NoStore, &runner::run_rounds(2)).into_owned()
}
