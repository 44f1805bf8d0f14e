//! What somebody put or changed never gives way, and the message says what is in the way.

use super::*;

/// A folder with two small files of one version, for what does not need a whole run.
fn few(place: &ResultsFolder, version: &str) -> Result<WrittenFiles, FilesError> {
    write_folder(place, |filling| {
        filling.file("weekly.csv", |out| out.write_all(version.as_bytes()))?;
        filling.file("results.json", |out| out.write_all(b"{}"))
    })
}

#[test]
fn the_refusal_counts_what_is_in_the_way_and_does_not_lead_with_force() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let dest = home.path().join("d");
    fs::create_dir_all(dest.join("letters/2025")).expect("they can be made");
    fs::create_dir(dest.join("photos")).expect("it can be made");
    fs::write(dest.join("a thesis.docx"), "x").expect("it can be written");
    for n in 0..41 {
        let folder = ["letters", "letters/2025", "photos"][n % 3];
        fs::write(dest.join(folder).join(format!("{n}.txt")), "x").expect("it can be written");
    }
    let error = check(&dest, false).expect_err("they are somebody else's").to_string();
    assert!(
        error.contains("a thesis.docx and 41 more, in 3 folders: not written by this program"),
        "{error}"
    );
    assert!(
        error.find("another folder").expect("it says so")
            < error.find("--force").expect("it is told"),
        "{error}"
    );
}

#[test]
fn a_repository_is_never_written_into() {
    for (repository, named) in
        [(".git", "d/.git"), ("sub/.git", "d/sub/.git"), ("sub/.hg", "d/sub/.hg")]
    {
        let home = tempfile::tempdir().expect("a temporary folder");
        let dest = home.path().join("d");
        fs::create_dir_all(dest.join(repository)).expect("it can be made");
        for force in [false, true] {
            let error = check(&dest, force).expect_err("a repository is in it");
            assert!(matches!(error, FilesError::Protected { .. }) && error.is_request(), "{error}");
            assert!(error.to_string().contains(named), "{error}");
        }
        assert!(dest.join(repository).is_dir());
    }
}

#[test]
fn what_is_guarded_is_not_written_over_from_wherever_it_is_named() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let project = home.path().join("project");
    fs::create_dir_all(project.join("deep")).expect("they can be made");
    fs::write(project.join("deep/s.toml"), "x").expect("it can be written");
    let guarded =
        vec![Guarded { path: project.join("deep/../deep/s.toml"), what: "the scenario".into() }];
    for folder in ["project", "project/deep", "project/../project", "."] {
        let shown = home.path().join(folder);
        let place = ResultsFolder::new(&shown, true, ResultsOwner::default(), guarded.clone())
            .expect("it is a folder");
        let error = place.check().expect_err("the scenario is in it");
        assert!(
            matches!(error, FilesError::Protected { .. })
                && error.to_string().contains("the scenario"),
            "{error}"
        );
        assert!(few(&place, "1").is_err());
    }
    let beside =
        ResultsFolder::new(&project.join("deep/out"), false, ResultsOwner::default(), guarded)
            .expect("it can be made");
    few(&beside, "1").expect("a folder of its own");
    assert_eq!(names(&project.join("deep")), ["out", "s.toml"]);
}

#[test]
fn litter_is_ignored_and_kept_and_an_open_table_is_named() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let dest = home.path().join("out");
    let place = ResultsFolder::plain(&dest, false).expect("it can be made");
    few(&place, "1").expect("a new folder");
    let litter = [".DS_Store", "Thumbs.db", "desktop.ini", ".~lock.weekly.csv#", "~$x.xlsx"];
    litter.iter().for_each(|name| fs::write(dest.join(name), *name).expect("it can be written"));
    let said = place.check().expect("litter is in nobody's way");
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("out/weekly.csv is open in a spreadsheet"), "{said:?}");
    let written = few(&place, "2").expect("litter is in nobody's way");
    assert_eq!(written.notes, said);
    assert_eq!(fs::read_to_string(dest.join("weekly.csv")).expect("it is there"), "2");
    for name in litter {
        assert_eq!(fs::read_to_string(dest.join(name)).expect("it is kept"), name);
    }
    assert_eq!(names(home.path()), ["out"]);
}

