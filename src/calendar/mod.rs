//! Working days and hours, bank and school holidays, deadlines (model.md, section 1).

mod bank_holidays;

use jiff::civil::Date;
use serde::Serialize;

use crate::time::{Days, Hours, SimTime, days_after, days_between};

pub use bank_holidays::{bank_holidays, easter, spring_bank_holiday};

/// Which days are worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CalendarKind {
    /// Monday to Friday less the bank holidays of England and Wales, some hours a day from 09:00.
    England,
    /// 24 hours a day, every day: for checks against theory.
    Continuous,
}

/// 09:00, as a share of a day.
const OPENS: f64 = 9.0 / 24.0;

/// Working time over a run, from tables: every question is O(1). Past the tables every Monday to Friday is worked.
#[derive(Clone, Debug)]
pub struct Calendar {
    kind: CalendarKind,
    hours_per_day: f64,
    first_weekday: usize,
    /// Working days before each day; one entry more than days.
    before: Vec<u32>,
    /// The day of each working day.
    working: Vec<u32>,
    school_holiday: Vec<bool>,
}

impl Calendar {
    /// The calendar of `days` days from `start`.
    #[must_use]
    pub fn new(
        kind: CalendarKind,
        start: Date,
        days: usize,
        hours_per_day: f64,
        school_holidays: &[(Date, Date)],
    ) -> Calendar {
        let first_weekday = start.weekday().to_monday_zero_offset() as usize;
        let mut holiday = vec![false; days];
        let mut school_holiday = vec![false; days];
        let place = |date: Date| days_between(start, date) as i64;
        // Saturating: a run near the last year that dates have ends there, and does not fail here.
        let years = start.year()..=days_after(start, days as i64).year();
        for date in years.flat_map(bank_holidays) {
            // A holiday before the first day has no place, and one past the last is not there to be marked.
            if let Some(day) =
                usize::try_from(place(date)).ok().and_then(|day| holiday.get_mut(day))
            {
                *day = true;
            }
        }
        for &(first, last) in school_holidays {
            // Holidays may begin before the run or end after it: only days of the run have a place.
            for day in place(first).max(0)..=place(last).min(days as i64 - 1) {
                school_holiday[day as usize] = true;
            }
        }
        let worked = |day: usize| match kind {
            CalendarKind::Continuous => true,
            CalendarKind::England => (first_weekday + day) % 7 < 5 && !holiday[day],
        };
        let working: Vec<u32> =
            (0..days).filter(|&day| worked(day)).map(|day| day as u32).collect();
        // Two tables, so that neither counting working days nor finding the n-th one walks over days: every deadline
        // asks both.
        let mut before = Vec::with_capacity(days + 1);
        let mut count = 0;
        for day in 0..days {
            before.push(count);
            count += u32::from(worked(day));
        }
        before.push(count);
        Calendar { kind, hours_per_day, first_weekday, before, working, school_holiday }
    }

    /// 0 is Monday.
    #[must_use]
    pub fn weekday(&self, day: usize) -> usize {
        (self.first_weekday + day) % 7
    }

    /// True on a school holiday.
    #[must_use]
    pub fn in_school_holidays(&self, day: usize) -> bool {
        self.school_holiday.get(day).copied().unwrap_or(false)
    }

    /// True on a day that is worked.
    #[must_use]
    pub fn is_working_day(&self, day: usize) -> bool {
        match self.before.get(day + 1) {
            Some(after) => *after > self.before[day],
            None => self.kind == CalendarKind::Continuous || self.weekday(day) < 5,
        }
    }

    /// True where there is no closing time.
    #[must_use]
    pub fn never_closes(&self) -> bool {
        self.kind == CalendarKind::Continuous
    }

    /// True in working hours.
    #[must_use]
    pub fn is_open(&self, t: SimTime) -> bool {
        if self.never_closes() {
            return true;
        }
        let hour = t.days() - t.day() as f64;
        // The range is half-open: work has begun at opening time and is over at closing time.
        self.is_working_day(t.day()) && (OPENS..self.closes()).contains(&hour)
    }

    /// This moment if it is in working hours, else the next 09:00 of a working day.
    #[must_use]
    pub fn next_opening(&self, t: SimTime) -> SimTime {
        if self.is_open(t) {
            return t;
        }
        let hour = t.days() - t.day() as f64;
        let from = if hour < OPENS { t.day() } else { t.day() + 1 };
        self.opening_of(self.working_days_before(from))
    }

