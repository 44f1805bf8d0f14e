//! What is compared with what: one file per part of the model (model.md, section 11).

mod drift;
mod exact;
mod front_door;
mod judgement;
mod queues;
mod together;

use super::{Check, Form};

/// A trial: one scenario, some checks.
pub type Trial = fn(Form) -> Vec<Check>;

/// All trials, in the order of a child's way.
pub const ALL: [Trial; 20] = [
    front_door::hidden_children,
    front_door::volume,
    front_door::competing_clocks,
    judgement::acceptance_of_the_police,
    judgement::acceptance_of_schools,
    judgement::acceptance_after_two_events,
    judgement::trust,
    judgement::learning,
    judgement::files,
    queues::many_screeners,
    queues::one_screener,
    queues::priorities,
    queues::allocated_workers,
    exact::posts_by_date,
    together::begun_together,
    queues::overtime,
    drift::variance_by_years,
    exact::littles_law,
    exact::conservation,
    exact::twin_without_publicity,
];
