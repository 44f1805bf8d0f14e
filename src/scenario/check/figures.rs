//! The published figures that targets and assumptions cite by id.

use super::Checker;
use crate::scenario::PublishedFigure;
use crate::scenario::files::EVIDENCE_FILE;
use crate::scenario::problem::nearest;
use crate::scenario::raw::{At, NumberOrText, RawFigure};

/// Published figures that a scenario can cite, from `evidence.toml` and its own `[[figure]]` entries.
#[derive(Clone, Debug, Default)]
pub(crate) struct Figures {
    list: Vec<PublishedFigure>,
}

impl Figures {
    /// Adds figures; of two with one id the first counts.
    pub fn add(&mut self, raw: &[At<RawFigure>]) {
        for raw in raw {
            let figure = figure(&raw.value);
            if !self.list.iter().any(|known| known.id == figure.id) {
                self.list.push(figure);
            }
        }
    }

    fn find(&self, id: &str) -> Option<&PublishedFigure> {
        self.list.iter().find(|figure| figure.id == id)
    }
}

fn figure(raw: &RawFigure) -> PublishedFigure {
    let words =
        |field: &Option<At<String>>| field.as_ref().map(|at| at.value.clone()).unwrap_or_default();
    PublishedFigure {
        id: words(&raw.id),
        figure: words(&raw.figure),
        value: raw.value.as_ref().map_or_else(String::new, |at| match &at.value {
            NumberOrText::Number(written) | NumberOrText::Text(written) => written.clone(),
        }),
        unit: words(&raw.unit),
        year: words(&raw.year),
        place: words(&raw.place),
        source: words(&raw.source),
        address: words(&raw.address),
        grade: words(&raw.grade),
    }
}

/// Whether words are the id of a figure: one word of `a-z`, `0-9` and `_`, with an underscore or a digit in it.
fn looks_like_an_id(words: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    !words.is_empty()
        && words.chars().all(allowed)
        // A source may also be one plain word, such as "judgement".
        && words.chars().any(|c| c == '_' || c.is_ascii_digit())
}

/// Looks a source up; several may be named, separated by commas.
pub fn look_up(
    check: &mut Checker,
    at: Option<&At<String>>,
    figures: &Figures,
    cited: &mut Vec<PublishedFigure>,
) -> String {
    let Some(at) = at else { return String::new() };
    for id in at.value.split(',').map(str::trim).filter(|id| looks_like_an_id(id)) {
        match figures.find(id) {
            Some(figure) if cited.iter().any(|known| known.id == figure.id) => {}
            Some(figure) => cited.push(figure.clone()),
            // Where no file has figures, each of hundreds of sources lacks the same.
            None if figures.list.is_empty()
                && check.problems.iter().any(|one| one.lacks.is_some()) => {}
            None => {
                let nearest = nearest(id, figures.list.iter().map(|figure| figure.id.as_str()));
                let lacks = figures.list.is_empty().then(|| EVIDENCE_FILE.to_owned());
                let where_from = lacks.as_ref().map_or_else(String::new, |file| {
                    format!(" (there is no {file} beside the file; other sources lack it too)")
                });
                let message = format!("no figure has the id {id}{where_from}");
                check.note(at.place.problem(message).nearest(nearest).lacks(lacks));
            }
        }
    }
    at.value.clone()
}
