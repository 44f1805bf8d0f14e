//! What a point's replications said: the counters that the questions need, one row a replication.

use std::collections::BTreeMap;

use crate::experiment::replicate::ReplicationOutput;
use crate::experiment::summary;
use crate::measure::{Cases, Formula};
use crate::model::Setting;
use crate::stats::{Estimate, few, jackknife};

use super::question::{Question, Unanswerable, When};
use crate::experiment::twin::{Twin, WhichWorld};

/// Counters of each replication, the run's first and then the twin's where there is one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// Counters in a row.
    pub width: usize,
    /// Row after row.
    pub values: Vec<f64>,
}

impl Rows {
    /// How many replications.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len().checked_div(self.width).unwrap_or(0)
    }

    /// True of no replications.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    fn row(&self, i: usize) -> &[f64] {
        &self.values[i * self.width..(i + 1) * self.width]
    }
}

/// Where the counters of the questions stand, and their formulas on a row.
#[derive(Clone, Debug)]
pub(super) struct QuestionLayout {
    places: Vec<usize>,
    formulas: Vec<Formula>,
    cases: Vec<Cases>,
    twin: Twin,
}

impl QuestionLayout {
    pub fn of(
        questions: &[Question],
        setting: &Setting<'_>,
        twin: Twin,
    ) -> Result<QuestionLayout, Unanswerable> {
        let width = setting.catalogue.layout.len();
        let mut places = Places::default();
        let formulas: Result<Vec<Formula>, Unanswerable> = questions
            .iter()
            .map(|question| {
                let formula = question.formula(setting)?;
                let mut over = |when: &When| -> Result<Formula, Unanswerable> {
                    let period = when.place(setting)?;
                    // Only what the questions need is kept of a replication: a study has thousands of points.
                    Ok(moved(&formula, &mut |place| places.of(period * width + place)))
                };
                let above = over(&question.when)?;
                match &question.against {
                    Some(base) => Ok(Formula::Quotient(Box::new(above), Box::new(over(base)?))),
                    None => Ok(above),
                }
            })
            .collect();
        let cases = |question: &Question| match question.against {
            // A measure over itself in another time is neither a count nor a share.
            Some(_) => Cases::Measured,
            None => setting.catalogue.cases(&question.id),
        };
        let cases = questions.iter().map(cases).collect();
        Ok(QuestionLayout { formulas: formulas?, cases, places: places.all, twin })
    }

    pub fn width(&self) -> usize {
        self.places.len() * if self.twin.is_with() { 2 } else { 1 }
    }

    /// Where the counters of a world begin in a row.
    fn begin(&self, world: WhichWorld) -> usize {
        match world {
            WhichWorld::Run => 0,
            WhichWorld::Twin => self.places.len(),
        }
    }

    pub fn row(&self, output: &ReplicationOutput, row: &mut Vec<f64>) {
        row.extend(self.places.iter().map(|&place| output.run.sums[place]));
        if self.twin.is_with() {
            // Nothing tells the twin from the run where none was made.
            let twin = output.twin.as_ref().unwrap_or(&output.run);
            row.extend(self.places.iter().map(|&place| twin.sums[place]));
        }
    }
}

#[derive(Default)]
struct Places {
    all: Vec<usize>,
    known: BTreeMap<usize, usize>,
}

impl Places {
    fn of(&mut self, place: usize) -> usize {
        *self.known.entry(place).or_insert_with(|| {
            self.all.push(place);
            self.all.len() - 1
        })
    }
}

/// The same formula on counters that stand elsewhere.
fn moved(formula: &Formula, to: &mut dyn FnMut(usize) -> usize) -> Formula {
    match formula {
        Formula::Ratio { over, under, scale } => Formula::Ratio {
            over: over.iter().map(|&k| to(k)).collect(),
            under: under.iter().map(|&(k, sign)| (to(k), sign)).collect(),
            scale: *scale,
        },
        Formula::Total { of } => Formula::Total { of: of.iter().map(|&k| to(k)).collect() },
        Formula::Weighted { of } => {
            Formula::Weighted { of: of.iter().map(|&(k, weight)| (to(k), weight)).collect() }
        }
        Formula::Remaining { begun, ended } => Formula::Remaining {
            begun: begun.iter().map(|&k| to(k)).collect(),
            ended: ended.iter().map(|&k| to(k)).collect(),
        },
        // These and restricted means never come here: `Question::formula` refuses them.
        Formula::Quantile { histogram, p } => Formula::Quantile { histogram: *histogram, p: *p },
        Formula::RestrictedMean { histogram } => Formula::RestrictedMean { histogram: *histogram },
        Formula::Quotient(a, b) => {
            Formula::Quotient(Box::new(moved(a, to)), Box::new(moved(b, to)))
        }
    }
}

