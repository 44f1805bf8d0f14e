//! What is measured of case reviews: the simple statistics that nobody collects.

use super::counters::Counted::{
    ReviewDays, ReviewOpportunities, Reviews, ReviewsAtPlace, ReviewsEnded, ReviewsFatal,
    ReviewsFinished, ReviewsOfAge, ReviewsOfKind, ReviewsStarted,
};
use super::counters::Wait;
use crate::measure::Better::{Lower, Neither};
use crate::measure::{
    self, HalfYear, Indicator, MeasureList, Member, Place, Prices, Rating, Spending, SpentOn,
    measured,
};

/// Their place among the mechanisms in tables.
pub(crate) const ORDER: u8 = 70;

/// The names that they are made of.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Serious harms are reviewed.
    pub on: bool,
    /// Half-years of the observed period.
    pub half_years: Vec<HalfYear>,
    /// Age bands of children reviewed.
    pub ages: Vec<String>,
    /// Kinds of maltreatment.
    pub kinds: Vec<String>,
}

impl Names {
    /// One of everything, in capitals.
    pub(crate) fn placeholders() -> Names {
        let one = |name: &str| vec![name.to_owned()];
        Names { on: true, half_years: vec![HalfYear::ANY], ages: one("AGE"), kinds: one("KIND") }
    }
}

measured! {
    Reviews = "reviews",
    ReviewsStarted = "reviews_started",
    ReviewsFinished = "reviews_finished",
    ReviewsOpen = "reviews_open",
    ReviewDays = "review_days",
    ReviewsFatal = "reviews_fatal",
    ReviewOpportunities = "review_opportunities",
    ReviewsAt = "reviews_at",
    ReviewsOfAge = "reviews_of_age",
    ReviewsOfKind = "reviews_of_kind",
}

/// The member of indicators of waits that is a review.
pub(crate) const REVIEW: Member = Member::Called("review");

/// What is spent on them.
pub(crate) fn spending(
    list: &MeasureList,
    _: &measure::MeasureNames,
    prices: &Prices,
) -> Vec<Spending> {
    let of = vec![(list.one(Reviews), prices.case_review)];
    vec![Spending { on: SpentOn::WhatFollows, name: "case reviews", of }]
}

/// Ratings of a service, to be held against the truth: it gives none.
pub(crate) fn ratings(_: &measure::MeasureNames) -> Vec<Rating> {
    Vec::new()
}

/// Those that are kept week by week: reviews are too few.
pub(crate) const SERIES: &[Measured] = &[];

pub(crate) fn add(list: &mut MeasureList, names: &measure::MeasureNames) {
    let names = &names.mechanisms.case_reviews;
    if !names.on {
        return;
    }
    let all = list.one(Reviews);
    list.add(Measured::Reviews, "Case reviews begun", "reviews", Neither, list.total(&[all]));
    let ended = list.one(ReviewsFinished);
    list.add(
        Measured::ReviewsFinished,
        "Case reviews finished",
        "reviews",
        Neither,
        list.total(&[ended]),
    );
    for (h, half_year) in names.half_years.iter().enumerate() {
        let started = list.total(&[list.at(ReviewsStarted, h)]);
        let label = format!("Case reviews begun, {half_year}");
        list.add(
            Measured::ReviewsStarted.of(Member::Half(*half_year)),
            label,
            "reviews",
            Neither,
            started,
        );
        let finished = list.total(&[list.at(ReviewsEnded, h)]);
        let label = format!("Case reviews finished, {half_year}");
        list.add(
            Measured::ReviewsFinished.of(Member::Half(*half_year)),
            label,
            "reviews",
            Neither,
            finished,
        );
        // Reviews begin with the observed period, so those open are all begun less all finished.
        let open = list.remaining(list.each(ReviewsStarted, 0..=h), list.each(ReviewsEnded, 0..=h));
        let label = format!("Case reviews open at the end of {half_year}");
        list.add(Measured::ReviewsOpen.of(Member::Half(*half_year)), label, "reviews", Lower, open);
    }
    let days = list.ratio(&[list.one(ReviewDays)], &[ended]);
    list.add(Measured::ReviewDays, "How long finished reviews took", "days", Lower, days);
    list.add(
        Indicator::WaitMedian.of(REVIEW),
        "Case review, half take less",
        "days",
        Lower,
        list.quantile(Wait::Review, 0.5),
    );
    list.add(
        Indicator::WaitP90.of(REVIEW),
        "Case review, nine in ten take less",
        "days",
        Lower,
        list.quantile(Wait::Review, 0.9),
    );
    // Reviews begun are the base: whether the child died is known when a review begins.
    let fatal = list.ratio(&[list.one(ReviewsFatal)], &[all]);
    list.add(Measured::ReviewsFatal, "Reviewed children who died", "share", Lower, fatal);
    list.add(
        Measured::ReviewOpportunities,
        "Concerns that reached the service before a reviewed harm",
        "concerns per review",
        Neither,
        list.ratio(&[list.one(ReviewOpportunities)], &[all]),
    );
    for place in Place::ALL {
        // Harm to a child whom the service never knew is not reviewed.
        if place != Place::Unknown {
            let share = list.ratio(&[list.at(ReviewsAtPlace, place as usize)], &[all]);
            let label = format!("Reviewed children who were {}", place.name());
            list.add(Measured::ReviewsAt.at(place), label, "share", Neither, share);
        }
    }
    for (a, age) in names.ages.iter().enumerate() {
        let share = list.ratio(&[list.at(ReviewsOfAge, a)], &[all]);
        list.add(
            Measured::ReviewsOfAge.named(age),
            format!("Reviewed children aged {age}"),
            "share",
            Neither,
            share,
        );
    }
    for (k, kind) in names.kinds.iter().enumerate() {
        let share = list.ratio(&[list.at(ReviewsOfKind, k)], &[all]);
        list.add(
            Measured::ReviewsOfKind.named(kind),
            format!("Reviews of {kind}"),
            "share",
            Neither,
            share,
        );
    }
}
