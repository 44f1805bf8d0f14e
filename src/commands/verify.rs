//! `surge-sim verify`: does the simulation agree with theory?

use crate::cli::VerifyArgs;
use crate::error::Error;
use crate::report::verification_table;
use crate::verification::{Form, verify as checks};

use super::print;

pub fn verify(args: &VerifyArgs) -> Result<(), Error> {
    let form = if args.short { Form::Short } else { Form::Full };
    let mut failed = 0;
    print(&verification_table::heading())?;
    let mut run = || {
        checks(form, &mut |check| {
            failed += usize::from(!check.passed());
            // A check takes seconds: each is printed as it is done.
            let _ = print(&verification_table::line(check));
        });
    };
    match rayon::ThreadPoolBuilder::new().num_threads(args.machine.threads).build() {
        Ok(pool) => pool.install(&mut run),
        Err(_) => run(),
    }
    match failed {
        0 => Ok(()),
        1 => Err(Error::Failed("1 check failed".to_owned())),
        n => Err(Error::Failed(format!("{n} checks failed"))),
    }
}
