//! A build is known by the sources that make numbers: nothing else changes what it is called, and everything of theirs does.

use std::fs;
use std::path::Path;

use crate::harness::{Home, root};

#[path = "../../build.rs"]
#[allow(dead_code, reason = "a script's main is cargo's to call")]
mod script;

/// The rooms and the lock file in a folder of their own, each text as `change` makes it from its name and itself.
fn copied(change: impl Fn(&str, String) -> Option<String>) -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a temporary folder");
    copy(&root().join("src"), "src", home.path(), &change);
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("there is one");
    put(home.path(), "Cargo.lock", lock, &change);
    home
}

fn copy(folder: &Path, name: &str, to: &Path, change: &dyn Fn(&str, String) -> Option<String>) {
    for entry in fs::read_dir(folder).expect("the source is there") {
        let path = entry.expect("it can be read").path();
        let name = format!("{name}/{}", path.file_name().expect("it has a name").to_string_lossy());
        if path.is_dir() {
            copy(&path, &name, to, change);
        } else if let Ok(text) = fs::read_to_string(&path) {
            put(to, &name, text, change);
        }
    }
}

fn put(to: &Path, name: &str, text: String, change: &dyn Fn(&str, String) -> Option<String>) {
    if let Some(text) = change(name, text) {
        let path = to.join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }
}

#[track_caller]
fn of(home: &tempfile::TempDir) -> String {
    script::identity(home.path()).expect("it can be read")
}

#[test]
fn the_program_and_what_it_leaves_say_which_build_it_is() {
    let build = script::identity(root()).expect("the sources can be read");
    assert_eq!((build.as_str(), build.len()), (env!("SURGE_SIM_BUILD"), 64));
    let home = Home::new();
    let said = home.succeed(&["--version"]).out;
    assert_eq!(said, format!("surge-sim {}\nbuild {build}\n", env!("CARGO_PKG_VERSION")));
    assert_eq!(home.succeed(&["-V"]).out, format!("surge-sim {}\n", env!("CARGO_PKG_VERSION")));
    home.succeed(&["small.toml", "--replications", "2", "--no-plots", "--out", "out"]);
    assert_eq!(home.json("out/results.json")["build"], build);
    assert_eq!(home.json("out/manifest.json")["build"], build);
}

/// Rooms that only show, ask or check.
const SHOW: [&str; 10] = [
    "cli",
    "commands/",
    // No number of a run is made of the councils' tables: what a scenario takes from them stands in its file.
    "councils/",
    "error.rs",
    "lib.rs",
    "main.rs",
    "report/",
    "verification/",
    "words/",
    "workshop/",
];

fn shows(name: &str) -> bool {
    SHOW.iter().any(|room| name["src/".len()..].starts_with(room))
}

#[test]
fn every_room_makes_numbers_or_only_shows() {
    let plain = of(&copied(|_, text| Some(text)));
    for entry in fs::read_dir(root().join("src")).expect("the source is there") {
        let entry = entry.expect("it can be read").path();
        let slash = if entry.is_dir() { "/" } else { "" };
        let room = entry.file_name().expect("it has a name").to_string_lossy();
        let room = format!("src/{room}{slash}");
        let other = of(&copied(|name, text| {
            Some(if name.starts_with(&room) { format!("// \n{text}") } else { text })
        }));
        assert_eq!(other == plain, shows(&room), "{room}: see ROOMS in build.rs");
    }
}

#[test]
fn line_ends_tests_and_rooms_that_only_show_do_not_matter() {
    let plain = of(&copied(|_, text| Some(text)));
    assert_eq!(plain, script::identity(root()).expect("it can be read"));
    assert_eq!(
        of(&copied(|_, text| Some(text.replace('\n', "\r\n")))),
        plain,
        "a checkout on Windows"
    );
    assert_eq!(
        of(&copied(|name, text| (name == "Cargo.lock" || !shows(name)).then_some(text))),
        plain
    );
    let of_tests = copied(|name, text| {
        let inner = text.replace("#[cfg(test)]\nmod tests {", "#[cfg(test)]\nmod tests {\n// more");
        Some(if name.ends_with("tests.rs") || name.contains("/tests/") {
            text + "// more\n"
        } else {
            inner
        })
    });
    assert_eq!(of(&of_tests), plain);
}

