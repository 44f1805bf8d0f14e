//! What a worker comes to believe: estimates of a Normal class after given looks, trust and skill (model.md, section 4).
//!
//! With everything Normal the estimate is Normal too; conjugate updating as in Gelman and others, Bayesian Data Analysis
//! (2013), section 2.5.

use crate::maths::normal_above;

/// Looks at a child: their precision and how much of the concealment each leaves (1 without trust).
pub type Looks<'a> = &'a [(f64, f64)];

/// Mean and precision of severity before looking.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NormalPrior {
    /// Mean.
    pub mean: f64,
    /// 1 / variance.
    pub precision: f64,
}

/// Severity in a class, and how far below it children appear.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Class {
    /// Share of those referred.
    pub share: f64,
    /// Mean severity.
    pub mean: f64,
    /// Standard deviation of severity.
    pub sd: f64,
    /// Concealment.
    pub concealment: f64,
}

/// The prior: the first two moments of the mixture of classes.
#[must_use]
pub fn before_looking(classes: &[Class]) -> NormalPrior {
    let mean: f64 = classes.iter().map(|c| c.share * c.mean).sum();
    let square: f64 = classes.iter().map(|c| c.share * (c.sd * c.sd + c.mean * c.mean)).sum();
    NormalPrior { mean, precision: 1.0 / (square - mean * mean) }
}

/// Mean of the estimate of a child of the class after these looks.
#[must_use]
pub fn mean_estimate(before: NormalPrior, class: Class, looks: Looks<'_>) -> f64 {
    let seen: f64 =
        looks.iter().map(|(p, hidden)| p * (class.mean - class.concealment * hidden)).sum();
    let precision: f64 = before.precision + looks.iter().map(|look| look.0).sum::<f64>();
    (before.precision * before.mean + seen) / precision
}

/// The probability that the estimate of a child of the class reaches `bar`: its variance is `(P^2 sd^2 + P) / (p0 + P)^2`,
/// `P` the sum of the looks' precisions.
#[must_use]
pub fn reaches(bar: f64, before: NormalPrior, class: Class, looks: Looks<'_>) -> f64 {
    let seen: f64 = looks.iter().map(|look| look.0).sum();
    // The severity behind the looks, which all share, and their own noise, which falls with precision.
    let sd = (seen * seen * class.sd * class.sd + seen).sqrt() / (before.precision + seen);
    normal_above((bar - mean_estimate(before, class, looks)) / sd)
}

/// The share of concealment left after so many direct hours with one worker, `exp(-hours / trust_hours)`.
#[must_use]
pub fn hidden_after(hours: f64, trust_hours: f64) -> f64 {
    libm::exp(-hours / trust_hours)
}

/// Skill after so many days: `1 - (1 - skill_new) exp(-days / learning_days)`.
#[must_use]
pub fn skill_after(days: f64, skill_new: f64, learning_days: f64) -> f64 {
    1.0 - (1.0 - skill_new) * libm::exp(-days / learning_days)
}

/// Caution that events of so much blame have left after so many days each: up in a line over `climb` days, then down to the share
/// `stays` with a half-life; together no more than `at_most`.
#[must_use]
pub fn caution_after(
    events: &[(f64, f64)],
    [climb, stays, half_life]: [f64; 3],
    at_most: f64,
) -> f64 {
    let of_event = |&(blame, days): &(f64, f64)| match days {
        days if days < 0.0 => 0.0,
        days if days < climb => blame * days / climb,
        days => {
            let fading = libm::exp(-core::f64::consts::LN_2 * (days - climb) / half_life);
            blame * (stays + (1.0 - stays) * fading)
        }
    };
    events.iter().map(of_event).sum::<f64>().min(at_most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_a_class_reaches_its_mean_estimate() {
        let class = Class { share: 1.0, mean: 2.0, sd: 0.7, concealment: 0.5 };
        let before = NormalPrior { mean: 0.0, precision: 1.0 };
        let looks = [(0.5, 1.0), (0.5, 1.0)];
        // (1*0 + 1*(2 - 0.5)) / 2 = 0.75; sd = sqrt(1*0.49 + 1)/2 = 0.610328.
        assert!((mean_estimate(before, class, &looks) - 0.75).abs() < 1e-12);
        assert!((reaches(0.75, before, class, &looks) - 0.5).abs() < 1e-12);
        let one_sd_up = reaches(0.75 + 0.610_327_78, before, class, &looks);
        assert!((one_sd_up - 0.158_655_25).abs() < 1e-7, "{one_sd_up}");
    }

    #[test]
    fn the_prior_has_the_moments_of_the_mixture() {
        let class = |share, mean| Class { share, mean, sd: 0.6, concealment: 0.0 };
        let before = before_looking(&[class(0.75, 0.0), class(0.25, 2.0)]);
        // variance = 0.36 + 0.75 * 0.25 + 0.25 * 2.25 = 1.11.
        assert!((before.mean - 0.5).abs() < 1e-12 && (before.precision - 1.0 / 1.11).abs() < 1e-12);
    }

    #[test]
    fn caution_adds_up_to_its_ceiling() {
        let after = |events: &[(f64, f64)]| caution_after(events, [60.0, 0.5, 90.0], 1.2);
        assert_eq!(after(&[(1.0, -1.0)]), 0.0);
        assert!((after(&[(1.0, 30.0)]) - 0.5).abs() < 1e-12);
        assert!((after(&[(1.0, 150.0)]) - 0.75).abs() < 1e-12);
        assert!((after(&[(1.0, 150.0), (1.0, 60.0)]) - 1.2).abs() < 1e-12);
    }

    #[test]
    fn trust_and_skill_reach_63_per_cent_in_their_time() {
        assert!((hidden_after(4.0, 4.0) - 0.367_879_441).abs() < 1e-9);
        assert!((skill_after(500.0, 0.6, 500.0) - 0.852_848_223).abs() < 1e-9);
    }
}
