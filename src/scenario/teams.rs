//! `[[teams]]`: who does the work.

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
        self.posts.iter().map(|group| group.count as usize).sum()
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
    /// How many posts.
    pub count: u32,
    /// Experience of those in post on day 0 [days].
    pub experience_days: f64,
    /// Full-time equivalent of each post.
    pub fte: f64,
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
    pub const ALL: [Grade; 4] = [Grade::NewlyQualified, Grade::Qualified, Grade::Senior, Grade::Agency];

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
