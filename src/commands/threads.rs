//! The threads of a command: one pool for all of its work.

use std::path::Path;

use crate::cli::ChangeArgs;
use crate::experiment::{pilot, runner};
use crate::scenario::{Scenario, Stopping};

use super::{loaded, note};

/// More threads than so many to a core only wait for one another.
const EACH_CORE: usize = 4;

/// Makes the pool that all work of the command uses. `asked` 0 is one thread per core; never more than the work has `parts`, nor
/// than a few for each core, which is said. The first call settles it.
pub fn begin(asked: usize, parts: u32) {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = limited(asked, parts, cores);
    // Said by the call that made the pool: a later one changes nothing.
    if runner::one_pool(threads) && asked > cores * EACH_CORE {
        note(&format!(
            "note: --threads {asked}: {threads} are used; more than {EACH_CORE} for each core here ({cores}) only wait for one another"
        ));
    }
}

/// The same for a command with many scenarios: the work falls into as many parts as that of any one of them. A folder of a
/// finished run may hold any number.
pub fn begin_for<'a>(asked: usize, files: impl Iterator<Item = &'a Path>, changes: &ChangeArgs) {
    // One that cannot be loaded says so when its turn comes.
    let of = |file: &Path| match file.is_dir() {
        true => u32::MAX,
        false => loaded(file, changes).map_or(0, |loaded| parts(&loaded.scenario)),
    };
    begin(asked, files.map(of).max().unwrap_or(u32::MAX));
}

/// Into how many parts the work of a scenario falls at most, that of its pilot included.
#[must_use]
pub fn parts(scenario: &Scenario) -> u32 {
    let replications = match &scenario.replications.stopping {
        Stopping::Count(count) => *count,
        Stopping::Precision(precision) => precision.max,
    };
    replications.max(pilot::MEASURED as u32)
}

fn limited(asked: usize, parts: u32, cores: usize) -> usize {
    let wanted = if asked == 0 { cores } else { asked };
    wanted.min(cores * EACH_CORE).min(parts as usize).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_more_than_parts_nor_than_a_few_for_each_core() {
        for (asked, parts, cores, expected) in [
            (0, 1000, 2, 2),
            (1, 1000, 2, 1),
            (3, 1000, 2, 3),
            (65_536, 1000, 2, 8),
            (usize::MAX, u32::MAX, 64, 256),
            (65_536, 16, 64, 16),
            (0, 16, 64, 16),
            (0, 0, 1, 1),
        ] {
            assert_eq!(
                limited(asked, parts, cores),
                expected,
                "{asked} for {parts} parts on {cores} cores"
            );
        }
    }
}
