//! The one way in: file or text to [`Scenario`], with every problem at once.

use std::fmt;

use super::Scenario;
use super::check::{Checked, Figures, check};
use super::dated::{self, DatedScenario, DatedScenarios};
use super::defaults::Defaults;
use super::document::{Node, Origin, Sources, TextId, TextKind, TomlTable, TomlValue, parse};
use super::extends::Chain;
use super::files::{EVIDENCE_FILE, Fetch, Fetched, FileProblem, text_of};
use super::overrides::{self, Overrides};
use super::problem::{Problem, Problems};
use super::raw::read_evidence;
use super::switches::Switches;
use super::warning::ScenarioWarning;
use super::written::{Recorder, Written};

/// A sound scenario, and what is strange about it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The scenario; its `base` is set where the file extends another or overrides were given.
    pub scenario: Scenario,
    /// What is legal but strange, as far as the file alone shows.
    pub warnings: Vec<ScenarioWarning>,
    /// Every text it was put together from: what another machine needs to have the same scenario.
    pub written: Written,
}

/// Why there is no scenario.
#[derive(Clone, Debug)]
pub enum LoadError {
    /// The file itself cannot be had.
    File(FileProblem),
    /// Its content, or that of a file it extends, or an override, is wrong.
    Content(Box<Problems>),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LoadError::File(problem) => write!(f, "error: {problem}"),
            LoadError::Content(problems) => problems.fmt(f),
        }
    }
}

impl std::error::Error for LoadError {}

impl LoadError {
    /// The file that is named and not there, by the name it is asked for, where that is what is wrong.
    #[must_use]
    pub fn lacks(&self) -> Option<&str> {
        match self {
            LoadError::File(FileProblem::Missing(name, _)) => Some(name),
            LoadError::File(_) => None,
            LoadError::Content(problems) => {
                problems.list().iter().find_map(|problem| problem.lacks.as_deref())
            }
        }
    }

    /// What is wrong first, on one line: with its place, unless that is an override.
    #[must_use]
    pub fn first(&self) -> String {
        match self {
            LoadError::File(_) => self.to_string(),
            LoadError::Content(problems) => problems.first(),
        }
    }
}

/// Loads a scenario file and what it extends.
#[cfg(feature = "native")]
pub fn load(path: &std::path::Path, overrides: &Overrides) -> Result<Loaded, LoadError> {
    use super::files::disk;
    let file = disk::read(path).map_err(LoadError::File)?;
    load_fetched(file, &disk::fetch, overrides)
}

/// Loads a scenario from text alone: a file that extends another is refused.
pub fn load_str(name: &str, text: &str, overrides: &Overrides) -> Result<Loaded, LoadError> {
    load_with(name, text, &|_, wanted| Err(FileProblem::NoFiles(wanted.to_owned())), overrides)
}

/// Loads a scenario from text, fetching other files by the given function.
pub fn load_with(
    name: &str,
    text: &str,
    fetch: &Fetch<'_>,
    overrides: &Overrides,
) -> Result<Loaded, LoadError> {
    let text = text_of(name, text.as_bytes().to_vec()).map_err(LoadError::File)?;
    load_fetched(Fetched { name: name.to_owned(), text }, fetch, overrides)
}

fn load_fetched(
    file: Fetched,
    fetch: &Fetch<'_>,
    overrides: &Overrides,
) -> Result<Loaded, LoadError> {
    let name = file.name.clone();
    // Noted while they are fetched, for a second reading of the disk could find other texts.
    let recorder = Recorder::new(&file, overrides);
    let fetch = recorder.watching(fetch);
    let mut sources = Sources::default();
    let mut problems = Vec::new();
    let loaded = match Chain::read(file, &fetch, &mut sources) {
        Ok(chain) => assemble(&chain, &fetch, overrides, &mut sources, &mut problems),
        Err(broken) => {
            problems = broken;
            None
        }
    };
    // The watching closure borrows the recorder, which is taken apart below.
    drop(fetch);
    match loaded {
        // A scenario that was made in spite of a problem, such as an override that led nowhere, is made of stand-ins.
        Some((scenario, warnings)) if problems.is_empty() => {
            Ok(Loaded { scenario, warnings, written: recorder.written() })
        }
        _ => Err(LoadError::Content(Box::new(Problems::new(&name, sources, problems)))),
    }
}

