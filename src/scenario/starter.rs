//! The file that `surge-sim new NAME` writes: short, commented, sound.

use super::resolved::text;

const STARTER: &str = include_str!("starter.toml");

/// A starter file for a scenario of that name.
#[must_use]
pub fn starter(name: &str) -> String {
    STARTER.replacen("{{name}}", &text(name), 1)
}

#[cfg(test)]
mod tests {
    use super::starter;
    use crate::scenario::{Overrides, load_str};

    #[test]
    fn a_starter_file_loads_without_warnings() {
        for name in ["Ashford", "with \"marks\" and \\", "Ängste"] {
            let loaded = load_str("starter.toml", &starter(name), &Overrides::none())
                .expect("the starter is sound");
            assert_eq!(loaded.scenario.name, name);
            assert_eq!(loaded.warnings, []);
        }
    }
}
