//! From values to places: round ticks, dates, and days as numbers.

use jiff::civil::Date;

use crate::report::format;

/// A value axis: round numbers around the data, 0 included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Axis {
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) step: f64,
}

impl Axis {
    /// An axis that holds these values and 0, with at most `most` steps.
    pub(crate) fn around(values: impl Iterator<Item = f64>, most: u32) -> Axis {
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for value in values.filter(|value| value.is_finite()) {
            (low, high) = (low.min(value), high.max(value));
        }
        // All values are 0, or there are none. An axis without length would divide by 0.
        if high - low < 1e-9 {
            high = low + 1.0;
        }
        let step = round_step((high - low) / f64::from(most.max(1)));
        Axis { low: (low / step).floor() * step, high: (high / step).ceil() * step, step }
    }

    /// An axis that holds these values and no more than it must: for factors, whose 0 may be far away.
    pub(crate) fn within(values: impl Iterator<Item = f64>, most: u32) -> Axis {
        let finite = values.filter(|value| value.is_finite());
        let (low, high) = finite
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
        if low > high {
            return Axis::around(std::iter::empty(), most);
        }
        // A single value has no range. A fifth of its size stands for the range (a choice).
        let wide = if high - low < 1e-12 { high.abs().max(1.0) * 0.2 } else { high - low };
        let step = round_step(wide / f64::from(most.max(1)));
        // A bound on a tick must stay on it in spite of rounding errors.
        let (down, up) = ((low / step + 1e-9).floor() * step, (high / step - 1e-9).ceil() * step);
        // Both bounds lie on one tick, so the axis gets a step on either side.
        if up - down < step * 0.5 {
            Axis { low: down - step, high: up + step, step }
        } else {
            Axis { low: down, high: up, step }
        }
    }

    pub(crate) fn ticks(&self) -> impl Iterator<Item = f64> {
        let (low, step) = (self.low, self.step);
        let steps = ((self.high - low) / step).round() as u32;
        (0..=steps).map(move |k| low + f64::from(k) * step)
    }

    /// A tick's figure, with the decimals its step needs.
    pub(crate) fn figure(&self, tick: f64) -> String {
        // The tolerance is relative to the step, because 0.1 and the like are not exact.
        let decimals = (0..6).find(|&d| {
            let scaled = self.step * [1.0, 10.0, 100.0, 1e3, 1e4, 1e5][d];
            (scaled - scaled.round()).abs() < 1e-6 * scaled
        });
        format::number(tick, decimals.unwrap_or(6))
    }
}

/// The next round number not below: 1, 2, 2.5 or 5 times a power of ten.
fn round_step(rough: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(rough)));
    // A rounding error must not lift a round step to the next one.
    let factor = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .find(|factor| factor * power >= rough * (1.0 - 1e-9));
    factor.unwrap_or(10.0) * power
}

/// A day as a number, from 1 January 2000.
pub(crate) fn day(date: Date) -> f64 {
    crate::time::days_between(Date::constant(2000, 1, 1), date)
}

/// Ticks of a time axis that is so wide (units): the day and its words.
pub(crate) fn dates(from: Date, to: Date, width: i32) -> Vec<(f64, String)> {
    let days = day(to) - day(from);
    let width = f64::from(width.max(1));
    if days <= 21.0 {
        return every_days(from, to, (days * 200.0 / width).ceil().max(1.0) as i32);
    }
    let months = days / 30.44;
    // These are the units that the words of a tick need with some space: a year, or a month with its year.
    let room = |step: i32| if step >= 12 { 92.0 } else { 220.0 };
    // Every step divides a year or is a number of whole years. So ticks fall on the same months every year.
    let step = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200]
        .into_iter()
        .find(|&step| months / f64::from(step) * room(step) <= width);
    let step = step.unwrap_or(2400);
    let mut ticks = Vec::new();
    let mut at = from.first_of_month();
    while at <= to {
        // Months are counted from year 0, so that steps of a year or more fall on January.
        let month = i32::from(at.year()) * 12 + i32::from(at.month()) - 1;
        if at >= from && month % step == 0 {
            let words = if step >= 12 { at.year().to_string() } else { short_month(at) };
            ticks.push((day(at), words));
        }
        match at.checked_add(jiff::Span::new().months(1)) {
            Ok(next) => at = next,
            // The calendar ends with the year 9999.
            Err(_) => break,
        }
    }
    ticks
}

fn every_days(from: Date, to: Date, step: i32) -> Vec<(f64, String)> {
    let mut ticks = Vec::new();
    let mut at = from;
    while at <= to && ticks.len() < 40 {
        ticks.push((day(at), format!("{} {}", at.day(), short_month(at))));
        match at.checked_add(jiff::Span::new().days(step)) {
            Ok(next) => at = next,
            Err(_) => break,
        }
    }
    ticks
}

/// `Nov 2008`.
fn short_month(date: Date) -> String {
    let month: String = format::month(date).chars().take(3).collect();
    format!("{month} {}", date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_on_round_numbers_and_hold_zero() {
        let axis = Axis::around([3.0, 73.2].into_iter(), 5);
        assert_eq!((axis.low, axis.high, axis.step), (0.0, 80.0, 20.0));
        let axis = Axis::around([-0.3, 0.5].into_iter(), 5);
        assert!(axis.low <= -0.3 && axis.high >= 0.5);
        assert_eq!(axis.figure(0.2), "0.2");
        let axis = Axis::around([f64::INFINITY, f64::NAN].into_iter(), 5);
        assert_eq!((axis.low, axis.high), (0.0, 1.0));
    }

    #[test]
    fn five_years_are_ticked_by_year_and_one_day_by_day() {
        let years = dates(Date::constant(2006, 3, 27), Date::constant(2011, 3, 21), 1600);
        let words: Vec<&str> = years.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(words, ["2007", "2008", "2009", "2010", "2011"]);
        assert_eq!(dates(Date::constant(2006, 3, 27), Date::constant(2006, 3, 28), 1600).len(), 2);
        assert!(dates(Date::constant(2006, 3, 27), Date::constant(2106, 3, 27), 1600).len() <= 11);
    }
}