/// One point: its replications, and the questions asked of them.
#[derive(Clone, Debug)]
pub struct Point {
    pub(super) layout: QuestionLayout,
    pub(super) rows: Rows,
}

impl Point {
    /// How many replications.
    #[must_use]
    pub fn replications(&self) -> usize {
        self.rows.len()
    }

    /// More replications of the same point, after these.
    pub fn extend(&mut self, more: Point) {
        self.rows.values.extend(more.rows.values);
    }

    /// The first replications alone.
    #[must_use]
    pub fn first(&self, replications: usize) -> Point {
        let end = (replications * self.rows.width).min(self.rows.values.len());
        let rows = Rows { width: self.rows.width, values: self.rows.values[..end].to_vec() };
        Point { layout: self.layout.clone(), rows }
    }

    /// The answer to a question with its interval: a ratio of sums, jackknifed.
    #[must_use]
    pub fn estimate(&self, question: usize) -> Option<Estimate> {
        self.allowed(self.jackknifed(question)?, question, WhichWorld::Run)
    }

    /// The answer with its jackknife error, whatever its cases: what weighs a point in a fit. What is printed is
    /// [`Point::estimate`].
    #[must_use]
    pub fn jackknifed(&self, question: usize) -> Option<Estimate> {
        self.statistic(&[self], |on| on(0, question, WhichWorld::Run))
    }

    /// What publicity adds to it: the run minus its twin, paired.
    #[must_use]
    pub fn publicity_adds(&self, question: usize) -> Option<Estimate> {
        if !self.layout.twin.is_with() {
            return None;
        }
        let estimate = self.statistic(&[self], |on| {
            Some(on(0, question, WhichWorld::Run)? - on(0, question, WhichWorld::Twin)?)
        })?;
        let pairs = self
            .in_each(question, WhichWorld::Run)
            .into_iter()
            .zip(self.in_each(question, WhichWorld::Twin))
            .collect::<Vec<_>>();
        Some(few::of_difference(estimate, &pairs))
    }

    /// The answer in the twin.
    #[must_use]
    pub fn twin(&self, question: usize) -> Option<Estimate> {
        if !self.layout.twin.is_with() {
            return None;
        }
        self.allowed(
            self.statistic(&[self], |on| on(0, question, WhichWorld::Twin))?,
            question,
            WhichWorld::Twin,
        )
    }

    /// This point minus another, paired within each replication; `None` where they have not the same replications.
    #[must_use]
    pub fn minus(&self, other: &Point, question: usize) -> Option<Estimate> {
        if self.replications() != other.replications() {
            return None;
        }
        let estimate = self.statistic(&[self, other], |on| {
            Some(on(0, question, WhichWorld::Run)? - on(1, question, WhichWorld::Run)?)
        })?;
        let pairs = self
            .in_each(question, WhichWorld::Run)
            .into_iter()
            .zip(other.in_each(question, WhichWorld::Run))
            .collect::<Vec<_>>();
        Some(few::of_difference(estimate, &pairs))
    }

    /// The answer in each replication alone; `None` where it does not exist there.
    #[must_use]
    pub fn values(&self, question: usize) -> Vec<Option<f64>> {
        self.in_each(question, WhichWorld::Run)
    }

    /// The answer in each replication of the run, or of the twin.
    fn in_each(&self, question: usize, world: WhichWorld) -> Vec<Option<f64>> {
        let formula = &self.layout.formulas[question];
        (0..self.replications())
            .map(|i| formula.on(self.of_world(self.rows.row(i), world), 1))
            .collect()
    }

