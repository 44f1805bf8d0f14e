//! Files of one room that import one another in a circle, so that none can be read or moved without the others: today's are
//! listed in `circles.txt`, and may only become fewer and smaller.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use crate::arrows::{sources, tree, without_tests};
use crate::harness::root;

const LIST: &str = "tests/integration/circles.txt";
const HEAD: &str = "\
# Files of one room that import one another in a circle: each reaches each other one over `use` lines and paths. The number of
# circles stands behind the room. The test circles.rs holds this list to the source; UPDATE_CIRCLES=1 shortens it.
";

type Circle = BTreeSet<String>;
type Circles = BTreeMap<String, Vec<Circle>>;

#[test]
fn circles_inside_rooms_are_those_of_the_list_and_none_grows() {
    let files: BTreeMap<String, String> = sources(&root().join("src"), "").into_iter().collect();
    assert!(files.len() > 100, "the source is read");
    let found = circles(&files);
    let update = std::env::var_os("UPDATE_CIRCLES").is_some();
    let list = match fs::read_to_string(root().join(LIST)) {
        Ok(list) => list.replace('\r', ""),
        Err(_) if update => written(&found),
        Err(error) => panic!("{LIST}: {error}"),
    };
    let grown = grown(&found, &read(&list));
    assert!(
        grown.is_empty(),
        "circles inside rooms may not grow; put what both files need into a third, or let one be told by the other:\n{}",
        grown.join("\n")
    );
    if update {
        fs::write(root().join(LIST), written(&found)).expect("the list can be written");
        return;
    }
    assert!(
        list == written(&found),
        "circles became fewer or smaller: well done. Shorten {LIST} with UPDATE_CIRCLES=1, to\n{}",
        written(&found)
    );
}

#[test]
fn a_circle_is_found_however_its_files_name_one_another() {
    let of = |files: &[(&str, &str)]| {
        let files = files.iter().map(|&(file, text)| (file.to_owned(), text.to_owned())).collect();
        circles(&files)
            .into_iter()
            .map(|(room, circles)| {
                let all = circles.iter().map(|one| one.iter().cloned().collect::<Vec<_>>());
                (room, all.collect::<Vec<_>>())
            })
            .collect::<Vec<_>>()
    };
    let (a, b) = ("a.rs".to_owned(), "b.rs".to_owned());
    let both = [("room".to_owned(), vec![vec![a.clone(), b.clone()]])];
    assert_eq!(
        of(&[("room/a.rs", "use super::b::B;"), ("room/b.rs", "use crate::room::a::A;")]),
        both
    );
    // Through a name that the room hands on, in a path, and in a group.
    let through = [
        ("room/mod.rs", "mod a;\nmod b;\npub use a::{A, C as D};"),
        ("room/a.rs", "fn f() { super::b::g() }"),
        ("room/b.rs", "use super::{A, D};"),
    ];
    assert_eq!(of(&through), both);
    // One way is no circle, nor are comments, tests and words about who may see a thing.
    let none = [
        ("room/a.rs", "use super::b::B;\npub(in crate::room) fn f() {}"),
        (
            "room/b.rs",
            "//! See crate::room::a.\n// super::a\n#[cfg(test)]\nmod tests {\n use crate::room::a;\n}",
        ),
        ("other/b.rs", "use crate::room::a::A;"),
    ];
    assert_eq!(of(&none), []);
    // A folder that uses its parts, which use what stands in the folder's own file.
    let folder = [("room/mod.rs", "mod a;\npub fn f() { a::g() }"), ("room/a.rs", "use super::f;")];
    assert_eq!(of(&folder), [("room".to_owned(), vec![vec![a, "mod.rs".to_owned()]])]);
}

