//! What people write by habit, and what other programs make of a file, gets an answer that leads on: what it is, and what to
//! write. What a file holds steers no terminal.

use std::fs;

use crate::harness::{Home, SMALL, said};

/// What is said of the small scenario with one line in place of another.
#[track_caller]
fn of_line(home: &Home, line: &str, instead: &str) -> String {
    assert!(SMALL.contains(line), "{line}");
    of_bytes(home, "x.toml", SMALL.replacen(line, instead, 1).as_bytes())
}

/// What is said of a file with this content, whatever is done with it.
#[track_caller]
fn of_bytes(home: &Home, name: &str, bytes: &[u8]) -> String {
    home.write(name, bytes);
    let said = home.run(&["check", name]);
    assert_eq!((said.status, said.out.as_str()), (Some(2), ""), "{}", said.err);
    said.err
}

#[track_caller]
fn of_lines(line: &str, instead: &[&str]) -> String {
    let home = Home::new();
    instead
        .iter()
        .map(|instead| format!("$ {instead:?}\n{}\n", of_line(&home, line, instead)))
        .collect()
}

#[test]
fn numbers_in_another_notation() {
    insta::assert_snapshot!(of_lines(
        "per_year = 300",
        &[
            "per_year = 2,600",
            "per_year = 1 000",
            "per_year = 1\u{a0}000",
            "per_year = 1.300,5",
            "per_year = 0,4",
            "per_year = £1200",
            "per_year = 300 children",
            "per_year = .5",
            "per_year = 1/3",
            "per_year = −300",
            "per_year = 2.6k",
            "per_year = \"2,600\"",
            "per_year = \"300\"",
            "per_year =",
            "per_year = = 300",
            "per_year = 300;",
            "per_year = 300,",
            "per_year = 300 // a year",
        ],
    ));
}

