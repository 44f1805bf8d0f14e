//! Where the numbers of a scenario come from: defaults without evidence, and evidence without a range.

use std::fs;
use std::path::{Path, PathBuf};

use super::{load_files, with};
use crate::scenario::numbers::{self, held};
use crate::scenario::{Loaded, Overrides, ScenarioWarning, TargetUse, load};

fn shipped() -> Vec<(PathBuf, Loaded)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let files = fs::read_dir(folder)
        .expect("they are there")
        .map(|entry| entry.expect("it can be read").path());
    files
        .filter(|path| {
            path.extension().is_some_and(|end| end == "toml") && !path.ends_with("evidence.toml")
        })
        .map(|path| {
            let loaded = load(&path, &Overrides::none()).unwrap_or_else(|error| panic!("{error}"));
            (path, loaded)
        })
        .collect()
}

fn without_evidence(loaded: &Loaded) -> Vec<String> {
    let found = loaded.warnings.iter().find_map(|warning| match warning {
        ScenarioWarning::DefaultsWithoutEvidence { paths } => Some(paths.clone()),
        _ => None,
    });
    found.unwrap_or_default()
}

#[test]
fn defaults_without_an_entry_are_listed_where_a_scenario_has_evidence() {
    let evidence = "[evidence.\"stages.'core assessment'.hours\"]\nsource = \"expert judgement\"\n";
    let loaded = with(evidence).expect("sound");
    let listed = without_evidence(&loaded);
    let has = |path: &str| listed.iter().any(|one| one == path);
    assert!(has("stages.\"core assessment\".lead_working_days = 3"), "{listed:?}");
    assert!(has("stages.\"section 47 enquiry\".lead_working_days = 3"), "{listed:?}");
    assert!(
        !listed.iter().any(|one| one.contains("\"core assessment\".hours")),
        "an entry of the table speaks of it"
    );
    assert!(
        !has("stages.\"initial assessment\".gap_working_days = 5"),
        "what does nothing needs no evidence"
    );
    assert!(!listed.iter().any(|one| one.starts_with("referrals.per_year")), "it is written");
    assert_eq!(
        without_evidence(&with("").expect("sound")),
        [""; 0],
        "a file without [evidence] claims nothing"
    );
}

#[test]
fn no_shipped_scenario_rests_on_a_default_without_evidence() {
    for (path, loaded) in shipped() {
        assert_eq!(without_evidence(&loaded), [""; 0], "{}", path.display());
    }
}

/// Blame, culture and publicity carry the headline: each of their numbers has a range, or nobody can vary it.
#[test]
fn every_number_of_culture_and_publicity_has_a_range_wherever_there_is_evidence() {
    let mut seen = 0;
    for (path, loaded) in shipped() {
        let evidence = &loaded.scenario.evidence;
        for one in &evidence.assumptions {
            assert!(
                one.low.is_some() && one.high.is_some(),
                "{}: {} has no range",
                path.display(),
                one.path
            );
        }
        if evidence.assumptions.is_empty() {
            continue;
        }
        let tree = crate::scenario::resolved::tree(&loaded.scenario);
        let carries = |path: &str| {
            ["culture.", "publicity.", "feedback."].iter().any(|block| path.starts_with(block))
                && !path.ends_with(".cv")
                // The resolved scenario has it although the file leaves it out: it then follows defensive_shift.
                && path != "culture.defensive_shift_triage"
        };
        for number in numbers::all(&tree).iter().filter(|number| carries(&number.path)) {
            let ranged = evidence
                .assumptions
                .iter()
                .filter(|one| numbers::speaks_of(&one.path, &number.path))
                .any(|one| one.low.zip(one.high).is_some_and(|(low, high)| low < high));
            assert!(ranged, "{}: {} has no range of evidence", path.display(), number.path);
            seen += 1;
        }
    }
    assert!(seen > 20, "haringey and england at least: {seen}");
}

#[test]
fn blame_and_bureaucracy_in_haringey_are_known_to_nobody() {
    let shipped = shipped();
    let (_, haringey) =
        shipped.iter().find(|(path, _)| path.ends_with("haringey.toml")).expect("it is shipped");
    for path in [
        "culture.bureaucracy",
        "publicity.\"Verdict in the Baby Peter case\".blame",
        "culture.report_probability",
    ] {
        let one = haringey.scenario.evidence.assumptions.iter().find(|one| one.path == path);
        let one = one.unwrap_or_else(|| panic!("{path} has an entry"));
        assert_eq!((one.low, one.high), (Some(0.0), Some(1.0)), "{path}");
        assert!(one.source.contains("nobody knows"), "{path}: {}", one.source);
    }
}

#[test]
fn ranges_that_are_judgement_say_so() {
    for (path, loaded) in shipped() {
        for one in &loaded.scenario.evidence.assumptions {
            let bare = one.source.trim() == "expert judgement, no source found" && one.grade != "E";
            assert!(
                !bare,
                "{}: {} has a range of judgement and the grade {}",
                path.display(),
                one.path,
                one.grade
            );
        }
    }
}

#[test]
fn numbers_with_and_without_a_range_are_counted() {
    let few = held(&with("").expect("sound").scenario);
    assert_eq!(few.ranged, 0);
    let one = "[evidence.\"triage.gain\"]\nsource = \"x\"\nlow = 0\nhigh = 1\n[evidence.\"triage.max_shift\"]\nsource = \"x\"\n";
    let one = held(&with(one).expect("sound").scenario);
    assert_eq!(
        (one.ranged, one.fixed),
        (1, few.fixed - 1),
        "an entry without a range varies nothing"
    );
    for end in ["low = 0", "high = 1"] {
        let half = format!("[evidence.\"triage.gain\"]\nsource = \"x\"\n{end}\n");
        let half = held(&with(&half).expect("sound").scenario);
        assert_eq!((half.ranged, half.fixed), (0, few.fixed), "{end} alone is no range");
    }
    let fixed = "[triage]\nrule = \"fixed\"\n[evidence.\"triage.hours.mean\"]\nsource = \"x\"\nlow = 1\nhigh = 2\n";
    let fixed = held(&with(fixed).expect("sound").scenario);
    assert_eq!(
        fixed.ranged + fixed.fixed,
        few.fixed - 4,
        "gain, max_shift, dead_band and review_days do nothing then"
    );
}

#[test]
fn a_figure_for_scale_is_neither_fitted_to_nor_scored() {
    let target = "[[targets]]\nmeasure = \"missed\"\nlow = 1\nhigh = 2\nuse = \"for scale\"\n";
    let scenario = with(target).expect("sound").scenario;
    assert_eq!(scenario.targets[0].used, TargetUse::ForScale);
    assert!(!scenario.targets[0].used.is_scored());
    let text = crate::scenario::resolved::to_toml(&scenario, None);
    let again = load_files(&[("x.toml", &text)], &Overrides::none()).expect("sound").scenario;
    assert_eq!(again.targets, scenario.targets);
}
