//! The places of children, workers and posts: what the parts of the model call each other by.

/// A child's place in the slab: reused when the child has left the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChildId(pub u32);

/// A worker's place: two per post, the permanent holder's and the agency cover's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WorkerId(pub u32);

/// A post of the establishment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostId(pub u32);

impl WorkerId {
    /// The post whose holder or cover this is.
    #[must_use]
    pub const fn post(self) -> PostId {
        PostId(self.0 / 2)
    }

    /// The place in the list of workers.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl PostId {
    /// The place in the list of posts.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The place of its permanent holder.
    #[must_use]
    pub const fn holder(self) -> WorkerId {
        WorkerId(self.0 * 2)
    }

    /// The place of its agency cover.
    #[must_use]
    pub const fn cover(self) -> WorkerId {
        WorkerId(self.0 * 2 + 1)
    }
}
