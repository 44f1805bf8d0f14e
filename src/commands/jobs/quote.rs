//! Text that a shell or Python reads back as it was.

/// For a shell: as it is where that is safe, in single quotes elsewhere.
pub fn shell(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=,:+@%".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// For Python: in double quotes.
pub fn python(text: &str) -> String {
    let escaped =
        text.replace('\\', r"\\").replace('"', "\\\"").replace('\n', r"\n").replace('\r', r"\r");
    format!("\"{escaped}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_comes_through_a_shell_unchanged() {
        assert_eq!(shell("plots/small.toml"), "plots/small.toml");
        assert_eq!(shell("my borough's $HOME.toml"), r"'my borough'\''s $HOME.toml'");
        assert_eq!(shell("Österreich"), "'Österreich'");
        assert_eq!(shell(""), "''");
    }

    #[test]
    fn text_comes_through_python_unchanged() {
        assert_eq!(python(r#"a "b" c:\d"#), r#""a \"b\" c:\\d""#);
    }
}
