//! High-risk children who came to notice: found in time, missed by which route, or the risk ended first.

use super::Better::{Higher, Lower, Neither};
use super::list::List;
use crate::measure::Counter::{
    ChildrenSettled, LateByDesign, Noticed, WindowChildren, WindowMissed, WindowResolved,
};
use crate::measure::{Names, Settlement, WINDOWS, Waits, Window};

pub(super) fn add(list: &mut List, names: &Names) {
    let routes = list.each(ChildrenSettled, Settlement::ROUTES.map(|route| route as usize));
    let [found, resolved] = [Settlement::Found, Settlement::Resolved]
        .map(|settled| list.at(ChildrenSettled, settled as usize));
    let noticed = list.one(Noticed);
    missed(list, names, &routes, [noticed, resolved]);
    list.add(
        "noticed",
        "High-risk children who came to notice",
        "children",
        Neither,
        list.total(&[noticed]),
    );
    list.add("found", "High-risk children found in time", "children", Higher, list.total(&[found]));
    list.add(
        "resolved",
        "High-risk children whose risk ended first",
        "children",
        Neither,
        list.total(&[resolved]),
    );
    within_other_windows(list);
    list.add(
        "late_by_design",
        "Missed children later protected by a route on which every deadline was met",
        "share",
        Lower,
        list.ratio(&[list.one(LateByDesign)], &routes),
    );
    list.add(
        "wait_median[protection]",
        "Coming to notice to protection, high-risk children",
        "days",
        Lower,
        list.quantile(Waits::Protection, 0.5),
    );
}

fn missed(list: &mut List, names: &Names, routes: &[usize], [noticed, resolved]: [usize; 2]) {
    list.add(
        "miss_rate",
        format!(
            "High-risk children not protected within {} working days of coming to notice",
            names.target_working_days
        ),
        "share",
        Lower,
        list.share_but(routes, noticed, resolved),
    );
    list.add("missed", "High-risk children missed", "children", Lower, list.total(routes));
    for (route, &place) in Settlement::ROUTES.iter().zip(routes) {
        let label = format!("High-risk children missed, {}", route.name());
        list.add(
            format!("missed[{}]", route.name()),
            label,
            "children",
            Lower,
            list.total(&[place]),
        );
    }
    list.add(
        "missed[late]",
        "High-risk children missed, late at any stage",
        "children",
        Lower,
        list.total(&routes[2..]),
    );
    for (route, &place) in Settlement::ROUTES.iter().zip(routes) {
        let label = format!("Share of high-risk children missed, {}", route.name());
        let share = list.share_but(&[place], noticed, resolved);
        list.add(format!("miss_rate[{}]", route.name()), label, "share", Lower, share);
    }
}

fn within_other_windows(list: &mut List) {
    for (w, window) in WINDOWS.iter().enumerate() {
        let (id, label) = match window {
            Window::Target => continue,
            Window::WorkingDays(n) => (
                format!("miss_rate_within[{n}]"),
                format!("Miss rate with a window of {n} working days"),
            ),
            Window::Year => {
                ("miss_rate_within[365]".to_owned(), "Not protected within a year".to_owned())
            }
        };
        let [missed, children, resolved] =
            [WindowMissed, WindowChildren, WindowResolved].map(|c| list.at(c, w));
        list.add(id, label, "share", Lower, list.share_but(&[missed], children, resolved));
    }
}
