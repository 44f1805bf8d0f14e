//! Streams of chance, each keyed by (seed, replication, purpose, entity …), so that no draw depends
//! on how often another was made (model.md, section 10).
//!
//! The generator is Xoshiro256++ by name, all 32 seed bytes from a mixing hash of the key: packing the key straight in gives
//! equal first draws for neighbouring keys.

use rand::{Rng, RngExt as _, SeedableRng as _};
use rand_distr::{Distribution, Open01};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::draws::{UnitExponential, UnitNormal};
use crate::maths::{GOLDEN, finish, fold};

/// The streams of one replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Streams {
    root: u64,
}

impl Streams {
    /// The streams of a replication under a seed.
    #[must_use]
    pub const fn new(seed: u64, replication: u64) -> Streams {
        Streams {
            // The constants are wyhash's, one for each place in a key: the same word in another place gives another
            // stream.
            root: fold(fold(seed, 0xA076_1D64_78BD_642F) ^ replication, 0xE703_7ED1_A0B4_28DB),
        }
    }

    /// The stream of one purpose and entity. Equal keys give equal streams; all others are unrelated.
    #[must_use]
    pub fn stream(&self, purpose: u64, entity: [u64; 3]) -> Stream {
        let mut state = fold(self.root ^ purpose, 0x8EBC_6AF0_9C88_C6E3);
        for (word, constant) in entity.into_iter().zip([
            0x5899_65CC_7537_4CC3,
            0x1D8E_4E27_C47D_124F,
            0xEB44_ACCA_B455_D165,
        ]) {
            state = fold(state ^ word, constant);
        }
        // All 256 bits of the state are filled, by SplitMix64 as the authors of Xoshiro advise: a state of few bits
        // set starts with poor words.
        let mut seed = [0; 32];
        for chunk in seed.chunks_exact_mut(8) {
            state = state.wrapping_add(GOLDEN);
            chunk.copy_from_slice(&finish(state).to_le_bytes());
        }
        Stream(Xoshiro256PlusPlus::from_seed(seed))
    }
}

/// The key of a name: what bears it has the same chance wherever in a file it stands. Names that differ in one letter have
/// unrelated keys.
#[must_use]
pub fn name_key(name: &str) -> u64 {
    // The length first, since the last word is filled up with zeros: a name and the same with zeros behind it differ.
    let mut state = fold(name.len() as u64, 0x2D35_8DCC_AA6C_78A5);
    for chunk in name.as_bytes().chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        state = fold(state ^ u64::from_le_bytes(word), 0x8BB8_4B93_962E_ACC9);
    }
    finish(state)
}

/// The key of the `n`th thing that belongs to one with this key. Different `n` give different keys.
#[inline]
#[must_use]
pub const fn numbered(key: u64, n: u64) -> u64 {
    // An odd factor and the finisher are one-to-one on 64 bits, which is why different `n` give different keys.
    finish(key.wrapping_add(n.wrapping_mul(GOLDEN)))
}

/// A number on (0, 1] from a word and a key: for one draw each of many, where a stream each would be dear.
#[inline]
#[must_use]
pub const fn uniform_of(word: u64, key: u64) -> f64 {
    let mixed = finish(fold(word ^ key, 0x9FB2_1C65_1E98_DF25));
    // 53 bits, as many as a double has, and never 0: callers take its logarithm.
    ((mixed >> 11) + 1) as f64 * (1.0 / 9_007_199_254_740_992.0)
}

/// One stream.
#[derive(Clone, Debug)]
pub struct Stream(Xoshiro256PlusPlus);

