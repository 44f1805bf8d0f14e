//! What a page asks its reader to change in a file, done as the reader would do it.

use super::page::How;

/// The text of a file after an edit.
///
/// # Panics
/// Where the file has no such table.
pub fn edited(text: &str, how: How, block: &[String]) -> String {
    match how {
        How::Write => block.join("\n") + "\n",
        How::Add => format!("{}\n\n{}\n", text.trim_end(), block.join("\n")),
        How::Change => changed(text, block),
    }
}

/// Each line of the block takes the place of the line that has its key, in the same table; a key that is new there stands first.
/// A table or key behind a `#` counts as there.
fn changed(text: &str, block: &[String]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut from = 0;
    for (n, line) in block.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        if line.starts_with('[') {
            let name = block.get(n + 1).filter(|next| next.starts_with("name ="));
            from = table(&lines, line, name.filter(|_| line.starts_with("[[")));
            lines[from].clone_from(line);
            from += 1;
            continue;
        }
        let end = lines[from..]
            .iter()
            .position(|line| bare(line).starts_with('['))
            .map_or(lines.len(), |n| from + n);
        let key = key(line).expect("a line of an edit is a table or a key");
        let place = |commented: bool| {
            (from..end).find(|&at| {
                lines[at].starts_with('#') == commented && self::key(&lines[at]) == Some(key)
            })
        };
        match place(false).or_else(|| place(true)) {
            Some(at) => lines[at].clone_from(line),
            None => lines.insert(from, line.clone()),
        }
    }
    lines.join("\n") + "\n"
}

/// The line of a table's head; of tables of one kind the one of that name.
fn table(lines: &[String], head: &str, name: Option<&String>) -> usize {
    let is_it = |at: &usize| {
        let same = bare(&lines[*at]).split_whitespace().next() == Some(head);
        same && name.is_none_or(|name| {
            lines[at + 1..]
                .iter()
                .take_while(|line| !bare(line).starts_with('['))
                .any(|l| l == name)
        })
    };
    (0..lines.len()).find(is_it).unwrap_or_else(|| panic!("the file has no {head} {name:?}"))
}

/// A line without the mark of a comment.
fn bare(line: &str) -> &str {
    line.trim_start_matches('#').trim_start()
}

fn key(line: &str) -> Option<&str> {
    let (key, _) = bare(line).split_once('=')?;
    let key = key.trim();
    (!key.is_empty() && !key.contains(' ')).then_some(key)
}

#[test]
fn an_edit_changes_the_line_that_has_the_key() {
    let file = "name = \"a\"\n\n[[teams]]\nname = \"duty\"\nposts = 6   # few\n\n[[teams]]\nname = \"long\"\nposts = 7\n\n# [culture]    # blame\n# [costs]\n";
    let block = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let edit = block("[[teams]]\nname = \"long\"\nposts = 9\n[culture]\nx = 1");
    let after = edited(file, How::Change, &edit);
    assert!(after.contains("posts = 6   # few") && after.contains("name = \"long\"\nposts = 9"));
    assert!(after.ends_with("[culture]\nx = 1\n# [costs]\n"), "{after}");
    assert_eq!(edited("a\n", How::Add, &block("b")), "a\n\nb\n");
}
