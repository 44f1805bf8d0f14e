//! Luck and not knowing, in sentences.

use super::sweep::name;
use crate::results::studies::{CourseShare, RatedDraws, Spreads};
use crate::stats::Parts;
use crate::words::format;

/// A value as it is read: a share in per cent.
#[must_use]
pub fn plain(value: f64, unit: &str) -> String {
    if unit == "share" {
        format!("{} %", format::plain(100.0 * value))
    } else {
        format::plain(value)
    }
}

/// False where every run of every draw says the same.
#[must_use]
pub fn varies(parts: &Parts) -> bool {
    // The tolerance is relative to the mean, because sums of equal numbers differ by rounding.
    parts.luck.max(parts.not_knowing) > 1e-9 * parts.mean.mean.abs()
}

/// How much of the spread is luck, how much is not knowing, and how much is Monte Carlo error.
#[must_use]
pub fn sentence(measure: &Spreads) -> String {
    let (asked, unit) = (&measure.asked, &measure.asked.unit);
    let (Some(parts), Some(all)) = (&measure.parts, measure.all) else {
        return format!(
            "{}, {}: some draws have no value.",
            format::capital(&name(asked)),
            asked.period
        );
    };
    if !varies(parts) {
        return format!(
            "{}, {}: {} in every run of every draw. Nothing varies, so there is neither luck nor not knowing to tell apart.",
            format::capital(&name(asked)),
            asked.period,
            plain(parts.mean.mean, unit)
        );
    }
    let share = |value: f64| format::number(100.0 * value, 0);
    // An error below a hundredth is not none.
    let size = |error: f64| match format::plain(error) {
        none if none == "0.00" => format::number(error, format::decimals_for(error)),
        plain => plain,
    };
    let error = match unit.as_str() {
        "share" => format!("{} percentage points", size(100.0 * parts.monte_carlo)),
        unit => format!("{} {unit}", size(parts.monte_carlo)),
    };
    let courses: String = measure.courses.iter().map(of_course).collect();
    format!(
        "{}, {}: 8 in 10 runs lie between {} and {}. Of that variance {} % is not knowing the numbers (between {} and {} %, 95 % \
         interval) and {} % is luck; the mean itself is known to a standard error of {error}, which is Monte Carlo error.{courses}",
        format::capital(&name(asked)),
        asked.period,
        plain(all.p10, unit),
        plain(all.p90, unit),
        share(parts.share_not_knowing),
        share(parts.share_interval.0),
        share(parts.share_interval.1),
        share(1.0 - parts.share_not_knowing),
    )
}

/// How much of luck is the course that a mechanism takes.
#[must_use]
pub fn of_course(course: &CourseShare) -> String {
    let share = |value: f64| format::number(100.0 * value, 0);
    let parts = &course.parts;
    if !varies(parts) {
        return String::new();
    }
    format!(
        " Of the variance between runs of the scenario as written, which is luck, {} % is the drift of {} (between {} and {} %, 95 % \
         interval).",
        share(parts.share_not_knowing),
        course.called,
        share(parts.share_interval.0),
        share(parts.share_interval.1),
    )
}

/// Whether those who judge from outside find the services that are worst.
#[must_use]
pub fn rated(rated: &RatedDraws, draws: u32) -> String {
    let share = |value: f64| format::number(100.0 * value, 0);
    let interval = if rated.interval.low.is_finite() {
        format!(" (95 % interval {} to {})", share(rated.interval.low), share(rated.interval.high))
    } else {
        String::new()
    };
    format!(
        "{} {}: of the {} services in the worst quarter by {}, out of {draws}, {} of 100 {}{interval}; of all services, {} of 100.",
        rated.words.called,
        rated.of,
        rated.worst,
        rated.words.truth,
        share(rated.good),
        rated.words.given,
        share(rated.good_of_all)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Better;
    use crate::results::studies::AskedMeasure;
    use crate::stats::Spread;

    #[test]
    fn where_nothing_varies_there_is_no_luck_to_tell_from_not_knowing() {
        let mut measure = Spreads {
            asked: AskedMeasure {
                id: "missed".into(),
                label: "Missed".into(),
                named: false,
                unit: "children".into(),
                better: Better::Lower,
                period: "in the year after".into(),
            },
            written: None,
            all: Some(Spread { p10: 0.0, p25: 0.0, p50: 0.0, p75: 0.0, p90: 0.0 }),
            draws: None,
            parts: crate::stats::parts(&[vec![0.0; 4], vec![0.0; 4]]),
            courses: Vec::new(),
        };
        let text = sentence(&measure);
        assert!(text.contains("Nothing varies") && !text.contains("% is luck"), "{text}");
        measure.parts = crate::stats::parts(&[vec![1.0, 4.0, 2.0], vec![3.0, 3.0, 9.0]]);
        assert!(sentence(&measure).contains("% is luck"), "{}", sentence(&measure));
        // An error below a hundredth is small and not none.
        measure.parts = crate::stats::parts(&[vec![0.001, 0.004], vec![0.003, 0.009]]);
        let text = sentence(&measure);
        assert!(!text.contains("error of 0.00 ") && text.contains("error of 0.00"), "{text}");
    }
}
