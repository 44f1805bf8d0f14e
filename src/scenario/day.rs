//! Days as TOML writes them.

use jiff::civil::Date;

/// The day that TOML would read there, where it is a day and nothing else.
pub(crate) fn day(text: &str) -> Option<Date> {
    day_of(&text.parse().ok()?)
}

/// A date of TOML, where it has no time.
pub(crate) fn day_of(written: &toml::value::Datetime) -> Option<Date> {
    let day = written.date.filter(|_| written.time.is_none() && written.offset.is_none())?;
    Date::new(
        i16::try_from(day.year).ok()?,
        i8::try_from(day.month).ok()?,
        i8::try_from(day.day).ok()?,
    )
    .ok()
}
