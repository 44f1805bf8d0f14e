//! Every kind of mistake is refused, and its sentence says where and what.

use super::{SMALL, load_files, said, set, with};
use crate::scenario::Overrides;

#[test]
fn problems_are_listed_with_line_and_column() {
    let text = format!(
        "{SMALL}[triage]\naccepted_to = \"inital assessment\"\nrule = \"fixed\"\ngain = -1\n"
    );
    let said = said(load_files(&[("scenarios/small.toml", &text)], &Overrides::none()));
    assert_eq!(
        said,
        "error: scenarios/small.toml has 2 problems\n  \
         line 16, column 15  triage.accepted_to = \"inital assessment\": no such stage; nearest: \"initial assessment\"\n  \
         line 18, column 8  triage.gain = -1: must be from 0 to 100"
    );
}

#[test]
fn keys_of_work_under_pressure_are_refused_where_they_stand() {
    for (set_to, words) in [
        ("teams.assessment.overtime=0.2", "teams.assessment.overtime = 0.2"),
        ("teams.assessment.overtime.share=20", "20 per cent are written 0.2"),
        ("teams.assessment.overtime.half_weeks=0", "must be from 0.01 to 520"),
        ("teams.assessment.rush.recording_floor=-0.1", "must be from 0 to 1"),
        ("stages.\"core assessment\".early_close=0.3", "an assess stage has no early_close"),
        ("stages.\"child in need plan\".early_close=1.3", "must be from 0 to 1"),
    ] {
        let said = said(set(&[set_to]));
        assert!(said.contains(words), "{set_to}: {said}");
    }
}

#[test]
fn columns_count_characters_not_bytes() {
    let text = "[study]\nroles = { \"é\" = \"ü\", b = 3 }\n";
    assert!(said(with(text)).contains("line 16, column 26  study.roles.b = 3: must be text"));
}

#[test]
fn everything_wrong_is_said_at_once() {
    let said = said(with(
        "[triage]\nhours = 3\nsmoth_weeks = 4\n[outcome]\ntarget_working_days = \"45\"\n[nonsense]\n",
    ));
    for part in [
        "triage.hours = 3: must be a table, not a whole number",
        "triage.smoth_weeks: unknown key; nearest: \"smooth_weeks\"",
        "outcome.target_working_days = \"45\": must be a whole number, not text",
        "nonsense: unknown key",
    ] {
        assert!(said.contains(part), "{part} is missing in {said}");
    }
}

