//! Weekly series: which levels and rates are kept week by week.

use crate::measure::{Catalogue, Formula};
use crate::scenario::{Scenario, StageKind};

/// One weekly series: a ratio of two sums of counters.
#[derive(Clone, Debug)]
pub struct SeriesLine {
    /// The id of the measure it follows.
    pub id: String,
    /// In words.
    pub label: String,
    /// Its unit.
    pub unit: String,
    /// Counters above the line.
    pub over: Vec<usize>,
    /// Counters below it; empty is a count.
    pub under: Vec<usize>,
}

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
        let mut ids: Vec<String> = [
            "referrals",
            "screened_out_share",
            "threshold_shift",
            "pressure",
            "pressure_seen",
            "waiting[screening]",
            "minutes",
            "sick_share",
            "in_post",
            "unallocated",
            "blame",
            "learning",
            "visibility",
            "early_help",
            "early_help_resolved",
            "prevention_staff",
            "prevented",
        ]
        .map(str::to_owned)
        .into();
        for team in &scenario.teams {
            ids.extend(
                ["unallocated", "caseload", "in_post", "agency", "allocated", "vacant"]
                    .map(|family| format!("{family}[{}]", team.name)),
            );
        }
        for stage in &scenario.stages {
            ids.extend(["started", "in_stage"].map(|family| format!("{family}[{}]", stage.name)));
            if stage.deadline_working_days.is_some() {
                ids.push(format!("on_time[{}]", stage.name));
            }
            match stage.kind {
                StageKind::Exit { .. } | StageKind::Conference { .. } => {}
                StageKind::Assess { .. } => ids.push(format!("minutes[{}]", stage.name)),
                StageKind::Plan { .. } => ids.extend(
                    ["minutes", "drifting"].map(|family| format!("{family}[{}]", stage.name)),
                ),
            }
        }
        SeriesPlan { lines: ids.iter().filter_map(|id| line(catalogue, id)).collect() }
    }
}

fn line(catalogue: &Catalogue, id: &str) -> Option<SeriesLine> {
    let measure = catalogue.get(id)?;
    let (over, under) = match &measure.formula {
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
