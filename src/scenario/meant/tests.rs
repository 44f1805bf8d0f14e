//! What people write, and what they are told they meant.

use super::*;

#[test]
fn a_number_in_another_notation_is_told_in_ours() {
    for (written, what, write) in [
        ("2,600", "thousands are written without a comma", "2600"),
        ("1,048,576", "thousands are written without a comma", "1048576"),
        ("2,600.5", "thousands are written without a comma", "2600.5"),
        ("0,4", "decimals stand after a dot", "0.4"),
        ("12,5", "decimals stand after a dot", "12.5"),
        ("1.300,5", "decimals stand after a dot, and thousands have no mark", "1300.5"),
        ("1.300.000", "thousands are written without a dot", "1300000"),
        ("1 000", "thousands are written without a gap", "1000"),
        ("1\u{a0}000", "thousands are written without a gap", "1000"),
        ("1'000", "thousands are written without a gap", "1000"),
        ("40%", "per cent are written as a share", "0.4"),
        ("12.5 %", "per cent are written as a share", "0.125"),
        ("40 per cent", "per cent are written as a share", "0.4"),
        ("£1,200", "money is a number without its sign", "1200"),
        ("−5", "a minus sign is written -", "-5"),
        ("5 cases", "a number stands without its unit", "5"),
        ("1.5 FTE", "a number stands without its unit", "1.5"),
        ("1/3", "a fraction is written with a dot", "0.3333"),
        ("2.6k", "thousands are written out", "2600"),
        ("1e3", "the digits are written out", "1000"),
        (".5", "a digit stands before the dot", "0.5"),
        ("5.", "a digit stands after the dot", "5"),
        ("007", "a number does not begin with 0", "7"),
    ] {
        assert_eq!(number(written, ""), Some(format!("{what}; write {write}")), "{written}");
    }
}

#[test]
fn what_is_no_number_or_a_sound_one_is_left_alone() {
    for written in [
        "2600", "0.4", "-3", "1_000", "many", "", "1,2,3", "1.2.3", "5 apples", "3-5", "1/0",
        "0x1F",
    ] {
        assert_eq!(number(written, ""), None, "{written}");
    }
}

#[test]
fn a_number_of_a_thousand_times_a_thousand_times_is_no_number() {
    let long = "k".repeat(50_000);
    for written in [format!("1{long}"), format!("1-1{long}"), format!("about 1{long}")] {
        assert_eq!(number(&written, ""), None);
        // It says something of words, and does not look for a number in them again and again.
        let told = value(&written, "per_year");
        assert!(!told.is_some_and(|told| told.contains("thousands")));
    }
}

#[test]
fn a_number_with_a_unit_is_told_in_the_unit_of_its_key() {
    for (written, key, told) in [
        ("3 years", "warmup_days", "3 years are 1095 days; write 1095"),
        ("60 months", "run_days", "60 months are 1825 days; write 1825"),
        ("2 weeks", "ramp_days", "2 weeks are 14 days; write 14"),
        ("1 week", "ramp_days", "1 week is 7 days; write 7"),
        ("9 weeks", "target_working_days", "9 weeks are 45 working days; write 45"),
        ("9 days", "target_working_days", "it is counted in working days, and not in days"),
        ("45 working days", "target_working_days", "a number stands without its unit; write 45"),
        ("5 days", "ramp_days", "a number stands without its unit; write 5"),
        ("90 minutes", "hours", "90 minutes are 1.5 hours; write 1.5"),
        ("2 days", "hours", "it is counted in hours, and not in days"),
        ("21 days", "for_weeks", "21 days are 3 weeks; write 3"),
        ("2600 per year", "per_year", "a number stands without its unit; write 2600"),
        ("2,600 a year", "per_year", "a number stands without its unit; write 2600"),
        ("50 per week", "per_year", "it is counted per year, and not per week"),
        (
            "3 weeks",
            "cv",
            "a number stands without its unit; surge-sim explain says in what a key is counted",
        ),
        ("12 FTE", "count", "a number stands without its unit; write 12"),
    ] {
        assert_eq!(number(written, key).as_deref(), Some(told), "{key} = {written}");
        assert_eq!(number_in_quotes(written, key).as_deref(), Some(told), "{key} = {written}");
    }
}

