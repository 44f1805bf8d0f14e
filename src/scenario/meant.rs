//! What someone most likely meant by a value that cannot be read: what it is, and what to write instead.
//!
//! Every function hands back a lower-case fragment such as `thousands are written without a comma; write 2600`, or nothing
//! where there is no telling. Nothing is ever put right unasked.

mod dates;
mod numbers;
mod quotes;
mod units;

pub use dates::date;
pub(crate) use dates::day_named_in;
pub use numbers::{number, number_in_quotes};
use numbers::{several, unsure};
use quotes::{curly, quoted};

/// What was meant by a value of whatever kind, in the words as written. `key` is the name of its key, which tells in what it is
/// counted; empty where there is none.
#[must_use]
pub fn value(written: &str, key: &str) -> Option<String> {
    let written = written.trim();
    if written.is_empty() {
        return Some("a value is missing after the =".to_owned());
    }
    // From the surest to the loosest: what one takes for a number another would take for a date or a word. `word`
    // takes nearly everything, so it comes last.
    curly(written)
        .or_else(|| number(written, key))
        .or_else(|| date(written))
        .or_else(|| several(written))
        .or_else(|| unsure(written, key))
        .or_else(|| quoted(written))
        .or_else(|| element(written, key))
        .or_else(|| ending(written))
        .or_else(|| word(written))
}

/// The step of a path whose name tells in what its value is counted: the last, or the one above a `mean`.
#[must_use]
pub fn unit_key(steps: &[String]) -> &str {
    let named = |step: &&String| !["mean", "cv"].contains(&step.as_str());
    let last = steps.last().filter(|step| step.as_str() == "cv");
    last.or_else(|| steps.iter().rev().find(named)).map_or("", String::as_str)
}

/// What was meant by text that stands where true or false belongs.
#[must_use]
pub fn flag_in_quotes(text: &str) -> Option<String> {
    match text.trim().to_lowercase().as_str() {
        "true" | "yes" | "on" | "y" => Some("without quotation marks; write true".to_owned()),
        "false" | "no" | "off" | "n" => Some("without quotation marks; write false".to_owned()),
        _ => None,
    }
}

// The shapes of a number that TOML reads.

/// What is wrong within a list on one line.
fn element(written: &str, key: &str) -> Option<String> {
    // The marks of a list of lists as well, such as pairs of dates.
    let inner = written.strip_prefix('[')?.trim_start_matches('[').trim_end_matches(']');
    let is_sound = |part: &str| part.is_empty() || part.parse::<f64>().is_ok();
    let parts = || inner.split(',').map(str::trim).filter(|part| !is_sound(part));
    parts().find_map(|part| {
        curly(part).or_else(|| number(part, key)).or_else(|| date(part)).or_else(|| word(part))
    })
}

/// What stands after a value that is sound without it.
fn ending(written: &str) -> Option<String> {
    // Only after what is a value by itself: a text may end in a full stop.
    let begins = written.starts_with(|c: char| c.is_ascii_digit() || c == '-') || is_flag(written);
    let end = [",", ";", "."].into_iter().find(|end| written.ends_with(end) && begins);
    if let Some(end) = end {
        return Some(format!("nothing stands after a value; leave out the {end}"));
    }
    if written.starts_with('=') || written.starts_with('>') {
        return Some("a key and its value are joined by one =".to_owned());
    }
    written.contains("//").then(|| "a remark begins with #".to_owned())
}

fn is_flag(written: &str) -> bool {
    written.starts_with("true") || written.starts_with("false")
}

/// What is meant by words without quotation marks.
fn word(written: &str) -> Option<String> {
    let plain = |text: &str| {
        text.starts_with(char::is_alphabetic) && !text.contains(['"', '=', '{', '}', '[', ']', '#'])
    };
    match written.to_lowercase().as_str() {
        // TOML reads these, so the parser has stumbled over something else.
        "true" | "false" | "inf" | "nan" if written == written.to_lowercase() => return None,
        "none" => return Some("text stands in quotation marks; write \"none\"".to_owned()),
        "true" | "yes" | "on" => return Some("what is so is written true".to_owned()),
        "false" | "no" | "off" => return Some("what is not so is written false".to_owned()),
        "null" | "nil" | "na" | "n/a" => {
            return Some(
                "a key without a value is left out; where it may be none, write \"none\""
                    .to_owned(),
            );
        }
        _ => {}
    }
    let text = written.trim_end_matches(['"', '\'']);
    plain(text).then(|| format!("text stands in quotation marks; write \"{text}\""))
}

#[cfg(test)]
mod tests;
