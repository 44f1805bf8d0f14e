//! One comparison of the simulation with a known answer (model.md, section 11).

use crate::maths::student_quantile;

use crate::stats::Estimate;

/// Level of the intervals: one check in a thousand would fail by chance.
pub const LEVEL: f64 = 0.999;

/// How near is near enough.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// The interval covers the expected value, and its half-width is at most this share of it.
    Interval(f64),
    /// Not a matter of chance: nothing may differ by more than this.
    Exact(f64),
}

/// What became of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The simulation agrees with theory.
    Passed,
    /// The interval does not cover the expected value.
    Differs,
    /// The interval is too wide to tell.
    TooWide,
}

/// A known answer and what the simulation gives, from the worst of its seeds.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// What is compared.
    pub name: String,
    /// The formula, or the law.
    pub source: &'static str,
    /// Unit of both numbers.
    pub unit: &'static str,
    /// What theory says.
    pub expected: f64,
    /// What the simulation gives: the seed furthest from the expected value, in half-widths.
    pub simulated: Estimate,
    /// What every seed gave.
    pub seeds: Vec<Estimate>,
    /// How near is near enough.
    pub bound: Bound,
    /// What became of it.
    pub verdict: Verdict,
}

impl Check {
    /// Judges what each seed gave.
    #[must_use]
    pub fn new(
        name: String,
        source: &'static str,
        unit: &'static str,
        expected: f64,
        seeds: Vec<Estimate>,
        bound: Bound,
    ) -> Check {
        let off = |estimate: &Estimate| {
            let half = estimate.half_width.unwrap_or(f64::INFINITY);
            let distance = (estimate.mean - expected).abs();
            // Exact agreement in an interval without width is 0 over 0, and no distance.
            if distance.total_cmp(&0.0).is_eq() { 0.0 } else { distance / half }
        };
        let worst = seeds.iter().copied().max_by(|a, b| off(a).total_cmp(&off(b)));
        let simulated = worst.unwrap_or(Estimate::even(f64::NAN, None, 0));
        let verdict = verdict(expected, &seeds, bound);
        Check { name, source, unit, expected, simulated, seeds, bound, verdict }
    }

    /// True where the simulation agrees with theory.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.verdict == Verdict::Passed
    }

    /// The same simulation against another answer.
    #[must_use]
    pub fn against(&self, expected: f64) -> Check {
        Check::new(
            self.name.clone(),
            self.source,
            self.unit,
            expected,
            self.seeds.clone(),
            self.bound,
        )
    }
}

// Every seed must agree; one that differs weighs more than one that cannot tell.
fn verdict(expected: f64, seeds: &[Estimate], bound: Bound) -> Verdict {
    let one = |estimate: &Estimate| {
        let distance = (estimate.mean - expected).abs();
        match (bound, estimate.half_width) {
            (Bound::Exact(tolerance), _) if distance <= tolerance => Verdict::Passed,
            (Bound::Exact(_), _) => Verdict::Differs,
            // Asked this way round: a mean that is no number is near nothing.
            (Bound::Interval(most), Some(half)) if distance <= half => {
                if half <= most * expected.abs() { Verdict::Passed } else { Verdict::TooWide }
            }
            (Bound::Interval(_), Some(_)) => Verdict::Differs,
            (Bound::Interval(_), None) => Verdict::TooWide,
        }
    };
    let verdicts: Vec<Verdict> = seeds.iter().map(one).collect();
    [Verdict::Differs, Verdict::TooWide]
        .into_iter()
        .find(|v| verdicts.contains(v))
        .unwrap_or(if seeds.is_empty() { Verdict::TooWide } else { Verdict::Passed })
}

/// The greatest of some distances from 0; no number where one of them is none, which `f64::max` would pass over.
#[must_use]
pub fn greatest(distances: impl IntoIterator<Item = f64>) -> f64 {
    let greater = |most: f64, next: f64| if next.is_nan() || next > most { next } else { most };
    distances.into_iter().fold(0.0, greater)
}

/// The mean of independent replications with its interval at [`LEVEL`].
#[must_use]
pub fn estimate(values: &[f64]) -> Estimate {
    let n = values.len();
    let mean = values.iter().sum::<f64>() / n as f64;
    let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
    let half_width = (n > 1).then(|| {
        let t = student_quantile(0.5 + LEVEL / 2.0, n - 1);
        t * (squares / (n - 1) as f64 / n as f64).sqrt()
    });
    Estimate { level: LEVEL, ..Estimate::even(mean, half_width, n) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seed(mean: f64, half: f64) -> Estimate {
        Estimate { level: LEVEL, ..Estimate::even(mean, Some(half), 10) }
    }

    fn check(expected: f64, seeds: &[Estimate]) -> Verdict {
        Check::new("x".to_owned(), "", "", expected, seeds.to_vec(), Bound::Interval(0.02)).verdict
    }

    #[test]
    fn every_seed_must_cover_the_answer_with_a_narrow_interval() {
        assert_eq!(check(1.0, &[seed(1.01, 0.02), seed(0.99, 0.015)]), Verdict::Passed);
        assert_eq!(check(1.0, &[seed(1.01, 0.02), seed(0.97, 0.015)]), Verdict::Differs);
        assert_eq!(check(1.0, &[seed(1.01, 0.02), seed(0.99, 0.03)]), Verdict::TooWide);
        assert_eq!(check(1.0, &[]), Verdict::TooWide);
    }

    #[test]
    fn the_worst_seed_is_shown() {
        let check = Check::new(
            "x".to_owned(),
            "",
            "",
            1.0,
            vec![seed(1.01, 0.02), seed(0.985, 0.02)],
            Bound::Interval(0.02),
        );
        assert!((check.simulated.mean - 0.985).abs() < 1e-12);
    }

    #[test]
    fn what_is_not_chance_may_not_differ() {
        let exact = |mean| {
            Check::new("x".to_owned(), "", "", 0.0, vec![seed(mean, 0.0)], Bound::Exact(1e-9))
                .verdict
        };
        assert_eq!(exact(1e-10), Verdict::Passed);
        assert_eq!(exact(1e-8), Verdict::Differs);
    }

    #[test]
    fn what_is_no_number_agrees_with_nothing() {
        assert_eq!(greatest([1.0, 3.0, 2.0]), 3.0);
        assert_eq!(greatest([]), 0.0);
        for distances in [[f64::NAN, 1.0], [1.0, f64::NAN]] {
            let worst = greatest(distances);
            assert!(worst.is_nan(), "{distances:?}");
            let seeds = vec![seed(0.0, 0.0), seed(worst, 0.0)];
            let exact = Check::new("x".to_owned(), "", "", 0.0, seeds, Bound::Exact(1e-9));
            assert_eq!(exact.verdict, Verdict::Differs);
        }
        assert_eq!(check(1.0, &[seed(f64::NAN, 0.01)]), Verdict::Differs);
    }

    #[test]
    fn the_interval_is_students() {
        // s = 1.290994, s / sqrt(4) = 0.645497, t(3) at 99.9 % = 12.923979.
        let half = estimate(&[1.0, 2.0, 3.0, 4.0]).half_width.expect("four values have a width");
        assert!((half - 8.342_39).abs() < 1e-3);
    }
}
