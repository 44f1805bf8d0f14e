//! Functions of probability and the draws of methods: no word of the domain, and of ours they use nothing.
//!
//! | what | file |
//! | --- | --- |
//! | the Normal distribution: distribution function, quantile | `normal.rs` |
//! | Student's quantile | `student.rs` |
//! | the gamma distribution's quantile, and the chance of a sign test | `counts.rs` |
//! | Wilson's limits of a share | `wilson.rs` |
//! | the quantile of values in rising order | `rising.rs` |
//! | a generator by its key, for methods | `keyed.rs` |
//! | the mixing of words, for keys | `mixing.rs` |
//!
//! They stand on `libm` and on what IEEE 754 fixes, so that they have the same bits on every machine. Student's quantile
//! comes from a library that takes its logarithms from the platform, and is rounded.

mod counts;
mod keyed;
mod mixing;
mod normal;
mod rising;
mod student;
mod wilson;

pub use counts::{gamma_quantile, sign_test};
pub use keyed::Keyed;
pub use mixing::{GOLDEN, finish, fold};
pub use normal::{normal_above, normal_below, normal_quantile};
pub use rising::quantile;
pub use student::student_quantile;
pub use wilson::wilson_limits;
