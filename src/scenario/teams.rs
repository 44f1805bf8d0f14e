//! `[[teams]]`: who does the work (model.md, sections 6 and 7).

use super::check::limits::{
    DAYS, FACTOR, MOST_COUNTED, PEOPLE, SHARE, SHARE_ABOVE_0, SOME_WEEKS, WEEKS, from_to,
};
use super::declare::block;
use super::kinds::{Count, Entries, MayBeIdle, Number, OneOf, People, TableOrNone, Words};
use serde::Serialize;

block! {
    /// One team.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Team read as RawTeam, used "model::staff" {
        name: String = Words() {
            what: "The team's name",
        }
        posts: Vec<PostGroup> = Entries("a list such as [ { grade = \"qualified\", count = 5 } ]") {
            what: "Its posts",
        }
        vacant_share: f64 = Number(SHARE) {
            what: "Share of its posts vacant on day 0",
            unit: "share",
            default: 0.0,
        }
        availability: f64 = Number(SHARE_ABOVE_0) {
            what: "Share of contracted hours left for casework after leave, training and meetings",
            unit: "share",
            default: 0.65,
            dated: true,
            used: "model::work",
        }
        caseload_cap: f64 = Number(from_to(1.0, 1000.0)) {
            what: "Cases a full-time worker holds before others must wait; a part-time one in proportion",
            unit: "cases",
            default: 15,
            needs: ["@serves"],
            dated: true,
            used: "model::allocation",
        }
        /// 1 is not at all.
        stretch: f64 = Number(from_to(1.0, 100.0)) {
            what: "How many times the cap workers hold when many wait",
            default: 2.0,
            needs: ["@serves"],
            dated: true,
            used: "model::allocation",
        }
        stretch_when_waiting: u32 = Count(0, MOST_COUNTED) {
            what: "Cases waiting above which the cap is stretched",
            unit: "cases",
            default: 20,
            needs: ["@serves", ".stretch > 1"],
            dated: true,
            used: "model::allocation",
        }
        order: Order = OneOf(ORDERS) {
            what: "Which case is allocated first",
            default: "band",
            needs: ["@serves"],
            used: "model::allocation",
        }
        rush: Option<Rush> = TableOrNone() {
            what: "How direct time is cut when work queues, or \"none\"",
            used: "model::work",
        }
        overtime: Option<Overtime> = TableOrNone() {
            what: "Hours beyond contract that its workers put in when work queues, or \"none\"",
            used: "model::overtime",
        }
    }
}

impl Team {
    /// True where its recording thins when work queues.
    #[must_use]
    pub fn thins_recording(&self) -> bool {
        self.rush.is_some_and(|rush| rush.recording_floor < 1.0)
    }

    /// Posts in the establishment.
    #[must_use]
    pub fn post_count(&self) -> usize {
        self.posts.iter().map(|group| heads(group.count)).sum()
    }

    /// Its establishment (full-time equivalent).
    #[must_use]
    pub fn fte(&self) -> f64 {
        self.posts_in_order().into_iter().map(|group| group.count * group.fte).sum()
    }

    /// The groups of posts by grade, then full-time equivalent, then experience: the order in which posts are made and
    /// counted, so that the order in which a file lists them changes no number.
    #[must_use]
    pub fn posts_in_order(&self) -> Vec<&PostGroup> {
        self.groups_in_order().into_iter().map(|(_, group)| group).collect()
    }

    /// The same, each with its place in the list as written.
    #[must_use]
    pub fn groups_in_order(&self) -> Vec<(usize, &PostGroup)> {
        let mut groups: Vec<(usize, &PostGroup)> = self.posts.iter().enumerate().collect();
        groups.sort_by(|(_, a), (_, b)| {
            (a.grade as usize)
                .cmp(&(b.grade as usize))
                .then(a.fte.total_cmp(&b.fte))
                .then(a.experience_days.total_cmp(&b.experience_days))
        });
        groups
    }
}

block! {
    /// Posts of one grade.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct PostGroup read as RawPosts, used "model::staff" {
        grade: Grade = OneOf(GRADES) {
            what: "Grade of these posts, by which they are paid; in all else those of agency posts are permanent staff",
            default: "qualified",
            needs: [".count > 0"],
        }
        /// See [`people`].
        count: f64 = People(PEOPLE) {
            what: "How many; 8.6 are eight posts and one with 0.6 of their hours",
            unit: "posts",
            dated: true,
        }
        experience_days: f64 = Number(DAYS) {
            what: "Experience of those in post on day 0",
            unit: "days",
            default: 1200,
            needs: [".count > 0", "judgement.skill_new != 1"],
        }
        fte: f64 = Number(from_to(0.001, 1.5)) {
            what: "Hours of each, of a full-time worker's",
            default: 1.0,
            needs: [".count > 0"],
            evidence: factor,
        }
    }
}

/// What is left of a count beside its whole ones, where it is more than rounding.
fn rest(count: f64) -> Option<f64> {
    // To a millionth, so that 8.6 less 8 is 0.6 and not 0.5999999999999996.
    let rest = libm::round((count - libm::floor(count)) * 1e6) / 1e6;
    Some(rest).filter(|&rest| rest > 0.0)
}

/// A count of posts or people that need not be whole: the share of full hours of each. 8.6 are eight times 1, and 0.6.
pub fn people(count: f64) -> impl Iterator<Item = f64> {
    std::iter::repeat_n(1.0, libm::floor(count) as usize).chain(rest(count))
}

/// How many posts or people such a count is: 9 for 8.6.
#[must_use]
pub fn heads(count: f64) -> usize {
    libm::floor(count) as usize + usize::from(rest(count).is_some())
}

