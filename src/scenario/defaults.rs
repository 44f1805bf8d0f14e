//! What a scenario has where its file says nothing, laid under the file: what each key declares (see [`super::declare`]), and
//! in `defaults.toml` what is no default of one key.

use std::sync::OnceLock;

use super::document::{Node, Sources, TextId, TextKind, TomlTable, TomlValue, parse};
use super::extends::empty_table;
use super::raw::{Field, RawScenario, Shaped as _, ValueShape};
use super::registry::below;

/// What is no default of one key: lists that are there as a whole, and defaults that depend on another key.
const WHOLE: &str = include_str!("defaults.toml");

/// All defaults, those that keys declare and the others, as one text.
fn text() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| {
        let mut text = String::new();
        tables("", "", &RawScenario::shape(), &mut text);
        text.push_str(WHOLE);
        text
    })
}

/// Writes the defaults that the keys of a table declare under its header, then those of the tables in it.
fn tables(path: &str, header: &str, shape: &ValueShape, text: &mut String) {
    let ValueShape::Table(fields) = shape else { return };
    let default = |field: &Field| field.facts.default;
    if fields.iter().any(|field| !default(field).is_empty()) {
        text.push_str(&format!("[{header}]\n"));
        for field in fields.iter().filter(|field| !default(field).is_empty()) {
            // What the compiler makes of a declaration may be broken over lines; TOML's tables may not.
            text.push_str(&format!("{} = {}\n", field.name, default(field).replace('\n', " ")));
        }
    }
    for field in fields {
        let path = below(path, field.name);
        match (field.shape)() {
            ValueShape::List(of) | ValueShape::Named(of) => {
                // A list without a name here, such as a plan's outcomes, has no defaults of its elements.
                if let Some((_, each)) = EACH.iter().chain(&INNER).find(|(list, _)| *list == path) {
                    tables(&path, &format!("each.{each}"), &of(), text);
                }
            }
            // A block that may be absent has defaults for where it is written.
            ValueShape::Maybe(of) if header.is_empty() => {
                tables(&path, &format!("when_present.{path}"), &of(), text);
            }
            ValueShape::Maybe(of) => tables(&path, &below(header, field.name), &of(), text),
            table => tables(&path, &below(header, field.name), &table, text),
        }
    }
}

/// Tables whose keys are data, not settings: one that is present is complete.
const COMPLETE: [&str; 5] = ["ages", "kinds", "roles", "precision_of", "evidence"];

/// Lists at the top of the file, and what `[each]` calls their elements.
const EACH: [(&str, &str); 7] = [
    ("risk", "class"),
    ("publicity", "publicity"),
    ("teams", "team"),
    ("inspection", "inspection"),
    ("schedule", "entry"),
    ("actions", "action"),
    ("targets", "target"),
];

/// Lists within these and tables by name, and what `[each]` calls their elements.
const INNER: [(&str, &str); 4] = [
    ("teams.posts", "posts"),
    ("referrals.sources", "source"),
    ("actions.add", "added"),
    ("evidence", "evidence"),
];

/// What a path of [`super::keys`] is where a file says nothing, as it would be written.
#[cfg(feature = "native")]
pub(super) fn of_path(path: &str) -> Vec<String> {
    static READ: OnceLock<toml::Table> = OnceLock::new();
    // By the plain parser: nobody is told in which line of the defaults something stands.
    let read = READ.get_or_init(|| text().parse().expect("the built-in defaults are sound TOML"));
    let at = |root: &toml::Table, path: &str| {
        let mut steps = path.split('.');
        let first = root.get(steps.next()?)?.clone();
        let found = steps.try_fold(first, |value, step| value.as_table()?.get(step).cloned())?;
        (!found.is_table()).then(|| found.to_string())
    };
    let of = |each: &str, rest: &str| {
        read.get("each")
            .and_then(|all| all.get(each)?.as_table().cloned())
            .and_then(|each| at(&each, rest))
    };
    let Some((block, rest)) = path.split_once('.') else { return Vec::new() };
    // What a stage has depends on its kind, so each kind's default is told.
    if block == "stages" {
        let kinds = ["assess", "conference", "plan", "exit"];
        let found: Vec<String> =
            kinds.iter().filter_map(|kind| Some(format!("{} ({kind})", of(kind, rest)?))).collect();
        return found;
    }
    // Before the lists at the top, in which these stand.
    for (list, each) in INNER {
        if let Some(rest) = path.strip_prefix(list).and_then(|rest| rest.strip_prefix('.')) {
            return of(each, rest).into_iter().collect();
        }
    }
    if let Some((_, each)) = EACH.iter().find(|(list, _)| *list == block) {
        return of(each, rest).into_iter().collect();
    }
    let present =
        read.get("when_present").and_then(toml::Value::as_table).and_then(|all| at(all, path));
    let present = present.map(|value| format!("{value} where the block is written"));
    at(read, path).or(present).into_iter().collect()
}

/// The built-in defaults as a tree.
pub(crate) struct Defaults {
    pub text: TextId,
    blocks: TomlTable,
    each: TomlTable,
}

impl Defaults {
    pub fn new(sources: &mut Sources) -> Defaults {
        let text = sources.add(TextKind::Defaults, "defaults", text());
        let mut blocks = parse(sources, text).expect("the built-in defaults are sound TOML");
        let each = blocks.remove("each").map(|entry| entry.node.value);
        let Some(TomlValue::Table(each)) = each else {
            unreachable!("the built-in defaults have [each]")
        };
        Defaults { text, blocks, each }
    }

