//! What stands behind the answer: routes, windows, harm, the chain, targets, warnings, what is left out.

use crate::measure::{Indicator, MeasureId, Member, PeriodId, Place, Quantity, Settlement};
use crate::report::document::{Page, TextTable};
use crate::report::format;
use crate::report::reading::{self, Column, ShownWorld};
use crate::results::HeldOut;
use crate::results::{ChainLink, RunResult, TargetResult};
use crate::scenario::TargetUse;
use crate::scenario::numbers::HeldNumbers;
use crate::words::skill;
use crate::words::target::why_missed;

/// What became of high-risk children.
pub(super) fn children(page: &mut Page, result: &RunResult) {
    routes(page, result);
    split(page, result);
    windows(page, result);
    harm(page, result);
}

/// Shares of the children and numbers of children: a share alone would hide that a surge brings more of them.
fn routes(page: &mut Page, result: &RunResult) {
    let columns = reading::columns(result);
    let shares: Vec<&Column> =
        columns.iter().filter(|column| column.world != ShownWorld::Difference).collect();
    let counts: Vec<&Column> =
        // The time before is not a year. Its shares can be compared with the others, its numbers cannot.
        columns.iter().filter(|column| column.period != PeriodId::Before).collect();
    let of = |unit: &'static str| move |column: &&Column| format!("{}\n{unit}", heading(column));
    let mut table =
        TextTable::new(shares.iter().map(of("%")).chain(counts.iter().map(of("children"))));
    let mut add = |words: &str, share: Option<MeasureId>, number: MeasureId| {
        let share_cells = shares.iter().map(|c| {
            share
                .as_ref()
                .map_or_else(|| format::NONE.into(), |share| cell_mean(result, share, c, 1))
        });
        let counts: Vec<Column> = counts.iter().map(|c| (*c).clone()).collect();
        table.row(words, share_cells.chain(cells(result, &number, &counts, 1)).collect());
    };
    for route in Settlement::ROUTES {
        add(
            route.name(),
            Some(Indicator::MissRate.settled(route)),
            Indicator::Missed.settled(route),
        );
    }
    add("all missed", Some(Indicator::MissRate.into()), Indicator::Missed.into());
    add("came to notice", None, Indicator::Noticed.into());
    page.table(
        &format!("High-risk children not protected {}, by route", reading::window(result)),
        table,
    );
    page.note(
        "Screened out: closed at triage. Misjudged: closed later, or put where nothing protects. \
         Late: the time ran out, or harm came, at that stage.",
    );
}

fn split(page: &mut Page, result: &RunResult) {
    let headline = &result.headline;
    let (Some(more), Some(worse)) =
        (&headline.excess_more_episodes, &headline.excess_worse_service)
    else {
        return;
    };
    // The two add up to one difference. If one is not shown, neither may be claimed.
    if more.not_shown().or(worse.not_shown()).is_some() {
        page.note(
            "Too few runs differ in episodes missed to say how many were missed because there were more of them, and how many \
             because the service was worse.",
        );
        return;
    }
    page.note(&format!(
        "In episodes, of which a child may have several: {} missed because there were more of them, {} \
         because the service was worse. Routes compete: who is late cannot be misjudged.",
        format::fixed_difference(Some(more), "", 1),
        format::fixed_difference(Some(worse), "", 1)
    ));
}

/// The same in other windows, and what no faster work would have changed.
fn windows(page: &mut Page, result: &RunResult) {
    let mut others: Vec<(u32, String)> = reading::members(result, Indicator::MissRateWithin)
        .filter_map(|(member, measure)| {
            let Member::Within(days) = *member else { return None };
            if days == result.target_working_days {
                return None;
            }
            // 365 means a year of days. All other windows count working days.
            let words = if days == 365 {
                "a year".to_owned()
            } else {
                format!("{days}\u{a0}working\u{a0}days")
            };
            Some((days, format!("{words} {}", beside(result, &measure.id, 1)?)))
        })
        .collect();
    others.sort();
    let others: Vec<String> = others.into_iter().map(|(_, words)| words).collect();
    let mut text = String::new();
    if !others.is_empty() {
        text.push_str(&format!("Not protected within other times (%): {}. ", others.join("; ")));
    }
    if let Some(share) = beside(result, &Indicator::LateByDesign.into(), 1) {
        text.push_str(&format!("Missed, though every deadline was met: {share}."));
    }
    if !text.is_empty() {
        page.note(&text);
    }
}

