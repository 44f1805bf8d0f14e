//! `surge-sim workshop`: one HTML file that runs the model in a browser.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use crate::cli::WorkshopArgs;
use crate::error::Error;
use crate::experiment::pilot::{self, NoStore};
use crate::report::files;
use crate::scenario::files::{Fetched, FileProblem};
use crate::scenario::load::{LoadError, Loaded, load_str, load_with};
use crate::scenario::{Overrides, load};
use crate::workshop::guide;
use crate::workshop::page::{self, Shelf};

use super::place::{Inputs, is_read};
use super::store::Cache;
use super::words::counted;
use super::{print, threads};

/// The scenarios of a page for which none are named, and what they name.
const SHIPPED: [(&str, &str); 13] = [
    ("workshop.toml", include_str!("../../scenarios/workshop.toml")),
    ("haringey.toml", include_str!("../../scenarios/haringey.toml")),
    ("haringey-no-blame.toml", include_str!("../../scenarios/haringey-no-blame.toml")),
    ("haringey-surge-team.toml", include_str!("../../scenarios/haringey-surge-team.toml")),
    (
        "haringey-early-surge-team.toml",
        include_str!("../../scenarios/haringey-early-surge-team.toml"),
    ),
    (
        "haringey-fixed-threshold.toml",
        include_str!("../../scenarios/haringey-fixed-threshold.toml"),
    ),
    ("haringey-less-recording.toml", include_str!("../../scenarios/haringey-less-recording.toml")),
    ("haringey-protected-time.toml", include_str!("../../scenarios/haringey-protected-time.toml")),
    ("haringey-shared-records.toml", include_str!("../../scenarios/haringey-shared-records.toml")),
    (
        "haringey-single-assessment.toml",
        include_str!("../../scenarios/haringey-single-assessment.toml"),
    ),
    ("haringey-louder.toml", include_str!("../../scenarios/haringey-louder.toml")),
    (
        "haringey-blame-money-on-staff.toml",
        include_str!("../../scenarios/haringey-blame-money-on-staff.toml"),
    ),
    ("evidence.toml", include_str!("../../scenarios/evidence.toml")),
];
/// The guide beside the small service; a test holds it to the model.
const GUIDE: &str = include_str!("../../scenarios/workshop.md");
/// What every page of this program says of itself.
const OURS: &str = "<meta name=\"generator\" content=\"surge-sim\">";
/// What stands before the scenarios of a page.
const SHELF: &str = "<script type=\"application/json\" id=\"shelf\">";
/// So many scenarios of a page are named; more are counted.
const FEW: usize = 3;

pub fn workshop(args: &WorkshopArgs) -> Result<(), Error> {
    let scenarios = scenarios(args)?;
    if args.guide {
        return print(&guide_of(&scenarios[0].1)?);
    }
    let inputs = args.files.iter().zip(&scenarios).map(|(file, (_, loaded))| (file, loaded));
    let inputs = inputs.fold(Inputs::none(), |all, (file, loaded)| all.scenario(file, loaded));
    check(&args.out, args.force, &inputs, &scenarios)?;
    threads::begin(args.threads, pilot::MEASURED as u32);
    let kept = Cache::open();
    let mut shelf = Shelf::default();
    for (file, loaded) in &scenarios {
        shelf.add(file, loaded, &kept, args.threads);
    }
    let page = page::html(&shelf, &guide::html(GUIDE))
        .map_err(|error| Error::Request(error.to_string()))?;
    write(&args.out, &page)?;
    print(&format!(
        "the workshop with {}, {:.1} MB in {}: open it in a browser; it needs no network\n",
        counted(scenarios.len(), "scenario"),
        page.len() as f64 / 1e6,
        args.out.display()
    ))?;
    if args.open {
        open::that_detached(&args.out).map_err(|source| Error::Machine {
            what: format!("cannot open {}", args.out.display()),
            source,
        })?;
    }
    Ok(())
}

/// The levers of one scenario, given with what the pilot found, for its report.
pub fn levers(scenario: &str) -> Result<String, Error> {
    let loaded = load_str("scenario.toml", scenario, &Overrides::none())?;
    let mut shelf = Shelf::default();
    shelf.add("scenario.toml", &loaded, &NoStore, 0);
    let part = page::levers(shelf).map_err(|error| Error::Request(error.to_string()))?;
    Ok(format!("<style>\n{}</style>\n{part}", page::style()))
}

/// The scenarios that are named, or those that are shipped, each by the name of its file.
fn scenarios(args: &WorkshopArgs) -> Result<Vec<(String, Loaded)>, Error> {
    if args.files.is_empty() {
        let names = SHIPPED.iter().map(|(name, _)| *name).filter(|name| *name != "evidence.toml");
        return names.map(|name| Ok((name.to_owned(), shipped(name)?))).collect();
    }
    args.files
        .iter()
        .map(|file| {
            let name = file
                .file_name()
                .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            Ok((name, load(file, &Overrides::none())?))
        })
        .collect()
}

fn shipped(name: &str) -> Result<Loaded, LoadError> {
    let text = |wanted: &str| {
        SHIPPED.iter().find(|(name, _)| *name == wanted).map(|(_, text)| (*text).to_owned())
    };
    let fetch = |_: &str, wanted: &str| match text(wanted) {
        Some(text) => Ok(Fetched { name: wanted.to_owned(), text }),
        None => Err(FileProblem::Missing(wanted.to_owned(), None)),
    };
    let own = text(name).expect("the program has the scenario");
    load_with(name, &own, &fetch, &Overrides::none())
}

