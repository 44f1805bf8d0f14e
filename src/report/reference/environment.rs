//! What the program reads of its environment.

use super::{MADE, table};

/// A variable, and what it does.
const VARIABLES: &[[&str; 2]] = &[
    [
        "SURGE_SIM_CACHE",
        "The folder in which normal times are kept that a pilot has found; empty: none are kept. Without it, the user's cache \
         folder. Machines that share it find the pilot of each scenario once",
    ],
    [
        "SURGE_SIM_REPLICATIONS",
        "The folder in which finished replications and points of studies are kept; empty: none are kept. Without it, the \
         user's cache folder. Two gigabytes at most",
    ],
    ["NO_COLOR", "Set to anything: no colours"],
    ["TERM", "`dumb`: no pictures of mistakes in a scenario, words alone"],
    [
        "SURGE_SIM",
        "Read by the scripts that `jobs` prints, not by the program: names the program where a node does not have it on \
         its PATH",
    ],
];

/// The environment variables.
#[must_use]
pub fn environment() -> String {
    let rows = VARIABLES.iter().map(|[name, does]| vec![format!("`{name}`"), (*does).to_owned()]);
    format!(
        "# Environment variables\n\n{MADE} Nothing else in the environment changes what the program does; no variable changes \
         a result.\n\n{}",
        table(&["variable", "what it does"], rows)
    )
}
