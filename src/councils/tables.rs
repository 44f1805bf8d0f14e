//! Councils with their years, and England beside them.

use std::collections::BTreeMap;

use super::columns::{DemandColumn, WorkforceColumn};

/// A year's demand; `None` is not published.
pub type DemandCells = [Option<f64>; DemandColumn::ALL.len()];
/// A September's workforce; `None` is not published.
pub type WorkforceCells = [Option<f64>; WorkforceColumn::ALL.len()];

/// What kind of council it is, by the first letters of its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CouncilKind {
    /// A county council.
    County,
    /// A London borough, the City of London included.
    LondonBorough,
    /// A metropolitan district.
    MetropolitanDistrict,
    /// A unitary authority.
    Unitary,
}

impl CouncilKind {
    /// All of them, with what a table calls each.
    pub const ALL: [(CouncilKind, &'static str); 4] = [
        (CouncilKind::County, "county"),
        (CouncilKind::LondonBorough, "london borough"),
        (CouncilKind::MetropolitanDistrict, "metropolitan district"),
        (CouncilKind::Unitary, "unitary"),
    ];
}

/// A council, or one that there was: areas that were split or joined are councils of their own.
#[derive(Clone, Debug, PartialEq)]
pub struct Council {
    /// The statistical code, the newest for every year.
    pub code: String,
    /// The Department for Education's number of three digits, by which its tables are joined.
    pub number: u16,
    /// The Department for Education's name.
    pub name: String,
    /// One of nine regions.
    pub region: String,
    /// What kind of council it is.
    pub kind: CouncilKind,
    /// The place of its workforce return among [`CouncilTables::returns`].
    pub workforce: usize,
    /// Demand by year ending 31 March.
    pub demand: BTreeMap<u16, DemandCells>,
}

/// A workforce return: of one council, or of two that report together.
#[derive(Clone, Debug, PartialEq)]
pub struct StaffReturn {
    /// The council's code, or two joined by `+`.
    pub code: String,
    /// Who reports.
    pub name: String,
    /// Counts by the year of their 30 September.
    pub years: BTreeMap<u16, WorkforceCells>,
}

impl StaffReturn {
    /// True where two councils report together: its rates hold for both, its counts cover both.
    #[must_use]
    pub fn is_joint(&self) -> bool {
        self.code.contains('+')
    }
}

/// The tables.
#[derive(Clone, Debug, PartialEq)]
pub struct CouncilTables {
    /// Councils in the order of their names.
    pub councils: Vec<Council>,
    /// Workforce returns in the order of their codes.
    pub returns: Vec<StaffReturn>,
    /// England as published, by the year of the row: demand to 31 March, workforce on 30 September of that year.
    pub england: BTreeMap<u16, (DemandCells, WorkforceCells)>,
}

/// One council in one year ending 31 March.
#[derive(Clone, Copy, Debug)]
pub struct CouncilYear<'a> {
    /// The place of the council among [`CouncilTables::councils`].
    pub council: usize,
    /// The year ending 31 March.
    pub year: u16,
    /// Its cells.
    pub cells: &'a DemandCells,
}

impl CouncilYear<'_> {
    /// A cell; `None` where nothing is published.
    #[must_use]
    pub fn get(&self, column: DemandColumn) -> Option<f64> {
        self.cells[column as usize]
    }
}

impl CouncilTables {
    /// Every council and year, by name and then by year.
    pub fn years(&self) -> impl Iterator<Item = CouncilYear<'_>> {
        self.councils.iter().enumerate().flat_map(|(council, one)| {
            one.demand.iter().map(move |(&year, cells)| CouncilYear { council, year, cells })
        })
    }

    /// A cell of a council and year ending 31 March; `None` where there is no such row or nothing is published.
    #[must_use]
    pub fn demand(&self, council: usize, year: u16, column: DemandColumn) -> Option<f64> {
        self.councils[council].demand.get(&year)?[column as usize]
    }

    /// A cell of the return that covers a council, as published: of a joint return it is of both councils.
    #[must_use]
    pub fn reported(&self, council: usize, september: u16, column: WorkforceColumn) -> Option<f64> {
        let found = &self.returns[self.councils[council].workforce];
        found.years.get(&september)?[column as usize]
    }

    /// A council's own staff on a 30 September: a count that two councils report together is shared out by the children who live in
    /// each, in the year ending the March after (or the newest before it, where the tables end); a rate holds for both.
    #[must_use]
    pub fn staff(&self, council: usize, september: u16, column: WorkforceColumn) -> Option<f64> {
        let reported = self.reported(council, september, column)?;
        let found = self.councils[council].workforce;
        if !self.returns[found].is_joint() || !column.is_count() {
            return Some(reported);
        }
        let children = |council: &Council| {
            let mut years = council.demand.range(..=september + 1).rev();
            years.find_map(|(_, cells)| cells[DemandColumn::ChildPopulation as usize])
        };
        let both: Option<f64> =
            self.councils.iter().filter(|one| one.workforce == found).map(children).sum();
        Some(reported * children(&self.councils[council])? / both?)
    }

    /// The newest year in which a column of a council is filled, and what it says: years and columns end apart.
    #[must_use]
    pub fn newest(&self, council: usize, column: DemandColumn) -> Option<(u16, f64)> {
        let years = self.councils[council].demand.iter().rev();
        years.map(|(&year, cells)| Some((year, cells[column as usize]?))).find_map(|found| found)
    }
}
