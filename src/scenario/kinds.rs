//! The kinds of keys: how a value of each is taken from what is written, written back, and which range it has.

use std::marker::PhantomData;

use jiff::civil::Date;

use super::check::Checker;
use super::check::checker::elements;
#[cfg(feature = "native")]
use super::check::limits::from_to;
use super::check::limits::{AllowedRange, SHARE_ABOVE_0};
use super::declare::{KeyTable, inline};
#[cfg(feature = "native")]
use super::range::Range;
use super::raw::{At, List, Maybe, RawMeanCv, Read, Shaped, ValuePlace};
use super::resolved::{float, list, mean_cv, people, table, text};
use super::{MeanCv, Scenario, TeamId};

/// The key that a value is taken from.
#[derive(Clone, Copy)]
pub(crate) struct Site<'a> {
    /// The table it stands in, or should.
    pub block: &'a ValuePlace,
    /// Its name.
    pub key: &'static str,
}

/// A kind of key whose value is a `V`.
pub(crate) trait Kind<V> {
    /// The value as it is written.
    type Raw: Read + Shaped + Clone;
    /// What bounds the value: limits, or the words it may be.
    type Args;

    /// The value; a stand-in once a problem is noted.
    fn take(
        check: &mut Checker,
        site: Site<'_>,
        field: Option<&At<Self::Raw>>,
        args: Self::Args,
    ) -> V;

    /// It as TOML; `None` where it is left out.
    fn written(value: &V, args: Self::Args, scenario: &Scenario) -> Option<String>;

    /// What it may be.
    #[cfg(feature = "native")]
    fn range(_args: Self::Args) -> Range {
        Range::Any
    }
}

/// A number.
pub(crate) struct Number;

impl Kind<f64> for Number {
    type Raw = f64;
    type Args = AllowedRange;

    fn take(
        check: &mut Checker,
        site: Site<'_>,
        field: Option<&At<f64>>,
        limits: AllowedRange,
    ) -> f64 {
        check.number(site.block, site.key, field, limits)
    }

    fn written(value: &f64, _: AllowedRange, _: &Scenario) -> Option<String> {
        Some(float(*value))
    }

    #[cfg(feature = "native")]
    fn range(limits: AllowedRange) -> Range {
        limits.range()
    }
}

/// A number that another key stands in for where it is left out: by hand, once all are read.
pub(crate) struct NumberElse;

impl Kind<f64> for NumberElse {
    type Raw = f64;
    type Args = AllowedRange;

    fn take(
        check: &mut Checker,
        _: Site<'_>,
        field: Option<&At<f64>>,
        limits: AllowedRange,
    ) -> f64 {
        field.map_or(limits.stand_in(), |at| check.within(at, limits))
    }

    fn written(value: &f64, _: AllowedRange, _: &Scenario) -> Option<String> {
        Some(float(*value))
    }

    #[cfg(feature = "native")]
    fn range(limits: AllowedRange) -> Range {
        limits.range()
    }
}

/// The share of a source or class, as it is called: one that has none must be left out.
pub(crate) struct PartOf;

impl Kind<f64> for PartOf {
    type Raw = f64;
    type Args = &'static str;

    fn take(
        check: &mut Checker,
        site: Site<'_>,
        field: Option<&At<f64>>,
        what: &'static str,
    ) -> f64 {
        match field {
            // Its own words: to write 0 is a natural way to leave a source or class out, and here it is not the way.
            Some(at) if at.value.total_cmp(&0.0).is_eq() => {
                let message = format!("must be more than 0: leave the {what} out instead");
                check.note(at.place.problem(message));
                1.0
            }
            field => check.number(site.block, site.key, field, SHARE_ABOVE_0),
        }
    }

    fn written(value: &f64, _: &'static str, _: &Scenario) -> Option<String> {
        Some(float(*value))
    }

    #[cfg(feature = "native")]
    fn range(_: &'static str) -> Range {
        SHARE_ABOVE_0.range()
    }
}