impl Stream {
    /// Uniform on (0, 1).
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        Open01.sample(&mut self.0)
    }

    /// Exponential with mean 1.
    #[inline]
    pub fn exponential(&mut self) -> f64 {
        UnitExponential.sample(&mut self.0)
    }

    /// Normal with mean 0 and standard deviation 1.
    #[inline]
    pub fn normal(&mut self) -> f64 {
        UnitNormal.sample(&mut self.0)
    }

    /// Any other distribution.
    #[inline]
    pub fn sample<D: Distribution<f64>>(&mut self, distribution: &D) -> f64 {
        distribution.sample(&mut self.0)
    }

    /// A number of arrivals: Poisson with this mean, by counting unit-rate arrivals, so that a larger mean only adds to the same ones.
    pub fn poisson(&mut self, mean: f64) -> u64 {
        let mut arrived = 0;
        let mut time = self.exponential();
        while time <= mean {
            arrived += 1;
            time += self.exponential();
        }
        arrived
    }

    /// The underlying generator.
    pub fn generator(&mut self) -> &mut impl Rng {
        &mut self.0
    }

    /// A raw word, for tests of independence.
    pub fn word(&mut self) -> u64 {
        self.0.random()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn neighbouring_keys_have_different_first_draws() {
        let mut seen = HashSet::new();
        for replication in 0..10 {
            for purpose in 0..10 {
                for entity in 0..100 {
                    for index in 0..10 {
                        let word =
                            Streams::new(1, replication).stream(purpose, [entity, index, 0]).word();
                        assert!(seen.insert(word), "two keys share a first draw");
                    }
                }
            }
        }
    }

    #[test]
    fn first_draws_of_neighbouring_keys_look_uniform_and_uncorrelated() {
        let n = 40_000;
        let draws: Vec<f64> =
            (0..n).map(|i| Streams::new(7, 3).stream(2, [i, 0, 0]).uniform()).collect();
        let mean = draws.iter().sum::<f64>() / n as f64;
        let lag: f64 =
            draws.windows(2).map(|w| (w[0] - 0.5) * (w[1] - 0.5)).sum::<f64>() / n as f64 * 12.0;
        assert!((mean - 0.5).abs() < 4.0 * 0.288_675 / (n as f64).sqrt(), "mean {mean}");
        assert!(lag.abs() < 4.0 / (n as f64).sqrt(), "lag-one correlation {lag}");
        let mut bins = [0_u32; 64];
        for draw in &draws {
            bins[(draw * 64.0) as usize] += 1;
        }
        let expected = n as f64 / 64.0;
        let chi2: f64 = bins
            .iter()
            .map(|&b| (f64::from(b) - expected) * (f64::from(b) - expected) / expected)
            .sum();
        assert!(chi2 < 115.0, "chi-square with 63 degrees of freedom {chi2}");
    }

    #[test]
    fn names_and_numbers_of_one_key_have_keys_of_their_own() {
        let names = [
            "",
            "a",
            "b",
            "ab",
            "ba",
            "a ",
            "duty",
            "duty\u{0}",
            "assessment",
            "assessment team",
            "assessment teams",
        ];
        let mut seen = HashSet::new();
        for name in names {
            assert!(seen.insert(name_key(name)), "{name}");
            assert!((0..1000).all(|n| seen.insert(numbered(name_key(name), n + 1))), "{name}");
        }
    }

    #[test]
    fn draws_of_one_word_under_different_keys_look_uniform_and_unrelated() {
        let (a, b) = (name_key("police"), name_key("school"));
        let n = 40_000_u32;
        let words: Vec<u64> =
            (0..u64::from(n)).map(|i| Streams::new(3, 1).stream(10, [i, 0, 0]).word()).collect();
        let (mut mean, mut both) = (0.0, 0.0);
        for &word in &words {
            let (x, y) = (uniform_of(word, a), uniform_of(word, b));
            assert!(x > 0.0 && x <= 1.0);
            mean += x / f64::from(n);
            both += (x - 0.5) * (y - 0.5) / f64::from(n) * 12.0;
        }
        assert!((mean - 0.5).abs() < 4.0 * 0.288_675 / f64::from(n).sqrt(), "mean {mean}");
        assert!(both.abs() < 4.0 / f64::from(n).sqrt(), "correlation {both}");
    }

    #[test]
    fn equal_keys_give_equal_streams() {
        let (mut a, mut b) =
            (Streams::new(5, 6).stream(7, [8, 9, 10]), Streams::new(5, 6).stream(7, [8, 9, 10]));
        assert!((0..100).all(|_| a.word() == b.word()));
    }

    #[test]
    fn a_larger_mean_only_adds_arrivals() {
        let stream = Streams::new(1, 1).stream(1, [0, 0, 0]);
        let counts: Vec<u64> = (0..50).map(|m| stream.clone().poisson(f64::from(m))).collect();
        assert!(counts.windows(2).all(|w| w[0] <= w[1]));
        assert_eq!(stream.clone().poisson(0.0), 0);
    }
}
