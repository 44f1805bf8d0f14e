//! The list of measures: one line each.

use super::{
    Better, Catalogue, Counter as C, Formula, Layout, Measure, Names, Place, Scored, Settlement, WINDOWS, Waits, Window,
};
use Better::{Higher, Lower, Neither};

struct List {
    layout: Layout,
    measures: Vec<Measure>,
}

impl List {
    fn add(
        &mut self,
        id: impl Into<String>,
        label: impl Into<String>,
        unit: &'static str,
        better: Better,
        formula: Formula,
    ) {
        self.measures.push(Measure { id: id.into(), label: label.into(), unit, better, formula });
    }

    fn one(&self, counter: C) -> usize {
        self.layout.one(counter)
    }

    fn at(&self, counter: C, member: usize) -> usize {
        self.layout.at(counter, member)
    }

    fn total(&self, places: &[usize]) -> Formula {
        Formula::Total { of: places.to_vec() }
    }

    fn ratio(&self, over: &[usize], under: &[usize]) -> Formula {
        self.scaled(over, under, 1.0)
    }

    fn scaled(&self, over: &[usize], under: &[usize], scale: f64) -> Formula {
        Formula::Ratio { over: over.to_vec(), under: under.iter().map(|&k| (k, 1.0)).collect(), scale }
    }

    fn level(&self, integral: usize) -> Formula {
        self.ratio(&[integral], &[self.one(C::Days)])
    }

    fn quantile(&self, waits: Waits, p: f64) -> Formula {
        Formula::Quantile { histogram: self.layout.histogram(waits), p }
    }
}

pub(super) fn build(names: &Names) -> Catalogue {
    let mut list = List { layout: Layout::new(names), measures: Vec::new() };
    children(&mut list, names);
    harm(&mut list);
    demand(&mut list, names);
    stages(&mut list, names);
    teams(&mut list, names);
    Catalogue { layout: list.layout, measures: list.measures }
}

fn children(list: &mut List, names: &Names) {
    let routes: Vec<usize> = Settlement::ROUTES.iter().map(|&r| list.at(C::ChildrenSettled, r as usize)).collect();
    let settled = |list: &List, s: Settlement| list.at(C::ChildrenSettled, s as usize);
    let resolved = settled(list, Settlement::Resolved);
    let base = vec![(list.one(C::Noticed), 1.0), (resolved, -1.0)];
    list.add(
        "miss_rate",
        format!(
            "High-risk children not protected within {} working days of coming to notice",
            names.target_working_days
        ),
        "share",
        Lower,
        Formula::Ratio { over: routes.clone(), under: base.clone(), scale: 1.0 },
    );
    list.add("missed", "High-risk children missed", "children", Lower, list.total(&routes));
    for route in Settlement::ROUTES {
        let label = format!("High-risk children missed, {}", route.name());
        list.add(format!("missed[{}]", route.name()), label, "children", Lower, list.total(&[settled(list, route)]));
    }
    list.add(
        "missed[late]",
        "High-risk children missed, late at any stage",
        "children",
        Lower,
        list.total(&routes[2..]),
    );
    for route in Settlement::ROUTES {
        list.add(
            format!("miss_rate[{}]", route.name()),
            format!("Share of high-risk children missed, {}", route.name()),
            "share",
            Lower,
            Formula::Ratio { over: vec![settled(list, route)], under: base.clone(), scale: 1.0 },
        );
    }
    list.add(
        "noticed",
        "High-risk children who came to notice",
        "children",
        Neither,
        list.total(&[list.one(C::Noticed)]),
    );
    list.add(
        "found",
        "High-risk children found in time",
        "children",
        Higher,
        list.total(&[settled(list, Settlement::Found)]),
    );
    list.add("resolved", "High-risk children whose risk ended first", "children", Neither, list.total(&[resolved]));
    for (w, window) in WINDOWS.iter().enumerate() {
        let (id, label) = match window {
            Window::Target => continue,
            Window::WorkingDays(n) => {
                (format!("miss_rate_within[{n}]"), format!("Miss rate with a window of {n} working days"))
            }
            Window::Year => ("miss_rate_within[365]".to_owned(), "Not protected within a year".to_owned()),
        };
        let under = vec![(list.at(C::WindowChildren, w), 1.0), (list.at(C::WindowResolved, w), -1.0)];
        list.add(
            id,
            label,
            "share",
            Lower,
            Formula::Ratio { over: vec![list.at(C::WindowMissed, w)], under, scale: 1.0 },
        );
    }
    list.add(
        "late_by_design",
        "Missed children later protected by a route on which every deadline was met",
        "share",
        Lower,
        Formula::Ratio {
            over: vec![list.one(C::LateByDesign)],
            under: routes.iter().map(|&k| (k, 1.0)).collect(),
            scale: 1.0,
        },
    );
    list.add(
        "wait_median[protection]",
        "Coming to notice to protection, high-risk children",
        "days",
        Lower,
        list.quantile(Waits::Protection, 0.5),
    );
    let routes: Vec<usize> = Settlement::ROUTES.iter().map(|&r| list.at(C::EpisodesSettled, r as usize)).collect();
    let resolved = list.at(C::EpisodesSettled, Settlement::Resolved as usize);
    list.add(
        "episode_miss_rate",
        "High-risk episodes missed",
        "share",
        Lower,
        Formula::Ratio {
            over: routes.clone(),
            under: vec![(list.one(C::Episodes), 1.0), (resolved, -1.0)],
            scale: 1.0,
        },
    );
    list.add("episodes", "High-risk episodes opened", "episodes", Neither, list.total(&[list.one(C::Episodes)]));
    list.add("episodes_missed", "High-risk episodes missed", "episodes", Lower, list.total(&routes));
    for s in Settlement::ALL {
        let label = format!("High-risk episodes, {}", s.name());
        let better = if s == Settlement::Found { Higher } else { Lower };
        list.add(
            format!("episodes[{}]", s.name()),
            label,
            "episodes",
            better,
            list.total(&[list.at(C::EpisodesSettled, s as usize)]),
        );
    }
}

