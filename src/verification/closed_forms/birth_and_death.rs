//! One server who works faster the longer the line is: births and deaths, where the rate of a death is set when the work on a
//! customer begins.
//!
//! Harris, C. M. (1967), Queues with state-dependent stochastic service rates, Operations Research 15, 117–130; the recursion is ours.

/// What is known of such a queue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BirthAndDeath {
    /// Mean number there, waiting or being served.
    pub there: f64,
    /// Mean time there (in the unit of the rates' time).
    pub time: f64,
    /// By how much faster than plainly the server works, on average over the time at work (share).
    pub beyond: f64,
}

/// Births at `births`; whoever is begun with `n` waiting behind is served at `deaths * (1 + faster(n))`.
///
/// A state is how many are there, `n`, and how many waited when the present service began, `s`. As many go up from `n` to `n + 1` as
/// come down: `births P(n) = sum over s of rate_s p(n+1, s)`. So `rate_s p(s+1, s) = births sum over s' < s of p(s+1, s')`, and above
/// it `p(n, s) = p(n-1, s) births / (births + rate_s)`: every term is a sum of positive ones.
#[must_use]
pub fn birth_and_death(births: f64, deaths: f64, faster: &dyn Fn(usize) -> f64) -> BirthAndDeath {
    // Beyond so many there is nobody, to all digits, at the loads of the checks.
    const MOST: usize = 1000;
    let rate = |s: usize| deaths * (1.0 + faster(s));
    // p(n, s) of the present n by s, with P(0) = 1 until all are known.
    let mut now: Vec<f64> = Vec::new();
    let (mut all, mut there, mut at_work, mut beyond) = (1.0, 0.0, 0.0, 0.0);
    for n in 1..=MOST {
        for (s, p) in now.iter_mut().enumerate() {
            *p *= births / (births + rate(s));
        }
        let s = n - 1;
        let before: f64 = if s == 0 { 1.0 } else { now.iter().sum() };
        now.push(births * before / rate(s));
        let level: f64 = now.iter().sum();
        all += level;
        there += n as f64 * level;
        for (s, p) in now.iter().enumerate() {
            // Of each hour at work `faster` more is worked.
            at_work += p;
            beyond += p * faster(s);
        }
    }
    BirthAndDeath { there: there / all, time: there / all / births, beyond: beyond / at_work }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_one_rate_it_is_m_m_1() {
        // rho = 0.8: 4 are there, for 4/lambda.
        let known = birth_and_death(0.8, 1.0, &|_| 0.0);
        assert!((known.there - 4.0).abs() < 1e-9 && (known.time - 5.0).abs() < 1e-9);
        assert_eq!(known.beyond, 0.0);
        let faster = birth_and_death(0.8, 1.0, &|_| 0.6);
        assert!((faster.there - 1.0).abs() < 1e-9, "rho = 0.5: {faster:?}");
        assert!((faster.beyond - 0.6).abs() < 1e-12);
    }

    #[test]
    fn twice_the_rate_for_whoever_is_begun_with_somebody_waiting_by_hand() {
        // births 1, deaths 1, and 2 where somebody waits. p(1,0) = P0; p(2,0) = P0/2, p(2,1) = p(2,0) births/rate_1 = P0/4;
        // p(3,0) = P0/4, p(3,1) = P0/12, p(3,2) = (P0/4 + P0/12)/2 = P0/6: P(1) = 1, P(2) = 3/4, P(3) = 1/2 of P0.
        let known = birth_and_death(1.0, 1.0, &|waiting| if waiting == 0 { 0.0 } else { 1.0 });
        // Those begun with nobody waiting: P0 (1 + 1/2 + 1/4 + ...) = 2 P0. Those with somebody: the rest of the time busy.
        // Rates balance: births = 1 * 2 P0 + 2 * (1 - P0 - 2 P0) = 2 - 4 P0, so P0 = 1/4.
        let (plain, fast) = (2.0 / 4.0, 1.0 / 4.0);
        assert!((known.beyond - fast / (plain + fast)).abs() < 1e-9, "{known:?}");
    }
}
