//! Response surfaces: a polynomial through the answers of some points, and how well it foretells a point that it has not seen
//! (Box and Draper, Response Surfaces, Mixtures, and Ridge Analyses, 2007, chapters 3 and 7).

use nalgebra::{DMatrix, DVector};

/// A polynomial of at most the second degree in coordinates that run from -1 to 1.
#[derive(Clone, Debug)]
pub struct Surface {
    terms: Vec<Term>,
    coefficients: Vec<f64>,
    /// Root mean square of the errors of foretelling each point from the others (PRESS; Allen 1974).
    pub error: f64,
    /// The share of the variance between points that is foretold so; below 0 where the mean alone would do better.
    pub foretold: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Term {
    One,
    Linear(usize),
    Product(usize, usize),
}

impl Term {
    fn at(self, x: &[f64]) -> f64 {
        match self {
            Term::One => 1.0,
            Term::Linear(i) => x[i],
            Term::Product(i, j) => x[i] * x[j],
        }
    }
}

/// Straight, straight with squares, and all products.
fn families(dimensions: usize) -> [Vec<Term>; 3] {
    let straight: Vec<Term> =
        std::iter::once(Term::One).chain((0..dimensions).map(Term::Linear)).collect();
    let squares = (0..dimensions).map(|i| Term::Product(i, i));
    let products = (0..dimensions).flat_map(|i| (0..i).map(move |j| Term::Product(j, i)));
    let curved: Vec<Term> = straight.iter().copied().chain(squares).collect();
    let full = curved.iter().copied().chain(products).collect();
    [straight, curved, full]
}

impl Surface {
    /// The surface that foretells best among those for which there are points enough; `None` where there are too few for any,
    /// all lie in one plane, or a number is not finite.
    #[must_use]
    pub fn fit(points: &[Vec<f64>], values: &[f64]) -> Option<Surface> {
        let dimensions = points.first()?.len();
        // Once here: what is no number would pass every comparison below.
        if !points.iter().flatten().chain(values).all(|x| x.is_finite()) {
            return None;
        }
        families(dimensions)
            .into_iter()
            // Some points more than terms: a surface through all of them has no error to be judged by.
            .filter(|terms| points.len() >= terms.len() + 3)
            .filter_map(|terms| Surface::of(terms, points, values))
            .min_by(|a, b| a.error.total_cmp(&b.error))
    }

    fn of(terms: Vec<Term>, points: &[Vec<f64>], values: &[f64]) -> Option<Surface> {
        let (n, p) = (points.len(), terms.len());
        let design = DMatrix::from_fn(n, p, |row, column| terms[column].at(&points[row]));
        // By QR and not by the normal equations, which square what is nearly singular.
        let (q, r) = design.qr().unpack();
        let least = r.diagonal().iter().map(|x| x.abs()).fold(f64::INFINITY, f64::min);
        // Points in one plane, or twice the same: some term cannot be told from others.
        if least <= 1e-9 {
            return None;
        }
        let y = DVector::from_column_slice(values);
        let coefficients = r.solve_upper_triangular(&(q.transpose() * &y))?;
        let fitted = &q * (q.transpose() * &y);
        // Left out, point i is missed by its residual over one minus its leverage.
        let missed = |i: usize| (values[i] - fitted[i]) / (1.0 - q.row(i).norm_squared()).max(1e-9);
        let press: f64 = (0..n).map(missed).map(|miss| miss * miss).sum();
        let mean = values.iter().sum::<f64>() / n as f64;
        let spread: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
        Some(Surface {
            terms,
            coefficients: coefficients.iter().copied().collect(),
            error: (press / n as f64).sqrt(),
            foretold: if spread > 0.0 { 1.0 - press / spread } else { 1.0 },
        })
    }

    /// The value at a point.
    #[must_use]
    pub fn at(&self, x: &[f64]) -> f64 {
        self.terms
            .iter()
            .zip(&self.coefficients)
            .map(|(term, coefficient)| coefficient * term.at(x))
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(n: u32, dimensions: u32) -> Vec<Vec<f64>> {
        (0..n)
            .map(|i| {
                (0..dimensions)
                    .map(|d| 2.0 * f64::from(sobol_burley::sample(i, d, 3)) - 1.0)
                    .collect()
            })
            .collect()
    }

    #[test]
    fn a_quadratic_is_found_exactly() {
        let points = points(20, 2);
        let truth = |x: &[f64]| 3.0 - 2.0 * x[0] + 0.5 * x[1] + x[0] * x[0] - 4.0 * x[0] * x[1];
        let values: Vec<f64> = points.iter().map(|x| truth(x)).collect();
        let surface = Surface::fit(&points, &values).expect("enough points");
        assert!((surface.at(&[0.3, -0.7]) - truth(&[0.3, -0.7])).abs() < 1e-9);
        assert!(surface.error < 1e-9 && surface.foretold > 0.999_999);
    }

    #[test]
    fn the_error_is_that_of_leaving_each_point_out() {
        let points = points(9, 1);
        let values: Vec<f64> = points
            .iter()
            .enumerate()
            .map(|(i, x)| x[0] + 0.1 * f64::from((i as u32 * 7) % 5))
            .collect();
        let [straight, ..] = families(1);
        let surface = Surface::of(straight.clone(), &points, &values).expect("enough points");
        let by_hand: f64 = (0..9)
            .map(|i| {
                let without = |v: &[Vec<f64>]| -> Vec<Vec<f64>> {
                    v.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, x)| x.clone()).collect()
                };
                let rest: Vec<f64> =
                    values.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, x)| *x).collect();
                let one =
                    Surface::of(straight.clone(), &without(&points), &rest).expect("enough points");
                let miss = values[i] - one.at(&points[i]);
                miss * miss
            })
            .sum();
        assert!((surface.error - (by_hand / 9.0).sqrt()).abs() < 1e-9);
    }

    #[test]
    fn noise_about_a_line_does_not_earn_a_curve() {
        let points = points(14, 2);
        let values: Vec<f64> = points
            .iter()
            .enumerate()
            .map(|(i, x)| x[0] + f64::from((i as u32 * 5) % 7) * 0.01)
            .collect();
        assert_eq!(Surface::fit(&points, &values).expect("enough points").terms.len(), 3);
    }

    #[test]
    fn too_few_points_or_points_in_one_plane_make_none() {
        assert!(Surface::fit(&points(4, 2), &[1.0; 4]).is_none());
        assert!(Surface::fit(&vec![vec![0.5, 0.5]; 30], &[1.0; 30]).is_none());
        assert!(Surface::fit(&[], &[]).is_none());
    }

    #[test]
    fn what_is_no_number_makes_no_surface() {
        let sound = (points(20, 2), vec![1.0; 20]);
        assert!(Surface::fit(&sound.0, &sound.1).is_some());
        let mut value = sound.clone();
        value.1[3] = f64::NAN;
        let mut point = sound;
        point.0[3][1] = f64::INFINITY;
        for (points, values) in [value, point] {
            assert!(Surface::fit(&points, &values).is_none());
        }
    }
}
