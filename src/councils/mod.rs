//! The official figures of English councils: what is published of each service, year by year, and what it says of how services
//! differ and move (model.md, section 12).
//!
//! | what | file |
//! | --- | --- |
//! | what every column is called | `columns.rs` |
//! | three tables as text become rows with types, or an error with table, line and column | `read.rs` |
//! | a council, its years, its staff, England beside it | `tables.rs` |
//! | the council that somebody means by a name | `names.rs` |
//! | the tables that the program carries | `shipped.rs` |
//! | changes over years, against the mean of their year | `changes.rs` |
//! | levels and yearly changes: centiles over councils and years | `levels.rs` |
//! | how one figure moves with another | `slopes.rs` |
//! | practice drift: what lasts of such changes and what passes | `drift.rs` |
//! | what the tables show, as TOML | `observed.rs` |
//!
//! An empty cell is `None`: not published, suppressed or not applicable, and never zero. What the columns mean, where they come
//! from and under which licence stands in `scenarios/councils/README.md`.

pub mod changes;
pub mod columns;
pub mod drift;
pub mod levels;
pub mod names;
pub mod observed;
pub mod read;
pub mod shipped;
pub mod slopes;
pub mod tables;

pub use columns::{DemandColumn, WorkforceColumn};
pub use read::{TableProblem, TableTexts, read};
pub use shipped::shipped;
pub use tables::{Council, CouncilTables, CouncilYear, StaffReturn};

#[cfg(test)]
mod tests;
