//! The only time types: a moment, a stretch of days, a stretch of working hours
//! (model.md, section 1).

use std::cmp::Ordering;
use std::ops::{Add, AddAssign, Sub};

use serde::{Deserialize, Serialize};

/// A moment of the simulation [days since midnight of the scenario's `time.start`]: finite and totally ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SimTime(f64);

impl SimTime {
    /// Midnight of `time.start`, when the warm-up begins.
    pub const ZERO: SimTime = SimTime(0.0);

    /// The moment `days` after the start.
    ///
    /// # Panics
    /// When `days` is not finite: a clock that is not a number is a broken invariant, never a user's mistake.
    #[must_use]
    pub fn from_days(days: f64) -> SimTime {
        assert!(days.is_finite(), "simulation time must be finite, got {days}");
        // Adding 0 makes 0 of -0, which is the same moment.
        SimTime(days + 0.0)
    }

    /// Days since the start.
    #[must_use]
    pub const fn days(self) -> f64 {
        self.0
    }

    /// The number of whole days since the start: 0 on the first day.
    #[must_use]
    pub fn day(self) -> usize {
        debug_assert!(self.0 >= 0.0, "there is no day before the start");
        // The cast drops what is behind the dot, which is the floor, as no time of a run is negative.
        self.0 as usize
    }

    /// The earlier of two moments.
    #[must_use]
    pub fn min(self, other: SimTime) -> SimTime {
        if other < self { other } else { self }
    }

    /// The later of two moments.
    #[must_use]
    pub fn max(self, other: SimTime) -> SimTime {
        if other > self { other } else { self }
    }
}

impl Eq for SimTime {}

// The four comparisons by hand: that of two numbers is one instruction, the total order several, and they agree where both are
// finite and neither is -0 (`from_days`).
impl PartialOrd for SimTime {
    fn partial_cmp(&self, other: &SimTime) -> Option<Ordering> {
        Some(self.cmp(other))
    }

    #[inline]
    fn lt(&self, other: &SimTime) -> bool {
        self.0 < other.0
    }

    #[inline]
    fn le(&self, other: &SimTime) -> bool {
        self.0 <= other.0
    }

    #[inline]
    fn gt(&self, other: &SimTime) -> bool {
        self.0 > other.0
    }

    #[inline]
    fn ge(&self, other: &SimTime) -> bool {
        self.0 >= other.0
    }
}

impl Ord for SimTime {
    fn cmp(&self, other: &SimTime) -> Ordering {
        // Every moment is finite (`from_days`), so that this is the order of numbers.
        self.0.total_cmp(&other.0)
    }
}

impl Sub for SimTime {
    type Output = Days;
    fn sub(self, earlier: SimTime) -> Days {
        Days(self.0 - earlier.0)
    }
}

impl Add<Days> for SimTime {
    type Output = SimTime;
    fn add(self, days: Days) -> SimTime {
        SimTime::from_days(self.0 + days.0)
    }
}

impl Sub<Days> for SimTime {
    type Output = SimTime;
    fn sub(self, days: Days) -> SimTime {
        SimTime::from_days(self.0 - days.0)
    }
}

/// A stretch of time (calendar days).
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Days(pub f64);

/// A stretch of work (working hours).
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hours(pub f64);

impl Add for Hours {
    type Output = Hours;
    fn add(self, other: Hours) -> Hours {
        Hours(self.0 + other.0)
    }
}

impl AddAssign for Hours {
    fn add_assign(&mut self, other: Hours) {
        self.0 += other.0;
    }
}

/// Names of the months.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Days from one date to another: below 0 where the other is the earlier.
#[must_use]
pub fn days_between(from: jiff::civil::Date, to: jiff::civil::Date) -> f64 {
    (from.duration_until(to).as_hours() / 24) as f64
}

/// The date so many days after another, or before; the last there is, or the first, where none is so far away.
#[must_use]
pub fn days_after(date: jiff::civil::Date, days: i64) -> jiff::civil::Date {
    date.saturating_add(jiff::Span::new().days(days))
}

/// `11 November 2008`. By hand: a library's formatter brings its time zones into the browser.
#[must_use]
pub fn day_in_words(day: jiff::civil::Date) -> String {
    format!("{} {}", day.day(), month_in_words(day))
}

/// `November 2008`.
#[must_use]
pub fn month_in_words(day: jiff::civil::Date) -> String {
    format!("{} {:04}", MONTHS[(day.month() as usize - 1).min(11)], day.year())
}

/// Days of what is called the year after: 52 weeks, so that every day of the week counts as often.
pub const A_YEAR: f64 = 364.0;

/// How long a stretch of time is, as a noun: `year` of a whole one and more, `207 days`, `day`.
#[must_use]
pub fn stretch_in_words(days: f64) -> String {
    match days.round() {
        // Not rounded: 363.7 days are no whole year.
        _ if days >= A_YEAR => "year".to_owned(),
        n if n <= 1.0 => "day".to_owned(),
        n => format!("{n:.0} days"),
    }
}

/// When the time after a day is: `in the year after 11 November 2008`, `in the 207 days after` it, or `on` it.
#[must_use]
pub fn after_in_words(day: jiff::civil::Date, days: f64) -> String {
    let (named, stretch) = (day_in_words(day), stretch_in_words(days));
    if stretch == "day" { format!("on {named}") } else { format!("in the {stretch} after {named}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_totally_ordered() {
        let (a, b) = (SimTime::from_days(1.5), SimTime::from_days(2.25));
        assert!(a < b);
        assert_eq!(a.max(b), b);
        assert_eq!(a.min(b), a);
        assert_eq!((b - a).0, 0.75);
        assert_eq!(b.day(), 2);
    }

    #[test]
    #[should_panic(expected = "simulation time must be finite")]
    fn a_clock_that_is_not_a_number_is_refused() {
        let _ = SimTime::from_days(f64::NAN);
    }

    #[test]
    fn a_year_that_is_cut_short_is_not_called_one() {
        let day = jiff::civil::date(2008, 11, 11);
        for (days, expected) in [
            (364.0, "in the year after 11 November 2008"),
            (363.0, "in the 363 days after 11 November 2008"),
            (207.0, "in the 207 days after 11 November 2008"),
            (1.0, "on 11 November 2008"),
        ] {
            assert_eq!(after_in_words(day, days), expected);
        }
    }
}
