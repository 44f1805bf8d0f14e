//! Case reviews: the simple statistics that nobody collects.

use super::Better::{Lower, Neither};
use super::list::List;
use crate::measure::Counter::{
    ReviewDays, ReviewOpportunities, Reviews, ReviewsAtPlace, ReviewsEnded, ReviewsFatal,
    ReviewsFinished, ReviewsOfAge, ReviewsOfKind, ReviewsStarted,
};
use crate::measure::{Indicator, Member, Organisation, Place, Waits};

pub(super) fn add(list: &mut List, organisation: &Organisation) {
    if !organisation.case_reviews {
        return;
    }
    let all = list.one(Reviews);
    list.add(Indicator::Reviews, "Case reviews begun", "reviews", Neither, list.total(&[all]));
    let ended = list.one(ReviewsFinished);
    list.add(
        Indicator::ReviewsFinished,
        "Case reviews finished",
        "reviews",
        Neither,
        list.total(&[ended]),
    );
    for (h, half_year) in organisation.half_years.iter().enumerate() {
        let started = list.total(&[list.at(ReviewsStarted, h)]);
        let label = format!("Case reviews begun, {half_year}");
        list.add(
            Indicator::ReviewsStarted.of(Member::Half(*half_year)),
            label,
            "reviews",
            Neither,
            started,
        );
        let finished = list.total(&[list.at(ReviewsEnded, h)]);
        let label = format!("Case reviews finished, {half_year}");
        list.add(
            Indicator::ReviewsFinished.of(Member::Half(*half_year)),
            label,
            "reviews",
            Neither,
            finished,
        );
        // Reviews begin with the observed period, so those open are all begun less all finished.
        let begun = list.each(ReviewsStarted, 0..=h).into_iter().map(|place| (place, 1.0));
        let done = list.each(ReviewsEnded, 0..=h).into_iter().map(|place| (place, -1.0));
        let open = list.weighted(begun.chain(done).collect());
        let label = format!("Case reviews open at the end of {half_year}");
        list.add(
            Indicator::ReviewsOpen.of(Member::Half(*half_year)),
            label,
            "reviews",
            Lower,
            open,
        );
    }
    let days = list.ratio(&[list.one(ReviewDays)], &[ended]);
    list.add(Indicator::ReviewDays, "How long finished reviews took", "days", Lower, days);
    list.add(
        Indicator::WaitMedian.of(Member::Review),
        "Case review, half take less",
        "days",
        Lower,
        list.quantile(Waits::Review, 0.5),
    );
    list.add(
        Indicator::WaitP90.of(Member::Review),
        "Case review, nine in ten take less",
        "days",
        Lower,
        list.quantile(Waits::Review, 0.9),
    );
    let fatal = list.ratio(&[list.one(ReviewsFatal)], &[all]);
    list.add(Indicator::ReviewsFatal, "Reviewed children who died", "share", Lower, fatal);
    list.add(
        Indicator::ReviewOpportunities,
        "Concerns that reached the service before a reviewed harm",
        "concerns per review",
        Neither,
        list.ratio(&[list.one(ReviewOpportunities)], &[all]),
    );
    for place in Place::ALL {
        if place != Place::Unknown {
            let share = list.ratio(&[list.at(ReviewsAtPlace, place as usize)], &[all]);
            let label = format!("Reviewed children who were {}", place.name());
            list.add(Indicator::ReviewsAt.at(place), label, "share", Neither, share);
        }
    }
    for (a, age) in organisation.ages.iter().enumerate() {
        let share = list.ratio(&[list.at(ReviewsOfAge, a)], &[all]);
        list.add(
            Indicator::ReviewsOfAge.named(age),
            format!("Reviewed children aged {age}"),
            "share",
            Neither,
            share,
        );
    }
    for (k, kind) in organisation.kinds.iter().enumerate() {
        let share = list.ratio(&[list.at(ReviewsOfKind, k)], &[all]);
        list.add(
            Indicator::ReviewsOfKind.named(kind),
            format!("Reviews of {kind}"),
            "share",
            Neither,
            share,
        );
    }
}
