//! Shards put together, once each is known to be sound, finished and of one experiment.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use crate::experiment::identity::{self, BUILD, short};
use crate::experiment::journal::{Journal, RecordPlace, begin};
use crate::experiment::record::{Record, RecordShape};
use crate::experiment::runner::Kept;
use crate::experiment::saved::{Owner, Part, Saved};
use crate::model::Setting;
use crate::scenario::Stopping;
use crate::scenario::load::Loaded;

use super::differs::differs;
use super::problem::ShardProblem;
use crate::experiment::twin::Twin;

/// The shards of one experiment: all there, sound and finished.
#[derive(Debug)]
pub struct Shards {
    /// Whose replications they are, as a run's own journal says it.
    pub owner: Owner,
    /// Without where the twin was asked to be left out.
    pub twin: Twin,
    /// The scenario.
    pub loaded: Loaded,
    /// In order of part.
    parts: Vec<Saved>,
    count: u32,
}

impl Shards {
    /// How many shards there are.
    #[must_use]
    pub fn parts(&self) -> usize {
        self.parts.len()
    }

    /// Writes all replications as the journal that a run on one machine leaves.
    ///
    /// # Errors
    /// What either disk says.
    pub fn copy(&self, out: &mut dyn io::Write) -> io::Result<()> {
        begin(&self.owner.line(), out)?;
        // In order of index, part after part in turn: so the file is that of a run on one machine, to the byte.
        let mut found = (0..self.count).filter_map(|index| self.find_entry(index));
        found.try_for_each(|(journal, entry)| journal.copy_one(entry, out))
    }

    fn part(&self, index: u32) -> Option<&Saved> {
        // Part 1 has replication 0, and so on in turn: `Part::holds` deals them out so.
        self.parts.get(index as usize % self.parts.len().max(1))
    }

    fn find_entry(&self, index: u32) -> Option<(&Journal, &RecordPlace)> {
        let saved = self.part(index)?;
        Some((saved.journal(), saved.entry(index)?))
    }
}

impl Kept for Shards {
    fn find(&self, index: u32) -> Option<Record> {
        self.part(index)?.find(index)
    }

    fn keep(&self, _: u32, _: &[u8]) {}

    fn keeps(&self) -> bool {
        false
    }
}

struct Shard {
    file: PathBuf,
    saved: Saved,
    owner: Owner,
    part: Part,
    kind: String,
}

