//! What is asked of every point: a measure in a period.

use std::fmt;

use crate::measure::{Formula, PeriodId, UnknownMeasure};
use crate::model::Setting;
use crate::scenario::Target;

/// A measure in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Measure id, or a quotient of two.
    pub id: String,
    /// When.
    pub when: When,
    /// What it is divided by: the same measure in another time.
    pub against: Option<When>,
}

/// When a measure is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// The period of the headline: the year after, or without publicity all that is observed.
    Headline,
    /// Everything before the publicity, or without publicity all that is observed.
    Before,
    /// All that is observed.
    Observed,
    /// The period of this id.
    Period(PeriodId),
}

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unanswerable {
    /// There is no such measure.
    Unknown(UnknownMeasure),
    /// Centiles and restricted means need whole distributions, which points do not keep.
    Centile(String),
    /// There is no such period in this scenario.
    NoPeriod(PeriodId),
}

impl fmt::Display for Unanswerable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unanswerable::Unknown(unknown) => {
                write!(f, "no such measure: {}", unknown.id)?;
                unknown.nearest.as_ref().map_or(Ok(()), |nearest| write!(f, "; nearest: {nearest}"))
            }
            Unanswerable::Centile(id) => write!(
                f,
                "{id} comes from a whole distribution, which is not kept at every point; ask for a share or a mean"
            ),
            Unanswerable::NoPeriod(id) => write!(f, "the scenario has no period {id}"),
        }
    }
}

impl Question {
    /// A measure in the period of the headline.
    #[must_use]
    pub fn headline(id: &str) -> Question {
        Question { id: id.to_owned(), when: When::Headline, against: None }
    }

    /// What a target of the scenario asks.
    #[must_use]
    pub fn of_target(target: &Target) -> Question {
        let (own, against) = target.periods();
        Question {
            id: target.measure.clone(),
            when: own.map_or(When::Before, When::Period),
            against: against.map(When::Period),
        }
    }

    /// Its formula.
    ///
    /// # Errors
    /// Says why it has no answer in this scenario.
    pub fn formula(&self, setting: &Setting<'_>) -> Result<Formula, Unanswerable> {
        let formula = setting.catalogue.formula(&self.id).map_err(Unanswerable::Unknown)?;
        if has_centile(&formula) {
            Err(Unanswerable::Centile(self.id.clone()))
        } else {
            Ok(formula)
        }
    }
}

impl When {
    /// The place of the period in this scenario.
    ///
    /// # Errors
    /// Where there is none.
    pub fn place(&self, setting: &Setting<'_>) -> Result<usize, Unanswerable> {
        let place = |id: PeriodId| setting.periods.iter().position(|span| span.id == id);
        match self {
            When::Headline => Ok(place(PeriodId::YearAfter).unwrap_or(0)),
            When::Before => Ok(place(PeriodId::Before).unwrap_or(0)),
            When::Observed => Ok(0),
            When::Period(id) => place(*id).ok_or(Unanswerable::NoPeriod(*id)),
        }
    }
}

fn has_centile(formula: &Formula) -> bool {
    match formula {
        Formula::Quantile { .. } | Formula::RestrictedMean { .. } => true,
        Formula::Quotient(a, b) => has_centile(a) || has_centile(b),
        _ => false,
    }
}
