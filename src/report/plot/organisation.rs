//! Figures of the organisation around the work: each is drawn only where the scenario has its block.

use crate::measure::Indicator;
use crate::report::organisation::inspections;
use crate::results::RunResult;

use super::{
    Figure, blame_and_learning, case_reviews, early_help_and_prevention, figure, figures,
    inspection, money,
};

/// A figure, and whether a result has what it shows.
struct OfBlock {
    has: fn(&RunResult) -> bool,
    figure: Figure,
}

static OF_BLOCKS: [OfBlock; 5] = [
    OfBlock {
        has: |result| result.measure(Indicator::Blame).is_some(),
        figure: figure!("blame-and-learning", blame_and_learning),
    },
    OfBlock {
        has: |result| !inspections(result).is_empty(),
        figure: figure!("inspection", inspection),
    },
    OfBlock {
        has: |result| {
            result.measure(Indicator::EarlyHelp).is_some()
                || result.measure(Indicator::Prevented).is_some()
        },
        figure: figure!("early-help-and-prevention", early_help_and_prevention),
    },
    OfBlock {
        has: |result| result.measure(Indicator::Money).is_some(),
        figure: figure!("money", money),
    },
    OfBlock {
        has: |result| result.measure(Indicator::Reviews).is_some(),
        figure: figure!("case-reviews", case_reviews),
    },
];

/// The figures of a result: those of every result, then those of the blocks that its scenario has.
#[must_use]
pub fn figures_of(result: &RunResult) -> Vec<&'static Figure> {
    let of_blocks = OF_BLOCKS.iter().filter(|of| (of.has)(result)).map(|of| &of.figure);
    figures().iter().chain(of_blocks).collect()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::measure::{MeasureId, PeriodId};
    use crate::report::plot::{png, tests::words};
    use crate::report::sample;

    fn of_blocks(result: &RunResult) -> Vec<&'static Figure> {
        figures_of(result).split_off(figures().len())
    }

    #[test]
    fn the_words_of_the_figures_of_the_organisation() {
        let result = sample::organised();
        let mut all = String::new();
        for figure in of_blocks(&result) {
            let drawing = figure.draw(&result).expect("the sample can be drawn");
            assert_eq!(drawing.alt, figure.alt_text(&result));
            assert!(png(&drawing.svg).is_ok(), "{}", figure.stem);
            let _ =
                writeln!(all, "== {}\n{}-- {}\n", figure.stem, words(&drawing.svg), drawing.alt);
        }
        insta::assert_snapshot!(all);
    }

    #[test]
    fn a_block_has_its_figure_and_no_other() {
        let stems: Vec<String> = sample::blocks()
            .iter()
            .map(|(block, result)| {
                let stems: Vec<&str> = of_blocks(result).iter().map(|figure| figure.stem).collect();
                format!("{block}: {}", stems.join(", "))
            })
            .collect();
        assert_eq!(
            stems,
            [
                "feedback: ",
                "culture: blame-and-learning",
                "actions: ",
                "inspection: inspection",
                "early help: early-help-and-prevention",
                "prevention: early-help-and-prevention",
                "costs: money",
                "case reviews: case-reviews",
            ]
        );
        assert!(of_blocks(&sample::haringey()).is_empty());
    }

    #[test]
    fn headlines_without_a_comparison_claim_none() {
        let mut all = String::new();
        for (name, result) in odd() {
            let _ = writeln!(all, "== {name}");
            for figure in of_blocks(&result) {
                let drawing = figure.draw(&result).expect("whatever is missing, the rest is drawn");
                let _ = writeln!(all, "{}", drawing.headline);
                assert!(
                    !drawing.svg.contains("NaN") && !drawing.alt.contains("NaN"),
                    "{name}: {}",
                    figure.stem
                );
            }
        }
        insta::assert_snapshot!(all);
    }

    /// The sample with everything on, and much of it missing.
    fn odd() -> Vec<(&'static str, RunResult)> {
        let full = sample::organised();
        let with = |mut plain: RunResult| {
            let periods: Vec<PeriodId> = plain.periods.iter().map(|period| period.id).collect();
            let known: Vec<MeasureId> =
                plain.measures.iter().map(|measure| measure.id.clone()).collect();
            for measure in full.measures.iter().filter(|measure| !known.contains(&measure.id)) {
                let mut measure = measure.clone();
                measure.values.retain(|value| periods.contains(&value.period));
                for value in &mut measure.values {
                    value.twin = value.twin.filter(|_| plain.has_twin);
                    value.difference = value.difference.filter(|_| plain.has_twin);
                }
                plain.measures.push(measure);
            }
            let mut missing: Vec<_> = full
                .weekly
                .iter()
                .filter(|series| plain.series(&series.id).is_none())
                .cloned()
                .collect();
            for point in missing.iter_mut().flat_map(|series| &mut series.points) {
                point.twin = point.twin.filter(|_| plain.has_twin);
            }
            plain.weekly.extend(missing);
            plain
        };
        let mut unclear = sample::organised();
        for value in unclear.measures.iter_mut().flat_map(|measure| &mut measure.values) {
            value.difference = value
                .difference
                .map(|d| crate::stats::Estimate { half_width: Some(d.mean.abs() + 1.0), ..d });
        }
        let mut empty = sample::organised();
        for value in empty.measures.iter_mut().flat_map(|measure| &mut measure.values) {
            (value.run, value.twin, value.difference, value.chance) = (None, None, None, None);
        }
        empty.weekly.iter_mut().for_each(|series| series.points.clear());
        vec![
            ("no publicity", with(sample::quiet())),
            ("no twin", with(sample::without_twin())),
            ("not shown", unclear),
            ("no values", empty),
        ]
    }

    /// Writes every figure for looking at: `SURGE_SIM_LOOK=folder cargo test look -- --ignored`.
    #[test]
    #[ignore = "for looking at figures"]
    fn look() {
        let folder =
            std::path::PathBuf::from(std::env::var("SURGE_SIM_LOOK").expect("name a folder"));
        let alone = sample::blocks()
            .into_iter()
            .filter(|(block, _)| ["early help", "prevention"].contains(block));
        for (name, result) in
            odd().into_iter().chain(alone).chain([("organised", sample::organised())])
        {
            for figure in of_blocks(&result) {
                let drawing = figure.draw(&result).expect("it can be drawn");
                let file = folder.join(format!("{}-{}.png", name.replace(' ', "-"), figure.stem));
                std::fs::write(file, png(&drawing.svg).expect("it is an SVG"))
                    .expect("the folder can be written");
            }
        }
    }
}