    /// Gives a root file the default lists it leaves out, so that variants and overrides can name their elements.
    pub fn give_lists(&self, root: &mut TomlTable) {
        for list in ["risk", "stages"] {
            self.give_list(root, &self.blocks, list);
        }
        if let Some(TomlValue::Table(defaults)) =
            self.blocks.get("referrals").map(|node| &node.value)
        {
            if root.get("referrals").is_none() {
                let entry =
                    self.blocks.entries.iter().find(|entry| entry.key == "referrals").cloned();
                let mut entry = entry.expect("found above");
                // The other keys of the block come last, with all other defaults.
                entry.node = empty_table(entry.node.origin);
                root.entries.push(entry);
            }
            if let Some(TomlValue::Table(referrals)) =
                root.get_mut("referrals").map(|node| &mut node.value)
            {
                self.give_list(referrals, defaults, "sources");
            }
        }
    }

    fn give_list(&self, to: &mut TomlTable, from: &TomlTable, list: &str) {
        if to.get(list).is_none() {
            to.entries.extend(from.entries.iter().find(|entry| entry.key == list).cloned());
        }
    }

    /// Fills in everything else that is left out.
    pub fn complete(&self, root: &mut TomlTable) {
        fill(root, &self.blocks);
        for (list, each) in EACH {
            self.fill_elements(root, list, each);
        }
        if let Some(TomlValue::Table(referrals)) =
            root.get_mut("referrals").map(|node| &mut node.value)
        {
            self.fill_elements(referrals, "sources", "source");
        }
        // After the block itself has been filled: its own default is handed on as well.
        give_classes_the_typical_days(root);
        for_tables(root, "teams", |team| self.fill_elements(team, "posts", "posts"));
        for_tables(root, "actions", |action| self.fill_elements(action, "add", "added"));
        // After variants and overrides, which may change the kind of a stage.
        for_tables(root, "stages", |stage| {
            let kind = stage.text("kind").unwrap_or_default().to_owned();
            self.fill_from(stage, &kind);
        });
        if let Some(TomlValue::Table(evidence)) =
            root.get_mut("evidence").map(|node| &mut node.value)
        {
            for entry in &mut evidence.entries {
                if let TomlValue::Table(assumption) = &mut entry.node.value {
                    self.fill_from(assumption, "evidence");
                }
            }
        }
        self.let_assessment_do_long_term_work(root);
    }

    fn fill_elements(&self, table: &mut TomlTable, list: &str, each: &str) {
        for_tables(table, list, |element| self.fill_from(element, each));
    }

    fn fill_from(&self, table: &mut TomlTable, each: &str) {
        if let Some(TomlValue::Table(defaults)) = self.each.get(each).map(|node| &node.value) {
            fill(table, defaults);
        }
    }

    /// The default stages use teams named `duty`, `assessment` and `long term`; without the last, its work is the second's.
    fn let_assessment_do_long_term_work(&self, root: &mut TomlTable) {
        let mut has_long_term = false;
        for_tables(root, "teams", |team| has_long_term |= team.text("name") == Some("long term"));
        if has_long_term {
            return;
        }
        for_tables(root, "stages", |stage| {
            // A team that a file names is never replaced.
            if let Some(team) = stage.get_mut("team").filter(|team| team.origin.text == self.text) {
                team.value = TomlValue::Text("assessment".to_owned());
            }
        });
    }
}

/// How long cases typically stay open is one number, or one per class.
fn give_classes_the_typical_days(root: &mut TomlTable) {
    const KEY: &str = "typical_open_days";
    let Some(TomlValue::Table(referrals)) = root.get("referrals").map(|node| &node.value) else {
        return;
    };
    let Some(days) = referrals.entries.iter().find(|entry| entry.key == KEY).cloned() else {
        return;
    };
    for_tables(root, "risk", |class| {
        if class.get(KEY).is_none() {
            // With the place where it was written for all classes, by which `needs` knows that the class has none of
            // its own.
            class.entries.push(days.clone());
        }
    });
}

fn for_tables(table: &mut TomlTable, list: &str, mut change: impl FnMut(&mut TomlTable)) {
    if let Some(Node { value: TomlValue::List(items), .. }) = table.get_mut(list) {
        for item in items {
            if let TomlValue::Table(element) = &mut item.value {
                change(element);
            }
        }
    }
}

/// Lays defaults under a table: what is there stays.
fn fill(table: &mut TomlTable, defaults: &TomlTable) {
    for entry in &defaults.entries {
        if entry.key == "when_present" {
            fill_present(table, &entry.node);
            continue;
        }
        // A default share must not stand beside a threshold that the file writes: the check would refuse both.
        let has_rival = table.has_rival(&entry.key);
        match (table.get_mut(&entry.key).map(|node| &mut node.value), &entry.node.value) {
            (Some(TomlValue::Table(there)), TomlValue::Table(below))
                if !COMPLETE.contains(&entry.key.as_str()) =>
            {
                fill(there, below);
            }
            (None, _) if !has_rival => table.entries.push(entry.clone()),
            _ => {}
        }
    }
}

fn fill_present(table: &mut TomlTable, defaults: &Node) {
    let TomlValue::Table(defaults) = &defaults.value else { return };
    for entry in &defaults.entries {
        if let (Some(TomlValue::Table(there)), TomlValue::Table(below)) =
            (table.get_mut(&entry.key).map(|node| &mut node.value), &entry.node.value)
        {
            fill(there, below);
        }
    }
}
