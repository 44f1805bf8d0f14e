//! Checks `[culture]`.

use super::Checker;
use super::checker::present;
use crate::scenario::Culture;
use crate::scenario::declare::KeyTable as _;
use crate::scenario::raw::{At, RawScenario};

pub fn culture(check: &mut Checker, raw: &At<RawScenario>) -> Option<Culture> {
    let raw = present(&raw.value.culture)?;
    let mut culture = Culture::checked(check, &raw);
    // By hand, as a default that is another key's value cannot be declared.
    if raw.value.defensive_shift_triage.is_none() {
        culture.defensive_shift_triage = culture.defensive_shift;
    }
    Some(culture)
}
