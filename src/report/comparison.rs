//! A comparison as a document: all sides beside each other, then each against the baseline.

use crate::measure::{Indicator, MeasureId, Settlement};
#[cfg(feature = "native")]
use crate::report::document::Block;
use crate::report::document::{Page, TextTable};
use crate::report::format;
use crate::report::reading;
use crate::results::RunResult;
use crate::results::comparison::{Against, ComparisonResult, MeasureDifference, Note};
use crate::stats::Estimate;
use crate::words::comparison::{findings, links, shown_links, when};
use crate::words::warning::{WarningInWords, told};

use super::terminal::{Style, laid_out};

/// So many measures that only one side has are named; more are counted.
const NAMED: usize = 4;

/// The screen, lines no longer than `width` where words allow it.
#[must_use]
pub fn screen(
    found: &ComparisonResult,
    results: &[RunResult],
    width: usize,
    style: Style,
) -> String {
    laid_out(&page(found, results, true), width, style)
}

/// The same for a page in a browser, which has its findings elsewhere: the frame first, after the title.
#[cfg(feature = "native")]
pub(in crate::report) fn blocks(found: &ComparisonResult, results: &[RunResult]) -> Vec<Block> {
    page(found, results, false).into_blocks()
}

fn page(found: &ComparisonResult, results: &[RunResult], with_findings: bool) -> Page {
    let mut page = Page::new();
    page.heading(&title(found));
    page.prose(&frame(found));
    for note in &found.notes {
        page.prose(&words(found, note));
    }
    overview(&mut page, found, results);
    for against in &found.against {
        section(&mut page, found, against, with_findings);
    }
    warnings(&mut page, found, results);
    page.gap();
    page.prose(&found.not_for);
    page
}

fn title(found: &ComparisonResult) -> String {
    let others: Vec<&str> =
        found.against.iter().map(|against| found.side(against).name.as_str()).collect();
    format!("{} against {}", format::list(&others), found.baseline().name)
}

fn frame(found: &ComparisonResult) -> String {
    let n = format::counted(found.replications as u64, "replication", "replications");
    let mut text = format!(
        "{n} of each scenario from the same seed, {}: differences are formed between runs with the same luck, so that most of \
         what luck does falls out of them.",
        found.seed
    );
    if found.replications > 1 {
        let looked = looked_at(found);
        text.push_str(&format!(
            " After ±, or in brackets, stands the 95% confidence interval of a mean: how well the runs know it, not how one year may turn out. \
             {looked} differences are looked at: about one in twenty would look real by chance alone though nothing differed."
        ));
    } else {
        text.push_str(" One replication has no intervals: what it shows may be chance alone.");
    }
    text.push_str(&format!(" Comparison {}.", found.run_id));
    text
}

/// Differences that have an interval in the headline's period, or too few pairs for one, over all sides.
fn looked_at(found: &ComparisonResult) -> String {
    // A difference of too few pairs has been looked at, too. The count of looks would be too small without it.
    let is_looked_at = |d: &Estimate| d.half_width.is_some() || d.not_shown().is_some();
    let has = |against: &Against, id: &MeasureId| {
        found
            .headline(against, id)
            .is_some_and(|value| value.difference.as_ref().is_some_and(is_looked_at))
    };
    let all = found
        .against
        .iter()
        .map(|against| against.measures.iter().filter(|m| has(against, &m.id)).count());
    format::count(all.sum::<usize>() as u64)
}

fn words(found: &ComparisonResult, note: &Note) -> String {
    let name = |side: &usize| &found.sides[*side].name;
    let base = &found.baseline().name;
    match note {
        Note::Seed { side, own } => {
            format!("{}: its own seed, {own}, gives way to that of {base}.", name(side))
        }
        Note::Replications { side, own } => {
            format!(
                "{}: its own number of replications, {own}, gives way to that of {base}.",
                name(side)
            )
        }
        Note::SameFile { side } => format!("{} is the same file named again.", name(side)),
        Note::NoPublicity { side } => format!(
            "{} has no publicity in the observed period, so there is no year after it: the whole period is compared.",
            name(side)
        ),
    }
}

