//! Money: what was spent, by line and in all, and what it would have bought in workers
//! (model.md, section 8).

use super::Better::{Lower, Neither};
use super::list::MeasureList;
use crate::measure::Counter::{ActionsTaken, Dismissals, ExtraPay, GradeDays, Recruits};
use crate::measure::{GRADES, Indicator, MeasureNames, Prices, by_name};

/// Days of a year, by which salaries are paid.
pub(crate) const DAYS_A_YEAR: f64 = 365.25;
/// The place of qualified workers among the grades.
pub(crate) const QUALIFIED: usize = 1;

/// What a line of spending is on. The lines stand in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SpentOn {
    /// Services that run all the time.
    Services,
    /// What managers decide.
    Decisions,
    /// What follows a tragedy.
    WhatFollows,
}

/// A line of spending.
#[derive(Debug)]
pub(crate) struct Spending {
    /// What it is on.
    pub on: SpentOn,
    /// Its name in tables.
    pub name: &'static str,
    /// Counters, and the price of one of each (pounds).
    pub of: Vec<(usize, f64)>,
}

macro_rules! of_mechanisms {
    ({ $($mechanism:ident: $Mechanism:ident,)* }) => {
        /// What is spent on the mechanisms.
        fn mechanisms(list: &MeasureList, names: &MeasureNames, prices: &Prices) -> Vec<Spending> {
            let mut all = Vec::new();
            $(all.extend(crate::mechanisms::$mechanism::measures::spending(list, names, prices));)*
            all
        }
    };
}
crate::mechanisms::mechanisms! { of_mechanisms! }

fn organisation(list: &MeasureList, names: &MeasureNames, prices: &Prices) -> Vec<Spending> {
    let mut all = Vec::new();
    let by_name = by_name(names.organisation.actions.iter().map(String::as_str));
    let of: Vec<(usize, f64)> = by_name
        .into_iter()
        .filter_map(|a| Some((list.at(ActionsTaken, a), *prices.actions.get(a)?)))
        .collect();
    if !of.is_empty() {
        all.push(Spending { on: SpentOn::Decisions, name: "actions", of });
    }
    let of = vec![(list.one(Dismissals), prices.dismissal)];
    all.push(Spending { on: SpentOn::WhatFollows, name: "dismissals", of });
    let of = vec![(list.one(Dismissals), prices.legal)];
    all.push(Spending { on: SpentOn::WhatFollows, name: "legal costs and compensation", of });
    all
}

pub(super) fn add(list: &mut MeasureList, names: &MeasureNames) {
    let Some(prices) = &names.organisation.prices else { return };
    let mut total: Vec<(usize, f64)> = Vec::new();
    let mut line = |list: &mut MeasureList, name: &str, of: Vec<(usize, f64)>| {
        // Every line goes into the total here, so none can be left out of it.
        total.extend(&of);
        let formula = list.weighted(of);
        list.add(
            Indicator::Money.named(name),
            format!("Money: {name}"),
            "pounds",
            Neither,
            formula,
        );
    };
    for (g, grade) in GRADES.iter().enumerate() {
        let (days, extra) = (list.at(GradeDays, g), list.at(ExtraPay, g));
        // A salary that has changed by date is the first one, and what it is more by then.
        let of = vec![(days, prices.salary[g] / DAYS_A_YEAR), (extra, 1.0)];
        line(list, &format!("{grade} staff"), of);
    }
    let recruits = list.each(Recruits, names.teams_by_name());
    line(
        list,
        "recruitment",
        recruits.into_iter().map(|place| (place, prices.recruitment)).collect(),
    );
    let mut spending = organisation(list, names, prices);
    spending.extend(mechanisms(list, names, prices));
    // A stable sort: lines on one thing keep the order in which they were added.
    spending.sort_by_key(|one| one.on);
    let after: Vec<(usize, f64)> = spending
        .iter()
        .filter(|one| one.on == SpentOn::WhatFollows)
        .flat_map(|one| one.of.iter().copied())
        .collect();
    for one in spending {
        line(list, one.name, one.of);
    }
    let all = list.weighted(total);
    list.add(Indicator::Money, "Money in all", "pounds", Lower, all);
    // What is spent on a tragedy after it, in years of a qualified worker.
    // Without a salary there is nothing to divide by.
    if prices.salary[QUALIFIED] > 0.0 {
        let workers =
            after.iter().map(|&(place, price)| (place, price / prices.salary[QUALIFIED])).collect();
        let formula = list.weighted(workers);
        let label = "Dismissals, legal costs and case reviews, in years of work";
        list.add(Indicator::MoneyInWorkers, label, "years of a qualified worker", Neither, formula);
    }
}