fn harm(list: &mut List) {
    let all: Vec<usize> = Place::ALL.iter().map(|&p| list.at(C::ExpectedHarms, p as usize)).collect();
    let counted: Vec<usize> = Place::ALL.iter().map(|&p| list.at(C::Harms, p as usize)).collect();
    list.add("expected_harms", "Expected serious harms", "children", Lower, list.total(&all));
    list.add(
        "expected_harms[known]",
        "Expected serious harms to children known to the service",
        "children",
        Lower,
        list.total(&all[..7]),
    );
    for p in Place::ALL {
        let label = format!("Expected serious harms, {}", p.name());
        list.add(format!("expected_harms[{}]", p.name()), label, "children", Lower, list.total(&[all[p as usize]]));
    }
    list.add("harms", "Serious harms counted", "children", Lower, list.total(&counted));
    for p in Place::ALL {
        let label = format!("Serious harms counted, {}", p.name());
        list.add(format!("harms[{}]", p.name()), label, "children", Lower, list.total(&[counted[p as usize]]));
    }
    let groups = [
        ("receiving", "Share of expected serious harm to children receiving services", &all[0..5]),
        ("closed or refused", "Share of expected serious harm to children closed or refused", &all[5..7]),
        ("unknown", "Share of expected serious harm to children never referred", &all[7..8]),
    ];
    for (name, label, over) in groups {
        list.add(format!("harm_share[{name}]"), label, "share", Neither, list.ratio(over, &all));
    }
    list.add(
        "unrecognised",
        "High-risk children never referred before harm or the end of the risk",
        "share",
        Lower,
        list.ratio(&[list.one(C::HighEndedUnreferred)], &[list.one(C::HighEnded)]),
    );
    list.add(
        "concerns_before_harm",
        "Concerns someone saw before a serious harm",
        "concerns per harm",
        Neither,
        list.ratio(&[list.one(C::ConcernsBeforeHarm)], &counted),
    );
    list.add(
        "opportunities_before_harm",
        "Concerns that reached the service before a serious harm",
        "concerns per harm",
        Neither,
        list.ratio(&[list.one(C::ReachedBeforeHarm)], &counted),
    );
    list.add(
        "false_enquiries",
        "Children at lower risk taken to an urgent enquiry",
        "children",
        Lower,
        list.total(&[list.one(C::FalseEnquiries)]),
    );
    list.add(
        "false_protections",
        "Children at lower risk taken to a protective stage",
        "children",
        Lower,
        list.total(&[list.one(C::FalseProtections)]),
    );
}

