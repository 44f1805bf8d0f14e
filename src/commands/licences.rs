//! `surge-sim licences`: whose work is in the program, and under which terms.

use crate::error::Error;

use super::print;

/// The notices of every crate and font in the program; `.ci/licences --write` makes them.
const THIRD_PARTY: &str = include_str!("../../THIRD-PARTY.txt");

const OWN: &str = "\
surge-sim is licensed under the MIT licence or the Apache License 2.0, at your choice. The program contains the works that follow,
each under its own terms. It also carries official figures of English councils: contains public sector information licensed under the
Open Government Licence v3.0. Source: Department for Education; Office for National Statistics.

";

pub fn licences() -> Result<(), Error> {
    print(&format!("{OWN}{THIRD_PARTY}"))
}
