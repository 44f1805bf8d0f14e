//! What an answer hangs on, in sentences.

use crate::results::studies::{Screened, Sensitivity};
use crate::stats::Estimate;
use crate::words::format;

/// What matters, and what does not.
#[must_use]
pub fn finding(found: &Sensitivity) -> String {
    let matters: Vec<&Screened> = found.factors.iter().filter(|one| one.matters).collect();
    let Some(first) = matters.first() else {
        return "No number with a range was found to matter.".to_owned();
    };
    let range = |one: &Screened| {
        let end = |end: Option<Estimate>| format::difference_said(end.as_ref(), &found.asked.unit);
        format!(
            "{} at {}, {} at {}",
            end(one.low),
            format::plain(one.factor.low),
            end(one.high),
            format::plain(one.factor.high)
        )
    };
    let level = leading(&matters, by_screening);
    let first_ones: Vec<&str> = level.iter().map(|one| one.factor.path.as_str()).collect();
    // Options are told apart by place, because two numbers may have equal effects.
    let rest = matters.iter().filter(|one| !level.iter().any(|first| std::ptr::eq(*first, **one)));
    let rest: Vec<&str> = rest.map(|one| one.factor.path.as_str()).collect();
    let others = if rest.is_empty() {
        String::new()
    } else {
        format!(" Then come {}.", format::list(&rest))
    };
    let counted = format!(
        "Of the {} numbers, {} at least a tenth of the largest effect.",
        found.factors.len(),
        format::counted(matters.len() as u64, "has", "have")
    );
    let unit = if found.asked.unit == "share" { "percentage points" } else { &found.asked.unit };
    if shows(first) && level.len() > 1 {
        let all: Vec<String> =
            level.iter().map(|one| format!("{} ({})", one.factor.path, range(one))).collect();
        return format!(
            "The answer hangs on {}, in {unit}: with so few replications it cannot be told which of {} moves it most.{others} {counted}",
            format::list(&all),
            if first_ones.len() == 2 { "the two" } else { "these" }
        );
    }
    let hangs = if shows(first) {
        "The answer hangs most on"
    } else {
        "It is not shown that the answer hangs on any one number; largest on average is"
    };
    let doubt = if shows(first) {
        ""
    } else {
        " Neither of its ends can be told from no effect with so few replications: ask for more before relying on the order."
    };
    format!("{hangs} {} ({}, in {unit}).{doubt}{others} {counted}", first.factor.path, range(first))
}

/// How large an effect is, with the ends of its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Its size.
    pub size: f64,
    /// What it is at least.
    pub low: f64,
    /// What it is at most.
    pub high: f64,
}

/// The larger of the two ends' effects.
#[must_use]
pub fn by_ends(one: &Screened) -> Size {
    let ends = [one.low, one.high].into_iter().flatten().map(Estimate::size);
    let largest = ends.max_by(|a, b| a.mean.total_cmp(&b.mean));
    // Without an interval the effect may have any size, so it counts as level with the first.
    largest.map_or(Size { size: 0.0, low: 0.0, high: f64::INFINITY }, |end| Size {
        size: end.mean,
        low: end.low().unwrap_or(0.0).max(0.0),
        high: end.high().unwrap_or(f64::INFINITY),
    })
}

/// The mean size of its effects over its whole range or, without these, of its ends.
#[must_use]
pub fn by_screening(one: &Screened) -> Size {
    match one.size {
        Some((size, Some(half))) => Size { size, low: (size - half).max(0.0), high: size + half },
        Some((size, None)) => Size { size, low: 0.0, high: f64::INFINITY },
        None => by_ends(one),
    }
}

/// The first, and those after it whose interval reaches the first's: which of them is largest is not known.
#[must_use]
pub fn leading<'a>(ordered: &[&'a Screened], size: fn(&Screened) -> Size) -> Vec<&'a Screened> {
    let Some(first) = ordered.first().map(|one| size(one)) else { return Vec::new() };
    let is_level = |(place, one): &(usize, &&Screened)| *place == 0 || size(one).high >= first.low;
    ordered.iter().enumerate().filter(is_level).map(|(_, one)| *one).collect()
}

/// Whether either end of its range moves the answer by more than the interval.
#[must_use]
pub fn shows(one: &Screened) -> bool {
    [one.low, one.high].into_iter().flatten().any(|end| end.excludes_zero())
}

/// How far the ends of a range move the answer.
#[must_use]
pub fn swing(one: &Screened) -> f64 {
    [one.low, one.high].into_iter().flatten().map(|end| end.mean.abs()).fold(0.0, f64::max)
}
