//! Counts and times in words.

use std::time::Duration;

/// So many things, in words.
pub fn counted(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

/// `40.0 s`, `12 minutes`, `3.5 hours`, `9 days`.
pub fn duration(seconds: f64) -> String {
    match Duration::from_secs_f64(seconds.clamp(0.0, 1e9)).as_secs() {
        0..=99 => format!("{seconds:.1} s"),
        100..=5999 => format!("{:.0} minutes", seconds / 60.0),
        6000..=359_999 => format!("{:.1} hours", seconds / 3600.0),
        _ => format!("{:.0} days", seconds / 86_400.0),
    }
}
