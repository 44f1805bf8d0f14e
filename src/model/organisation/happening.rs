//! What will happen to the organisation around the work (model.md, section 8): its own entries of the event list.

/// What will happen to the organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// A serious harm to a known child becomes public.
    TragedyPublic,
    /// Dated publicity lays blame on the service: its place in the list.
    Blamed(u16),
    /// A case review is finished: its place among those open.
    ReviewEnds(u32),
    /// An inspection: its place in the list.
    Inspected(u16),
    /// An action takes effect.
    ActionBegins(u16),
    /// An action is over.
    ActionEnds(u16),
    /// Staff begin work in prevention.
    PreventionBegins,
    /// The front line gives its staff to prevention.
    PreventionTakesStaff,
}

impl Happening {
    /// The kinds, for counting.
    pub const KINDS: [&'static str; 8] = [
        "tragedy becomes public",
        "blame falls",
        "case review ends",
        "inspection",
        "action begins",
        "action ends",
        "prevention begins",
        "prevention takes staff",
    ];

    /// The place of its kind in [`Happening::KINDS`].
    #[must_use]
    pub const fn kind(self) -> usize {
        match self {
            Happening::TragedyPublic => 0,
            Happening::Blamed(_) => 1,
            Happening::ReviewEnds(_) => 2,
            Happening::Inspected(_) => 3,
            Happening::ActionBegins(_) => 4,
            Happening::ActionEnds(_) => 5,
            Happening::PreventionBegins => 6,
            Happening::PreventionTakesStaff => 7,
        }
    }
}