    /// The counters of one world in a row.
    fn of_world<'a>(&self, row: &'a [f64], world: WhichWorld) -> &'a [f64] {
        &row[self.layout.begin(world)..]
    }

    /// An answer with the interval that its cases allow.
    fn allowed(&self, estimate: Estimate, question: usize, world: WhichWorld) -> Option<Estimate> {
        let of = (&self.layout.formulas[question], self.layout.cases[question]);
        let blocks = (0..self.replications()).map(|i| (self.of_world(self.rows.row(i), world), 1));
        Some(summary::few::allowed(estimate, of, self.of_world(&self.total(), world), blocks))
    }

    /// Jackknife pseudo-values: independent values with the answer's mean and, to first order, its error. What linear
    /// methods need of a ratio (Efron, The Jackknife, 1982, chapter 2).
    #[must_use]
    pub fn pseudo_values(&self, question: usize) -> Option<Vec<f64>> {
        let n = self.replications();
        let total = self.total();
        let formula = &self.layout.formulas[question];
        let full = formula.on(&total, n)?;
        (0..n)
            .map(|i| {
                let left: Vec<f64> =
                    total.iter().zip(self.rows.row(i)).map(|(sum, x)| sum - x).collect();
                Some(n as f64 * full - (n as f64 - 1.0) * formula.on(&left, n - 1)?)
            })
            .collect()
    }

    fn total(&self) -> Vec<f64> {
        let mut total = vec![0.0; self.rows.width];
        for i in 0..self.replications() {
            total.iter_mut().zip(self.rows.row(i)).for_each(|(sum, x)| *sum += x);
        }
        total
    }

    /// A statistic of the sums of some points, jackknifed by leaving the same replication out of all.
    fn statistic(
        &self,
        points: &[&Point],
        of: impl Fn(&On<'_>) -> Option<f64>,
    ) -> Option<Estimate> {
        let n = self.replications();
        let totals: Vec<Vec<f64>> = points.iter().map(|point| point.total()).collect();
        let value = |sums: &[Vec<f64>], n: usize| {
            of(&|point: usize, question: usize, world: WhichWorld| {
                let layout = &points[point].layout;
                layout.formulas[question].on(&sums[point][layout.begin(world)..], n)
            })
        };
        let full = value(&totals, n);
        full?;
        let without = |i: usize| -> Vec<Vec<f64>> {
            let less = |(total, point): (&Vec<f64>, &&Point)| {
                total.iter().zip(point.rows.row(i)).map(|(sum, x)| sum - x).collect()
            };
            totals.iter().zip(points).map(less).collect()
        };
        // One replication alone cannot be left out: it has a value and no interval.
        let left_out: Vec<Option<f64>> =
            (0..n).map(|i| if n > 1 { value(&without(i), n - 1) } else { full }).collect();
        jackknife(full, &left_out)
    }
}

/// The answer of a point to a question on the sums at hand, in the run or in the twin.
type On<'a> = dyn Fn(usize, usize, WhichWorld) -> Option<f64> + 'a;

#[cfg(test)]
mod tests {
    use super::*;

    fn point(rows: &[[f64; 2]]) -> Point {
        let formulas = vec![
            Formula::Ratio { over: vec![0], under: vec![(1, 1.0)], scale: 1.0 },
            Formula::Total { of: vec![0] },
        ];
        let cases = vec![Cases::Share, Cases::Count];
        let layout = QuestionLayout { places: vec![0, 1], formulas, cases, twin: Twin::Without };
        Point { layout, rows: Rows { width: 2, values: rows.concat() } }
    }

    #[test]
    fn a_rate_is_a_ratio_of_sums() {
        let rate = point(&[[1.0, 2.0], [3.0, 10.0]]).estimate(0).expect("it exists");
        assert!((rate.mean - 4.0 / 12.0).abs() < 1e-12);
        assert!(point(&[]).estimate(0).is_none());
    }

    #[test]
    fn differences_are_paired() {
        let rows = |less: f64| [5.0, 9.0, 1.0, 4.0, 7.0, 3.0].map(|x| [x - less, 9.0]);
        let (a, b) = (point(&rows(0.0)), point(&rows(1.0)));
        let difference = a.minus(&b, 1).expect("the same replications");
        assert!(
            (difference.mean - 1.0).abs() < 1e-12
                && difference.half_width.is_some_and(|half| half < 1e-12)
        );
        let two = a.first(2).minus(&b.first(2), 1).expect("the same replications");
        assert_eq!(
            (two.mean, two.half_width, two.not_shown()),
            (1.0, None, Some((2, 2))),
            "two pairs show nothing"
        );
        assert!(a.minus(&point(&[[1.0, 1.0]]), 1).is_none());
        assert_eq!(a.minus(&a, 0).map(|none| (none.mean, none.half_width)), Some((0.0, None)));
    }

    #[test]
    fn pseudo_values_of_a_mean_are_its_values() {
        let values =
            point(&[[1.0, 1.0], [2.0, 1.0], [6.0, 1.0]]).pseudo_values(1).expect("they exist");
        values
            .iter()
            .zip([1.0, 2.0, 6.0])
            .for_each(|(a, b): (&f64, f64)| assert!((a - b).abs() < 1e-9));
    }

    #[test]
    fn more_replications_come_after_the_first() {
        let mut point_a = point(&[[1.0, 1.0]]);
        point_a.extend(point(&[[2.0, 1.0], [3.0, 1.0]]));
        assert_eq!(point_a.values(1), [Some(1.0), Some(2.0), Some(3.0)]);
        assert_eq!(point_a.first(2).values(1), [Some(1.0), Some(2.0)]);
    }
}
