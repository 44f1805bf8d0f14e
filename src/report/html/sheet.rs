//! What stands on a page, in its order: the answer, the figures, the numbers, what they rest on, how they were made.

use serde::Serialize;

use super::{Grounds, Name, PageError, ShownFigure, render};
use crate::report::document::Block;
use crate::report::icons::IconArray;
use crate::report::shell::CommandLine;
use crate::results::LeftOut;
use crate::words::warning::WarningInWords;

/// A page.
#[derive(Clone, Debug, Serialize)]
pub struct Sheet {
    /// What it is about.
    pub(super) name: Name,
    /// What kind of page it is, for the tab of a browser.
    pub(super) kind: &'static str,
    /// The question it answers.
    pub(super) question: String,
    /// The answer in one sentence with whole numbers; empty where there is none.
    pub(super) spoken: String,
    /// A hundred children, with the publicity and without.
    pub(super) icons: Vec<IconArray>,
    /// The answer in full.
    pub(super) answer: Vec<String>,
    /// What was run, and how its numbers are to be read.
    pub(super) frame: String,
    /// The figures.
    pub(super) figures: Vec<ShownFigure>,
    /// Why there are no figures; empty where there are.
    pub(super) no_figures: &'static str,
    /// What stands behind the answer.
    pub(super) numbers: Vec<Block>,
    /// What it rests on.
    pub(super) grounds: Grounds,
    /// What the model leaves out.
    pub(super) left_out: Vec<LeftOut>,
    /// What to distrust.
    pub(super) warnings: Vec<WarningInWords>,
    /// How it was made.
    pub(super) method: Vec<String>,
    /// How every number is made again.
    pub(super) again: Again,
}

/// How every number is made again.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Again {
    /// The command for each shell, with the scenario of this page saved as `scenario.toml`.
    pub(super) commands: Vec<CommandLine>,
    /// Other files that the command names: what they are called, and links that hold them.
    pub(super) files: Vec<(String, String)>,
    /// Pairs of what and value.
    pub(super) facts: Vec<(&'static str, String)>,
}

impl Sheet {
    /// The page as HTML.
    ///
    /// # Errors
    /// As [`render`].
    pub fn html(&self) -> Result<String, PageError> {
        render("page.html", self)
    }
}

/// Which program: its version, and the build that tells two of one version apart.
pub(super) fn program(version: &str, build: &str) -> (&'static str, String) {
    (
        "Program",
        // Twelve digits are the length that every message uses for a build.
        format!("surge-sim {version}, build {}", build.chars().take(12).collect::<String>()),
    )
}

/// How runs are made and what their numbers mean, said on every page.
pub(super) const METHOD: [&str; 4] = [
    "This is a discrete-event simulation. Children come to be at risk, are seen, referred, screened, assessed and protected, or \
     not, one event after another, as in the pathway of the scenario below; workers have the hours, the absences and the \
     caseloads that the scenario gives them.",
    "A replication is one way things could have gone. Where there is publicity, each is run twice with the same children and the \
     same luck, once with it and once without: the twin. The difference between the two is what publicity does in the model. The \
     chain that is feared (more referrals, a tighter threshold, less time, missed children, the next tragedy) is not taken for \
     granted: the numbers above say which of its links are shown in this run and which are not.",
    "After ±, or in brackets, stands the 95 % confidence interval of a mean over replications: how well the simulation knows its own mean, not how \
     one real year may turn out. Bands in the figures hold the middle 80 % of replications: what chance does to one \
     service. Neither says how wrong the assumptions may be.",
    "The same scenario, seed and build give the same numbers on any computer and any number of processors.",
];