fn demand(list: &mut List, names: &Names) {
    let (referrals, days, screened) = (list.one(C::Referrals), list.one(C::Days), list.one(C::Screened));
    list.add("referrals", "Referrals", "referrals", Neither, list.total(&[referrals]));
    list.add(
        "referrals_per_month",
        "Referrals a month",
        "referrals a month",
        Neither,
        list.scaled(&[referrals], &[days], 365.25 / 12.0),
    );
    list.add(
        "referrals_per_year",
        "Referrals a year",
        "referrals a year",
        Neither,
        list.scaled(&[referrals], &[days], 365.25),
    );
    for (s, name) in names.sources.iter().enumerate() {
        list.add(
            format!("referrals[{name}]"),
            format!("Referrals from {name}"),
            "referrals",
            Neither,
            list.total(&[list.at(C::ReferralsBySource, s)]),
        );
    }
    for (c, name) in names.classes.iter().enumerate() {
        list.add(
            format!("referral_share[{name}]"),
            format!("Share of referrals that are {name}"),
            "share",
            Neither,
            list.ratio(&[list.at(C::ReferralsByClass, c)], &[referrals]),
        );
    }
    list.add(
        "rereferred_share",
        "Referrals of a child referred in the 12 months before",
        "share",
        Lower,
        list.ratio(&[list.one(C::ReReferrals)], &[referrals]),
    );
    list.add(
        "first_referrals",
        "First referrals of a child",
        "referrals",
        Neither,
        list.total(&[list.one(C::FirstReferrals)]),
    );
    list.add(
        "further_concerns",
        "Further concerns about children with an open case",
        "concerns",
        Neither,
        list.total(&[list.one(C::FurtherConcerns)]),
    );
    list.add(
        "screened_out_share",
        "Screened referrals closed at triage",
        "share",
        Neither,
        list.ratio(&[list.one(C::ScreenedOut)], &[screened]),
    );
    list.add(
        "urgent_share",
        "Screened referrals sent straight to the urgent stage",
        "share",
        Neither,
        list.ratio(&[list.one(C::Urgent)], &[screened]),
    );
    list.add(
        "waiting[screening]",
        "Referrals waiting for or in screening",
        "children",
        Lower,
        list.level(list.one(C::ScreeningDays)),
    );
    list.add(
        "wait_median[screening]",
        "Referral to screening, half wait less",
        "days",
        Lower,
        list.quantile(Waits::Screening, 0.5),
    );
    list.add(
        "wait_p90[screening]",
        "Referral to screening, nine in ten wait less",
        "days",
        Lower,
        list.quantile(Waits::Screening, 0.9),
    );
    list.add(
        "threshold_shift",
        "Threshold shift at triage",
        "standard deviations",
        Lower,
        list.level(list.one(C::ShiftDays)),
    );
    list.add(
        "pressure",
        "Pressure",
        "weeks of work",
        Lower,
        list.ratio(&[list.one(C::PressureDays)], &[list.one(C::PressureBaseDays)]),
    );
    list.add(
        "pressure_seen",
        "Pressure that managers see",
        "weeks of work",
        Lower,
        list.ratio(&[list.one(C::PressureSeenDays)], &[list.one(C::PressureBaseDays)]),
    );
    let auc = |list: &List, which: Scored| {
        list.ratio(&[list.at(C::AucWins, which.index())], &[list.at(C::AucPairs, which.index())])
    };
    list.add(
        "auc[screening]",
        "AUC of the estimate after screening, all referrals",
        "AUC",
        Higher,
        auc(list, Scored::Screening),
    );
    list.add(
        "auc[first screening]",
        "AUC of the estimate after screening, first referrals",
        "AUC",
        Higher,
        auc(list, Scored::FirstScreening),
    );
    for (s, stage) in names.stages.iter().enumerate().filter(|(_, stage)| stage.assess) {
        list.add(
            format!("auc[{}]", stage.name),
            format!("AUC of the estimate after {}", stage.name),
            "AUC",
            Higher,
            auc(list, Scored::Stage(s)),
        );
    }
}

