//! What every experiment of many points needs: the scenario, its kept pilots and points, a place for the results, and an
//! estimate of the time before it is spent.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use crate::cli::{MachineArgs, StudyArgs};
use crate::error::Error;
use crate::experiment::comparison::other_days;
use crate::experiment::points::journalled::JournalledPoints;
use crate::experiment::points::{KeptPoints, Lab, NoPointsKept, Question, Remembered, Stop};
use crate::experiment::runner::run_rounds;
use crate::measure::{Catalogue, Measure, Member};
use crate::model::Setting;
use crate::report::files::{self, ResultsFolder};
use crate::report::html::study::AboutStudy;
use crate::results::Warning;
use crate::results::studies::AskedMeasure;
use crate::scenario::load::Loaded;
use crate::scenario::{Overrides, Stopping};

use super::place::{self, Inputs};
use super::progress::ReplicationProgress;
use super::store::Cache;
use super::words::duration;
use super::{again, forecast, interrupt, loaded, note, shelf, threads, warned};
use crate::experiment::Twin;

/// An experiment of many points being prepared or run.
pub struct StudyRun {
    /// Its file.
    file: PathBuf,
    /// The scenario as the options change it.
    pub loaded: Loaded,
    /// Where the results go.
    pub place: ResultsFolder,
    /// Replications of every point.
    pub replications: u32,
    /// The progress bar.
    pub bar: ReplicationProgress,
    /// When it began.
    pub begun: Instant,
    cache: Cache,
    kept: Option<JournalledPoints>,
    interrupted: &'static AtomicBool,
    machine: MachineArgs,
}

impl StudyRun {
    /// Reads the scenario and makes sure that the results have a place to go. `kind` is the command's name.
    ///
    /// # Errors
    /// A scenario that cannot be used, a folder whose files would be lost, kept points that are damaged.
    pub fn open(args: &StudyArgs, kind: &'static str, what: &str) -> Result<StudyRun, Error> {
        let begun = Instant::now();
        let loaded = loaded(&args.file, &args.changes)?;
        threads::begin(args.machine.threads, threads::parts(&loaded.scenario));
        let folder = folder(args, kind, what, &loaded);
        let place =
            place::open(&folder, args.force, kind, Inputs::none().scenario(&args.file, &loaded))?;
        // One journal for a command and a scenario: the keys of the points tell questions and twins apart.
        let owner =
            format!("{kind} {}", crate::experiment::identity::key(&loaded.scenario, Twin::With));
        let kept = shelf::points(&owner, args.machine.fresh)?;
        let replications = match &loaded.scenario.replications.stopping {
            Stopping::Count(count) => *count,
            // Points must have the same replications to be compared: the rule's least number.
            Stopping::Precision(rule) => rule.min,
        };
        Ok(StudyRun {
            file: args.file.clone(),
            bar: ReplicationProgress::new(args.machine.quiet),
            cache: Cache::open(),
            interrupted: interrupt::watch(),
            machine: args.machine.clone(),
            loaded,
            place,
            replications,
            begun,
            kept,
        })
    }

    /// What a run of the scenario with so many replications warns of.
    ///
    /// # Errors
    /// As [`warned::of`].
    pub fn warnings(&self, replications: u32) -> Result<Vec<Warning>, Error> {
        let found = warned::of(&self.loaded, replications, &self.machine, self.interrupted);
        self.bar.end();
        found
    }

