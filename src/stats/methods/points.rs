//! Points that fill the unit cube evenly: designs for whatever is run at each of them.

use crate::maths::{GOLDEN, Keyed, finish};

/// Points the generator behind [`scrambled_sobol`] has before it must start another sequence.
const LONGEST: usize = 1 << 16;
/// Dimensions it has.
const WIDEST: usize = sobol_burley::NUM_DIMENSIONS as usize;

/// Points in (0, 1)^k: Owen-scrambled Sobol', or a Latin hypercube beyond the 256 dimensions or 65,536 points Sobol' has here.
///
/// Sobol' points are best balanced where their number is a power of two.
#[must_use]
pub fn design(dimensions: usize, count: usize, seed: u64) -> Vec<Vec<f64>> {
    if dimensions <= WIDEST && count <= LONGEST {
        (0..count).map(|index| scrambled_sobol(index, dimensions, seed)).collect()
    } else {
        latin_hypercube(dimensions, count, seed)
    }
}

/// One point of a Sobol' sequence (1967) with Owen's scrambling (1995) by hashing (Burley, Journal of Computer Graphics
/// Techniques 9(4), 2020), in the middle of its cell of 2^-23, so never 0 or 1.
///
/// Beyond 256 dimensions or 65,536 points it goes on with another scrambling ("padding", as Burley advises): still even in each
/// part, random between the parts.
#[must_use]
pub fn scrambled_sobol(index: usize, dimensions: usize, seed: u64) -> Vec<f64> {
    let within = (index % LONGEST) as u32;
    let coordinate = |dimension: usize| {
        let key = mixed(seed, (index / LONGEST) as u64, (dimension / WIDEST) as u64);
        let value = sobol_burley::sample(within, (dimension % WIDEST) as u32, key);
        f64::from(value) + 0.5 / f64::from(1 << 23)
    };
    (0..dimensions).map(coordinate).collect()
}

/// A seed of 32 bits from one of 64 and the part of the sequence.
fn mixed(seed: u64, stretch: u64, part: u64) -> u32 {
    let state = seed ^ stretch.wrapping_mul(GOLDEN) ^ part.wrapping_mul(0xD1B5_4A32_D192_ED03);
    (finish(state) >> 32) as u32
}

/// A Latin hypercube (McKay, Beckman and Conover 1979): each coordinate has one point in each of `count` equal strips.
#[must_use]
pub fn latin_hypercube(dimensions: usize, count: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut keyed = Keyed::new(seed);
    let mut points = vec![Vec::with_capacity(dimensions); count];
    let mut strips: Vec<usize> = (0..count).collect();
    for _ in 0..dimensions {
        keyed.shuffle(&mut strips);
        for (point, &strip) in points.iter_mut().zip(&strips) {
            point.push((strip as f64 + keyed.uniform()) / count as f64);
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_power_of_two_of_the_points_fills_the_strips_of_each_coordinate() {
        for seed in [1, 2, u64::MAX] {
            let points = design(5, 64, seed);
            for dimension in 0..5 {
                let mut strips: Vec<usize> =
                    points.iter().map(|point| (point[dimension] * 64.0) as usize).collect();
                strips.sort_unstable();
                assert_eq!(strips, (0..64).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn beyond_the_dimensions_of_sobol_it_is_a_latin_hypercube() {
        let points = design(300, 10, 1);
        assert_eq!((points.len(), points[0].len()), (10, 300));
        for dimension in [0, 255, 256, 299] {
            let mut strips: Vec<usize> =
                points.iter().map(|point| (point[dimension] * 10.0) as usize).collect();
            strips.sort_unstable();
            assert_eq!(strips, (0..10).collect::<Vec<_>>());
        }
    }

    #[test]
    fn seeds_and_stretches_differ_and_no_coordinate_is_on_the_edge() {
        assert_ne!(scrambled_sobol(0, 3, 1), scrambled_sobol(0, 3, 2));
        assert_ne!(scrambled_sobol(1, 3, 1), scrambled_sobol(LONGEST + 1, 3, 1));
        let far = scrambled_sobol(5, 600, 1);
        assert_ne!(far[3], far[WIDEST + 3]);
        assert!(far.iter().all(|&x| 0.0 < x && x < 1.0));
        assert!(design(0, 2, 1).iter().all(Vec::is_empty) && design(2, 0, 1).is_empty());
    }
}
