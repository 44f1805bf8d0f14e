//! What the screen says, held on record.

use super::*;
use crate::measure::{Indicator, PeriodId};
use crate::report::sample;
use crate::stats::Estimate;
use crate::words::answer::spoken;
use crate::words::{format, reading};

#[test]
fn haringey_on_a_usual_screen() {
    insta::assert_snapshot!(screen(&sample::haringey(), 80));
}

#[test]
fn no_line_is_longer_than_80_however_wide_the_window() {
    for result in
        [sample::haringey(), sample::quiet(), sample::one_replication(), sample::century()]
    {
        let text = screen(&result, 200);
        let longest = text.lines().map(|line| line.chars().count()).max();
        assert!(longest <= Some(80), "{longest:?}\n{text}");
        assert!(
            !text.lines().any(|line| line.trim_start().starts_with('±') || line.ends_with('±')),
            "{text}"
        );
    }
}

#[test]
fn the_numbers_of_the_answer_agree() {
    let mut result = sample::haringey();
    for tenth in 0..40 {
        let twin = 0.548 + f64::from(tenth) * 0.00037;
        result.headline.miss_rate_twin =
            result.headline.miss_rate_twin.map(|e| Estimate { mean: twin, ..e });
        let run = result.headline.miss_rate.expect("the sample has a rate").mean;
        let difference =
            result.headline.miss_rate_difference.map(|e| Estimate { mean: run - twin, ..e });
        result.headline.miss_rate_difference = difference;
        let printed = |rate: Option<Estimate>, decimals: usize| {
            let rate = rate.expect("the sample has it").mean;
            format::number(100.0 * rate, decimals).parse::<f64>().expect("it is a number")
        };
        let headline = &result.headline;
        let rates = [headline.miss_rate, headline.miss_rate_twin];
        let [run, twin] = rates.map(|rate| printed(rate, reading::decimals_of_rates(&result)));
        let decimals = reading::decimals_of_difference(&result);
        let difference = printed(headline.miss_rate_difference, decimals);
        // Half a digit of the difference, and a twentieth of each rate.
        let apart = (run - twin - difference).abs() * libm::pow(10.0, decimals as f64);
        assert!(apart <= 0.6 + 1e-9, "{run} less {twin} is not {difference}");
    }
}