/// A worker's grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// In the first year of practice.
    NewlyQualified,
    /// Qualified.
    Qualified,
    /// Senior.
    Senior,
    /// From an agency.
    Agency,
}

impl Grade {
    /// All, in the order of tables.
    pub const ALL: [Grade; 4] =
        [Grade::NewlyQualified, Grade::Qualified, Grade::Senior, Grade::Agency];

    /// The name in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Grade::NewlyQualified => "newly_qualified",
            Grade::Qualified => "qualified",
            Grade::Senior => "senior",
            Grade::Agency => "agency",
        }
    }
}

/// Who comes first in a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// First come, first served.
    Fifo,
    /// Highest estimate first.
    Risk,
    /// Urgent stages and estimates above the urgent threshold first, then by date of entry.
    Band,
    /// The risk class of the highest mean severity first, whatever anybody knows of it; within a class as they come.
    Class,
}

block! {
    /// How direct time shrinks with the queue: `floor + (1 - floor) * 2^(-max(0, queued_weeks - start_weeks) / half_weeks)`, and
    /// recording likewise, with a floor and a start of its own.
    #[derive(Clone, Copy, Debug, PartialEq, Serialize)]
    pub struct Rush read as RawRush, used "model::work" {
        start_weeks: f64 = Number(WEEKS) {
            what: "Weeks of queued work at which it begins",
            unit: "weeks",
            default: 0.8,
            dated: true,
        }
        half_weeks: f64 = Number(SOME_WEEKS) {
            what: "Further weeks in which direct time would halve",
            unit: "weeks",
            default: 1.0,
            needs: [".floor < 1 or .recording_floor < 1"],
            dated: true,
        }
        floor: f64 = Number(SHARE) {
            what: "The least share of the planned direct time",
            unit: "share",
            default: 0.2,
            dated: true,
        }
        /// 1 is that nothing is left unwritten.
        recording_floor: f64 = Number(SHARE) {
            what: "The least share of the recording of a visit; what is left unwritten is lost when the case changes hands or comes back",
            unit: "share",
            default: 1.0,
            needs: ["@serves"],
            evidence: factor,
        }
        /// It goes on to halve in `half_weeks`, as direct time does.
        recording_start_weeks: f64 = Number(WEEKS) {
            what: "Weeks of queued work at which recording begins to thin; services let it thin before they cut direct time",
            unit: "weeks",
            default: 0.5,
            needs: [".recording_floor < 1"],
        }
    }
}

/// The default of `recording_start_weeks`.
const RECORDING_START_WEEKS: f64 = 0.5;

impl MayBeIdle for Rush {
    const OFF_BY_DEFAULT: bool = false;

    fn is_idle(&self, key: &str) -> bool {
        let start = self.recording_start_weeks.total_cmp(&RECORDING_START_WEEKS);
        // A start that somebody has written is theirs, although it does nothing.
        self.recording_floor >= 1.0 && start.is_eq() && key.starts_with("recording_")
    }
}

block! {
    /// How much longer a worker works with the queue: `share * (1 - 2^(-max(0, queued_weeks - onset_weeks) / half_weeks))`.
    #[derive(Clone, Copy, Debug, PartialEq, Serialize)]
    pub struct Overtime read as RawOvertime, used "model::overtime" {
        share: f64 = Number(SHARE) {
            what: "The most overtime, as a share of contracted hours",
            unit: "share",
            default: 0.0,
        }
        onset_weeks: f64 = Number(WEEKS) {
            what: "Weeks of queued work at which it begins",
            unit: "weeks",
            default: 0.3,
            needs: [".share > 0"],
        }
        half_weeks: f64 = Number(SOME_WEEKS) {
            what: "Further weeks of queued work in which half of the most is reached",
            unit: "weeks",
            default: 0.5,
            needs: [".share > 0"],
        }
        /// Of a mean of 0.1 over eight weeks a price of 2 makes both likelier by a fifth.
        price: f64 = Number(FACTOR) {
            what: "How much likelier sickness and leaving become for each share of overtime, on average over eight weeks",
            default: 0.0,
            needs: [".share > 0", "staffing.sickness.per_year > 0 or staffing.leaving.per_year > 0"],
        }
    }
}

impl MayBeIdle for Overtime {
    const OFF_BY_DEFAULT: bool = true;

    fn is_off(&self) -> bool {
        self.share <= 0.0
    }
}

/// The grades by their names in files.
pub(crate) const GRADES: &[(&str, Grade)] = &[
    ("newly_qualified", Grade::NewlyQualified),
    ("qualified", Grade::Qualified),
    ("senior", Grade::Senior),
    ("agency", Grade::Agency),
];
const ORDERS: &[(&str, Order)] =
    &[("fifo", Order::Fifo), ("risk", Order::Risk), ("band", Order::Band), ("class", Order::Class)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_its_whole_ones_and_one_with_the_rest_of_the_hours() {
        let of = |count: f64| people(count).collect::<Vec<f64>>();
        assert_eq!(of(3.0), [1.0; 3]);
        assert_eq!(of(2.5), [1.0, 1.0, 0.5]);
        assert_eq!((of(8.6).len(), of(8.6)[8]), (9, 0.6), "0.6, and not 0.5999999999999996");
        assert_eq!((of(0.3), of(0.0)), (vec![0.3], Vec::new()));
        for count in [0.0, 0.3, 1.0, 2.5, 8.6, 2.999_999_9] {
            assert_eq!(heads(count), people(count).count(), "{count}");
        }
    }
}