/// All sides in the headline's period.
fn overview(page: &mut Page, found: &ComparisonResult, results: &[RunResult]) {
    let mut table = TextTable::new([
        "missed\nof 100",
        "children\nmissed",
        "came to\nnotice",
        "expected\nharms",
    ]);
    for (n, side) in found.sides.iter().enumerate() {
        let name = if n == found.baseline {
            format!("{} (baseline)", side.name)
        } else {
            side.name.clone()
        };
        let cells = vec![
            format::fixed_short(side.miss_rate.as_ref(), "share", 1),
            format::fixed_short(side.missed.as_ref(), "", 1),
            format::fixed_short(side.noticed.as_ref(), "", 1),
            format::fixed_short(side.expected_harms.as_ref(), "", 2),
        ];
        table.row(name, cells);
    }
    let window = results.get(found.baseline).map_or("in time".to_owned(), reading::window);
    page.table(
        &format!("High-risk children {}, missed: not protected {window}", when(found)),
        table,
    );
    if found.replications > 1 {
        page.note(
            "These intervals are of each scenario by itself: the paired differences below say whether two differ.",
        );
    }
}

/// One side against the baseline.
fn section(page: &mut Page, found: &ComparisonResult, against: &Against, with_findings: bool) {
    page.gap();
    page.heading(&format!("{}, against {}", found.side(against).name, found.baseline().name));
    if with_findings {
        for finding in findings(found, against) {
            page.prose(&finding);
        }
    }
    if !against.identical {
        routes(page, found, against);
        chain(page, found, against);
        pairing(page, found, against);
    }
    apart(page, found, against);
}

fn routes(page: &mut Page, found: &ComparisonResult, against: &Against) {
    let mut table = TextTable::new(["baseline", "here", "difference"]);
    let mut add = |words: &str, id: MeasureId| table.row(words, cells(found, against, &id, 1));
    for route in Settlement::ROUTES {
        add(route.name(), Indicator::Missed.settled(route));
    }
    add("all missed", Indicator::Missed.into());
    add("came to notice", Indicator::Noticed.into());
    page.table(&format!("Children missed {}, by route", when(found)), table);
}

fn cells(
    found: &ComparisonResult,
    against: &Against,
    id: &MeasureId,
    decimals: usize,
) -> Vec<String> {
    let unit = against.measure(id).map_or("", |measure| measure.unit.as_str());
    let Some(value) = found.headline(against, id) else { return vec![format::NONE.to_owned(); 3] };
    vec![
        format::fixed(value.baseline_value.as_ref(), unit, decimals),
        format::fixed(value.value.as_ref(), unit, decimals),
        format::fixed_difference(value.difference.as_ref(), unit, decimals),
    ]
}

/// The links that are shown to differ, largest first; the others named.
fn chain(page: &mut Page, found: &ComparisonResult, against: &Against) {
    let shown = shown_links(found, against);
    let mut table = TextTable::new(["baseline", "here", "difference"]);
    for &id in &shown {
        let Some(measure) = against.measure(id) else { continue };
        table.row(with_unit(measure), cells(found, against, id, decimals(found, against, id)));
    }
    let heading = "What differs in the chain above the misses, most first against its own size";
    // A table brings its own gap. Without one the note below would stick to the paragraph above.
    if table.is_empty() {
        page.gap();
    }
    page.table(heading, table);
    let not: Vec<&str> = links(against)
        .filter(|&id| {
            !shown.contains(&id)
                && found.headline(against, id).is_some_and(|value| value.difference.is_some())
        })
        .filter_map(|id| Some(against.measure(id)?.label.as_str()))
        .collect();
    if !not.is_empty() {
        page.note(&format!("Not shown to differ in the chain: {}.", not.join("; ")));
    }
}

/// A link of the chain and its unit. Of the links, the referrals alone have it in their label.
fn with_unit(measure: &MeasureDifference) -> String {
    if measure.id.indicator == Indicator::ReferralsPerMonth {
        return measure.label.clone();
    }
    let unit = if measure.unit == "share" { "%" } else { &measure.unit };
    format!("{} ({unit})", measure.label)
}

