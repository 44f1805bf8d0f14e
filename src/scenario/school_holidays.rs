//! English school holidays by rule.
//!
//! Terms are set by each authority, so this is the typical pattern, right to within some days in any year: two weeks
//! at Christmas, two around Easter, six in summer from about 22 July, and a week in the middle of each term (late
//! October, mid-February and the week of the spring bank holiday). Each begins on a Saturday and ends on a Sunday.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

/// First and last day of each holiday that touches the days from `from` to `to`, in order.
#[must_use]
pub fn england(from: Date, to: Date) -> Vec<(Date, Date)> {
    let mut holidays: Vec<(Date, Date)> =
        // The Christmas holiday of the year before lasts into January.
        (from.year() - 1..=to.year()).flat_map(holidays_of).collect();
    holidays.retain(|&(first, last)| last >= from && first <= to);
    holidays
}

/// The holidays that begin in a year, in order.
fn holidays_of(year: i16) -> [(Date, Date); 6] {
    let february = saturday_from(date(year, 2, 11));
    // The Saturday before Palm Sunday, so that Easter Sunday lies between the two weeks.
    let easter = easter_sunday(year).saturating_sub(8.days());
    let may = saturday_from(date(year, 5, 24));
    let summer = saturday_from(date(year, 7, 19));
    let october = saturday_from(date(year, 10, 22));
    let christmas = saturday_from(date(year, 12, 18));
    [
        weeks(february, 1),
        weeks(easter, 2),
        weeks(may, 1),
        weeks(summer, 6),
        weeks(october, 1),
        weeks(christmas, 2),
    ]
}

/// From a Saturday to the Sunday that many school weeks later.
fn weeks(saturday: Date, weeks: i64) -> (Date, Date) {
    // The weekend before the weeks and the one after them both belong to a holiday.
    (saturday, saturday.saturating_add((weeks * 7 + 1).days()))
}

fn saturday_from(day: Date) -> Date {
    let ahead = day.weekday().until(Weekday::Saturday);
    day.saturating_add(i64::from(ahead).days())
}

/// The Gregorian Easter Sunday, after the anonymous computus of 1876 (Nature 13, p. 487).
fn easter_sunday(year: i16) -> Date {
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
            assert_eq!(easter_sunday(year), date(year, month, day));
        }
    }

    #[test]
    fn a_year_has_thirteen_weeks_of_holidays() {
        for year in 1950..2150 {
            let days: i32 =
                holidays_of(year).iter().map(|&(first, last)| (last - first).get_days() + 1).sum();
            assert_eq!(days, 13 * 7 + 6 * 2);
        }
    }

    #[test]
    fn holidays_are_in_order_and_do_not_touch() {
        let holidays = england(date(1950, 1, 1), date(2150, 12, 31));
        assert!(holidays.windows(2).all(|pair| pair[0].1 < pair[1].0));
    }

    #[test]
    fn the_summer_of_2008_is_where_schools_had_it() {
        let summer = england(date(2008, 7, 1), date(2008, 9, 30));
        assert_eq!(summer, [(date(2008, 7, 19), date(2008, 8, 31))]);
    }

    #[test]
    fn a_run_that_starts_at_new_year_is_in_the_christmas_holiday() {
        assert_eq!(england(date(2009, 1, 1), date(2009, 1, 2)).len(), 1);
    }
}
