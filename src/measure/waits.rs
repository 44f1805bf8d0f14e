//! What is kept as a distribution.

/// What is kept as a distribution. Waits in days by date of entry, those still waiting at the horizon as "longer than so far".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// From referral to the end of screening (days).
    Screening,
    /// From entry to allocation, by team (days).
    Allocation(usize),
    /// From entry to decision, by stage (plans: one spell) (days).
    Stage(usize),
    /// Direct minutes of a visit, by stage.
    DirectMinutes(usize),
    /// Whole plans, extensions included, by stage (days).
    PlanLength(usize),
    /// From coming to notice to a protective stage, high-risk children (days).
    Protection,
    /// One of a mechanism.
    Mechanism(MechanismWait),
}

macro_rules! of_mechanisms {
    ({ $($mechanism:ident: $Mechanism:ident,)* }) => {
        /// A distribution of a mechanism.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum MechanismWait {
            $(
                #[doc = concat!("One of `", stringify!($mechanism), "`.")]
                $Mechanism(crate::mechanisms::$mechanism::counters::Wait),
            )*
        }

        $(
            impl From<crate::mechanisms::$mechanism::counters::Wait> for Waits {
                fn from(own: crate::mechanisms::$mechanism::counters::Wait) -> Waits {
                    Waits::Mechanism(MechanismWait::$Mechanism(own))
                }
            }
        )*

        struct FirstWait { $($mechanism: usize,)* all: usize }

        const FIRST: FirstWait = {
            // The distributions of each mechanism begin where those of the one before end.
            let all = 0;
            $(
                let $mechanism = all;
                let all = all + crate::mechanisms::$mechanism::counters::Wait::ALL.len();
            )*
            FirstWait { $($mechanism,)* all }
        };

        impl MechanismWait {
            /// Its place among those of all mechanisms.
            #[must_use]
            pub const fn index(self) -> usize {
                match self { $(MechanismWait::$Mechanism(own) => FIRST.$mechanism + own.index(),)* }
            }
        }

        impl Waits {
            /// How many distributions mechanisms have.
            pub const OF_MECHANISMS: usize = FIRST.all;

            /// Those of mechanisms, and what each is of, in words.
            pub(super) fn of_mechanisms() -> Vec<(Waits, &'static str)> {
                let mut all = Vec::new();
                $(
                    let own = crate::mechanisms::$mechanism::counters::Wait::ALL;
                    all.extend(own.iter().map(|&wait| (wait.into(), wait.words())));
                )*
                all
            }
        }
    };
}
crate::mechanisms::mechanisms! { of_mechanisms! }

/// The distributions of a mechanism: of each, in words, what it is of.
macro_rules! waits {
    ($($(#[doc = $doc:literal])* $name:ident),* $(,)?) => {
        /// What is kept as a distribution.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Wait { $($(#[doc = $doc])* $name),* }

        impl Wait {
            pub(crate) const ALL: &[Wait] = &[$(Wait::$name),*];

            pub(crate) const fn index(self) -> usize {
                // A mechanism without distributions has an enum without variants, which cannot be cast as a whole.
                match self { $(Wait::$name => Wait::$name as usize),* }
            }

            pub(crate) fn words(self) -> &'static str {
                match self { $(Wait::$name => concat!($($doc),*).trim()),* }
            }
        }
    };
}
pub(crate) use waits;
