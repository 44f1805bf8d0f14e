//! The progress bar: on a terminal only.

use std::io::IsTerminal as _;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::experiment::Progress;

/// A bar of replications.
pub struct Bar {
    bar: ProgressBar,
    finished: AtomicU32,
}

impl Bar {
    /// Shown at once, or not at all where nobody watches.
    #[must_use]
    pub fn new(quiet: bool) -> Bar {
        let bar =
            if quiet || !std::io::stderr().is_terminal() { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        bar.set_message("finding out what normal times are");
        bar.enable_steady_tick(Duration::from_millis(80));
        Bar { bar, finished: AtomicU32::new(0) }
    }

    /// The pilot is done, replications begin.
    pub fn begin(&self) {
        let style = ProgressStyle::with_template("{bar:30} {pos} of {len} replications, {eta} to go");
        if let Ok(style) = style {
            self.bar.set_style(style);
        }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn finished(&self, _: u32, planned: u32) {
        let finished = self.finished.fetch_add(1, Ordering::Relaxed) + 1;
        self.bar.set_length(u64::from(planned.max(finished)));
        self.bar.set_position(u64::from(finished));
    }
}
