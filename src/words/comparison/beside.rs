//! Two values and their difference, with decimals that agree.

use crate::results::Contrast;
use crate::stats::{DifferenceVerdict, Estimate};
use crate::words::format;

/// A measure on both sides in words; shares as numbers in every 100.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureInWords {
    /// The side.
    pub value: String,
    /// The baseline.
    pub baseline: String,
    /// The difference with its sign and interval.
    pub signed: String,
    /// The size of the difference with its interval, without a sign.
    pub size: String,
    /// What may be said of it.
    pub verdict: DifferenceVerdict,
}

impl MeasureInWords {
    /// Both sides of a measure of this unit.
    #[must_use]
    pub fn of(contrast: &Contrast, unit: &str) -> MeasureInWords {
        let factor = if unit == "share" { 100.0 } else { 1.0 };
        let [own, base, difference] = [contrast.value, contrast.baseline, contrast.difference]
            .map(|estimate| estimate.times(factor));
        let decimals = decimals(own.mean, base.mean, &difference);
        let agree = format::differ_as_printed(own.mean, base.mean, difference.mean, decimals);
        let of_values = decimals + usize::from(!agree);
        let half = |sign: String| format::with_interval(sign, &difference, decimals);
        MeasureInWords {
            value: format::number(own.mean, of_values),
            baseline: format::number(base.mean, of_values),
            signed: format::said(
                half(format::signed(difference.mean, decimals)),
                difference.mean,
                &difference,
                decimals,
            ),
            size: half(format::number(difference.mean.abs(), decimals)),
            verdict: contrast.verdict,
        }
    }

    /// True where the interval excludes 0.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.verdict.is_shown()
    }
}

/// What may be said of a difference, in a word or a few.
#[must_use]
pub const fn in_short(verdict: DifferenceVerdict) -> &'static str {
    match verdict {
        DifferenceVerdict::Same => "the same",
        DifferenceVerdict::Less => "less",
        DifferenceVerdict::More => "more",
        DifferenceVerdict::NotShown => "not shown",
        DifferenceVerdict::NoInterval => "one run cannot tell",
    }
}

/// More decimals than these are not read.
const MOST: usize = 3;

/// As few as the interval deserves, and so many that a difference that is shown is not printed as 0.
fn decimals(own: f64, base: f64, difference: &Estimate) -> usize {
    let least = match difference.half_width {
        Some(half) if half > 0.0 => format::decimals_for(half).min(MOST),
        _ => format::decimals_plain(own.abs().max(base.abs())),
    };
    let is_seen = |decimals: &usize| {
        !difference.excludes_zero()
            || format::in_last_digits(difference.mean, *decimals).abs() > 0.5
    };
    (least..=MOST.max(least)).find(is_seen).unwrap_or(least)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beside(own: f64, base: f64, half: Option<f64>, unit: &str) -> MeasureInWords {
        let estimate = |mean, half_width| Some(Estimate::even(mean, half_width, 9));
        let (value, baseline) = (estimate(own, Some(1.0)), estimate(base, Some(1.0)));
        let contrast = Contrast::of(value, baseline, estimate(own - base, half));
        MeasureInWords::of(&contrast.expect("all three exist"), unit)
    }

    #[test]
    fn what_is_printed_is_the_difference_of_what_is_printed() {
        let shown = beside(41.24, 44.36, Some(0.48), "children");
        assert_eq!(
            (&*shown.value, &*shown.baseline),
            ("41.24", "44.36"),
            "41.2 less 44.4 would be 3.2"
        );
        assert_eq!(
            (&*shown.signed, &*shown.size, shown.verdict),
            ("−3.1 ± 0.5", "3.1 ± 0.5", DifferenceVerdict::Less)
        );
        let half = beside(4.5, 4.75, Some(0.8), "children");
        assert_eq!((&*half.value, &*half.baseline, &*half.signed), ("4.5", "4.8", "−0.3 ± 0.8"));
        let plain = beside(41.2, 44.3, Some(0.48), "children");
        assert_eq!((&*plain.value, &*plain.baseline), ("41.2", "44.3"));
        let rate = beside(0.41, 0.443, Some(0.005), "share");
        assert_eq!((&*rate.value, &*rate.signed), ("41.0", "−3.3 ± 0.5"));
    }

    #[test]
    fn what_the_interval_does_not_show_is_not_claimed() {
        assert_eq!(beside(3.0, 2.5, Some(0.6), "").verdict, DifferenceVerdict::NotShown);
        assert_eq!(beside(3.0, 2.5, None, "").verdict, DifferenceVerdict::NoInterval);
        assert_eq!(beside(3.0, 3.0, Some(0.0), "").verdict, DifferenceVerdict::Same);
        assert_eq!(beside(3.0, 2.0, Some(0.6), "").verdict, DifferenceVerdict::More);
    }
}
