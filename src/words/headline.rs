//! What stands above a figure: whatever is found is found in the model, and the headline says so.

use std::fmt;

use super::format::uncapital;

/// A headline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureHeadline {
    /// What is found, as it stands after a colon: `fewer children are missed`.
    Found(String),
    /// A sentence that says of itself that it is of the model: `The model does not show that …`.
    OfModel(String),
}

/// What is found, said to be found in the model.
#[must_use]
pub fn in_this_model(found: &str) -> String {
    format!("In this model: {found}")
}

/// The same of a sentence, which goes on after the colon; one that begins with a name of the scenario keeps its capital.
#[must_use]
pub fn sentence_in_this_model(sentence: &str, named: bool) -> String {
    if named { in_this_model(sentence) } else { in_this_model(&uncapital(sentence)) }
}

impl FigureHeadline {
    /// A sentence that says of itself that it is of the model.
    #[must_use]
    pub fn of_model(sentence: impl Into<String>) -> FigureHeadline {
        FigureHeadline::OfModel(sentence.into())
    }
}

impl From<String> for FigureHeadline {
    fn from(found: String) -> FigureHeadline {
        FigureHeadline::Found(found)
    }
}

impl From<&str> for FigureHeadline {
    fn from(found: &str) -> FigureHeadline {
        FigureHeadline::Found(found.to_owned())
    }
}

impl fmt::Display for FigureHeadline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FigureHeadline::Found(found) => f.write_str(&in_this_model(found)),
            FigureHeadline::OfModel(sentence) => f.write_str(sentence),
        }
    }
}
