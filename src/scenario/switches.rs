//! `--without`: links of the chain switched off, in run and twin alike (model.md, section 9).

use serde::Serialize;

/// Which links are off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Switches {
    /// The threshold does not move.
    pub threshold: bool,
    /// Nobody rushes: the direct factor is 1 everywhere.
    pub rush: bool,
    /// Nobody waits for a worker; it also ends rushing.
    pub waiting: bool,
    /// Nobody works beyond contract.
    pub overtime: bool,
    /// Recording does not thin.
    pub thin_recording: bool,
    /// Pressure brings no review of a plan forward.
    pub early_closing: bool,
    /// No overload in sickness and leaving.
    pub overload: bool,
    /// Evidence and trust pass on whole to another worker.
    pub handover: bool,
    /// Earlier evidence counts whole on re-referral.
    pub records: bool,
    /// No concealment.
    pub concealment: bool,
    /// Practice stays as in normal times.
    pub drift: bool,
    /// Nobody is cautious: blame lowers no threshold.
    pub caution: bool,
    /// No publicity: the run is its own twin.
    pub publicity: bool,
}

impl Switches {
    /// The names `--without` takes, in the order the tables use.
    pub const NAMES: [&'static str; 13] = [
        "threshold",
        "rush",
        "waiting",
        "overtime",
        "thin_recording",
        "early_closing",
        "overload",
        "handover",
        "records",
        "concealment",
        "practice",
        "caution",
        "publicity",
    ];

    /// What is switched off in either.
    #[must_use]
    pub fn and(mut self, mut other: Switches) -> Switches {
        for name in Switches::NAMES {
            if let (Some(own), Some(other)) = (self.by_name(name), other.by_name(name)) {
                *own |= *other;
            }
        }
        self
    }

    /// The switch of that name.
    pub fn by_name(&mut self, name: &str) -> Option<&mut bool> {
        Some(match name {
            "threshold" => &mut self.threshold,
            "rush" => &mut self.rush,
            "waiting" => &mut self.waiting,
            "overtime" => &mut self.overtime,
            "thin_recording" => &mut self.thin_recording,
            "early_closing" => &mut self.early_closing,
            "overload" => &mut self.overload,
            "handover" => &mut self.handover,
            "records" => &mut self.records,
            "concealment" => &mut self.concealment,
            "practice" => &mut self.drift,
            "caution" => &mut self.caution,
            "publicity" => &mut self.publicity,
            _ => return None,
        })
    }
}
