//! Processor time of the thread that works.

use std::time::Duration;

/// What `work` gives, and the processor time that this thread had for it. Where the system does not tell, it is the time by the
/// clock; the browser's engine, which times nothing, has none.
pub(super) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let before = now();
    let done = work();
    (done, now().saturating_sub(before))
}

#[cfg(all(feature = "native", any(target_os = "linux", target_os = "macos")))]
fn now() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
}

#[cfg(all(feature = "native", not(any(target_os = "linux", target_os = "macos"))))]
fn now() -> Duration {
    use std::sync::OnceLock;
    use std::time::Instant;
    static BEGUN: OnceLock<Instant> = OnceLock::new();
    BEGUN.get_or_init(Instant::now).elapsed()
}

#[cfg(not(feature = "native"))]
fn now() -> Duration {
    Duration::ZERO
}

#[cfg(test)]
mod tests {
    use super::timed;
    use std::time::Duration;

    #[test]
    fn work_takes_processor_time() {
        let (sum, time) = timed(|| (0..3_000_000_u64).fold(1_u64, |x, y| x.wrapping_mul(31) ^ y));
        assert!(sum != 0 && time > Duration::ZERO, "{time:?}");
    }
}
