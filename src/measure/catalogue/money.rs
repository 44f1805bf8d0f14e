//! Money: what was spent, by line and in all, and what it would have bought in workers
//! (model.md, section 8).

use super::Better::{Lower, Neither};
use super::list::List;
use crate::measure::Counter::{
    ActionsTaken, Days, Dismissals, GradeDays, PreventionDays, Recruits, Reviews,
};
use crate::measure::{GRADES, Indicator, Names, by_name};

const DAYS_A_YEAR: f64 = 365.25;
const QUALIFIED: usize = 1;

pub(super) fn add(list: &mut List, names: &Names) {
    let Some(prices) = &names.organisation.prices else { return };
    let mut total: Vec<(usize, f64)> = Vec::new();
    let mut line = |list: &mut List, name: &str, of: Vec<(usize, f64)>| {
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
        let days = list.at(GradeDays, g);
        line(list, &format!("{grade} staff"), vec![(days, prices.salary[g] / DAYS_A_YEAR)]);
    }
    let recruits = list.each(Recruits, names.teams_by_name());
    line(
        list,
        "recruitment",
        recruits.into_iter().map(|place| (place, prices.recruitment)).collect(),
    );
    if names.organisation.early_help {
        line(list, "early help", vec![(list.one(Days), prices.early_help)]);
    }
    if names.organisation.prevention {
        line(
            list,
            "prevention",
            vec![(list.one(PreventionDays), prices.salary[QUALIFIED] / DAYS_A_YEAR)],
        );
    }
    let by_name = by_name(names.organisation.actions.iter().map(String::as_str));
    let actions: Vec<(usize, f64)> = by_name
        .into_iter()
        .filter_map(|a| Some((list.at(ActionsTaken, a), *prices.actions.get(a)?)))
        .collect();
    if !actions.is_empty() {
        line(list, "actions", actions);
    }
    let dismissals = vec![(list.one(Dismissals), prices.dismissal)];
    let legal = vec![(list.one(Dismissals), prices.legal)];
    let reviews = vec![(list.one(Reviews), prices.case_review)];
    let after: Vec<(usize, f64)> =
        [&dismissals, &legal, &reviews].into_iter().flatten().copied().collect();
    line(list, "dismissals", dismissals);
    line(list, "legal costs and compensation", legal);
    line(list, "case reviews", reviews);
    let all = list.weighted(total);
    list.add(Indicator::Money, "Money in all", "pounds", Lower, all);
    // What is spent on a tragedy after it, in years of a qualified worker.
    if prices.salary[QUALIFIED] > 0.0 {
        let workers =
            after.iter().map(|&(place, price)| (place, price / prices.salary[QUALIFIED])).collect();
        let formula = list.weighted(workers);
        let label = "What dismissals, legal costs and case reviews would have bought";
        list.add(Indicator::MoneyInWorkers, label, "years of a qualified worker", Neither, formula);
    }
}