/// Root, variants, overrides and defaults laid over one another, and checked.
fn assemble(
    chain: &Chain,
    fetch: &Fetch<'_>,
    overrides: &Overrides,
    sources: &mut Sources,
    problems: &mut Vec<Problem>,
) -> Option<(Scenario, Vec<ScenarioWarning>)> {
    if let Some(problem) = overrides.too_many() {
        problems.push(problem);
        return None;
    }
    // After every file of the chain and before any override: the check tells from the place of a text in `sources` how
    // near a value was written to what was asked for.
    let defaults = Defaults::new(sources);
    let figures = read_figures(chain, fetch, sources, problems);
    let mut root = chain.root().clone();
    // Only the lists whose elements variants and overrides call by name. All other defaults come last, for some depend
    // on what lies above them: a stage's on its kind, those of a block on its being there.
    defaults.give_lists(&mut root);
    let mut base = chain.base(root);
    // A truth is put where its value is written. Put into the base, it would be hidden by a variant that writes the
    // same value.
    let above = overrides.truths_above(&chain.whole(base.clone()), chain.variants());
    overrides.apply_truths(&mut base, sources, problems, |truth| !above.contains(truth));
    let mut whole = chain.whole(base.clone());
    let differs = !chain.variants().is_empty() || overrides.vary();
    if differs {
        refuse_solved_in_variants(chain, problems);
        // The solved numbers were found for the base. The whole differs from it and takes them from there.
        whole.remove("solved");
    }
    // Another belief about the world makes other normal times: what a file brings along is of no use to either.
    if overrides.has_truths() {
        base.remove("solved");
        whole.remove("solved");
    }
    overrides.apply_truths(&mut whole, sources, problems, |truth| above.contains(truth));
    overrides.apply(&mut whole, sources, problems);
    // Before anything stops, so that a name that is no link is told with what is wrong in the file.
    let mut without = Switches::default();
    overrides.switches(&mut without, problems);
    // Both are checked before either stops, so that what is wrong in one does not hide what is wrong in the other.
    let printed = chain.is_printed();
    let check = |tree| check_tree(&defaults, tree, sources, &figures, printed);
    let base = differs.then(|| check(base));
    let arrivals = written_at(&whole, "referrals", "arrivals");
    let scheduled = whole.get("schedule").is_some().then(|| whole.clone());
    let checked = check(whole);
    let base = base.transpose().map_err(|wrong| problems.extend(wrong));
    let (mut scenario, mut warnings) = checked.map_err(|wrong| problems.extend(wrong)).ok()?;
    if chain.own_without_base {
        warnings.push(ScenarioWarning::KeyIdle {
            key: "normal_times".to_owned(),
            because: "the file extends no other".to_owned(),
        });
    }
    scenario.without = scenario.without.and(without);
    if let Some(whole) = scheduled.filter(|_| !scenario.schedule.is_empty()) {
        // After the links are switched off, which they are on every day.
        let check = |tree| check_tree(&defaults, tree, sources, &Figures::default(), printed);
        match in_force(&scenario, whole, &defaults, check) {
            Ok((dated, said)) => {
                scenario.dated = dated;
                // What does nothing at first may do something later.
                warnings.retain(|warning| !warning.of_idleness() || said.contains(warning));
            }
            Err(wrong) => {
                problems.extend(wrong);
                return None;
            }
        }
    }
    scenario.base = base.ok()?.map(|(base, _)| Box::new(base));
    if scenario.base().referrals.arrivals != scenario.referrals.arrivals {
        let message = "a variant keeps the arrivals of its base, as it keeps its normal times; a file with normal_times = \"own\" may change them";
        let mut problem = Problem::new("referrals.arrivals", message);
        if let Some(origin) = arrivals {
            problem = problem.at(origin);
        }
        problems.push(problem);
        return None;
    }
    Some((scenario, warnings))
}

