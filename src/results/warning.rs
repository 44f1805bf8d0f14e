//! What to distrust.

use serde::Serialize;

/// What to distrust: cause, consequence, remedy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// A short stable id, such as `queues-grow`.
    pub id: String,
    /// What is odd.
    pub cause: String,
    /// What it does to the answer.
    pub consequence: String,
    /// What to do.
    pub remedy: String,
}
