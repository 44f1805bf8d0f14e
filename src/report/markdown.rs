//! Words of a scenario in Markdown: nothing in them becomes a mark, a tag or a column.

/// Words on one line, without marks that Markdown would read.
#[must_use]
pub fn words(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut safe = String::with_capacity(line.len() + 8);
    if begins_a_list(&line) {
        safe.push('\\');
    }
    for c in line.chars() {
        if "\\`*_[]<>#|!&~".contains(c) {
            safe.push('\\');
        }
        safe.push(c);
    }
    // A numbered list: the mark after the number is what makes it one.
    match numbered(&safe) {
        Some(at) => format!("{}\\{}", &safe[..at], &safe[at..]),
        None => safe,
    }
}

fn begins_a_list(line: &str) -> bool {
    let mut chars = line.chars();
    let mark = chars.next().is_some_and(|c| "-+=".contains(c));
    mark && chars.next().is_none_or(|c| c == ' ' || "-+=".contains(c))
}

/// Where the dot of `1. ` stands at the beginning of a line.
fn numbered(line: &str) -> Option<usize> {
    // Markdown does not read a number of ten digits or more as a list.
    let at = line.find(|c: char| !c.is_ascii_digit()).filter(|at| (1..=9).contains(at))?;
    let rest = &line[at..];
    (rest.starts_with(['.', ')']) && (rest.len() == 1 || rest[1..].starts_with(' '))).then_some(at)
}

/// Text as code, to the letter but for line breaks; in a table too.
#[must_use]
pub fn code(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // The fence is one mark longer than any run of marks inside. An equal run would end the code.
    let longest = line.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    // A mark at either end would merge with the fence.
    let room = if line.starts_with('`') || line.ends_with('`') { " " } else { "" };
    // A table is cut at each upright line before its cells are read.
    format!("{fence}{room}{}{room}{fence}", line.replace('|', "\\|"))
}

/// The name of a file as the target of a link.
#[must_use]
pub fn target(file: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-/~".contains(&byte);
    file.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_words_become_marks_tags_or_columns() {
        assert_eq!(words("<script>alert(1)</script>"), "\\<script\\>alert(1)\\</script\\>");
        assert_eq!(words("a | b\n# c"), "a \\| b \\# c");
        assert_eq!(words("- x"), "\\- x");
        assert_eq!(words("1. x"), "1\\. x");
        assert_eq!(words("---"), "\\---");
        for plain in ["+0.8 ± 0.6", "2.3 of 100", "-3", "2009", "the year after"] {
            assert_eq!(words(plain), plain);
        }
    }

    #[test]
    fn code_and_links_hold_any_name() {
        assert_eq!(code("a.b"), "`a.b`");
        assert_eq!(code("a`b|c"), "``a`b\\|c``");
        assert_eq!(code("`a"), "`` `a ``");
        assert_eq!(target("haringey_2.toml"), "haringey_2.toml");
        assert_eq!(target("a](x)<b>.toml"), "a%5D%28x%29%3Cb%3E.toml");
    }

    #[cfg(feature = "native")]
    #[test]
    fn a_reader_of_markdown_sees_the_same_words() {
        let nasty = "<script>x</script> | *b* [c](d) `e` &amp; # f _g_ ~~h~~ ![i](j)";
        let table =
            format!("| a | b |\n| --- | --- |\n| {} | {} |\n", words(nasty), code("x|y<z>"));
        let events = pulldown_cmark::Parser::new_ext(&table, pulldown_cmark::Options::all());
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, events);
        assert_eq!(html.matches("<td>").count(), 2, "{html}");
        assert!(
            !html.contains("<script>")
                && !html.contains("<a ")
                && !html.contains("<em>")
                && !html.contains("<img"),
            "{html}"
        );
        assert!(html.contains("<code>x|y&lt;z&gt;</code>"), "{html}");
    }
}
