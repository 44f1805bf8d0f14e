//! `surge-sim verify`: does the simulation agree with theory?

use crate::cli::VerifyArgs;
use crate::error::Error;
use crate::report::verification_table;
use crate::verification::{Form, coverage, verify as checks};

use super::{print, threads};

pub fn verify(args: &VerifyArgs) -> Result<(), Error> {
    if args.coverage {
        return covered(args);
    }
    let form = if args.short { Form::Short } else { Form::Full };
    let mut failed = 0;
    print(&verification_table::heading())?;
    // Checks run as many replications as they need: there is no number of parts.
    threads::begin(args.machine.threads, u32::MAX);
    checks(form, &mut |check| {
        failed += usize::from(!check.passed());
        // A check takes seconds: each is printed as it is done.
        // Where it cannot be printed the exit status still says what came of it.
        let _ = print(&verification_table::line(check));
    });
    match failed {
        0 => Ok(()),
        1 => Err(Error::Failed("1 check failed".to_owned())),
        n => Err(Error::Failed(format!("{n} checks failed"))),
    }
}

/// How often the printed intervals cover what is known.
fn covered(args: &VerifyArgs) -> Result<(), Error> {
    if !(100..=10_000_000).contains(&args.experiments) {
        return Err(Error::Request(format!(
            "--experiments {}: must be from 100 to 10000000",
            args.experiments
        )));
    }
    threads::begin(args.machine.threads, u32::MAX);
    let found = coverage::coverage(args.experiments);
    let lines: String = found.iter().map(verification_table::coverage_line).collect();
    print(&format!("{}{lines}", verification_table::coverage_heading()))?;
    match found.iter().filter(|one| !one.holds()).count() {
        0 => Ok(()),
        failed => Err(Error::Failed(too_few_covered(failed))),
    }
}

fn too_few_covered(failed: usize) -> String {
    match failed {
        1 => "1 kind of interval does not cover 95 in 100".to_owned(),
        n => format!("{n} kinds of interval do not cover 95 in 100"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_intervals_do_not_cover_is_said() {
        assert_eq!(too_few_covered(1), "1 kind of interval does not cover 95 in 100");
        assert_eq!(too_few_covered(3), "3 kinds of interval do not cover 95 in 100");
    }
}
