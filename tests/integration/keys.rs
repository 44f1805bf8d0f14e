//! The page that says how to add a key: its diff fits the tree. That it builds is for `.ci/long keys`.

use std::fs;

use crate::harness::root;

const PAGE: &str = "docs/house/how-to/key.md";

/// One file of a diff: its path and, for each hunk, the lines that must be there.
#[derive(Debug, PartialEq)]
struct Changed {
    path: String,
    before: Vec<Vec<String>>,
}

#[test]
fn the_diff_of_the_page_fits_the_tree() {
    let page = fs::read_to_string(root().join(PAGE)).expect("the page is there");
    let changed = changed(&page);
    assert_eq!(changed.len(), 2, "a scalar key is two files: its declaration and its handler");
    for file in changed {
        let text = fs::read_to_string(root().join(&file.path))
            .unwrap_or_else(|error| panic!("{PAGE} changes {}: {error}", file.path));
        let misfit = misfit(&text, &file.before);
        assert_eq!(misfit, None, "{PAGE}: the diff of {} no longer fits; renew it", file.path);
    }
}

#[test]
fn a_diff_that_does_not_fit_is_noticed() {
    let page = "text\n```diff\n--- a/x.rs\n+++ b/x.rs\n@@ -1,2 +1,3 @@\n one\n-two\n+2\n \n```\n";
    let changed = changed(page);
    let before = vec![vec!["one".to_owned(), "two".to_owned(), String::new()]];
    assert_eq!(changed, [Changed { path: "x.rs".to_owned(), before }]);
    assert_eq!(misfit("zero\none\ntwo\n\nthree\n", &changed[0].before), None);
    assert_eq!(misfit("one\nthree\n", &changed[0].before).as_deref(), Some("one"));
    let twice = [changed[0].before[0].clone(), changed[0].before[0].clone()];
    assert_eq!(misfit("one\ntwo\n\n", &twice).as_deref(), Some("one"), "the second comes after");
}

/// The files that the page's diff changes.
fn changed(page: &str) -> Vec<Changed> {
    let diff = page.split("```diff\n").nth(1).and_then(|rest| rest.split("```").next());
    let mut changed: Vec<Changed> = Vec::new();
    for line in diff.expect("the page has a diff").lines() {
        if let Some(path) = line.strip_prefix("+++ b/") {
            changed.push(Changed { path: path.to_owned(), before: Vec::new() });
        } else if line.starts_with("@@") {
            changed.last_mut().expect("a hunk is of a file").before.push(Vec::new());
        } else if let Some(line) = line.strip_prefix(' ').or_else(|| line.strip_prefix('-'))
            && !line.starts_with("-- ")
        {
            let hunk = changed.last_mut().and_then(|file| file.before.last_mut());
            hunk.expect("a line is of a hunk").push(line.to_owned());
        }
    }
    changed
}

/// The first line of a hunk that has no place in a text after the hunks before it.
fn misfit(text: &str, hunks: &[Vec<String>]) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut from = 0;
    for hunk in hunks {
        let fits = |at: &usize| lines[*at..].iter().zip(hunk).all(|(line, wanted)| line == wanted);
        let last = lines.len().checked_sub(hunk.len());
        match last.and_then(|last| (from..=last).find(fits)) {
            Some(at) => from = at + hunk.len(),
            None => return hunk.first().cloned(),
        }
    }
    None
}
