//! Windows from coming to notice in which a child may be found (model.md, section 9).

use serde::Serialize;

/// The windows in which a child may be found: the scenario's own target and four others.
// A run goes on for 90 working days past its horizon, or the target if that is longer. Children count in a longer
// window, such as the year, only where the run has it whole.
pub const WINDOWS: [Window; 5] = [
    Window::WorkingDays(30),
    Window::Target,
    Window::WorkingDays(60),
    Window::WorkingDays(90),
    Window::Year,
];

/// A window from coming to notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Window {
    /// `outcome.target_working_days`.
    Target,
    /// A number of working days.
    WorkingDays(u32),
    /// 365 days.
    Year,
}
