//! A page of the guide as Markdown: its commands with what they print, its excerpts, and its edits of files.
//!
//! * ```` ```console ```` holds commands behind `$ ` and what each prints. A `\` at the end of a line goes on in the next.
//! * ```` ```text ```` after `<!-- shown: … -->` holds a part of what the last command printed.
//! * ```` ```toml ```` after `<!-- write: FILE -->`, `<!-- change: FILE -->` or `<!-- add to: FILE -->` is done to the file.
//! * `<!-- shown: … -->` says which lines stand on the page: [`Part`]. `<!-- status: 2 -->` is another exit status than 0.

use super::part::Part;

/// What a page does, in its order.
#[derive(Debug, PartialEq)]
pub enum Item {
    /// Runs a command; its lines on the page, what it is expected to print.
    Run { typed: Vec<String>, printed: Vec<String>, part: Part, status: i32 },
    /// Shows more of what the last command printed.
    Excerpt { printed: Vec<String>, part: Part },
    /// Changes a file.
    Edit { file: String, how: How, lines: Vec<String> },
    /// Lines that are as they are.
    Words(Vec<String>),
}

/// How a block changes a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It is the whole file.
    Write,
    /// Its keys replace those of the file.
    Change,
    /// It goes to the file's end.
    Add,
}

/// What the comments before a block say of it.
#[derive(Default)]
struct Notes {
    part: Option<Part>,
    status: i32,
    edit: Option<(How, String)>,
}

/// The items of a page.
///
/// # Panics
/// Where a block is not closed, or its comment is none that is known.
pub fn read(text: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let mut words = Vec::new();
    let mut notes = Notes::default();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        words.push(line.to_owned());
        if let Some(said) = line.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->")) {
            notes.read(said.trim());
        }
        let Some(kind) = line.strip_prefix("```").filter(|kind| !kind.is_empty()) else { continue };
        let block: Vec<String> =
            lines.by_ref().take_while(|line| *line != "```").map(str::to_owned).collect();
        let Notes { part, status, edit } = std::mem::take(&mut notes);
        items.push(Item::Words(std::mem::take(&mut words)));
        match (kind, edit) {
            ("console", _) => items.extend(commands(&block, &part.unwrap_or_default(), status)),
            ("text", _) if part.is_some() => {
                items.push(Item::Excerpt { printed: block, part: part.unwrap_or_default() });
            }
            (_, Some((how, file))) => items.push(Item::Edit { file, how, lines: block }),
            _ => items.push(Item::Words(block)),
        }
        words.push("```".to_owned());
    }
    items.push(Item::Words(words));
    items
}

impl Notes {
    fn read(&mut self, said: &str) {
        let Some((what, how)) = said.split_once(": ") else { return };
        let edit = |how_edited| Some((how_edited, how.to_owned()));
        match what {
            "shown" => self.part = Some(Part::read(how)),
            "status" => self.status = how.parse().expect("a status is a number"),
            "write" => self.edit = edit(How::Write),
            "change" => self.edit = edit(How::Change),
            "add to" => self.edit = edit(How::Add),
            _ => panic!("<!-- {said} -->: no such comment of the guide"),
        }
    }
}

/// The commands of a block, each with what it prints.
fn commands(block: &[String], part: &Part, status: i32) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut goes_on = false;
    for line in block {
        let starts = line.starts_with("$ ") && !goes_on;
        if starts {
            items.push(Item::Run {
                typed: Vec::new(),
                printed: Vec::new(),
                part: part.clone(),
                status,
            });
        }
        let Some(Item::Run { typed, printed, .. }) = items.last_mut() else {
            panic!("a console block begins with a command, not with: {line}")
        };
        if starts || goes_on {
            typed.push(line.clone());
            goes_on = line.ends_with('\\');
        } else {
            printed.push(line.clone());
        }
    }
    items
}

/// The words of a command as a shell reads them: `'…'` and `"…"` hold a word together.
pub fn words(typed: &[String]) -> Vec<String> {
    let line: String = typed
        .iter()
        .map(|line| line.trim_start_matches("$ ").trim_end_matches('\\').trim())
        .collect::<Vec<_>>()
        .join(" ");
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut within: Option<char> = None;
    for c in line.chars() {
        match (within, c) {
            (Some(mark), c) if c == mark => within = None,
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '\'' | '"') => {
                within = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            (None, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[test]
fn a_page_is_read_and_its_commands_are_found() {
    let page = "Text.\n<!-- status: 2 -->\n<!-- shown: first 3 lines -->\n```console\n$ surge-sim a \\\n    --set 'b=\"c d\"'\nsaid\n$ ls x\n```\n\
                <!-- add to: a.toml -->\n```toml\nx = 1\n```\nEnd.";
    let items = read(page);
    let Item::Run { typed, printed, status, .. } = &items[1] else { panic!("{items:?}") };
    assert_eq!(words(typed), ["surge-sim", "a", "--set", "b=\"c d\""]);
    assert_eq!((printed.join("|"), *status), ("said".to_owned(), 2));
    assert!(matches!(&items[2], Item::Run { typed, .. } if words(typed) == ["ls", "x"]));
    let edit = Item::Edit { file: "a.toml".into(), how: How::Add, lines: vec!["x = 1".into()] };
    assert_eq!(items[4], edit);
}
