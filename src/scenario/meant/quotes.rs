//! Quotation marks: of a text processor, missing, in the wrong place.

/// Quotation marks of a text processor.
const CURLY: [char; 9] = ['“', '”', '„', '‟', '«', '»', '‘', '’', '‚'];

pub(super) fn curly(written: &str) -> Option<String> {
    let inner = written.trim_matches(|c: char| CURLY.contains(&c) || c == '"' || c == '\'');
    let odd = written.starts_with(CURLY)
        || (written.ends_with(CURLY) && written.starts_with(['"', '\'']));
    // Written as TOML would have it, so that it can be copied.
    let text = inner.replace('\\', "\\\\").replace('"', "\\\"");
    odd.then(|| format!("quotation marks are straight; write \"{text}\""))
}

/// What is wrong with a text whose first quotation mark is there.
pub(super) fn quoted(written: &str) -> Option<String> {
    let mark = written.chars().next().filter(|mark| ['"', '\''].contains(mark))?;
    let inner = &written[1..];
    let mut escaped = false;
    let end = inner.char_indices().find(|&(_, c)| {
        let closes = c == mark && !escaped;
        escaped = c == '\\' && !escaped && mark == '"';
        closes
    });
    let Some((end, _)) = end else {
        // The mark at the end is there, but \ before it has made a letter of it, as in "C:\data\".
        if mark == '"' && inner.contains('\\') && inner.ends_with('"') {
            return backslash(inner);
        }
        let text = inner.trim_end_matches(['"', '\'']);
        return Some(format!("the quotation mark at the end is missing; write {mark}{text}{mark}"));
    };
    let (text, rest) = (&inner[..end], inner[end + 1..].trim());
    match rest {
        "" if mark == '"' => backslash(text),
        "" => None,
        "," | ";" | "." => Some(format!("nothing stands after a value; leave out the {rest}")),
        _ if rest.starts_with("//") || rest.starts_with(';') => {
            Some("a remark begins with #".to_owned())
        }
        // An apostrophe ends a text in single marks.
        _ if mark == '\'' && rest.ends_with('\'') => {
            let whole = inner.trim_end_matches('\'');
            Some(format!(
                "text with an apostrophe stands in double quotation marks; write \"{whole}\""
            ))
        }
        _ if rest.contains('"') => {
            Some("a quotation mark within a text is written \\\"".to_owned())
        }
        _ => Some("the text goes on after its quotation mark; put that mark at the end".to_owned()),
    }
}

fn backslash(text: &str) -> Option<String> {
    let forward = text.trim_end_matches('"').replace("\\\\", "/").replace('\\', "/");
    text.contains('\\').then(|| {
        format!("in quotation marks \\ begins a special character; in the name of a file write /, as in \"{forward}\"")
    })
}
