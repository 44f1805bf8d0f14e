//! Weekly series and months, with a surge after the publicity.

use jiff::civil::date;

use super::{FROM, VERDICT, days_between};
use crate::measure::Settlement;
use crate::results::{Month, Series, WeekPoint};
use crate::stats::Spread;

/// Publicity's course: nothing before the day, full height after two weeks, then half every nine months.
fn surge(week: f64, lag: f64, length: f64) -> f64 {
    let days = week * 7.0 - days_between(FROM, VERDICT) - lag;
    if days <= 0.0 {
        0.0
    } else if days < length {
        days / length
    } else {
        0.3 + 0.7 * libm::exp2(-(days - length) / 270.0)
    }
}

pub(super) fn weekly() -> Vec<Series> {
    // id, unit, level, rise at the height, lag of the rise, its length, half-width of chance as a share
    let shapes: [(&str, &str, f64, f64, f64, f64, f64); 20] = [
        ("referrals", "referrals a week", 51.3, 0.24, 0.0, 14.0, 0.18),
        ("waiting[screening]", "children", 4.2, 0.5, 0.0, 20.0, 0.6),
        ("unallocated[duty]", "children", 0.0, 0.0, 0.0, 14.0, 0.0),
        ("unallocated[assessment]", "children", 1.4, 7.0, 40.0, 150.0, 1.6),
        ("unallocated[long term]", "children", 1.1, 1.2, 90.0, 200.0, 1.5),
        ("minutes[initial assessment]", "minutes", 71.0, -0.14, 14.0, 60.0, 0.06),
        ("minutes[core assessment]", "minutes", 66.0, -0.12, 14.0, 60.0, 0.07),
        ("minutes[section 47 enquiry]", "minutes", 88.0, -0.10, 14.0, 60.0, 0.08),
        ("minutes[child protection plan]", "minutes", 52.0, -0.05, 60.0, 120.0, 0.06),
        ("minutes[child in need plan]", "minutes", 43.0, -0.16, 30.0, 90.0, 0.06),
        ("threshold_shift", "standard deviations", 0.02, 12.0, 30.0, 90.0, 1.8),
        ("pressure", "weeks of work", 2.31, 0.55, 10.0, 70.0, 0.2),
        ("pressure_seen", "weeks of work", 2.31, 0.44, 30.0, 70.0, 0.2),
        ("caseload[duty]", "cases per full-time worker", 0.0, 0.0, 0.0, 14.0, 0.0),
        ("caseload[assessment]", "cases per full-time worker", 14.6, 0.2, 20.0, 100.0, 0.12),
        ("caseload[long term]", "cases per full-time worker", 16.2, 0.05, 90.0, 200.0, 0.08),
        ("in_post[duty]", "workers", 5.8, -0.01, 60.0, 100.0, 0.1),
        ("in_post[assessment]", "workers", 37.4, -0.03, 60.0, 100.0, 0.06),
        ("in_post[long term]", "workers", 29.1, -0.02, 60.0, 100.0, 0.06),
        ("agency[assessment]", "workers", 4.1, 0.1, 60.0, 100.0, 0.4),
    ];
    shapes.into_iter().map(series).collect()
}

fn series(
    (id, unit, base, rise, lag, length, chance): (&str, &str, f64, f64, f64, f64, f64),
) -> Series {
    let point = |week: i64| {
        let date = FROM + jiff::Span::new().weeks(week);
        let w = week as f64;
        let holiday = matches!((date.month(), date.day()), (8, _) | (12, 20..=31) | (4, 3..=12));
        let season = if id == "referrals" && holiday { 0.82 } else { 1.0 };
        let wobble =
            1.0 + 0.012 * libm::sin(w * 1.7) + 0.009 * libm::sin(w * 0.61 + id.len() as f64);
        let twin = base * season * wobble;
        let run = twin * (1.0 + rise * surge(w, lag, length));
        let (low, high) = ((run * (1.0 - chance)).max(0.0), run * (1.0 + chance));
        WeekPoint {
            date,
            run: Some(run),
            twin: Some(twin),
            chance: Some(Spread {
                p10: low,
                p25: 0.5 * (low + run),
                p50: run,
                p75: 0.5 * (high + run),
                p90: high,
            }),
        }
    };
    let label = id.replace('[', " of ").replace(']', "").replace('_', " ");
    Series { id: super::id(id), label, unit: unit.into(), points: (0..260).map(point).collect() }
}

pub(super) fn months() -> Vec<Month> {
    let share = [0.41, 0.18, 0.17, 0.002, 0.004, 0.07, 0.03, 0.034, 0.1];
    let surged = [0.385, 0.2, 0.155, 0.003, 0.017, 0.076, 0.034, 0.033, 0.097];
    let first = date(2006, 3, 1);
    (0..61)
        .map(|n| {
            let date = first + jiff::Span::new().months(n);
            let week = days_between(FROM, date) / 7.0;
            let lift = surge(week + 2.0, 0.0, 14.0);
            // The first and the last month are observed in part, and figures must leave them out.
            let part = if n == 0 {
                5.0 / 31.0
            } else if n == 60 {
                20.0 / 31.0
            } else {
                1.0
            };
            let all = 15.3 * (1.0 + 0.03 * libm::sin(n as f64)) * part;
            let settle = |total: f64, mix: f64| {
                Settlement::ALL
                    .iter()
                    .enumerate()
                    .map(|(k, s)| (*s, total * (share[k] * (1.0 - mix) + surged[k] * mix)))
                    .collect::<Vec<_>>()
            };
            Month {
                date,
                // The 45 working days of children who come to notice in these months run past the verdict.
                straddles: date >= jiff::civil::date(2008, 9, 1)
                    && date < jiff::civil::date(2008, 11, 1),
                run: settle(all * (1.0 + 0.16 * lift), lift),
                twin: settle(all, 0.0),
            }
        })
        .collect()
}