#[test]
fn what_is_more_or_less_than_one_number_is_told_so() {
    for (written, key, told) in [
        (
            "2024/25",
            "price_year",
            "a financial year is told by one number; write 2024, in which it begins, or 2025",
        ),
        (
            "2024-25",
            "price_year",
            "a financial year is told by one number; write 2024, in which it begins, or 2025",
        ),
        (
            "2600-2800",
            "per_year",
            "one number belongs here, and not a range; write one from 2600 to 2800, and the range in [evidence] as \
                 low = 2600, high = 2800",
        ),
        (
            "0.2 to 0.4",
            "gain",
            "one number belongs here, and not a range; write one from 0.2 to 0.4, and the range in [evidence] as \
                 low = 0.2, high = 0.4",
        ),
        (
            "about 2600",
            "per_year",
            "a number stands without about; write 2600, and how sure it is in [evidence]",
        ),
        ("about 2,600", "per_year", "thousands are written without a comma; write 2600"),
        ("~3 years", "run_days", "3 years are 1095 days; write 1095"),
        ("2011-12", "start", "a date has a day; write 2011-12-01 for the first of that month"),
        ("2025-01", "date", "a date has a day; write 2025-01-01 for the first of that month"),
        (
            "01/13/2018",
            "date",
            "a date is written year first, with two digits for month and day; write 2018-01-13",
        ),
    ] {
        assert_eq!(value(written, key).as_deref(), Some(told), "{key} = {written}");
    }
}

#[test]
fn a_date_in_another_form_is_told_year_first() {
    for written in [
        "11/11/2008",
        "11.11.2008",
        "11-11-2008",
        "2008/11/11",
        "11/11/08",
        "11 November 2008",
        "11th Nov 2008",
    ] {
        assert!(
            date(written).is_some_and(|said| said.ends_with("write 2008-11-11")),
            "{written}: {:?}",
            date(written)
        );
    }
    assert_eq!(date("2008-1-5").as_deref().map(|said| said.ends_with("2008-01-05")), Some(true));
    assert_eq!(date("2021-02-30").as_deref(), Some("no calendar has that day"));
    for written in ["2008-11-11", "1.2.3", "31/31/2008", "hello"] {
        assert_eq!(date(written), None, "{written}");
    }
}

#[test]
fn values_that_are_no_toml_are_told_what_to_write() {
    for (written, said) in [
        ("“Haringey”", "quotation marks are straight; write \"Haringey\""),
        ("\"Haringey”", "quotation marks are straight; write \"Haringey\""),
        ("yes", "what is so is written true"),
        ("False", "what is not so is written false"),
        ("fixed", "text stands in quotation marks; write \"fixed\""),
        ("fixed\"", "text stands in quotation marks; write \"fixed\""),
        ("\"fixed", "the quotation mark at the end is missing; write \"fixed\""),
        ("\"fixed'", "the quotation mark at the end is missing; write \"fixed\""),
        (
            "'it's so'",
            "text with an apostrophe stands in double quotation marks; write \"it's so\"",
        ),
        ("\"a\",", "nothing stands after a value; leave out the ,"),
        ("300,", "nothing stands after a value; leave out the ,"),
        ("None", "text stands in quotation marks; write \"none\""),
        ("3;", "nothing stands after a value; leave out the ;"),
        ("3 // three", "a remark begins with #"),
        ("= 3", "a key and its value are joined by one ="),
        ("[10%, 20%]", "per cent are written as a share; write 0.1"),
        ("", "a value is missing after the ="),
    ] {
        assert_eq!(value(written, "").as_deref(), Some(said), "{written}");
    }
    assert!(
        value("\"C:\\Users\\x.toml\"", "").is_some_and(|said| said.contains("\"C:/Users/x.toml\""))
    );
    for sound in ["true", "3", "\"a\"", "'a'", "[1, 2]", "2008-11-11", "{ mean = 3 }"] {
        assert_eq!(value(sound, ""), None, "{sound}");
    }
}
