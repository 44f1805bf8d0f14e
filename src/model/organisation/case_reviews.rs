//! Case reviews: what is looked into after serious harm, and the simple statistics that nobody
//! collects (model.md, section 8).

use crate::measure::{Counter, Place, Waits};
use crate::model::by_name::drawn;
use crate::model::chance::Draw;
use crate::model::ids::ChildId;
use crate::model::observation::Observation;
use crate::model::replication::Replication;
use crate::time::Days;

use super::happening::Happening;

impl Replication<'_> {
    /// A child the service knew has come to serious harm: is it reviewed?
    pub(super) fn review_case(&mut self, id: ChildId, place: Place) {
        let setting = self.setting;
        let Some(reviews) = &setting.scenario.case_reviews else { return };
        let front = *self.world.children.front(id);
        let mut stream = self.chance(Draw::Review { child: front.key });
        if stream.uniform() >= reviews.probability {
            return;
        }
        let days = setting.organisation.review_duration.draw(&mut stream);
        let class = &setting.organisation.classes[front.class.index()];
        let (age, kind) = (drawn(&class.ages, stream.word()), drawn(&class.kinds, stream.word()));
        let fatal = stream.uniform() < setting.scenario.class(front.class).fatal_share;
        let half_year = setting.organisation.half_year(self.now());
        let reached = f64::from(self.world.children[id].reached);
        for (what, member, by) in [
            (Counter::Reviews, Some(0), 1.0),
            (Counter::ReviewsStarted, half_year, 1.0),
            (Counter::ReviewsAtPlace, Some(place as usize), 1.0),
            (Counter::ReviewsOfAge, age, 1.0),
            (Counter::ReviewsOfKind, kind, 1.0),
            (Counter::ReviewsFatal, fatal.then_some(0), 1.0),
            (Counter::ReviewOpportunities, Some(0), reached),
        ] {
            if let Some(member) = member {
                self.count(what, member, by);
            }
        }
        let review = self.world.organisation.case_reviews.begin(self.now());
        self.schedule_happening(self.now() + Days(days), Happening::ReviewEnds(review));
    }

    pub(super) fn review_ends(&mut self, review: u32) {
        let Some(since) = self.world.organisation.case_reviews.end(review) else { return };
        let days = (self.now() - since).0;
        self.observe(Observation::Waited { wait: Waits::Review, since });
        for (what, member, by) in [
            (Counter::ReviewsFinished, Some(0), 1.0),
            (Counter::ReviewDays, Some(0), days),
            (Counter::ReviewsEnded, self.setting.organisation.half_year(self.now()), 1.0),
        ] {
            if let Some(member) = member {
                self.count(what, member, by);
            }
        }
    }

    /// The end of the run: reviews that are open would have taken longer.
    pub(in crate::model) fn cut_reviews(&mut self) {
        for review in 0..self.world.organisation.case_reviews.open.len() {
            if let Some(since) = self.world.organisation.case_reviews.end(review as u32) {
                self.observe(Observation::WaitCut { wait: Waits::Review, since });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::organisation::tests::{counted, fixed, odd};
    use crate::scenario::CaseReviews;

    #[test]
    fn reviews_are_of_known_children_and_take_their_days() {
        let mut scenario = odd(&[]);
        scenario.case_reviews = Some(CaseReviews { probability: 1.0, duration_days: fixed(40.0) });
        let halves = scenario.names().organisation.half_years.len();
        assert_eq!(halves, 3, "June 2021 to March 2022");
        let [harms, reviews, by_half, at, finished, days] = counted(
            &scenario,
            6,
            &[
                (Counter::Harms, 7),
                (Counter::Reviews, 1),
                (Counter::ReviewsStarted, halves),
                (Counter::ReviewsAtPlace, 8),
                (Counter::ReviewsFinished, 1),
                (Counter::ReviewDays, 1),
            ],
        )[..] else {
            unreachable!("six counters")
        };
        assert!(harms > 50.0);
        assert_eq!([reviews, by_half, at], [harms; 3]);
        assert!((days - 40.0 * finished).abs() < 1e-6 && finished < reviews);
    }
}
