//! `[[targets]]` and `[evidence]`: what the run should look like, and where numbers come from.

use super::check::limits::{ANY, ANY_ABOVE_0};
use super::declare::keys;
use super::kinds::{MaybeNumber, Number};
use super::raw::{List, NumberOrText};
use crate::measure::PeriodId;
use jiff::civil::Date;
use serde::Serialize;

/// A published range beside which the model's figure is printed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Target {
    /// A measure id, or a quotient of two.
    pub measure: String,
    /// First and last day; `None` is everything before the first publicity event.
    pub period: Option<(Date, Date)>,
    /// First and last day of what it is divided by: the target is then how many times as much the measure is in `period` as
    /// here, 1.41 being 41 % more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against: Option<(Date, Date)>,
    /// Lower end, in the measure's unit.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The published figure itself, in the measure's unit, more than 0; `None` where the file does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// The measure whose growth a trend follows where this one has too few earlier figures; empty otherwise.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub grows_as: String,
    /// Ids of published figures separated by commas, or words.
    pub source: String,
    /// Fitted to, or held out.
    pub used: TargetUse,
    /// Why it is not met, where the file says so; empty otherwise.
    pub missed_because: String,
}

impl Target {
    /// True where both ask for the same measure in the same time.
    #[must_use]
    pub fn same_question(&self, other: &Target) -> bool {
        self.measure == other.measure
            && self.period == other.period
            && self.against == other.against
    }

    /// Earlier published figures of a measure among all targets, as last day and figure, the earliest first: of periods that end
    /// before this one begins, and none of them held out.
    #[must_use]
    pub fn earlier(&self, measure: &str, all: &[Target]) -> Vec<(Date, f64)> {
        let Some((begins, _)) = self.period else { return Vec::new() };
        // Figures held out tell a forecaster nothing, and figures for scale are of another place or time.
        let mut figures: Vec<(Date, f64)> = all
            .iter()
            .filter(|other| other.measure == measure && other.against == self.against)
            .filter(|other| matches!(other.used, TargetUse::Fit | TargetUse::Shown))
            .filter_map(|other| Some((other.period?.1, other.value?)))
            .filter(|(last, _)| *last < begins)
            .collect();
        figures.sort_by_key(|(last, _)| *last);
        figures
    }

    /// The ids of its periods: its own, and the one it is divided by.
    #[must_use]
    pub fn periods(&self) -> (Option<PeriodId>, Option<PeriodId>) {
        let id = |(first, last): (Date, Date)| PeriodId::Between(first, last);
        (self.period.map(id), self.against.map(id))
    }
}

impl TargetUse {
    /// As the file writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            TargetUse::Fit => "fit",
            TargetUse::HeldOut => "held out",
            TargetUse::Shown => "shown",
            TargetUse::ForScale => "for scale",
        }
    }

    /// Whether the model can meet or miss it: a figure that is only shown, or is for scale, says nothing of the kind.
    #[must_use]
    pub fn is_scored(self) -> bool {
        matches!(self, TargetUse::Fit | TargetUse::HeldOut)
    }
}

/// What a target was used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum TargetUse {
    /// Used to choose parameters.
    #[serde(rename = "fit")]
    Fit,
    /// Not looked at when parameters were chosen.
    #[serde(rename = "held out")]
    HeldOut,
    /// Neither: shown beside the model, as a second-hand figure is.
    #[serde(rename = "shown")]
    Shown,
    /// Neither: a figure of another place or time, shown for scale.
    #[serde(rename = "for scale")]
    ForScale,
}

/// Assumptions and the published figures they lean on.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EvidenceTables {
    /// By path, in the order written.
    pub assumptions: Vec<Assumption>,
    /// The published figures named by assumptions and targets.
    pub figures: Vec<PublishedFigure>,
}

