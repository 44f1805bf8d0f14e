//! Every file that the program writes.

use super::{MADE, table};
use crate::report::plot;

/// The group of a run's figures, which those of the organisation join.
const FIGURES: &str = "Figures of a run, each as .svg and .png";

/// The page that most folders have.
const REPORT: &str = "report.html";
/// Commands whose folders have pages of other names.
const OWN_PAGES: [&str; 3] = ["story", "document", "gallery"];

/// Files of one kind.
struct FileGroup {
    title: &'static str,
    of: Of,
    files: &'static [WrittenFile],
}

/// In whose folder a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    /// Every command's that writes results.
    Every,
    /// This command's.
    Command(&'static str),
    /// Each file has a command of its own.
    Several,
}

/// A row of the list.
#[derive(Clone, Copy)]
struct WrittenFile {
    /// Its name; of a figure or a paper without the ending.
    name: &'static str,
    holds: &'static str,
    endings: &'static [&'static str],
}

const fn file(name: &'static str, holds: &'static str) -> WrittenFile {
    WrittenFile { name, holds, endings: &[] }
}

const fn figure(name: &'static str, holds: &'static str) -> WrittenFile {
    WrittenFile { name, holds, endings: &["svg", "png"] }
}

const fn paper(name: &'static str, holds: &'static str) -> WrittenFile {
    WrittenFile { name, holds, endings: &["md", "html"] }
}

impl WrittenFile {
    /// The files that it stands for: itself, or a figure or paper in each of its forms.
    fn names(self) -> Vec<String> {
        match self.endings {
            [] => vec![self.name.to_owned()],
            endings => endings.iter().map(|ending| format!("{}.{ending}", self.name)).collect(),
        }
    }
}

const FILES: &[FileGroup] = &[
    FileGroup {
        title: "Every folder of results",
        of: Of::Every,
        files: &[
            file(
                "manifest.json",
                "the build, and every file with its hash but `timing.json` and `.surge-sim.json`",
            ),
            file(
                ".surge-sim.json",
                "whose results the folder has, and how they were asked for: the program replaces its own results of the same scenario, asked the same way, and nothing else",
            ),
            file(
                REPORT,
                "one page to read and to pass on; it opens from disk and needs no network (`story`, `document` and `gallery` have pages of other names)",
            ),
        ],
    },
    FileGroup {
        title: "A run",
        of: Of::Command("run"),
        files: &[
            file("results.json", "everything, typed, with units and intervals"),
            file(
                "replications.csv",
                "a row for each replication, world and period; a column for each measure",
            ),
            file(
                "weekly.csv",
                "a row for each week and series; a column for run, twin and each centile",
            ),
            file(
                "replications-long.csv",
                "with `--long-tables`: a row for each replication, world, period and measure",
            ),
            file(
                "weekly-long.csv",
                "with `--long-tables`: a row for each week, series, world and statistic",
            ),
            file(
                "replications.journal",
                "the replications themselves, where they were kept: `compare` reads them and runs nothing again",
            ),
            file("timing.json", "how long it took, and on what machine"),
        ],
    },
    FileGroup {
        title: FIGURES,
        of: Of::Command("run"),
        files: &[
            figure("referral-surge", "referrals a week, with and without publicity"),
            figure("misses-by-route", "high-risk children missed a month, by route"),
            figure("waiting", "children who wait"),
            figure("direct-minutes", "direct time with the child in a visit"),
            figure(
                "threshold-and-pressure",
                "the threshold at triage and the pressure that moves it",
            ),
            figure("caseload-and-staff", "cases for each worker, and workers in post"),
            figure(
                "where-children-ended-up",
                "found in time, missed by which route, or the risk ended first",
            ),
        ],
    },
    FileGroup {
        title: "`compare`",
        of: Of::Command("compare"),
        files: &[
            file("comparison.json", "everything, typed"),
            file("comparison.csv", "a row for each side but the baseline, measure and period"),
            file("missed.csv", "a row for each replication and side"),
            figure("differences", "figure: differences by route, with intervals"),
            figure("paired-differences", "figure: the difference in each pair of runs"),
            figure("misses-side-by-side", "figure: misses a month, a panel for each side"),
            figure("pressure-side-by-side", "figure: pressure, a panel for each side"),
            figure(
                "unallocated-side-by-side",
                "figure: cases without a worker, a panel for each side",
            ),
        ],
    },
    FileGroup {
        title: "`sweep`",
        of: Of::Command("sweep"),
        files: &[
            file("sweep.json", "everything, typed"),
            file("sweep.csv", "a row for each point and measure"),
            figure(
                "sweep",
                "figure of one factor: lines with bands; of two factors each measure has a heat map of its own, `sweep-MEASURE`",
            ),
        ],
    },
    FileGroup {
        title: "`sensitivity`",
        of: Of::Command("sensitivity"),
        files: &[
            file("sensitivity.json", "everything, typed; what `--effects` reads"),
            file(
                "assumptions.csv",
                "a row for each number: value, range, grade, source, effect if wrong",
            ),
            file("assumptions.md", "the same to read"),
            figure("tornado", "figure: the effect of each number at either end of its range"),
        ],
    },
    FileGroup {
        title: "`--uncertainty`",
        of: Of::Command("uncertainty"),
        files: &[
            file("uncertainty.json", "everything, typed"),
            file("draws.csv", "a row for each draw: its values, and every measure"),
            figure("uncertainty", "figure: luck, and not knowing"),
        ],
    },
    FileGroup {
        title: "`optimise`",
        of: Of::Command("optimise"),
        files: &[
            file("optimum.json", "everything, typed"),
            file("options.csv", "a row for each option"),
            figure("options", "figure: what an option costs and what it does"),
        ],
    },
    FileGroup {
        title: "`calibrate`",
        of: Of::Command("calibrate"),
        files: &[
            file("calibration.json", "everything, typed"),
            file("targets.csv", "a row for each target, before and after"),
            file("fitted.toml", "a variant with the values that were fitted"),
            figure("fitted", "figure: the values that agree with the targets"),
            figure("targets", "figure: the targets, before and after"),
        ],
    },
    FileGroup {
        title: "`story`",
        of: Of::Command("story"),
        files: &[
            file("story.html", "the story as a page"),
            file("story.json", "the same, typed"),
            file("story.csv", "a row for each look at the child"),
            figure(
                "story",
                "figure: the estimate and the threshold over time, where anybody looked",
            ),
        ],
    },
    FileGroup {
        title: "`document`, each as .md and .html",
        of: Of::Command("document"),
        files: &[
            paper("model", "the model under the headings of STRESS-DES"),
            paper("data", "where the data come from"),
            paper("assumptions", "every number with its source, grade and range"),
            paper("verification", "the simulation against theory"),
            paper("validation", "targets and the skill of forecasts"),
            paper(
                "statement",
                "a draft of what the model may be used for, to be signed or changed",
            ),
            figure("pathway", "figure: the pathway of a referral"),
        ],
    },
    FileGroup {
        title: "Others",
        of: Of::Several,
        files: &[
            file("shard-1-of-8.journal", "`shard`: one part of a run, for `merge`"),
            file("workshop.html", "`workshop`: the model in a page"),
            file(
                "scenario.toml",
                "saved from the workshop: the scenario with the levers as they stand",
            ),
            file(
                "estimates.csv",
                "saved from the workshop: a row for each period, measure and world, differences among them",
            ),
            file("NAME.toml", "`new`: a scenario to begin with"),
            file("README.md", "`gallery`: a page with a picture of each scenario"),
            file("NAME-FIGURE.png", "`gallery`: the pictures"),
        ],
    },
];

