//! What no experiment of many points can be made of, refused before any long work.

use std::ops::RangeInclusive;

use crate::error::Error;
use crate::experiment::factors::twice;

/// No search and no screening runs more points than this.
pub const MOST_POINTS: u64 = 100_000;

/// Refuses a number outside its limits, and says them.
///
/// # Errors
/// The option, the number, and from where to where it may be.
pub fn within(option: &str, given: u32, limits: RangeInclusive<u32>) -> Result<(), Error> {
    if limits.contains(&given) {
        return Ok(());
    }
    let (least, most) = limits.into_inner();
    let may_be = match most {
        u32::MAX => format!("{least} or more"),
        most => format!("from {least} to {most}"),
    };
    Err(Error::Request(format!("{option} {given}: must be {may_be}")))
}

/// Refuses a key that an option is given for twice: the later change would stand, and the earlier would be said of it.
/// What is given is written `key=values`.
///
/// # Errors
/// The option and the key.
pub fn no_key_twice(option: &str, given: &[String]) -> Result<(), Error> {
    // From the right: a quoted name in a key may hold an equals sign, values hold none.
    let keys = given.iter().filter_map(|written| Some(written.rsplit_once('=')?.0.trim()));
    match twice(keys) {
        Some(key) => Err(Error::Request(format!("{option} {key}: is given twice"))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_outside_its_limits_is_told_them() {
        let said = |given, limits| {
            within("--points", given, limits).map_err(|error| error.to_string()).err()
        };
        assert_eq!(said(4, 4..=9), None);
        assert_eq!(said(9, 4..=9), None);
        assert_eq!(said(10, 4..=9).as_deref(), Some("error: --points 10: must be from 4 to 9"));
        assert_eq!(said(3, 4..=u32::MAX).as_deref(), Some("error: --points 3: must be 4 or more"));
    }

    #[test]
    fn a_key_given_twice_is_refused_however_it_is_written() {
        let given = |keys: &[&str]| {
            let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
            no_key_twice("--levers", &keys).map_err(|error| error.to_string()).err()
        };
        assert_eq!(given(&["a.b=1..2:1", "a.c=1..2:1", "no key", "no key"]), None);
        let twice = "error: --levers teams.\"long term\".x: is given twice";
        assert_eq!(
            given(&["teams.long term.x=1..2", "teams.\"long term\".x = 2..3"]).as_deref(),
            Some(twice)
        );
    }
}
