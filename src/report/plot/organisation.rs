//! Figures of the organisation around the work: each is drawn only where the scenario has its block.

use crate::measure::Indicator;
use crate::results::RunResult;

use super::{Figure, blame_and_learning, figure, figures, money, takes_and_saves};

/// A figure, and whether a result has what it shows.
#[derive(Debug)]
pub(crate) struct MechanismFigure {
    /// Its place among those of the organisation.
    pub order: u8,
    /// Whether a result has what it shows.
    pub has: fn(&RunResult) -> bool,
    /// What it shows, for the page of files.
    pub shows: &'static str,
    /// It.
    pub figure: Figure,
}

static OF_BLOCKS: [MechanismFigure; 3] = [
    MechanismFigure {
        order: 10,
        has: |result| result.measure(Indicator::Blame).is_some(),
        shows: "blame and what it does, where the scenario has it",
        figure: figure!("blame-and-learning", blame_and_learning),
    },
    MechanismFigure {
        order: 30,
        has: takes_and_saves::is_there,
        shows: "places and onsets prevented, where there is either",
        figure: figure!("early-help-and-prevention", takes_and_saves),
    },
    MechanismFigure {
        order: 40,
        has: |result| result.measure(Indicator::Money).is_some(),
        shows: "what was spent, where the scenario has costs",
        figure: figure!("money", money),
    },
];

macro_rules! all {
    ({ $($mechanism:ident: $Mechanism:ident,)* }) => {
        /// Every figure of the organisation, in the order of a page.
        fn all() -> Vec<&'static MechanismFigure> {
            let mut all: Vec<&'static MechanismFigure> = OF_BLOCKS.iter().collect();
            $(all.extend(crate::mechanisms::$mechanism::figure::FIGURES);)*
            // The sort is stable: figures of equal order stay in the order of the list of mechanisms.
            all.sort_by_key(|one| one.order);
            all
        }
    };
}
crate::mechanisms::mechanisms! { all! }

/// The figures of the organisation: the stem of each, and what it shows.
#[must_use]
pub fn of_mechanisms() -> Vec<[&'static str; 2]> {
    all().into_iter().map(|one| [one.figure.stem, one.shows]).collect()
}

/// The figures of a result: those of every result, then those of the blocks that its scenario has.
#[must_use]
pub fn figures_of(result: &RunResult) -> Vec<&'static Figure> {
    let of_blocks = all().into_iter().filter(|of| (of.has)(result)).map(|of| &of.figure);
    figures().iter().chain(of_blocks).collect()
}

#[cfg(test)]
macro_rules! without_figures {
    ({ $($mechanism:ident: $Mechanism:ident,)* }) => {
        /// Mechanisms that have nothing to draw, and share no figure with another.
        fn mechanisms_without_figures() -> usize {
            0 $(+ usize::from(
                crate::mechanisms::$mechanism::figure::FIGURES.is_empty()
                    && crate::mechanisms::$mechanism::figure::SAVINGS.is_empty()
            ))*
        }
    };
}
#[cfg(test)]
crate::mechanisms::mechanisms! { without_figures! }

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
        let core = ["feedback: ", "culture: blame-and-learning", "actions: ", "costs: money"];
        assert_eq!(stems[..core.len()], core);
        let known = of_mechanisms();
        let mut without = 0;
        for block in &stems[core.len()..] {
            let (_, stem) = block.split_once(": ").expect("a block has a figure or none");
            without += usize::from(stem.is_empty());
            assert!(stem.is_empty() || known.iter().any(|[known, _]| *known == stem), "{block}");
        }
        // As many as declare none.
        assert_eq!(without, mechanisms_without_figures());
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