    /// The end of a task of so many working hours begun at `t`; out of hours it begins at the next opening.
    #[must_use]
    pub fn add_working_hours(&self, t: SimTime, hours: Hours) -> SimTime {
        if self.never_closes() {
            return t + Days(hours.0 / 24.0);
        }
        let t = self.next_opening(t);
        let done = (t.days() - t.day() as f64 - OPENS) * 24.0;
        let total = done + hours.0;
        // From `t` and not from the opening: hours within one day are added once, with one rounding.
        if total <= self.hours_per_day {
            return t + Days(hours.0 / 24.0);
        }
        let mut days = (total / self.hours_per_day).floor();
        let mut left = total - days * self.hours_per_day;
        if left <= 0.0 {
            // It ends at closing time, not at the next opening.
            days -= 1.0;
            left = self.hours_per_day;
        }
        // A task longer than any run ends after it.
        let days = days.min(1e7) as usize;
        self.opening_of(self.working_days_before(t.day()) + days) + Days(left / 24.0)
    }

    /// "n working days from t": midnight after the n-th working day following the day of t.
    #[must_use]
    pub fn end_of_working_days(&self, t: SimTime, n: u32) -> SimTime {
        if self.never_closes() {
            return t + Days(f64::from(n));
        }
        // No working day is waited for: the day itself ends, worked or not.
        if n == 0 {
            return SimTime::from_days((t.day() + 1) as f64);
        }
        let nth = self.working_days_before(t.day() + 1) + n as usize - 1;
        SimTime::from_days((self.nth_working_day(nth) + 1) as f64)
    }

    /// 09:00 of the n-th working day following the day of t; n = 0 is the next opening.
    #[must_use]
    pub fn due_after_working_days(&self, t: SimTime, n: u32) -> SimTime {
        if self.never_closes() {
            return t + Days(f64::from(n));
        }
        if n == 0 {
            return self.next_opening(t);
        }
        self.opening_of(self.working_days_before(t.day() + 1) + n as usize - 1)
    }

    /// Working hours between two moments.
    #[must_use]
    pub fn working_hours_between(&self, from: SimTime, to: SimTime) -> f64 {
        self.working_hours_before(to) - self.working_hours_before(from)
    }

    /// Working hours of a full-time week.
    #[must_use]
    pub fn hours_per_week(&self) -> f64 {
        if self.never_closes() { 168.0 } else { 5.0 * self.hours_per_day }
    }

    /// Working hours of a working day.
    #[must_use]
    pub fn hours_per_day(&self) -> f64 {
        if self.never_closes() { 24.0 } else { self.hours_per_day }
    }

    fn closes(&self) -> f64 {
        OPENS + self.hours_per_day / 24.0
    }

    fn opening_of(&self, nth: usize) -> SimTime {
        SimTime::from_days(self.nth_working_day(nth) as f64 + OPENS)
    }

    fn working_hours_before(&self, t: SimTime) -> f64 {
        if self.never_closes() {
            return t.days() * 24.0;
        }
        let hour = (t.days() - t.day() as f64 - OPENS) * 24.0;
        let today =
            if self.is_working_day(t.day()) { hour.clamp(0.0, self.hours_per_day) } else { 0.0 };
        self.working_days_before(t.day()) as f64 * self.hours_per_day + today
    }

    fn working_days_before(&self, day: usize) -> usize {
        let days = self.before.len() - 1;
        if day <= days {
            return self.before[day] as usize;
        }
        let weekdays = |day: usize| {
            // Past the tables no holiday is known. Weeks that begin on Monday make it a division.
            let shifted = day + self.first_weekday;
            shifted / 7 * 5 + (shifted % 7).min(5)
        };
        self.before[days] as usize + weekdays(day) - weekdays(days)
    }

