//! Dates in another form.

use jiff::civil::Date;

use super::numbers::LONGEST;
use crate::scenario::day::day;

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
