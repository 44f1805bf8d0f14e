//! Nothing half-written, nothing lost.

mod refusals;

use std::fs;
use std::io;

use super::*;
use crate::measure::{Indicator, MeasureId, PeriodId};
use crate::report::sample;

fn timing() -> Timing {
    Timing {
        started: "2026-11-23T09:00:00Z".into(),
        wall_seconds: 12.5,
        reused: 0,
        threads: 2,
        os: "linux x86_64".into(),
        processor_seconds: 20.0,
        events: 200_000_000,
        events_per_second: 1e7,
    }
}

const MISSED: MeasureId = MeasureId { indicator: Indicator::Missed, member: None };

fn row(replication: u32) -> ReplicationRow<'static> {
    ReplicationRow {
        replication,
        world: "run",
        period: PeriodId::Observed,
        values: vec![(&MISSED, Some(f64::from(replication)))],
    }
}

fn write_to(dest: &Path, plots: bool, force: bool) -> Result<WrittenFiles, FilesError> {
    let result = sample::haringey();
    let rows =
        || -> Box<dyn Iterator<Item = ReplicationRow<'static>>> { Box::new((0..3).map(row)) };
    let scenario = crate::scenario::load_str(
        "small.toml",
        include_str!("../../../tests/fixtures/small.toml"),
        &crate::scenario::Overrides::none(),
    )
    .expect("defaults are sound")
    .scenario;
    let grounds = Grounds::of(&scenario, None);
    let outputs = Outputs {
        result: &result,
        replications: &rows,
        long_tables: true,
        timing: &timing(),
        grounds,
        plots,
        saved: None,
    };
    write(&ResultsFolder::plain(dest, force)?, outputs)
}

fn check(dest: &Path, force: bool) -> Result<Vec<String>, FilesError> {
    ResultsFolder::plain(dest, force)?.check()
}

/// The first that somebody would lose, or have results put beside.
fn in_the_way(error: &FilesError) -> PathBuf {
    let FilesError::WouldLose { found, .. } = error else { panic!("another refusal: {error}") };
    found.changed.first().or(found.first.as_ref()).expect("something is in the way").clone()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_run_leaves_its_files_and_nothing_beside_them() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let dest = home.path().join("plots/haringey");
    let written = write_to(&dest, true, false).expect("a new folder can be written");
    assert_eq!(written.files.len(), 5 + 14 + 1 + 1 + 1);
    let mut files = written.files;
    files.sort();
    files.push(mark::MARK.to_owned());
    files.sort();
    assert_eq!(names(&dest), files);
    assert_eq!(names(&home.path().join("plots")), ["haringey"]);
    assert_eq!(
        fs::read_to_string(dest.join("replications.csv")).expect("it is text").lines().count(),
        4
    );
    check(&dest, false).expect("its own files may be replaced");
}

#[test]
fn everything_but_timing_is_the_same_each_time() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let (a, b) = (home.path().join("a"), home.path().join("b"));
    let files = write_to(&a, true, false).expect("it can be written").files;
    write_to(&b, true, false).expect("it can be written");
    for name in files {
        assert_eq!(
            fs::read(a.join(&name)).expect("it is there"),
            fs::read(b.join(&name)).expect("it is there"),
            "{name}"
        );
    }
}

#[test]
fn its_own_unchanged_files_are_replaced() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let dest = home.path().join("haringey");
    write_to(&dest, true, false).expect("a new folder can be written");
    write_to(&dest, false, false).expect("its own files may be replaced");
    assert!(!dest.join("waiting.svg").exists(), "files of the former run are gone");
    assert_eq!(names(home.path()), ["haringey"]);
}

#[test]
fn a_file_that_was_changed_or_added_is_kept_and_named() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let dest = home.path().join("haringey");
    write_to(&dest, false, false).expect("a new folder can be written");
    fs::write(dest.join("weekly.csv"), "my notes").expect("it can be changed");
    fs::write(dest.join("zebra.txt"), "mine").expect("it can be added");
    let error = write_to(&dest, false, false).expect_err("the changed file would be lost");
    assert!(error.is_request());
    assert!(in_the_way(&error).ends_with("weekly.csv"), "{error}");
    assert_eq!(fs::read_to_string(dest.join("weekly.csv")).expect("it is there"), "my notes");
    assert_eq!(names(home.path()), ["haringey"]);
    write_to(&dest, false, true).expect("--force says so");
    assert_eq!(
        fs::read_to_string(dest.join("zebra.txt")).expect("it is there"),
        "mine",
        "it is not ours to remove"
    );
    assert_ne!(fs::read_to_string(dest.join("weekly.csv")).expect("it is there"), "my notes");
}

