//! The names of a scenario that its measures are made of.

use std::fmt;

use jiff::civil::Date;

/// The names a scenario's measures are made of.
#[derive(Clone, Debug, Default)]
pub struct MeasureNames {
    /// Sources of referrals.
    pub sources: Vec<String>,
    /// Risk classes.
    pub classes: Vec<String>,
    /// Stages.
    pub stages: Vec<StageName>,
    /// Teams.
    pub teams: Vec<String>,
    /// `outcome.target_working_days`.
    pub target_working_days: u32,
    /// What there is of work under pressure.
    pub under_pressure: UnderPressure,
    /// What there is of the organisation around the work.
    pub organisation: OrganisationBlocks,
    /// What there is of each mechanism.
    pub mechanisms: MechanismNames,
}

macro_rules! of_mechanisms {
    ({ $($mechanism:ident: $Mechanism:ident,)* }) => {
        /// The names that the measures of each mechanism are made of. The default is that there is none.
        #[derive(Clone, Debug, Default)]
        pub struct MechanismNames {
            $(
                #[doc = concat!("Of `", stringify!($mechanism), "`.")]
                pub $mechanism: crate::mechanisms::$mechanism::measures::Names,
            )*
        }

        impl MechanismNames {
            /// One of everything, with words in capitals for the names of a scenario: for the reference.
            #[must_use]
            pub fn placeholders() -> MechanismNames {
                MechanismNames {
                    $($mechanism: crate::mechanisms::$mechanism::measures::Names::placeholders(),)*
                }
            }
        }
    };
}
crate::mechanisms::mechanisms! { of_mechanisms! }

impl MeasureNames {
    /// The places of the teams, in the order of their names: what is summed over teams is summed so.
    #[must_use]
    pub fn teams_by_name(&self) -> Vec<usize> {
        by_name(self.teams.iter().map(String::as_str))
    }

    /// The places of the classes, in the order of their names.
    #[must_use]
    pub fn classes_by_name(&self) -> Vec<usize> {
        by_name(self.classes.iter().map(String::as_str))
    }
}

/// The places of a list in the order of its names (byte by byte; equal names keep the order of the list). What computes runs
/// in this order, so that the order in which somebody writes a list changes no number; tables keep the writer's order.
#[must_use]
pub fn by_name<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<usize> {
    in_order(&names.into_iter().collect::<Vec<&str>>())
}

// Apart, so that a program has the sort once and not for each kind of list.
fn in_order(names: &[&str]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..names.len()).collect();
    // The sort is stable and goes by bytes, so the machine's language does not matter.
    places.sort_by_key(|&place| names[place]);
    places
}

/// Grades of staff, in the order of tables.
// The order is that of the scenario's grades, which this room does not know: staff paid are counted by it.
pub const GRADES: [&str; 4] = ["newly qualified", "qualified", "senior", "agency"];

/// Days after which it is seen what became of those whom `[[opening]]` put to wait.
// Four weeks are a choice.
pub const OPENING_DAYS: u32 = 28;

/// What a scenario has of work under pressure: what is absent has no measures.
#[derive(Clone, Debug, Default)]
pub struct UnderPressure {
    /// The places of teams that work overtime.
    pub overtime: Vec<usize>,
    /// Recording thins in some team.
    pub thin_recording: bool,
    /// The places of plans whose reviews are brought forward.
    pub early_closing: Vec<usize>,
}

/// What a scenario has of the organisation around the work: absent blocks have no measures.
#[derive(Clone, Debug, Default)]
pub struct OrganisationBlocks {
    /// Serious harm can become public.
    pub feedback: bool,
    /// Blame and learning.
    pub culture: bool,
    /// Actions.
    pub actions: Vec<String>,
    /// Stages that `[[opening]]` tops up.
    pub openings: Vec<String>,
    /// What things cost; `None` where money is not counted.
    pub prices: Option<Prices>,
}

/// A half of a year, in which what is rare is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HalfYear {
    /// The year.
    pub year: i16,
    /// True from July.
    pub second: bool,
}

impl HalfYear {
    /// The one that stands for any in the reference.
    pub const ANY: HalfYear = HalfYear { year: 2001, second: true };

    /// The half-year of a date.
    #[must_use]
    pub fn of(date: Date) -> HalfYear {
        HalfYear { year: date.year(), second: date.month() > 6 }
    }

    /// Its number, counted from the year 0.
    #[must_use]
    pub fn number(self) -> i32 {
        i32::from(self.year) * 2 + i32::from(self.second)
    }

    /// Its first day, and the first after it; `None` past the last year that dates have.
    #[must_use]
    pub fn days(self) -> Option<(Date, Date)> {
        let begins = |year: i16, month: i8| Date::new(year, month, 1).ok();
        if self.second {
            Some((begins(self.year, 7)?, begins(self.year.checked_add(1)?, 1)?))
        } else {
            Some((begins(self.year, 1)?, begins(self.year, 7)?))
        }
    }
}

impl fmt::Display for HalfYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.year, if self.second { "second half" } else { "first half" })
    }
}

/// What things cost (pounds).
#[derive(Clone, Debug, Default)]
pub struct Prices {
    /// A year of staff, by grade.
    pub salary: [f64; 4],
    /// A recruit.
    pub recruitment: f64,
    /// A dismissal.
    pub dismissal: f64,
    /// Legal costs and compensation, expected for a dismissal.
    pub legal: f64,
    /// A case review.
    pub case_review: f64,
    /// Each action.
    pub actions: Vec<f64>,
}

/// A stage's name and what it offers to measure.
#[derive(Clone, Debug)]
pub struct StageName {
    /// Its name.
    pub name: String,
    /// Visits or meetings are made there (not at an exit).
    pub worked: bool,
    /// It has a deadline.
    pub timed: bool,
    /// It is a plan: has a length, can drift.
    pub plan: bool,
    /// It is an assessment: its estimates are scored.
    pub assess: bool,
    /// Its assessments may begin together with another stage.
    pub together: bool,
}
