//! The mixing of words: neighbouring words become unrelated ones.

/// A step from one to another state of SplitMix64: 2^64 over the golden ratio, made odd.
pub const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// Folded 64 x 64 -> 128 bit product: the mixing step of wyhash (Wang Yi, public domain).
#[inline]
#[must_use]
pub const fn fold(a: u64, b: u64) -> u64 {
    let a = a ^ b.rotate_left(29);
    let product = (a as u128) * (b as u128);
    (product >> 64) as u64 ^ product as u64 ^ a.rotate_left(32)
}

/// The finisher of SplitMix64 (Steele, Lea and Flood 2014). Different words stay different.
#[inline]
#[must_use]
pub const fn finish(state: u64) -> u64 {
    let z = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first numbers of SplitMix64 with the seed 1234567, as its authors' program prints them.
    #[test]
    fn the_finisher_makes_the_published_sequence() {
        let mut state = 1_234_567_u64;
        let found = [(); 5].map(|()| {
            state = state.wrapping_add(GOLDEN);
            finish(state)
        });
        assert_eq!(
            found,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423,
                4_593_380_528_125_082_431,
                16_408_922_859_458_223_821
            ]
        );
    }

    #[test]
    fn a_bit_of_either_word_turns_about_half_the_bits_of_the_fold() {
        let (a, b) = (0x0123_4567_89AB_CDEF, 0xA076_1D64_78BD_642F);
        for bit in 0..64 {
            let of_a = (fold(a, b) ^ fold(a ^ 1 << bit, b)).count_ones();
            let of_b = (fold(a, b) ^ fold(a, b ^ 1 << bit)).count_ones();
            assert!((10..=54).contains(&of_a) && (10..=54).contains(&of_b), "{bit}: {of_a} {of_b}");
        }
    }
}
