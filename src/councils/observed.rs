//! What the tables show, as text that is TOML and that somebody can read (model.md, section 12).

use std::fmt::Write as _;

use super::drift::{DriftFit, LAST_YEAR, estimate};
use super::levels::{CENTILES, CouncilSpread, LEVELS, levels, yearly_changes};
use super::slopes::{SLOPES, observed_slope};
use super::tables::CouncilTables;

/// What is observed, from the years to `last` (ending 31 March). Drift is estimated from no year after [`LAST_YEAR`].
#[must_use]
pub fn observed(tables: &CouncilTables, last: u16) -> String {
    let first = tables.years().map(|row| row.year).min().unwrap_or(last);
    let mut text = format!(
        "# What official figures show of English councils, years ending March {first} to {last} and the workforce of the Septembers before.\n\
         # Made by `surge-sim observed`; not to be edited.\n"
    );
    spreads(&mut text, tables, last);
    slopes(&mut text, tables, last);
    drift(&mut text, &estimate(tables, last.min(LAST_YEAR)), last.min(LAST_YEAR));
    text
}

fn spreads(text: &mut String, tables: &CouncilTables, last: u16) {
    let centiles: Vec<String> = CENTILES.iter().map(ToString::to_string).collect();
    let _ = write!(
        text,
        "\n# Levels and changes from one year to the next: centiles over councils (of the workforce: returns) and years.\ncentiles = [{}]\n",
        centiles.join(", ")
    );
    for (name, what, figure, changes) in LEVELS {
        spread(text, &format!("levels.{name}"), what, &levels(tables, figure, last));
        if changes {
            let what = format!("{what}: change in a year");
            spread(text, &format!("changes.{name}"), &what, &yearly_changes(tables, figure, last));
        }
    }
}

fn spread(text: &mut String, name: &str, what: &str, spread: &CouncilSpread) {
    // Shares of 1 have a digit more than percentages.
    let digits = if spread.centile(99.0).is_some_and(|high| high < 2.0) { 3 } else { 1 };
    let at = |centile: &f64| spread.centile(*centile).map(|value| format!("{value:.digits$}"));
    let values: Vec<String> = CENTILES.iter().filter_map(at).collect();
    let _ = write!(
        text,
        "\n[{name}]\nof = \"{what}\"\nn = {}\nat = [{}]\n",
        spread.count(),
        values.join(", ")
    );
}

fn slopes(text: &mut String, tables: &CouncilTables, last: u16) {
    text.push_str(
        "
# How one thing moves with another: least squares on yearly changes, each against the mean of its year; `within` is 1.96 standard errors,
# clustered by council. What explains has noise of its own, which makes slopes too small; they are associations and no causes.
",
    );
    for (name, y, of, x, each) in SLOPES {
        let Some(found) = observed_slope(tables, y, x, last) else { continue };
        let _ = write!(
            text,
            "\n[slopes.{name}]\nof = \"{of}\"\nfor_each = \"{each}\"\nslope = {:.3}\nwithin = {:.3}\nn = {}\n",
            found.slope, found.half_width, found.pairs
        );
    }
}

fn drift(text: &mut String, fits: &[DriftFit], last: u16) {
    let _ = write!(
        text,
        concat!(
            "\n# Practice drift, from years to {}. Over h years the logarithm of a figure changes, against the mean of all councils in its\n",
            "# year, with variance V(h) = h * sd^2 + 2 * sd_passing^2. `observed` is robust: 1.4826 times the median absolute deviation.\n",
            "# `chance` is how much of sd_passing would come of chance alone in a typical council, if each one counted came about by itself.\n",
        ),
        last
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
