//! Routes compete: fewer on one may only mean more on another.

use super::MeasureInWords;
use crate::measure::Settlement;
use crate::results::Contrast;
use crate::words::format;

/// Where misses move from one route to another.
pub(super) fn sentence(
    fewer: &[(Settlement, Contrast)],
    more: &[(Settlement, Contrast)],
) -> String {
    let named = |routes: &[(Settlement, Contrast)]| {
        let one = |(route, contrast): &(Settlement, Contrast)| {
            format!("“{}” ({})", route.name(), MeasureInWords::of(contrast, "").signed)
        };
        format::list(&routes.iter().map(one).collect::<Vec<String>>())
    };
    format!(
        "Routes shift: fewer are missed {}, more {}. Routes compete (who is late cannot be misjudged), so that neither alone \
         says that the service does better or worse there.",
        named(fewer),
        named(more)
    )
}
