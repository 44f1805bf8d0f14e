//! Whether the model says more of what was held out than a simple forecast from the figures before
//! it (model.md, section 9).
//!
//! A forecaster who stood where the fit stands had the earlier figures: the last of them, and the growth from the first to the
//! last, a year at a time. Errors are means of |forecast − published| over published; skill is 1 less the model's error over
//! the forecast's.

use jiff::civil::Date;

use crate::results::{Forecasts, HeldOut, HeldOutRange, Reference, Way};
use crate::scenario::Target;

/// The forecasts of a target from the earlier figures among all targets; `None` where it has no period or no earlier figure.
#[must_use]
pub fn forecasts(target: &Target, all: &[Target]) -> Option<Forecasts> {
    let own = target.earlier(&target.measure, all);
    let &(when, last) = own.last()?;
    let grown =
        if target.grows_as.is_empty() { own } else { target.earlier(&target.grows_as, all) };
    let ahead = years(when, target.period?.1);
    let rate = match grown.as_slice() {
        [(from, first), .., (to, latest)] if from < to => {
            Some(libm::log(latest / first) / years(*from, *to))
        }
        _ => None,
    };
    let grows = |years: f64| rate.map(|rate| last * libm::exp(rate * years));
    // Growth that halves from year to year comes to 2 - 2^(1 - h) first years of it in h years.
    Some(Forecasts { last, trend: grows(ahead), halving: grows(2.0 - libm::exp2(1.0 - ahead)) })
}

/// Years from one day to another, to a hundredth: leap days are no growth.
fn years(from: Date, to: Date) -> f64 {
    // To a hundredth: years of 365 and of 366 days are both a year.
    libm::round(crate::time::days_between(from, to) / 365.25 * 100.0) / 100.0
}

impl HeldOut {
    /// Of the ranges held out; `None` where none was.
    #[must_use]
    pub fn of(held: &[HeldOutRange]) -> Option<HeldOut> {
        if held.is_empty() {
            return None;
        }
        let scored: Vec<(HeldOutRange, f64, f64)> =
            held.iter().filter_map(|one| Some((*one, one.value?, one.model?))).collect();
        let forecast = |way: Way| {
            let of = |(one, value, model): &(HeldOutRange, f64, f64)| {
                let all = one.forecasts?;
                let said = match way {
                    Way::Last => Some(all.last),
                    Way::Trend => all.trend,
                    Way::Halving => all.halving,
                }?;
                Some(((*one, *value, said), (*one, *value, *model)))
            };
            // The model's error over the figures that this forecast has too: over others the two could not be
            // compared.
            let (said, model): (Vec<_>, Vec<_>) = scored.iter().filter_map(of).unzip();
            let (error, model_error) = (error(&said)?, error(&model)?);
            let skill = (error > 0.0).then(|| 1.0 - model_error / error);
            Some(Reference { way, figures: said.len(), met: met(&said), error, model_error, skill })
        };
        Some(HeldOut {
            ranges: held.len(),
            figures: scored.len(),
            met: met(&scored),
            error: error(&scored),
            references: [Way::Last, Way::Trend, Way::Halving]
                .into_iter()
                .filter_map(forecast)
                .collect(),
        })
    }
}

fn error(said: &[(HeldOutRange, f64, f64)]) -> Option<f64> {
    let sum: f64 = said.iter().map(|(_, value, said)| (said - value).abs() / value).sum();
    (!said.is_empty()).then(|| sum / said.len() as f64)
}

fn met(said: &[(HeldOutRange, f64, f64)]) -> usize {
    said.iter().filter(|(one, _, said)| (one.low..=one.high).contains(said)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(value: f64, model: f64, last: f64, trend: Option<f64>) -> HeldOutRange {
        let forecasts = Some(Forecasts { last, trend, halving: None });
        HeldOutRange {
            low: value * 0.95,
            high: value * 1.05,
            value: Some(value),
            model: Some(model),
            forecasts,
        }
    }

    #[test]
    fn skill_is_one_less_the_errors_quotient_over_the_same_figures() {
        let unscored = HeldOutRange { value: None, ..held(100.0, 500.0, 100.0, None) };
        let all = [held(100.0, 90.0, 80.0, Some(104.0)), held(200.0, 260.0, 180.0, None), unscored];
        let found = HeldOut::of(&all).expect("something was held out");
        assert_eq!((found.ranges, found.figures, found.met), (3, 2, 0));
        assert!((found.error.expect("scored") - 0.2).abs() < 1e-12);
        let [last, trend] = &found.references[..] else { panic!("{:?}", found.references) };
        assert!(
            (last.error - 0.15).abs() < 1e-12
                && (last.skill.expect("one") + 1.0 / 3.0).abs() < 1e-12
        );
        // The trend has the first figure only, and the model is held to that one.
        assert_eq!((trend.figures, trend.met), (1, 1));
        assert!(
            (trend.model_error - 0.1).abs() < 1e-12
                && (trend.skill.expect("one") + 1.5).abs() < 1e-12
        );
    }

    #[test]
    fn nothing_held_out_has_no_skill_and_nothing_published_no_error() {
        assert_eq!(HeldOut::of(&[]), None);
        let unscored = HeldOutRange { value: None, ..held(1.0, 1.0, 1.0, None) };
        let found = HeldOut::of(&[unscored]).expect("one");
        assert_eq!((found.error, found.references.len()), (None, 0));
        let sure = HeldOut::of(&[held(1.0, 1.1, 1.0, None)]).expect("one");
        assert_eq!(sure.references[0].skill, None);
    }

    /// The figures of a forecaster of April 2010, published beside the model: 14.5, 7.8 and 7.0 %, with 2, 4 and 7 of 15 met.
    #[cfg(feature = "native")]
    #[test]
    fn england_is_forecast_from_its_published_figures() {
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("scenarios/england-2008-2012.toml");
        let scenario = crate::scenario::load(&file, &crate::scenario::Overrides::none())
            .expect("sound")
            .scenario;
        let all = &scenario.targets;
        let held: Vec<HeldOutRange> = all
            .iter()
            .filter(|target| target.used == crate::scenario::TargetUse::HeldOut)
            .map(|target| HeldOutRange {
                low: target.low,
                high: target.high,
                value: target.value,
                model: target.value,
                forecasts: forecasts(target, all),
            })
            .collect();
        let found = HeldOut::of(&held).expect("15 are held out");
        assert_eq!((found.ranges, found.figures), (15, 15));
        let rows: Vec<(usize, usize, String)> = found
            .references
            .iter()
            .map(|one| (one.figures, one.met, format!("{:.1}", 100.0 * one.error)))
            .collect();
        let expected = [(15, 2, "14.5"), (15, 4, "7.8"), (15, 7, "7.0")]
            .map(|(n, met, e)| (n, met, e.to_owned()));
        assert_eq!(rows, expected);
        let guide = include_str!("../../docs/guide/how-to/forecast.md");
        for (_, met, error) in &expected {
            assert!(
                guide.contains(&format!("{error} % ({met})")),
                "the guide lacks {error} % ({met})"
            );
        }
        // Every figure is the one that evidence.toml has, a hundredth of the country's.
        for target in all.iter().filter(|target| target.value.is_some()) {
            let figure = scenario
                .evidence
                .figures
                .iter()
                .find(|figure| figure.id == target.source)
                .expect("it is cited");
            let published: f64 = figure.value.parse().expect("a number");
            assert!(
                (published / 100.0 - target.value.expect("one")).abs() < 1e-9,
                "{}",
                target.source
            );
        }
    }
}
