//! What the model leaves out, and what its results are not for: said the same way wherever results are read.

/// The sentence that stands under every result.
pub const NOT_FOR: &str =
    "About services, not about any child: not to be used to decide on a case.";

/// One thing the model leaves out, and which way it would push the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Omission {
    /// What is left out.
    pub what: &'static str,
    /// Which way it would push the answer.
    pub pushes: &'static str,
}

/// The list, most consequential first.
pub const LEFT_OUT: [Omission; 7] = [
    Omission {
        what: "No measured effect of workload on error is known: here a short visit shows less and nothing else.",
        pushes: "Tired or hurried workers may also judge worse, so publicity may cost more than shown.",
    },
    Omission {
        what: "Families are referred together; here each child comes alone.",
        pushes: "Work would arrive in clumps: longer queues, in quiet times and in a surge, than shown.",
    },
    Omission {
        what: "Neighbouring boroughs share a surge and the same agency staff.",
        pushes: "Cover would be harder to find in a surge, so waits after publicity are likely to be longer.",
    },
    Omission {
        what: "There is no out-of-hours team: what arrives at night waits for the morning.",
        pushes: "Real urgent cases are seen sooner than here, in quiet times and in a surge.",
    },
    Omission {
        what: "Courts end at an exit: care proceedings take no work and no time here.",
        pushes: "Proceedings take worker hours and rise after publicity, so less time would be left than shown.",
    },
    Omission {
        what: "Workers differ by experience alone, and managers do not oversee single decisions.",
        pushes: "Supervision would correct some misjudgements, in run and twin alike; its loss in a surge is not shown.",
    },
    Omission {
        what: "A referral of a child at lower risk does no harm and no good to the family.",
        pushes: "The cost of needless enquiries is not in the answer; a surge brings more of them.",
    },
];