/// Names that files of a command's folder can have, before anything is known of what it finds. Of figures whose names depend
/// on what was asked (a sweep of several measures, a gallery), none is among them.
#[must_use]
pub fn names_of(command: &str) -> Vec<String> {
    let is_of_it = |group: &&FileGroup| match group.of {
        Of::Every => true,
        Of::Command(of) => of == command,
        Of::Several => false,
    };
    let groups = FILES.iter().filter(is_of_it);
    let mut names: Vec<String> =
        groups.flat_map(|group| entries(group).into_iter().flat_map(WrittenFile::names)).collect();
    if OWN_PAGES.contains(&command) {
        names.retain(|name| name != REPORT);
    }
    // Its row stands in the group of several commands, which the filter leaves out.
    if command == "gallery" {
        names.push("README.md".to_owned());
    }
    names
}

/// The files of a group.
fn entries(group: &FileGroup) -> Vec<WrittenFile> {
    let organisation = if group.title == FIGURES { plot::of_mechanisms() } else { Vec::new() };
    let organisation = organisation.into_iter().map(|[name, holds]| figure(name, holds));
    group.files.iter().copied().chain(organisation).collect()
}

/// Every file, by what writes it.
#[must_use]
pub fn files() -> String {
    let mut text = format!(
        "# Files\n\n{MADE} Files of a run go to `plots/` and the scenario's name; `--out` names another folder. They appear all \
         together or not at all. [Tables](tables.md) says what each column holds.\n"
    );
    for group in FILES {
        let title = group.title;
        let row = |one: WrittenFile| vec![format!("`{}`", one.name), one.holds.to_owned()];
        let rows = entries(group).into_iter().map(row);
        text.push_str(&format!("\n## {title}\n\n{}", table(&["file", "what it holds"], rows)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::dictionary;

    #[test]
    fn a_command_claims_no_name_that_it_does_not_write() {
        for command in
            ["run", "compare", "sweep", "sensitivity", "uncertainty", "optimise", "calibrate"]
        {
            assert!(names_of(command).iter().any(|name| name == REPORT), "{command}");
        }
        for command in OWN_PAGES {
            let names = names_of(command);
            assert!(names.len() > 2 && !names.iter().any(|name| name == REPORT), "{names:?}");
        }
    }

    #[test]
    fn every_figure_and_every_table_stands_on_the_page() {
        let page = files();
        let stems = plot::figures().iter().map(|figure| figure.stem);
        let compared = plot::comparison::figures().iter().map(|figure| figure.stem);
        for stem in stems.chain(compared) {
            assert!(page.contains(&format!("| `{stem}` |")), "{stem}");
        }
        for line in dictionary::CSV.lines().skip(1) {
            let (file, _) = line.split_once(',').expect("the file is the first cell");
            assert!(page.contains(&format!("| `{file}` |")), "{file}");
        }
    }
}