/// A value of another kind, or none where the key is left out.
pub(crate) struct OrNothing<K>(PhantomData<K>);

impl<V, K: Kind<V>> Kind<Option<V>> for OrNothing<K> {
    type Raw = K::Raw;
    type Args = K::Args;

    fn take(
        check: &mut Checker,
        site: Site<'_>,
        field: Option<&At<K::Raw>>,
        args: K::Args,
    ) -> Option<V> {
        field.is_some().then(|| K::take(check, site, field, args))
    }

    fn written(value: &Option<V>, args: K::Args, scenario: &Scenario) -> Option<String> {
        value.as_ref().and_then(|value| K::written(value, args, scenario))
    }

    #[cfg(feature = "native")]
    fn range(args: K::Args) -> Range {
        K::range(args)
    }
}

/// A number that may be left out.
pub(crate) type MaybeNumber = OrNothing<Number>;
/// A whole number that may be left out.
pub(crate) type MaybeCount = OrNothing<Count>;
/// Twelve numbers that may be left out.
pub(crate) type MaybeMonths = OrNothing<Months>;

/// Twelve numbers, January first.
pub(crate) struct Months;

impl Kind<[f64; 12]> for Months {
    type Raw = List<f64>;
    type Args = AllowedRange;

    fn take(
        check: &mut Checker,
        _: Site<'_>,
        field: Option<&At<List<f64>>>,
        limits: AllowedRange,
    ) -> [f64; 12] {
        let noted = check.problems.len();
        let numbers: Vec<f64> = elements(field).iter().map(|at| check.within(at, limits)).collect();
        let months = <[f64; 12]>::try_from(numbers);
        if let Some(at) = field.filter(|_| check.problems.len() == noted) {
            match months {
                Err(_) => check.note(at.place.problem("must be twelve numbers, January first")),
                Ok(months) if months.iter().sum::<f64>() <= 0.0 => {
                    check.note(at.place.problem("must not all be 0"));
                }
                Ok(_) => {}
            }
        }
        months.unwrap_or([1.0; 12])
    }

    fn written(value: &[f64; 12], _: AllowedRange, _: &Scenario) -> Option<String> {
        Some(list(value.iter().copied().map(float)))
    }

    #[cfg(feature = "native")]
    fn range(limits: AllowedRange) -> Range {
        limits.range()
    }
}

/// A number, or `"none"`, which is also what a key left out means.
pub(crate) struct NumberOrNone;

impl Kind<Option<f64>> for NumberOrNone {
    type Raw = Maybe<f64>;
    type Args = AllowedRange;

    fn take(
        check: &mut Checker,
        _: Site<'_>,
        field: Option<&At<Maybe<f64>>>,
        limits: AllowedRange,
    ) -> Option<f64> {
        Some(check.within(&field?.some()?, limits))
    }

    fn written(value: &Option<f64>, _: AllowedRange, _: &Scenario) -> Option<String> {
        Some(value.map_or_else(|| text("none"), float))
    }

    #[cfg(feature = "native")]
    fn range(limits: AllowedRange) -> Range {
        limits.range()
    }
}

/// A count of posts or people, which need not be whole.
pub(crate) struct People;

impl Kind<f64> for People {
    type Raw = f64;
    type Args = AllowedRange;

    fn take(
        check: &mut Checker,
        site: Site<'_>,
        field: Option<&At<f64>>,
        limits: AllowedRange,
    ) -> f64 {
        check.number(site.block, site.key, field, limits)
    }

    fn written(value: &f64, _: AllowedRange, _: &Scenario) -> Option<String> {
        Some(people(*value))
    }

    #[cfg(feature = "native")]
    fn range(limits: AllowedRange) -> Range {
        limits.range()
    }
}

/// A whole number.
pub(crate) struct Count;

impl Kind<u32> for Count {
    type Raw = i128;
    type Args = (u32, u32);

    fn take(
        check: &mut Checker,
        site: Site<'_>,
        field: Option<&At<i128>>,
        (low, high): (u32, u32),
    ) -> u32 {
        check.count(site.block, site.key, field, low, high)
    }