fn guide_of(loaded: &Loaded) -> Result<String, Error> {
    guide::markdown(loaded, &Cache::open()).map_err(|error| Error::Request(error.to_string()))
}

/// Whether a file may be written there: none is lost that is not such a page, nor one of other scenarios, and never one that
/// the page is made from.
fn check(
    out: &Path,
    force: bool,
    inputs: &Inputs,
    scenarios: &[(String, Loaded)],
) -> Result<(), Error> {
    let refuse = |why: &str| Error::Request(format!("{}: {why}", out.display()));
    if is_read(out, inputs) {
        return Err(refuse(
            "what the page is made from; --out names the file that the page is to be",
        ));
    }
    if files::is_result(out) {
        return Err(refuse(
            "among the results of a run, which would no longer be whole; name another file with --out",
        ));
    }
    match fs::metadata(out) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(Error::Machine { what: out.display().to_string(), source }),
        Ok(found) if found.is_dir() => {
            Err(refuse("a folder; --out names the file that the page is to be"))
        }
        Ok(_) if force => Ok(()),
        Ok(_) => match fs::read_to_string(out).ok().as_deref().and_then(scenarios_of) {
            Some(there) if there == named(scenarios) => Ok(()),
            Some(there) => Err(refuse(&format!(
                "a page of other scenarios ({}); name another file with --out (--force would replace it)",
                list(&there)
            ))),
            None => Err(refuse(
                "not a page of this command; name another file with --out (--force would replace it)",
            )),
        },
    }
}

/// A scenario of a page: its file and its name.
type NamedScenario = (String, String);

fn named(scenarios: &[(String, Loaded)]) -> Vec<NamedScenario> {
    scenarios.iter().map(|(file, loaded)| (file.clone(), loaded.scenario.name.clone())).collect()
}

/// The scenarios of a page that this command wrote; nothing of any other file.
// By file and name: who changes a scenario makes its page again, and another service has another name.
fn scenarios_of(page: &str) -> Option<Vec<NamedScenario>> {
    let (head, rest) = page.split_once(SHELF)?;
    let shelf: serde_json::Value = serde_json::from_str(rest.split("</script>").next()?).ok()?;
    // The levers of a report have a shelf as well, and are no page.
    let whole = head.contains(OURS) && shelf["small"] == false;
    let text = |one: &serde_json::Value, key: &str| one[key].as_str().map(str::to_owned);
    let all = shelf["scenarios"].as_array().filter(|_| whole)?;
    all.iter().map(|one| Some((text(one, "file")?, text(one, "title")?))).collect()
}

/// The first few by name, the others by number.
fn list(scenarios: &[NamedScenario]) -> String {
    let first = scenarios.iter().take(FEW).map(|(file, name)| format!("{file}, {name}"));
    let mut words = first.collect::<Vec<_>>().join("; ");
    if scenarios.len() > FEW {
        words.push_str(&format!("; and {} more", scenarios.len() - FEW));
    }
    words
}

/// Writes the page whole or not at all.
fn write(out: &Path, page: &str) -> Result<(), Error> {
    let failed = |source: io::Error| Error::Machine {
        what: format!("cannot write {}", out.display()),
        source,
    };
    // Where a link stands, the file behind it is the page.
    let out = &fs::canonicalize(out).or_else(|_| std::path::absolute(out)).map_err(failed)?;
    let folder = out.parent().unwrap_or(out);
    fs::create_dir_all(folder).map_err(failed)?;
    tidy(folder);
    let mut file =
        tempfile::Builder::new().prefix(BEGUN).suffix(PAGE).tempfile_in(folder).map_err(failed)?;
    // While it is locked nobody takes it for a leftover; a disk that knows no locks is used without.
    let _ = file.as_file().try_lock();
    file.write_all(page.as_bytes()).map_err(failed)?;
    open_to_readers(file.path()).map_err(failed)?;
    // On the disk before it takes the page's place: else a machine that stops then leaves an empty page.
    file.as_file().sync_all().map_err(failed)?;
    file.persist(out).map_err(|error| failed(error.error))?;
    Ok(())
}

/// What the name of a page begins and ends with until it is whole.
const BEGUN: &str = ".surge-sim-";
const PAGE: &str = ".html";

/// Removes pages that were begun by runs that were killed: pages of this program, and none that is being written.
fn tidy(folder: &Path) {
    let begun = |path: &Path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with(BEGUN) && name.ends_with(PAGE)
    };
    let paths =
        fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    for path in paths.filter(|path| begun(path)).collect::<Vec<_>>() {
        let ours = || fs::read_to_string(&path).is_ok_and(|text| text.contains(OURS));
        let free = || fs::File::open(&path).is_ok_and(|file| file.try_lock().is_ok());
        if ours() && free() {
            // Where it cannot be removed, another time will do.
            let _ = fs::remove_file(&path);
        }
    }
}

/// Temporary files are closed to all but their owner; a page is for others to read.
#[cfg(unix)]
fn open_to_readers(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(file, fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_readers(_: &Path) -> io::Result<()> {
    Ok(())
}
