//! `results.json`: everything a run found, typed, in a stable order and the same on every machine.

use crate::results::RunResult;
use crate::results::comparison::ComparisonResult;

/// The results as JSON, ending with a line break. Numbers that do not exist or are not finite are `null`.
///
/// # Errors
/// Where a value cannot be written as JSON; the shape of a [`RunResult`] has none.
pub fn results(result: &RunResult) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(result)?;
    text.push('\n');
    Ok(text)
}

/// `comparison.json`: everything a comparison found.
///
/// # Errors
/// Where a value cannot be written as JSON; the shape of a [`ComparisonResult`] has none.
pub fn comparison(found: &ComparisonResult) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(found)?;
    text.push('\n');
    Ok(text)
}

/// `results.json`, written as it is made: the weeks of a long run would not be held twice.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write(result: &RunResult, out: &mut impl std::io::Write) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, result).map_err(std::io::Error::from)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn the_same_result_gives_the_same_text_and_keeps_what_does_not_exist_as_null() {
        let mut result = sample::haringey();
        result.headline.miss_rate = None;
        let text = results(&result).expect("a result is always JSON");
        assert_eq!(text, results(&result).expect("a result is always JSON"));
        let mut written = Vec::new();
        write(&result, &mut written).expect("memory can be written to");
        assert_eq!(written, text.as_bytes());
        let value: serde_json::Value = serde_json::from_str(&text).expect("it reads back");
        assert!(value["headline"]["miss_rate"].is_null());
        assert_eq!(value["publicity"][0]["date"], "2008-11-11");
        assert_eq!(value["name"], "Haringey");
    }

    #[test]
    fn a_seed_that_readers_round_stands_beside_as_text() {
        let mut result = sample::haringey();
        result.seed = u64::MAX;
        let value: serde_json::Value =
            serde_json::from_str(&results(&result).expect("it is JSON")).expect("it reads back");
        assert_eq!(value["seed"], u64::MAX);
        assert_eq!(value["seed_text"], "18446744073709551615");
        let text = results(&result).expect("it is JSON");
        let (seed, beside) = (text.find("\n  \"seed\": "), text.find("\n  \"seed_text\": "));
        assert!(seed.is_some() && seed < beside, "{}", &text[..400]);
    }

    #[test]
    fn infinite_pressure_of_a_team_without_staff_is_null_not_an_error() {
        let mut result = sample::haringey();
        result.weekly[0].points[0].run = Some(f64::INFINITY);
        assert!(results(&result).is_ok());
    }
}