/// Overrides, each with what is said about it. They enter by the same door as the file.
const REFUSED: &[(&str, &str)] = &[
    // numbers
    ("referrals.per_year=-1", "must be from 0 to 1000000"),
    ("referrals.per_year=nan", "not a number; must be from 0 to 1000000"),
    ("referrals.per_year=inf", "must be from 0 to 1000000"),
    ("referrals.per_year=1e300", "must be from 0 to 1000000"),
    (
        "referrals.per_year=99999999999999999999999999999999999999999999",
        "must be from 0 to 1000000",
    ),
    ("referrals.per_year=\"many\"", "must be a number, not text"),
    ("replications.count=0", "must be at least 1"),
    ("replications.seed=-1", "must be a whole number from 0 to 18446744073709551615"),
    (
        "replications.seed=1e15",
        "must be a whole number with all its digits; write 1000000000000000",
    ),
    ("replications.seed=1e300", "larger than any whole number can be"),
    ("replications.seed=inf", "must be a whole number, not infinity"),
    ("time.run_days=0", "must be at least 1"),
    ("time.run_days=73051", "must be from 1 to 73050"),
    ("time.run_days=1.5", "must be a whole number, not one with decimals; write 1 or 2"),
    ("time.run_days=\"60 months\"", "60 months are 1825 days; write 1825"),
    ("staffing.recruitment.delay_days={mean=\"9 weeks\",cv=0.5}", "9 weeks are 63 days; write 63"),
    ("time.hours_per_day=0", "must be from 0.1 to 15"),
    ("time.start=1949-12-31", "must be a date from 1950-01-01 to 2149-12-31"),
    ("time.start=\"2003-03-31\"", "must be a date without quotation marks"),
    ("time.start=2003-02-30", "no calendar has that day"),
    ("time.start=31/03/2003", "write 2003-03-31"),
    ("referrals.per_year=2,600", "thousands are written without a comma; write 2600"),
    (
        "referrals.per_year=\"2,600\"",
        "must be a number, not text: thousands are written without a comma; write 2600",
    ),
    (
        "referrals.per_year=\"2600\"",
        "must be a number, not text: without quotation marks; write 2600",
    ),
    ("triage.accept_share=64", "must be from 0 to 1; 64 per cent are written 0.64"),
    ("triage.accept_share=64%", "per cent are written as a share; write 0.64"),
    (
        "triage.hours={mean=1.3,sd=0.9}",
        "the standard deviation divided by the mean; write cv = 0.69",
    ),
    ("triage.hours={average=1.3,cv=0.9}", "the average is called mean"),
    ("teams.duty.caseload_cap=0", "must be from 1 to 1000"),
    ("teams.duty.availability=0", "must be from 0.000001 to 1"),
    ("teams.duty.posts.0.count=-1", "must be from 0 to 100000"),
    ("teams.duty.posts.0.grade=qualifed", "nearest: \"qualified\""),
    ("teams.duty.rush.floor=1.1", "must be from 0 to 1"),
    ("teams.duty.rush=off", "must be a table, not text"),
    ("referrals.weekday=[1,1,1]", "must be seven factors, Monday first"),
    ("referrals.months=[1,2]", "must be twelve numbers, January first"),
    ("referrals.months=[0,0,0,0,0,0,0,0,0,0,0,0]", "must not all be 0"),
    ("referrals.months=[-1,1,1,1,1,1,1,1,1,1,1,1]", "must be from 0 to 1000000"),
    ("staffing.leave_by_month=[1,1,1,1,1,1,1,0,1,1,1,1]", "must be from 0.2 to 5"),
    ("referrals.growth=4", "must be from -0.5 to 1"),
    ("referrals.weekday=[0,0,0,0,0,0,0]", "must not all be 0"),
    ("replications.precision=2", "must be from 0.000001 to 1"),
    ("triage.urgent_share=0.9", "must not be above accept_share (0.64)"),
    // references and names
    ("triage.team=dutty", "no such team; nearest: \"duty\""),
    ("stages.core assessment.team=asessment", "no such team; nearest: \"assessment\""),
    (
        "stages.core assessment.outcomes.0.to=section 48 enquiry",
        "no such stage; nearest: \"section 47 enquiry\"",
    ),
    ("triage.accepted_to=initial conference", "must not be a conference"),
    ("triage.by_chance_to=initial conference", "must not be a conference"),
    ("triage.by_chance_to=gone", "no such stage"),
    ("triage.by_chance=1.5", "must be from 0 to 1"),
    ("referrals.arrivals=straight", "must be one of \"concerns\", \"direct\""),
    ("referrals.arrivals=direct", "a variant keeps the arrivals of its base"),
    ("risk.moderate.escalates_to=hihg", "no such class; nearest: \"high\""),
    ("stages.looked after.name=close", "the name is taken"),
    ("stages.looked after.name=core assessment", "a second stage of that name"),
    ("teams.duty.name=\"\"", "must be a name of 1 to 200 characters"),
    ("stages.core assessment.kind=asess", "nearest: \"assess\""),
    ("without=[\"thresold\"]", "no such link"),
    // shares
    ("risk.high.share=0", "must be more than 0: leave the class out instead"),
    ("referrals.sources.police.share=0", "must be more than 0: leave the source out instead"),
    ("risk.high.share=1.5", "must be from 0.000001 to 1"),
    (
        "risk=[{name=\"a\",high=true,share=1,severity={mean=1}},{name=\"b\",share=0.000001,severity={mean=0}}]",
        "risk.b.share = 0.000001: must be from 0.000001 to 1 of what all shares sum to",
    ),
    (
        "referrals.sources=[{name=\"a\",share=1},{name=\"b\",share=0.000001}]",
        "must be from 0.000001 to 1 of what all shares sum to",
    ),
    ("risk=[]", "no class is high"),
    ("stages.core assessment.outcomes.0.share=0.7", "shares sum to 1.100, more than 1"),
    // the pathway
    ("stages=[]", "must hold at least one stage"),
    (
        "stages.core assessment.outcomes.0.to=core assessment",
        "leads to itself: only a plan can be extended",
    ),
    (
        "stages.child in need plan.outcomes=[{to=\"child in need plan\",share=1.0}]",
        "leads to itself for ever",
    ),
    (
        "stages.core assessment.outcomes.1.to=section 47 enquiry",
        "a second outcome that leads there",
    ),
    ("stages.core assessment.outcomes.0.to=close", "close is what is left"),
    (
        "stages.core assessment.outcomes.0={to=\"looked after\"}",
        "missing: a share from 0 to 1, a threshold or a chance",
    ),
    ("stages.core assessment.outcomes.0={share=0.1}", "missing: the name of a stage"),
    (
        "stages.core assessment.outcomes.0={to=\"looked after\",share=0.1,chance=0.1}",
        "one of share, threshold and chance, not several",
    ),
    (
        "stages.core assessment.outcomes.0={to=\"looked after\",chance=0.1}",
        "where one outcome has a chance, all outcomes of the stage must",
    ),
    (
        "stages.core assessment.outcomes=[{to=\"looked after\",chance=0.6},{to=\"child in need plan\",chance=0.6}]",
        "chances sum to 1.200, more than 1",
    ),
    (
        "stages.core assessment.outcomes=[{to=\"looked after\",threshold=1},{to=\"child in need plan\",threshold=1}]",
        "must be below the threshold before it (1)",
    ),
    ("stages.looked after.visits=2", "an exit has no visits"),
    ("stages.initial conference.team=duty", "a conference stays with the case's worker"),
    ("stages.child in need plan.duration_days=none", "a plan has a duration"),
    // what begins together
    (
        "stages.section 47 enquiry.with={stage=\"coer assessment\",share=1}",
        "no such stage; nearest: \"core assessment\"",
    ),
    (
        "stages.section 47 enquiry.with={stage=\"child in need plan\",share=1}",
        "begins together with another stage: it must be of kind assess",
    ),
    (
        "stages.section 47 enquiry.with={stage=\"section 47 enquiry\",share=1}",
        "begins together with itself: name another stage",
    ),
    ("stages.section 47 enquiry.with={stage=\"core assessment\",share=1.1}", "from 0 to 1"),
    ("stages.section 47 enquiry.with={stage=\"core assessment\"}", "missing: a number"),
    ("stages.section 47 enquiry.with={share=0.5}", "missing: the name of an assess stage"),
    ("stages.section 47 enquiry.with=true", "must be a table"),
    ("stages.looked after.with={stage=\"core assessment\",share=1}", "an exit has no with"),
    // classes
    ("risk.high.escalates_per_year=0.1", "the last class has no next one"),
    ("risk.high.escalates_to=high", "cannot escalate to itself"),
    ("risk.high.escalates_to=low", "escalation comes back to where it began"),
    ("risk.low.recognition=0", "must be from 0.000001 to 1"),
    // dates
    (
        "time.school_holidays=[[2004-01-02,2004-01-01]]",
        "dates out of order: 2004-01-02 is after 2004-01-01",
    ),
    (
        "time.school_holidays=[[2004-01-02,2004-01-05],[2004-01-05,2004-01-07]]",
        "begins before the one above it ends",
    ),
    ("time.school_holidays=scotland", "must be \"england\", \"none\" or a list"),
    (
        "triage={rule=\"schedule\",schedule=[{from=2009-01-05,shift=0.3},{from=2009-01-05,shift=0}]}",
        "dates out of order: must come after the one above it",
    ),
    ("triage.rule=schedule", "missing: a list such as"),
    ("opening=[{stage=\"initial conference\",waiting=3}]", "nobody waits there for a worker"),
    // evidence
    ("targets=[{measure=\"x\",low=2,high=1}]", "must not be below low (2)"),
    (
        "targets=[{measure=\"x\",low=1,high=2,source=\"no_such_id\"}]",
        "no figure has the id no_such_id",
    ),
    ("targets=[{measure=\"x\",low=1,high=2,use=\"held\"}]", "nearest: \"held out\""),
    (
        "targets=[{measure=\"x\",low=1,high=2},{measure=\"x\",low=1,high=2}]",
        "a second target for that measure",
    ),
    ("evidence={\"referrals.per_yeer\"={grade=\"A\"}}", "leads nowhere at referrals.per_yeer"),
    (
        "evidence={\"referrals.per_year\"={grade=\"D\"}}",
        "must be one of \"A\", \"B\", \"C\", \"E\"",
    ),
    // the organisation
    ("feedback={public_probability=1.1}", "feedback.public_probability = 1.1: must be from 0 to 1"),
    ("feedback={peek=1}", "feedback.peek: unknown key; nearest: \"peak\""),
    ("culture=off", "culture = off: must be a table, not text"),
    ("culture={half_life_days=0}", "must be from 0.01 to 73050"),
    ("culture={learning_max=0.5}", "must be from 1 to 100"),
    ("case_reviews={duration_days=330}", "must be a table, not a whole number"),
    ("early_help={factor=0.9}", "early_help.factor = 0.9: must be from 1 to 100"),
    ("early_help={team=\"duti\"}", "no such team; nearest: \"duty\""),
    ("prevention={fte=1}", "prevention.start: missing: a date"),
    (
        "prevention={start=2007-04-02,fte=7,from_team=\"duty\"}",
        "must not be above the posts of \"duty\" (6 full-time)",
    ),
    ("prevention={start=2007-04-02,from_team=\"dute\"}", "no such team; nearest: \"duty\""),
    (
        "prevention={start=2007-04-02,staff_move=2007-04-01,from_team=\"duty\"}",
        "must not be before start (2007-04-02)",
    ),
    ("inspection=[{sample=27}]", "inspection.0.date: missing: a date"),
    (
        "inspection=[{date=2008-11-26,sample=0}]",
        "inspection.2008-11-26.sample = 0: must be at least 1",
    ),
    ("inspection=[{date=2008-11-26},{date=2008-11-26}]", "a second inspection on that day"),
    (
        "inspection=[{date=2008-11-26,grades={good=0.9}}]",
        "grades.good = 0.9: must be below outstanding (0.9)",
    ),
    (
        "inspection=[{date=2008-11-26,grades={adequate=0.8}}]",
        "grades.adequate = 0.8: must be below good (0.75)",
    ),
    ("actions.surge.lead_days=1", "the scenario has no actions"),
    ("actions=[{date=2009-01-05}]", "actions.0.name: missing: a name"),
    (
        "actions=[{name=\"a\"}]",
        "actions.a.when: missing: what starts it: date = 2008-12-01, or when =",
    ),
    (
        "actions=[{name=\"a\",date=2009-01-05,when={pressure_above=1,for_weeks=1}}]",
        "either date or when, not both",
    ),
    (
        "actions=[{name=\"a\",when={pressure_above=1}}]",
        "actions.a.when.for_weeks: missing: a number",
    ),
    ("actions=[{name=\"a\",when={pressure_abov=1}}]", "nearest: \"pressure_above\""),
    (
        "actions=[{name=\"a\",date=2009-01-05},{name=\"a\",date=2009-01-05}]",
        "a second action of that name",
    ),
    (
        "actions=[{name=\"a\",date=2009-01-05,floor=1.5}]",
        "actions.a.floor = 1.5: must be from 0 to 1",
    ),
    (
        "actions=[{name=\"a\",date=2009-01-05,recording=-0.1}]",
        "actions.a.recording = -0.1: must be from 0 to 100",
    ),
    ("actions=[{name=\"a\",date=2009-01-05,lead_days=-1}]", "must be from 0 to 73050"),
    ("actions=[{name=\"a\",date=2009-01-05,for_days=0}]", "must be from 0.01 to 73050"),
    (
        "actions=[{name=\"a\",date=2009-01-05,add=[{team=\"asessment\",count=1}]}]",
        "nearest: \"assessment\"",
    ),
    (
        "actions=[{name=\"a\",date=2009-01-05,add=[{count=1}]}]",
        "actions.a.add.0.team: missing: the name of a team",
    ),
    (
        "actions=[{name=\"a\",date=2009-01-05,add=[{team=\"duty\",grade=\"agncy\",count=1}]}]",
        "nearest: \"agency\"",
    ),
    (
        "actions=[{name=\"a\",date=2009-01-05,move=[{from=\"duty\",to=\"duty\",count=1}]}]",
        "another team than from",
    ),
    (
        "actions=[{name=\"a\",date=2009-01-05,move=[{from=\"duty\",to=\"assessment\",count=7}]}]",
        "actions.a.move.0.count = 7: must not be above the 6 posts of \"duty\"",
    ),
    (
        "actions=[{name=\"a\",date=2009-01-05,move=[{from=\"duty\",to=\"assessment\",count=4},\
         {from=\"duty\",to=\"assessment\",count=3}]}]",
        "makes 7 moved in all, above the 6 posts of \"duty\"",
    ),
    (
        "actions=[{name=\"a\",date=2009-01-05,move=[{from=\"duty\",to=\"assessment\",count=1},\
         {from=\"assessment\",to=\"duty\",count=1}]}]",
        "the same action moves staff the other way",
    ),
    ("costs={}", "costs.price_year: missing: amounts need the year of their prices, such as 2009"),
    ("costs.recruitment=8000", "costs.price_year: missing: amounts need the year of their prices"),
    ("costs={price_year=9}", "must be from 1950 to 2149"),
    (
        "costs={price_year=2009,salary={senior=-1}}",
        "costs.salary.senior = -1: must be from 0 to 1000000000",
    ),
    ("costs={price_year=2009,salary={seniors=1}}", "nearest: \"senior\""),
    // the override itself
    ("extends=x", "cannot be set"),
    ("schema=2", "this version reads schema 1"),
];

