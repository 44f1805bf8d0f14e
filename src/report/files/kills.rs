//! The program ends at every step, and every step is refused once: nothing that was there is lost, and the next run tidies up.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::disk::{Disk, HIDDEN, Real};
use super::leftovers::mend;
use super::survey::Survey;
use super::{
    FilesError, Filling, ResultsFolder, WrittenFiles, manifest, mark, workplace, write_with,
};

/// A disk on which steps fail.
struct Broken {
    /// Steps so far.
    step: Cell<usize>,
    /// The step that fails, from 0.
    at: usize,
    /// Whether all steps after it fail too: the program is dead.
    dead: bool,
    /// Whether folders can be exchanged.
    exchanges: bool,
    /// A folder that cannot be moved: another program stands in it, or has a file of it open.
    held: Option<PathBuf>,
}

impl Broken {
    fn new(at: usize, dead: bool, exchanges: bool) -> Broken {
        Broken { step: Cell::new(0), at, dead, exchanges, held: None }
    }

    fn step(&self) -> io::Result<()> {
        let step = self.step.replace(self.step.get() + 1);
        let fails = step == self.at || (self.dead && step > self.at);
        if fails { Err(io::Error::from(io::ErrorKind::PermissionDenied)) } else { Ok(()) }
    }

    /// True where every step was made.
    fn was_sound(&self) -> bool {
        self.step.get() <= self.at
    }
}

impl Disk for Broken {
    fn hidden(&self, parent: &Path) -> io::Result<PathBuf> {
        self.step().and_then(|()| Real.hidden(parent))
    }
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| Real.make_folder(path))
    }
    fn make_locked(&self, path: &Path, text: &[u8]) -> io::Result<File> {
        self.step().and_then(|()| Real.make_locked(path, text))
    }
    fn make_file(&self, path: &Path, text: &[u8]) -> io::Result<()> {
        self.step().and_then(|()| Real.make_file(path, text))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.held.as_deref() == Some(from) {
            return Err(io::Error::from(io::ErrorKind::PermissionDenied));
        }
        self.step().and_then(|()| Real.rename(from, to))
    }
    fn exchange(&self, a: &Path, b: &Path) -> io::Result<bool> {
        if !self.exchanges {
            return Ok(false);
        }
        self.step().and_then(|()| Real.exchange(a, b))
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| Real.remove_file(path))
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| Real.remove_folder(path))
    }
}

/// What stands at the place before.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Before {
    Nothing,
    Results,
    /// Results and what a system leaves.
    Litter,
    /// Results, a changed one among them, and somebody's work; `--force` is said.
    Work,
}

const CASES: [Before; 4] = [Before::Nothing, Before::Results, Before::Litter, Before::Work];

/// One file is the same in both versions, one is of each alone.
fn fill(
    filling: &mut Filling,
    version: &str,
    step: &dyn Fn() -> io::Result<()>,
) -> Result<(), FilesError> {
    let mut file = |name: &str, text: &str| {
        step().map_err(|source| FilesError::io(Path::new(name), source))?;
        filling.file(name, |out| out.write_all(text.as_bytes()))
    };
    file("same.csv", "the same")?;
    file("weekly.csv", version)?;
    file(&format!("only-{version}.svg"), "a figure")?;
    file(manifest::TIMING, version)
}

fn run(disk: &Broken, place: &ResultsFolder) -> Result<WrittenFiles, FilesError> {
    write_with(disk, place, |filling| fill(filling, "new", &|| disk.step()))
}

struct Home {
    folder: tempfile::TempDir,
    place: ResultsFolder,
    stay: BTreeMap<&'static str, &'static str>,
}

impl Home {
    fn new(before: Before) -> Home {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dest = folder.path().join("out");
        let place = ResultsFolder::plain(&dest, before == Before::Work).expect("it can be made");
        if before != Before::Nothing {
            write_with(&Real, &place, |filling| fill(filling, "old", &|| Ok(())))
                .expect("a new folder");
        }
        let stay = match before {
            Before::Nothing | Before::Results => BTreeMap::new(),
            Before::Litter => [(".DS_Store", "x")].into(),
            Before::Work => [("thesis.docx", "x"), ("letters/1.txt", "y")].into(),
        };
        for (name, text) in &stay {
            fs::create_dir_all(dest.join(name).parent().expect("it has one"))
                .expect("it can be made");
            fs::write(dest.join(name), text).expect("it can be written");
        }
        Home { folder, place, stay }
    }

