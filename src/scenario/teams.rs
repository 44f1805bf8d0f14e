//! `[[teams]]`: who does the work (model.md, sections 6 and 7).

use serde::Serialize;

/// One team.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Team {
    /// Its name.
    pub name: String,
    /// Its establishment.
    pub posts: Vec<PostGroup>,
    /// Share of posts vacant and advertised on day 0.
    pub vacant_share: f64,
    /// Share of contracted hours left for casework after leave, training and meetings.
    pub availability: f64,
    /// The most cases a worker is given, weighted.
    pub caseload_cap: f64,
    /// How far above the cap managers go when the queue is long; 1 is not at all.
    pub stretch: f64,
    /// The queue length above which they do.
    pub stretch_when_waiting: u32,
    /// Who is allocated first.
    pub order: Order,
    /// How visits are shortened under pressure; `None` never rushes.
    pub rush: Option<Rush>,
}

impl Team {
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
        let mut groups: Vec<&PostGroup> = self.posts.iter().collect();
        groups.sort_by(|a, b| {
            (a.grade as usize)
                .cmp(&(b.grade as usize))
                .then(a.fte.total_cmp(&b.fte))
                .then(a.experience_days.total_cmp(&b.experience_days))
        });
        groups
    }
}

/// Posts of one grade.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PostGroup {
    /// Grade.
    pub grade: Grade,
    /// How many posts; 8.6 are eight posts and one with 0.6 of their hours, see [`people`].
    pub count: f64,
    /// Experience of those in post on day 0 (days).
    pub experience_days: f64,
    /// Full-time equivalent of each post.
    pub fte: f64,
}

/// What is left of a count beside its whole ones, where it is more than rounding.
fn rest(count: f64) -> Option<f64> {
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
}

/// How direct time shrinks with the queue: `floor + (1 - floor) * 2^(-max(0, queued_weeks - start_weeks) / half_weeks)`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Rush {
    /// Queued weeks of work at which rushing starts.
    pub start_weeks: f64,
    /// Further weeks in which what can be cut halves.
    pub half_weeks: f64,
    /// What is left of a visit when a service is drowning (0..1).
    pub floor: f64,
}

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
