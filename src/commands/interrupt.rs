//! Ctrl-C and requests to end: the first stops cleanly, or at once where nothing would be lost; the second at once.

use std::io::IsTerminal as _;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use crate::error::Error;
use crate::experiment::pilot::{OneOfRound, Round};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);
/// Pieces of work under way of which nothing would be kept.
static UNKEPT: AtomicU32 = AtomicU32::new(0);

/// The flag that says so, watched from now on.
pub fn watch() -> &'static AtomicBool {
    // Where no handler can be set, Ctrl-C ends the program as it always did.
    let _ = ctrlc::set_handler(|| {
        if INTERRUPTED.swap(true, Ordering::SeqCst) {
            // 128 and the number of the signal, as shells say it.
            std::process::exit(130);
        }
        if UNKEPT.load(Ordering::SeqCst) > 0 {
            end();
        }
    });
    &INTERRUPTED
}

/// Does work of which nothing is kept before it is done: who interrupts it need not wait for its end.
pub fn at_once<T>(work: impl FnOnce() -> T) -> T {
    UNKEPT.fetch_add(1, Ordering::SeqCst);
    // After it is counted: a signal of this moment is seen here or there.
    if INTERRUPTED.load(Ordering::SeqCst) {
        end();
    }
    let done = work();
    UNKEPT.fetch_sub(1, Ordering::SeqCst);
    done
}

/// The same of the rounds of a pilot.
pub fn rounds(
    all: impl Fn(u64, &OneOfRound<'_>) -> Vec<Round> + Sync,
) -> impl Fn(u64, &OneOfRound<'_>) -> Vec<Round> + Sync {
    move |count, one: &OneOfRound<'_>| at_once(|| all(count, one))
}

fn end() -> ! {
    let error = Error::Interrupted("no results are written".to_owned());
    // The bar has no end of line.
    if std::io::stderr().is_terminal() {
        super::note("");
    }
    super::print_error(&error);
    std::process::exit(i32::from(error.exit_status()));
}
