//! Hidden children: how many nobody has referred yet, by day, and how their hidden time ends.

/// Which of competing exponential clocks runs out first: the share of `these` among all rates.
#[must_use]
pub fn first_of(these: f64, others: f64) -> f64 {
    these / (these + others)
}

/// The height of one publicity event so many days after it began (model.md, section 3).
#[must_use]
pub fn publicity(since: f64, peak: f64, ramp_days: f64, half_life_days: f64, lasting: f64) -> f64 {
    if since <= 0.0 {
        return 0.0;
    }
    let faded = libm::exp(-core::f64::consts::LN_2 * (since - ramp_days).max(0.0) / half_life_days);
    peak * (since / ramp_days).min(1.0) * (lasting + (1.0 - lasting) * faded)
}

/// The rate at which hidden children of a class are referred: over sources (share of concerns, chance of recognition, publicity
/// multiplier M), `kappa * sum share (1 - (1 - base)^M)`.
#[must_use]
pub fn referral_rate(concern_every_days: f64, sources: &[(f64, f64, f64)]) -> f64 {
    let recognised =
        |&(share, base, m): &(f64, f64, f64)| share * (1.0 - libm::exp(m * libm::log1p(-base)));
    sources.iter().map(recognised).sum::<f64>() / concern_every_days
}

/// One class of a hidden population.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hidden {
    /// Onsets (per day).
    pub onset: f64,
    /// Resolution and harm (per day).
    pub ends: f64,
    /// Escalation to the next class (per day).
    pub escalates: f64,
    /// Hidden children at the start.
    pub at_start: f64,
}

/// First referrals day by day, class by class: `H' = onset + escalating in - (a(t) + d) H`, first referrals `integral of a H`.
///
/// Fourth-order Runge–Kutta, eight steps a day; `rate(class, t)` is `a(t)`, taken just inside each step, so that it may jump at
/// midnight.
#[must_use]
pub fn first_referrals(
    classes: &[Hidden],
    days: usize,
    rate: &dyn Fn(usize, f64) -> f64,
) -> Vec<Vec<f64>> {
    const STEPS: usize = 8;
    let step = 1.0 / STEPS as f64;
    let mut hidden: Vec<f64> = classes.iter().map(|class| class.at_start).collect();
    let mut referred = vec![vec![0.0; classes.len()]; days];
    let slope = |hidden: &[f64], rates: &[f64]| -> Vec<f64> {
        // A class escalates to the next in the list, which is how the scenario of this check has it.
        let into = |c: usize| if c > 0 { classes[c - 1].escalates * hidden[c - 1] } else { 0.0 };
        (0..classes.len())
            .map(|c| {
                classes[c].onset + into(c)
                    - (rates[c] + classes[c].ends + classes[c].escalates) * hidden[c]
            })
            .collect()
    };
    for n in 0..days * STEPS {
        let from = n as f64 * step;
        let rates_at = |t: f64| -> Vec<f64> { (0..classes.len()).map(|c| rate(c, t)).collect() };
        let (first, middle, last) =
            (rates_at(from + 1e-9), rates_at(from + step / 2.0), rates_at(from + step - 1e-9));
        let moved = |by: &[f64], part: f64| -> Vec<f64> {
            hidden.iter().zip(by).map(|(h, k)| h + part * step * k).collect()
        };
        let k1 = slope(&hidden, &first);
        let h2 = moved(&k1, 0.5);
        let k2 = slope(&h2, &middle);
        let h3 = moved(&k2, 0.5);
        let k3 = slope(&h3, &middle);
        let h4 = moved(&k3, 1.0);
        let k4 = slope(&h4, &last);
        for c in 0..classes.len() {
            // Simpson's rule along the same stages.
            let flow = first[c] * hidden[c] + 2.0 * middle[c] * (h2[c] + h3[c]) + last[c] * h4[c];
            referred[n / STEPS][c] += step / 6.0 * flow;
        }
        for c in 0..classes.len() {
            hidden[c] += step / 6.0 * (k1[c] + 2.0 * k2[c] + 2.0 * k3[c] + k4[c]);
        }
    }
    referred
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_run_out_in_proportion_to_their_rates() {
        assert!((first_of(1.0, 3.0) - 0.25).abs() < 1e-12);
    }

    #[test]
    fn publicity_by_hand() {
        let height = |since| publicity(since, 0.4, 14.0, 270.0, 0.3);
        assert!((height(7.0) - 0.2).abs() < 1e-12 && (height(14.0) - 0.4).abs() < 1e-12);
        assert!((height(284.0) - 0.26).abs() < 1e-12 && height(-1.0) == 0.0);
    }

    #[test]
    fn recognition_by_hand() {
        // 1 - (1 - 0.3)^2 = 0.51 from half of the sources, 0.3 from the other, a concern every ten days.
        assert!((referral_rate(10.0, &[(0.5, 0.3, 2.0), (0.5, 0.3, 1.0)]) - 0.040_5).abs() < 1e-12);
    }

    #[test]
    fn a_steady_state_stays_and_an_empty_one_fills() {
        // H = onset/(a + d) = 1/0.05 = 20, first referrals a H = 0.6 a day.
        let class = Hidden { onset: 1.0, ends: 0.02, escalates: 0.0, at_start: 20.0 };
        let steady = first_referrals(&[class], 30, &|_, _| 0.03);
        assert!(steady.iter().all(|day| (day[0] - 0.6).abs() < 1e-12));
        // From nothing, H(t) = 20 (1 - exp(-0.05 t)): over 100 days 0.6 (100 - 20 (1 - exp(-5))).
        let filling = first_referrals(&[Hidden { at_start: 0.0, ..class }], 100, &|_, _| 0.03);
        let sum: f64 = filling.iter().map(|day| day[0]).sum();
        assert!((sum - 0.6 * (100.0 - 20.0 * (1.0 - libm::exp(-5.0)))).abs() < 1e-7);
    }

    #[test]
    fn those_who_escalate_enter_the_next_class() {
        let lower = Hidden { onset: 1.0, ends: 0.01, escalates: 0.01, at_start: 1.0 / 0.03 };
        // The lower class is steady at 1/(0.01 + 0.02) with a = 0.01; a third of its onsets escalate.
        let upper = Hidden { onset: 0.0, ends: 0.03, escalates: 0.0, at_start: (1.0 / 3.0) / 0.04 };
        let steady = first_referrals(&[lower, upper], 10, &|_, _| 0.01);
        assert!(steady.iter().all(|day| (day[1] - 0.01 / 0.12).abs() < 1e-9));
    }
}
