//! Teams: cases with and without a worker, who is in post, off sick, leaving and arriving.

use super::Better::{Higher, Lower, Neither};
use super::list::MeasureList;
use crate::measure::Counter::{
    AgencyDays, CaseDays, CaseHolderDays, ContractedHours, FileHeldAtHandover, Handovers,
    InPostDays, Leavers, OvertimeHours, Recruits, SickDays, UnallocatedDays, VacantDays,
};
use crate::measure::{Indicator, MeasureNames, Member, Waits};

pub(super) fn add(list: &mut MeasureList, names: &MeasureNames) {
    for (t, name) in names.teams.iter().enumerate() {
        cases(list, t, name);
        staff(list, t, name);
        list.add(
            Indicator::Handovers.named(name),
            format!("{name}: cases handed to another worker"),
            "children",
            Lower,
            list.total(&[list.at(Handovers, t)]),
        );
        if names.under_pressure.overtime.contains(&t) {
            list.add(
                Indicator::Overtime.named(name),
                format!("{name}: hours worked beyond contract, of those within"),
                "share",
                Lower,
                list.ratio(&[list.at(OvertimeHours, t)], &[list.at(ContractedHours, t)]),
            );
        }
    }
    if names.under_pressure.thin_recording {
        let handovers = list.each(Handovers, names.teams_by_name());
        list.add(
            Indicator::FileQuality.of(Member::Called("handover")),
            "Share of what had been learnt of a child that the file held at a handover",
            "share",
            Higher,
            list.ratio(&[list.one(FileHeldAtHandover)], &handovers),
        );
    }
    all_teams(list, &names.teams_by_name());
}

fn cases(list: &mut MeasureList, t: usize, name: &str) {
    let allocated = list.at(CaseDays, t);
    list.add(
        Indicator::Unallocated.named(name),
        format!("{name}: cases waiting for a worker"),
        "children",
        Lower,
        list.level(&[list.at(UnallocatedDays, t)]),
    );
    list.add(
        Indicator::Allocated.named(name),
        format!("{name}: cases with a worker"),
        "children",
        Neither,
        list.level(&[allocated]),
    );
    list.add(
        Indicator::Caseload.named(name),
        format!("{name}: cases per full-time worker who holds any"),
        "children",
        Lower,
        // Official tables divide by those who hold cases, not by all in post.
        list.ratio(&[allocated], &[list.at(CaseHolderDays, t)]),
    );
    list.add(
        Indicator::WaitMedian.of(Member::Allocation(name.to_owned())),
        format!("{name}: entry to allocation, half wait less"),
        "days",
        Lower,
        list.quantile(Waits::Allocation(t), 0.5),
    );
    list.add(
        Indicator::WaitP90.of(Member::Allocation(name.to_owned())),
        format!("{name}: entry to allocation, nine in ten wait less"),
        "days",
        Lower,
        list.quantile(Waits::Allocation(t), 0.9),
    );
}

fn staff(list: &mut MeasureList, t: usize, name: &str) {
    let in_post = list.at(InPostDays, t);
    list.add(
        Indicator::InPost.named(name),
        format!("{name}: workers in post, sick and agency included"),
        "workers",
        Neither,
        list.level(&[in_post]),
    );
    list.add(
        Indicator::Agency.named(name),
        format!("{name}: agency workers"),
        "workers",
        Neither,
        list.level(&[list.at(AgencyDays, t)]),
    );
    list.add(
        Indicator::Vacant.named(name),
        format!("{name}: posts without a permanent holder"),
        "posts",
        Lower,
        list.level(&[list.at(VacantDays, t)]),
    );
    list.add(
        Indicator::SickShare.named(name),
        format!("{name}: workers off sick"),
        "share",
        Lower,
        // Those in post include those off sick.
        list.ratio(&[list.at(SickDays, t)], &[in_post]),
    );
    list.add(
        Indicator::LeaversPerYear.named(name),
        format!("{name}: permanent workers leaving"),
        "workers a year",
        Lower,
        list.per_year(&[list.at(Leavers, t)]),
    );
    list.add(
        Indicator::RecruitsPerYear.named(name),
        format!("{name}: recruits"),
        "workers a year",
        Neither,
        list.per_year(&[list.at(Recruits, t)]),
    );
}

fn all_teams(list: &mut MeasureList, teams: &[usize]) {
    let [sick, in_post, leavers, unallocated] = [SickDays, InPostDays, Leavers, UnallocatedDays]
        .map(|counter| list.each(counter, teams.iter().copied()));
    list.add(
        Indicator::SickShare,
        "Workers off sick, all teams",
        "share",
        Lower,
        list.ratio(&sick, &in_post),
    );
    list.add(
        Indicator::LeaversPerYear,
        "Permanent workers leaving, all teams",
        "workers a year",
        Lower,
        list.per_year(&leavers),
    );
    list.add(
        Indicator::InPost,
        "Workers in post, all teams",
        "workers",
        Neither,
        list.level(&in_post),
    );
    list.add(
        Indicator::Unallocated,
        "Cases waiting for a worker, all teams",
        "children",
        Lower,
        list.level(&unallocated),
    );
}
