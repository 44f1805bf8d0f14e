//! Routes compete: fewer on one may only mean more on another.

use crate::measure::{Indicator, Settlement};
use crate::report::format;
use crate::results::comparison::{Against, ComparisonResult};

use super::beside;
use super::beside::Verdict;

/// Where misses move from one route to another.
pub(super) fn sentence(found: &ComparisonResult, against: &Against) -> Option<String> {
    let (fewer, more) = (with(found, against, Verdict::Less), with(found, against, Verdict::More));
    if fewer.is_empty() || more.is_empty() {
        return None;
    }
    Some(format!(
        "Routes shift: fewer are missed {}, more {}. Routes compete (who is late cannot be misjudged), so that neither alone \
         says that the service does better or worse there.",
        format::list(&fewer),
        format::list(&more)
    ))
}

fn with(found: &ComparisonResult, against: &Against, verdict: Verdict) -> Vec<String> {
    Settlement::ROUTES
        .iter()
        .filter_map(|route| {
            Some((route, beside(found, against, Indicator::Missed.settled(*route))?))
        })
        .filter(|(_, beside)| beside.verdict == verdict)
        .map(|(route, beside)| format!("“{}” ({})", route.name(), beside.signed))
        .collect()
}
