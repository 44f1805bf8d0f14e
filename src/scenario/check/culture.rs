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
    let written = raw.value.caution.as_ref().map(|at| &at.value);
    if written.is_none_or(|caution| caution.stays.is_none()) {
        culture.caution.stays = culture.lasting;
    }
    if written.is_none_or(|caution| caution.half_life_days.is_none()) {
        culture.caution.half_life_days = culture.half_life_days;
    }
    Some(culture)
}