fn stages(list: &mut List, names: &Names) {
    for (s, stage) in names.stages.iter().enumerate() {
        let name = &stage.name;
        let at = |list: &List, c: C| list.at(c, s);
        list.add(
            format!("started[{name}]"),
            format!("{name}: started"),
            "children",
            Neither,
            list.total(&[at(list, C::Started)]),
        );
        list.add(
            format!("in_stage[{name}]"),
            format!("{name}: children there"),
            "children",
            Neither,
            list.level(at(list, C::StageDays)),
        );
        if !stage.worked {
            continue;
        }
        list.add(
            format!("closed_share[{name}]"),
            format!("{name}: decisions that close the case"),
            "share",
            Neither,
            list.ratio(&[at(list, C::Closed)], &[at(list, C::Decided)]),
        );
        if stage.timed {
            list.add(
                format!("on_time[{name}]"),
                format!("{name}: decided by the deadline"),
                "share",
                Higher,
                list.ratio(&[at(list, C::OnTime)], &[at(list, C::Timed)]),
            );
        }
        list.add(
            format!("wait_median[{name}]"),
            format!("{name}: entry to decision, half take less"),
            "days",
            Lower,
            list.quantile(Waits::Stage(s), 0.5),
        );
        list.add(
            format!("wait_p90[{name}]"),
            format!("{name}: entry to decision, nine in ten take less"),
            "days",
            Lower,
            list.quantile(Waits::Stage(s), 0.9),
        );
        list.add(
            format!("visits[{name}]"),
            format!("{name}: visits or meetings"),
            "visits",
            Neither,
            list.total(&[at(list, C::Visits)]),
        );
        list.add(
            format!("minutes[{name}]"),
            format!("{name}: direct time with the child a visit"),
            "minutes",
            Higher,
            list.ratio(&[at(list, C::ActualMinutes)], &[at(list, C::Visits)]),
        );
        list.add(
            format!("minutes_median[{name}]"),
            format!("{name}: direct time a visit, half had less"),
            "minutes",
            Higher,
            list.quantile(Waits::DirectMinutes(s), 0.5),
        );
        list.add(
            format!("minutes_p10[{name}]"),
            format!("{name}: direct time a visit, one in ten had less"),
            "minutes",
            Higher,
            list.quantile(Waits::DirectMinutes(s), 0.1),
        );
        list.add(
            format!("direct_kept[{name}]"),
            format!("{name}: direct time kept of what was planned"),
            "share",
            Higher,
            list.ratio(&[at(list, C::ActualMinutes)], &[at(list, C::NominalMinutes)]),
        );
        if stage.plan {
            list.add(
                format!("length_mean[{name}]"),
                format!("{name}: mean length, extensions included"),
                "days",
                Neither,
                list.ratio(&[at(list, C::EndedDays)], &[at(list, C::Ended)]),
            );
            list.add(
                format!("length_median[{name}]"),
                format!("{name}: length, half are shorter"),
                "days",
                Neither,
                list.quantile(Waits::PlanLength(s), 0.5),
            );
            list.add(
                format!("drifting[{name}]"),
                format!("{name}: cases drifting"),
                "children",
                Lower,
                list.level(at(list, C::DriftingDays)),
            );
            list.add(
                format!("drifting_share[{name}]"),
                format!("{name}: share of time drifting"),
                "share",
                Lower,
                list.ratio(&[at(list, C::DriftingDays)], &[at(list, C::StageDays)]),
            );
        }
    }
    let (all_actual, all_visits): (Vec<usize>, Vec<usize>) = names
        .stages
        .iter()
        .enumerate()
        .filter(|(_, stage)| stage.assess || stage.plan)
        .map(|(s, _)| (list.at(C::ActualMinutes, s), list.at(C::Visits, s)))
        .unzip();
    list.add(
        "minutes",
        "Direct time with the child a visit, all visits",
        "minutes",
        Higher,
        list.ratio(&all_actual, &all_visits),
    );
}

