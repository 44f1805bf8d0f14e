//! Text of a file as it may be shown: nothing in it steers a terminal or turns the order of what is read.

use std::borrow::Cow;

/// True for characters that are not seen and change what is: controls, marks of writing direction, characters without width.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    let direction = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let no_width = matches!(c, '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}');
    let tags = matches!(c, '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    c.is_control() || direction || no_width || tags
}

fn is_steering(c: char) -> bool {
    // Text of several lines is shown as such.
    is_hidden(c) && c != '\n' && c != '\t'
}

/// The text with every hidden character but line breaks and tabs written as in TOML and JSON: `\u001B`.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    if !text.contains(is_steering) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_steering(c) { safe.push_str(&escaped(c)) } else { safe.push(c) }
    }
    Cow::Owned(safe)
}

/// JSON with every hidden character outside ASCII written in JSON's own way: it reads back as the same.
#[must_use]
pub fn in_json(text: &str) -> Cow<'_, str> {
    if !text.contains(is_steering) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_steering(c) {
            // JSON has no escape for letters above U+FFFF but the two halves of UTF-16.
            c.encode_utf16(&mut [0; 2])
                .iter()
                .for_each(|unit| safe.push_str(&format!("\\u{unit:04x}")));
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

fn escaped(c: char) -> String {
    let code = u32::from(c);
    if code > 0xffff { format!("\\U{code:08X}") } else { format!("\\u{code:04X}") }
}

/// The text with something visible in place of each hidden character, every byte that follows where it was.
#[cfg(feature = "native")]
#[must_use]
pub(crate) fn masked(text: &str) -> String {
    // As many bytes as the character had: the places of problems are counted in bytes.
    let mask = |c: char| match c.len_utf8() {
        1 => "?",
        2 => "·",
        3 => "\u{fffd}",
        _ => "\u{fffd}?",
    };
    let mut safe = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        // Before a line break it ends a line as Windows does; alone it would write over the line.
        let ends_line = c == '\r' && rest.peek() == Some(&'\n');
        if is_steering(c) && !ends_line { safe.push_str(mask(c)) } else { safe.push(c) }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    const NASTY: &str = "a\u{1b}]0;x\u{7}b\u{9b}31m\rc\u{202e}d\u{2066}e\u{e0041}f\u{feff}";

    #[test]
    fn what_steers_a_terminal_is_written_out() {
        let seen = shown(NASTY);
        assert_eq!(
            seen,
            "a\\u001B]0;x\\u0007b\\u009B31m\\u000Dc\\u202Ed\\u2066e\\U000E0041f\\uFEFF"
        );
        assert_eq!(shown("plain, ŵ\tand\n£"), "plain, ŵ\tand\n£");
    }

    #[test]
    fn json_reads_back_as_it_was() {
        let json = serde_json::to_string(NASTY).expect("it is text");
        let safe = in_json(&json);
        assert!(!safe.contains(is_hidden), "{safe}");
        assert_eq!(serde_json::from_str::<String>(&safe).expect("it is JSON"), NASTY);
    }

    #[cfg(feature = "native")]
    #[test]
    fn a_mask_moves_nothing() {
        let masked = masked(NASTY);
        assert_eq!(masked.len(), NASTY.len());
        assert!(!masked.contains(is_steering), "{masked}");
        assert_eq!(masked.find('f'), NASTY.find('f'));
        assert_eq!(super::masked("a = 1\r\nb\r= 2"), "a = 1\r\nb?= 2");
    }
}
