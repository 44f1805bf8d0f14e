//! What someone most likely meant by a value that cannot be read: what it is, and what to write instead.
//!
//! Every function hands back a lower-case fragment such as `thousands are written without a comma; write 2600`, or nothing
//! where there is no telling. Nothing is ever put right unasked.

use jiff::civil::Date;

mod units;

use super::day::day;
use units::UnitSaid;

/// Longer words are no number and no date.
const LONGEST: usize = 40;

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

/// What was meant by text that stands where a number belongs.
#[must_use]
pub fn number_in_quotes(text: &str, key: &str) -> Option<String> {
    let bare = text.trim();
    match bare.parse::<f64>() {
        // Rust reads `inf`, `.5` and `5.` as well. What TOML would not read must not be told as the right way to write
        // it.
        Ok(number) if number.is_finite() && is_plain(bare) => {
            Some(format!("without quotation marks; write {bare}"))
        }
        _ => number(bare, key).or_else(|| several(bare)).or_else(|| unsure(bare, key)),
    }
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

/// What was meant by a number in another notation: `2,600`, `40%`, `£1 000`, `0,4`, `5 days`, `1/3`, `.5`.
#[must_use]
pub fn number(written: &str, key: &str) -> Option<String> {
    let mut rest = written.trim();
    // Prose with a digit in it is no number, however it begins.
    if rest.chars().count() > LONGEST || !rest.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // December 2011 is written like the financial year of 2011.
    let is_of_days = ["date", "start", "period", "against"].contains(&key);
    if let Some((begins, ends)) = financial_year(rest).filter(|_| !is_of_days) {
        return Some(format!(
            "a financial year is told by one number; write {begins}, in which it begins, or {ends}"
        ));
    }
    let mut what: Option<&str> = None;
    let mut sign = "";
    // Text processors turn a hyphen before a number into a minus sign or a dash.
    if let Some(after) = rest.strip_prefix(['−', '–', '-']) {
        if !rest.starts_with('-') {
            what = Some("a minus sign is written -");
        }
        (sign, rest) = ("-", after.trim_start());
    }
    if let Some(bare) = rest.strip_prefix(['£', '€', '$']).or_else(|| rest.strip_suffix(['£', '€']))
    {
        (what, rest) = (Some("money is a number without its sign"), bare.trim());
    }
    let per_cent = ["%", "per cent", "percent"].iter().find_map(|unit| rest.strip_suffix(unit));
    if let Some(bare) = per_cent {
        (what, rest) = (Some("per cent are written as a share"), bare.trim_end());
    }
    let number_ends = rest.trim_end_matches(|c: char| c.is_alphabetic() || c.is_whitespace());
    let unit = rest[number_ends.len()..].trim();
    if !unit.is_empty()
        && let Some((digits, _)) = decimal(number_ends)
    {
        match units::told(&digits, unit, key) {
            Some(UnitSaid::Same) => {
                (what, rest) = (Some("a number stands without its unit"), number_ends);
            }
            Some(UnitSaid::Words(words)) => return Some(words),
            None => {}
        }
    }
    let (mut digits, notation) = decimal(rest)?;
    if per_cent.is_some() {
        digits = (digits.parse::<f64>().ok()? / 100.0).to_string();
    }
    // The last thing that is strange is told; nothing at all where the number is as TOML has it.
    Some(format!("{}; write {sign}{digits}", what.or(notation)?))
}

/// The digits of a number as this program writes them, and what was strange about how it was written, if anything.
fn decimal(written: &str) -> Option<(String, Option<&'static str>)> {
    // Here, where every caller comes by: each k below is one more call.
    if written.chars().count() > LONGEST {
        return None;
    }
    if let Some((above, below)) = written.split_once('/') {
        let (above, below): (u32, u32) = (above.trim().parse().ok()?, below.trim().parse().ok()?);
        // 13/2018 and 2600/2800 are no shares of anything.
        if above > 999 || below > 999 {
            return None;
        }
        // Four decimals: 1/3 is meant as about a third.
        let share = (f64::from(above) / f64::from(below) * 1e4).round() / 1e4;
        return share
            .is_finite()
            .then(|| (share.to_string(), Some("a fraction is written with a dot")));
    }
    if let Some(thousands) = written.strip_suffix(['k', 'K']) {
        let (digits, _) = decimal(thousands.trim_end())?;
        return Some((
            (digits.parse::<f64>().ok()? * 1e3).to_string(),
            Some("thousands are written out"),
        ));
    }
    if let Some((before, power)) = written.split_once(['e', 'E']) {
        let (digits, _) = decimal(before)?;
        // Beyond that the digits written out would help nobody.
        let power: i32 = power.parse().ok().filter(|power: &i32| power.abs() <= 15)?;
        let number: f64 = format!("{digits}e{power}").parse().ok()?;
        return Some((number.to_string(), Some("the digits are written out")));
    }
    let (digits, notation) = ungrouped(written)?;
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let trimmed = whole.trim_start_matches('0');
    let shown = if trimmed.is_empty() { "0" } else { trimmed };
    let dotted = digits.contains('.');
    let notation = notation.or(match (whole, dotted) {
        ("", _) => Some("a digit stands before the dot"),
        (_, true) if fraction.is_empty() => Some("a digit stands after the dot"),
        _ if whole != shown => Some("a number does not begin with 0"),
        _ => None,
    });
    let point = if fraction.is_empty() { String::new() } else { format!(".{fraction}") };
    Some((format!("{shown}{point}"), notation))
}

/// A number without marks between its thousands, its decimals after a dot.
fn ungrouped(written: &str) -> Option<(String, Option<&'static str>)> {
    let is_gap = |c: char| c.is_whitespace() || c == '\'' || c == '’';
    if written.contains(is_gap) {
        let (whole, fraction) = written.split_once('.').unwrap_or((written, ""));
        let joined: String = whole.split(is_gap).collect();
        let grouped = is_grouped(whole, is_gap) && !fraction.contains(is_gap);
        let point = if fraction.is_empty() { "" } else { "." };
        return grouped.then(|| {
            (format!("{joined}{point}{fraction}"), Some("thousands are written without a gap"))
        });
    }
    let commas = written.matches(',').count();
    let dots = written.matches('.').count();
    let before_dot = written.split('.').next().unwrap_or_default();
    // One comma with three digits behind it is taken for thousands, as in Britain: 2,600 is 2600 and not 2.6.
    match (commas, dots) {
        (0, 0 | 1) => Some((written.replace('_', ""), None)),
        (1.., 0 | 1) if is_grouped(before_dot, |c| c == ',') => {
            Some((written.replace(',', ""), Some("thousands are written without a comma")))
        }
        (1, 0) if !written.ends_with(',') => {
            Some((written.replace(',', "."), Some("decimals stand after a dot")))
        }
        (1, _) => {
            let (whole, fraction) = written.split_once(',')?;
            let grouped = is_grouped(whole, |c| c == '.');
            let digits = format!("{}.{fraction}", whole.replace('.', ""));
            grouped
                .then_some((digits, Some("decimals stand after a dot, and thousands have no mark")))
        }
        (0, _) if is_grouped(written, |c| c == '.') => {
            Some((written.replace('.', ""), Some("thousands are written without a dot")))
        }
        _ => None,
    }
}

/// `2,600` and `1,048,576`, but neither `0,4` nor `12,5`.
fn is_grouped(digits: &str, mark: impl Fn(char) -> bool) -> bool {
    let groups: Vec<&str> = digits.split(mark).collect();
    let all_digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let first = groups.first().map_or("", |group| group);
    let rest = groups.iter().skip(1).all(|group| group.len() == 3);
    all_digits
        && groups.len() > 1
        && (1..=3).contains(&first.len())
        // 0,400 is a decimal of other countries, and no thousand.
        && !first.starts_with('0')
        && rest
}

/// The years in which an English financial year begins and ends: `2024/25`, `2024-25`, `2024/2025`.
fn financial_year(written: &str) -> Option<(u16, u16)> {
    let (begins, ends) = written.split_once(['/', '-', '–'])?;
    let (begins, ends) = (begins.trim(), ends.trim());
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if begins.len() != 4 || ![2, 4].contains(&ends.len()) || !digits(begins) || !digits(ends) {
        return None;
    }
    let begins: u16 = begins.parse().ok()?;
    // Of four digits, so that one more fits.
    let next = begins + 1;
    let same = if ends.len() == 2 { next % 100 } else { next };
    (ends.parse() == Ok(same)).then_some((begins, next))
}

/// What was meant by two numbers where one belongs: `2600-2800`, `2600 to 2800`.
fn several(written: &str) -> Option<String> {
    // The surest marks first: a hyphen may also be part of a number or a date.
    let ends = ["..", " to ", " - ", "–", "—", "-"].iter().find_map(|mark| {
        let (low, high) = written.split_once(mark)?;
        let plain = |text: &str| {
            let text = text.trim();
            let (digits, _) =
                decimal(text).filter(|_| text.starts_with(|c: char| c.is_ascii_digit()))?;
            digits.parse::<f64>().ok().map(|number| (digits, number))
        };
        let ((low, from), (high, to)) = (plain(low)?, plain(high)?);
        // Falling numbers, such as 2008-11, are no range.
        (from < to).then_some((low, high))
    });
    let (low, high) = ends?;
    Some(format!(
        "one number belongs here, and not a range; write one from {low} to {high}, and the range in [evidence] as low = {low}, \
         high = {high}"
    ))
}

/// Words before a number of which somebody is not sure.
const UNSURE: [&str; 12] = [
    "approximately",
    "approx.",
    "approx",
    "about",
    "around",
    "roughly",
    "circa",
    "ca.",
    "c.",
    "some",
    "~",
    "≈",
];

/// What was meant by a number with such a word.
fn unsure(written: &str, key: &str) -> Option<String> {
    let lower = written.to_lowercase();
    // The longer words stand first in the list: "approx." before "approx".
    let word = UNSURE.iter().find(|word| lower.starts_with(**word))?;
    let rest = written.get(word.len()..)?.trim();
    if let Some(told) = number(rest, key) {
        return Some(told);
    }
    let sound = rest.parse::<f64>().is_ok_and(f64::is_finite) && is_plain(rest);
    sound.then(|| {
        format!("a number stands without {word}; write {rest}, and how sure it is in [evidence]")
    })
}

// The shapes of a number that TOML reads.
fn is_plain(text: &str) -> bool {
    let digits = text.trim_start_matches('-');
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What was meant by a date in another form: `11/11/2008`, `11.11.08`, `2008/11/11`, `11th November 2008`.
#[must_use]
pub fn date(written: &str) -> Option<String> {
    // A date in quotation marks is as wrong as one in another form, and both are told at once.
    let text = written.trim().trim_matches(['"', '\'']);
    if text.chars().count() > LONGEST {
        return None;
    }
    if let Some(date) = day_named_in(text) {
        return Some(format!(
            "a date is written year first, with two digits for month and day; write {date}"
        ));
    }
    // Only after the British reading has failed: 11/12/2018 is the eleventh of December here.
    if let Some(date) = month_first(text) {
        return Some(format!(
            "a date is written year first, with two digits for month and day; write {date}"
        ));
    }
    let parts: Vec<&str> = text.split('-').collect();
    let of = |place: usize, digits: usize| {
        parts.get(place).is_some_and(|part| {
            part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    if parts.len() == 2
        && of(0, 4)
        && of(1, 2)
        // Any year serves to see whether there is such a month.
        && Date::new(2000, parts[1].parse().ok()?, 1).is_ok()
    {
        return Some(format!("a date has a day; write {text}-01 for the first of that month"));
    }
    let is_shaped = parts.len() == 3 && of(0, 4) && of(1, 2) && of(2, 2);
    (is_shaped && day(text).is_none()).then(|| "no calendar has that day".to_owned())
}

/// The date that somebody in America writes so, where it can be no other: `01/13/2018`.
fn month_first(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let [month, day, year] = parts[..] else { return None };
    let is_year = year.len() == 4 && month.len() <= 2 && day.len() <= 2;
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    (is_year && date.day() > 12).then(|| date.to_string())
}

/// The date that someone in Britain means by such words, as TOML writes it; `None` where it is written so already.
pub(crate) fn day_named_in(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || "/.,-".contains(c))
        .filter(|w| !w.is_empty())
        .collect();
    let [first, second, third] = words[..] else { return None };
    let number = |word: &str| -> Option<i16> {
        // "1st", "2nd" and the like.
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ending = &word[digits.len()..];
        ["", "st", "nd", "rd", "th"].contains(&ending).then(|| digits.parse().ok()).flatten()
    };
    let month = |word: &str| -> Option<i16> {
        let word = word.to_lowercase();
        // Three letters tell every month from every other.
        let named = MONTHS.iter().position(|name| word.len() >= 3 && name.starts_with(&word));
        named.map(|place| place as i16 + 1)
    };
    let year_first = first.len() == 4 && first.bytes().all(|byte| byte.is_ascii_digit());
    let (year, month, day) = if year_first {
        (number(first)?, number(second).or_else(|| month(second))?, number(third)?)
    } else if let Some(month) = month(first) {
        (number(third)?, month, number(second)?)
    } else {
        (number(third)?, number(second).or_else(|| month(second))?, number(first)?)
    };
    let year = match third.len() {
        // A choice: a year of two digits is one of this century.
        2 if !year_first => 2000 + year,
        _ => year,
    };
    let found = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    // A number such as 1.2.3 reads like a date of the year 3.
    (year > 1000 && found.to_string() != text).then(|| found.to_string())
}

/// Quotation marks of a text processor.
const CURLY: [char; 9] = ['“', '”', '„', '‟', '«', '»', '‘', '’', '‚'];

fn curly(written: &str) -> Option<String> {
    let inner = written.trim_matches(|c: char| CURLY.contains(&c) || c == '"' || c == '\'');
    let odd = written.starts_with(CURLY)
        || (written.ends_with(CURLY) && written.starts_with(['"', '\'']));
    // Written as TOML would have it, so that it can be copied.
    let text = inner.replace('\\', "\\\\").replace('"', "\\\"");
    odd.then(|| format!("quotation marks are straight; write \"{text}\""))
}

/// What is wrong with a text whose first quotation mark is there.
fn quoted(written: &str) -> Option<String> {
    let mark = written.chars().next().filter(|mark| ['"', '\''].contains(mark))?;
    let inner = &written[1..];
    let mut escaped = false;
    let end = inner.char_indices().find(|&(_, c)| {
        let closes = c == mark && !escaped;
        escaped = c == '\\' && !escaped && mark == '"';
        closes
    });
    let Some((end, _)) = end else {
        // The mark at the end is there, but \ before it has made a letter of it, as in "C:\data\".
        if mark == '"' && inner.contains('\\') && inner.ends_with('"') {
            return backslash(inner);
        }
        let text = inner.trim_end_matches(['"', '\'']);
        return Some(format!("the quotation mark at the end is missing; write {mark}{text}{mark}"));
    };
    let (text, rest) = (&inner[..end], inner[end + 1..].trim());
    match rest {
        "" if mark == '"' => backslash(text),
        "" => None,
        "," | ";" | "." => Some(format!("nothing stands after a value; leave out the {rest}")),
        _ if rest.starts_with("//") || rest.starts_with(';') => {
            Some("a remark begins with #".to_owned())
        }
        // An apostrophe ends a text in single marks.
        _ if mark == '\'' && rest.ends_with('\'') => {
            let whole = inner.trim_end_matches('\'');
            Some(format!(
                "text with an apostrophe stands in double quotation marks; write \"{whole}\""
            ))
        }
        _ if rest.contains('"') => {
            Some("a quotation mark within a text is written \\\"".to_owned())
        }
        _ => Some("the text goes on after its quotation mark; put that mark at the end".to_owned()),
    }
}

fn backslash(text: &str) -> Option<String> {
    let forward = text.trim_end_matches('"').replace("\\\\", "/").replace('\\', "/");
    text.contains('\\').then(|| {
        format!("in quotation marks \\ begins a special character; in the name of a file write /, as in \"{forward}\"")
    })
}

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