fn teams(list: &mut List, names: &Names) {
    let per_year = 365.25;
    for (t, name) in names.teams.iter().enumerate() {
        let at = |list: &List, c: C| list.at(c, t);
        let post = list.at(C::InPostDays, t);
        list.add(
            format!("unallocated[{name}]"),
            format!("{name}: cases waiting for a worker"),
            "children",
            Lower,
            list.level(at(list, C::UnallocatedDays)),
        );
        list.add(
            format!("allocated[{name}]"),
            format!("{name}: cases with a worker"),
            "children",
            Neither,
            list.level(at(list, C::CaseDays)),
        );
        list.add(
            format!("caseload[{name}]"),
            format!("{name}: children per worker in post"),
            "children",
            Lower,
            list.ratio(&[at(list, C::CaseDays)], &[post]),
        );
        list.add(
            format!("wait_median[allocation, {name}]"),
            format!("{name}: entry to allocation, half wait less"),
            "days",
            Lower,
            list.quantile(Waits::Allocation(t), 0.5),
        );
        list.add(
            format!("wait_p90[allocation, {name}]"),
            format!("{name}: entry to allocation, nine in ten wait less"),
            "days",
            Lower,
            list.quantile(Waits::Allocation(t), 0.9),
        );
        list.add(
            format!("in_post[{name}]"),
            format!("{name}: workers in post, sick and agency included"),
            "workers",
            Neither,
            list.level(post),
        );
        list.add(
            format!("agency[{name}]"),
            format!("{name}: agency workers"),
            "workers",
            Neither,
            list.level(at(list, C::AgencyDays)),
        );
        list.add(
            format!("vacant[{name}]"),
            format!("{name}: posts without a permanent holder"),
            "posts",
            Lower,
            list.level(at(list, C::VacantDays)),
        );
        list.add(
            format!("sick_share[{name}]"),
            format!("{name}: workers off sick"),
            "share",
            Lower,
            list.ratio(&[at(list, C::SickDays)], &[post]),
        );
        list.add(
            format!("leavers_per_year[{name}]"),
            format!("{name}: permanent workers leaving"),
            "workers a year",
            Lower,
            list.scaled(&[at(list, C::Leavers)], &[list.one(C::Days)], per_year),
        );
        list.add(
            format!("recruits_per_year[{name}]"),
            format!("{name}: recruits"),
            "workers a year",
            Neither,
            list.scaled(&[at(list, C::Recruits)], &[list.one(C::Days)], per_year),
        );
        list.add(
            format!("handovers[{name}]"),
            format!("{name}: cases handed to another worker"),
            "children",
            Lower,
            list.total(&[at(list, C::Handovers)]),
        );
    }
    let all = |list: &List, c: C| -> Vec<usize> { (0..names.teams.len()).map(|t| list.at(c, t)).collect() };
    list.add(
        "sick_share",
        "Workers off sick, all teams",
        "share",
        Lower,
        list.ratio(&all(list, C::SickDays), &all(list, C::InPostDays)),
    );
    list.add(
        "leavers_per_year",
        "Permanent workers leaving, all teams",
        "workers a year",
        Lower,
        list.scaled(&all(list, C::Leavers), &[list.one(C::Days)], per_year),
    );
    list.add(
        "in_post",
        "Workers in post, all teams",
        "workers",
        Neither,
        Formula::Ratio { over: all(list, C::InPostDays), under: vec![(list.one(C::Days), 1.0)], scale: 1.0 },
    );
    list.add(
        "unallocated",
        "Cases waiting for a worker, all teams",
        "children",
        Lower,
        Formula::Ratio { over: all(list, C::UnallocatedDays), under: vec![(list.one(C::Days), 1.0)], scale: 1.0 },
    );
}
