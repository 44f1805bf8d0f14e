//! The workshop's page as a file: what is in it, and what writing it leaves alone. What it does is tried in a browser (`.ci/browser`).

use std::fs;

use crate::harness::Home;

#[test]
fn the_page_is_one_file_that_asks_for_nothing() {
    let home = Home::new();
    let said = home.succeed(&["workshop", "small.toml", "--out", "pages/mine.html"]);
    assert!(said.out.contains("1 scenario") && said.out.contains("no network"), "{}", said.out);
    let page = String::from_utf8(home.read("pages/mine.html")).expect("text");
    assert!(page.len() < 2_000_000, "{} bytes", page.len());
    assert!(!page.contains("src=\"") && !page.contains("href=\"http"), "nothing is fetched");
    assert!(page.contains("A small service") && page.contains("For the facilitator"));
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-";
    assert!(page.contains(policy), "the page says so itself");
    let again = home.succeed(&["workshop", "small.toml", "--out", "again.html"]);
    assert!(again.out.contains("again.html"));
    assert_eq!(
        home.read("again.html"),
        home.read("pages/mine.html"),
        "the same scenario makes the same bytes"
    );
    home.succeed(&["workshop", "small.toml", "--out", "again.html"]);
}

/// Two services may have files of one name; a report is no page of the workshop, though this program wrote it.
#[test]
fn a_page_of_other_scenarios_is_not_replaced_unasked() {
    let home = Home::new();
    let small = fs::read_to_string(home.path("small.toml")).expect("text");
    for place in ["north", "south"] {
        fs::create_dir(home.path(place)).expect("it can be made");
        let own = small.replacen("A small service", &format!("The {place}"), 1);
        home.write(&format!("{place}/base.toml"), own);
    }
    let page = |file: &str, more: &[&str]| {
        home.run(&[&["workshop", file, "--out", "page.html"][..], more].concat())
    };
    assert_eq!(page("north/base.toml", &[]).status, Some(0));
    let before = home.read("page.html");
    let refused = page("south/base.toml", &[]);
    assert_eq!(refused.status, Some(2), "{}", refused.err);
    let said =
        "page.html: a page of other scenarios (base.toml, The north); name another file with --out";
    assert!(refused.err.contains(said), "{}", refused.err);
    assert_eq!(home.read("page.html"), before);
    // Changed, it is the same scenario.
    home.write(
        "north/base.toml",
        small.replacen("A small service", "The north", 1) + "\n# later\n",
    );
    assert_eq!(page("north/base.toml", &[]).status, Some(0));
    assert_ne!(home.read("page.html"), before);
    assert_eq!(page("south/base.toml", &["--force"]).status, Some(0));
    home.succeed(&["small.toml", "--replications", "3", "--interactive", "--out", "run"]);
    fs::copy(home.path("run/report.html"), home.path("page.html")).expect("it can be copied");
    let refused = page("south/base.toml", &[]);
    assert_eq!(refused.status, Some(2));
    assert!(refused.err.contains("not a page of this command"), "{}", refused.err);
}

#[test]
fn a_file_of_somebody_elses_is_not_lost() {
    let home = Home::new();
    home.write("notes.html", "<p>mine</p>");
    let said = home.run(&["workshop", "small.toml", "--out", "notes.html"]);
    assert_eq!(said.status, Some(2), "{}", said.err);
    assert!(said.err.contains("--force"), "{}", said.err);
    assert_eq!(home.read("notes.html"), b"<p>mine</p>");
    let folder = home.run(&["workshop", "small.toml", "--out", "."]);
    assert_eq!(folder.status, Some(2), "{}", folder.err);
    let missing = home.run(&["workshop", "smal.toml"]);
    assert_eq!(missing.status, Some(2));
    assert!(missing.err.contains("nearest: small.toml"), "{}", missing.err);
    assert!(!home.path("workshop.html").exists(), "nothing half-written is left");
    home.write("broken.toml", "name = \"x\"\n[referals]\n");
    assert_eq!(home.run(&["workshop", "small.toml", "broken.toml"]).status, Some(2));
    assert!(!home.path("workshop.html").exists());
}

#[test]
fn a_report_gains_the_levers_only_where_they_are_asked_for() {
    let home = Home::new();
    let args = ["small.toml", "--replications", "3", "--no-plots", "--out", "plain"];
    home.succeed(&args);
    let plain = fs::read_to_string(home.path("plain/report.html")).expect("a page");
    assert!(!plain.contains("id=\"try\""));
    home.succeed(&[
        "small.toml",
        "--replications",
        "3",
        "--no-plots",
        "--interactive",
        "--out",
        "levers",
    ]);
    let page = fs::read_to_string(home.path("levers/report.html")).expect("a page");
    assert!(page.contains("id=\"try\"") && page.contains("id=\"step-levers\""));
    assert!(!page.contains("id=\"step-desk\""), "an exercise is for a workshop");
    assert!(page.len() < 3_000_000, "{} bytes", page.len());
    assert!(
        page.contains("default-src 'none'; script-src 'sha256-")
            && page.contains("worker-src blob:"),
        "its policy lets it run"
    );
    assert!(
        plain.contains("default-src 'none'; style-src") && !plain.contains("script-src"),
        "no script may run in the other"
    );
    for wrong in [["--without", "rush"], ["--no-counterfactual", "--quiet"]] {
        let said = home.run(&["small.toml", "--interactive", wrong[0], wrong[1]]);
        assert_eq!(said.status, Some(2), "{}", said.err);
    }
}
