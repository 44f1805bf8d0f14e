//! Checks with known answers (model.md, section 11): does the simulation agree with theory?
//!
//! Each check runs the model itself, in a scenario so plain that a formula says what must come out. The formulas stand in
//! [`closed_forms`], the scenarios in `scenarios/`, what is compared in [`trials`]. A check passes when the 99.9 % interval by
//! replications covers the formula and is narrow, for each of three fixed seeds.

pub mod bench;
pub mod check;
pub mod closed_forms;
pub mod coverage;
mod form;
pub mod trials;

pub use check::{Bound, Check, Verdict};
pub use form::{Form, SEEDS};

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
