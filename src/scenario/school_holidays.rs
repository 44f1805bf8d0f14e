//! English school holidays by rule.
//!
//! Terms are set by each authority, so this is the typical pattern, right to within some days in any year: two weeks
//! at Christmas, two around Easter, six in summer from about 22 July, and a week in the middle of each term (late
//! October, mid-February and the week of the spring bank holiday). Each begins on a Saturday and ends on a Sunday.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

use crate::calendar::{easter, spring_bank_holiday};

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
    let easter = easter(year).saturating_sub(8.days());
    let bank_holiday = spring_bank_holiday(year);
    let may = bank_holiday
        .saturating_sub(i64::from(bank_holiday.weekday().since(Weekday::Saturday)).days());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spring_half_term_holds_the_spring_bank_holiday() {
        for year in 1950..2150 {
            let (first, last) = holidays_of(year)[2];
            let bank_holiday = spring_bank_holiday(year);
            assert!(first < bank_holiday && bank_holiday < last, "{year}");
        }
        // Where the last Monday of May is the 25th, where it is the 31st, and where the holiday was moved to June.
        let begins = |year| holidays_of(year)[2].0;
        assert_eq!(
            [2009, 2010, 2012].map(begins),
            [date(2009, 5, 23), date(2010, 5, 29), date(2012, 6, 2)]
        );
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
