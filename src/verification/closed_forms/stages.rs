//! Exponential times one after the other.

/// Probability that one exponential time of this mean is over by `t`.
#[must_use]
pub fn one_stage(mean: f64, t: f64) -> f64 {
    if t <= 0.0 { 0.0 } else { -libm::expm1(-t / mean) }
}

/// Probability that two exponential times of these means, which differ, are over by `t`:
/// `1 - (a e^(-t/a) - b e^(-t/b)) / (a - b)`.
///
/// Hypoexponential distribution; Ross (2014), Introduction to Probability Models, section 5.2.4.
#[must_use]
pub fn two_stages(a: f64, b: f64, t: f64) -> f64 {
    if t <= 0.0 { 0.0 } else { 1.0 - (a * libm::exp(-t / a) - b * libm::exp(-t / b)) / (a - b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_times_are_the_integral_of_one_over_the_other() {
        let (a, b, t, steps) = (0.5, 0.8, 1.3, 100_000);
        let step = t / f64::from(steps);
        let over = |n: i32| {
            let u = (f64::from(n) + 0.5) * step;
            libm::exp(-u / a) / a * one_stage(b, t - u) * step
        };
        let integral: f64 = (0..steps).map(over).sum();
        assert!((two_stages(a, b, t) - integral).abs() < 1e-8);
        assert!((two_stages(a, 1e-9, t) - one_stage(a, t)).abs() < 1e-8);
        assert_eq!([one_stage(a, -1.0), two_stages(a, b, 0.0)], [0.0, 0.0]);
    }
}