#[test]
fn results_of_another_scenario_or_command_are_not_replaced_unasked() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let source = |command, file: &str, hash: &str| ResultsOwner {
        command,
        files: vec![home.path().join(file)],
        hash: hash.to_owned(),
        asked: AskedOptions::default(),
    };
    let dest = home.path().join("plots/base");
    let place = |source, force| {
        ResultsFolder::new(&dest, force, source, Vec::new()).expect("it can be made")
    };
    few(&place(source("run", "north/base.toml", "1"), false), "1").expect("a new folder");
    few(&place(source("run", "north/base.toml", "2"), false), "2").expect("the same file, changed");
    few(&place(source("run", "moved/base.toml", "2"), false), "2")
        .expect("the same scenario, moved");
    let nameless = place(source("gallery", "north", ""), true);
    few(&nameless, "2").expect("it was asked for");
    few(&place(source("gallery", "south", ""), false), "3").expect_err("another folder's gallery");
    few(&place(source("run", "moved/base.toml", "2"), true), "2").expect("it was asked for");
    for other in [source("run", "south/base.toml", "3"), source("sweep", "moved/base.toml", "2")] {
        let error = few(&place(other.clone(), false), "3").expect_err("they are another's");
        assert!(
            matches!(&error, FilesError::OfAnother { theirs, .. } if theirs.contains("moved/base.toml")),
            "{error}"
        );
        assert!(error.is_request());
        assert_eq!(fs::read_to_string(dest.join("weekly.csv")).expect("it is there"), "2");
        few(&place(other, true), "4").expect("it was asked for");
        few(&place(source("run", "moved/base.toml", "2"), true), "2").expect("likewise");
    }
}

#[test]
fn what_somebody_named_as_a_result_is_named_never_gives_way() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let of = |command| ResultsOwner { command, ..ResultsOwner::default() };
    for (command, name) in [
        ("run", "report.html"),
        ("run", "results.json"),
        ("run", "blame-and-learning.png"),
        ("run", "timing.json"),
        ("compare", "comparison.csv"),
        ("story", "story.html"),
        ("sweep", "sweep.csv"),
        ("document", "statement.md"),
        ("gallery", "README.md"),
        ("uncertainty", "draws.csv"),
    ] {
        for (n, is_folder) in [false, true].into_iter().enumerate() {
            let dest = home.path().join(format!("{command}-{name}-{n}"));
            fs::create_dir(&dest).expect("it can be made");
            if is_folder {
                fs::create_dir(dest.join(name)).expect("it can be made");
            } else {
                fs::write(dest.join(name), "mine").expect("it can be written");
            }
            for force in [false, true] {
                let place =
                    ResultsFolder::new(&dest, force, of(command), Vec::new()).expect("a folder");
                let error = place.check().expect_err("somebody's work has the name");
                assert!(matches!(error, FilesError::NameTaken { .. }) && error.is_request());
                let said = error.to_string();
                assert!(said.contains(name) && said.contains("--force does not replace"), "{said}");
                few(&place, "1").expect_err("likewise");
            }
            assert_eq!(names(&dest), [name], "nothing else came");
        }
    }
    // It is the name that matters: what no result is called stays beside the results.
    let dest = home.path().join("letters");
    fs::create_dir(&dest).expect("it can be made");
    fs::write(dest.join("README.md"), "mine").expect("it can be written");
    few(&ResultsFolder::new(&dest, true, of("run"), Vec::new()).expect("a folder"), "1")
        .expect("beside");
    assert_eq!(fs::read_to_string(dest.join("README.md")).expect("it is there"), "mine");
}

/// Names that depend on what was found are known only when the results are made: they are kept beside the folder then.
#[test]
fn a_file_of_an_unforeseen_name_never_gives_way_either() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let dest = home.path().join("out");
    fs::create_dir(&dest).expect("it can be made");
    fs::write(dest.join("sweep-missed.svg"), "mine").expect("it can be written");
    let place = ResultsFolder::plain(&dest, true).expect("a folder");
    let error = write_folder(&place, |filling| {
        filling.file("sweep-missed.svg", |out| out.write_all(b"a figure"))
    })
    .expect_err("it is somebody's");
    assert!(
        matches!(&error, FilesError::NotPut { new, .. } if new.ends_with("out-new")),
        "{error}"
    );
    assert_eq!(fs::read_to_string(dest.join("sweep-missed.svg")).expect("it is there"), "mine");
    assert_eq!(names(&dest), ["sweep-missed.svg"]);
}

#[test]
fn every_name_of_a_run_is_known_before_it() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let dest = home.path().join("haringey");
    write_to(&dest, true, false).expect("a new folder can be written");
    let known = crate::report::reference::names_of("run");
    for name in names(&dest) {
        assert!(known.contains(&name), "{name}");
    }
}