#[test]
fn answers_of_odd_results_claim_nothing() {
    let mut unclear = sample::haringey();
    let h = &mut unclear.headline;
    for difference in [&mut h.excess, &mut h.miss_rate_difference] {
        *difference = difference.map(|d| Estimate { half_width: Some(d.mean * 1.5), ..d });
    }
    let mut fewer = sample::haringey();
    let h = &mut fewer.headline;
    for difference in [&mut h.excess, &mut h.miss_rate_difference] {
        *difference = difference.map(|d| Estimate { mean: -d.mean / 2.0, ..d });
    }
    let mut interrupted = sample::without_twin();
    interrupted.replications.finished = 63;
    interrupted.replications.complete = false;
    let cases = [
        ("no publicity", sample::quiet()),
        ("no twin, interrupted", interrupted),
        ("one replication", sample::one_replication()),
        ("nothing", sample::nothing()),
        ("not shown", unclear),
        ("fewer", fewer),
    ];
    let mut all = String::new();
    for (name, result) in cases {
        all.push_str(&format!("== {name}\n{}\n", answer(&result).join("\n")));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn a_narrow_screen_wraps_words_and_keeps_columns() {
    for width in [40, 72, 80] {
        let text = screen(&sample::haringey(), width);
        let prose = text.lines().take_while(|line| !line.starts_with("High-risk children not"));
        assert!(prose.clone().count() > 5);
        assert!(prose.into_iter().all(|line| line.chars().count() <= width));
    }
}

#[test]
fn a_screen_of_almost_nothing_still_says_what_it_is_not_for() {
    let text = screen(&sample::nothing(), 100);
    assert!(
        text.ends_with(
            "About services, not about any child: not to be used to decide on a case.\n"
        )
    );
    assert!(text.contains("The run has nothing to warn of."));
    assert!(!text.contains("NaN") && !text.contains("inf"));
}

#[test]
fn only_the_bold_style_has_control_sequences() {
    let result = sample::haringey();
    assert!(!screen(&result, 100).contains('\u{1b}'));
    let bold = screen_styled(&result, 100, Style::Bold);
    assert_eq!(bold.replace("\u{1b}[1m", "").replace("\u{1b}[0m", ""), screen(&result, 100));
}

#[test]
fn a_year_cut_short_and_a_second_event_are_told_by_name_and_days() {
    let mut result = sample::haringey();
    let after = result
        .periods
        .iter_mut()
        .find(|period| period.id == PeriodId::YearAfter)
        .expect("it has one");
    after.days = 207.0;
    let before =
        result.periods.iter_mut().find(|period| period.id == PeriodId::Before).expect("it has one");
    before.noticed_to = before.from + jiff::Span::new().days(45);
    let mut second = result.publicity[0].clone();
    second.label = "A second case".into();
    result.publicity.push(second);
    let text = answer(&result).join(" ");
    assert!(
        text.contains("in the 207 days after 11 November 2008")
            && text.contains("in the same 207 days"),
        "{text}"
    );
    assert!(text.contains("in the 45 days before it is"), "{text}");
    assert!(!text.contains("year"), "{text}");
    assert!(
        title(&result).contains("Verdict in the Baby Peter case and 1 more, from 11 November 2008"),
        "{}",
        title(&result)
    );
    assert!(frame(&result).contains("A second case (11 November 2008)"), "{}", frame(&result));
}

#[test]
fn rate_and_count_have_one_denominator() {
    let result = sample::haringey();
    let period = result.headline.period;
    let mean = |id: Indicator| {
        result.value(id, period).and_then(|value| value.run).expect("it is there").mean
    };
    let base = reading::base_of_rate(&result, reading::ShownWorld::Run).expect("it is there");
    assert!((base - (mean(Indicator::Noticed) - mean(Indicator::Resolved))).abs() < 1e-9);
    let text = answer(&result).join(" ");
    let shown = format::number(base, 1);
    assert!(
        text.contains(&format!("of the {shown} of them whose risk does not end first")),
        "{text}"
    );
    assert!(
        text.contains("11 November 2008, and whose risk does not end first, 57.2 are"),
        "{text}"
    );
}

#[test]
fn differences_of_too_few_pairs_are_not_shown_in_any_sentence() {
    let mut result = sample::haringey();
    let h = &mut result.headline;
    for difference in [&mut h.excess, &mut h.miss_rate_difference, &mut h.expected_harms_difference]
    {
        *difference = difference.map(|d| Estimate {
            half_width: None,
            limits: crate::stats::Limits::Pairs { unequal: 2, of: 2 },
            replications: 2,
            ..d
        });
    }
    let text = format!("{} {}", answer(&result).join(" "), spoken(&result));
    assert_eq!(
        text.matches("the model does not show").count()
            + text.matches("The model does not show").count(),
        4,
        "{text}"
    );
    assert_eq!(text.matches("2 of 2 pairs of runs differ").count(), 3, "{text}");
    assert!(!text.contains("more children missed") && !text.contains("more harm"), "{text}");
}

/// Whole children may differ by one more than the rates do: then both are said.
#[test]
fn a_difference_that_rounding_made_another_is_said_as_it_was() {
    let said = |run: f64, without: f64| {
        let mut result = sample::haringey();
        let headline = &mut result.headline;
        for (rate, mean) in [
            (&mut headline.miss_rate, run),
            (&mut headline.miss_rate_twin, without),
            (&mut headline.miss_rate_difference, run - without),
        ] {
            let known = rate.expect("the sample has rates");
            *rate = Some(Estimate::even(mean, Some(0.01), known.replications));
        }
        spoken(&result)
    };
    let ends = |text: String, end: &str| assert!(text.ends_with(end), "{text}");
    ends(said(0.766, 0.624), "it would be 62, 15 fewer (14.2 before rounding).");
    ends(said(0.624, 0.766), "it would be 77, 15 more (14.2 before rounding).");
    ends(said(0.770, 0.624), "it would be 62, 15 fewer.");
}

/// A mean beside the end of a range is told from it by its interval alone.
#[test]
fn a_target_whose_interval_holds_an_end_is_named() {
    let mut result = sample::haringey();
    let target = result.targets.iter_mut().find(|target| target.met == Some(true));
    let target = target.expect("the sample meets some");
    let model = target.model.expect("it has a figure");
    target.model = Some(Estimate::even(target.high, model.half_width, model.replications));
    let (measure, period) = (target.measure.clone(), target.period.clone());
    assert!(target.is_near_an_end());
    let text = screen(&result, 80);
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, named) = words.split_once("holds an end of the range: ").expect("it is said");
    assert!(named.contains(&format!("{measure}, {period}")), "{named}");
    target_far(&mut result);
    let text = screen(&result, 80);
    assert!(!text.contains("holds an end"), "{text}");
}

/// All targets in the middle of their ranges.
fn target_far(result: &mut RunResult) {
    for target in &mut result.targets {
        let middle = 0.5 * (target.low + target.high);
        target.model =
            target.model.map(|model| Estimate::even(middle, Some(0.0), model.replications));
    }
}

#[test]
fn what_stands_in_place_of_a_rate_before_the_publicity_is_so() {
    let before = |change: &dyn Fn(&mut crate::results::Period)| {
        let mut result = sample::haringey();
        result.headline.miss_rate_before = None;
        let period = result.periods.iter_mut().find(|period| period.id == PeriodId::Before);
        change(period.expect("the sample has a time before"));
        answer(&result).remove(0)
    };
    assert!(before(&|_| ()).contains("; nobody comes to notice before it"));
    let uncounted = before(&|period| period.noticed_to = period.from);
    assert!(
        uncounted.contains("; before it nobody counts, because the time to protect them"),
        "{uncounted}"
    );
    let none = before(&|period| {
        (period.noticed_to, period.to, period.days) = (period.from, period.from, 0.0);
    });
    assert!(none.contains("; nothing is observed before it"), "{none}");
}

#[test]
fn a_time_that_is_no_year_after_anything_is_called_none() {
    let mut result = sample::haringey();
    result.publicity.clear();
    result.headline.period = PeriodId::Observed;
    let text = answer(&result).join(" ") + &frame(&result);
    assert!(!text.contains("same year"), "{text}");
    assert!(text.contains("against the same time without publicity"), "{text}");
    assert!(text.contains("without any publicity"), "{text}");
}
