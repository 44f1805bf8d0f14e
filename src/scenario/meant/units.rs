//! A number written with a unit: the same in the unit that its key is counted in, where that can be told.

/// What is to be said of a number with a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum UnitSaid {
    /// The unit is the key's, or one that a number of it has anyway: the number stands.
    Same,
    /// What else there is to say.
    Words(String),
}

/// Units of time, each with its name for one and for several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Time {
    Minute,
    Hour,
    WorkingDay,
    Day,
    Week,
    Month,
    Year,
}

impl Time {
    // The working day before the day: `of_key` looks at how a name ends, and `target_working_days` ends in `_days`,
    // too.
    const ALL: [Time; 7] = [
        Time::WorkingDay,
        Time::Minute,
        Time::Hour,
        Time::Day,
        Time::Week,
        Time::Month,
        Time::Year,
    ];

    fn one(self) -> &'static str {
        match self {
            Time::Minute => "minute",
            Time::Hour => "hour",
            Time::WorkingDay => "working day",
            Time::Day => "day",
            Time::Week => "week",
            Time::Month => "month",
            Time::Year => "year",
        }
    }

    /// By its name, short or long, for one or several.
    fn named(words: &str) -> Option<Time> {
        let words = match words {
            // Short names: what is left of them without an s is no full name.
            "min" | "mins" => "minute",
            "h" | "hr" | "hrs" => "hour",
            "wk" | "wks" => "week",
            "yr" | "yrs" => "year",
            other => other.strip_suffix('s').unwrap_or(other),
        };
        Time::ALL.into_iter().find(|unit| unit.one() == words)
    }

    /// So many of `other` in one of these; `None` where there is no telling, as with the hours of work in a day. A year has 365
    /// days, and a month a twelfth of them.
    fn in_units_of(self, other: Time) -> Option<f64> {
        use Time::{Day, Hour, Minute, Month, Week, WorkingDay, Year};
        let days = |unit: Time| match unit {
            Day => Some(1.0),
            Week => Some(7.0),
            Month => Some(365.0 / 12.0),
            Year => Some(365.0),
            Minute | Hour | WorkingDay => None,
        };
        match (self, other) {
            (Minute, Hour) => Some(1.0 / 60.0),
            (Hour, Minute) => Some(60.0),
            // The service works from Monday to Friday. How many working days a month has depends on its holidays.
            (Week, WorkingDay) => Some(5.0),
            _ => Some(days(self)? / days(other)?),
        }
    }
}

/// Units that a number of people, cases or money has anyway.
const COUNTS: [&str; 14] = [
    "child",
    "children",
    "case",
    "referral",
    "worker",
    "social worker",
    "post",
    "fte",
    "visit",
    "pound",
    "gbp",
    "time",
    "cases a week",
    "people",
];

/// What there is to say of digits before these words, as the value of a key; `None` where the words are no unit.
pub(super) fn told(digits: &str, words: &str, key: &str) -> Option<UnitSaid> {
    let words = words.to_lowercase();
    let per = ["per ", "a ", "each ", "every "].iter().find_map(|per| words.strip_prefix(per));
    // Rates before stretches of time: "a week" is `per week` and not one week.
    if let Some(unit) = per.and_then(Time::named) {
        return Some(match per_of(key) {
            Some(own) if own == unit => UnitSaid::Same,
            Some(own) => UnitSaid::Words(format!(
                "it is counted per {}, and not per {}",
                own.one(),
                unit.one()
            )),
            None => unknown(),
        });
    }
    if let Some(unit) = Time::named(&words) {
        return Some(match of_key(key) {
            Some(own) if own == unit => UnitSaid::Same,
            Some(own) => UnitSaid::Words(in_own(digits, unit, own)),
            None => unknown(),
        });
    }
    // No key's name says what it counts, so that such a word cannot be wrong.
    let counts = COUNTS.iter().any(|unit| words == *unit || words.strip_suffix('s') == Some(unit));
    counts.then_some(UnitSaid::Same)
}

fn unknown() -> UnitSaid {
    UnitSaid::Words(
        "a number stands without its unit; surge-sim explain says in what a key is counted"
            .to_owned(),
    )
}

/// `3 years are 1095 days; write 1095`.
fn in_own(digits: &str, unit: Time, own: Time) -> String {
    let several = |unit: Time, one: bool| format!("{}{}", unit.one(), if one { "" } else { "s" });
    let number: Option<f64> = digits.parse().ok();
    match (number, unit.in_units_of(own)) {
        (Some(number), Some(factor)) => {
            // Days are whole; parts of an hour and of a week are told to two decimals.
            let scale = if own == Time::Day { 1.0 } else { 100.0 };
            let found = (number * factor * scale).round() / scale;
            let is_one = (number - 1.0).abs() < f64::EPSILON;
            format!(
                "{digits} {} {} {found} {}; write {found}",
                several(unit, is_one),
                if is_one { "is" } else { "are" },
                several(own, (found - 1.0).abs() < f64::EPSILON)
            )
        }
        _ => {
            format!("it is counted in {}, and not in {}", several(own, false), several(unit, false))
        }
    }
}

/// In what a key is counted, by its name: `warmup_days`, `target_working_days`, `hours`.
fn of_key(key: &str) -> Option<Time> {
    let name = key.rsplit(['.', ' ']).next().unwrap_or(key);
    let of = |words: &str| {
        name == words || name.strip_suffix(words).is_some_and(|rest| rest.ends_with('_'))
    };
    Time::ALL.into_iter().find(|unit| of(&format!("{}s", unit.one().replace(' ', "_"))))
}

/// Of what time a key is a rate, by its name: `per_year`, `per_hour`.
fn per_of(key: &str) -> Option<Time> {
    Time::ALL.into_iter().find(|unit| key.ends_with(&format!("per_{}", unit.one())))
}
