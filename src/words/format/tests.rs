//! What numbers look like.

use super::*;

fn estimate(mean: f64, half_width: Option<f64>) -> Estimate {
    Estimate::even(mean, half_width, 200)
}

#[test]
fn digits_follow_the_half_width() {
    let cases = [
        (1.3, 1),
        (1.96, 0),
        (0.83, 1),
        (0.96, 1),
        (0.12, 2),
        (0.196, 1),
        (2.7, 0),
        (1.7, 1),
        (14.0, 0),
        (0.0, 0),
    ];
    for (half_width, decimals) in cases {
        assert_eq!(decimals_for(half_width), decimals, "half-width {half_width}");
    }
    assert_eq!(decimals_for(1e-12), 4);
}

#[test]
fn a_tie_goes_away_from_zero_however_it_was_reached() {
    // The nearest binary fraction of 12.85 lies below it, that of 0.125 is exact, and the sum is not the number.
    let cases = [
        (12.85, 1, "12.9"),
        (-12.85, 1, "−12.9"),
        (0.125, 2, "0.13"),
        (2.5, 0, "3"),
        (0.1 + 0.7 + 0.05, 1, "0.9"),
        (100.0 * 0.1285, 1, "12.9"),
        (12.849_999, 1, "12.8"),
        (0.0, 1, "0.0"),
        (-0.04, 1, "0.0"),
    ];
    for (value, decimals, written) in cases {
        assert_eq!(number(value, decimals), written, "{value}");
    }
    assert!(number(f64::MAX, 0).starts_with("179,769,"), "what cannot be raised stays");
}

#[test]
fn an_estimate_stands_with_its_interval_and_basis() {
    assert_eq!(
        full(Some(&estimate(41.234, Some(1.31))), "days"),
        "41.2 ± 1.3 days (95% CI, n = 200)"
    );
    assert_eq!(
        full(Some(&estimate(0.31415, Some(0.0083))), "share"),
        "31.4 % ± 0.8 (95% CI, n = 200)"
    );
    assert_eq!(
        full(Some(&Estimate { replications: 1, ..estimate(41.234, None) }), "days"),
        "41.2 days (n = 1, no interval)"
    );
    assert_eq!(full(None, "days"), "not available");
    assert_eq!(short(None, "days"), "–");
}

#[test]
fn differences_carry_a_sign_and_a_real_minus() {
    assert_eq!(difference(Some(&estimate(0.0241, Some(0.006))), "share"), "+2.4 ± 0.6");
    assert_eq!(difference(Some(&estimate(-0.012, Some(0.024))), "children"), "−0.01 ± 0.02");
    assert_eq!(difference(Some(&estimate(0.0, Some(0.0))), "children"), "0");
    assert_eq!(difference(Some(&estimate(-1e-14, None)), "children"), "0");
}

#[test]
fn fixed_decimals_give_way_only_to_a_difference_that_is_shown() {
    assert_eq!(fixed(Some(&estimate(0.65128, None)), "share", 1), "65.1");
    assert_eq!(fixed_short(Some(&estimate(57.23, Some(4.26))), "children", 1), "57.2 ± 4.3");
    assert_eq!(fixed_difference(Some(&estimate(0.0199, Some(0.0141))), "share", 1), "+2.0 ± 1.4");
    assert_eq!(
        fixed_difference(Some(&estimate(-0.007, Some(0.008))), "minutes", 1),
        "−0.01 ± 0.01"
    );
    assert_eq!(
        fixed_difference(Some(&estimate(0.0013, Some(0.0003))), "children", 3),
        "+0.0013 ± 0.0003"
    );
    assert_eq!(fixed_difference(None, "children", 1), "–");
}

#[test]
fn what_is_the_same_in_every_run_gets_no_digits_from_rounding_errors() {
    assert_eq!(mean(Some(&estimate(0.8, Some(2e-16))), "share"), "80.0 %");
    assert_eq!(short(Some(&estimate(398.631_1, Some(1e-12))), ""), "399");
}

#[test]
fn numbers_have_separators_and_no_noise() {
    assert_eq!(number(1_234_567.891, 1), "1,234,567.9");
    assert_eq!(number(-1234.0, 0), "−1,234");
    assert_eq!(number(-0.001, 2), "0.00");
    assert_eq!(number(0.1 + 0.2, 2), "0.30");
    assert_eq!(number(f64::NAN, 2), "–");
    assert_eq!(number(f64::INFINITY, 2), "no limit");
    assert_eq!(signed(0.001, 1), "0.0");
}

