//! Checks with known answers (model.md, section 11): does the simulation agree with theory?
//!
//! Each check runs the model itself, in a scenario so plain that a formula says what must come out. The formulas stand in
//! [`closed_forms`], the scenarios in `scenarios/`, what is compared in [`trials`]. A check passes when the 99.9 % interval by
//! replications covers the formula and is narrow, for each of three fixed seeds.

pub mod bench;
pub mod check;
pub mod closed_forms;
pub mod coverage;
pub mod trials;

pub use check::{Bound, Check, Verdict};

/// The seeds of every check.
pub const SEEDS: [u64; 3] = [11, 23, 37];

/// How thoroughly to check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Half-widths of at most 2 % of the expected value: some minutes.
    Full,
    /// Wider: what the test-suite runs.
    Short,
}

impl Form {
    const fn most_half_width(self) -> f64 {
        match self {
            Form::Full => 0.02,
            Form::Short => 0.04,
        }
    }

    const fn least_replications(self) -> u32 {
        match self {
            Form::Full => 24,
            Form::Short => 10,
        }
    }

    const fn most_replications(self) -> u32 {
        match self {
            Form::Full => 2000,
            Form::Short => 400,
        }
    }
}

/// Runs all checks and tells each as soon as it is done.
pub fn verify(form: Form, report: &mut dyn FnMut(&Check)) {
    for trial in trials::ALL {
        trial(form).iter().for_each(&mut *report);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::verification_table::{heading, line};

    #[test]
    fn the_simulation_agrees_with_theory_and_would_not_with_a_formula_five_per_cent_off() {
        let mut table = heading();
        let (mut failed, mut blind) = (Vec::new(), Vec::new());
        verify(Form::Short, &mut |check| {
            table.push_str(&line(check));
            if !check.passed() {
                failed.push(check.name.clone());
            }
            for factor in [0.95, 1.05] {
                if matches!(check.bound, Bound::Interval(_))
                    && check.against(check.expected * factor).passed()
                {
                    blind.push((check.name.clone(), factor));
                }
            }
        });
        assert!(
            failed.is_empty() && blind.is_empty(),
            "failed {failed:?}, blind {blind:?}\n{table}"
        );
    }
}