/// Puts the shards in these files together.
///
/// # Errors
/// Everything that keeps them from being one whole experiment.
pub fn gather(files: &[PathBuf]) -> Result<Shards, Vec<ShardProblem>> {
    let mut problems = Vec::new();
    let mut shards = Vec::new();
    let mut unread = BTreeSet::new();
    for file in files {
        match read(file) {
            Ok(shard) => shards.push(shard),
            Err(problem) => {
                unread.extend(file.file_name().map(|name| name.to_string_lossy().into_owned()));
                problems.push(problem);
            }
        }
    }
    // No file could be read: there is nothing to hold the others against.
    let Some(usual) = usual(&shards) else { return Err(problems) };
    let Shard { owner, part, kind, .. } = &shards[usual];
    let Some(loaded) = agreed(owner, *part) else {
        let same = shards.iter().filter(|shard| shard.kind == *kind);
        problems.extend(same.map(|shard| ShardProblem::Contradiction(shard.file.clone())));
        return Err(problems);
    };
    problems.extend(missing(&shards, &unread, *part));
    let shape = RecordShape::of(&Setting::new(&loaded.scenario, &owner.solved), owner.twin);
    let model = Model { owner: owner.clone(), part: *part, kind: kind.clone(), loaded, shape };
    let own = own(shards, &model, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    let parts = own.into_values().map(|shard| shard.saved).collect();
    Ok(Shards {
        // Together they are the journal of a run, and no part.
        owner: Owner { part: None, ..model.owner },
        twin: model.part.twin,
        loaded: model.loaded,
        parts,
        count: model.part.count,
    })
}

/// The experiment that the shards are held against.
struct Model {
    owner: Owner,
    part: Part,
    kind: String,
    loaded: Loaded,
    shape: RecordShape,
}

/// A shard that is there and cannot be used is not missing too.
fn missing(shards: &[Shard], unread: &BTreeSet<String>, part: Part) -> Option<ShardProblem> {
    let there: BTreeSet<u32> = shards
        .iter()
        .filter(|shard| shard.part.of == part.of)
        .map(|shard| shard.part.index)
        .collect();
    let named = |index: u32| unread.contains(&Part { index, ..part }.file_name());
    let missing: Vec<u32> =
        (1..=part.of).filter(|index| !there.contains(index) && !named(*index)).collect();
    (!missing.is_empty()).then_some(ShardProblem::Missing { missing, of: part.of })
}

/// The shards of the experiment by part; every other one, and everything that is wrong with these, is a problem.
fn own(
    shards: Vec<Shard>,
    model: &Model,
    problems: &mut Vec<ShardProblem>,
) -> BTreeMap<u32, Shard> {
    let mut own: BTreeMap<u32, Shard> = BTreeMap::new();
    for mut shard in shards {
        if shard.kind != model.kind {
            let differs = differs((&shard.owner, shard.part), (&model.owner, model.part));
            problems.push(ShardProblem::Foreign { file: shard.file, differs });
        } else if let Some(first) = own.get(&shard.part.index) {
            let (index, first) = (shard.part.index, first.file.clone());
            problems.push(ShardProblem::Doubled { index, first, second: shard.file });
        } else {
            shard.saved = shard.saved.of_shape(model.shape);
            problems.extend(unfinished(&shard));
            own.insert(shard.part.index, shard);
        }
    }
    own
}

fn read(file: &Path) -> Result<Shard, ShardProblem> {
    let saved = Saved::read_only(file).map_err(ShardProblem::Journal)?;
    if let Some(differs) = other_program(&saved) {
        return Err(ShardProblem::Foreign { file: file.to_owned(), differs });
    }
    let no_shard = || ShardProblem::NoShard(file.to_owned());
    let owner = Owner::of(saved.journal()).ok_or_else(no_shard)?;
    let part = owner.part.ok_or_else(no_shard)?;
    if !part.is_sound() {
        return Err(ShardProblem::Contradiction(file.to_owned()));
    }
    let kind = kind(&owner, part);
    Ok(Shard { file: file.to_owned(), saved, owner, part, kind })
}

/// In which way the program that made it is not this one, also where this one cannot read the rest.
fn other_program(saved: &Saved) -> Option<String> {
    let owner: serde_json::Value = serde_json::from_str(saved.journal().owner()).ok()?;
    let (version, build) = (owner.get("version")?.as_str()?, owner.get("build")?.as_str()?);
    if version != env!("CARGO_PKG_VERSION") {
        return Some(format!(
            "made by version {version} of the program; this is {}",
            env!("CARGO_PKG_VERSION")
        ));
    }
    let words = |build: &str| format!("build {}", short(build));
    (build != BUILD).then(|| {
        format!(
            "made by {} of version {version}; this is {}: run it again with one of the two",
            words(build),
            words(BUILD)
        )
    })
}

/// The first of the shards that most others agree with.
fn usual(shards: &[Shard]) -> Option<usize> {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    shards.iter().for_each(|shard| *kinds.entry(&shard.kind).or_default() += 1);
    // The kind of most of them: one stranger among many shards is named as the stranger.
    let most = kinds.values().max()?;
    shards.iter().position(|shard| kinds.get(shard.kind.as_str()) == Some(most))
}

/// What all shards of one experiment say alike, hashed.
fn kind(owner: &Owner, part: Part) -> String {
    // Which part it is must differ, and nothing else may.
    let alike = Owner { part: Some(Part { index: 0, ..part }), ..owner.clone() };
    blake3::hash(alike.line().as_bytes()).to_hex().to_string()
}

/// The scenario, if it is the one that the owner says it is.
fn agreed(owner: &Owner, part: Part) -> Option<Loaded> {
    let loaded = owner.written.load().ok()?;
    let counted = loaded.scenario.replications.stopping == Stopping::Count(part.count);
    let fits = owner.solved.misfit(&loaded.scenario).is_none();
    (counted && fits && identity::key(&loaded.scenario, owner.twin) == owner.key).then_some(loaded)
}

fn unfinished(shard: &Shard) -> Option<ShardProblem> {
    let (saved, part) = (&shard.saved, shard.part);
    let file = shard.file.clone();
    let missing = part.replications().filter(|index| saved.entry(*index).is_none()).count();
    if missing > 0 {
        return Some(ShardProblem::Unfinished { file, missing, size: part.size() });
    }
    // Every record is read once here: what could not be merged is told before merging begins.
    let index = part.replications().find(|index| saved.find(*index).is_none())?;
    Some(ShardProblem::Unreadable { file, index })
}
