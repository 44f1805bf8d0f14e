//! What the figures of a comparison say above the picture.

use crate::measure::{Indicator, MeasureId};
use crate::report::format;
use crate::results::comparison::ComparisonResult;
use crate::stats::DifferenceVerdict;
use crate::words::comparison::{beside, when};
use crate::words::headline::FigureHeadline;

/// Above so many scenarios they are counted, not named.
const NAMED: usize = 3;

/// A measure as a headline speaks of it.
pub(super) struct Spoken<'a> {
    pub(super) id: MeasureId,
    /// `pressure is lower`.
    pub(super) less: &'a str,
    /// `pressure is higher`.
    pub(super) more: &'a str,
    /// `pressure is lower or higher`.
    pub(super) neither: &'a str,
    /// After a difference, with a space before it; nothing where the words have it.
    pub(super) unit: &'a str,
}

pub(super) const MISSED: Spoken<'static> = Spoken {
    id: MeasureId { indicator: Indicator::Missed, member: None },
    less: "fewer high-risk children are missed",
    more: "more high-risk children are missed",
    neither: "more or fewer high-risk children are missed",
    unit: "",
};

/// The finding in one sentence: in which scenarios there is less, more, or no difference shown.
pub(super) fn against(found: &ComparisonResult, spoken: &Spoken<'_>) -> FigureHeadline {
    let base = &found.baseline().name;
    if found.replications < 2 {
        return format!("one replication cannot show whether {} than in {base}", spoken.neither)
            .into();
    }
    let with = |verdicts: &[DifferenceVerdict]| -> Vec<String> {
        found
            .against
            .iter()
            .filter_map(|against| Some((against, beside(found, against, &spoken.id)?)))
            .filter(|(_, beside)| verdicts.contains(&beside.verdict))
            .map(|(against, beside)| match beside.is_shown() {
                true => format!("{} ({}{})", found.side(against).name, beside.signed, spoken.unit),
                false => found.side(against).name.clone(),
            })
            .collect()
    };
    let mut parts = Vec::new();
    for (words, verdicts) in
        [(spoken.less, DifferenceVerdict::Less), (spoken.more, DifferenceVerdict::More)]
    {
        let sides = with(&[verdicts]);
        if !sides.is_empty() {
            // All parts have the same time, and the first one says it.
            let when = if parts.is_empty() { format!(" {}", when(found)) } else { String::new() };
            parts.push(format!("{words}{when} in {}", listed(found, &sides)));
        }
    }
    let not = with(&[DifferenceVerdict::NotShown, DifferenceVerdict::NoInterval]);
    if !not.is_empty() {
        parts.push(format!("a difference is not shown in {}", listed(found, &not)));
    }
    // Equality in every run is a finding. A difference that is not shown is not.
    let same = with(&[DifferenceVerdict::Same]);
    if !same.is_empty() {
        parts.push(format!("every run is the same in {}", listed(found, &same)));
    }
    if parts.len() == 1 && !not.is_empty() {
        let sides = listed(found, &not);
        return FigureHeadline::of_model(format!(
            "The model does not show that {} {} in {sides} than in {base}",
            spoken.neither,
            when(found)
        ));
    }
    if parts.is_empty() {
        return format!("nothing to compare with {base}").into();
    }
    format!("against {base}, {}", parts.join("; ")).into()
}

fn listed(found: &ComparisonResult, sides: &[String]) -> String {
    if found.against.len() > NAMED {
        return format!("{} of {} scenarios", sides.len(), found.against.len());
    }
    format::list(sides)
}

/// The line below a figure.
pub(super) fn source(found: &ComparisonResult) -> String {
    format!(
        "surge-sim {}, {} of each scenario with the same luck, comparison {}",
        found.version,
        format::counted(found.replications as u64, "replication", "replications"),
        found.run_id
    )
}
