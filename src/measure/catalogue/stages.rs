//! Stages of the pathway: who is there, decisions and their waits, visits and their direct time, plans.

use super::Better::{Higher, Lower, Neither};
use super::list::MeasureList;
use crate::measure::Counter::{
    ActualMinutes, Closed, ClosedEarly, Decided, DriftingDays, EarlyReviews, Ended, EndedDays,
    NominalMinutes, OnTime, StageDays, Started, Timed, Together, Visits,
};
use crate::measure::{Indicator, MeasureNames, StageName, Waits, by_name};

pub(super) fn add(list: &mut MeasureList, names: &MeasureNames) {
    for (s, stage) in names.stages.iter().enumerate() {
        children_there(list, s, stage);
        if stage.worked {
            decisions(list, s, stage);
            visits(list, s, &stage.name);
        }
        if stage.worked && stage.plan {
            plan(list, s, &stage.name);
        }
        if names.under_pressure.early_closing.contains(&s) {
            closed_early(list, s, &stage.name);
        }
    }
    let (all_minutes, all_visits): (Vec<usize>, Vec<usize>) =
        by_name(names.stages.iter().map(|stage| stage.name.as_str()))
            .into_iter()
            .filter(|&s| names.stages[s].assess || names.stages[s].plan)
            .map(|s| (list.at(ActualMinutes, s), list.at(Visits, s)))
            .unzip();
    list.add(
        Indicator::Minutes,
        "Direct time with the child a visit, all visits",
        "minutes",
        Higher,
        list.ratio(&all_minutes, &all_visits),
    );
}

fn children_there(list: &mut MeasureList, s: usize, stage: &StageName) {
    let name = &stage.name;
    list.add(
        Indicator::Started.named(name),
        format!("{name}: started"),
        "children",
        Neither,
        list.total(&[list.at(Started, s)]),
    );
    if stage.together {
        list.add(
            Indicator::BegunTogether.named(name),
            format!("{name}: begun together with another stage"),
            "children",
            Neither,
            list.total(&[list.at(Together, s)]),
        );
    }
    list.add(
        Indicator::InStage.named(name),
        format!("{name}: children there"),
        "children",
        Neither,
        list.level(&[list.at(StageDays, s)]),
    );
}

fn decisions(list: &mut MeasureList, s: usize, stage: &StageName) {
    let name = &stage.name;
    list.add(
        Indicator::ClosedShare.named(name),
        format!("{name}: decisions that close the case"),
        "share",
        Neither,
        list.ratio(&[list.at(Closed, s)], &[list.at(Decided, s)]),
    );
    if stage.timed {
        list.add(
            Indicator::OnTime.named(name),
            format!("{name}: decided by the deadline"),
            "share",
            Higher,
            list.ratio(&[list.at(OnTime, s)], &[list.at(Timed, s)]),
        );
    }
    list.add(
        Indicator::WaitMedian.named(name),
        format!("{name}: entry to decision, half take less"),
        "days",
        Lower,
        list.quantile(Waits::Stage(s), 0.5),
    );
    list.add(
        Indicator::WaitP90.named(name),
        format!("{name}: entry to decision, nine in ten take less"),
        "days",
        Lower,
        list.quantile(Waits::Stage(s), 0.9),
    );
}

fn visits(list: &mut MeasureList, s: usize, name: &str) {
    let [visits, minutes, nominal] =
        [Visits, ActualMinutes, NominalMinutes].map(|counter| list.at(counter, s));
    list.add(
        Indicator::Visits.named(name),
        format!("{name}: visits or meetings"),
        "visits",
        Neither,
        list.total(&[visits]),
    );
    list.add(
        Indicator::Minutes.named(name),
        format!("{name}: direct time with the child a visit"),
        "minutes",
        Higher,
        list.ratio(&[minutes], &[visits]),
    );
    list.add(
        Indicator::MinutesMedian.named(name),
        format!("{name}: direct time a visit, half had less"),
        "minutes",
        Higher,
        list.quantile(Waits::DirectMinutes(s), 0.5),
    );
    list.add(
        Indicator::MinutesP10.named(name),
        format!("{name}: direct time a visit, one in ten had less"),
        "minutes",
        Higher,
        list.quantile(Waits::DirectMinutes(s), 0.1),
    );
    list.add(
        Indicator::DirectKept.named(name),
        format!("{name}: direct time kept of what was planned"),
        "share",
        Higher,
        list.ratio(&[minutes], &[nominal]),
    );
}

fn plan(list: &mut MeasureList, s: usize, name: &str) {
    list.add(
        Indicator::LengthMean.named(name),
        format!("{name}: mean length of those that ended in the period, extensions included"),
        "days",
        Neither,
        list.ratio(&[list.at(EndedDays, s)], &[list.at(Ended, s)]),
    );
    list.add(
        Indicator::LengthKmMean.named(name),
        format!("{name}: mean length of those that began in the period (Kaplan-Meier, as far as the longest seen)"),
        "days",
        Neither,
        // Plans that still run count with their time so far: a mean of those that ended leaves the long ones out.
        list.restricted_mean(Waits::PlanLength(s)),
    );
    list.add(
        Indicator::LengthMedian.named(name),
        format!("{name}: length, half are shorter"),
        "days",
        Neither,
        list.quantile(Waits::PlanLength(s), 0.5),
    );
    let drifting = list.at(DriftingDays, s);
    list.add(
        Indicator::Drifting.named(name),
        format!("{name}: cases drifting"),
        "children",
        Lower,
        list.level(&[drifting]),
    );
    list.add(
        Indicator::DriftingShare.named(name),
        format!("{name}: share of time drifting"),
        "share",
        Lower,
        list.ratio(&[drifting], &[list.at(StageDays, s)]),
    );
}

fn closed_early(list: &mut MeasureList, s: usize, name: &str) {
    list.add(
        Indicator::EarlyReviews.named(name),
        format!("{name}: reviews that pressure brought forward"),
        "reviews",
        Neither,
        list.total(&[list.at(EarlyReviews, s)]),
    );
    list.add(
        Indicator::ClosedEarly.named(name),
        format!("{name}: closed by a review that pressure brought forward"),
        "children",
        Neither,
        list.total(&[list.at(ClosedEarly, s)]),
    );
}
