//! Where a key stands in a file, and what the file has at another key seen from there.

use crate::scenario::document::path::{place_in_list, quote};
use crate::scenario::document::{Node, TomlTable, TomlValue, element_name};

/// The place of a key: which key it is, and in which elements of which lists.
#[derive(Clone, Debug, Default)]
pub(crate) struct Here<'a> {
    /// The key, the elements of lists without a step of their own.
    pub key: String,
    /// The same with them, as `--set` writes it.
    pub path: String,
    /// The lists on the way, and the element of each.
    pub elements: Vec<(String, usize, &'a Node)>,
}

impl<'a> Here<'a> {
    /// The place at a path; `None` where the path leads nowhere.
    pub fn at(root: &'a TomlTable, steps: &[String]) -> Option<Here<'a>> {
        let (first, rest) = steps.split_first()?;
        let mut here = Here::default().below(first);
        let mut node = root.get(first)?;
        for step in rest {
            (here, node) = match &node.value {
                TomlValue::Table(table) => (here.below(step), table.get(step)?),
                TomlValue::List(items) => {
                    let list = here.key.rsplit('.').next()?;
                    let place = place_in_list(list, items, step).ok()?;
                    (here.element(place, &items[place]), &items[place])
                }
                _ => return None,
            };
        }
        Some(here)
    }

    /// A key in the table here.
    pub fn below(&self, key: &str) -> Here<'a> {
        let join = |start: &str, step: &str| {
            if start.is_empty() { step.to_owned() } else { format!("{start}.{step}") }
        };
        Here {
            key: join(&self.key, key),
            path: join(&self.path, &quote(key)),
            elements: self.elements.clone(),
        }
    }

    /// An element of the list here.
    pub fn element(&self, place: usize, node: &'a Node) -> Here<'a> {
        let mut here = self.clone();
        here.path = format!("{}.{}", self.path, step(&self.key, place, node));
        here.elements.push((self.key.clone(), place, node));
        here
    }

    /// The element of the outermost list.
    pub fn outermost(&self) -> Option<&'a TomlTable> {
        match &self.elements.first()?.2.value {
            TomlValue::Table(table) => Some(table),
            _ => None,
        }
    }
}

fn step(list: &str, place: usize, node: &Node) -> String {
    // Elements are known by the name of their list alone: `referrals.sources` is a list of sources.
    let list = list.rsplit('.').next().unwrap_or(list);
    element_name(list, node).map_or_else(|| place.to_string(), |name| quote(&name))
}

/// What a file has at a key.
#[derive(Default)]
pub(super) struct FoundAtKey<'a> {
    /// The values with their paths: one, or one for each element of a list.
    pub values: Vec<(String, &'a Node)>,
    /// What stands in place of a table on the way: `"none"`.
    pub stopped: Vec<&'a Node>,
    /// The first key on the way that is not there.
    pub missing: Option<String>,
}

/// The values at a key: those of the element that `here` is in, or of every element of a list that it is not in.
pub(super) fn look<'a>(root: &'a TomlTable, here: &Here<'a>, key: &str) -> FoundAtKey<'a> {
    let mut found = FoundAtKey::default();
    let steps: Vec<&str> = key.split('.').collect();
    walk(root, here, &Here::default(), &steps, &mut found);
    found
}

fn walk<'a>(
    table: &'a TomlTable,
    here: &Here<'a>,
    at: &Here<'a>,
    steps: &[&str],
    found: &mut FoundAtKey<'a>,
) {
    let Some((step, rest)) = steps.split_first() else { return };
    let next = at.below(step);
    let Some(node) = table.get(step) else {
        // The first: of what is missing the outermost is the reason for the rest.
        found.missing.get_or_insert(next.key);
        return;
    };
    if rest.is_empty() {
        found.values.push((next.path, node));
        return;
    }
    match &node.value {
        TomlValue::Table(inner) => walk(inner, here, &next, rest, found),
        TomlValue::List(items) => {
            if items.is_empty() {
                found.missing.get_or_insert(next.key.clone());
            }
            // Seen from a key of one team, a path into `teams` is that team's; seen from elsewhere, it is any team's.
            let own = here
                .elements
                .iter()
                .find(|(list, ..)| *list == next.key)
                .map(|(_, place, _)| *place);
            for (place, item) in
                items.iter().enumerate().filter(|(place, _)| own.is_none_or(|own| own == *place))
            {
                if let TomlValue::Table(inner) = &item.value {
                    walk(inner, here, &next.element(place, item), rest, found);
                }
            }
        }
        _ => {
            found.missing.get_or_insert(next.key);
            found.stopped.push(node);
        }
    }
}
