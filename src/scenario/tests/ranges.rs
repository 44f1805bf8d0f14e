//! Where the numbers of a scenario come from: defaults without evidence, and evidence without a range. Which numbers a key takes.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use super::{load_files, with};
use crate::scenario::document::path::join;
use crate::scenario::document::{TomlTable, TomlValue, element_name};
use crate::scenario::keys::{self, KeyKind};
use crate::scenario::numbers::{self, held};
use crate::scenario::range::Range;
use crate::scenario::{LoadError, Loaded, Overrides, ScenarioWarning, TargetUse, load, registry};

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
                // The resolved scenario has them although the file leaves them out: they then follow blame's.
                && !["culture.caution.stays", "culture.caution.half_life_days"].contains(&path)
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

/// Blocks of the format on one line, so that every key of them can be set.
const KEYS: &str = r#"
replications = { precision = 0.1 }
triage = { rule = "schedule", schedule = [ { from = 2009-01-05, shift = 0.3 } ] }
feedback = {}
culture = {}
case_reviews = {}
early_help = { team = "duty" }
prevention = { start = 2007-04-02, fte = 1 }
inspection = [ { date = 2008-11-26 } ]
opening = [ { stage = "core assessment", waiting = 3 } ]
targets = [ { measure = "missed", period = [2005-01-01, 2005-12-31], low = 1, high = 2, value = 1.5 } ]
publicity_to_come = { per_year = 0.5, blame = 0.2 }
practice = { course = 3, door = { sd = 0.1, sd_passing = 0.1 }, enquiry = { sd = 0.1, sd_passing = 0.1 }, conference = { sd = 0.1, sd_passing = 0.1 }, plan = { sd = 0.1, sd_passing = 0.1 } }
schedule = [
  { path = "teams.duty.caseload_cap", date = 2008-12-01, value = 12 },
  { path = "teams.duty.posts.0.count", date = 2008-12-01, by = 1 },
  { path = "teams.assessment.availability", date = 2008-12-01, times = 0.9, ramp_days = 20 },
  { path = "teams.assessment.posts.0.count", date = 2008-12-01, filled = 2 } ]
evidence = { "judgement.per_hour" = { source = "a guess", low = 0, high = 1 } }"#;

/// The others.
const BLOCKS: &str = r#"
[costs]
price_year = 2010
[[actions]]
name = "on a day"
date = 2009-01-05
add = [ { team = "duty", count = 1 } ]
move = [ { from = "assessment", to = "duty", count = 1 } ]
[[actions]]
name = "under pressure"
when = { pressure_above = 1, for_weeks = 1 }
overtime_share = 0.1
"#;

fn everything() -> String {
    // Keys of the file stand before its first block: the name of the small scenario, and everything.
    let text =
        super::SMALL.replacen("name = \"small\"", &format!("name = \"small\"{KEYS}"), 1) + BLOCKS;
    // The first team is one that works overtime.
    text.replacen("[[teams]]\n", "[[teams]]\novertime = { share = 0.1 }\n", 1)
}

/// Every table of a scenario: the path of its keys, and how `--set` writes it.
fn tables(root: &TomlTable) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    below(root, "", &[], &mut found);
    found
}

fn below(table: &TomlTable, key: &str, steps: &[String], found: &mut Vec<(String, Vec<String>)>) {
    found.push((key.to_owned(), steps.to_vec()));
    let with = |step: &str| [steps, &[step.to_owned()]].concat();
    for entry in &table.entries {
        // The keys of evidence are names, as the elements of a list are.
        let name =
            if key == "evidence" { key.to_owned() } else { registry::below(key, &entry.key) };
        match &entry.node.value {
            TomlValue::Table(inner) => below(inner, &name, &with(&entry.key), found),
            TomlValue::List(items) => {
                for (place, item) in items.iter().enumerate() {
                    let TomlValue::Table(inner) = &item.value else { continue };
                    let step = element_name(&entry.key, item)
                        .map_or_else(|| place.to_string(), Cow::into_owned);
                    let steps = [with(&entry.key), vec![step]].concat();
                    below(inner, &name, &steps, found);
                }
            }
            _ => {}
        }
    }
}

/// A stage of the default pathway with which another begins.
fn together() -> Overrides {
    let with = "{ stage = \"core assessment\", share = 0.5 }";
    Overrides::none().set(format!("stages.section 47 enquiry.with={with}"))
}

/// What is said of a value at a path.
fn said_of(path: &str, value: &str) -> Vec<String> {
    let text = everything();
    let overrides = together().set(format!("{path}={value}"));
    match load_files(&[("everything.toml", &text)], &overrides) {
        Ok(_) => Vec::new(),
        Err(LoadError::Content(problems)) => {
            let here = problems.list().iter().filter(|problem| problem.path == path);
            here.map(|problem| problem.message.clone()).collect()
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn the_range_that_is_printed_is_the_one_that_is_checked() {
    let loaded = load_files(&[("everything.toml", &everything())], &together());
    let scenario = loaded.expect("it is sound").scenario;
    let tables = tables(&crate::scenario::resolved::tree(&scenario));
    let (mut unranged, mut wrong) = (Vec::new(), Vec::new());
    for key in keys::all() {
        let whole = match key.kind {
            KeyKind::Number | KeyKind::NumberOrNone => false,
            KeyKind::Whole | KeyKind::WholeOrNone => true,
            _ => continue,
        };
        let Range::Numbers { low, high } = key.range else {
            unranged.push(key.path);
            continue;
        };
        let write =
            |number: f64| if whole { format!("{number:.0}") } else { format!("{number:?}") };
        // Just outside; of a number that must be more than 0 half of the least, which nobody may divide by.
        let under = if whole {
            low - 1.0
        } else if low > 0.0 {
            low / 2.0
        } else {
            low - low.abs() * 1e-6 - 1e-6
        };
        let over = if whole { high + 1.0 } else { high * 1.000_001 };
        let words = match key.path.as_str() {
            // A plan needs some days, and an exit need not have any.
            "stages.duration_days.mean" => format!("must be from 0.01 to {high}"),
            _ => format!("must be from {low} to {high}"),
        };
        let refuses = |said: &[String]| {
            said.iter().any(|one| one.starts_with(&words) || one == "must be at least 1")
        };
        // Some elements have no such key, as an exit has no visits: one that has it is enough.
        let block = key.block.clone().unwrap_or_default();
        let is_checked = tables.iter().filter(|(of, _)| *of == block).any(|(_, steps)| {
            let path = join(&[steps.as_slice(), &[key.name.to_owned()]].concat());
            let said = |number| said_of(&path, &write(number));
            refuses(&said(under)) && refuses(&said(over)) && {
                let within = [low, high].map(said).concat();
                let allowed = key.path == "stages.duration_days.mean" || !refuses(&within);
                if !allowed {
                    wrong.push(format!("{path}: {within:?}"));
                }
                true
            }
        });
        if !is_checked {
            wrong.push(format!("{}: no number outside {words} is refused so", key.path));
        }
    }
    assert_eq!(wrong, [""; 0], "{}", wrong.join("\n"));
    // A seed is larger than a number with a fraction can tell.
    assert_eq!(unranged, ["schema", "replications.seed"]);
}
