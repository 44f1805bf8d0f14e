//! The progress bar: on a terminal only.

use std::io::IsTerminal as _;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::experiment::pilot::{OneOfRound, ROUNDS, Round};
use crate::experiment::{Progress, runner};
use crate::model::World;
use crate::scenario::Scenario;

use super::{forecast, interrupt, note};

/// Time from one picture of the bar to the next.
const TICK: Duration = Duration::from_millis(80);

/// A bar of replications.
pub struct ReplicationProgress {
    bar: ProgressBar,
    finished: AtomicU32,
    quiet: bool,
    /// Whether the pilot is the first: what it may take is said once.
    first: AtomicBool,
}

impl ReplicationProgress {
    /// Shown at once, or not at all where nobody watches.
    #[must_use]
    pub fn new(quiet: bool) -> ReplicationProgress {
        let bar = if quiet || !std::io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            ProgressBar::new_spinner()
        };
        bar.set_message("finding out what normal times are");
        bar.enable_steady_tick(TICK);
        ReplicationProgress {
            bar,
            finished: AtomicU32::new(0),
            quiet,
            first: AtomicBool::new(true),
        }
    }

    /// Runs the rounds of a scenario's pilot and shows how far they are. Where that may take long, it is said before.
    pub fn rounds<'b>(
        &'b self,
        scenario: &'b Scenario,
        threads: usize,
    ) -> impl Fn(u64, &OneOfRound<'_>) -> Vec<Round> + Sync + 'b {
        let all = runner::run_rounds(threads);
        move |count, one: &OneOfRound<'_>| {
            if self.first.swap(false, Ordering::Relaxed) && !self.quiet {
                let long = forecast::seconds(scenario, threads)
                    .and_then(|seconds| forecast::words(scenario, seconds));
                self.bar.suspend(|| long.iter().for_each(|words| note(&format!("note: {words}"))));
            }
            self.show_rounds();
            let shown = |world: &mut World, index: u64| {
                let round = one(world, index);
                self.bar.inc(1);
                round
            };
            interrupt::at_once(|| all(count, &shown))
        }
    }

    /// Room for all rounds; a second pilot begins anew.
    fn show_rounds(&self) {
        let all = ROUNDS.iter().sum();
        let style = ProgressStyle::with_template(
            "{spinner} finding out what normal times are: {bar:30} {pos} of {len}, {eta} to go",
        );
        if let Ok(style) = style {
            self.bar.set_style(style);
        }
        self.bar.set_length(all);
        if self.bar.is_finished() || self.bar.position() >= all {
            self.set_back();
        }
    }

    /// The pilot is done, replications begin.
    pub fn begin(&self) {
        self.set_back();
        self.finished.store(0, Ordering::Relaxed);
        let style =
            ProgressStyle::with_template("{bar:30} {pos} of {len} replications, {eta} to go");
        if let Ok(style) = style {
            self.bar.set_style(style);
        }
    }

    /// The bar at nothing, shown again if it was taken away.
    fn set_back(&self) {
        self.bar.reset();
        // What ticks ends with a bar that is taken away.
        self.bar.enable_steady_tick(TICK);
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for ReplicationProgress {
    fn finished(&self, _: u32, planned: u32) {
        // Counted here: what is told is an index, and threads finish in any order.
        let finished = self.finished.fetch_add(1, Ordering::Relaxed) + 1;
        self.bar.set_length(u64::from(planned.max(finished)));
        self.bar.set_position(u64::from(finished));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_run_begins_at_nothing() {
        let progress = ReplicationProgress::new(true);
        for _ in 0..2 {
            progress.begin();
            for (index, position) in [(1, 1), (0, 2)] {
                progress.finished(index, 5);
                assert_eq!((progress.bar.position(), progress.bar.length()), (position, Some(5)));
            }
            progress.end();
        }
    }
}
