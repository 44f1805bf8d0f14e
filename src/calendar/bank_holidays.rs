//! The bank holidays of England and Wales, computed for any year (model.md, section 1).

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday, date};

/// One-off moves: the usual day, and the day it was moved to.
const MOVED: [(Date, Date); 5] = [
    (date(1995, 5, 1), date(1995, 5, 8)),
    (date(2002, 5, 27), date(2002, 6, 4)),
    (date(2012, 5, 28), date(2012, 6, 4)),
    (date(2020, 5, 4), date(2020, 5, 8)),
    (date(2022, 5, 30), date(2022, 6, 2)),
];

/// One-off additions.
const ADDED: [Date; 9] = [
    date(1977, 6, 7),
    date(1981, 7, 29),
    date(1999, 12, 31),
    date(2002, 6, 3),
    date(2011, 4, 29),
    date(2012, 6, 5),
    date(2022, 6, 3),
    date(2022, 9, 19),
    date(2023, 5, 8),
];

/// The bank holidays of a year, in no particular order. New Year's Day has been one since 1974, early May since 1978; before
/// 1971 the spring and summer days were elsewhere, which is not followed.
pub fn bank_holidays(year: i16) -> impl Iterator<Item = Date> {
    let easter = easter(year);
    let usual = [
        (year >= 1974).then(|| substitute(date(year, 1, 1))),
        Some(easter.saturating_sub(2.days())),
        Some(easter.saturating_add(1.day())),
        (year >= 1978).then(|| first_monday(year, 5)),
        Some(last_monday(year, 5)),
        Some(last_monday(year, 8)),
        Some(christmas(year)),
        Some(boxing_day(year)),
    ];
    usual
        .into_iter()
        .flatten()
        // Moved after they are worked out: a move names the day by what it would have been.
        .map(moved)
        .chain(ADDED.into_iter().filter(move |day| day.year() == year))
}

/// The spring bank holiday of a year: the last Monday of May, or the day it was moved to.
#[must_use]
pub fn spring_bank_holiday(year: i16) -> Date {
    moved(last_monday(year, 5))
}

fn moved(day: Date) -> Date {
    MOVED.iter().find(|(from, _)| *from == day).map_or(day, |(_, to)| *to)
}

// A holiday on a weekend is kept on the next Monday.
fn substitute(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => day.saturating_add(2.days()),
        Weekday::Sunday => day.saturating_add(1.day()),
        _ => day,
    }
}

// Christmas on a Saturday or Sunday is kept on the Monday or, Boxing Day being the Monday, on the Tuesday.
fn christmas(year: i16) -> Date {
    let day = date(year, 12, 25);
    match day.weekday() {
        Weekday::Saturday => date(year, 12, 27),
        Weekday::Sunday => date(year, 12, 27),
        _ => day,
    }
}

fn boxing_day(year: i16) -> Date {
    let day = date(year, 12, 26);
    match day.weekday() {
        Weekday::Saturday | Weekday::Sunday => date(year, 12, 28),
        _ => day,
    }
}

fn first_monday(year: i16, month: i8) -> Date {
    let first = date(year, month, 1);
    let days = (7 - i64::from(first.weekday().to_monday_zero_offset())) % 7;
    first.saturating_add(days.days())
}

fn last_monday(year: i16, month: i8) -> Date {
    let last = date(year, month, 1).last_of_month();
    last.saturating_sub(i64::from(last.weekday().to_monday_zero_offset()).days())
}

/// The Gregorian Easter Sunday, after the anonymous computus of 1876 (Nature 13, p. 487).
pub fn easter(year: i16) -> Date {
    let year = i32::from(year);
    let (golden, century, of_century) = (year % 19, year / 100, year % 100);
    let skipped = century - century / 4 - (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + skipped + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let correction = (golden + 11 * epact + 22 * to_sunday) / 451;
    let number = epact + to_sunday - 7 * correction + 114;
    let (month, day) = (number / 31, number % 31 + 1);
    date(year as i16, month as i8, day as i8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_year(year: i16) -> Vec<(i8, i8)> {
        let mut days: Vec<(i8, i8)> =
            bank_holidays(year).map(|day| (day.month(), day.day())).collect();
        days.sort_unstable();
        days
    }

    #[test]
    fn easter_falls_where_it_fell() {
        for (year, month, day) in [
            (2003, 4, 20),
            (2008, 3, 23),
            (2011, 4, 24),
            (2016, 3, 27),
            (2024, 3, 31),
            (2038, 4, 25),
        ] {
            assert_eq!(easter(year), date(year, month, day));
        }
    }

    #[test]
    fn published_years_are_met() {
        assert_eq!(
            in_year(2008),
            [(1, 1), (3, 21), (3, 24), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26)]
        );
        assert_eq!(
            in_year(2011),
            [(1, 3), (4, 22), (4, 25), (4, 29), (5, 2), (5, 30), (8, 29), (12, 26), (12, 27)]
        );
        assert_eq!(
            in_year(2012),
            [(1, 2), (4, 6), (4, 9), (5, 7), (6, 4), (6, 5), (8, 27), (12, 25), (12, 26)]
        );
        assert_eq!(
            in_year(2020),
            [(1, 1), (4, 10), (4, 13), (5, 8), (5, 25), (8, 31), (12, 25), (12, 28)]
        );
        assert_eq!(
            in_year(2021),
            [(1, 1), (4, 2), (4, 5), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)]
        );
        assert_eq!(
            in_year(2022),
            [
                (1, 3),
                (4, 15),
                (4, 18),
                (5, 2),
                (6, 2),
                (6, 3),
                (8, 29),
                (9, 19),
                (12, 26),
                (12, 27)
            ]
        );
        assert_eq!(
            in_year(2023),
            [(1, 2), (4, 7), (4, 10), (5, 1), (5, 8), (5, 29), (8, 28), (12, 25), (12, 26)]
        );
    }
}
