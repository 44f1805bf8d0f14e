//! Numbers in another notation, and with a unit.

use super::units::{self, UnitSaid};

/// Longer words are no number and no date.
pub(super) const LONGEST: usize = 40;

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
pub(super) fn several(written: &str) -> Option<String> {
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
pub(super) fn unsure(written: &str, key: &str) -> Option<String> {
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

fn is_plain(text: &str) -> bool {
    let digits = text.trim_start_matches('-');
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
}