/// `76.0 (73.6 without)`: the headline's period, and the twin's beside it.
fn beside(result: &RunResult, id: &MeasureId, decimals: usize) -> Option<String> {
    let measure = result.measure(id)?;
    let value = result.value(id, result.headline.period)?;
    let run = format::fixed(Some(value.run.as_ref()?), &measure.unit, decimals);
    Some(match &value.twin {
        Some(twin) => format!(
            "{run}\u{a0}({}\u{a0}without)",
            format::fixed(Some(twin), &measure.unit, decimals)
        ),
        None => run,
    })
}

/// Where a child was when publicity changed the harm that is expected; every place is in `results.json`.
fn harm(page: &mut Page, result: &RunResult) {
    let shown: Vec<String> = Place::ALL
        .into_iter()
        .filter_map(|place| {
            let value = result.value(Indicator::ExpectedHarms.at(place), result.headline.period)?;
            let difference =
                value.difference.as_ref().filter(|difference| difference.excludes_zero())?;
            let name = match place {
                Place::Drifting => "on a plan with visits overdue",
                Place::Unknown => "never referred",
                _ => place.name(),
            };
            Some(format!("{name} {}", format::fixed_difference(Some(difference), "", 3)))
        })
        .collect();
    if !shown.is_empty() {
        page.note(&format!(
            "Expected serious harms differ by where the child was, as far as is shown: {}.",
            shown.join("; ")
        ));
    }
}

/// The chain from publicity to missing: which links are shown. The routes have their differences in their table.
pub(super) fn chain(page: &mut Page, result: &RunResult) {
    let links = |shown: bool| {
        let below = |link: &&ChainLink| !reading::is_an_answer(&link.measure);
        let found = result.chain.iter().filter(|link| link.shown == shown).filter(below);
        let labels: Vec<&str> = found.map(|link| link.label.as_str()).collect();
        if labels.is_empty() { "none".to_owned() } else { labels.join("; ") }
    };
    if result.chain.iter().all(|link| link.difference.is_none()) {
        return;
    }
    page.gap();
    page.heading("The chain from publicity to the routes above, link by link");
    page.item(&format!("Shown (the interval of the difference excludes 0): {}.", links(true)));
    page.item(&format!("Not shown: {}.", links(false)));
}

/// Targets beside the model, a paragraph a period.
pub(super) fn targets(page: &mut Page, result: &RunResult) {
    if result.targets.is_empty() {
        return;
    }
    let scored = || result.targets.iter().filter(|target| target.met.is_some());
    let met = scored().filter(|target| target.met == Some(true)).count();
    page.gap();
    page.heading(&format!(
        "Targets: {met} of {} met (the model, and the published range)",
        scored().count()
    ));
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for target in &result.targets {
        // The group says how its targets are used, so that nobody takes a fitted target for a test.
        let held = match target.used {
            TargetUse::HeldOut => ", held out and not used to fit".to_owned(),
            TargetUse::Shown => ", shown beside the model and not counted".to_owned(),
            TargetUse::ForScale if target.place.is_empty() => {
                ", for scale, neither met nor missed".to_owned()
            }
            TargetUse::ForScale => format!(
                ", for scale, the figure being that of {} and neither met nor missed",
                target.place
            ),
            TargetUse::Fit => String::new(),
        };
        let group = format!("{}{held}", format::capital(&target.period));
        // A list keeps the targets in the order of the file; a map would not.
        match groups.iter_mut().find(|(name, _)| *name == group) {
            Some((_, found)) => found.push(target_words(target)),
            None => groups.push((group, vec![target_words(target)])),
        }
    }
    for (group, found) in groups {
        page.item(&format!("{group}: {}.", found.join("; ")));
    }
    let near: Vec<String> = scored()
        .filter(|target| target.is_near_an_end())
        .map(|target| format!("{}, {}", short_id(target), target.period))
        .collect();
    if !near.is_empty() {
        page.item(&format!(
            "Not settled with so many replications, since the interval of the model's mean holds an end of the range: {}.",
            near.join("; ")
        ));
    }
    for target in scored().filter(|target| target.met == Some(false)) {
        // The address is in results.json: it is longer than a line.
        let source = match &target.citation {
            Some(citation) => format!("{}, {}", citation.source, citation.year),
            None => target.source.split(" (http").next().unwrap_or_default().to_owned(),
        };
        let why = why_missed(&target.missed_because);
        page.item(&format!(
            "Missed: {}, {}. {why} Source of the range: {source}.",
            short_id(target),
            target.period
        ));
    }
    if let Some(held) = &result.held_out {
        skill_of(page, &[("the model", held)]);
    }
}

