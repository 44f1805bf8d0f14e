//! `.surge-sim.json`: whose results a folder holds, seen from the folder, so that those of another scenario are not replaced
//! unasked. It depends on where things are, so the manifest does not list it.

use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::scenario::files::disk::tidy;

/// The file.
pub const MARK: &str = ".surge-sim.json";

/// Whose results are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResultsOwner {
    /// The command that makes them.
    pub command: &'static str,
    /// The files or folders they are of, whole.
    pub files: Vec<PathBuf>,
    /// What is in them, hashed; empty where only their names count.
    pub hash: String,
    /// What the command line asked of them.
    pub asked: AskedOptions,
}

/// What a command line asks: two runs of one file that were asked differently have different results.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct AskedOptions {
    /// Options that change the scenario, and so its hash.
    pub changes: Vec<String>,
    /// Options that change what is made of it.
    pub options: Vec<String>,
}

impl AskedOptions {
    /// In words: `as it is written`, `with --seed 5`.
    fn words(&self) -> String {
        let all: Vec<&str> = self.changes.iter().chain(&self.options).map(String::as_str).collect();
        if all.is_empty() {
            "as it is written".to_owned()
        } else {
            format!("with {}", all.join(" "))
        }
    }
}

#[derive(Debug, Deserialize, Serialize)]
struct FolderMark {
    program: String,
    command: String,
    /// As seen from the folder, so that a project can be moved.
    scenarios: Vec<String>,
    hash: String,
    /// Builds before this said nothing of it.
    #[serde(default)]
    asked: Option<AskedOptions>,
}

/// What the mark of a folder says, as text.
pub(super) fn text(folder: &Path, source: &ResultsOwner) -> String {
    let scenarios = source.files.iter().map(|file| relative(folder, file)).collect();
    let mark = FolderMark {
        program: "surge-sim".to_owned(),
        command: source.command.to_owned(),
        scenarios,
        hash: source.hash.clone(),
        asked: Some(source.asked.clone()),
    };
    serde_json::to_string_pretty(&mark).expect("a mark can be written down") + "\n"
}

/// Whose results the folder holds, in words, where they are another scenario's, or of the same file asked otherwise. A folder
/// without a mark is nobody else's.
pub(super) fn of_another(folder: &Path, source: &ResultsOwner) -> Option<String> {
    let mark: FolderMark = serde_json::from_slice(&std::fs::read(folder.join(MARK)).ok()?).ok()?;
    if mark.program != "surge-sim" {
        return None;
    }
    // The mark has paths relative to its folder, and the request has whole ones.
    let there: Vec<PathBuf> = mark.scenarios.iter().map(|file| tidy(&folder.join(file))).collect();
    let same_content = !source.hash.is_empty() && mark.hash == source.hash;
    let same_command = mark.command == source.command;
    let files: Vec<String> = there.iter().map(|file| shown(file)).collect();
    // The mark of an earlier build does not say what was asked. It is taken to be the same.
    let asked = mark.asked.as_ref().unwrap_or(&source.asked);
    let same_options = asked.options == source.asked.options;
    if same_command && (same_content || there == source.files) {
        // The hash of a scenario covers its changes. Equal contents therefore had equal changes, however they were
        // written.
        let same = same_options && (same_content || asked.changes == source.asked.changes);
        let differ =
            || format!("{} {}, and not {}", files.join(", "), asked.words(), source.asked.words());
        return (!same).then(differ);
    }
    let made = if same_command { String::new() } else { format!("surge-sim {} of ", mark.command) };
    Some(format!("{made}{}", files.join(", ")))
}

/// As seen from where the user stands, where that is shorter.
fn shown(file: &Path) -> String {
    let here = std::env::current_dir().and_then(std::fs::canonicalize).ok();
    let below = here.as_deref().and_then(|here| file.strip_prefix(here).ok());
    below.unwrap_or(file).display().to_string()
}

/// A file as seen from a folder, both whole; the file's own path where no way leads there (another drive).
fn relative(folder: &Path, file: &Path) -> String {
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (folder.components().collect(), file.components().collect());
    let same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    if same == 0 {
        return file.to_string_lossy().into_owned();
    }
    let up = std::iter::repeat_n("..".to_owned(), from.len() - same);
    let down = to[same..].iter().map(|part| part.as_os_str().to_string_lossy().into_owned());
    // Every system writes a slash, which Windows reads as well. So a folder can move between systems.
    up.chain(down).collect::<Vec<String>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_again_from_its_folder() {
        let (folder, file) = (Path::new("/p/plots/base"), Path::new("/p/north/base.toml"));
        assert_eq!(relative(folder, file), "../../north/base.toml");
        assert_eq!(tidy(&folder.join("../../north/base.toml")), file);
        assert_eq!(relative(folder, Path::new("/p/plots/base/x.toml")), "x.toml");
    }
}
