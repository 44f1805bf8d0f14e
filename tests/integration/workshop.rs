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