#[test]
fn what_cannot_be_is_refused() {
    for (override_, expected) in REFUSED {
        let said = said(set(&[override_]));
        assert!(said.contains(expected), "{override_} should say {expected:?}, says: {said}");
    }
}

#[test]
fn what_contradicts_itself_in_one_file_is_refused() {
    for (more, expected) in [
        (
            "[triage]\naccept_share = 0.5\nthreshold = 1\n",
            "either accept_share or threshold, not both",
        ),
        ("[replications]\ncount = 5\nprecision = 0.1\n", "either count or precision, not both"),
        ("[replications]\nprecision = 0.1\nmin = 50\nmax = 40\n", "must not be below min (50)"),
    ] {
        let said = said(with(more));
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn a_circle_that_nobody_leaves_is_refused() {
    let stage = |name: &str, to: &str| {
        format!(
            "[[stages]]\nname = \"{name}\"\nkind = \"assess\"\nteam = \"duty\"\n\
             outcomes = [ {{ to = \"{to}\", share = 1.0 }} ]\n"
        )
    };
    let triage = "[triage]\naccepted_to = \"a\"\nurgent_to = \"b\"\n";
    let said = said(with(&format!("{triage}{}{}", stage("a", "b"), stage("b", "a"))));
    assert!(said.contains("leads round for ever, nobody leaves: a -> b"), "{said}");
}

#[test]
fn what_is_missing_is_named_once() {
    let said = said(load_files(&[("x.toml", "description = \"nothing\"\n")], &Overrides::none()));
    for part in [
        "name: missing",
        "time.start: missing: a date",
        "referrals.per_year: missing: a number",
        "teams: missing",
    ] {
        assert_eq!(said.matches(part).count(), 1, "{part} in {said}");
    }
    assert_eq!(said.lines().count(), 5, "{said}");
}

#[test]
fn the_default_pathway_says_which_team_it_needs() {
    let said = said(set(&["teams.assessment.name=long term"]));
    assert!(
        said.contains("no team is called \"assessment\", as the default pathway needs"),
        "{said}"
    );
}

#[test]
fn a_broken_file_says_where_its_syntax_breaks() {
    let said = said(with("[time\n"));
    assert!(said.contains("line 15") && said.contains("write [time]"), "{said}");
}

#[test]
fn a_key_written_twice_is_refused() {
    let said = said(with("[triage]\ngain = 1\ngain = 2\n"));
    assert!(said.contains("line 17") && said.contains("duplicate key"), "{said}");
}

#[test]
fn unknown_links_are_refused() {
    let said = said(load_files(&[("x.toml", SMALL)], &Overrides::none().without("rush,thresold")));
    assert!(
        said.contains("without = thresold: no such link")
            && said.contains("nearest: \"threshold\""),
        "{said}"
    );
    let wrong = Overrides::none().without("thresold").set("triage.gain=-1");
    let both = super::said(load_files(&[("x.toml", SMALL)], &wrong));
    assert!(both.contains("no such link") && both.contains("triage.gain = -1"), "{both}");
    let off = load_files(
        &[("x.toml", &format!("without = [\"rush\"]\n{SMALL}"))],
        &Overrides::none().without("threshold"),
    );
    let off = off.expect("sound").scenario.without;
    assert!(off.rush && off.threshold && !off.waiting);
}

#[test]
fn hostile_texts_are_refused_quickly() {
    let deep =
        |open: &str, close: &str| format!("a = {}1{}", open.repeat(50_000), close.repeat(50_000));
    for text in [
        deep("[", "]"),
        deep("{a=", "}"),
        format!("{}a = 1", "a.".repeat(50_000)),
        "[[teams]]\n".repeat(30_000),
    ] {
        assert!(said(load_files(&[("x.toml", &text)], &Overrides::none())).lines().count() < 10);
    }
    let list = |one: &str| (0..1001).map(|n| one.replace('N', &n.to_string())).collect::<String>();
    for (key, entry) in [
        ("targets", "[[targets]]\nmeasure = \"missed\"\nlow = N\nhigh = N\n"),
        ("evidence", "[evidence.\"referrals.N\"]\nlow = 1\n"),
    ] {
        let said = said(with(&list(entry)));
        assert!(said.contains("more than 1000 entries") && said.contains(key), "{said}");
    }
    let many: String = (0..5000).map(|key| format!("key{key} = 1\n")).collect();
    let said = said(load_files(&[("x.toml", &many)], &Overrides::none()));
    // 5000 unknown keys, and four that are missing: name, start, per_year and teams. The first hundred are shown.
    assert!(said.contains("has 5004 problems") && said.ends_with("and 4904 more"), "{said}");
}

#[test]
fn an_override_that_cannot_be_applied_does_not_hide_what_is_wrong_in_the_file() {
    let said =
        said(load_files(&[("x.toml", "name = \"x\"\n")], &Overrides::none().set("teams=[[")));
    assert!(said.contains("teams: missing") && said.contains("the value is not TOML"), "{said}");
}

#[test]
fn shares_of_a_target_in_per_cent_are_refused() {
    let said = said(with(
        "[[targets]]\nmeasure = \"miss_rate\"\nlow = 66\nhigh = 76\nsource = \"a guess\"\nuse = \"shown\"\n",
    ));
    for part in [
        "low = 66: must be from 0 to 1: the measure is a share; 66 per cent are written 0.66",
        "high = 76: must be from 0 to 1: the measure is a share; 76 per cent are written 0.76",
    ] {
        assert!(said.contains(part), "{part} is missing in {said}");
    }
}

#[test]
fn openings_at_stages_that_are_none_are_no_second_ones() {
    let said = said(with(
        "[[opening]]\nstage = \"inital assessment\"\nwaiting = 3\n[[opening]]\nstage = \"cor assessment\"\nwaiting = 4\n",
    ));
    assert!(said.contains("has 2 problems") && !said.contains("second opening"), "{said}");
}

#[test]
fn what_begins_together_does_not_lead_round() {
    let with =
        |stage: &str, other: &str| format!("stages.{stage}.with={{stage=\"{other}\",share=0.5}}");
    let round = [
        with("initial assessment", "core assessment"),
        with("core assessment", "section 47 enquiry"),
        with("section 47 enquiry", "initial assessment"),
    ];
    let sets: Vec<&str> = round.iter().map(String::as_str).collect();
    assert_eq!(
        said(set(&sets)).matches("leads round: it begins this stage in its turn").count(),
        3
    );
    // A chain that comes to an end is none.
    assert!(set(&sets[..2]).is_ok());
}