    fn written(value: &u32, _: (u32, u32), _: &Scenario) -> Option<String> {
        Some(value.to_string())
    }

    #[cfg(feature = "native")]
    fn range((low, high): (u32, u32)) -> Range {
        from_to(low.into(), high.into()).range()
    }
}

/// The year whose pounds some amounts are.
pub(crate) struct Year;

impl Year {
    const FIRST: u16 = 1950;
    const LAST: u16 = 2149;
}

impl Kind<u16> for Year {
    type Raw = i128;
    type Args = ();

    fn take(check: &mut Checker, site: Site<'_>, field: Option<&At<i128>>, (): ()) -> u16 {
        let Some(at) = field else {
            let what = "amounts need the year of their prices, such as 2009";
            check.missing(site.block, site.key, what);
            return Year::FIRST;
        };
        let year = check.count_within(at, Year::FIRST.into(), Year::LAST.into());
        u16::try_from(year).expect("a year from 1950 to 2149 fits")
    }

    fn written(value: &u16, (): (), _: &Scenario) -> Option<String> {
        Some(value.to_string())
    }

    #[cfg(feature = "native")]
    fn range((): ()) -> Range {
        from_to(Year::FIRST.into(), Year::LAST.into()).range()
    }
}

/// `true` or `false`.
pub(crate) struct Flag;

impl Kind<bool> for Flag {
    type Raw = bool;
    type Args = ();

    fn take(check: &mut Checker, site: Site<'_>, field: Option<&At<bool>>, (): ()) -> bool {
        check.flag(site.block, site.key, field)
    }

    fn written(value: &bool, (): (), _: &Scenario) -> Option<String> {
        Some(value.to_string())
    }
}

/// A day.
pub(crate) struct Day;

impl Kind<Date> for Day {
    type Raw = Date;
    type Args = ();

    fn take(check: &mut Checker, site: Site<'_>, field: Option<&At<Date>>, (): ()) -> Date {
        check.date(site.block, site.key, field)
    }

    fn written(value: &Date, (): (), _: &Scenario) -> Option<String> {
        Some(value.to_string())
    }
}

/// A day that another key stands in for where it is left out: by hand, once all are read.
pub(crate) struct DayElse;

impl Kind<Date> for DayElse {
    type Raw = Date;
    type Args = ();

    fn take(check: &mut Checker, _: Site<'_>, field: Option<&At<Date>>, (): ()) -> Date {
        // Any date would do: the key that stands in takes its place before anybody reads it.
        field.map_or(Date::MIN, |at| check.date_within(at))
    }

    fn written(value: &Date, (): (), _: &Scenario) -> Option<String> {
        Some(value.to_string())
    }
}

/// One of some words.
pub(crate) struct OneOf;

impl<V: Copy + PartialEq + 'static> Kind<V> for OneOf {
    type Raw = String;
    type Args = &'static [(&'static str, V)];

    fn take(
        check: &mut Checker,
        site: Site<'_>,
        field: Option<&At<String>>,
        words: Self::Args,
    ) -> V {
        check.choice(site.block, site.key, field, words)
    }

    fn written(value: &V, words: Self::Args, _: &Scenario) -> Option<String> {
        words.iter().find(|(_, of)| of == value).map(|(word, _)| text(word))
    }

    #[cfg(feature = "native")]
    fn range(words: Self::Args) -> Range {
        Range::Words(words.iter().map(|(word, _)| *word).collect())
    }
}

/// A quantity that varies: its mean within limits.
pub(crate) struct Varying;

impl Kind<MeanCv> for Varying {
    type Raw = RawMeanCv;
    type Args = AllowedRange;

    fn take(
        check: &mut Checker,
        site: Site<'_>,
        field: Option<&At<RawMeanCv>>,
        mean: AllowedRange,
    ) -> MeanCv {
        check.mean_cv(site.block, site.key, field, mean)
    }

