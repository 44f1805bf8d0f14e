//! Files of other kinds given as a scenario: known by how they begin.

/// What a file is that begins like this, where that is no scenario; `name` is its own.
pub(super) fn kind(name: &str, bytes: &[u8]) -> Option<&'static str> {
    let has = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    // Office files are zip archives, in which the names of the parts stand in the open.
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(match () {
            () if has("xl/") => "a spreadsheet (Excel workbook)",
            () if has("word/") => "a document (Word)",
            () if has("ppt/") => "a presentation (PowerPoint)",
            () if has("opendocument.spreadsheet") => "a spreadsheet (OpenDocument)",
            () if has("opendocument.text") => "a document (OpenDocument)",
            // The head of a large file may end before the first name that tells.
            () if name.ends_with(".xlsx") => "a spreadsheet (Excel workbook)",
            () => "a packed file (zip)",
        });
    }
    let known: [(&[u8], &str); 9] = [
        (b"\xd0\xcf\x11\xe0", "a document or spreadsheet of an older Office"),
        (b"%PDF", "a PDF"),
        (b"\x1f\x8b", "a packed file (gzip)"),
        (b"7z\xbc\xaf", "a packed file (7-Zip)"),
        (b"\x89PNG", "a picture (PNG)"),
        (b"\xff\xd8\xff", "a picture (JPEG)"),
        (b"{\\rtf", "a document (rich text)"),
        (b"SQLite format 3", "a database (SQLite)"),
        (b"PAR1", "a table (Parquet)"),
    ];
    let found = known.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind);
    found.or_else(|| marked_up(name, bytes, &has))
}

/// Kinds of text that begin with a mark no TOML begins with.
fn marked_up(name: &str, bytes: &[u8], has: &impl Fn(&str) -> bool) -> Option<&'static str> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let lower = start[..start.len().min(16)].to_ascii_lowercase();
    if lower.starts_with(b"<!doctype html") || lower.starts_with(b"<html") {
        return Some("a web page (HTML)");
    }
    if start.starts_with(b"<") {
        return Some(match () {
            () if has("<Collection>CIN") => "a return of the children in need census (XML)",
            () if has("<Collection>SSDA903") || has("<SSDA903") => {
                "a return of looked after children (XML)"
            }
            () => "XML",
        });
    }
    // TOML begins with [ as well, but goes on with a name on the same line.
    let list = start.strip_prefix(b"[").is_some_and(|rest| {
        rest.starts_with(b"\n")
            || rest.starts_with(b"\r")
            || rest.trim_ascii_start().starts_with(b"{")
    });
    (start.starts_with(b"{") || list).then(|| match () {
        // Each line of a journal is JSON: only its name tells it from results.
        () if name.ends_with(".journal") => "replications that surge-sim kept",
        () if has("\"run_id\"") => "results of surge-sim (JSON)",
        () => "JSON",
    })
}

/// A table of text: two lines or more without =, with as many commas, semicolons or tabs in each.
pub(super) fn is_table(name: &str, text: &str) -> bool {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(4).collect();
    let named = [".csv", ".tsv"].iter().any(|ending| name.to_lowercase().ends_with(ending));
    let even = |mark: char| {
        let counts: Vec<usize> = lines.iter().map(|line| line.matches(mark).count()).collect();
        counts.first().is_some_and(|first| *first > 0 && counts.iter().all(|count| count == first))
    };
    // A scenario has an =, a head or a remark within its first lines, whatever its commas.
    let plain = lines.iter().all(|line| !line.contains('=') && !line.starts_with(['#', '[']));
    plain && (named || (lines.len() > 1 && [',', ';', '\t'].into_iter().any(even)))
}

/// The name of a text's encoding that is not UTF-8 and can be told with certainty.
pub(super) fn wide(bytes: &[u8]) -> Option<&'static str> {
    // UTF-32 before UTF-16, whose mark its own begins with.
    if bytes.starts_with(b"\xff\xfe\0\0") || bytes.starts_with(b"\0\0\xfe\xff") {
        return Some("UTF-32");
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Some("UTF-16");
    }
    // Without a mark: Latin letters have a zero in every second byte.
    let head = &bytes[..bytes.len().min(128) & !1];
    let zeros =
        |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    // Three quarters, for other letters than Latin ones may stand among them. One half must have no zero at all, which
    // tells it from a program or a picture.
    let is_wide = half > 1 && even.min(odd) == 0 && even.max(odd) * 4 >= half * 3;
    is_wide.then_some("UTF-16")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_known_by_how_they_begin() {
        for (bytes, what) in [
            (&b"PK\x03\x04....xl/workbook.xml"[..], "a spreadsheet (Excel workbook)"),
            (b"PK\x03\x04....word/document.xml", "a document (Word)"),
            (b"PK\x03\x04....", "a packed file (zip)"),
            (b"%PDF-1.7", "a PDF"),
            (b"\xef\xbb\xbf<?xml version=\"1.0\"?><Message>", "XML"),
            (
                b"<Message>\n <Header><Collection>CIN</Collection>",
                "a return of the children in need census (XML)",
            ),
            (b"<!DOCTYPE html><html>", "a web page (HTML)"),
            (b" {\n \"name\": 3 }", "JSON"),
            (b"[ {\"a\": 1} ]", "JSON"),
            (b"{\n  \"run_id\": \"1a2b\" }", "results of surge-sim (JSON)"),
        ] {
            assert_eq!(kind("x.toml", bytes), Some(what));
        }
        for toml in [
            &b"[time]\nstart = 2020-01-01"[..],
            b"[[teams]]",
            b"# a\nname = 3",
            b"[\"a b\"]\n",
            b"",
        ] {
            assert_eq!(kind("x.toml", toml), None);
        }
    }

    #[test]
    fn tables_are_told_from_prose_and_from_scenarios() {
        assert!(is_table("x.toml", "week,series,value\n2020-01-06,referrals,3\n"));
        assert!(is_table("x.toml", "a;b\n1;2\n"));
        assert!(is_table("x.csv", "name\nHaringey\n"));
        assert!(!is_table("x.toml", "Dear all,\nplease find attached\n"));
        assert!(!is_table("x.csv", "a = [1, 2]\nb = [3, 4]\n"));
    }

    #[test]
    fn wide_encodings_are_known_with_and_without_their_mark() {
        let wide_of = |text: &str, big: bool| -> Vec<u8> {
            text.encode_utf16()
                .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect()
        };
        for big in [false, true] {
            assert_eq!(wide(&wide_of("\u{feff}name = \"x\"\n", big)), Some("UTF-16"));
            assert_eq!(wide(&wide_of("name = \"x\"\n", big)), Some("UTF-16"));
        }
        assert_eq!(wide(b"\xff\xfe\0\0n\0\0\0"), Some("UTF-32"));
        assert_eq!(wide("name = \"ŵ\"\n".as_bytes()), None);
        assert_eq!(wide(b"\x7fELF\x02\x01\x01\0\0\0\0\0"), None);
    }
}
