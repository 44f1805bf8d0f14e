//! Numbers to text, here and nowhere else.
//!
//! Digits follow what is known: the half-width of an interval is written with one digit (two where the first is 1), the
//! mean to the same place. What does not exist is "–" in tables and "not available" in sentences, never a zero.

use jiff::civil::Date;

use crate::stats::{Estimate, Limits};

mod digits;
mod interval;

pub use digits::{NONE, count, decimals_for, differ_as_printed, in_last_digits, number, signed};
pub use interval::{said, too_few, with_interval};

/// In a sentence, where there is no value.
pub const NOT_AVAILABLE: &str = "not available";

/// A number to the digits that a sentence bears: whole from 100 on, two decimals below 1, one between.
#[must_use]
pub fn plain(value: f64) -> String {
    let decimals = match value.abs() {
        // The bounds are those of the rounded number: 99.5 reads 100, and 0.995 reads 1.0. A value below 1e-9 is a
        // rounding error.
        v if !(1e-9..99.5).contains(&v) => 0,
        v if v >= 0.995 => 1,
        _ => 2,
    };
    number(value, decimals)
}

/// Decimals for a value without an interval: three significant digits at most, two decimals at most.
#[must_use]
pub fn decimals_plain(value: f64) -> usize {
    match value.abs() {
        v if !(1e-9..99.5).contains(&v) => 0,
        v if v >= 9.95 => 1,
        _ => 2,
    }
}

fn decimals_of(e: &Estimate) -> usize {
    match interval::deserving(e) {
        // What is the same in every run has an interval of rounding errors, which deserves no digits.
        Some(h) if h > 1e-9 * e.mean.abs().max(1.0) && h.is_finite() && e.mean != 0.0 => {
            decimals_for(h)
        }
        // No case was seen: the mean reads 0.0, and the upper end beside it carries the digits.
        Some(h) if matches!(e.limits, Limits::Uneven { .. }) => decimals_for(h).min(1),
        Some(h) if h > 1e-9 && h.is_finite() => decimals_for(h),
        _ => decimals_plain(e.mean),
    }
}

/// How a unit is written: shares become per cent, their differences percentage points.
fn factor(unit: &str) -> f64 {
    if unit == "share" { 100.0 } else { 1.0 }
}

/// The words of a unit after a value; `share` is written in the value itself.
#[must_use]
pub fn unit_words(unit: &str) -> &str {
    if unit == "share" { "per cent" } else { unit }
}

/// `41.2 ± 1.3`, `31.4 % ± 0.8`: for a table cell, whose heading has the unit.
#[must_use]
pub fn short(estimate: Option<&Estimate>, unit: &str) -> String {
    let Some(e) = scaled(estimate, unit) else { return NONE.to_owned() };
    let decimals = decimals_of(&e);
    with_interval(format!("{}{}", number(e.mean, decimals), per_cent(&e, unit)), &e, decimals)
}

/// The mean alone, to the digits its interval deserves: `41.2`, `31.4 %`.
#[must_use]
pub fn mean(estimate: Option<&Estimate>, unit: &str) -> String {
    let Some(e) = scaled(estimate, unit) else { return NONE.to_owned() };
    format!("{}{}", number(e.mean, decimals_of(&e)), per_cent(&e, unit))
}

/// An estimate as it is written: shares in per cent.
fn scaled(estimate: Option<&Estimate>, unit: &str) -> Option<Estimate> {
    estimate.map(|e| e.times(factor(unit)))
}

fn per_cent(e: &Estimate, unit: &str) -> &'static str {
    if unit == "share" && e.mean.is_finite() { " %" } else { "" }
}

/// The mean alone with so many decimals, a share in per cent without its sign: for a column or row whose heading has the unit.
#[must_use]
pub fn fixed(estimate: Option<&Estimate>, unit: &str, decimals: usize) -> String {
    scaled(estimate, unit).map_or(NONE.to_owned(), |e| number(e.mean, decimals))
}

/// The same with its interval: `57.4 ± 4.1`; with more decimals where the interval, or the mean of few cases, would be lost to them.
#[must_use]
pub fn fixed_short(estimate: Option<&Estimate>, unit: &str, decimals: usize) -> String {
    let Some(e) = scaled(estimate, unit) else { return NONE.to_owned() };
    let is_few = matches!(e.limits, Limits::Uneven { .. }) && e.mean != 0.0;
    // Uneven ends are written by themselves.
    let is_even = matches!(e.limits, Limits::Even);
    let half = e.half_width.filter(|half| is_even && *half > 1e-9 * e.mean.abs().max(1.0));
    let enough = |&decimals: &usize| {
        (!is_few || is_seen(e.mean, decimals)) && half.is_none_or(|half| is_seen(half, decimals))
    };
    let decimals = (decimals..5).find(enough).unwrap_or(decimals);
    with_interval(number(e.mean, decimals), &e, decimals)
}

/// True where a value is not written as 0.
fn is_seen(value: f64, decimals: usize) -> bool {
    number(value, decimals).bytes().any(|b| b.is_ascii_digit() && b != b'0')
}

