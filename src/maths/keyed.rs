//! Draws for methods (designs, resampling, trials of our own statistics), each from a key: the same call gives the same answer.
//!
//! The model draws from [`Streams`](crate::engine::Streams), whose keys name what a draw is for.

use rand::{Rng as _, SeedableRng as _};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::normal_quantile;

/// A generator by its key: Xoshiro256++, over whose whole state `seed_from_u64` spreads the key, so that neighbouring keys are
/// unrelated.
#[derive(Clone, Debug)]
pub struct Keyed(Xoshiro256PlusPlus);

impl Keyed {
    /// The generator of a key, at its beginning.
    #[must_use]
    pub fn new(key: u64) -> Keyed {
        Keyed(Xoshiro256PlusPlus::seed_from_u64(key))
    }

    /// A word of 64 bits.
    pub fn word(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Uniform on (0, 1).
    pub fn uniform(&mut self) -> f64 {
        // 52 bits and a half: the half is exact beside them, and the ends are never met.
        ((self.word() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    /// A whole number below `count`; 0 where there is none.
    pub fn below(&mut self, count: usize) -> usize {
        // Lemire's product without his rejection: its bias is `count` in 2^64, far below what any design could show.
        ((u128::from(self.word()) * count as u128) >> 64) as usize
    }

    /// Normal with mean 0 and standard deviation 1, by inversion.
    pub fn normal(&mut self) -> f64 {
        normal_quantile(self.uniform())
    }

    /// Chi-squared with so many degrees of freedom, at least 1: twice a gamma of half of them (Marsaglia and Tsang, ACM
    /// Transactions on Mathematical Software 26, 2000).
    // Over `libm`, as the model's own draws: the logarithm of the system would give other last digits elsewhere.
    pub fn chi_squared(&mut self, degrees: usize) -> f64 {
        let shape = degrees.max(1) as f64 / 2.0;
        // The method needs a shape of at least 1: a smaller one is made of the next by a power of a uniform.
        let (whole, less) = if shape < 1.0 {
            (shape + 1.0, libm::pow(self.uniform(), 1.0 / shape))
        } else {
            (shape, 1.0)
        };
        let d = whole - 1.0 / 3.0;
        loop {
            let x = self.normal();
            let v = 1.0 + x / (9.0 * d).sqrt();
            let v = v * v * v;
            if v > 0.0 && libm::log(self.uniform()) < 0.5 * x * x + d * (1.0 - v + libm::log(v)) {
                return 2.0 * d * v * less;
            }
        }
    }

    /// Puts values in random order (Fisher and Yates; Durstenfeld 1964).
    pub fn shuffle<T>(&mut self, values: &mut [T]) {
        for place in (1..values.len()).rev() {
            values.swap(place, self.below(place + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_keys_give_equal_draws_and_neighbouring_keys_do_not() {
        let first = |key| Keyed::new(key).uniform().to_bits();
        assert_eq!(first(1), first(1));
        assert!((1..100).all(|key| first(key) != first(key + 1)));
    }

    #[test]
    fn draws_have_the_moments_of_their_distribution() {
        let mut keyed = Keyed::new(1);
        let normals: Vec<f64> = (0..100_000).map(|_| keyed.normal()).collect();
        let mean = normals.iter().sum::<f64>() / 1e5;
        let square = normals.iter().map(|x| x * x).sum::<f64>() / 1e5;
        assert!(mean.abs() < 0.01 && (square - 1.0).abs() < 0.02, "{mean} {square}");
        for degrees in [1, 2, 9, 441] {
            let squares: Vec<f64> = (0..100_000).map(|_| keyed.chi_squared(degrees)).collect();
            let mean = squares.iter().sum::<f64>() / 1e5;
            let spread = squares.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 1e5;
            let known = degrees as f64;
            assert!((mean / known - 1.0).abs() < 0.02, "{degrees}: {mean}");
            assert!((spread / (2.0 * known) - 1.0).abs() < 0.05, "{degrees}: {spread}");
        }
        assert!((0..1000).all(|_| keyed.below(7) < 7));
        let mut order: Vec<usize> = (0..50).collect();
        keyed.shuffle(&mut order);
        assert_ne!(order, (0..50).collect::<Vec<_>>());
        order.sort_unstable();
        assert_eq!(order, (0..50).collect::<Vec<_>>());
    }
}
