//! What a mechanism of the list does in the model: the moments at which it may act (model.md, section 8).
//!
//! A mechanism says what it does at a moment, or says nothing and does nothing. The list makes of each moment a call of every
//! mechanism, known to the compiler: there is no table of them to go through.

use crate::measure::Place;
use crate::model::child::StageEpisode;
use crate::model::ids::ChildId;
use crate::model::replication::Replication;
use crate::scenario::ClassId;
use crate::time::SimTime;

/// A mechanism in the model.
pub(crate) trait Mechanism {
    /// Its own entries of the event list.
    type Happening;
    /// What a child has of it.
    type OfChild: Default;

    /// Day 0: what it has dated.
    fn begin(_: &mut Replication<'_>) {}

    /// How it moves what is referred, known before day 0: from each moment on by so much more (natural logarithm), on top
    /// of all before.
    fn drift_of_referrals(_: &Replication<'_>, _: &mut impl FnMut(SimTime, f64)) {}

    /// The end of a day: what it does once a day, or on a day that it waits for.
    fn midnight(_: &mut Replication<'_>) {}

    /// Something of its own happens.
    fn happens(run: &mut Replication<'_>, what: Self::Happening);

    /// Whether a child who would have come to be at risk now does not; where so, it is counted.
    fn prevents(_: &mut Replication<'_>, _: ClassId, _: u64) -> bool {
        false
    }

    /// A child was referred: what it was given outside the pathway ends.
    fn referred(_: &mut Replication<'_>, _: ChildId) {}

    /// A child was closed at triage: what it then has of the mechanism.
    fn screened_out(_: &mut Replication<'_>, _: ChildId) -> Self::OfChild {
        Self::OfChild::default()
    }

    /// A child leaves a stage: by its decision, or (`false`) because they have come to harm.
    fn left_stage(_: &mut Replication<'_>, _: ChildId, _: &StageEpisode, _decided: bool) {}

    /// A child whom the service knew has come to serious harm in the observed period.
    fn harmed(_: &mut Replication<'_>, _: ChildId, _: Place) {}

    /// The risk to a child has ended.
    fn risk_ended(_: &mut Replication<'_>, _: ChildId) {}

    /// A child leaves the model.
    fn left(_: &mut Replication<'_>, _: ChildId) {}

    /// The end of the run: what is still open is counted.
    fn end(_: &mut Replication<'_>) {}

    /// Its books, between two events.
    ///
    /// # Errors
    /// What does not add up.
    fn audit(_: &Replication<'_>) -> Result<(), String> {
        Ok(())
    }
}
