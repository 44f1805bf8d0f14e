//! Publicity: how much likelier people are to refer what they see (model.md, section 3).

use crate::scenario::PublicityShape;
use crate::time::SimTime;

/// One publicity event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Surge {
    /// Midnight of its day.
    pub day: SimTime,
    /// True where the twin has it too.
    pub background: bool,
    shape: PublicityShape,
}

impl Surge {
    /// An event that begins on `day`, and that the twin lacks.
    #[must_use]
    pub fn new(day: SimTime, shape: PublicityShape) -> Surge {
        Surge { day, shape, background: false }
    }

    /// The same, which the twin has too where `background` is true.
    #[must_use]
    pub fn in_background(self, background: bool) -> Surge {
        Surge { background, ..self }
    }

    /// `peak * shape(t - day)`: zero before the day, climbing linearly for `ramp_days`, then falling to `lasting` with a half-life.
    #[must_use]
    pub fn height(&self, now: SimTime) -> f64 {
        let since = (now - self.day).0;
        let PublicityShape { peak, ramp_days, half_life_days, lasting } = self.shape;
        if since < 0.0 {
            0.0
        // Never reached without a ramp, so nothing is divided by 0.
        } else if since < ramp_days {
            peak * since / ramp_days
        } else {
            peak * (lasting + (1.0 - lasting) * libm::exp2(-(since - ramp_days) / half_life_days))
        }
    }
}

/// The most that [`multiplier`] is from now on, unless there are more events: of an event that still climbs its height to come.
#[must_use]
pub fn highest(surges: &[Surge], response: f64, now: SimTime) -> f64 {
    let from_now = |surge: &Surge| {
        let since = (now - surge.day).0;
        if (0.0..surge.shape.ramp_days).contains(&since) {
            surge.shape.peak
        } else {
            surge.height(now)
        }
    };
    1.0 + response * surges.iter().map(from_now).sum::<f64>()
}

/// `1 + response * sum of heights`: the multiplier for a source of this response.
#[must_use]
pub fn multiplier(surges: &[Surge], response: f64, now: SimTime) -> f64 {
    1.0 + response * surges.iter().map(|surge| surge.height(now)).sum::<f64>()
}

/// The probability that a concern is recognised and referred, `1 - (1 - base)^multiplier`, `base` clamped to 0..1.
#[must_use]
pub fn recognised(base: f64, multiplier: f64) -> f64 {
    let base = base.clamp(0.0, 1.0);
    // Without publicity the base itself: to the bit, and without a power.
    if multiplier.total_cmp(&1.0).is_eq() { base } else { 1.0 - libm::pow(1.0 - base, multiplier) }
}

/// What [`recognised`] does not exceed where the multiplier is no more than `highest`: `1 - (1 - p)^m <= p * m` for `m >= 1`
/// (Bernoulli).
#[inline]
#[must_use]
pub fn bound(base: f64, highest: f64) -> f64 {
    // A little above, for what rounding may add to the probability itself.
    base.clamp(0.0, 1.0) * highest * (1.0 + 1e-9)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: PublicityShape =
        PublicityShape { peak: 0.4, ramp_days: 14.0, half_life_days: 270.0, lasting: 0.3 };

    fn height(day: f64) -> f64 {
        Surge::new(SimTime::from_days(100.0), SHAPE).height(SimTime::from_days(day))
    }

    #[test]
    fn publicity_climbs_and_falls_to_what_stays() {
        assert_eq!(height(99.9), 0.0);
        assert!((height(107.0) - 0.2).abs() < 1e-12, "half way up the ramp");
        assert!((height(114.0) - 0.4).abs() < 1e-12, "the height");
        assert!((height(114.0 + 270.0) - 0.4 * 0.65).abs() < 1e-12, "half of what fades has faded");
        assert!((height(114.0 + 27_000.0) - 0.12).abs() < 1e-9, "what stays");
    }

    #[test]
    fn publicity_raises_what_is_seldom_recognised_by_its_factor_and_never_past_one() {
        assert_eq!(recognised(0.3, 1.0), 0.3);
        assert!((recognised(0.001, 1.4) / 0.001 - 1.4).abs() < 0.001);
        assert!(recognised(0.9, 5.0) < 1.0);
        assert_eq!(recognised(1.3, 1.5), 1.0);
    }

    #[test]
    fn no_recognition_exceeds_its_bound_from_any_day_on() {
        let surges =
            [Surge::new(SimTime::ZERO, SHAPE), Surge::new(SimTime::from_days(20.0), SHAPE)];
        let day = |n: u32| SimTime::from_days(f64::from(n) * 0.5);
        for base in [0.0, 1e-6, 0.05, 0.34, 0.9, 1.0, 1.7] {
            for response in [0.0, 0.5, 3.0] {
                for from in [0, 17, 40, 61, 400] {
                    let highest = highest(&surges, response, day(from));
                    // Until the second event begins, it is not known.
                    let until = if from < 40 { 40 } else { 600 };
                    for now in from..until {
                        let multiplier = multiplier(&surges, response, day(now));
                        assert!(multiplier <= highest * (1.0 + 1e-12), "{from} {now}");
                        assert!(recognised(base, multiplier) <= bound(base, highest));
                    }
                }
            }
        }
    }
}