    fn nth_working_day(&self, nth: usize) -> usize {
        if let Some(&day) = self.working.get(nth) {
            return day as usize;
        }
        let days = self.before.len() - 1;
        let left = nth - self.working.len();
        let weeks = left / 5;
        let mut day = days + weeks * 7;
        // Whole weeks were added above, so the walk takes less than one.
        let mut left = left % 5;
        loop {
            if self.weekday(day) < 5 {
                if left == 0 {
                    return day;
                }
                left -= 1;
            }
            day += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn england() -> Calendar {
        // Monday 31 March 2003.
        Calendar::new(
            CalendarKind::England,
            date(2003, 3, 31),
            3000,
            7.4,
            &[(date(2003, 4, 12), date(2003, 4, 27))],
        )
    }

    fn at(days: f64) -> SimTime {
        SimTime::from_days(days)
    }

    #[test]
    fn work_is_done_from_nine_on_weekdays() {
        let calendar = england();
        assert!(!calendar.is_open(at(0.374)));
        assert!(calendar.is_open(at(0.375)));
        assert!(!calendar.is_open(at(0.375 + 7.4 / 24.0)));
        assert!(!calendar.is_open(at(5.5)), "Saturday");
        assert_eq!(calendar.next_opening(at(4.9)), at(7.375), "Friday evening to Monday morning");
    }

    #[test]
    fn a_task_runs_over_nights_weekends_and_bank_holidays() {
        let calendar = england();
        let friday_three = at(4.0 + 15.0 / 24.0);
        let ends = calendar.add_working_hours(friday_three, Hours(2.0));
        assert!((ends.days() - (7.0 + (9.0 + 0.6) / 24.0)).abs() < 1e-9, "{ends:?}");
        // Good Friday 18 and Easter Monday 21 April 2003 are days 18 and 21.
        let thursday = at(17.0 + 15.0 / 24.0);
        let ends = calendar.add_working_hours(thursday, Hours(2.0));
        assert!((ends.days() - (22.0 + 9.6 / 24.0)).abs() < 1e-9, "{ends:?}");
    }

    #[test]
    fn a_task_that_fills_the_day_ends_at_closing() {
        let ends = england().add_working_hours(at(0.375), Hours(7.4));
        assert!((ends.days() - (0.375 + 7.4 / 24.0)).abs() < 1e-9);
        let ends = england().add_working_hours(at(0.375), Hours(14.8));
        assert!((ends.days() - (1.375 + 7.4 / 24.0)).abs() < 1e-9);
    }

    #[test]
    fn deadlines_end_at_midnight_after_the_last_working_day() {
        let calendar = england();
        assert_eq!(
            calendar.end_of_working_days(at(0.5), 7),
            at(10.0),
            "Monday to Wednesday of next week"
        );
        assert_eq!(calendar.end_of_working_days(at(5.5), 1), at(8.0), "from a Saturday");
        assert_eq!(calendar.due_after_working_days(at(0.5), 3), at(3.375));
    }

    #[test]
    fn the_continuous_calendar_never_closes() {
        let calendar = Calendar::new(CalendarKind::Continuous, date(2003, 3, 31), 100, 7.4, &[]);
        assert_eq!(calendar.add_working_hours(at(5.5), Hours(12.0)), at(6.0));
        assert_eq!(calendar.end_of_working_days(at(5.5), 3), at(8.5));
        assert_eq!(calendar.hours_per_week(), 168.0);
    }

    #[test]
    fn past_its_tables_the_calendar_goes_on() {
        let long = Calendar::new(CalendarKind::England, date(2003, 3, 31), 400, 7.4, &[]);
        let day = long.end_of_working_days(at(399.0), 10_000);
        assert!((day.days() - 399.0 - 14_000.0).abs() < 10.0);
        assert!(long.add_working_hours(at(1e5), Hours(1e12)).days().is_finite());
        assert!(long.is_working_day(100_000) || long.is_working_day(100_002));
    }

    proptest! {
        #[test]
        fn working_hours_add_up(t in 0.0_f64..2500.0, a in 0.0_f64..60.0, b in 0.0_f64..60.0) {
            let calendar = england();
            let start = at(t);
            let middle = calendar.add_working_hours(start, Hours(a));
            let end = calendar.add_working_hours(start, Hours(a + b));
            prop_assert!(middle >= start && end >= middle);
            prop_assert!((calendar.working_hours_between(start, end) - a - b).abs() < 1e-6);
            let again = calendar.add_working_hours(middle, Hours(b));
            prop_assert!((calendar.working_hours_between(start, again) - a - b).abs() < 1e-6);
        }
    }
}
