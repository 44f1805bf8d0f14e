//! `surge-sim observed`: what the councils' official figures show.

use crate::cli::ObservedArgs;
use crate::councils::observed::observed as written;
use crate::councils::shipped;
use crate::error::Error;

use super::print;

/// Years that estimates need at least.
const LEAST_YEARS: u16 = 3;

pub fn observed(args: &ObservedArgs) -> Result<(), Error> {
    let tables = shipped().map_err(|problem| Error::Request(problem.to_string()))?;
    let years = || tables.years().map(|row| row.year);
    let (first, last) = (years().min().unwrap_or(0), years().max().unwrap_or(0));
    if !(first + LEAST_YEARS - 1..=last).contains(&args.to) {
        return Err(Error::Request(format!(
            "--to {}: the tables have the years ending March {first} to {last}, and at least {LEAST_YEARS} of them are needed: \
             {} to {last}",
            args.to,
            first + LEAST_YEARS - 1
        )));
    }
    print(&written(&tables, args.to))
}