/// A difference with so many decimals, more where it would lose its interval to them, or its mean where the interval excludes 0:
/// nothing is ever `0.0 ± 0.0` that varies.
#[must_use]
pub fn fixed_difference(estimate: Option<&Estimate>, unit: &str, decimals: usize) -> String {
    let Some(e) = scaled(estimate, unit) else { return NONE.to_owned() };
    let half = e.half_width.filter(|half| *half > 1e-9 * e.mean.abs().max(1.0));
    let is_shown = e.excludes_zero() && half.is_some();
    let enough = |&decimals: &usize| {
        (!is_shown || is_seen(e.mean, decimals)) && half.is_none_or(|half| is_seen(half, decimals))
    };
    let decimals = (decimals..5).find(enough).unwrap_or(decimals);
    with_interval(signed(e.mean, decimals), &e, decimals)
}

/// A difference with its sign: `+2.4 ± 0.6`; of shares, in percentage points.
#[must_use]
pub fn difference(estimate: Option<&Estimate>, unit: &str) -> String {
    let Some(e) = scaled(estimate, unit) else { return NONE.to_owned() };
    let decimals = decimals_of(&e);
    with_interval(signed(e.mean, decimals), &e, decimals)
}

/// The same in a sentence: where too few pairs differ the mean, and how many do.
#[must_use]
pub fn difference_said(estimate: Option<&Estimate>, unit: &str) -> String {
    let Some(e) = scaled(estimate, unit) else { return NONE.to_owned() };
    said(difference(estimate, unit), e.mean, &e, decimals_of(&e))
}

/// `41.2 ± 1.3 days (95% CI, n = 200)`: an estimate that stands alone.
#[must_use]
pub fn full(estimate: Option<&Estimate>, unit: &str) -> String {
    let Some(e) = estimate else { return NOT_AVAILABLE.to_owned() };
    let words = if unit == "share" || unit.is_empty() { String::new() } else { format!(" {unit}") };
    format!("{}{words} ({})", short(Some(e), unit), basis(e))
}

/// `95% CI, n = 200`, `n = 1, no interval`, or the count of pairs that differ where they are too few.
#[must_use]
pub fn basis(estimate: &Estimate) -> String {
    let n = count(estimate.replications as u64);
    match (estimate.half_width, too_few(estimate)) {
        (Some(_), _) => format!(
            "{}% CI, n = {n}",
            number(100.0 * estimate.level, decimals_level(estimate.level))
        ),
        (None, Some(few)) => few,
        (None, None) => format!("n = {n}, no interval"),
    }
}

fn decimals_level(level: f64) -> usize {
    usize::from((level * 100.0 - (level * 100.0).round()).abs() > 1e-6)
}

/// A centile, or "more than n days" where it is not reached.
#[must_use]
pub fn centile(estimate: Option<&Estimate>, more_than: Option<f64>, unit: &str) -> String {
    match (estimate, more_than) {
        (None, Some(bound)) => more(bound, unit),
        _ => mean(estimate, unit),
    }
}

/// "more than 730 days".
#[must_use]
pub fn more(bound: f64, unit: &str) -> String {
    format!("more than {} {unit}", number(bound, 0)).trim_end().to_owned()
}

/// A share of so many in whole numbers: 57 of 100.
#[must_use]
pub fn natural(share: f64, of: u32) -> String {
    number(share * f64::from(of), 0)
}

/// `11 November 2008`.
#[must_use]
pub fn date(day: Date) -> String {
    crate::time::day_in_words(day)
}

/// `November 2008`.
#[must_use]
pub fn month(day: Date) -> String {
    crate::time::month_in_words(day)
}

/// `8 children`, `1 child`: a count with its noun.
#[must_use]
pub fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

/// The words of a text where lines may break: a number stays with its interval and its sign of per cent, a date is one, and
/// so is what hard spaces hold together.
#[must_use]
pub fn kept_together(words: &str) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    // A hard space does not separate words. It stays in the word until the line is made.
    for word in words.split([' ', '\n']).filter(|word| !word.is_empty()) {
        match kept.last_mut() {
            Some(last)
                if word.starts_with(['±', '%'])
                    || last.ends_with('±')
                    || continues_date(last, word) =>
            {
                last.push(' ');
                last.push_str(word);
            }
            _ => kept.push(word.to_owned()),
        }
    }
    kept.iter().map(|word| word.replace('\u{a0}', " ")).collect()
}

/// `11` and `November`, or `11 November` and `2008,`.
fn continues_date(so_far: &str, word: &str) -> bool {
    let is_day = |text: &str| {
        (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_month = |text: &str| {
        text.len() > 2
            && text.starts_with(char::is_uppercase)
            && text.chars().all(char::is_alphabetic)
    };
    match so_far.split_once(' ') {
        None => is_day(so_far) && is_month(word),
        Some((day, month)) => {
            is_day(day)
                && is_month(month)
                && word.len() >= 4
                && word.bytes().take(4).all(|byte| byte.is_ascii_digit())
        }
    }
}

/// The first letter in upper case, the rest as it is.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The first letter in lower case, unless the first word has another capital, as `AUC` and `McKinsey` have.
#[must_use]
pub fn uncapital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next();
    let word = letters.clone().take_while(|letter| letter.is_alphabetic());
    match first {
        Some(first) if !word.clone().any(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [firsts @ .., last] => {
            let firsts: Vec<&str> = firsts.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", firsts.join(", "), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests;
