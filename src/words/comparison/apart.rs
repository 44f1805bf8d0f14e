//! What is said of names that only one side has: chance goes by names.

use crate::results::comparison::NamesApart;
use crate::words::format;

/// A sentence for each kind of name that only one side has, and what it means for the luck of the two.
pub(super) fn sentence(names: &[NamesApart], side: &str, base: &str) -> String {
    let said: Vec<String> = names.iter().map(|kind| one(kind, side, base)).collect();
    // Each side has names of one kind that the other lacks, so one thing may have two names.
    let renamed =
        names.iter().any(|kind| !kind.only_baseline.is_empty() && !kind.only_side.is_empty());
    let advice = if renamed {
        " What was only renamed counts as new: give it one name in both, and it is compared on the same luck."
    } else {
        ""
    };
    format!(
        "{} Luck goes by names: what bears a name that the other lacks has luck of its own, and all else keeps the same luck in both.{advice}",
        said.join(" ")
    )
}

fn one(kind: &NamesApart, side: &str, base: &str) -> String {
    let named = |names: &[String]| {
        let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
        let quoted: Vec<&str> = quoted.iter().map(String::as_str).collect();
        format!("the {} {}", kind.kind[usize::from(names.len() > 1)], format::list(&quoted))
    };
    match (kind.only_baseline.is_empty(), kind.only_side.is_empty()) {
        (true, _) => format!("Only {side} has {}.", named(&kind.only_side)),
        (_, true) => format!("Only {base} has {}.", named(&kind.only_baseline)),
        _ => format!(
            "Only {base} has {}, and only {side} has {}.",
            named(&kind.only_baseline),
            named(&kind.only_side)
        ),
    }
}