#[test]
fn a_folder_of_someone_else_is_refused_and_an_empty_one_is_not() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let dest = home.path().join("photos");
    fs::create_dir(&dest).expect("it can be made");
    check(&dest, false).expect("nothing would be lost");
    fs::create_dir(dest.join("holiday")).expect("it can be made");
    let error = check(&dest, false).expect_err("the folder in it would be lost");
    assert!(in_the_way(&error).ends_with("holiday"));
}

#[test]
fn a_file_in_the_place_of_the_folder_is_refused_even_with_force() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let dest = home.path().join("haringey");
    fs::write(&dest, "a file").expect("it can be written");
    let error = write_to(&dest, false, true).expect_err("a file is no folder");
    assert!(matches!(error, FilesError::NotAFolder { .. }) && error.is_request());
    assert_eq!(fs::read_to_string(&dest).expect("it is there"), "a file");
}

#[test]
fn a_failure_on_the_way_leaves_what_was_there_and_no_temporary_folder() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let dest = home.path().join("haringey");
    write_to(&dest, false, false).expect("a new folder can be written");
    let before = fs::read(dest.join("manifest.json")).expect("it is there");
    let full = |_: &mut BufWriter<File>| Err(io::Error::from(io::ErrorKind::StorageFull));
    let made = tempfile::tempdir_in(home.path()).expect("a temporary folder");
    let mut filling = Filling::new(made.path().to_owned());
    let error = filling.file("weekly.csv", full).expect_err("the disk is full");
    assert!(!error.is_request());
    drop(made);
    let fails = |_: &mut Filling| Err(FilesError::Json("no".to_owned()));
    let place = ResultsFolder::plain(&dest, false).expect("it is a folder");
    write_folder(&place, fails).expect_err("what is to be written fails");
    assert_eq!(fs::read(dest.join("manifest.json")).expect("it is there"), before);
    assert_eq!(names(home.path()), ["haringey"]);
}

/// A device that is always full stands in for a full disk.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_the_machines_fault() {
    let mut out =
        BufWriter::new(File::options().write(true).open("/dev/full").expect("Linux has it"));
    let error = csv::weekly(&sample::haringey(), &mut out).map_err(of_csv).expect_err("it is full");
    assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    let error = FilesError::io(Path::new("weekly.csv"), error);
    assert!(!error.is_request());
    assert!(error.to_string().starts_with("weekly.csv: No space left on device"), "{error}");
    let _ = out.into_parts();
}

#[test]
fn a_path_below_a_file_is_the_machines_answer_and_writes_nothing() {
    let home = tempfile::tempdir().expect("a temporary folder");
    fs::write(home.path().join("file"), "").expect("it can be written");
    let error = write_to(&home.path().join("file/haringey"), false, false)
        .expect_err("a file holds no folder");
    assert!(matches!(error, FilesError::Io { .. }));
    assert_eq!(names(home.path()), ["file"]);
}

#[test]
fn folders_of_other_runs_have_eight_digits() {
    assert_eq!(folder_name("haringey", "1f2e3d4c5b", true), "haringey");
    assert_eq!(folder_name("haringey", "1f2e3d4c5b", false), "haringey-1f2e3d4c");
}

#[cfg(unix)]
#[test]
fn a_link_stays_and_the_folder_behind_it_is_replaced() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let (behind, link) = (home.path().join("behind"), home.path().join("link"));
    fs::create_dir(&behind).expect("it can be made");
    std::os::unix::fs::symlink(&behind, &link).expect("it can be linked");
    write_to(&link, false, false).expect("the folder behind is empty");
    assert!(behind.join("results.json").is_file());
    assert!(fs::symlink_metadata(&link).expect("it is there").is_symlink());
}

#[cfg(unix)]
#[test]
fn results_are_as_open_as_other_new_folders() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().expect("a temporary folder");
    let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode();
    fs::create_dir(home.path().join("usual")).expect("it can be made");
    write_to(&home.path().join("results"), false, false).expect("it can be written");
    assert_eq!(mode(&home.path().join("results")), mode(&home.path().join("usual")));
}

/// With a small disk mounted for it: `SURGE_SIM_SMALL_DISK=folder cargo test small_disk -- --ignored`.
#[test]
#[ignore = "needs a disk of less than a megabyte"]
fn on_a_small_disk_nothing_half_written_stays() {
    let disk = PathBuf::from(
        std::env::var("SURGE_SIM_SMALL_DISK").expect("name a folder on a small disk"),
    );
    let before = names(&disk);
    let error = write_to(&disk.join("haringey"), true, false).expect_err("the disk is too small");
    assert!(!error.is_request(), "{error}");
    assert_eq!(names(&disk), before);
}