    fn dest(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    /// Everybody's own files are where they were.
    #[track_caller]
    fn nothing_is_lost(&self, when: &str) {
        for (name, text) in &self.stay {
            assert_eq!(
                fs::read_to_string(self.dest().join(name)).ok().as_deref(),
                Some(*text),
                "{name} {when}"
            );
        }
    }

    fn make_old(&self, name: &str) {
        let folder = File::open(self.folder.path().join(name)).expect("it is there");
        let two_hours = std::time::Duration::from_secs(2 * 3600);
        folder.set_modified(std::time::SystemTime::now() - two_hours).expect("it can be said");
    }

    fn hidden(&self) -> Vec<String> {
        let names = fs::read_dir(self.folder.path()).expect("it is there").flatten();
        let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
        names.filter(|name| name.starts_with(HIDDEN)).collect()
    }
}

/// Which version stands whole in a folder.
fn version(folder: &Path) -> Option<&'static str> {
    let survey = Survey::of(folder).ok()?;
    let timing = fs::read_to_string(folder.join(manifest::TIMING)).ok()?;
    let version = ["old", "new"].into_iter().find(|version| *version == timing)?;
    let only = format!("only-{version}.svg");
    let mut names = vec![
        mark::MARK,
        "manifest.json",
        only.as_str(),
        "same.csv",
        manifest::TIMING,
        "weekly.csv",
    ];
    names.sort_unstable();
    (survey.there && survey.changed.is_empty() && survey.ours == names).then_some(version)
}

#[test]
fn a_run_killed_at_any_step_loses_nothing_and_the_next_one_tidies_up() {
    for (before, exchanges) in
        CASES.into_iter().flat_map(|before| [(before, true), (before, false)])
    {
        let mut steps = 0;
        for at in 0.. {
            // The tidying run is killed too, early, later, and not at all.
            let mut sound = false;
            for again in [0, 1, 3, 7, usize::MAX] {
                let home = Home::new(before);
                let disk = Broken::new(at, true, exchanges);
                let said = run(&disk, &home.place);
                sound = disk.was_sound();
                let when = format!(
                    "{before:?}, exchanges {exchanges}, killed at {at}, the next at {again}"
                );
                home.nothing_is_lost(&when);
                let whole = version(&home.dest());
                if before == Before::Results && exchanges && cfg!(target_os = "linux") {
                    assert!(whole.is_some(), "results are there at every moment: {when}");
                }
                if sound {
                    assert!(
                        said.is_ok_and(|written| written.notes.is_empty()) && whole == Some("new"),
                        "{when}"
                    );
                    assert_eq!(home.hidden(), [""; 0], "{when}");
                    break;
                }
                mend(&Broken::new(again, true, exchanges), home.folder.path());
                home.nothing_is_lost(&when);
                mend(&Real, home.folder.path());
                home.nothing_is_lost(&when);
                let whole = version(&home.dest());
                match before {
                    Before::Nothing => {
                        assert!(whole == Some("new") || !home.dest().exists(), "{when}")
                    }
                    _ => assert!(whole.is_some(), "{when}: {:?}", Survey::of(&home.dest())),
                }
                // One without a mark is empty, and may be another run's: it goes when it is an hour old.
                for name in home.hidden() {
                    home.make_old(&name);
                }
                mend(&Real, home.folder.path());
                assert_eq!(home.hidden(), [""; 0], "{when}");
            }
            if sound {
                break;
            }
            steps = at;
        }
        assert!(steps > 10, "{before:?}: every step was tried, and there are many: {steps}");
    }
}

#[test]
fn a_step_that_is_refused_leaves_old_or_new_results_whole_and_says_where() {
    for (before, exchanges) in
        CASES.into_iter().flat_map(|before| [(before, true), (before, false)])
    {
        for at in 0.. {
            let home = Home::new(before);
            let disk = Broken::new(at, false, exchanges);
            let said = run(&disk, &home.place);
            let when = format!("{before:?}, exchanges {exchanges}, refused at {at}");
            home.nothing_is_lost(&when);
            let whole = version(&home.dest());
            match said {
                // Where only the cleaning fails the results are in place, and the run has done what was asked.
                Ok(_) => assert_eq!(whole, Some("new"), "{when}"),
                Err(FilesError::NotPut { new, old, .. }) => {
                    assert_eq!(version(&new), Some("new"), "{when}: {}", new.display());
                    assert!(old.is_none(), "one refusal alone is always undone: {when}");
                    assert!(whole == Some("old") || before == Before::Nothing, "{when}");
                }
                Err(_) => assert!(whole == Some("old") || before == Before::Nothing, "{when}"),
            }
            mend(&Real, home.folder.path());
            home.nothing_is_lost(&when);
            let whole = version(&home.dest());
            assert!(whole.is_some() || before == Before::Nothing, "{when}");
            if disk.was_sound() {
                break;
            }
        }
    }
}