#[test]
fn a_list_that_is_too_short_or_too_long_is_noticed() {
    let circle = |files: &[&str]| files.iter().map(|&file| file.to_owned()).collect::<Circle>();
    let room = |circles: &[&[&str]]| {
        Circles::from([("room".to_owned(), circles.iter().map(|files| circle(files)).collect())])
    };
    let listed = room(&[&["a.rs", "b.rs", "c.rs"], &["x.rs", "y.rs"]]);
    assert_eq!(read(&written(&listed)), listed);
    assert_eq!(grown(&listed, &listed), [""; 0]);
    assert_eq!(grown(&room(&[&["a.rs", "b.rs"]]), &listed), [""; 0], "smaller is no growth");
    assert_eq!(grown(&room(&[&["a.rs", "b.rs", "d.rs"]]), &listed).len(), 1);
    assert_eq!(
        grown(&room(&[&["a.rs", "b.rs", "x.rs", "y.rs"]]), &listed).len(),
        1,
        "two made one"
    );
    assert_eq!(grown(&listed, &Circles::new()).len(), 2);
    assert_ne!(written(&room(&[&["a.rs", "b.rs"]])), written(&listed));
}

/// What is in no circle of the list.
fn grown(found: &Circles, listed: &Circles) -> Vec<String> {
    let mut grown = Vec::new();
    for (room, circles) in found {
        let known = listed.get(room).map_or(&[][..], Vec::as_slice);
        for circle in circles.iter().filter(|one| !known.iter().any(|old| old.is_superset(one))) {
            let nearest = known.iter().max_by_key(|old| old.intersection(circle).count());
            let new = circle.iter().filter(|file| nearest.is_none_or(|old| !old.contains(*file)));
            let new: Vec<&str> = new.map(String::as_str).collect();
            let all: Vec<&str> = circle.iter().map(String::as_str).collect();
            grown.push(format!("src/{room}: {} entered: {}", new.join(", "), all.join(", ")));
        }
    }
    grown
}

fn written(circles: &Circles) -> String {
    let mut text = HEAD.to_owned();
    for (room, circles) in circles {
        let _ = writeln!(text, "{room}: {}", circles.len());
        for circle in circles {
            let mut line = " *".to_owned();
            for file in circle {
                if line.len() + 1 + file.len() > 100 {
                    let _ = writeln!(text, "{line}");
                    line = "  ".to_owned();
                }
                let _ = write!(line, " {file}");
            }
            let _ = writeln!(text, "{line}");
        }
    }
    text
}

fn read(list: &str) -> Circles {
    let mut circles = Circles::new();
    let mut room = String::new();
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(':') {
            room = name.to_owned();
            continue;
        }
        let all = circles.entry(room.clone()).or_default();
        let files = match line.trim_start().strip_prefix('*') {
            Some(first) => {
                all.push(Circle::new());
                first
            }
            None => line,
        };
        if let Some(circle) = all.last_mut() {
            circle.extend(files.split_whitespace().map(str::to_owned));
        }
    }
    circles
}

/// The circles of every room that has any.
fn circles(files: &BTreeMap<String, String>) -> Circles {
    let house = House::of(files);
    let mut found = Circles::new();
    for (file, room) in files.keys().filter_map(|file| Some((file, file.split_once('/')?.0))) {
        let inside = |from: &str| house.reached(from, room);
        let own: Circle = inside(file)
            .into_iter()
            .filter(|other| other != file && inside(other).contains(file))
            .chain([file.clone()])
            .map(|file| file[room.len() + 1..].to_owned())
            .collect();
        let all = found.entry(room.to_owned()).or_default();
        if own.len() > 1 && !all.contains(&own) {
            all.push(own);
        }
    }
    found.retain(|_, circles| !circles.is_empty());
    found
}

/// Which file uses which.
struct House {
    uses: BTreeMap<String, BTreeSet<String>>,
}

/// A module as the steps to it from the root.
type Module = Vec<String>;

/// What a path leads to: the file of its module, past names that a module only hands on.
struct Names {
    files: BTreeMap<Module, String>,
    handed_on: BTreeMap<Module, BTreeMap<String, Module>>,
}

