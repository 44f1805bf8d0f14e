//! What varying one of several shares does, where the label names that one alone.

use crate::words::format;

/// A sentence where a number varied is the share of a class or a source: these are scaled to sum to 1.
#[must_use]
pub fn scaled<'p>(paths: impl Iterator<Item = &'p str>) -> Option<String> {
    let one_of = |path: &&str| {
        // Outcomes of stages have shares too. Those are not scaled, because each is a part of all decisions at its
        // stage.
        path.ends_with(".share")
            && (path.starts_with("risk.") || path.starts_with("referrals.sources."))
    };
    let paths: Vec<&str> = paths.filter(one_of).collect();
    let (are, each) = match paths.len() {
        0 => return None,
        1 => ("is one of several shares that are", "it"),
        _ => ("are among shares that are", "each"),
    };
    Some(format!(
        "{} {are} scaled to sum to 1: where {each} is varied alone, all of them are divided by their sum, and the others give \
         way in proportion.",
        format::list(&paths)
    ))
}

#[cfg(test)]
mod tests {
    use super::scaled;

    #[test]
    fn a_share_varied_alone_is_said_to_be_scaled() {
        let said = |paths: &[&str]| scaled(paths.iter().copied());
        assert_eq!(
            said(&["referrals.per_year", "triage.accept_share", "stages.x.outcomes.0.share"]),
            None
        );
        let one = said(&["risk.high.share", "referrals.per_year"]).expect("a share of several");
        assert!(
            one.starts_with("risk.high.share is one of several shares that are scaled to sum to 1"),
            "{one}"
        );
        let two = said(&["risk.high.share", "referrals.sources.police.share"])
            .expect("shares of several");
        assert!(
            two.starts_with("risk.high.share and referrals.sources.police.share are among"),
            "{two}"
        );
    }
}
