//! The council that somebody means by a name.

use super::tables::{Council, CouncilTables};

/// Names that people use and that differ from the Department for Education's, as [`plain`] writes them.
const ALSO: [(&str, &str); 6] = [
    ("durham", "county durham"),
    ("bristol", "bristol city of"),
    ("hull", "kingston upon hull city of"),
    ("herefordshire", "herefordshire county of"),
    ("bcp", "bournemouth christchurch and poole"),
    ("southend", "southend on sea"),
];

/// So many near names are offered.
const OFFERED: usize = 3;

/// In lower case, without punctuation, with one space between words; `&` is "and".
#[must_use]
pub fn plain(name: &str) -> String {
    let spaced: String = name
        .to_lowercase()
        .replace('&', " and ")
        .chars()
        .filter(|c| !matches!(c, '.' | '\'' | '’'))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl CouncilTables {
    /// The place of the council that is called so, in whatever letters and with whatever punctuation; its code or its number will do,
    /// too.
    ///
    /// # Errors
    /// The nearest names, the nearest first, where there is none.
    pub fn find(&self, typed: &str) -> Result<usize, Vec<&str>> {
        let wanted = plain(typed);
        let wanted =
            ALSO.iter().find(|(also, _)| *also == wanted).map_or(&*wanted, |(_, name)| name);
        let is = |council: &Council| {
            plain(&council.name) == wanted
                || council.code.eq_ignore_ascii_case(wanted)
                || council.number.to_string() == wanted
        };
        self.councils.iter().position(is).ok_or_else(|| self.near(wanted))
    }

    fn near(&self, wanted: &str) -> Vec<&str> {
        let nearness = |council: &Council| {
            let name = plain(&council.name);
            let words = name.split(' ').map(|word| strsim::jaro_winkler(word, wanted));
            words.fold(strsim::jaro_winkler(&name, wanted), f64::max)
        };
        let mut all: Vec<(f64, &str)> =
            self.councils.iter().map(|council| (nearness(council), &*council.name)).collect();
        // Names are in order already, so that equally near ones stay in it.
        all.sort_by(|a, b| b.0.total_cmp(&a.0));
        all.into_iter().take(OFFERED).map(|(_, name)| name).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::councils::shipped;

    #[test]
    fn a_council_is_found_by_what_people_call_it() {
        let tables = shipped().expect("they are sound");
        for (typed, name) in [
            ("Durham", "County Durham"),
            ("BRISTOL", "Bristol, City of"),
            ("hull", "Kingston upon Hull, City of"),
            ("Herefordshire", "Herefordshire, County of"),
            ("bcp", "Bournemouth, Christchurch and Poole"),
            ("Southend", "Southend-on-Sea"),
            ("st helens", "St. Helens"),
            ("st. helens", "St. Helens"),
            ("Hammersmith & Fulham", "Hammersmith and Fulham"),
            ("  stoke on trent ", "Stoke-on-Trent"),
            ("e08000035", "Leeds"),
            ("383", "Leeds"),
        ] {
            let found = tables.find(typed).map(|place| &*tables.councils[place].name);
            assert_eq!(found, Ok(name), "{typed}");
        }
    }

    #[test]
    fn a_misspelt_council_gets_the_nearest_names() {
        let tables = shipped().expect("they are sound");
        for (typed, near) in
            [("Leads", "Leeds"), ("Birmingam", "Birmingham"), ("Harringey", "Haringey")]
        {
            let offered = tables.find(typed).expect_err("there is none");
            assert_eq!(offered.first(), Some(&near), "{typed}: {offered:?}");
        }
    }
}