/// The scenarios of a schedule's days, each put together and checked as a file would be, and what all of them warn of.
fn in_force(
    scenario: &Scenario,
    mut whole: TomlTable,
    defaults: &Defaults,
    check: impl Fn(TomlTable) -> Checked,
) -> Result<(DatedScenarios, Vec<ScenarioWarning>), Vec<Problem>> {
    let written = entry_origins(&whole);
    let at = |(entry, problem): (usize, Problem)| match written.get(entry) {
        Some(&origin) => problem.at(origin),
        None => problem,
    };
    // What is asked of the run as a whole is asked once.
    for key in ["schedule", "targets", "evidence", "figure", "solved"] {
        whole.remove(key);
    }
    let mut complete = whole.clone();
    defaults.complete(&mut complete);
    let steps = dated::steps(&scenario.schedule, &complete, &scenario.time)
        .map_err(|wrong| wrong.into_iter().map(at).collect::<Vec<_>>())?;
    let mut said: Option<Vec<ScenarioWarning>> = None;
    let mut one = |step: &dated::DatedStep,
                   changes: &[dated::ValueInForce],
                   in_twin: bool|
     -> Result<DatedScenario, Vec<Problem>> {
        let mut tree = whole.clone();
        // What is wrong stands in the entry that brings the number.
        let noted = |problem: Problem| {
            let brings = changes.iter().find(|change| change.path == problem.path);
            let entry = brings.or(changes.last()).map_or(0, |change| change.entry);
            let from = scenario.time.date(step.from);
            let message = format!("{} (from {from} on)", problem.message);
            // Not what stands there in the file: the number is that of the day.
            let written = brings.map_or_else(String::new, |change| change.value.clone());
            at((entry, Problem { message, written, ..problem }))
        };
        for change in changes {
            let origin = written.get(change.entry).copied();
            overrides::put_dated(&mut tree, origin, &change.path, &change.value)
                .map_err(|problem| vec![noted(*problem)])?;
        }
        let (mut then, warnings) =
            check(tree).map_err(|problems| problems.into_iter().map(noted).collect::<Vec<_>>())?;
        match &mut said {
            None => said = Some(warnings),
            Some(said) => said.retain(|warning| warnings.contains(warning)),
        }
        then.without = scenario.without;
        Ok(step.scenario(scenario, then, in_twin))
    };
    let mut found = DatedScenarios::default();
    let tied = scenario.schedule.iter().any(|entry| !entry.because_of.is_empty());
    for step in &steps {
        found.run.push(one(step, &step.run, false)?);
        if tied {
            found.twin.push(one(step, &step.twin, true)?);
        }
    }
    Ok((found, said.unwrap_or_default()))
}

/// Where the entries of a schedule are written.
fn entry_origins(tree: &TomlTable) -> Vec<Origin> {
    match tree.get("schedule").map(|node| &node.value) {
        Some(TomlValue::List(items)) => items.iter().map(|item| item.origin).collect(),
        _ => Vec::new(),
    }
}

/// Where a key of a block is written.
fn written_at(tree: &TomlTable, block: &str, key: &str) -> Option<Origin> {
    match &tree.get(block)?.value {
        TomlValue::Table(block) => block.get(key).map(|node| node.origin),
        _ => None,
    }
}

fn check_tree(
    defaults: &Defaults,
    mut tree: TomlTable,
    sources: &Sources,
    figures: &Figures,
    printed: bool,
) -> Checked {
    defaults.complete(&mut tree);
    let origin = Origin { text: TextId(0), start: 0, end: 0 };
    check(&Node { value: TomlValue::Table(tree), origin }, sources, defaults.text, figures, printed)
}

/// What a pilot found belongs to the file it was found for: a variant keeps its base's.
fn refuse_solved_in_variants(chain: &Chain, problems: &mut Vec<Problem>) {
    for solved in chain.variants().iter().filter_map(|(_, variant)| variant.get("solved")) {
        let message = "belongs in a file that extends no other: a variant keeps the solved numbers of its base";
        problems.push(Problem::new("solved", message).at(solved.origin));
    }
}

/// The figures in `evidence.toml` beside each file of the chain, the nearest first.
fn read_figures(
    chain: &Chain,
    fetch: &Fetch<'_>,
    sources: &mut Sources,
    problems: &mut Vec<Problem>,
) -> Figures {
    let mut figures = Figures::default();
    let mut seen: Vec<String> = Vec::new();
    // The nearest first: of two figures with one id the first counts.
    for (file, _) in &chain.files {
        let from = sources.text(*file).name.clone();
        match fetch(&from, EVIDENCE_FILE) {
            // Files of one folder share their figures.
            Ok(file) if seen.contains(&file.name) => {}
            Ok(file) => {
                let text = sources.add(TextKind::File, &file.name, &file.text);
                match parse(sources, text) {
                    Ok(table) => figures.add(&read_evidence(table, text, sources, problems)),
                    Err(broken) => problems.extend(broken),
                }
                seen.push(file.name);
            }
            // A scenario need not cite figures, so their file may be missing. One that cites some says itself that it
            // lacks it.
            Err(FileProblem::Missing(..) | FileProblem::NoFiles(_)) => {}
            Err(problem) => problems.push(Problem::new("", problem.to_string())),
        }
    }
    figures
}
