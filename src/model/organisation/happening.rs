//! What will happen to the organisation around the work (model.md, section 8): its own entries of the event list.

/// What will happen to the organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganisationEvent {
    /// A serious harm to a known child becomes public.
    TragedyPublic,
    /// Dated publicity lays blame on the service: its place in the list.
    Blamed(u16),
    /// Publicity that comes by chance lays blame on the service.
    BlamedByChance {
        /// True where the twin lacks it.
        lacking: bool,
    },
    /// An action takes effect.
    ActionBegins(u16),
    /// An action is over.
    ActionEnds(u16),
    /// Something of a mechanism of the list.
    Mechanism(MechanismEvent),
}

/// A kind of event: its place in tables, and what it is called.
type EventKind = (u8, &'static str);

// Each kind has a number, since kinds of mechanisms stand between these in tables.
const OWN: [EventKind; 4] = [
    (10, "tragedy becomes public"),
    (20, "blame falls"),
    (50, "action begins"),
    (50, "action ends"),
];

impl OrganisationEvent {
    /// The place of its kind in [`OrganisationEvent::KINDS`].
    #[must_use]
    pub const fn kind(self) -> usize {
        match self {
            OrganisationEvent::TragedyPublic => 0,
            OrganisationEvent::Blamed(_) | OrganisationEvent::BlamedByChance { .. } => 1,
            OrganisationEvent::ActionBegins(_) => 2,
            OrganisationEvent::ActionEnds(_) => 3,
            OrganisationEvent::Mechanism(what) => what.kind(),
        }
    }
}

macro_rules! of_mechanisms {
    ({ $($mechanism:ident: $Mechanism:ident,)* }) => {
        /// Something of a mechanism.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum MechanismEvent {
            $(
                #[doc = concat!("Of `", stringify!($mechanism), "`.")]
                $Mechanism(crate::mechanisms::$mechanism::state::Happening),
            )*
        }

        $(
            impl From<crate::mechanisms::$mechanism::state::Happening> for OrganisationEvent {
                fn from(own: crate::mechanisms::$mechanism::state::Happening) -> OrganisationEvent {
                    OrganisationEvent::Mechanism(MechanismEvent::$Mechanism(own))
                }
            }
        )*

        struct First { $($mechanism: usize,)* all: usize }

        const FIRST: First = {
            let all = OWN.len();
            $(
                let $mechanism = all;
                let all = all + crate::mechanisms::$mechanism::state::Happening::KINDS.len();
            )*
            First { $($mechanism,)* all }
        };

        impl MechanismEvent {
            const fn kind(self) -> usize {
                match self { $(MechanismEvent::$Mechanism(own) => FIRST.$mechanism + own.kind(),)* }
            }
        }

        impl OrganisationEvent {
            /// The kinds, for counting.
            pub const KINDS: [EventKind; FIRST.all] = {
                let mut kinds = [OWN[0]; FIRST.all];
                let mut place = 0;
                while place < OWN.len() {
                    kinds[place] = OWN[place];
                    place += 1;
                }
                $(
                    let own = crate::mechanisms::$mechanism::state::Happening::KINDS;
                    while place < FIRST.$mechanism + own.len() {
                        kinds[place] = own[place - FIRST.$mechanism];
                        place += 1;
                    }
                )*
                kinds
            };
        }
    };
}
crate::mechanisms::mechanisms! { of_mechanisms! }