/// So many that both values can be told apart where their difference is shown.
fn decimals(found: &ComparisonResult, against: &Against, id: &MeasureId) -> usize {
    let half = found.headline(against, id).and_then(|value| value.difference?.half_width);
    let factor = if against.measure(id).is_some_and(|measure| measure.unit == "share") {
        100.0
    } else {
        1.0
    };
    half.map_or(1, |half| format::decimals_for(factor * half).clamp(1, 3))
}

/// What the pairing saved.
fn pairing(page: &mut Page, found: &ComparisonResult, against: &Against) {
    let ratio = |id: Indicator| found.headline(against, id)?.variance_ratio;
    let (Some(rate), Some(missed)) = (ratio(Indicator::MissRate), ratio(Indicator::Missed)) else {
        return;
    };
    let times = |ratio: f64| format::plain(ratio);
    page.note(&format!(
        "Had each side had its own luck, the same intervals would take {} times as many replications for the miss rate, {} \
         times for the number missed.{}",
        times(rate),
        times(missed),
        if rate < 1.0 { " Here the pairing did not help." } else { "" }
    ));
}

/// What is not compared.
fn apart(page: &mut Page, found: &ComparisonResult, against: &Against) {
    let (side, base) = (&found.side(against).name, &found.baseline().name);
    let lists = [
        (format!("Only in {side}"), texts(&against.only_side)),
        (format!("Only in {base}"), texts(&against.only_baseline)),
        (
            "Defined differently on the two sides, and not compared".to_owned(),
            texts(&against.defined_differently),
        ),
        (
            "Periods not compared, for they are not the same days".to_owned(),
            texts(&against.other_periods),
        ),
    ];
    for (words, ids) in lists.into_iter().filter(|(_, ids)| !ids.is_empty()) {
        let mut named: Vec<String> = ids.iter().take(NAMED).cloned().collect();
        if ids.len() > NAMED {
            named.push(format!("{} more", ids.len() - NAMED));
        }
        page.note(&format!("{words}: {}.", named.join("; ")));
    }
}

fn texts(ids: &[impl ToString]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

/// What to distrust, once for all sides that share it.
fn warnings(page: &mut Page, found: &ComparisonResult, results: &[RunResult]) {
    let all = shared_warnings(found, results);
    page.gap();
    if all.is_empty() {
        page.prose("The runs have nothing to warn of.");
        return;
    }
    page.heading("What the runs warn of");
    for warning in all {
        page.item(&warning.sentences());
    }
}

/// What the sides warn of, once for all that share it: the cause begins with whose it is.
pub(in crate::report) fn shared_warnings(
    found: &ComparisonResult,
    results: &[RunResult],
) -> Vec<WarningInWords> {
    let mut all: Vec<(WarningInWords, Vec<&str>)> = Vec::new();
    for (side, result) in found.sides.iter().zip(results) {
        for said in result.warnings.iter().map(told) {
            // A list keeps the warnings in the order of the sides; a map would not.
            match all.iter_mut().find(|(known, _)| *known == said) {
                Some((_, sides)) if sides.contains(&side.name.as_str()) => {}
                Some((_, sides)) => sides.push(&side.name),
                None => all.push((said, vec![&side.name])),
            }
        }
    }
    let named = |(said, sides): (WarningInWords, Vec<&str>)| {
        let who =
            if sides.len() == found.sides.len() { "All".to_owned() } else { format::list(&sides) };
        WarningInWords { cause: format!("{who}: {}", said.cause), ..said }
    };
    all.into_iter().map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use crate::results::Warning;

    #[test]
    fn a_warning_that_sides_share_stands_once_and_says_whose_it_is() {
        let (found, mut results) = sample::comparison(3);
        for result in &mut results {
            result.warnings = vec![Warning::FewReplications { finished: 4 }];
        }
        results[1].warnings.push(Warning::FewDraws { draws: 6 });
        let causes: Vec<String> =
            shared_warnings(&found, &results).into_iter().map(|one| one.cause).collect();
        let own = format!("{}: 6 draws are few.", found.sides[1].name);
        assert_eq!(causes, ["All: 4 replications are few.".to_owned(), own]);
    }
}
