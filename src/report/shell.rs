//! A command as a shell reads it: the words are the same, and each shell has its own marks around them.
//!
//! The reader of a page may sit at any of three shells. Where the same line serves all three, one line is given; else one for
//! each.

use serde::Serialize;

/// A line to type, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CommandLine {
    /// Whose line it is; empty where it serves every shell.
    pub shell: &'static str,
    /// The line.
    pub text: String,
}

/// A shell and how a word stands in it.
type Shell = (&'static str, fn(&[String]) -> String);

const SHELLS: [Shell; 3] = [
    ("Linux, macOS (sh, bash, zsh)", |words| join(words, posix)),
    ("Windows (PowerShell)", power),
    ("Windows (command prompt, cmd)", |words| join(&milder(words), cmd)),
];

/// The command for each shell, or one line where all read the same.
#[must_use]
pub fn lines(words: &[String]) -> Vec<CommandLine> {
    let all = SHELLS.map(|(shell, write)| CommandLine { shell, text: write(words) });
    if all.iter().all(|line| line.text == all[0].text) {
        let [first, ..] = all;
        return vec![CommandLine { shell: "", ..first }];
    }
    all.into()
}

/// A file's name as a word: one that begins like an option is none.
#[must_use]
pub fn file(name: &str) -> String {
    if name.starts_with('-') { format!("./{name}") } else { name.to_owned() }
}

fn join(words: &[String], quoted: fn(&str) -> String) -> String {
    words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
}

/// A word for a POSIX shell.
#[must_use]
pub fn posix(word: &str) -> String {
    if plain(word, "-_./=:,%+") {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// A word for the shell that this program is likely to have been started from.
#[must_use]
pub fn here(word: &str) -> String {
    if cfg!(windows) { windows(word) } else { posix(word) }
}

fn plain(word: &str, marks: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || marks.contains(c))
}

/// Paths of a scenario take either kind of quotation mark. Windows' shells hand double ones on each in a way of its own, so
/// single ones stand there wherever they can.
fn milder(words: &[String]) -> Vec<String> {
    let path = |n: usize| n > 0 && ["--set", "--vary"].contains(&words[n - 1].as_str());
    let whole = |word: &str| ["--set=", "--vary="].iter().any(|option| word.starts_with(option));
    let change = |(n, word): (usize, &String)| {
        if (path(n) || whole(word)) && !word.contains(['\'', '\\']) {
            word.replace('"', "'")
        } else {
            word.clone()
        }
    };
    words.iter().enumerate().map(change).collect()
}

/// For PowerShell. Before 7.3 it hands double quotation marks on unmarked, and since then marked; after `--%` it hands on what
/// stands there, in every version.
fn power(words: &[String]) -> String {
    let words = milder(words);
    let changed = |word: &&String| {
        word.contains('"') || (word.ends_with('\\') && word.contains(char::is_whitespace))
    };
    match (words.iter().position(|word| changed(&word)), words.split_first()) {
        (Some(first), Some((program, rest))) if first > 0 => {
            format!("{} --% {}", single(program), join(rest, windows))
        }
        _ => join(&words, single),
    }
}

/// A word between PowerShell's single marks. It takes curly ones for straight ones.
fn single(word: &str) -> String {
    // PowerShell splits a word that looks like an option at a dot or a colon.
    let option = word.starts_with('-') && !plain(word, "-");
    if !option && plain(word, "-_./=:+\\") {
        return word.to_owned();
    }
    let mut text = String::from("'");
    for c in word.chars() {
        if ['\'', '\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}'].contains(&c) {
            text.push(c);
        }
        text.push(c);
    }
    text.push('\'');
    text
}

/// A word as a Windows program takes its command line apart.
fn windows(word: &str) -> String {
    if plain(word, "-_./=:,+\\") {
        return word.to_owned();
    }
    let mut text = String::from("\"");
    let mut slashes = 0;
    for c in word.chars() {
        match c {
            // A Windows program reads backslashes literally except before a quotation mark. There, and before the
            // closing one, each is doubled.
            '\\' => slashes += 1,
            '"' => {
                text.push_str(&"\\".repeat(slashes + 1));
                slashes = 0;
            }
            _ => slashes = 0,
        }
        text.push(c);
    }
    text.push_str(&"\\".repeat(slashes));
    text.push('"');
    text
}

/// The same for the command prompt, which reads the line before the program does: where a mark or a percent sign would be read
/// wrongly, a caret stands before everything that it knows.
fn cmd(word: &str) -> String {
    let text = windows(word);
    // The prompt reads everything else literally between quotation marks, so most names need no caret.
    if !word.contains(['"', '%']) {
        return text;
    }
    let mut safe = String::new();
    for c in text.chars() {
        if "\"%&|<>^()!".contains(c) {
            safe.push('^');
        }
        safe.push(c);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &[&str]) -> Vec<String> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        lines(&words).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn where_all_shells_agree_there_is_one_line() {
        assert_eq!(
            of(&["surge-sim", "scenario.toml", "--seed", "3"]),
            ["surge-sim scenario.toml --seed 3"]
        );
        let all = lines(&["surge-sim".to_owned(), "a b.toml".to_owned()]);
        assert!(all.len() == 3 && all.iter().all(|line| !line.shell.is_empty()), "{all:?}");
    }

    #[test]
    fn a_files_name_is_one_word_in_every_shell() {
        let name = "Ann's plan, 40% & more.toml";
        assert_eq!(
            of(&["surge-sim", name]),
            [
                "surge-sim 'Ann'\\''s plan, 40% & more.toml'",
                "surge-sim 'Ann''s plan, 40% & more.toml'",
                "surge-sim ^\"Ann's plan, 40^% ^& more.toml^\"",
            ]
        );
        assert_eq!(
            of(&["surge-sim", "a b.toml"]),
            ["surge-sim 'a b.toml'", "surge-sim 'a b.toml'", "surge-sim \"a b.toml\""]
        );
        assert_eq!(
            of(&["surge-sim", "Ann\u{2019}s.toml"])[1],
            "surge-sim 'Ann\u{2019}\u{2019}s.toml'"
        );
        assert_eq!(of(&["surge-sim", "$HOME;`x`.toml"])[0], "surge-sim '$HOME;`x`.toml'");
        assert_eq!(of(&["surge-sim", &file("-q.toml")])[0], "surge-sim ./-q.toml");
    }

    #[test]
    fn a_path_of_a_scenario_keeps_its_marks_where_the_shell_hands_them_on() {
        let set = "teams.\"long term\".posts.0.count=3";
        assert_eq!(
            of(&["surge-sim", "x.toml", "--set", set]),
            [
                "surge-sim x.toml --set 'teams.\"long term\".posts.0.count=3'",
                "surge-sim x.toml --set 'teams.''long term''.posts.0.count=3'",
                "surge-sim x.toml --set \"teams.'long term'.posts.0.count=3\"",
            ]
        );
    }

    #[test]
    fn what_holds_both_marks_reaches_the_program_whole() {
        let set = "publicity.\"Ann's \\\"case\\\"\".peak=1";
        assert_eq!(
            of(&["surge-sim", "--set", set]),
            [
                "surge-sim --set 'publicity.\"Ann'\\''s \\\"case\\\"\".peak=1'",
                "surge-sim --% --set \"publicity.\\\"Ann's \\\\\\\"case\\\\\\\"\\\".peak=1\"",
                "surge-sim --set ^\"publicity.\\^\"Ann's \\\\\\^\"case\\\\\\^\"\\^\".peak=1^\"",
            ]
        );
    }

    #[test]
    fn a_comma_is_a_list_to_powershell() {
        assert_eq!(
            of(&["surge-sim", "--without", "rush,surge"]),
            [
                "surge-sim --without rush,surge",
                "surge-sim --without 'rush,surge'",
                "surge-sim --without rush,surge",
            ]
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_posix_shell_reads_back_the_words() {
        for word in ["a b", "Ann's", "$HOME `id` \\ \"x\"", "*?[a]", "-", "ä\nb", "%41", "~"] {
            let line = format!("printf %s {}", posix(word));
            let said = std::process::Command::new("sh")
                .arg("-c")
                .arg(&line)
                .output()
                .expect("there is a shell");
            assert_eq!(String::from_utf8_lossy(&said.stdout), word);
        }
    }
}