/// Where one number of the scenario comes from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Assumption {
    /// The path of the number, as `--set` writes it.
    pub path: String,
    /// The value the scenario has there, defaults included, as it would be written.
    pub value: String,
    /// Ids of published figures separated by commas, or words.
    pub source: String,
    /// A official or peer-reviewed, B inspection or survey, C press, each also where quoted at second hand; E expert judgement, whatever it leans on.
    pub grade: String,
    /// Lower end of the plausible range, where stated.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// How belief is spread over the range, where it is stated: `normal`, `lognormal`, `uniform` or `triangular` about the
    /// value. Otherwise the range is the central 90 % of a normal, or of a lognormal where its ends differ fourfold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distribution: Option<String>,
}

/// A published figure, copied with its source to `scenarios/evidence.toml`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PublishedFigure {
    /// Its id.
    pub id: String,
    /// What it counts.
    pub figure: String,
    /// Its value as printed, a number or words.
    pub value: String,
    /// Its unit.
    pub unit: String,
    /// Its year.
    pub year: String,
    /// Its place.
    pub place: String,
    /// Who published it.
    pub source: String,
    /// Where it was read.
    pub address: String,
    /// A, B, C or E.
    pub grade: String,
}

keys! {
    /// A target as it is written.
    RawTarget, used "experiment::calibrate" {
        measure: String {
            what: "A measure's id, or a quotient of two",
        }
        period: List<Date> {
            what: "First and last day; everything before the first publicity where it is left out",
            unit: "dates",
        }
        against: List<Date> {
            what: "Days that the measure is divided by",
            unit: "dates",
            needs: [".period"],
        }
        low: f64 = Number(ANY) {
            what: "Lower end of the published range",
            unit: "the measure's",
        }
        high: f64 = Number(ANY) {
            what: "Upper end",
            unit: "the measure's",
        }
        value: Option<f64> = MaybeNumber(ANY_ABOVE_0) {
            what: "The published figure itself, within its range; held-out figures are scored by it, and earlier ones of the same measure forecast them",
            unit: "the measure's",
            used: "experiment::skill",
        }
        grows_as: String {
            what: "Measure whose earlier figures give the growth of the trend that a held-out figure is compared with, where fewer than two of its own are published",
            used: "experiment::skill",
        }
        source: String {
            what: "Ids of published figures, or words",
            default: "",
            used: "report",
        }
        used as "use": String {
            what: "Fitted to, held out, shown only, or a figure of another place or time for scale: the last two are neither met nor missed",
            range: ["fit", "held out", "shown", "for scale"],
            default: "fit",
        }
        missed_because: String {
            what: "Why it is not met, where that is known",
            default: "",
            needs: [".use != shown", ".use != for scale"],
            used: "report",
        }
    }
}

keys! {
    /// What is said of a number.
    RawEvidence, used "report" {
        source: String {
            what: "Ids of published figures in evidence.toml, or words",
        }
        grade: String {
            what: "A official or peer-reviewed, B inspection or survey, C press, each also where quoted at second hand; E expert judgement, whatever it leans on",
            range: ["A", "B", "C", "E"],
            default: "E",
        }
        low: Option<f64> = MaybeNumber(ANY) {
            what: "Lower end of the plausible range",
            unit: "the number's",
            used: "experiment::factors",
        }
        high: Option<f64> = MaybeNumber(ANY) {
            what: "Upper end",
            unit: "the number's",
            used: "experiment::factors",
        }
        distribution: String {
            what: "How belief is spread over the range",
            range: ["normal", "lognormal", "uniform", "triangular"],
            used: "experiment::uncertainty",
        }
    }
}

keys! {
    /// A published figure, as in `evidence.toml`.
    RawFigure, used "report" {
        id: String {
            what: "Its id",
        }
        figure: String {
            what: "What it counts",
        }
        value: NumberOrText {
            what: "Its value as printed",
        }
        unit: String {
            what: "Its unit",
        }
        year: String {
            what: "Its year",
        }
        place: String {
            what: "Its place",
        }
        source: String {
            what: "Who published it",
        }
        address: String {
            what: "Where it was read",
        }
        grade: String {
            what: "A, B, C or E",
        }
        where_ as "where": String {
            what: "Where in the source it stands",
        }
        kind: String {
            what: "What kind of source it is",
        }
        note: String {
            what: "What to know about it",
        }
    }
}