/// A disk on which, from some step on, no name changes any more.
#[test]
fn results_that_cannot_be_put_back_are_named_and_come_back_with_the_next_run() {
    let home = Home::new(Before::Results);
    let mut named = 0;
    for at in 0..30 {
        let disk = Broken::new(at, true, false);
        if let Err(FilesError::NotPut { old: Some(old), .. }) = run(&disk, &home.place) {
            assert_eq!(
                version(&old),
                Some("old"),
                "the message names the folder that holds the former results"
            );
            assert!(!home.dest().exists());
            let said = mend(&Real, home.folder.path());
            assert!(said.len() == 1 && said[0].contains("the former results are back"), "{said:?}");
            named += 1;
        }
        mend(&Real, home.folder.path());
        assert!(version(&home.dest()).is_some());
        if version(&home.dest()) == Some("new") {
            break;
        }
    }
    assert!(named > 0, "there is such a step");
}

#[test]
fn what_another_run_has_in_use_is_left_alone() {
    let home = Home::new(Before::Results);
    let seen = Cell::new(0);
    let look = || {
        let before = home.hidden();
        mend(&Real, home.folder.path());
        assert_eq!((before.len(), home.hidden()), (1, before), "it is locked");
        seen.set(seen.get() + 1);
        Ok(())
    };
    write_with(&Real, &home.place, |filling| fill(filling, "new", &look))
        .expect("nobody touched it");
    assert_eq!((seen.get(), version(&home.dest())), (4, Some("new")));
}

#[test]
fn hidden_folders_of_others_are_left_alone() {
    let home = Home::new(Before::Nothing);
    let other = |name: &str, file: &str, text: &str| {
        let folder = home.folder.path().join(name);
        fs::create_dir_all(folder.join("new")).expect("it can be made");
        fs::write(folder.join(file), text).expect("it can be written");
        fs::write(folder.join("new/thesis.docx"), "x").expect("it can be written");
    };
    other(".surge-sim-mine", "notes.txt", "x");
    other(".surge-sim-like", workplace::OWN, "{\"program\": \"another\", \"results\": \"out\"}");
    other(
        ".surge-sim-away",
        workplace::OWN,
        "{\"program\": \"surge-sim\", \"results\": {\"Unix\": [46, 46]}}",
    );
    mend(&Real, home.folder.path());
    for name in [".surge-sim-mine", ".surge-sim-like", ".surge-sim-away"] {
        assert!(home.folder.path().join(name).join("new/thesis.docx").exists(), "{name}");
    }
}

/// On Windows a folder that a terminal stands in cannot be moved, and a file that is open cannot be replaced.
#[test]
fn a_folder_that_is_held_is_filled_file_by_file_and_a_file_that_is_open_is_named() {
    let home = Home::new(Before::Results);
    let held = |path: PathBuf| Broken { held: Some(path), ..Broken::new(usize::MAX, false, false) };
    run(&held(home.dest()), &home.place).expect("its files can be replaced");
    assert_eq!((version(&home.dest()), home.hidden()), (Some("new"), Vec::new()));

    let home = Home::new(Before::Litter);
    let error = run(&held(home.dest().join("weekly.csv")), &home.place).expect_err("it is open");
    assert!(!error.is_request());
    let said = error.to_string();
    assert!(
        said.contains("out/weekly.csv cannot be written to")
            && said.contains("open in another program?"),
        "{said}"
    );
    assert!(said.contains("The new results are in") && said.contains("out-new"), "{said}");
    assert_eq!(version(&home.folder.path().join("out-new")), Some("new"));
    assert!(
        home.hidden().is_empty()
            && fs::read(home.dest().join("weekly.csv")).is_ok_and(|text| text == b"old")
    );
    home.nothing_is_lost("it is open");
}
