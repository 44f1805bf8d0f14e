//! Every file that the program writes.

use super::{MADE, table};
use crate::report::plot;

/// What writes them; then file and what it holds.
type Group = (&'static str, &'static [[&'static str; 2]]);

/// The group of a run's figures.
const FIGURES: &str = "Figures of a run, each as .svg and .png";

const FILES: &[Group] = &[
    (
        "Every folder of results",
        &[
            ["manifest.json", "every file with its hash, the build, and the command"],
            [
                ".surge-sim.json",
                "whose results the folder has: the program replaces its own results of the same scenario, asked the same way, and nothing else",
            ],
            [
                "report.html",
                "one page to read and to pass on; it opens from disk and needs no network",
            ],
        ],
    ),
    (
        "A run",
        &[
            ["results.json", "everything, typed, with units and intervals"],
            ["replications.csv", "a row for each replication, world, period and measure"],
            ["weekly.csv", "a row for each week, series, world and statistic"],
            ["replications.journal", "the finished replications, so that a run can go on"],
            ["timing.json", "how long it took: the only file that depends on the machine"],
        ],
    ),
    (
        FIGURES,
        &[
            ["referral-surge", "referrals a week, with and without the publicity"],
            ["misses-by-route", "high-risk children missed a month, by route"],
            ["waiting", "children who wait"],
            ["direct-minutes", "direct time with the child in a visit"],
            ["threshold-and-pressure", "the threshold at triage and the pressure that moves it"],
            ["caseload-and-staff", "cases for each worker, and workers in post"],
            [
                "where-children-ended-up",
                "found in time, missed by which route, or the risk ended first",
            ],
        ],
    ),
    (
        "`compare`",
        &[
            ["comparison.json", "everything, typed"],
            ["comparison.csv", "a row for each side, measure and period"],
            ["missed.csv", "a row for each replication and side"],
            ["differences", "figure: differences by route, with intervals"],
            ["paired-differences", "figure: the difference in each pair of runs"],
            ["misses-side-by-side", "figure: misses a month, a panel for each side"],
            ["pressure-side-by-side", "figure: pressure, a panel for each side"],
            ["unallocated-side-by-side", "figure: cases without a worker, a panel for each side"],
        ],
    ),
    (
        "`sweep`",
        &[
            ["sweep.json", "everything, typed"],
            ["sweep.csv", "a row for each point and measure"],
            ["sweep", "figure: a line with bands, or a heat map"],
        ],
    ),
    (
        "`sensitivity`",
        &[
            ["sensitivity.json", "everything, typed; what `--effects` reads"],
            ["assumptions.csv", "a row for each number: value, range, grade, effect if wrong"],
            ["assumptions.md", "the same to read"],
            ["tornado", "figure: the effect of each number at either end of its range"],
        ],
    ),
    (
        "`--uncertainty`",
        &[
            ["uncertainty.json", "everything, typed"],
            ["draws.csv", "a row for each draw and measure"],
            ["uncertainty", "figure: luck, and not knowing"],
        ],
    ),
    (
        "`optimise`",
        &[
            ["optimum.json", "everything, typed"],
            ["options.csv", "a row for each option"],
            ["options", "figure: what an option costs and what it does"],
        ],
    ),
    (
        "`calibrate`",
        &[
            ["calibration.json", "everything, typed"],
            ["targets.csv", "a row for each target, before and after"],
            ["fitted.toml", "a variant with the values that were fitted"],
            ["fitted", "figure: the values that agree with the targets"],
            ["targets", "figure: the targets, before and after"],
        ],
    ),
    (
        "`story`",
        &[
            ["story.html", "the story as a page"],
            ["story.json", "the same, typed"],
            ["story.csv", "a row for each moment"],
            ["story", "figure: the estimate and the threshold over time"],
        ],
    ),
    (
        "`document`, each as .md and .html",
        &[
            ["model", "the model under the headings of STRESS-DES"],
            ["data", "where the data come from"],
            ["assumptions", "every number with its source, grade and range"],
            ["verification", "the simulation against theory"],
            ["validation", "targets and the skill of forecasts"],
            ["statement", "a draft of what the model may be used for, to be signed or changed"],
            ["pathway", "figure: the pathway of a referral"],
        ],
    ),
    (
        "Others",
        &[
            ["shard-1-of-8.journal", "`shard`: one part of a run, for `merge`"],
            ["workshop.html", "`workshop`: the model in a page"],
            ["estimates.csv", "saved from the workshop: a row for each measure and period"],
            ["NAME.toml", "`new`: a scenario to begin with"],
            ["README.md", "`gallery`: a page with a picture of each scenario"],
        ],
    ),
];

/// Names that files of a command's folder can have, before anything is known of what it finds. Of figures whose names depend
/// on what was asked (a sweep of several measures, a gallery), none is among them.
#[must_use]
pub fn names_of(command: &str) -> Vec<String> {
    let of_it = |what: &str| match command {
        "run" => what == "A run" || what == FIGURES,
        "uncertainty" => what.starts_with("`--uncertainty`"),
        _ => what.split('`').nth(1) == Some(command),
    };
    let groups = FILES.iter().filter(|(what, _)| *what == FILES[0].0 || of_it(what));
    let mut names: Vec<String> = groups
        .flat_map(|group| held(group).into_iter().flat_map(|[name, _]| endings(group.0, name)))
        .collect();
    if command == "gallery" {
        names.push("README.md".to_owned());
    }
    names
}

/// The files of a group: where they are the figures of a run, those of the organisation too.
fn held((what, files): &Group) -> Vec<[&'static str; 2]> {
    let organisation = if *what == FIGURES { plot::of_mechanisms() } else { Vec::new() };
    files.iter().copied().chain(organisation).collect()
}

/// The files that a row stands for: itself, or a figure or paper in each of its forms.
fn endings(what: &str, name: &str) -> Vec<String> {
    let papers = what.contains(".md and .html") && name != "pathway";
    let endings = if papers { ["md", "html"] } else { ["svg", "png"] };
    if name.contains('.') {
        return vec![name.to_owned()];
    }
    endings.map(|ending| format!("{name}.{ending}")).into()
}

/// Every file, by what writes it.
#[must_use]
pub fn files() -> String {
    let mut text = format!(
        "# Files\n\n{MADE} Files of a run go to `plots/` and the scenario's name; `--out` names another folder. They appear all \
         together or not at all. [Tables](tables.md) says what each column holds.\n"
    );
    for group in FILES {
        let what = group.0;
        let rows = held(group)
            .into_iter()
            .map(|[name, holds]| vec![format!("`{name}`"), holds.to_owned()]);
        text.push_str(&format!("\n## {what}\n\n{}", table(&["file", "what it holds"], rows)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::dictionary;

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
