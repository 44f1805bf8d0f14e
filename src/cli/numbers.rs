//! Numbers of the command line: read as they are, and told how they are written where they cannot be.

use std::num::{IntErrorKind, ParseIntError};
use std::str::FromStr;

use crate::scenario::meant;

/// A whole number.
///
/// # Errors
/// What it is instead, and what to write.
pub fn whole<T: FromStr<Err = ParseIntError>>(written: &str) -> Result<T, String> {
    written.trim().parse().map_err(|error: ParseIntError| match error.kind() {
        IntErrorKind::PosOverflow => "larger than can be".to_owned(),
        IntErrorKind::Empty => "a whole number is missing, such as 100".to_owned(),
        // Without a key: an option's name says nothing of a unit.
        _ => meant::number(written, "")
            .or_else(|| written_out(written))
            .unwrap_or_else(|| "must be a whole number of 0 or more, such as 100".to_owned()),
    })
}

/// A number.
///
/// # Errors
/// What it is instead, and what to write.
pub fn number(written: &str) -> Result<f64, String> {
    let refused =
        || meant::number(written, "").unwrap_or_else(|| "must be a number, such as 0.9".to_owned());
    // Rust reads `inf` and `nan` as well, which are no budget and no share.
    written.trim().parse::<f64>().ok().filter(|number| number.is_finite()).ok_or_else(refused)
}

/// `20.0` for 20.
fn written_out(written: &str) -> Option<String> {
    let number: f64 = written.trim().parse().ok()?;
    let is_whole =
        number.is_finite() && libm::trunc(number).total_cmp(&number).is_eq() && number >= 0.0;
    is_whole.then(|| format!("a whole number has no decimals; write {number}"))
}

#[cfg(test)]
mod tests {
    use std::any::TypeId;

    use clap::CommandFactory as _;

    use super::*;
    use crate::cli::Cli;

    /// Else -1 is taken for an option that nobody knows.
    #[test]
    fn every_option_with_a_number_lets_a_negative_one_through_to_be_told() {
        let numbers =
            [TypeId::of::<u32>(), TypeId::of::<u64>(), TypeId::of::<usize>(), TypeId::of::<f64>()];
        let mut cli = Cli::command();
        cli.build();
        let mut seen = 0;
        for command in std::iter::once(&cli).chain(cli.get_subcommands()) {
            for arg in command.get_arguments().filter(|arg| arg.get_action().takes_values()) {
                let parsed = arg.get_value_parser().type_id();
                if numbers.iter().any(|number| parsed == *number) {
                    seen += 1;
                    let (command, id) = (command.get_name(), arg.get_id());
                    assert!(arg.is_allow_negative_numbers_set(), "{command} --{id}");
                }
            }
        }
        assert!(seen > 40, "{seen}");
    }

    #[test]
    fn a_number_that_cannot_be_read_is_told_how_it_is_written() {
        let refused = |written: &str| whole::<u32>(written).expect_err("it is no whole number");
        assert_eq!(refused("1e3"), "the digits are written out; write 1000");
        assert_eq!(refused("1,000"), "thousands are written without a comma; write 1000");
        assert_eq!(refused("20.0"), "a whole number has no decimals; write 20");
        assert_eq!(refused("-1"), "must be a whole number of 0 or more, such as 100");
        assert_eq!(refused("many"), "must be a whole number of 0 or more, such as 100");
        assert_eq!(refused("99999999999"), "larger than can be");
        assert_eq!(whole::<u64>("18446744073709551615"), Ok(u64::MAX));
        assert_eq!(
            number("£500,000").expect_err("it has marks"),
            "money is a number without its sign; write 500000"
        );
        assert_eq!(
            number("90%").expect_err("it has a mark"),
            "per cent are written as a share; write 0.9"
        );
        assert_eq!(number("-2.5e3"), Ok(-2500.0));
    }
}