#[test]
fn results_of_one_file_asked_otherwise_are_not_replaced_unasked() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let dest = home.path().join("out");
    let place = |hash: &str, changes: &[&str], options: &[&str]| {
        let all = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        let source = ResultsOwner {
            command: "run",
            files: vec![home.path().join("s.toml")],
            hash: hash.to_owned(),
            asked: AskedOptions { changes: all(changes), options: all(options) },
        };
        ResultsFolder::new(&dest, false, source, Vec::new()).expect("it can be made")
    };
    few(&place("1", &[], &[]), "1").expect("a new folder");
    few(&place("2", &[], &[]), "1").expect("the everyday rerun of a file that was edited");
    for (other, words) in [
        (place("3", &["--seed 5"], &[]), "s.toml as it is written, and not with --seed 5;"),
        (
            place("2", &[], &["--no-counterfactual"]),
            "s.toml as it is written, and not with --no-counterfactual;",
        ),
    ] {
        let error = few(&other, "2").expect_err("they are of something else");
        assert!(error.is_request() && error.to_string().contains(words), "{error}");
        assert_eq!(fs::read_to_string(dest.join("weekly.csv")).expect("it is there"), "1");
    }
    // A change that writes what is written already gives the same results.
    few(&place("2", &["--set a=1"], &[]), "1").expect("the same scenario");
    // Folders of earlier builds do not say how they were asked.
    let mark = dest.join(mark::MARK);
    let text = fs::read_to_string(&mark).expect("it is there");
    let mut told: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    told.as_object_mut().expect("an object").remove("asked");
    fs::write(&mark, told.to_string()).expect("it can be written");
    few(&place("3", &["--seed 5"], &[]), "2").expect("nothing says that it was asked otherwise");
}

#[test]
fn a_folder_in_the_place_of_a_file_stays_and_the_results_are_kept_beside() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let dest = home.path().join("out");
    fs::create_dir_all(dest.join("weekly.csv")).expect("it can be made");
    fs::write(dest.join("weekly.csv/mine"), "x").expect("it can be written");
    let error = few(&ResultsFolder::plain(&dest, true).expect("it is a folder"), "1")
        .expect_err("no file can stand there");
    assert!(
        matches!(&error, FilesError::NotPut { new, .. } if new.ends_with("out-new")),
        "{error}"
    );
    assert_eq!(fs::read_to_string(dest.join("weekly.csv/mine")).expect("it is there"), "x");
    assert_eq!(names(&dest), ["weekly.csv"]);
    assert_eq!(
        fs::read_to_string(home.path().join("out-new/weekly.csv")).expect("it is there"),
        "1"
    );
    assert_eq!(names(home.path()), ["out", "out-new"]);
}

#[test]
fn files_that_come_while_results_are_made_are_not_lost_nor_are_the_results() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let dest = home.path().join("out");
    let place = ResultsFolder::plain(&dest, false).expect("it can be made");
    few(&place, "1").expect("a new folder");
    let error = write_folder(&place, |filling| {
        fs::write(dest.join("notes.txt"), "mine").expect("it can be written");
        filling.file("weekly.csv", |out| out.write_all(b"2"))
    });
    let error = error.expect_err("notes came").to_string();
    assert!(error.contains("notes.txt") && error.contains("out-new"), "{error}");
    assert_eq!(fs::read_to_string(dest.join("notes.txt")).expect("it is there"), "mine");
    assert_eq!(fs::read_to_string(dest.join("weekly.csv")).expect("it is there"), "1");
    assert_eq!(
        fs::read_to_string(home.path().join("out-new/weekly.csv")).expect("it is there"),
        "2"
    );
}

/// A manifest that was tampered with does not lead out of its folder.
#[test]
fn a_name_in_a_manifest_leads_nowhere_else() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let dest = home.path().join("out");
    fs::write(home.path().join("thesis.docx"), "x").expect("it can be written");
    let place = ResultsFolder::plain(&dest, true).expect("it can be made");
    few(&place, "1").expect("a new folder");
    let hash = manifest::hash(&home.path().join("thesis.docx")).expect("it can be read");
    let text = fs::read_to_string(dest.join("manifest.json")).expect("it is there");
    let text = text
        .replace("\"files\": {", &format!("\"files\": {{\n    \"../thesis.docx\": \"{hash}\","));
    fs::write(dest.join("manifest.json"), text).expect("it can be changed");
    few(&place, "2").expect("its own are replaced");
    assert_eq!(names(home.path()), ["out", "thesis.docx"]);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_not_called_changed() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let dest = home.path().join("out");
    few(&ResultsFolder::plain(&dest, false).expect("it can be made"), "1").expect("a new folder");
    // Reading a folder fails for everybody, where permissions do not stop the system's own user.
    fs::remove_file(dest.join("weekly.csv")).expect("it can be removed");
    fs::create_dir(dest.join("weekly.csv")).expect("it can be made");
    let error = manifest::hash(&dest.join("weekly.csv")).expect_err("a folder has no hash");
    assert!(matches!(error, FilesError::Io { .. }), "{error}");
}
