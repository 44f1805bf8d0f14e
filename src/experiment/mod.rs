//! Experiments: normal times by the pilot, replications over threads, estimates, and the results that reports read.

pub mod calibrate;
mod class_order;
pub mod comparison;
pub mod derive;
pub mod factors;
pub mod finished;
pub mod gathering;
pub mod guess;
pub mod identity;
#[cfg(feature = "native")]
pub mod journal;
pub mod library;
pub mod links;
pub mod mix;
pub mod normal_times;
pub mod optimise;
mod pathway_order;
pub mod pilot;
pub mod points;
mod processor_time;
pub mod prove;
pub mod ready;
pub mod record;
pub mod replicate;
pub mod rounds;
pub mod runner;
#[cfg(feature = "native")]
pub mod saved;
pub mod sensitivity;
#[cfg(feature = "native")]
pub mod shards;
pub mod skill;
pub mod story;
pub mod summary;
pub mod sweep;
pub mod twin;
pub mod uncertainty;
pub mod warnings;

// Verification runs single worlds, and reaches the model through here.
pub use crate::engine::Streams;
pub use crate::model::collector::{Collector, Estimated};
pub use crate::model::{Replication, Setting, World};
pub use crate::time::Days;
pub use finished::{Finished, Keep};
pub use gathering::Gathering;
pub use pilot::solve;
pub use ready::ReadyScenario;
pub use replicate::{ReplicationOutput, Scratch, WorldOutput, replicate};
pub use runner::{Experiment, Progress, RunOptions, run};
pub use summary::summarise;
pub use twin::{Twin, WhichWorld};
