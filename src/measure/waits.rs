//! What is kept as a distribution.

/// What is kept as a distribution. Waits in days by date of entry, those still waiting at the horizon as "longer than so far".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// From referral to the end of screening (days).
    Screening,
    /// From entry to allocation, by team (days).
    Allocation(usize),
    /// From entry to decision, by stage (plans: one spell) (days).
    Stage(usize),
    /// Direct minutes of a visit, by stage.
    DirectMinutes(usize),
    /// Whole plans, extensions included, by stage (days).
    PlanLength(usize),
    /// From coming to notice to a protective stage, high-risk children (days).
    Protection,
    /// From the beginning of a case review to its end (days).
    Review,
}