    /// Does something with a lab in which every point is asked the same.
    pub fn with_lab<T>(
        &self,
        questions: &[Question],
        twin: Twin,
        planned: u64,
        then: impl FnOnce(&Lab<'_>) -> T,
    ) -> T {
        let pilots = Remembered::over(&self.cache);
        // Points of a large service need its normal times, which take long enough to be shown.
        if forecast::is_large(&self.loaded.scenario) {
            let rounds = self.bar.rounds(&self.loaded.scenario, self.machine.threads);
            // The store remembers what it finds, which is all that is wanted.
            let _ = crate::experiment::pilot::solve(&self.loaded.scenario, &pilots, &rounds);
        }
        let nothing = NoPointsKept;
        let kept: &dyn KeptPoints = self.kept.as_ref().map_or(&nothing, |kept| kept);
        let lab = Lab {
            written: &self.loaded.written,
            questions,
            twin,
            pilots: &pilots,
            kept,
            rounds: &interrupt::rounds(run_rounds(self.machine.threads)),
            threads: self.machine.threads,
            progress: &self.bar,
            planned: u32::try_from(planned).unwrap_or(u32::MAX),
            interrupted: self.interrupted,
        };
        let found = then(&lab);
        self.bar.end();
        if let Some(kept) = &self.kept {
            shelf::say_points(kept);
        }
        found
    }

    /// Runs two replications of a point that is needed anyway and says how long all will take, where that is over a minute.
    /// `anew` where every point has normal times of its own.
    ///
    /// # Errors
    /// As running a point.
    pub fn estimate(
        &self,
        lab: &Lab<'_>,
        first: &Overrides,
        points: usize,
        anew: bool,
    ) -> Result<(), Stop> {
        self.estimate_of(lab, first, points, self.replications..=self.replications, anew)
    }

    /// The same for points of so many replications each, from the fewest to the most.
    ///
    /// # Errors
    /// As running a point.
    pub fn estimate_of(
        &self,
        lab: &Lab<'_>,
        first: &Overrides,
        points: usize,
        replications: RangeInclusive<u32>,
        anew: bool,
    ) -> Result<(), Stop> {
        if anew {
            // Normal times as written are needed anyway; whether a point has others shows in the time it takes.
            lab.point(&Overrides::none(), 0..1)?;
        }
        let most = *replications.end();
        let few = most.min(2);
        let begun = Instant::now();
        lab.point(first, 0..few)?;
        let with_pilot = begun.elapsed();
        // Two more of the same point have their normal times: what the first two took on top was for these.
        let more = most.min(2 * few);
        let begun = Instant::now();
        lab.point(first, few..more)?;
        let each = begun.elapsed().as_secs_f64() / f64::from((more - few).max(1));
        let pilot =
            if anew { (with_pilot.as_secs_f64() - each * f64::from(few)).max(0.0) } else { 0.0 };
        let spent = Spent { pilot, each };
        // Some two counters a question and world, of eight bytes each.
        let bytes = lab.questions.len() as f64 * if lab.twin.is_with() { 32.0 } else { 16.0 };
        if !self.machine.quiet {
            spent.told(points, &replications, bytes).iter().for_each(|words| note(words));
        }
        self.bar.begin();
        Ok(())
    }

    /// The measures of ids, in words, with the period of the headline.
    ///
    /// # Errors
    /// Names the id that is none.
    pub fn asked(&self, ids: &[String]) -> Result<(Vec<Question>, Vec<AskedMeasure>), Error> {
        let scenario = &self.loaded.scenario;
        let questions: Vec<Question> = ids.iter().map(|id| Question::headline(id)).collect();
        let solved = crate::experiment::normal_times::closed_form(scenario);
        let setting = Setting::new(scenario, &solved);
        let mut asked = Vec::new();
        for question in &questions {
            let place = question.formula(&setting).and_then(|_| question.when.place(&setting));
            let period = place.map_err(|why| Error::Request(format!("--measure: {why}")))?;
            asked.push(of_measure(
                &setting.catalogue,
                &question.id,
                &setting.periods[period].label,
            ));
        }
        Ok((questions, asked))
    }

    /// What its page says besides what it found; `kind` are the words of its command.
    pub fn about(&self, kind: &str, warnings: &[Warning]) -> AboutStudy {
        AboutStudy { warnings: warnings.to_vec(), ..again::about(&self.loaded, &self.file, kind) }
    }

    /// Why it stopped, as the program says it.
    pub fn stopped(&self, stop: Stop) -> Error {
        self.bar.end();
        match stop {
            Stop::Scenario(error) => Error::Scenario(error),
            Stop::Question(why) => Error::Request(why),
            Stop::Interrupted if self.kept.is_some() => Error::Interrupted(
                "nothing is written yet; what was finished is kept, and the same command goes on from there".to_owned(),
            ),
            Stop::Interrupted => Error::Interrupted("nothing is written".to_owned()),
        }
    }

    /// The last line: how long it took and where the files are.
    pub fn last_line(&self, written: &files::WrittenFiles) -> String {
        place::told(written);
        let took = duration(self.begun.elapsed().as_secs_f64());
        format!("{took}, {} files in {}", written.files.len(), written.folder.display())
    }
}

/// Seconds that a point takes: for its normal times, and for each of its replications.
struct Spent {
    pilot: f64,
    each: f64,
}

impl Spent {
    /// How long all points take, where that may be over a minute; `bytes` are kept of each replication.
    fn told(
        &self,
        points: usize,
        replications: &RangeInclusive<u32>,
        bytes: f64,
    ) -> Option<String> {
        let (least, most) = (*replications.start(), *replications.end());
        let of = |replications: u32| {
            let (points, replications) = (points as f64, f64::from(replications));
            let seconds = points * (self.pilot + self.each * replications);
            let megabytes = (points * replications * bytes / 1e6).max(1.0);
            (seconds, format!("{megabytes:.0}"))
        };
        let ((fewest, little), (seconds, much)) = (of(least), of(most));
        // Both ends in one form; two that read the same are one.
        let range = |low: String, high: String| {
            if low == high { high } else { format!("{low} to {high}") }
        };
        (seconds > 60.0).then(|| {
            format!(
                "{points} points of {} replications: about {} and {} MB on disk. It can be stopped, and goes on where it was when the same is asked again.",
                range(least.to_string(), most.to_string()),
                range(duration(fewest), duration(seconds)),
                range(little, much)
            )
        })
    }
}

/// Makes sure that a change makes a sound scenario that can be compared with the one written, before any long work.
///
/// # Errors
/// Every problem of it; an answer about other days.
pub fn sound(study: &StudyRun, change: &Overrides) -> Result<(), Error> {
    // From the file itself, so that a problem is said to be in it.
    let overrides = study.loaded.written.overrides.clone().and(change);
    let changed = crate::scenario::load(&study.file, &overrides)?.scenario;
    match other_days(&changed, &study.loaded.scenario) {
        None => Ok(()),
        Some(why) => Err(Error::Request(format!("{}: {why}", change.written().join(", ")))),
    }
}

fn of_measure(catalogue: &Catalogue, id: &str, period: &str) -> AskedMeasure {
    let known: Option<&Measure> = catalogue.written(id);
    let named = |measure: &Measure| match &measure.id.member {
        Some(Member::Named(name)) => measure.label.starts_with(name.as_str()),
        _ => false,
    };
    AskedMeasure {
        named: known.is_some_and(named),
        id: id.to_owned(),
        label: known.map_or_else(|| id.to_owned(), |measure| measure.label.clone()),
        unit: known.map_or(String::new(), |measure| measure.unit.to_owned()),
        better: known.map_or(crate::measure::Better::Neither, |measure| measure.better),
        period: period.to_owned(),
    }
}

fn folder(args: &StudyArgs, kind: &str, what: &str, loaded: &Loaded) -> PathBuf {
    if let Some(out) = &args.out {
        return out.clone();
    }
    let stem = args.file.file_stem().map_or("scenario".into(), |stem| stem.to_string_lossy());
    let key = format!("{} {what}", crate::experiment::identity::key(&loaded.scenario, Twin::With));
    let id: String = blake3::hash(key.as_bytes()).to_hex().chars().take(8).collect();
    Path::new("plots").join(format!("{kind}-{stem}-{id}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_that_is_told_goes_to_the_most_replications() {
        let spent = Spent { pilot: 0.0, each: 0.2 };
        let told = |looks| spent.told(10, &looks, 1000.0).unwrap_or_default();
        // Fifty seconds for the first look alone, and 800 for all that there may be.
        assert!(told(25..=400).starts_with(
            "10 points of 25 to 400 replications: about 50.0 s to 13 minutes and 1 to 4 MB on disk."
        ), "{}", told(25..=400));
        assert!(
            told(400..=400)
                .starts_with("10 points of 400 replications: about 13 minutes and 4 MB on disk.")
        );
        assert_eq!(told(25..=25), "");
    }
}
