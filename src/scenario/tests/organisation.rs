//! The blocks about the organisation: what they are where present, and how one is switched off.

use super::{SMALL, load_files, set, with};
use crate::scenario::organisation::Optional as _;
use crate::scenario::{Grade, Loaded, Overrides, Scenario, TeamId, Trigger};

/// The blocks of the core, as the sketch of the format has them.
const CORE: &str = r#"[feedback]
public_probability = 0.01
delay_days = { mean = 540, cv = 0.3 }
peak = 0.6
ramp_days = 14
half_life_days = 270
lasting = 0.1

[culture]
blame_per_tragedy = 1.0
half_life_days = 365
lasting = 0.0
dismissals = 3
bureaucracy = 0.2
concealment_of_error = 0.5
report_probability = 0.6
learning_gain = 0.002
learning_max = 1.3

[culture.caution]
climb_days = 0
shift = 0.25
# stays = 0.2, half_life_days = 700, at_most = 2.0

[[actions]]
name = "agency surge team"
when = { pressure_above = 1.5, for_weeks = 3 }        # or date = 2008-12-01
lead_days = 28
for_days = 180
add = [ { team = "assessment", grade = "agency", count = 6 } ]

[[actions]]
name = "protected visits"
date = 2009-02-02
floor = 0.6                     # the other levers: move = [ { from = "long term", to = "assessment", count = 2 } ], overtime_share = 0.1,
                                # freeze_threshold = true, recording = 0.8; each with lead_days, for_days, cost
cost = 40000

[costs]
price_year = 2009
salary = { newly_qualified = 38000, qualified = 48000, senior = 58000, agency = 82000 }      # a year, with on-costs
recruitment = 9000
dismissal = 150000
case_review = 60000
legal_and_compensation = 250000  # per dismissal that goes to court, with dismissal_to_court = 0.1
dismissal_to_court = 0.1
"#;

/// Every key of those that `CORE` leaves to its default.
const EVERY_KEY_OF_THE_CORE: &str = r#"[feedback]
delay_days = { mean = 400, dist = "exponential" }
[culture]
half_life_days = 200
caution = { at_most = 1.5 }
[[actions]]
name = "all levers"
date = 2009-01-05
add = [ { team = "duty", count = 2 }, { team = "assessment", grade = "senior", count = 1 } ]
move = [ { from = "assessment", to = "duty", count = 2 } ]
overtime_share = 0.1
floor = 0.7
freeze_threshold = true
recording = 0.8
[[actions]]
name = "for ever"
date = 2009-01-05
for_days = "none"
floor = "none"
overtime_share = 0.05
[costs]
price_year = 2010
salary = { agency = 60000 }
"#;

#[track_caller]
fn sound(loaded: Result<Loaded, crate::scenario::LoadError>) -> Scenario {
    match loaded {
        Ok(loaded) => {
            assert_eq!(loaded.warnings, []);
            loaded.scenario
        }
        Err(error) => panic!("{error}"),
    }
}

macro_rules! of_mechanisms {
    ({ $($mechanism:ident: $Mechanism:ident,)* }) => {
        /// The names of the blocks that a scenario has.
        fn present(scenario: &Scenario) -> Vec<&'static str> {
            [
                ("feedback", scenario.feedback.is_some()),
                ("culture", scenario.culture.is_some()),
                $((stringify!($mechanism), scenario.mechanisms.$mechanism.is_there()),)*
                ("actions", !scenario.actions.is_empty()),
                ("costs", scenario.costs.is_some()),
            ]
            .into_iter()
            .filter_map(|(name, there)| there.then_some(name))
            .collect()
        }

        /// Every block, as the sketch of the format has them.
        pub(crate) fn all() -> String {
            [CORE, $(crate::mechanisms::$mechanism::sample::WRITTEN),*].concat()
        }

        /// Every key of every block that `all` leaves to its default.
        pub(super) fn every_key() -> String {
            [EVERY_KEY_OF_THE_CORE, $(crate::mechanisms::$mechanism::sample::EVERY_KEY),*].concat()
        }

        const BLOCKS: &[&str] = &[
            "feedback",
            "culture",
            $(stringify!($mechanism),)*
            "actions",
            "costs",
        ];
    };
}
crate::mechanisms::mechanisms! { of_mechanisms! }

/// The word that switches a block off.
fn off(block: &str) -> &'static str {
    // A list is emptied, for it has no word for none.
    if block == "inspection" || block == "actions" { "[]" } else { "\"none\"" }
}