#[test]
fn a_change_of_what_makes_numbers_is_another_build() {
    let plain = of(&copied(|_, text| Some(text)));
    let mut known = vec![plain.clone()];
    for file in [
        "src/calendar/mod.rs",
        "src/engine/streams.rs",
        "src/experiment/pilot.rs",
        "src/experiment/record.rs",
        "src/maths/normal.rs",
        "src/measure/formula.rs",
        "src/mechanisms/early_help/handlers.rs",
        "src/model/world.rs",
        "src/scenario/defaults.toml",
        "src/scenario/check/mod.rs",
        "src/stats/estimate.rs",
        "src/time.rs",
        "Cargo.lock",
    ] {
        assert!(root().join(file).is_file(), "{file}");
        let other =
            of(&copied(|name, text| Some(if name == file { format!("# \n{text}") } else { text })));
        assert!(!known.contains(&other), "{file}");
        known.push(other);
    }
    // A file that goes, comes or is called otherwise, and a package without a lock file.
    known.push(of(&copied(|name, text| (name != "src/model/waiting.rs").then_some(text))));
    known.push(of(&copied(|name, text| (name != "Cargo.lock").then_some(text))));
    let more = copied(|_, text| Some(text));
    fs::write(more.path().join("src/model/more.rs"), "").expect("it can be written");
    known.push(of(&more));
    fs::rename(more.path().join("src/model/more.rs"), more.path().join("src/model/moore.rs"))
        .expect("it can be named");
    known.push(of(&more));
    let count = known.len();
    known.sort();
    known.dedup();
    assert_eq!(known.len(), count);
}

/// It once hashed all of itself at every start, tens of megabytes. What it keeps is a matter of its sources, and a copy of the
/// program with other bytes finds it.
#[cfg(target_os = "linux")]
#[test]
fn the_bytes_of_the_program_do_not_matter() {
    use std::io::Write as _;
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new();
    let run = ["small.toml", "--no-plots", "--replications", "3", "--out", "out"];
    let mut command = home.command(&run);
    command.env("SURGE_SIM_REPLICATIONS", home.path("kept"));
    assert_eq!(crate::harness::said(&mut command).status, Some(0));
    let copy = home.path("another");
    fs::copy(env!("CARGO_BIN_EXE_surge-sim"), &copy).expect("it can be copied");
    fs::File::options()
        .append(true)
        .open(&copy)
        .and_then(|mut file| file.write_all(b"more"))
        .expect("it can grow");
    fs::set_permissions(&copy, fs::Permissions::from_mode(0o755)).expect("it can be made to run");
    let mut command = assert_cmd::Command::new(&copy);
    command
        .current_dir(home.path(""))
        .args(run)
        .env("SURGE_SIM_REPLICATIONS", home.path("kept"))
        .env("SURGE_SIM_CACHE", "");
    let said = crate::harness::said(&mut command);
    assert!(said.out.contains("all kept from an earlier run"), "{}{}", said.out, said.err);
}

/// What is built and tested is what the lock file names; line ends of files whose bytes are hashed do not depend on the machine.
#[test]
fn every_command_of_the_checks_keeps_to_the_lock_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let resolve =
        ["test", "build", "clippy", "check", "doc", "rustc", "bench", "install", "run", "deny"];
    let mut commands = 0;
    let scripts = fs::read_dir(root.join(".ci")).expect("they are there");
    let guides =
        ["README.md", "CONTRIBUTING.md", "docs/guide/tutorial.md"].map(|page| root.join(page));
    for path in scripts.map(|entry| entry.expect("it can be read").path()).chain(guides) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for line in text.lines().filter(|line| !line.trim_start().starts_with('#')) {
            for (place, _) in line.match_indices("cargo ") {
                let word = line[place + 6..].split_whitespace().next().unwrap_or_default();
                // What a page has beside installing is typed in the repository, where Cargo keeps to a lock file that fits.
                let is_typed = path.extension().is_some() && word != "install";
                if resolve.contains(&word) && !is_typed {
                    commands += 1;
                    assert!(line.contains("--locked"), "{}: {line}", path.display());
                }
            }
        }
    }
    assert!(commands >= 12, "{commands}");
    let attributes = fs::read_to_string(root.join(".gitattributes")).expect("it is there");
    assert!(attributes.contains("* text=auto eol=lf\n"), "{attributes}");
}
