//! What the tables show, as text that is TOML and that somebody can read (model.md, section 12).

use std::fmt::Write as _;

use super::drift::{DriftFit, estimate};
use super::tables::CouncilTables;

/// What is observed, from the years to `last` (ending 31 March).
#[must_use]
pub fn observed(tables: &CouncilTables, last: u16) -> String {
    let first = tables.years().map(|row| row.year).min().unwrap_or(last);
    let mut text = format!(
        "# What official figures show of English councils, years ending March {first} to {last}. Made by `surge-sim observed`; not to be edited.\n"
    );
    drift(&mut text, &estimate(tables, last));
    text
}

fn drift(text: &mut String, fits: &[DriftFit]) {
    text.push_str(
        "
# Practice drift. Over h years the logarithm of a figure changes, against the mean of all councils in its year, with variance
# V(h) = h * sd^2 + 2 * sd_passing^2. `observed` is robust: 1.4826 times the median absolute deviation. `chance` is how much of
# sd_passing would come of chance alone in a typical council, if each one counted came about by itself.
",
    );
    for fit in fits {
        let _ = write!(
            text,
            "\n[drift.{}]\nof = \"{}\"\nsd = {:.3}\nsd_passing = {:.3}\nchance = {:.3}\nyears = [\n",
            fit.of.key, fit.of.what, fit.lasting, fit.passing, fit.chance
        );
        for at in &fit.horizons {
            let _ = writeln!(
                text,
                "  {{ apart = {}, changes = {}, observed = {:.3}, fitted = {:.3} }},",
                at.years, at.changes, at.observed, at.fitted
            );
        }
        text.push_str("]\n");
    }
}