#[track_caller]
fn variant(text: &str, overrides: &Overrides) -> Scenario {
    let text = format!("extends = \"base.toml\"\n{text}");
    let base = format!("{SMALL}{}", all());
    match load_files(&[("variant.toml", &text), ("base.toml", &base)], overrides) {
        Ok(loaded) => loaded.scenario,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn a_block_that_is_not_written_is_off() {
    assert_eq!(present(&sound(with(""))), [""; 0]);
}

#[test]
fn the_blocks_of_the_sketch_load() {
    let scenario = sound(with(&all()));
    assert_eq!(present(&scenario), BLOCKS);
    let surge = &scenario.actions[0];
    assert_eq!(surge.when, Trigger::Pressure { above: 1.5, for_weeks: 3.0 });
    assert_eq!((surge.lead_days, surge.for_days, surge.cost), (28.0, Some(180.0), 0.0));
    assert_eq!(
        (surge.add[0].team, surge.add[0].grade, surge.add[0].count),
        (TeamId(1), Grade::Agency, 6.0)
    );
    let visits = &scenario.actions[1];
    assert_eq!((visits.floor, visits.for_days, visits.recording), (Some(0.6), None, 1.0));
}

#[test]
fn keys_left_out_have_defaults() {
    let scenario = sound(with(&every_key()));
    let culture = scenario.culture.expect("present");
    let caution = culture.caution;
    assert_eq!((caution.shift, caution.climb_days, caution.at_most), (0.25, 0.0, Some(1.5)));
    let feedback = scenario.feedback.expect("present");
    assert_eq!((feedback.public_probability, feedback.delay_days.mean), (0.15, 400.0));
    let costs = scenario.costs.expect("present");
    assert_eq!((costs.salary.qualified, costs.salary.agency), (40_000.0, 60_000.0));
    assert_eq!(scenario.actions[0].add[0].grade, Grade::Agency);
}

#[test]
fn some_defaults_follow_other_keys() {
    let caution = |lines: &str| {
        let scenario = sound(with(&format!("[feedback]\n[culture]\nlasting = 0.3\n{lines}\n")));
        let caution = scenario.culture.expect("present").caution;
        (caution.stays, caution.half_life_days)
    };
    assert_eq!(caution("half_life_days = 90"), (0.3, 90.0));
    assert_eq!(caution("caution = { stays = 0.6, half_life_days = 20 }"), (0.6, 20.0));
}

#[test]
fn a_variant_switches_each_block_off() {
    for block in BLOCKS {
        let left: Vec<_> = BLOCKS.iter().copied().filter(|other| other != block).collect();
        let written = variant(&format!("{block} = {}\n", off(block)), &Overrides::none());
        assert_eq!(present(&written), left);
        assert_eq!(present(written.base()), BLOCKS);
        let set = variant(
            "",
            &Overrides::none().set(format!("{block}={}", off(block).trim_matches('"'))),
        );
        assert_eq!(present(&set), left);
    }
}

#[test]
fn a_block_switched_off_comes_back_in_a_variant_of_the_variant() {
    let base = format!("{SMALL}{}", all());
    let files = [
        ("a.toml", "extends = \"b.toml\"\n[culture]\ndismissals = 5\n"),
        ("b.toml", "extends = \"c.toml\"\nculture = \"none\"\n"),
        ("c.toml", base.as_str()),
    ];
    let scenario = load_files(&files, &Overrides::none()).expect("sound").scenario;
    assert_eq!(scenario.culture.expect("present").dismissals, 5.0);
}

#[test]
fn blocks_merge_key_by_key_and_lists_by_name() {
    let scenario = variant(
        "[culture]\nhalf_life_days = 100\n[[actions]]\nname = \"agency surge team\"\ndate = 2008-11-11\n\
         [costs]\nsalary = { senior = 70000 }\n",
        &Overrides::none(),
    );
    let culture = scenario.culture.expect("inherited");
    assert_eq!((culture.half_life_days, culture.dismissals), (100.0, 3.0));
    assert_eq!(scenario.actions.len(), 2);
    assert!(
        matches!(scenario.actions[0].when, Trigger::Date(date) if date.to_string() == "2008-11-11")
    );
    assert_eq!((scenario.actions[0].lead_days, scenario.actions[0].add[0].count), (28.0, 6.0));
    let salary = scenario.costs.expect("inherited").salary;
    assert_eq!((salary.senior, salary.agency), (70_000.0, 82_000.0));
}

#[test]
fn overrides_reach_into_blocks() {
    let overrides = Overrides::none()
        .set("culture.half_life_days=100")
        .set("actions.agency surge team.lead_days=10")
        .set("actions.agency surge team.when.pressure_above=2")
        .set("actions.protected visits.when={pressure_above=3,for_weeks=1}");
    let scenario = variant("", &overrides);
    assert_eq!(scenario.culture.expect("present").half_life_days, 100.0);
    assert_eq!(scenario.actions[0].lead_days, 10.0);
    assert_eq!(scenario.actions[0].when, Trigger::Pressure { above: 2.0, for_weeks: 3.0 });
    assert_eq!(scenario.actions[1].when, Trigger::Pressure { above: 3.0, for_weeks: 1.0 });
}

#[test]
fn an_override_switches_a_block_on_with_its_defaults() {
    let scenario = set(&["culture.dismissals=7"]).expect("legal").scenario;
    assert_eq!(present(&scenario), ["culture"]);
    assert_eq!(scenario.culture.expect("present").dismissals, 7.0);
}

#[test]
fn evidence_reaches_into_blocks() {
    let evidence = "[evidence.\"culture.half_life_days\"]\nlow = 200\nhigh = 500\n\
        [evidence.'actions.\"agency surge team\".add.0.count']\n[evidence.\"costs.salary.qualified\"]\n";
    let scenario = with(&format!("{}{evidence}", all())).expect("sound").scenario;
    let values: Vec<_> =
        scenario.evidence.assumptions.iter().map(|assumption| assumption.value.as_str()).collect();
    assert_eq!(values, ["365", "6", "48000"]);
}
