//! Weekly series: which levels and rates are kept week by week.

use crate::measure::{Catalogue, Formula, Indicator, MeasureId, Member};
use crate::scenario::{Scenario, StageKind};

/// One weekly series: a ratio of two sums of counters.
#[derive(Clone, Debug)]
pub struct SeriesLine {
    /// The measure it follows.
    pub id: MeasureId,
    /// In words.
    pub label: String,
    /// Its unit.
    pub unit: String,
    /// Counters above the line.
    pub over: Vec<usize>,
    /// Counters below it; empty is a count.
    pub under: Vec<usize>,
}

/// Series of the whole service, in the order of the tables.
const OVER_ALL: [Indicator; 12] = [
    Indicator::Referrals,
    Indicator::ScreenedOutShare,
    Indicator::ThresholdShift,
    Indicator::Pressure,
    Indicator::PressureSeen,
    Indicator::Minutes,
    Indicator::SickShare,
    Indicator::InPost,
    Indicator::Unallocated,
    Indicator::Blame,
    Indicator::Learning,
    Indicator::Visibility,
];

/// Place of the queue at the front door among them.
const WAITING: usize = 5;

/// Series of each team.
const OF_A_TEAM: [Indicator; 6] = [
    Indicator::Unallocated,
    Indicator::Caseload,
    Indicator::InPost,
    Indicator::Agency,
    Indicator::Allocated,
    Indicator::Vacant,
];

/// All weekly series of a scenario.
#[derive(Clone, Debug)]
pub struct SeriesPlan {
    /// The series.
    pub lines: Vec<SeriesLine>,
}

impl SeriesPlan {
    /// The series of a scenario.
    #[must_use]
    pub fn new(catalogue: &Catalogue, scenario: &Scenario) -> SeriesPlan {
        let mut ids: Vec<MeasureId> = OVER_ALL.iter().map(|&indicator| indicator.into()).collect();
        ids.extend(Indicator::series_of_mechanisms().into_iter().map(MeasureId::from));
        ids.insert(WAITING, Indicator::Waiting.of(Member::Screening));
        for team in &scenario.teams {
            ids.extend(OF_A_TEAM.map(|indicator| indicator.named(&team.name)));
        }
        for stage in &scenario.stages {
            let mut add = |indicator: Indicator| ids.push(indicator.named(&stage.name));
            add(Indicator::Started);
            add(Indicator::InStage);
            if stage.deadline_working_days.is_some() {
                add(Indicator::OnTime);
            }
            match stage.kind {
                StageKind::Exit { .. } | StageKind::Conference { .. } => {}
                StageKind::Assess { .. } => add(Indicator::Minutes),
                StageKind::Plan { .. } => {
                    add(Indicator::Minutes);
                    add(Indicator::Drifting);
                }
            }
        }
        // A measure that the scenario lacks, such as blame without a culture, has no line.
        SeriesPlan { lines: ids.iter().filter_map(|id| line(catalogue, id)).collect() }
    }
}

fn line(catalogue: &Catalogue, id: &MeasureId) -> Option<SeriesLine> {
    let measure = catalogue.get(id)?;
    let (over, under) = match &measure.formula {
        // A line is two sums a week, which add up over replications to a ratio of sums. A factor, weights or a
        // centile do not fit into that.
        Formula::Ratio { over, under, scale } if scale.total_cmp(&1.0).is_eq() => {
            (over.clone(), under.iter().map(|&(k, _)| k).collect())
        }
        Formula::Total { of } => (of.clone(), Vec::new()),
        _ => return None,
    };
    let unit =
        if under.is_empty() { format!("{} a week", measure.unit) } else { measure.unit.to_owned() };
    Some(SeriesLine { id: measure.id.clone(), label: measure.label.clone(), unit, over, under })
}
