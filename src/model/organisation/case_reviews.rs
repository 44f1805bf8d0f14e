//! Case reviews: what is looked into after serious harm, and the simple statistics that nobody
//! collects (model.md, section 8).

use crate::measure::Place;
use crate::mechanisms::case_reviews::counters::{Counted, Wait};
use crate::model::by_name::drawn;
use crate::model::chance::Purpose;
use crate::model::child::ChildId;
use crate::model::collector::clone_by_field;
use crate::model::observation::Observation;
use crate::model::setting::Setting;
use crate::model::world::World;
use crate::time::{Days, SimTime};

use super::Happening;

/// Reviews that are open.
#[derive(Debug, Default)]
pub struct CaseReviews {
    open: Vec<Option<SimTime>>,
}

clone_by_field!(CaseReviews { open });

impl CaseReviews {
    /// Before the first day.
    pub fn reset(&mut self) {
        self.open.clear();
    }

    fn begin(&mut self, now: SimTime) -> u32 {
        let place = self.open.iter().position(Option::is_none).unwrap_or_else(|| {
            self.open.push(None);
            self.open.len() - 1
        });
        self.open[place] = Some(now);
        place as u32
    }

    fn end(&mut self, review: u32) -> Option<SimTime> {
        self.open[review as usize].take()
    }
}

impl World {
    /// A child the service knew has come to serious harm: is it reviewed?
    pub(super) fn review_case(&mut self, setting: &Setting<'_>, id: ChildId, place: Place) {
        let Some(reviews) = &setting.scenario.mechanisms.case_reviews else { return };
        let front = *self.children.front(id);
        let mut stream = self.chance(Purpose::Culture, [front.key, 4, 0]);
        if stream.uniform() >= reviews.probability {
            return;
        }
        let days = setting.organisation.review_duration.draw(&mut stream);
        let class = &setting.organisation.classes[front.class.index()];
        let (age, kind) = (drawn(&class.ages, stream.word()), drawn(&class.kinds, stream.word()));
        let fatal = stream.uniform() < setting.scenario.class(front.class).fatal_share;
        let half_year = setting.organisation.half_year(self.now());
        let reached = f64::from(self.children[id].reached);
        for (what, member, by) in [
            (Counted::Reviews, Some(0), 1.0),
            (Counted::ReviewsStarted, half_year, 1.0),
            (Counted::ReviewsAtPlace, Some(place as usize), 1.0),
            (Counted::ReviewsOfAge, age, 1.0),
            (Counted::ReviewsOfKind, kind, 1.0),
            (Counted::ReviewsFatal, fatal.then_some(0), 1.0),
            (Counted::ReviewOpportunities, Some(0), reached),
        ] {
            if let Some(member) = member {
                self.observe(setting, Observation::Organisation { what: what.into(), member, by });
            }
        }
        let review = self.organisation.case_reviews.begin(self.now());
        self.schedule_happening(self.now() + Days(days), Happening::ReviewEnds(review));
    }

    pub(super) fn review_ends(&mut self, setting: &Setting<'_>, review: u32) {
        let Some(since) = self.organisation.case_reviews.end(review) else { return };
        let days = (self.now() - since).0;
        self.observe(setting, Observation::Waited { wait: Wait::Review.into(), since });
        for (what, member, by) in [
            (Counted::ReviewsFinished, Some(0), 1.0),
            (Counted::ReviewDays, Some(0), days),
            (Counted::ReviewsEnded, setting.organisation.half_year(self.now()), 1.0),
        ] {
            if let Some(member) = member {
                self.observe(setting, Observation::Organisation { what: what.into(), member, by });
            }
        }
    }

    /// The end of the run: reviews that are open would have taken longer.
    pub(in crate::model) fn cut_reviews(&mut self, setting: &Setting<'_>) {
        for review in 0..self.organisation.case_reviews.open.len() {
            if let Some(since) = self.organisation.case_reviews.end(review as u32) {
                self.observe(setting, Observation::WaitCut { wait: Wait::Review.into(), since });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_review_that_ended_gives_its_place_to_the_next() {
        let mut reviews = CaseReviews::default();
        let (a, b) =
            (reviews.begin(SimTime::from_days(1.0)), reviews.begin(SimTime::from_days(2.0)));
        assert_eq!(reviews.end(a), Some(SimTime::from_days(1.0)));
        assert_eq!(reviews.begin(SimTime::from_days(3.0)), a);
        assert_eq!(reviews.end(b), Some(SimTime::from_days(2.0)));
        assert_eq!(reviews.end(b), None);
    }
}
