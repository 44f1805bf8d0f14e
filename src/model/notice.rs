//! A high-risk episode, and a child's coming to notice (model.md, section 9).

use crate::engine::EventKey;
use crate::measure::Settlement;
use crate::time::SimTime;

/// A high-risk episode: from a referral, or an escalation in an open case, to its settling.
#[derive(Clone, Copy, Debug)]
pub struct HighRiskEpisode {
    /// When it opened.
    pub opened: SimTime,
    /// How it settled; `None` while open.
    pub settled: Option<Settlement>,
    /// The event of its target day.
    pub(super) target: EventKey,
}

/// A child's coming to notice: the opening of its first high-risk episode.
#[derive(Clone, Copy, Debug)]
pub struct CameToNotice {
    /// When.
    pub at: SimTime,
    /// How it settled within the target window; `None` while open.
    pub settled: Option<Settlement>,
    /// Whether every deadline on the way has been met so far.
    pub deadlines_met: bool,
    /// Whether the miss has come to light.
    pub(super) to_light: bool,
    /// Whether the other windows are known.
    pub(super) known: bool,
    /// The event of its target day.
    pub(super) target: EventKey,
}