    fn written(value: &MeanCv, _: AllowedRange, _: &Scenario) -> Option<String> {
        Some(mean_cv(*value))
    }

    /// That of its mean: see [`super::registry::range`].
    #[cfg(feature = "native")]
    fn range(mean: AllowedRange) -> Range {
        mean.range()
    }
}

/// A team by name, or `"none"`, which is also what a key left out means.
pub(crate) struct TeamOrNone;

impl Kind<Option<TeamId>> for TeamOrNone {
    type Raw = Maybe<String>;
    type Args = ();

    fn take(
        check: &mut Checker,
        _: Site<'_>,
        field: Option<&At<Maybe<String>>>,
        (): (),
    ) -> Option<TeamId> {
        let team = check.team_named(&field?.some()?);
        check.taken_from.extend(team);
        team
    }

    fn written(value: &Option<TeamId>, (): (), scenario: &Scenario) -> Option<String> {
        Some(text(value.map_or("none", |team| &scenario.team(team).name)))
    }
}

/// Words that may be left out.
pub(crate) struct Words;

impl Kind<String> for Words {
    type Raw = String;
    type Args = ();

    fn take(check: &mut Checker, _: Site<'_>, field: Option<&At<String>>, (): ()) -> String {
        check.words(field)
    }

    fn written(value: &String, (): (), _: &Scenario) -> Option<String> {
        (!value.is_empty()).then(|| text(value))
    }
}

/// A table within a table.
pub(crate) struct Table;

impl<V: KeyTable> Kind<V> for Table {
    type Raw = V::Raw;
    type Args = ();

    fn take(check: &mut Checker, site: Site<'_>, field: Option<&At<V::Raw>>, (): ()) -> V {
        let raw = check.block(site.block, site.key, field);
        V::checked(check, &raw)
    }

    fn written(value: &V, (): (), scenario: &Scenario) -> Option<String> {
        Some(inline(value, scenario))
    }
}

/// A table, or `"none"`. What of it changes nothing is not written back: a scenario without it keeps its identity, and its pilot.
pub(crate) struct TableOrNone;

/// What of a table changes nothing.
pub(crate) trait MayBeIdle {
    /// True where the whole table does, as it stands and by its defaults: it is then none.
    fn is_off(&self) -> bool {
        false
    }

    /// True where a key does, as the others stand.
    fn is_idle(&self, _key: &str) -> bool {
        false
    }

    /// True of a table whose defaults change nothing: that there is none need not be written.
    const OFF_BY_DEFAULT: bool;
}

impl<V: KeyTable + MayBeIdle> Kind<Option<V>> for TableOrNone {
    type Raw = Maybe<V::Raw>;
    type Args = ();

    fn take(
        check: &mut Checker,
        _: Site<'_>,
        field: Option<&At<Maybe<V::Raw>>>,
        (): (),
    ) -> Option<V> {
        Some(V::checked(check, &field?.some()?)).filter(|value| !value.is_off())
    }

    fn written(value: &Option<V>, (): (), scenario: &Scenario) -> Option<String> {
        let Some(value) = value else { return (!V::OFF_BY_DEFAULT).then(|| text("none")) };
        let mut entries = value.entries(scenario);
        entries.retain(|(key, _)| !value.is_idle(key));
        Some(table(&entries))
    }
}

/// A list of tables that has to be there; the words say what such a list looks like.
pub(crate) struct Entries;

impl<V: KeyTable> Kind<Vec<V>> for Entries {
    type Raw = List<V::Raw>;
    type Args = &'static str;

    fn take(
        check: &mut Checker,
        site: Site<'_>,
        field: Option<&At<List<V::Raw>>>,
        looks: &'static str,
    ) -> Vec<V> {
        if field.is_none() {
            check.missing(site.block, site.key, looks);
        }
        elements(field).iter().map(|raw| V::checked(check, raw)).collect()
    }

    fn written(value: &Vec<V>, _: &'static str, scenario: &Scenario) -> Option<String> {
        Some(list(value.iter().map(|value| inline(value, scenario))))
    }
}
