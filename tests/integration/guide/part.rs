//! Which lines of what a command prints stand on a page.

/// A part of an output: `first 8 lines`, `from "WORDS", 8 lines`, `from "WORDS" to "WORDS"`, `nothing`. `from` begins with the
/// first line that begins with the words, `to` ends before the next that does; `…` stands for what is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    from: Option<String>,
    to: Option<String>,
    lines: Option<usize>,
}

impl Part {
    /// A part as a comment says it.
    ///
    /// # Panics
    /// Where it says something else.
    pub fn read(said: &str) -> Part {
        let mut part = Part::default();
        let mut rest = said.trim();
        if rest == "nothing" {
            return Part { lines: Some(0), ..part };
        }
        while !rest.is_empty() {
            rest = rest.trim_start_matches([',', ' ']);
            if let Some(after) = rest.strip_prefix("from \"") {
                let (words, after) = after.split_once('"').expect("the words end with a mark");
                (part.from, rest) = (Some(words.to_owned()), after);
            } else if let Some(after) = rest.strip_prefix("to \"") {
                let (words, after) = after.split_once('"').expect("the words end with a mark");
                (part.to, rest) = (Some(words.to_owned()), after);
            } else {
                let number = rest.trim_start_matches("first ").trim_end_matches(" lines");
                part.lines =
                    Some(number.parse().unwrap_or_else(|_| panic!("shown: {said}: what is that?")));
                rest = "";
            }
        }
        part
    }

    /// Those lines of an output.
    ///
    /// # Errors
    /// The words that no line begins with.
    pub fn of(&self, lines: &[String]) -> Result<Vec<String>, String> {
        let place = |words: &str, after: usize| {
            let found = lines.iter().skip(after).position(|line| line.trim().starts_with(words));
            found.map(|at| at + after).ok_or_else(|| format!("no line begins with: {words}"))
        };
        let from = self.from.as_deref().map_or(Ok(0), |words| place(words, 0))?;
        let mut end = self.to.as_deref().map_or(Ok(lines.len()), |words| place(words, from + 1))?;
        if let Some(count) = self.lines {
            end = end.min(from + count);
        }
        if end == from {
            return Ok(Vec::new());
        }
        let mut shown = lines[from..end].to_vec();
        while shown.last().is_some_and(String::is_empty) {
            shown.pop();
        }
        if from > 0 {
            shown.insert(0, "…".to_owned());
        }
        if end < lines.len() {
            shown.push("…".to_owned());
        }
        Ok(shown)
    }
}

#[test]
fn a_part_is_what_its_words_say() {
    let lines: Vec<String> = ["one", "two", "", "three", "four"].map(str::to_owned).into();
    let of = |said: &str| Part::read(said).of(&lines).map(|lines| lines.join("|"));
    assert_eq!(of("first 2 lines"), Ok("one|two|…".into()));
    assert_eq!(of("from \"two\", 1 lines"), Ok("…|two|…".into()));
    assert_eq!(of("from \"two\" to \"th\""), Ok("…|two|…".into()));
    assert_eq!(of("from \"three\""), Ok("…|three|four".into()));
    assert_eq!(of("nothing"), Ok(String::new()));
    assert_eq!(of("from \"five\""), Err("no line begins with: five".into()));
    assert_eq!(Part::default().of(&lines), Ok(lines));
}
