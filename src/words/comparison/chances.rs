//! How often fewer are missed: with the same luck, and one real year against another.

use crate::results::comparison::{Against, ComparisonResult};
use crate::stats::Share;
use crate::words::format;

/// A share as so many of 100; the ends of the scale only where they are exact.
#[must_use]
pub fn of_100(share: f64) -> String {
    let decimals = usize::from(!(0.005..=0.995).contains(&share) && share > 0.0 && share < 1.0);
    format::number(100.0 * share, decimals)
}

/// In how many pairs of runs with the same luck fewer are missed.
#[must_use]
pub fn same_luck(against: &Against) -> String {
    let pairs = &against.missed;
    let luck =
        if against.same_children { "the same children and the same luck" } else { "the same luck" };
    format!(
        "In {} of {} pairs of runs with {luck} fewer are missed{}, in {} as many, in {} more.",
        pairs.fewer,
        pairs.pairs,
        pairs
            .same_luck
            .as_ref()
            // With a hundred pairs, the share of 100 would repeat the count.
            .map_or_else(String::new, |share| bracket(share, pairs.pairs != 100)),
        pairs.as_many,
        pairs.more
    )
}

pub(super) fn sentence(found: &ComparisonResult, against: &Against) -> String {
    let mut text = same_luck(against);
    let stretch = crate::time::stretch_in_words(found.period.days);
    // One year or one day can be set against another. Any other stretch is called a service.
    let stretch = match stretch.as_str() {
        _ if !found.publicity => "service",
        "year" | "day" => &stretch,
        _ => "service",
    };
    if let Some(own) = &against.missed.own_luck {
        text.push_str(&format!(
            " In this model, of 100 pairs of real {stretch}s, each {stretch} with its own luck, fewer are missed in {}{}; a tie counts half.",
            of_100(own.share),
            bracket(own, false)
        ));
        text.push_str(&one_real(stretch, own));
    }
    text
}

/// What that chance means for who looks at one of each.
fn one_real(stretch: &str, own: &Share) -> String {
    match (own.low, own.high) {
        // A chance of a half cannot show which side does better.
        (Some(low), Some(high)) if low <= 0.5 && high >= 0.5 => {
            format!(" One real {stretch} of each would not show which does better.")
        }
        // One real year in ten or more shows the opposite (a choice).
        (Some(_), Some(_)) if (0.1..=0.9).contains(&own.share) => {
            format!(" One real {stretch} of each may well show the opposite.")
        }
        _ => String::new(),
    }
}

/// ` (83 of 100; 95% interval 77 to 88)`.
fn bracket(share: &Share, natural: bool) -> String {
    let (Some(low), Some(high)) = (share.low, share.high) else { return String::new() };
    let interval = format!("95% interval {} to {}", of_100(low), of_100(high));
    if natural {
        format!(" ({} of 100; {interval})", of_100(share.share))
    } else {
        format!(" ({interval})")
    }
}
