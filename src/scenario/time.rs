//! `[time]`: when the run starts, how long it lasts, and which days are worked
//! (model.md, section 1).

use super::check::limits::{MOST_DAYS, from_to};
use super::declare::keys;
use super::kinds::{Count, Day, Number, OneOf};
use super::raw::RawHolidays;
use crate::calendar::{Calendar, CalendarKind};
use crate::time::{SimTime, days_after, days_between};
use jiff::civil::Date;
use serde::Serialize;

/// The run's frame: warm-up, observed period, settling.
#[derive(Clone, Debug, Serialize)]
pub struct TimeFrame {
    /// The first day of the warm-up; simulation time 0 is its midnight.
    pub start: Date,
    /// Days before anything is observed: plan stocks take years to fill.
    pub warmup_days: u32,
    /// Days observed.
    pub run_days: u32,
    /// Working days and hours.
    pub calendar: CalendarKind,
    /// Working hours in a working day, from 09:00 (`england` only).
    pub hours_per_day: f64,
    /// School holidays, first and last day of each, in order.
    pub school_holidays: Vec<(Date, Date)>,
}

impl TimeFrame {
    /// Working days and hours of the first `days` days.
    #[must_use]
    pub fn calendar_of(&self, days: usize) -> Calendar {
        Calendar::new(self.calendar, self.start, days, self.hours_per_day, &self.school_holidays)
    }

    /// Working hours of a full-time week.
    #[must_use]
    pub fn hours_per_week(&self) -> f64 {
        match self.calendar {
            CalendarKind::England => 5.0 * self.hours_per_day,
            // Work that never stops: `hours_per_day` is of the calendar of England alone.
            CalendarKind::Continuous => 7.0 * 24.0,
        }
    }

    /// The end of the warm-up, when the observed period begins.
    #[must_use]
    pub fn observed_from(&self) -> SimTime {
        SimTime::from_days(f64::from(self.warmup_days))
    }

    /// The horizon: nothing after it enters a result except the settling of episodes that began before it.
    #[must_use]
    pub fn horizon(&self) -> SimTime {
        SimTime::from_days(f64::from(self.warmup_days) + f64::from(self.run_days))
    }

    /// Midnight at the beginning of a date, as simulation time; negative before the start.
    #[must_use]
    pub fn at(&self, date: Date) -> SimTime {
        SimTime::from_days(days_between(self.start, date))
    }

    /// Whether a date lies in the observed period.
    #[must_use]
    pub fn observes(&self, date: Date) -> bool {
        (self.observed_from()..self.horizon()).contains(&self.at(date))
    }

    /// The date of a simulation time.
    #[must_use]
    pub fn date(&self, time: SimTime) -> Date {
        // Down, so that a moment before the start is of the day before and not of the first.
        let days = libm::floor(time.days()) as i64;
        days_after(self.start, days)
    }

    /// The calendar month of a simulation time: 0 for January.
    #[must_use]
    pub fn month(&self, time: SimTime) -> usize {
        usize::try_from(self.date(time).month() - 1).unwrap_or(0)
    }
}

/// From 09:00 to midnight.
const MOST_HOURS_A_DAY: f64 = 15.0;

/// The calendars by their names in files.
pub(crate) const CALENDARS: &[(&str, CalendarKind)] =
    &[("england", CalendarKind::England), ("continuous", CalendarKind::Continuous)];

keys! {
    /// The table as it is written.
    RawTime, used "calendar" {
        start: Date = Day() {
            what: "First day of the warm-up",
            unit: "date",
        }
        warmup_days: u32 = Count(0, MOST_DAYS as u32) {
            what: "Days before anything is counted, in which queues and caseloads settle",
            unit: "days",
            default: 1092,
            used: "model::setting",
        }
        run_days: u32 = Count(1, MOST_DAYS as u32) {
            what: "Days observed, after the warm-up",
            unit: "days",
            default: 1820,
            used: "model::setting",
        }
        calendar: CalendarKind = OneOf(CALENDARS) {
            what: "Working days and hours with England's bank holidays, or work that never stops",
            default: "england",
        }
        hours_per_day: f64 = Number(from_to(0.1, MOST_HOURS_A_DAY)) {
            what: "Working hours of a full-time worker in a working day",
            unit: "hours",
            default: 7.4,
            needs: ["time.calendar = england"],
        }
        school_holidays: RawHolidays {
            what: "England's school holidays, none, or a list of [from, to] dates",
            default: "england",
            needs: ["referrals.sources.in_school_holidays != 1"],
            used: "model::referrals",
        }
    }
}
