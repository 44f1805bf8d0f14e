//! The time that a comparison is about.

use crate::results::comparison::ComparisonResult;
use crate::words::format;

/// When the headline's children came to notice, as the end of a sentence.
#[must_use]
pub fn when(found: &ComparisonResult) -> String {
    if found.publicity {
        return found.period.label.clone();
    }
    let last = found.period.to.yesterday().unwrap_or(found.period.to);
    format!("from {} to {}", format::date(found.period.from), format::date(last))
}