impl House {
    fn of(files: &BTreeMap<String, String>) -> House {
        let code: BTreeMap<&String, String> =
            files.iter().map(|(file, text)| (file, code(text))).collect();
        let modules = files.keys().map(|file| (module(file), file.clone())).collect();
        let mut names = Names { files: modules, handed_on: BTreeMap::new() };
        for (file, text) in &code {
            let module = module(file);
            let handed = uses(text)
                .into_iter()
                .filter_map(|path| Some((path.last()?.clone(), absolute(&path, &module, &names)?)))
                .collect();
            names.handed_on.insert(module, handed);
        }
        let mut uses = BTreeMap::new();
        for (file, text) in &code {
            let module = module(file);
            let all = paths(text, &module, &names);
            let reached = all.iter().filter_map(|path| names.file(path, 0));
            uses.insert((*file).clone(), reached.filter(|other| other != *file).collect());
        }
        House { uses }
    }

    /// All files of a room that one reaches over others of it.
    fn reached(&self, from: &str, room: &str) -> BTreeSet<String> {
        let mut reached = BTreeSet::new();
        let mut open = vec![from];
        while let Some(file) = open.pop() {
            for other in self.uses.get(file).into_iter().flatten() {
                let inside = other.strip_prefix(room).is_some_and(|rest| rest.starts_with('/'));
                if inside && reached.insert(other.clone()) {
                    open.push(other);
                }
            }
        }
        reached
    }
}

impl Names {
    fn file(&self, path: &[String], steps: usize) -> Option<String> {
        let depth = (1..=path.len()).rev().find(|&n| self.files.contains_key(&path[..n]))?;
        let handed = path.get(depth).and_then(|name| self.handed_on.get(&path[..depth])?.get(name));
        match handed {
            // More steps than that are a name that hands itself on.
            Some(to) if steps < 8 && to != path => self.file(to, steps + 1),
            _ => self.files.get(&path[..depth]).cloned(),
        }
    }
}

fn module(file: &str) -> Module {
    let mut steps: Module = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if steps.last().is_some_and(|last| last == "mod") {
        steps.pop();
    }
    steps
}

/// A text without comments, tests and words about who may see a thing.
fn code(text: &str) -> String {
    without_tests(text)
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
        .replace("(in crate::", "(in ")
        .replace("pub(super)", "pub")
}

/// The paths of all `use` lines.
fn uses(text: &str) -> Vec<Module> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("use ").filter(|&(at, _)| begins(text, at)) {
        let mut paths = Vec::new();
        tree("", &text[at + 4..], &mut paths);
        found.extend(paths.iter().map(|path| steps(path)));
    }
    found
}

/// Every path of a text that may lead to a file, from the root of the crate.
fn paths(text: &str, module: &[String], names: &Names) -> Vec<Module> {
    let mut found: Vec<Module> =
        uses(text).iter().filter_map(|path| absolute(path, module, names)).collect();
    for (at, _) in text.match_indices("::").filter(|&(at, _)| at > 0) {
        let word = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        let from = text[..at]
            .rfind(|c| !word(c))
            .map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
        if begins(text, from) {
            let mut paths = Vec::new();
            tree("", &text[from..], &mut paths);
            let all = paths.iter().filter_map(|path| absolute(&steps(path), module, names));
            found.extend(all);
        }
    }
    found
}

fn begins(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':')
}

fn steps(path: &str) -> Module {
    path.split("::").map(str::to_owned).collect()
}

/// A path from the root of the crate; `None` of what is no path into it.
fn absolute(path: &[String], module: &[String], names: &Names) -> Option<Module> {
    let mut at: Module = match path.first()?.as_str() {
        "crate" => Vec::new(),
        "self" | "super" => module.to_vec(),
        child => {
            let below: Module = module.iter().cloned().chain([child.to_owned()]).collect();
            return names.files.contains_key(&below).then(|| [module, path].concat());
        }
    };
    for step in path {
        match step.as_str() {
            "crate" | "self" => {}
            "super" => drop(at.pop()),
            _ => at.push(step.clone()),
        }
    }
    Some(at)
}
