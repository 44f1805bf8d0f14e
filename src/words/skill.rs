//! What was held out, in words: the model's error beside that of simple forecasts, and its skill.

use super::format::{self, counted};
use crate::results::{HeldOut, Reference, Way};

/// What a table of skill is headed with.
pub const TITLE: &str = "Held out: does the model say more than a simple forecast?";

/// How the table is read.
pub const NOTE: &str = "Error is the mean of |forecast − published| over published. Skill is 1 less the model's error over the forecast's: 1 is \
     no error, 0 is no better than that forecast, below 0 is worse. The forecasts are made from the published figures before.";

/// The columns: figures, error and how many lie in their ranges, then the skill of each model.
#[must_use]
pub fn columns(models: &[(&str, &HeldOut)]) -> Vec<String> {
    let skill = |(name, _): &(&str, &HeldOut)| format!("skill,\n{name}");
    ["figures", "error, %", "in range"]
        .map(str::to_owned)
        .into_iter()
        .chain(models.iter().map(skill))
        .collect()
}

/// The rows: the models, then the forecasts. The models are of one scenario, so that the forecasts are the same for all.
#[must_use]
pub fn rows(models: &[(&str, &HeldOut)]) -> Vec<(String, Vec<String>)> {
    let none = || models.iter().map(|_| format::NONE.to_owned());
    let model = |(name, held): &(&str, &HeldOut)| {
        let cells = [
            held.figures.to_string(),
            held.error.map_or(format::NONE.to_owned(), per_cent),
            held.met.to_string(),
        ];
        (format::capital(name), cells.into_iter().chain(none()).collect())
    };
    let of = |held: &HeldOut, way: Way| {
        held.references.iter().find(|reference| reference.way == way).cloned()
    };
    let forecasts = models.first().map(|(_, held)| held.references.as_slice()).unwrap_or_default();
    let forecast = |reference: &Reference| {
        let cells =
            [reference.figures.to_string(), per_cent(reference.error), reference.met.to_string()];
        let skills = models.iter().map(|(_, held)| skill(of(held, reference.way).as_ref()));
        (format::capital(name(reference.way)), cells.into_iter().chain(skills).collect())
    };
    models.iter().map(model).chain(forecasts.iter().map(forecast)).collect()
}

/// The same in a sentence.
#[must_use]
pub fn sentence(held: &HeldOut) -> String {
    let Some(error) = held.error else {
        return "No held-out target says its published figure (value), so whether the model says more of them than a simple \
                forecast would is not known."
            .to_owned();
    };
    let over = counted(held.figures as u64, "figure", "figures");
    let rest = match held.ranges - held.figures {
        0 => String::new(),
        n => format!(" ({n} more have no published figure, or none of the model)"),
    };
    let start =
        format!("Over {over} held out{rest} the model errs by {} % on average", per_cent(error));
    if held.references.is_empty() {
        return format!(
            "{start}; no earlier figure is given, so there is no simple forecast to hold it against."
        );
    }
    let one = |reference: &Reference| {
        format!("{} by {} %", name(reference.way), per_cent(reference.error))
    };
    let errors: Vec<String> = held.references.iter().map(one).collect();
    let skills: Vec<String> =
        held.references.iter().map(|reference| skill(Some(reference))).collect();
    let against = if skills.len() == 1 { "it" } else { "them, in that order," };
    format!(
        "{start}; {}. Its skill against {against} is {}.",
        format::list(&errors),
        format::list(&skills)
    )
}

/// A way to forecast in words.
fn name(way: Way) -> &'static str {
    match way {
        Way::Last => "the last figure repeated",
        Way::Trend => "the trend of the figures before",
        Way::Halving => "that trend halved year by year",
    }
}

fn per_cent(share: f64) -> String {
    format::number(100.0 * share, 1)
}

fn skill(reference: Option<&Reference>) -> String {
    reference
        .and_then(|reference| reference.skill)
        .map_or(format::NONE.to_owned(), |skill| format::number(skill, 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{Forecasts, HeldOutRange};

    #[test]
    fn the_models_error_stands_beside_what_anybody_could_have_said() {
        let held = |value: f64, model: f64| HeldOutRange {
            low: value - 1.0,
            high: value + 1.0,
            value: Some(value),
            model: Some(model),
            forecasts: Some(Forecasts {
                last: value * 0.9,
                trend: Some(value * 1.05),
                halving: Some(value),
            }),
        };
        let found = HeldOut::of(&[held(100.0, 80.0), held(100.0, 100.0)]).expect("two");
        assert_eq!(
            sentence(&found),
            "Over 2 figures held out the model errs by 10.0 % on average; the last figure repeated by 10.0 %, the trend of the \
             figures before by 5.0 % and that trend halved year by year by 0.0 %. Its skill against them, in that order, is \
             0.00, −1.00 and –."
        );
        let rows = rows(&[("the model", &found)]);
        assert_eq!(
            rows[0],
            ("The model".to_owned(), ["2", "10.0", "1", "–"].map(str::to_owned).to_vec())
        );
        assert_eq!(rows[2].1, ["2", "5.0", "0", "−1.00"]);
        let bare = HeldOut::of(&[HeldOutRange { value: None, ..held(1.0, 1.0) }]).expect("one");
        assert!(sentence(&bare).contains("is not known"));
    }
}
