//! `extends`, overrides and what the base is.

use super::{SMALL, load_files, said};
use crate::scenario::{Overrides, Scenario, Stopping, Threshold};

#[track_caller]
fn variant(text: &str) -> Scenario {
    let text = format!("extends = \"base.toml\"\n{text}");
    match load_files(&[("variant.toml", &text), ("base.toml", SMALL)], &Overrides::none()) {
        Ok(loaded) => loaded.scenario,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn tables_merge_key_by_key() {
    let scenario = variant("[time]\nrun_days = 364\n");
    assert_eq!(
        (scenario.time.run_days, scenario.time.start.to_string().as_str()),
        (364, "2003-03-31")
    );
}

#[test]
fn named_lists_merge_by_name() {
    let scenario = variant(
        "[[teams]]\nname = \"duty\"\navailability = 0.5\n[[teams]]\nname = \"long term\"\nposts = [ { count = 3 } ]\n\
         [[publicity]]\nlabel = \"verdict\"\npeak = 0.7\n[[stages]]\nname = \"core assessment\"\nvisits = 4\n\
         [[risk]]\nname = \"low\"\nshare = 0.7\n[[referrals.sources]]\nname = \"police\"\nprecision = 0.5\n",
    );
    let teams: Vec<_> =
        scenario.teams.iter().map(|team| (team.name.as_str(), team.availability)).collect();
    assert_eq!(teams, [("duty", 0.5), ("assessment", 0.65), ("long term", 0.65)]);
    assert_eq!(scenario.teams[0].post_count(), 6);
    assert_eq!((scenario.publicity.len(), scenario.publicity[0].shape.peak), (1, 0.7));
    assert_eq!(
        (scenario.stages.len(), scenario.risk.len(), scenario.referrals.sources.len()),
        (7, 4, 6)
    );
}

#[test]
fn an_empty_list_empties_and_other_lists_replace() {
    assert!(variant("publicity = []\n").publicity.is_empty());
    let scenario = variant("[[stages]]\nname = \"core assessment\"\noutcomes = []\n");
    let core =
        scenario.stages.iter().find(|stage| stage.name == "core assessment").expect("inherited");
    assert!(core.outcomes.is_empty());
}

#[test]
fn a_threshold_in_a_variant_takes_the_place_of_a_share() {
    assert_eq!(variant("[triage]\nthreshold = 0.4\n").triage.accept, Threshold::Severity(0.4));
    assert!(matches!(
        variant("[replications]\nprecision = 0.01\n").replications.stopping,
        Stopping::Precision(_)
    ));
}

#[test]
fn several_levels_lie_over_one_another() {
    let files = [
        ("a.toml", "extends = \"b.toml\"\n[time]\nrun_days = 10\n"),
        (
            "b.toml",
            "extends = \"c.toml\"\nname = \"b\"\n[time]\nrun_days = 20\nwarmup_days = 700\n",
        ),
        ("c.toml", SMALL),
    ];
    let scenario = load_files(&files, &Overrides::none()).expect("sound").scenario;
    assert_eq!(
        (scenario.name.as_str(), scenario.time.run_days, scenario.time.warmup_days),
        ("b", 10, 700)
    );
    assert_eq!((scenario.base().name.as_str(), scenario.base().time.run_days), ("small", 1820));
}

#[test]
fn a_circle_of_files_is_refused_with_the_chain() {
    let files = [("a.toml", "extends = \"b.toml\"\n"), ("b.toml", "extends = \"a.toml\"\n")];
    let said = said(load_files(&files, &Overrides::none()));
    assert!(said.contains("b.toml line 1, column 11"), "{said}");
    assert!(said.contains("extends in a circle: a.toml -> b.toml -> a.toml"), "{said}");
}

#[test]
fn a_file_that_is_not_there_is_named_where_it_is_asked_for() {
    let said = said(load_files(&[("a.toml", "extends = \"nope.toml\"\n")], &Overrides::none()));
    assert!(
        said.contains("line 1, column 11  extends = \"nope.toml\": nope.toml: no such file"),
        "{said}"
    );
}

#[test]
fn a_problem_in_an_extended_file_names_that_file_once() {
    let base = SMALL.replace("per_year = 2600", "per_year = -1");
    let files = [
        ("v.toml", "extends = \"base.toml\"\n[triage]\ngain = -1\n"),
        ("base.toml", base.as_str()),
    ];
    let said = said(load_files(&files, &Overrides::none()));
    assert_eq!(
        said.matches("base.toml line 5, column 12  referrals.per_year = -1").count(),
        1,
        "{said}"
    );
    assert!(said.contains("\n  line 3, column 8  triage.gain = -1"), "{said}");
}

#[test]
fn two_elements_of_one_name_in_a_variant_are_refused() {
    let text = "extends = \"base.toml\"\n[[teams]]\nname = \"duty\"\n[[teams]]\nname = \"duty\"\n";
    let said = said(load_files(&[("v.toml", text), ("base.toml", SMALL)], &Overrides::none()));
    assert!(said.contains("a second team of that name"), "{said}");
}

#[test]
fn a_variant_may_change_the_kind_of_a_stage() {
    let scenario = variant("[[stages]]\nname = \"core assessment\"\nkind = \"plan\"\n");
    assert_eq!(scenario.stages.len(), 7);
}

#[test]
fn overrides_keep_the_file_as_written_as_their_base() {
    let overrides = Overrides::none()
        .number("referrals.per_year", 2860.0)
        .seed(7)
        .replications(3)
        .without("rush, waiting");
    let scenario = load_files(&[("x.toml", SMALL)], &overrides).expect("sound").scenario;
    assert_eq!((scenario.referrals.per_year, scenario.base().referrals.per_year), (2860.0, 2600.0));
    assert_eq!(
        (scenario.replications.seed, &scenario.replications.stopping),
        (7, &Stopping::Count(3))
    );
    assert!(scenario.without.rush && scenario.without.waiting && !scenario.without.threshold);
    assert!(!scenario.base().without.rush);
}

#[test]
fn text_alone_cannot_extend() {
    let error = crate::scenario::load_str("x", "extends = \"y.toml\"\n", &Overrides::none())
        .expect_err("no files");
    assert!(error.to_string().contains("other files cannot be read here"), "{error}");
}

#[cfg(feature = "native")]
mod on_disk {
    use std::fs;

    use crate::scenario::{LoadError, Overrides, files::FileProblem, load, tests::SMALL};

    fn refused(name: &str, bytes: &[u8]) -> FileProblem {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("a temporary file");
        match load(&path, &Overrides::none()) {
            Err(LoadError::File(problem)) => problem,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn files_that_are_no_scenarios_are_told_apart() {
        assert!(matches!(refused("a.toml", b""), FileProblem::Empty(_)));
        assert!(matches!(refused("a.toml", b" \n"), FileProblem::Empty(_)));
        assert!(matches!(refused("a.toml", b"\x7fELF\0\0"), FileProblem::Binary(_, 1)));
        assert!(matches!(refused("a.toml", b"a = 1\nb = \"\xff\""), FileProblem::NotUtf8(_, 2)));
        assert!(matches!(
            refused("a.toml", &vec![b'#'; (1 << 20) + 1]),
            FileProblem::TooLarge(_, Some(1_048_577))
        ));
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_that_is_too_long_is_given_no_size() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("pipe.toml");
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        assert!(made.expect("mkfifo is there").success());
        let to = path.clone();
        // A writer that nobody listens to any more is not at fault.
        let writer = std::thread::spawn(move || fs::write(to, vec![b'#'; 3 << 20]).ok());
        let problem = load(&path, &Overrides::none()).expect_err("it is too long");
        assert!(matches!(problem, LoadError::File(FileProblem::TooLarge(_, None))), "{problem}");
        assert!(
            problem.to_string().ends_with(
                "pipe.toml: more than the 1 MiB (1048576 bytes) a scenario file may have"
            )
        );
        writer.join().expect("it ends");
    }

    #[test]
    fn a_name_that_is_empty_is_seen() {
        let problem = load(std::path::Path::new(""), &Overrides::none()).expect_err("no file");
        assert!(problem.to_string().starts_with("error: \"\": no such file"), "{problem}");
        for name in ["", "  "] {
            let text = format!("extends = \"{name}\"\n");
            let problem = crate::scenario::load_str("x.toml", &text, &Overrides::none());
            let said = problem.expect_err("it names no file").to_string();
            assert!(said.contains("extends: must be the name of a file"), "{said}");
        }
    }

    #[test]
    fn a_folder_and_a_missing_file_are_told_apart() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let problem = |path: &std::path::Path| match load(path, &Overrides::none()) {
            Err(LoadError::File(problem)) => problem,
            other => panic!("{other:?}"),
        };
        assert!(matches!(problem(folder.path()), FileProblem::Directory(_)));
        assert!(matches!(problem(&folder.path().join("none.toml")), FileProblem::Missing(..)));
    }

    #[test]
    fn extends_is_relative_to_the_file_that_says_it() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("variants")).expect("a folder");
        fs::write(folder.path().join("base.toml"), SMALL).expect("a file");
        let variant = folder.path().join("variants/v.toml");
        fs::write(&variant, "extends = \"../base.toml\"\nname = \"v\"\n").expect("a file");
        assert_eq!(load(&variant, &Overrides::none()).expect("sound").scenario.name, "v");
    }
}

#[test]
fn evidence_of_a_base_says_nothing_of_what_a_variant_has_taken_out() {
    let base = format!(
        "{SMALL}[culture]\nhalf_life_days = 300\n[evidence.\"culture.half_life_days\"]\nsource = \"judgement\"\ngrade = \"E\"\n\
         [evidence.\"referrals.per_year\"]\nsource = \"judgement\"\ngrade = \"E\"\n"
    );
    let variant = "extends = \"base.toml\"\nculture = \"none\"\n";
    let loaded = load_files(&[("variant.toml", variant), ("base.toml", &base)], &Overrides::none())
        .expect("sound");
    let paths: Vec<&str> = loaded
        .scenario
        .evidence
        .assumptions
        .iter()
        .map(|assumption| assumption.path.as_str())
        .collect();
    assert_eq!(paths, ["referrals.per_year"]);
    let own = "extends = \"base.toml\"\nculture = \"none\"\n[evidence.\"culture.lasting\"]\nsource = \"x\"\ngrade = \"E\"\n";
    let wrong =
        said(load_files(&[("variant.toml", own), ("base.toml", &base)], &Overrides::none()));
    assert!(wrong.contains("leads nowhere"), "{wrong}");
}

#[test]
fn what_a_pilot_found_for_another_file_is_not_taken_for_own_normal_times() {
    let root = load_files(&[("c.toml", SMALL)], &Overrides::none()).expect("sound").scenario;
    let found = super::round_trip::solved(&root);
    let below = crate::scenario::resolved::to_toml(&root, Some(&found));
    let own = "extends = \"c.toml\"\nnormal_times = \"own\"\n[judgement]\nper_hour = 0.5\n";
    let load = |files: &[(&str, &str)]| {
        load_files(files, &Overrides::none()).expect("sound").scenario.solved
    };
    assert_eq!(load(&[("c.toml", &below)]), Some(found));
    assert_eq!(load(&[("b.toml", own), ("c.toml", &below)]), None);
    let between = "extends = \"d.toml\"\nname = \"between\"\n";
    assert_eq!(load(&[("b.toml", own), ("c.toml", between), ("d.toml", &below)]), None);
}

#[test]
fn a_variant_may_have_normal_times_of_its_own() {
    let files = [
        ("a.toml", "extends = \"b.toml\"\n[time]\nrun_days = 10\n"),
        ("b.toml", "extends = \"c.toml\"\nnormal_times = \"own\"\n[referrals]\nper_year = 3000\n"),
        ("c.toml", SMALL),
    ];
    let scenario = load_files(&files, &Overrides::none()).expect("sound").scenario;
    assert_eq!((scenario.base().referrals.per_year, scenario.base().time.run_days), (3000.0, 1820));
    let alone = load_files(&files[1..], &Overrides::none()).expect("sound").scenario;
    assert!(alone.base.is_none());
    let error = variant_error("normal_times = \"mine\"\n");
    assert!(error.contains("normal_times") && error.contains("\"own\""), "{error}");
}

#[track_caller]
fn variant_error(text: &str) -> String {
    let text = format!("extends = \"base.toml\"\n{text}");
    load_files(&[("variant.toml", &text), ("base.toml", SMALL)], &Overrides::none())
        .expect_err("refused")
        .to_string()
}

#[test]
fn a_truth_holds_in_the_base_unless_the_variant_writes_the_value() {
    let text = "extends = \"base.toml\"\n[triage]\ngain = 0.9\n";
    let files = [("variant.toml", text), ("base.toml", SMALL)];
    let changed = |overrides: Overrides| load_files(&files, &overrides).expect("sound").scenario;
    let of_base = changed(Overrides::none().truth("judgement.per_hour", 0.33));
    assert_eq!((of_base.judgement.per_hour, of_base.base().judgement.per_hour), (0.33, 0.33));
    let of_variant = changed(Overrides::none().truth("triage.gain", 0.7));
    let gain = |scenario: &Scenario| match scenario.triage.rule {
        crate::scenario::ThresholdRule::Pressure { gain, .. } => gain,
        _ => f64::NAN,
    };
    assert_eq!(gain(&of_variant), 0.7);
    assert!(gain(of_variant.base()) != 0.7);
    // A scenario of its own stays its own base.
    let root = load_files(&files[1..], &Overrides::none().truth("judgement.per_hour", 0.33))
        .expect("sound")
        .scenario;
    assert!(root.base.is_none() && root.judgement.per_hour == 0.33);
    assert!(load_files(&files, &Overrides::none().truth("judgement.per_our", 0.3)).is_err());
}

#[test]
fn what_was_written_loads_again_without_the_files() {
    let text = "extends = \"base.toml\"\n[time]\nrun_days = 364\n";
    let files = [("variant.toml", text), ("base.toml", SMALL)];
    let overrides = Overrides::none().seed(9).without("rush");
    let first = load_files(&files, &overrides).expect("sound");
    let again = first.written.load().expect("sound");
    assert_eq!(again.written, first.written);
    let whole = |scenario: &Scenario| crate::scenario::resolved::to_toml(scenario, None);
    assert_eq!(whole(&again.scenario), whole(&first.scenario));
    assert_eq!(whole(again.scenario.base()), whole(first.scenario.base()));
    assert!(again.scenario.without.rush);
}

#[test]
fn a_variant_that_was_written_is_the_scenario_with_its_values() {
    use crate::scenario::variant::{Stated, VariantWords, text};
    let scenario = load_files(&[("base.toml", SMALL)], &Overrides::none()).expect("sound").scenario;
    let stated = |path: &str, value: f64, whole: bool| Stated {
        path: path.to_owned(),
        value,
        whole,
        source: "fitted".to_owned(),
        low: 0.0,
        high: 9.0,
    };
    let values = [
        stated("judgement.per_hour", 0.33, false),
        stated("teams.assessment.posts.0.count", 9.0, true),
        stated("teams.assessment.availability", 0.7, false),
        stated("stages.\"core assessment\".outcomes.1.share", 0.3, false),
        stated("publicity.verdict.peak", 0.5, false),
    ];
    let words = VariantWords {
        comment: &["Made by a test.".to_owned()],
        extends: "base.toml",
        name: "v",
        description: "d",
    };
    let variant = text(&words, &scenario, &values).expect("every path leads somewhere");
    let loaded =
        load_files(&[("variant.toml", &variant), ("base.toml", SMALL)], &Overrides::none());
    let loaded = loaded.unwrap_or_else(|error| panic!("{error}\n{variant}")).scenario;
    let set = values.iter().fold(Overrides::none(), |all, one| {
        all.truth_written(format!(
            "{}={}",
            one.path,
            if one.whole { format!("{}", one.value) } else { format!("{:?}", one.value) }
        ))
    });
    let mut expected = load_files(&[("base.toml", SMALL)], &set).expect("sound").scenario;
    (expected.name, expected.description) = ("v".to_owned(), "d".to_owned());
    let strip = |mut scenario: Scenario| {
        scenario.evidence = crate::scenario::EvidenceTables::default();
        crate::scenario::resolved::to_toml(&scenario, None)
    };
    assert!(loaded.base.is_none(), "its normal times are its own");
    assert_eq!(strip(loaded), strip(expected));
    assert!(text(&words, &scenario, &[stated("judgement.nothing", 1.0, false)]).is_err());
}
