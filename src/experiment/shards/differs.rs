//! What the experiment of one shard differs in from that of the others.

use crate::experiment::saved::{Owner, Part};
use crate::scenario::Written;

/// In words, the plainest first.
pub fn differs(own: (&Owner, Part), usual: (&Owner, Part)) -> String {
    let found = [scenario(own.0, usual.0), seed(own.0, usual.0), part(own.1, usual.1)].concat();
    let found = if found.is_empty() { vec![rest(own.0, usual.0).to_owned()] } else { found };
    format!("differs from the others: {}", found.join("; "))
}

fn scenario(own: &Owner, usual: &Owner) -> Vec<String> {
    let same = own.written.text == usual.written.text && own.written.others == usual.written.others;
    if same { Vec::new() } else { vec!["another scenario".to_owned()] }
}

fn seed(own: &Owner, usual: &Owner) -> Vec<String> {
    let seed =
        |written: &Written| written.load().ok().map(|loaded| loaded.scenario.replications.seed);
    match (seed(&own.written), seed(&usual.written)) {
        (Some(own), Some(usual)) if own != usual => vec![format!("seed {own}, not {usual}")],
        _ => Vec::new(),
    }
}

fn part(own: Part, usual: Part) -> Vec<String> {
    let mut found = Vec::new();
    if own.count != usual.count {
        found.push(format!("of {} replications, not {}", own.count, usual.count));
    }
    if own.of != usual.of {
        found.push(format!("one of {} shards, not of {}", own.of, usual.of));
    }
    if own.twin != usual.twin {
        found.push(format!(
            "{} --no-counterfactual",
            if own.twin.is_with() { "without" } else { "with" }
        ));
    }
    found
}

/// What cannot be put in a number.
fn rest(own: &Owner, usual: &Owner) -> &'static str {
    if own.written.overrides != usual.written.overrides {
        "other --set or --without, or in another order"
    } else if own.solved != usual.solved {
        "other normal times: its pilot found other numbers"
    } else {
        "damaged, or not made by this program"
    }
}
