//! High-risk children who came to notice: found in time, missed by which route, or the risk ended first.

use super::Better::{Higher, Lower, Neither};
use super::list::MeasureList;
use crate::measure::Counter::{
    ChildrenSettled, LateByDesign, Noticed, WindowChildren, WindowMissed, WindowResolved,
};
use crate::measure::{Indicator, MeasureNames, Member, Settlement, WINDOWS, Waits, Window};

pub(super) fn add(list: &mut MeasureList, names: &MeasureNames) {
    // The routes add up to all children missed, since every child settles once.
    let routes = list.each(ChildrenSettled, Settlement::ROUTES.map(|route| route as usize));
    let [found, resolved] = [Settlement::Found, Settlement::Resolved]
        .map(|settled| list.at(ChildrenSettled, settled as usize));
    let noticed = list.one(Noticed);
    missed(list, names, &routes, [noticed, resolved]);
    list.add(
        Indicator::Noticed,
        "High-risk children who came to notice",
        "children",
        Neither,
        list.total(&[noticed]),
    );
    list.add(
        Indicator::Found,
        "High-risk children found in time",
        "children",
        Higher,
        list.total(&[found]),
    );
    list.add(
        Indicator::Resolved,
        "High-risk children whose risk ended first",
        "children",
        Neither,
        list.total(&[resolved]),
    );
    within_other_windows(list);
    list.add(
        Indicator::LateByDesign,
        "Missed children later protected by a route on which every deadline was met",
        "share",
        Lower,
        list.ratio(&[list.one(LateByDesign)], &routes),
    );
    list.add(
        Indicator::WaitMedian.of(Member::Protection),
        "Coming to notice to protection, high-risk children",
        "days",
        Lower,
        list.quantile(Waits::Protection, 0.5),
    );
}

fn missed(
    list: &mut MeasureList,
    names: &MeasureNames,
    routes: &[usize],
    [noticed, resolved]: [usize; 2],
) {
    list.add(
        Indicator::MissRate,
        format!(
            "High-risk children not protected within {} working days of coming to notice",
            names.target_working_days
        ),
        "share",
        Lower,
        list.share_but(routes, noticed, resolved),
    );
    list.add(Indicator::Missed, "High-risk children missed", "children", Lower, list.total(routes));
    for (route, &place) in Settlement::ROUTES.iter().zip(routes) {
        let label = format!("High-risk children missed, {}", route.name());
        list.add(Indicator::Missed.settled(*route), label, "children", Lower, list.total(&[place]));
    }
    list.add(
        Indicator::Missed.of(Member::Late),
        "High-risk children missed, late at any stage",
        "children",
        Lower,
        // The first two routes are screened out and misjudged; all others are late.
        list.total(&routes[2..]),
    );
    for (route, &place) in Settlement::ROUTES.iter().zip(routes) {
        let label = format!("Share of high-risk children missed, {}", route.name());
        let share = list.share_but(&[place], noticed, resolved);
        list.add(Indicator::MissRate.settled(*route), label, "share", Lower, share);
    }
}

fn within_other_windows(list: &mut MeasureList) {
    for (w, window) in WINDOWS.iter().enumerate() {
        let (member, label) = match window {
            // The target window has the miss rate itself.
            Window::Target => continue,
            Window::WorkingDays(n) => {
                (Member::Within(*n), format!("Miss rate with a window of {n} working days"))
            }
            // These are days, the others working days. No window has 365 working days, so the number tells them
            // apart.
            Window::Year => (Member::Within(365), "Not protected within a year".to_owned()),
        };
        let [missed, children, resolved] =
            [WindowMissed, WindowChildren, WindowResolved].map(|c| list.at(c, w));
        let id = Indicator::MissRateWithin.of(member);
        list.add(id, label, "share", Lower, list.share_but(&[missed], children, resolved));
    }
}
