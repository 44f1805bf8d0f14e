//! Why a line is no TOML, in the words of someone who writes scenarios: what stands around the place where the parser gave
//! up is looked at before the parser's own words are passed on.

use toml::de::DeValue;

use crate::scenario::{meant, visible};

/// What is wrong with a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fault {
    /// The key concerned; empty where there is none.
    pub key: String,
    /// What was written there.
    pub written: String,
    /// What it is and what to write.
    pub message: String,
}

impl Fault {
    fn line(message: impl Into<String>) -> Fault {
        Fault { message: message.into(), ..Fault::default() }
    }
}

/// What is wrong in a line in which the parser gave up at a byte of it, with the words of the parser.
pub(super) fn fault(line: &str, at: usize, words: &str) -> Option<Fault> {
    // Without the remark at its end, whose words would be taken for part of the value.
    let code = &line[..bare(line).find(|&(_, c)| c == '#').map_or(line.len(), |(at, _)| at)];
    if let Some((key, value)) = segment(code, at) {
        // What is sound by itself is wrong for another reason, such as a key written twice.
        let sound = DeValue::parse(value).is_ok();
        let told = key_fault(key, value)
            .or_else(|| if sound { None } else { meant::value(value, owner(code, key)) });
        if let Some(message) = told {
            let written =
                // A long value would bury the message; its place in the file is told anyway.
                if value.chars().count() <= 60 { value.to_owned() } else { String::new() };
            return Some(Fault { key: key.to_owned(), written, message });
        }
    }
    // An inline table as in JSON, `{ mean: 3 }`: the parser gives up at the colon.
    if code.contains('{') && code.get(at..).is_some_and(|rest| rest.trim_start().starts_with(':')) {
        return Some(Fault::line("a key and its value are joined by =, not by :"));
    }
    // Ahead of what a line without = lacks: a hidden character is the cause, and the rest its consequence.
    invisible(line).or_else(|| {
        if bare(code).any(|(_, c)| c == '=') {
            None
        } else {
            no_equals(code, words.starts_with("key with no value"))
        }
    })
}

/// The characters of a line that stand outside closed quotation marks, each with its place.
fn bare(line: &str) -> impl Iterator<Item = (usize, char)> {
    let mut found = Vec::new();
    let mut chars = line.char_indices();
    while let Some((at, c)) = chars.next() {
        let closed = if c == '"' || c == '\'' {
            closing(&line[at + 1..], c).map(|end| at + 1 + end)
        } else {
            None
        };
        match closed {
            Some(end) => while chars.next().is_some_and(|(at, _)| at < end) {},
            None => found.push((at, c)),
        }
    }
    found.into_iter()
}

/// Where a text ends whose quotation mark has been opened.
fn closing(text: &str, mark: char) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, c)| {
        // Only in double quotation marks does \ take the meaning from the next character; in TOML's single ones it is
        // a letter.
        let closes = c == mark && !escaped;
        escaped = mark == '"' && c == '\\' && !escaped;
        closes.then_some(at)
    })
}

/// The key and the value around a byte of a line: the whole line's, or one of those in braces.
fn segment(code: &str, at: usize) -> Option<(&str, &str)> {
    let equals: Vec<usize> = bare(code).filter(|&(_, c)| c == '=').map(|(at, _)| at).collect();
    // A second = right after the first is part of what was written for one.
    let equals: Vec<usize> = equals
        .iter()
        .copied()
        .filter(|&e| e == 0 || !code[..e].trim_end().ends_with('='))
        .collect();
    // The parser stops within a value, so the last = before that place belongs to it. It may also stop at the first =
    // itself.
    let place = equals.iter().rposition(|&equals| equals < at).or(if equals.is_empty() {
        None
    } else {
        Some(0)
    })?;
    let from = code[..equals[place]].rfind(['{', ',']).map_or(0, |end| end + 1);
    let rest = &code[equals[place] + 1..];
    let value = match equals.get(place + 1) {
        Some(next) => {
            let until = &code[equals[place] + 1..*next];
            // What lies between two = is a value, a comma and the next key; a comma in the value, as in 1,300, stays
            // in it.
            &until[..until.rfind(',').unwrap_or(until.len())]
        }
        None if code[..equals[place]].contains('{') => {
            &rest[..rest.rfind('}').unwrap_or(rest.len())]
        }
        None => rest,
    };
    Some((code[from..equals[place]].trim(), value.trim()))
}