/// The model's error on what was held out beside that of simple forecasts.
pub(in crate::report) fn skill_of(page: &mut Page, models: &[(&str, &HeldOut)]) {
    if models.iter().all(|(_, held)| held.error.is_none()) {
        models.first().into_iter().for_each(|(_, held)| page.note(&skill::sentence(held)));
        return;
    }
    let columns = skill::columns(models);
    let mut table = TextTable::new(columns.iter().map(String::as_str));
    for (words, cells) in skill::rows(models) {
        table.row(words, cells);
    }
    page.table(skill::TITLE, table);
    page.note(skill::NOTE);
}

/// `auc[screening] 0.62 (0.55–0.65)`.
fn target_words(target: &TargetResult) -> String {
    let decimals = if target.high.abs() < 10.0 { 2 } else { 0 };
    let model = target.model.map_or_else(
        || format::NONE.to_owned(),
        |e| format::number(e.mean, model_decimals(target, e.mean)),
    );
    let range = format!(
        "{}–{}",
        format::number(target.low, decimals),
        format::number(target.high, decimals)
    );
    let missed = if target.met == Some(false) { "\u{a0}MISSED" } else { "" };
    format!("{} {model}\u{a0}({range}){missed}", short_id(target))
}

/// The decimals of the range, and more where the model would otherwise be printed on the wrong side of its end.
fn model_decimals(target: &TargetResult, mean: f64) -> usize {
    let decimals = if target.high.abs() < 10.0 { 2 } else { 0 };
    let agrees = |decimals: &usize| {
        let scale = libm::pow(10.0, *decimals as f64);
        let printed = (mean * scale).round() / scale;
        let within = |value: f64| (target.low..=target.high).contains(&value);
        within(printed) == within(mean)
    };
    (decimals..decimals + 3).find(agrees).unwrap_or(decimals)
}

/// `started: core assessment / initial assessment` for the quotient of two of one family.
fn short_id(target: &TargetResult) -> String {
    let Some(Quantity::Quotient(above, below)) = &target.quantity else {
        return target.measure.clone();
    };
    let started = |id: &MeasureId| match &id.member {
        Some(member) if id.indicator == Indicator::Started => Some(member.to_string()),
        _ => None,
    };
    match started(above) {
        Some(above) => {
            format!("started: {above} / {}", started(below).unwrap_or_else(|| below.to_string()))
        }
        None => target.measure.clone(),
    }
}

/// How many numbers nothing varies.
pub(super) fn held(page: &mut Page, result: &RunResult) {
    let HeldNumbers { ranged, fixed } = result.numbers;
    if fixed == 0 {
        return;
    }
    page.gap();
    page.prose(&format!(
        "Held fixed: of the scenario's {} numbers {ranged} have a range in its evidence; {fixed} have none, and neither \
         sensitivity nor uncertainty varies them.",
        ranged + fixed
    ));
}

/// What the model leaves out.
pub(super) fn left_out(page: &mut Page, result: &RunResult) {
    page.gap();
    page.heading("What the model leaves out, and which way it would push the answer");
    for omission in &result.left_out {
        page.item(&format!("{} {}", omission.what, omission.pushes));
    }
}

/// A column in one word: the frame says what they are.
pub(super) fn heading(column: &Column) -> &'static str {
    match (column.world, column.period) {
        (ShownWorld::Difference, _) => "difference",
        (ShownWorld::Twin, _) => "without",
        (ShownWorld::Run, PeriodId::YearAfter) => "after",
        (ShownWorld::Run, _) => column.heading,
    }
}

/// One cell: the mean alone, where its difference stands beside it with an interval.
fn cell_mean(result: &RunResult, id: &MeasureId, column: &Column, decimals: usize) -> String {
    let unit = result.measure(id).map_or("", |measure| measure.unit.as_str());
    let value = result.value(id, column.period).and_then(|value| column.of(value));
    format::fixed(value, unit, decimals)
}

/// One row: means, and the difference with its interval; with intervals throughout where there is no difference.
pub(super) fn cells(
    result: &RunResult,
    id: impl Into<MeasureId>,
    columns: &[Column],
    decimals: usize,
) -> Vec<String> {
    let id = &id.into();
    let unit = result.measure(id).map_or("", |measure| measure.unit.as_str());
    // A reader would compare the intervals of the two means and miss that the runs are paired.
    let paired = columns.iter().any(|column| column.world == ShownWorld::Difference);
    let cell = |column: &Column| {
        let estimate = result.value(id, column.period).and_then(|value| column.of(value));
        match (column.world, paired) {
            (ShownWorld::Difference, _) => format::fixed_difference(estimate, unit, decimals),
            (_, true) => format::fixed(estimate, unit, decimals),
            (_, false) => format::fixed_short(estimate, unit, decimals),
        }
    };
    columns.iter().map(cell).collect()
}
