//! The notices in the program name everything the program is made of.
//!
//! After a change of the dependencies: `.ci/licences --write`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::harness::{Home, root};

/// Crates in the lock file that are in no program file: they only build others, or no feature that is asked for brings them in.
const NOT_IN_IT: &[&str] = &[
    "allocator-api2",
    "autocfg",
    "cc",
    "cfg_aliases",
    "equivalent",
    "euclid",
    "find-msvc-tools",
    "foldhash",
    "glam",
    "hashbrown",
    "indexmap",
    "jiff-static",
    "matrixmultiply",
    "num-bigint",
    "rawpointer",
    "rustversion",
    "safe_arch",
    "shlex",
    "version_check",
    "wide",
    "zlib-rs",
];

#[test]
fn the_notices_name_every_crate_in_the_program() {
    let notices = fs::read_to_string(root().join("THIRD-PARTY.txt")).expect("it is there");
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("it is there");
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("it is there");
    let program = in_the_program(&lock, &manifest);
    assert!(program.len() > 50, "the lock file is read");
    let missing: Vec<String> = program
        .into_iter()
        .filter(|(name, version)| {
            !NOT_IN_IT.contains(&name.as_str())
                && !notices.lines().any(|line| names(line, name, version))
        })
        .map(|(name, version)| format!("{name} {version}"))
        .collect();
    assert!(
        missing.is_empty(),
        "THIRD-PARTY.txt lacks {}: run .ci/licences --write",
        missing.join(", ")
    );
    assert!(notices.contains("Open Sans"), "the font is named");
}

#[test]
fn the_program_prints_its_licences() {
    let printed = Home::new().succeed(&["licences"]).out;
    for work in [
        "surge-sim is licensed",
        "Open Government Licence v3.0",
        "  plotters ",
        "  rand_xoshiro ",
        "  Open Sans",
        "Apache License",
    ] {
        assert!(printed.contains(work), "{work}");
    }
}

fn names(line: &str, name: &str, version: &str) -> bool {
    let mut words = line.split_whitespace();
    line.starts_with("  ") && words.next() == Some(name) && words.next() == Some(version)
}

type Package = (String, String);

/// What the lock file reaches from the dependencies of the program, those of its tests left out.
fn in_the_program(lock: &str, manifest: &str) -> BTreeSet<Package> {
    let lock: toml::Table = lock.parse().expect("a lock file");
    let manifest: toml::Table = manifest.parse().expect("a manifest");
    let word = |table: &toml::Value, key: &str| {
        table.get(key).and_then(|v| v.as_str()).unwrap_or_default().to_owned()
    };
    let mut known: BTreeMap<String, Vec<(String, Vec<String>)>> = BTreeMap::new();
    for package in lock["package"].as_array().expect("packages") {
        let needs =
            package.get("dependencies").and_then(|list| list.as_array()).into_iter().flatten();
        let needs = needs.filter_map(|one| one.as_str().map(str::to_owned)).collect();
        known.entry(word(package, "name")).or_default().push((word(package, "version"), needs));
    }
    let (_, all) = &known["surge-sim"][0];
    let own = manifest["dependencies"].as_table().expect("dependencies");
    let mut open: Vec<String> = all
        .iter()
        .filter(|need| own.contains_key(need.split(' ').next().unwrap_or_default()))
        .cloned()
        .collect();
    let mut found = BTreeSet::new();
    while let Some(need) = open.pop() {
        let mut words = need.split(' ');
        let name = words.next().unwrap_or_default();
        let wanted = words.next();
        for (version, needs) in
            known[name].iter().filter(|(version, _)| wanted.is_none_or(|wanted| wanted == version))
        {
            if found.insert((name.to_owned(), version.clone())) {
                open.extend(needs.iter().cloned());
            }
        }
    }
    found
}

#[test]
fn a_crate_without_a_notice_is_noticed() {
    let package = |name: &str, rest: &str| {
        format!("[[package]]\nname = \"{name}\"\nversion = \"1.0.0\"\n{rest}")
    };
    let own = package("surge-sim", "dependencies = [\"a\", \"t\"]\n");
    let lock = [own, package("a", "dependencies = [\"b\"]\n"), package("b", ""), package("t", "")]
        .concat();
    let found = in_the_program(&lock, "[dependencies]\na = \"1\"\n[dev-dependencies]\nt = \"1\"\n");
    let found: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(found, ["a", "b"]);
    assert!(
        names("  a 1.0.0  https://example.org", "a", "1.0.0") && !names("  a 1.0.1", "a", "1.0.0")
    );
}
