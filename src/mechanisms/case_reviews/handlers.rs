//! Case reviews in the model: what is looked into after serious harm, and the simple statistics that nobody collects
//! (model.md, section 8).

use super::counters::{Counted, Wait};
use super::state::{Happening, OfChild};
use crate::measure::Place;
use crate::model::Replication;
use crate::model::by_name::drawn;
use crate::model::chance::Draw;
use crate::model::ids::ChildId;
use crate::model::observation::Observation;
use crate::model::organisation::mechanism::Mechanism;
use crate::time::Days;

/// The number of its draws among those of the organisation.
// The number stays as it is: another one gives other chance.
const DRAW: u64 = 4;

/// All such numbers.
#[cfg(test)]
pub(crate) const DRAWS: &[u64] = &[DRAW];

/// Case reviews at each moment.
pub(crate) struct Handlers;

impl Mechanism for Handlers {
    type Happening = Happening;
    type OfChild = OfChild;

    fn happens(run: &mut Replication<'_>, Happening::Ends(review): Happening) {
        run.review_ends(review);
    }

    fn harmed(run: &mut Replication<'_>, id: ChildId, place: Place) {
        run.review_case(id, place);
    }

    fn end(run: &mut Replication<'_>) {
        run.cut_reviews();
    }
}

impl Replication<'_> {
    /// A child the service knew has come to serious harm: is it reviewed?
    fn review_case(&mut self, id: ChildId, place: Place) {
        let setting = self.setting;
        let Some(reviews) = &setting.scenario.mechanisms.case_reviews else { return };
        let hidden_risk = *self.world.children.hidden_risk(id);
        let mut stream =
            // A child comes to serious harm once and leaves the model, so no number is needed.
            self.chance(Draw::Mechanism { which: DRAW, of: hidden_risk.key, number: 0 });
        if stream.uniform() >= reviews.probability {
            return;
        }
        let facts = &setting.organisation.mechanisms.case_reviews;
        let days = facts.duration.draw(&mut stream);
        let class = &facts.classes[hidden_risk.class.index()];
        // Every band and kind draws from one word by its own name, so that one more leaves the others' draws alone.
        let (age, kind) = (drawn(&class.ages, stream.word()), drawn(&class.kinds, stream.word()));
        let fatal = stream.uniform() < setting.scenario.class(hidden_risk.class).fatal_share;
        let half_year = facts.half_year(self.now());
        let reached = f64::from(self.world.children[id].reached);
        for (what, member, by) in [
            (Counted::Reviews, Some(0), 1.0),
            (Counted::ReviewsStarted, half_year, 1.0),
            (Counted::ReviewsAtPlace, Some(place as usize), 1.0),
            (Counted::ReviewsOfAge, age, 1.0),
            (Counted::ReviewsOfKind, kind, 1.0),
            (Counted::ReviewsFatal, fatal.then_some(0), 1.0),
            (Counted::ReviewOpportunities, Some(0), reached),
        ] {
            // There is no half-year past the horizon, and no age or kind where a class has none.
            if let Some(member) = member {
                self.count(what.into(), member, by);
            }
        }
        let review = self.world.organisation.mechanisms.case_reviews.begin(self.now());
        self.schedule_organisation_event(self.now() + Days(days), Happening::Ends(review).into());
    }

    fn review_ends(&mut self, review: u32) {
        let Some(since) = self.world.organisation.mechanisms.case_reviews.end(review) else {
            return;
        };
        let days = (self.now() - since).0;
        self.observe(Observation::Waited { wait: Wait::Review.into(), since });
        for (what, member, by) in [
            (Counted::ReviewsFinished, Some(0), 1.0),
            (Counted::ReviewDays, Some(0), days),
            (
                Counted::ReviewsEnded,
                self.setting.organisation.mechanisms.case_reviews.half_year(self.now()),
                1.0,
            ),
        ] {
            if let Some(member) = member {
                self.count(what.into(), member, by);
            }
        }
    }

    /// The end of the run: reviews that are open would have taken longer.
    fn cut_reviews(&mut self) {
        for review in 0..self.world.organisation.mechanisms.case_reviews.open.len() {
            if let Some(since) = self.world.organisation.mechanisms.case_reviews.end(review as u32)
            {
                // Open reviews are kept as longer than so far: without them reviews would look short.
                self.observe(Observation::WaitCut { wait: Wait::Review.into(), since });
            }
        }
    }
}
