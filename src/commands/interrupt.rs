//! Ctrl-C: the first stops cleanly, the second at once.

use std::sync::atomic::{AtomicBool, Ordering};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// The flag that says so, watched from now on.
pub fn watch() -> &'static AtomicBool {
    // Where no handler can be set, Ctrl-C ends the program as it always did.
    let _ = ctrlc::set_handler(|| {
        if INTERRUPTED.swap(true, Ordering::SeqCst) {
            // 128 and the number of the signal, as shells say it.
            std::process::exit(130);
        }
    });
    &INTERRUPTED
}