#[test]
fn a_centile_that_is_not_reached_says_so() {
    assert_eq!(centile(None, Some(1820.0), "days"), "more than 1,820 days");
    assert_eq!(centile(Some(&estimate(12.0, Some(1.2))), Some(3.0), "days"), "12.0");
}

#[test]
fn dates_are_written_as_people_write_them() {
    let day = Date::constant(2008, 11, 11);
    assert_eq!(date(day), "11 November 2008");
    assert_eq!(month(day), "November 2008");
}

#[test]
fn lists_read_as_sentences() {
    assert_eq!(list(&["rush"]), "rush");
    assert_eq!(list(&["rush", "threshold", "waiting"]), "rush, threshold and waiting");
    assert_eq!(list::<&str>(&[]), "");
}

#[test]
fn few_cases_have_uneven_ends_and_none_at_all_a_bound() {
    let once = Estimate::even(0.05, Some(0.1), 20).within(0.001_27, 0.278_6);
    assert_eq!(short(Some(&once), "children"), "0.05 (0.00–0.28)");
    assert_eq!(fixed_short(Some(&once), "children", 1), "0.1 (0.0–0.3)");
    assert_eq!(full(Some(&once), "children"), "0.05 (0.00–0.28) children (95% CI, n = 20)");
    let never = Estimate::even(0.0, Some(0.0), 20).within(0.0, 0.15);
    assert_eq!(short(Some(&never), "children"), "0.0, at most 0.15");
    assert_eq!(fixed_short(Some(&never), "children", 1), "0.0, at most 0.15");
    assert_eq!(
        fixed_short(Some(&Estimate::even(0.0, None, 200).within(0.0, 0.015)), "", 1),
        "0.0, at most 0.015"
    );
    let wide = Estimate::even(40.0, Some(137.0), 2).within(12.3, 177.4);
    assert_eq!(fixed_short(Some(&wide), "", 1), "40.0 (12–177)");
    let share = Estimate::even(0.0, Some(0.0), 20).within(0.0, 0.0987);
    assert_eq!(short(Some(&share), "share"), "0 %, at most 10");
}

#[test]
fn sides_that_are_as_good_as_alike_are_written_as_one() {
    assert_eq!(
        short(Some(&Estimate::even(0.633, None, 200).within(0.6121, 0.6532)), "share"),
        "63 % ± 2"
    );
    assert_eq!(
        fixed_short(Some(&Estimate::even(0.633, None, 200).within(0.6121, 0.6532)), "share", 1),
        "63.3 ± 2.1"
    );
    let uneven = Estimate::even(0.633, None, 200).within(0.6121, 0.6602);
    assert_eq!(fixed_short(Some(&uneven), "share", 1), "63.3 (61.2–66.0)");
}

#[test]
fn a_difference_that_too_few_pairs_show_says_how_many_and_has_no_interval() {
    let limits = Limits::Pairs { unequal: 2, of: 20 };
    let two = Estimate { half_width: None, limits, ..Estimate::even(1.0, None, 20) };
    assert_eq!(difference(Some(&two), "children"), "not shown (2 of 20 pairs)");
    assert_eq!(fixed_difference(Some(&two), "children", 1), "not shown (2 of 20 pairs)");
    assert_eq!(difference_said(Some(&two), "children"), "+1.00; 2 of 20 pairs of runs differ");
    assert_eq!(basis(&two), "2 of 20 pairs of runs differ");
    let none = Estimate { limits: Limits::Pairs { unequal: 0, of: 20 }, mean: 0.0, ..two };
    assert_eq!(difference_said(Some(&none), "children"), "0; no pair of 20 differs");
    let many = Estimate { replications: 512, limits: Limits::Pairs { unequal: 3, of: 128 }, ..two };
    assert_eq!(difference(Some(&many), "children"), "not shown (3 of 128 groups of pairs)");
}

#[test]
fn a_first_letter_becomes_small_but_not_that_of_an_abbreviation_or_name() {
    for (text, small) in [
        ("Share of visits at the MASH", "share of visits at the MASH"),
        ("AUC at decisions", "AUC at decisions"),
        ("MASH: cases waiting", "MASH: cases waiting"),
        ("McKinsey's review", "McKinsey's review"),
        ("A year", "a year"),
        ("", ""),
    ] {
        assert_eq!(uncapital(text), small);
    }
}