#[test]
fn shares_in_per_cent() {
    let home = Home::new();
    let publicity = "[[publicity]]\ndate = 2022-03-01\nlabel = \"x\"\npeak = ";
    let said = ["40%", "\"40%\"", "40 per cent"]
        .map(|peak| of_bytes(&home, "x.toml", format!("{SMALL}\n{publicity}{peak}\n").as_bytes()));
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_spread_by_another_name() {
    let said = |hours: &str| {
        of_bytes(&Home::new(), "x.toml", format!("{SMALL}\n[triage]\nhours = {hours}\n").as_bytes())
    };
    let all = [
        "{ mean = 1.3, sd = 0.9 }",
        "{ mean = 1.3, variance = 0.81 }",
        "{ average = 1.3, cv = 0.7 }",
        "{ mean = 1,300, cv = 0.7 }",
        "{ mean = 1.3, cv = 70% }",
        "{ mean: 1.3, cv: 0.7 }",
    ];
    insta::assert_snapshot!(all.map(said).join("\n"));
}

#[test]
fn text_and_its_quotation_marks() {
    let home = Home::new();
    let line = SMALL.lines().find(|line| line.starts_with("name = ")).expect("it has a name");
    let said: String = [
        "name = “Haringey”",
        "name = \"Haringey”",
        "name = ‘Haringey’",
        "name = Haringey",
        "name = \"Haringey",
        "name = 'Haringey's'",
        "name = \"the \"small\" one\"",
        "name \"Haringey\"",
        "name: Haringey",
        "name := \"Haringey\"",
        "na me = \"Haringey\"",
        "name = \"a\u{7}b\"",
        "name\u{a0}= \"Haringey\"",
        "name = \u{200b}\"Haringey\"",
        "// a remark",
        "name = 5",
    ]
    .iter()
    .map(|instead| format!("$ {instead:?}\n{}\n", of_line(&home, line, instead)))
    .collect();
    insta::assert_snapshot!(said);
}

#[test]
fn dates_flags_and_heads_by_habit() {
    let dates = [
        "start = 04/01/2021",
        "start = 4.1.2021",
        "start = 2021/01/04",
        "start = 2021-1-4",
        "start = 4 January 2021",
        "start = \"4th Jan 2021\"",
        "start = 2021-02-30",
        "start = 2021-01-04T09:00:00",
    ];
    let heads = ["[time", "[[time]", "time:", "[time] start", "(time)", "[ti me]"];
    insta::assert_snapshot!(of_lines("start = 2021-01-04", &dates) + &of_lines("[time]", &heads));
}

#[test]
fn true_and_false_by_other_names() {
    let home = Home::new();
    let said = |flag: &str| {
        of_bytes(
            &home,
            "x.toml",
            format!("{SMALL}\n[[risk]]\nname = \"x\"\nhigh = {flag}\n").as_bytes(),
        )
    };
    insta::assert_snapshot!(["yes", "True", "\"no\"", "None"].map(said).join("\n"));
}

#[test]
fn files_of_other_kinds() {
    let home = Home::new();
    let wide = |text: &str, big: bool| -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    };
    let census = "<Message>\n  <Header>\n    <CollectionDetails>\n      <Collection>CIN</Collection>\n      <Year>2022</Year>\n";
    let large = format!("{census}{}", "<Child></Child>\n".repeat(1 << 17));
    let said = [
        of_bytes(&home, "cin.xml", census.as_bytes()),
        of_bytes(&home, "large.xml", large.as_bytes()),
        of_bytes(&home, "annex.xlsx", b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0xl/workbook.xml"),
        of_bytes(&home, "letter.docx", b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0word/document.xml"),
        of_bytes(&home, "old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"),
        of_bytes(&home, "list.csv", b"child,referred\n1,2020-01-06\n2,2020-01-07\n"),
        of_bytes(&home, "tabs.txt", b"child\treferred\n1\t2020-01-06\n"),
        of_bytes(&home, "results.json", b"{\n  \"name\": \"Haringey\"\n}\n"),
        of_bytes(&home, "report.html", b"<!doctype html>\n<html lang=\"en\">"),
        of_bytes(&home, "wide.toml", &wide(&format!("\u{feff}{SMALL}"), false)),
        of_bytes(&home, "unmarked.toml", &wide(SMALL, false)),
        of_bytes(&home, "big.toml", &wide(&format!("\u{feff}{SMALL}"), true)),
        of_bytes(&home, "nul.toml", SMALL.replacen("300", "30\0", 1).as_bytes()),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_mark_of_utf_8_and_the_line_ends_of_windows_are_no_matter() {
    let home = Home::new();
    let windows = format!("\u{feff}{}", SMALL.replace('\n', "\r\n"));
    home.write("windows.toml", windows);
    let (here, there) = (
        home.succeed(&["check", "--resolved", "small.toml"]),
        home.succeed(&["check", "--resolved", "windows.toml"]),
    );
    assert_eq!((here.out, here.err), (there.out, there.err));
}

#[test]
fn a_base_named_as_on_windows() {
    let home = Home::new();
    fs::create_dir(home.path("north")).expect("it can be made");
    home.write("north/base.toml", SMALL);
    let said = [
        "'north\\base.toml'",
        "\"north\\base.toml\"",
        "\"north\\\\base.toml\"",
        "\"north\\old.toml\"",
    ]
    .map(|name| of_bytes(&home, "x.toml", format!("extends = {name}\n").as_bytes()));
    insta::assert_snapshot!(said.join("\n"));
    home.write("x.toml", "extends = \"north/base.toml\"\n");
    home.succeed(&["check", "x.toml"]);
}

#[test]
fn numbers_of_the_command_line() {
    let home = Home::new();
    let mut all = String::new();
    for options in [
        &["--replications", "1e3"][..],
        &["--replications", "1,000"],
        &["--replications", "20.0"],
        &["--seed", "many"],
        &["--seed", "-1"],
        &["--set", "referrals.per_year=2,600"],
        &["--set", "triage.accept_share=64%"],
    ] {
        let said = home.run(&[&["small.toml"], options].concat());
        assert_eq!(said.status, Some(2), "{options:?}: {}", said.err);
        all.push_str(&format!("$ {}\n{}\n", options.join(" "), said.err));
    }
    assert_eq!(home.names(), ["small.toml"], "nothing is written");
    insta::assert_snapshot!(all);
}

#[test]
fn scenarios_and_commands_by_half_their_name() {
    let home = Home::new();
    let without = home.run(&["haringey"]);
    fs::create_dir(home.path("scenarios")).expect("it can be made");
    home.write("scenarios/haringey.toml", SMALL);
    let mut all = format!("$ haringey\n{}\n", without.err);
    for name in [
        "haringey",
        "haringay.toml",
        "scenarios\\haringey.toml",
        "small",
        "smal",
        "chekc",
        "scenarios",
    ] {
        let said = home.run(&[name]);
        assert_eq!(said.status, Some(2), "{name}: {}", said.err);
        all.push_str(&format!("$ {name}\n{}\n", said.err));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn a_scenario_in_other_letters_is_nearer_than_another_beside() {
    let home = Home::new();
    fs::create_dir(home.path("scenarios")).expect("it can be made");
    home.write("scenarios/haringey.toml", SMALL);
    home.write("harringe.toml", SMALL);
    let said = home.run(&["Haringey.toml"]);
    assert!(said.err.contains("nearest: scenarios/haringey.toml"), "{}", said.err);
    let said = home.run(&["harringey.toml"]);
    assert!(said.err.contains("nearest: harringe.toml"), "{}", said.err);
}

/// The kernel's own folder takes no files, not even of root.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_files_is_named_in_full() {
    let home = Home::new();
    let file = home.path("small.toml");
    let mut command = home.command(&[
        file.to_str().expect("its name is text"),
        "--no-plots",
        "--replications",
        "2",
    ]);
    let said = said(command.current_dir("/sys"));
    assert_eq!(said.status, Some(3), "{}{}", said.out, said.err);
    let named = said.err.starts_with("error: this folder (/sys) cannot be written to (");
    assert!(
        named && said.err.trim_end().ends_with("name a folder that can, with --out FOLDER"),
        "{}",
        said.err
    );
    assert_eq!(said.out, "", "it is said before the run, not after it");
}

/// What steers a terminal or turns the order of letters, as TOML writes it.
const STEERING: &str = "\\u001b]0;gone\\u0007\\u001b[1m \\u009b31m \\u202eefas\\u2066 \\u200f\\rx";

/// The same without what no name may have.
const TURNING: &str = "\\u202eefas\\u2066 \\u200fx";

/// True where text steers nothing.
fn is_shown(text: &str) -> bool {
    !text.contains(|c: char| surge_sim::scenario::visible::is_hidden(c) && c != '\n')
}

#[test]
fn what_a_file_says_is_shown_and_steers_nothing_whatever_is_asked() {
    let home = Home::new();
    let nasty = SMALL
        .replacen("A small service", TURNING, 1)
        .lines()
        .map(|line| {
            if line.starts_with("description") {
                format!("description = \"{STEERING}\"\n")
            } else {
                format!("{line}\n")
            }
        })
        .collect::<String>()
        .replacen("name = \"duty\"", &format!("name = \"{TURNING}\""), 1)
        + &format!(
            "\n[triage]\nteam = \"{TURNING}\"\n[evidence]\n\"referrals.per_year\" = {{ grade = \"C\", source = \"{STEERING}\" }}\n"
        );
    fs::create_dir(home.path("folder")).expect("it can be made");
    home.write("folder/nasty.toml", &nasty);
    let two = ["--replications", "2", "--quiet"];
    let file = "folder/nasty.toml";
    for args in [
        &["check", file][..],
        &["check", file, "--resolved"],
        &["measures", file],
        &["explain", "referrals.per_year", "--scenario", file],
        &["library", "folder", two[0], two[1], two[2]],
        &[file, two[0], two[1], two[2], "--no-plots"],
        &["compare", file, "small.toml", two[0], two[1], two[2], "--no-plots"],
        &["story", file],
        &["check", file, "--set", "name=3"],
        &["check", file, "--set", &format!("teams.\"{TURNING}\".caseload_cap=0")],
    ] {
        let said = home.run(args);
        assert!(
            is_shown(&said.out) && is_shown(&said.err),
            "{args:?}:\n{:?}\n{:?}",
            said.out,
            said.err
        );
        let status = if args.contains(&"--set") { 2 } else { 0 };
        assert_eq!(said.status, Some(status), "{args:?}: {}", said.err);
    }
    let json = home.succeed(&[&[file, "--no-plots", "--json", "--out", "json"], &two[..]].concat());
    assert!(is_shown(&json.out) && is_shown(&json.err), "{:?}", json.err);
    let found: serde_json::Value = serde_json::from_str(&json.out).expect("it is JSON");
    assert_eq!(found["name"], "\u{202e}efas\u{2066} \u{200f}x");
    assert_eq!(
        found["description"],
        "\u{1b}]0;gone\u{7}\u{1b}[1m \u{9b}31m \u{202e}efas\u{2066} \u{200f}\rx"
    );
    let again = home.succeed(&["check", file, "--resolved"]);
    home.write("again.toml", &again.out);
    assert_eq!(
        home.succeed(&["check", "again.toml", "--resolved"]).out,
        again.out,
        "it reads back as what it was"
    );
}

#[test]
fn a_file_that_is_wrong_steers_nothing_either() {
    let home = Home::new();
    for text in [
        "name = \"a\u{1b}[31m\"\n",
        "\"\\u001b[31m\" = 3\n",
        "name = \u{202e}x\n",
        "[time]\nstart = \"\u{202e}\"\n",
    ] {
        let said = of_bytes(&home, "x.toml", text.as_bytes());
        assert!(is_shown(&said) && said.contains("\\u") | said.contains("U+"), "{said:?}");
    }
    let said = home.run(&["\u{1b}[31m.toml"]);
    assert!(
        is_shown(&said.err) && said.err.contains("\\u001B[31m.toml: no such file"),
        "{:?}",
        said.err
    );
    let said = home.run(&["small.toml", "small.toml", "\u{1b}[31m"]);
    assert!(is_shown(&said.err), "{:?}", said.err);
}

#[test]
fn a_scenario_called_like_a_formula_is_none_in_any_table_and_its_seed_keeps_every_digit() {
    let home = Home::new();
    home.write("=1+1.toml", SMALL);
    home.write("@b.toml", SMALL.replacen("per_year = 300", "per_year = 310", 1));
    let seed = u64::MAX.to_string();
    let few = ["--replications", "2", "--quiet", "--no-plots", "--seed", &seed, "--out", "out"];
    home.succeed(&[&["compare", "=1+1.toml", "@b.toml"], &few[..]].concat());
    for (name, bytes) in home.files("out").into_iter().filter(|(name, _)| name.ends_with(".csv")) {
        let text = String::from_utf8(bytes).expect("it is text");
        assert!(text.starts_with('\u{feff}'), "{name} begins with the mark of its encoding");
        let mut named = 0;
        for row in csv_cells(&text) {
            for cell in row {
                let formula = cell.starts_with(['=', '@', '\t', '\r'])
                    || (cell.starts_with(['+', '-']) && cell.parse::<f64>().is_err());
                assert!(!formula, "{name}: {cell}");
                named += usize::from(cell == "'=1+1" || cell == "'@b");
            }
        }
        assert!(named > 0, "{name} names the sides");
    }
    let found = home.json("out/comparison.json");
    assert_eq!((&found["seed"], &found["seed_text"]), (&u64::MAX.into(), &seed.as_str().into()));
}

/// The cells of a table, row by row.
fn csv_cells(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader
        .records()
        .map(|row| row.expect("it is CSV").iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn a_letter_that_the_figures_lack_is_said_once() {
    let home = Home::new();
    let name = SMALL.lines().find(|line| line.starts_with("name = ")).expect("it has a name");
    home.write("x.toml", SMALL.replacen(name, "name = \"Llŷr ŵ 北\"", 1));
    let said = home.succeed(&["x.toml", "--replications", "2", "--quiet", "--out", "out"]);
    let warnings: Vec<&str> =
        said.err.lines().filter(|line| line.contains("no letter for")).collect();
    assert_eq!(warnings.len(), 1, "{}", said.err);
    assert!(
        warnings[0]
            .starts_with("note: the font of the figures has no letter for 北 (U+5317): PNG files"),
        "{}",
        said.err
    );
    let plain = home.succeed(&["small.toml", "--replications", "2", "--quiet", "--out", "plain"]);
    assert!(!plain.err.contains("no letter for"), "{}", plain.err);
}

#[test]
fn what_a_scenario_says_is_no_markup_in_a_table_of_the_library() {
    let home = Home::new();
    let evil = "<script>alert(1)</script> | *b* [c](d)";
    fs::create_dir(home.path("folder")).expect("it can be made");
    let described = SMALL.replacen("What the tests run.", evil, 1);
    assert!(described.contains(evil));
    home.write("folder/base.toml", &described);
    home.write("folder/<b>|.toml", format!("extends = \"base.toml\"\ndescription = \"{evil}\"\nname = \"{evil}\"\n[[publicity]]\nlabel = \"<i>|\"\ndate = 2022-02-15\n"));
    let said = home.succeed(&["library", "folder", "--replications", "2", "--quiet"]).out;
    let rows: Vec<&str> = said.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(rows.len(), 4, "{said}");
    for row in &rows {
        let bars = row.matches('|').count() - row.matches("\\|").count();
        assert_eq!(bars, 9, "{row}");
        assert!(!row.contains("<script") || row.contains("\\<script"), "{row}");
    }
    assert!(said.contains("[\\<b\\>\\|.toml](%3Cb%3E%7C.toml)"), "{said}");
    assert!(said.contains("\\<script\\>alert(1)\\</script\\> \\| \\*b\\* \\[c\\](d)"), "{said}");
}

#[test]
fn a_scenario_with_the_line_ends_of_windows_merges_and_compares_with_its_twin() {
    let home = Home::new();
    let base = SMALL.replacen("What the tests run.", "What the tests run, twice.", 1);
    for (folder, ends) in [("here", "\n"), ("there", "\r\n")] {
        fs::create_dir(home.path(folder)).expect("it can be made");
        home.write(&format!("{folder}/base.toml"), base.replace('\n', ends));
        let variant = "extends = \"base.toml\"\nname = \"A variant\"\ndescription = \"\"\"two\nlines\"\"\"\n[referrals]\nper_year = 310\n";
        home.write(&format!("{folder}/x.toml"), variant.replace('\n', ends));
    }
    let shard = |folder: &str, index: &str| {
        let (file, out) = (format!("{folder}/x.toml"), format!("part-{index}"));
        home.succeed(&[
            "shard",
            &file,
            "--of",
            "2",
            "--index",
            index,
            "--replications",
            "4",
            "--quiet",
            "--out",
            &out,
        ]);
        out
    };
    let parts = [shard("here", "1"), shard("there", "2")];
    home.succeed(&["merge", &parts[0], &parts[1], "--no-plots", "--out", "merged"]);
    home.succeed(&[
        "here/x.toml",
        "--replications",
        "4",
        "--quiet",
        "--no-plots",
        "--out",
        "whole",
    ]);
    for name in ["results.json", "weekly.csv", "replications.csv"] {
        assert!(
            home.read(&format!("merged/{name}")) == home.read(&format!("whole/{name}")),
            "{name}"
        );
    }
    home.succeed(&[
        "compare",
        "here/x.toml",
        "there/x.toml",
        "--replications",
        "4",
        "--quiet",
        "--no-plots",
        "--out",
        "beside",
    ]);
    let found = home.json("beside/comparison.json");
    assert_eq!(found["against"][0]["identical"], true);
    assert_eq!(found["sides"][0]["hash"], found["sides"][1]["hash"]);
}
