//! What a miss avoided costs, or why that cannot be said.

use crate::results::comparison::{CostPerMiss, NoCost};
use crate::stats::{DifferenceVerdict, Estimate};
use crate::words::format;
use crate::words::pounds::Pounds;

pub(super) fn sentence(cost: &CostPerMiss) -> String {
    let avoided = cost
        .avoided
        .as_ref()
        .map_or(String::new(), |avoided| format::difference_said(Some(avoided), ""));
    match cost.none_because {
        None => priced(cost),
        Some(NoCost::OtherPrices) => {
            "Money is not compared: the two scenarios count in pounds of different years."
                .to_owned()
        }
        Some(NoCost::OtherDays) => {
            "Money is not compared: the two scenarios observe different stretches of time."
                .to_owned()
        }
        Some(NoCost::NoneAvoided) if is_same(cost) => String::new(),
        Some(NoCost::NoneAvoided) => format!(
            "No cost of a miss avoided: over the whole observed period no fewer are missed on average (misses avoided {avoided}). {}",
            spent(cost)
        ),
        Some(NoCost::NotShown) => format!(
            "No cost of a miss avoided: over the whole observed period it is not shown that misses are avoided ({avoided}). {}",
            spent(cost)
        ),
    }
}

/// Where nothing differs there is nothing to say.
fn is_same(cost: &CostPerMiss) -> bool {
    let same = |estimate: &Option<Estimate>| {
        estimate.as_ref().map(Estimate::verdict) == Some(DifferenceVerdict::Same)
    };
    same(&cost.spent) && same(&cost.avoided)
}

fn priced(cost: &CostPerMiss) -> String {
    let avoided = format::short(cost.avoided.as_ref(), "");
    let start =
        format!("Over the whole observed period {avoided} misses are avoided. {}", spent(cost));
    // If money is saved as well, the price of a miss avoided is negative and means nothing.
    let (Some(pounds), Some(DifferenceVerdict::More)) =
        (&cost.pounds, cost.spent.as_ref().map(Estimate::verdict))
    else {
        return start;
    };
    let unit = Pounds::for_sums_of(pounds.ratio);
    let of = |value: f64| {
        let one = Estimate::even(value, None, pounds.replications);
        format::plain(unit.of(&one).mean)
    };
    format!(
        "{start} Each miss avoided costs £{} {} (95% interval {} to {}).",
        of(pounds.ratio),
        unit.word,
        of(pounds.low),
        of(pounds.high)
    )
}

fn spent(cost: &CostPerMiss) -> String {
    let Some(spent) = &cost.spent else { return String::new() };
    // The unit suits the larger end, because the interval uses it too.
    let unit = Pounds::for_sums_of(spent.mean.abs() + spent.half_width.unwrap_or(0.0));
    let size = unit.of(&spent.size());
    let prices = format!("prices of {}", cost.price_year);
    match spent.verdict() {
        DifferenceVerdict::More => {
            format!("£{} {} more is spent ({prices}).", format::short(Some(&size), ""), unit.word)
        }
        DifferenceVerdict::Less => {
            format!("£{} {} less is spent ({prices}).", format::short(Some(&size), ""), unit.word)
        }
        DifferenceVerdict::Same => "As much is spent in every replication.".to_owned(),
        _ => {
            let written = format::difference(Some(&unit.of(spent)), "");
            let written =
                format::too_few(spent).unwrap_or(format!("{written} {} pounds", unit.word));
            format!("It is not shown that more or less is spent ({written}, {prices}).")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_that_is_not_shown_has_its_unit_after_its_interval() {
        let cost = CostPerMiss {
            price_year: 2010,
            spent: Some(Estimate::even(1e5, Some(3e5), 20)),
            avoided: Some(Estimate::even(0.4, Some(0.9), 20)),
            pounds: None,
            none_because: Some(NoCost::NotShown),
        };
        assert_eq!(
            sentence(&cost),
            "No cost of a miss avoided: over the whole observed period it is not shown that misses are avoided (+0.4 ± 0.9). It is \
             not shown that more or less is spent (+100 ± 300 thousand pounds, prices of 2010)."
        );
    }
}