/// The key whose name tells in what a value is counted: its own, or that of the table in which it is the mean.
fn owner<'l>(code: &'l str, key: &'l str) -> &'l str {
    let table = code.split('=').next().unwrap_or_default().trim();
    // A spread has no unit, so `cv` does not take that of its table.
    if key == "mean" { table } else { key }
}

fn key_fault(key: &str, value: &str) -> Option<String> {
    if key.is_empty() {
        return Some("a key is missing before the =".to_owned());
    }
    if let Some(before) = key.strip_suffix(':') {
        return Some(format!(
            "a key and its value are joined by = alone; write {} = {value}",
            before.trim()
        ));
    }
    let words: Vec<&str> = key.split_whitespace().collect();
    let is_bare = words
        .iter()
        .all(|word| word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-'));
    (words.len() > 1 && is_bare)
        .then(|| format!("the name of a key has no spaces; write {}", words.join("_")))
}

/// Characters that nobody sees and the parser stumbles over.
fn invisible(line: &str) -> Option<Fault> {
    // Also within quotation marks, where TOML allows no control character but the tab.
    let control = line.chars().find(|c| c.is_control() && *c != '\t' && *c != '\r');
    if let Some(control) = control {
        let code = u32::from(control);
        return Some(Fault::line(format!(
            "a control character (U+{code:04X}) stands here; take it out, or write \\u{code:04X} in quotation marks"
        )));
    }
    // The line ends of old Macintosh systems: the whole file is one line here.
    if line.trim_end_matches('\r').contains('\r') {
        return Some(Fault::line(
            "lines end with a carriage return alone; save the file with the line ends of Windows or Linux",
        ));
    }
    let (_, odd) =
        // Within quotation marks any letter and space may stand, such as that of a name.
        bare(line).find(|&(_, c)| !c.is_ascii() && (c.is_whitespace() || visible::is_hidden(c)))?;
    let code = u32::from(odd);
    let advice = if odd.is_whitespace() { "write a plain space" } else { "take it out" };
    Some(Fault::line(format!(
        "a character that cannot be seen (U+{code:04X}) stands here; {advice}"
    )))
}

/// What a line without = was meant to be; `alone` where the parser takes it for a key.
fn no_equals(code: &str, alone: bool) -> Option<Fault> {
    let line = code.trim();
    if ["//", "/*", "--", ";", "<!--", "%"].iter().any(|mark| line.starts_with(mark)) {
        return Some(Fault::line("a remark begins with #"));
    }
    if line.starts_with('[') {
        return head(line);
    }
    // A line of a list that goes over several.
    if let Some(message) = line
        .trim_end_matches(',')
        .split(", ")
        .find_map(|part| meant::number(part, "").or_else(|| meant::date(part)))
    {
        return Some(Fault { written: line.to_owned(), message, ..Fault::default() });
    }
    let is_key = |text: &str| {
        !text.is_empty()
            && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-' || c == '.')
    };
    if let Some((key, value)) = line.split_once(':').filter(|(key, _)| is_key(key.trim())) {
        let (key, value) = (key.trim(), value.trim());
        let message = if value.is_empty() {
            format!("the head of a block stands in brackets; write [{key}]")
        } else {
            format!(
                "a key and its value are joined by =, not by :; write {key} = {}",
                as_value(value, key)
            )
        };
        return Some(Fault::line(message));
    }
    if let Some((key, value)) = line.split_once(char::is_whitespace).filter(|(key, _)| is_key(key))
    {
        let value = value.trim();
        // A sentence has words with spaces between them, too: only what begins like a value is taken for one.
        let is_value = value.starts_with(|c: char| c.is_ascii_digit() || "\"'[{-£“‘".contains(c));
        if is_value || ["true", "false", "yes", "no"].contains(&value) {
            return Some(Fault::line(format!(
                "the = is missing; write {key} = {}",
                as_value(value, key)
            )));
        }
    }
    if !alone {
        return None;
    }
    if is_key(line) {
        return Some(Fault::line(format!(
            "{line} has no value; write {line} = and the value, or [{line}] for a block"
        )));
    }
    Some(Fault::line(
        "neither a key with its value (key = value), nor the head of a block ([time]), nor a remark (# …)",
    ))
}

/// The head of a block.
fn head(line: &str) -> Option<Fault> {
    let marks = if line.starts_with("[[") { ("[[", "]]") } else { ("[", "]") };
    let inner = line.trim_start_matches('[');
    let end = inner.find(']').unwrap_or(inner.len());
    let (name, rest) = (inner[..end].trim(), inner[end..].trim_start_matches(']').trim());
    let joined = name.split_whitespace().collect::<Vec<_>>().join("_");
    let write = format!("write {}{joined}{}", marks.0, marks.1);
    let is_name =
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-. ".contains(c));
    if !is_name {
        return None;
    }
    if joined != name {
        return Some(Fault::line(format!("the name of a block has no spaces; {write}")));
    }
    // Sound by itself, such as the second `[time]` of a file: the parser's own words are left to say why.
    if line == format!("{}{name}{}", marks.0, marks.1) {
        return None;
    }
    if !rest.is_empty() {
        return Some(Fault::line(format!(
            "nothing stands after the head of a block; {write}, and the rest on the next line"
        )));
    }
    Some(Fault::line(format!("the head of a block is closed as it was opened; {write}")))
}

/// A value as TOML has it, where that can be told.
fn as_value(written: &str, key: &str) -> String {
    if DeValue::parse(written).is_ok() {
        return written.to_owned();
    }
    match meant::value(written, key) {
        Some(said) => said
            .rsplit_once("; write ")
            .map(|(_, write)| write.to_owned())
            // The words after "write" may be advice and no value.
            .filter(|write| DeValue::parse(write).is_ok())
            .unwrap_or_else(|| written.to_owned()),
        None => format!("\"{}\"", written.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str, at: &str) -> String {
        let at = line.find(at).expect("it is in the line");
        let fault = fault(line, at, "").unwrap_or_else(|| panic!("{line}: nothing is said"));
        format!("{} | {} | {}", fault.key, fault.written, fault.message)
    }

    #[test]
    fn the_value_around_the_place_is_the_one_told_of() {
        assert_eq!(
            said("hours = { mean = 1,300, cv = 0.5 } # 40%", "300"),
            "mean | 1,300 | thousands are written without a comma; write 1300"
        );
        assert_eq!(
            said("hours = { mean = 1.3, cv = 40% }", "%"),
            "cv | 40% | per cent are written as a share; write 0.4"
        );
        assert_eq!(
            said("label = \"a = 3\", # x", ","),
            "label | \"a = 3\", | nothing stands after a value; leave out the ,"
        );
    }

    #[test]
    fn lines_without_an_equals_sign_are_told_what_they_lack() {
        for (line, told) in [
            (
                "name: Haringey",
                "a key and its value are joined by =, not by :; write name = \"Haringey\"",
            ),
            (
                "per_year: 2,600",
                "a key and its value are joined by =, not by :; write per_year = 2600",
            ),
            ("per_year 2600", "the = is missing; write per_year = 2600"),
            ("name “x”", "the = is missing; write name = \"x\""),
            ("time:", "the head of a block stands in brackets; write [time]"),
            ("[time", "the head of a block is closed as it was opened; write [time]"),
            ("[[teams]", "the head of a block is closed as it was opened; write [[teams]]"),
            ("[case reviews]", "the name of a block has no spaces; write [case_reviews]"),
            ("// a remark", "a remark begins with #"),
            (
                "per_year",
                "per_year has no value; write per_year = and the value, or [per_year] for a block",
            ),
        ] {
            assert_eq!(
                fault(line, line.len(), "key with no value").map(|fault| fault.message).as_deref(),
                Some(told),
                "{line}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn no_line_stops_the_program(line in "[a-z_0-9 .,:;=%£\"'“”’\\\\\\[\\]{}#/\u{a0}\u{202e}ŵ−-]{0,40}", at in 0_usize..50) {
            let found = fault(&line, at, "key with no value");
            proptest::prop_assert!(found.is_none_or(|fault| !fault.message.is_empty()));
        }
    }

    #[test]
    fn sound_lines_are_left_to_the_parser() {
        for line in [
            "[time]",
            "[[teams]]",
            "per_year = 300",
            "x = [1, 2]",
            "x = \"a\\nb\"",
            "\"a b\" = 3",
            "prose within a text",
        ] {
            assert_eq!(fault(line, 0, "duplicate key"), None, "{line}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_named() {
        assert!(
            said("per_year\u{a0}= 300", "=").contains("(U+00A0) stands here; write a plain space")
        );
        assert!(
            said("per_year = \u{200b}300", "300").contains("(U+200B) stands here; take it out")
        );
        assert!(said("name = \"a\u{7}b\"", "b").contains("a control character (U+0007)"));
    }
}
