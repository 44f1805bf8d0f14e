//! M/M/c: Poisson arrivals, exponential work, c servers, one line.
//!
//! Erlang, A. K. (1917); in the notation of Gross, Shortle, Thompson and Harris, Fundamentals of Queueing Theory (2008), section 2.3.

/// The probability that an arrival waits in M/M/c (Erlang C); `offered` is arrival rate times mean work (Erlangs), below `servers`.
///
/// By the recursion of Erlang B, `B(n) = a B(n-1) / (n + a B(n-1))`, and `C = B / (1 - (a/c) (1 - B))`.
#[must_use]
pub fn erlang_c(servers: u32, offered: f64) -> f64 {
    let blocked = (1..=servers).fold(1.0, |b, n| offered * b / (f64::from(n) + offered * b));
    blocked / (1.0 - offered / f64::from(servers) * (1.0 - blocked))
}

/// Mean time in an M/M/c system, waiting and work, `C/(c mu - lambda) + 1/mu`, in the unit of `mean_work`.
#[must_use]
pub fn time_in_system(servers: u32, arrival_rate: f64, mean_work: f64) -> f64 {
    let waits = erlang_c(servers, arrival_rate * mean_work);
    waits / (f64::from(servers) / mean_work - arrival_rate) + mean_work
}

/// Mean number in line in M/M/c, not being served: `C rho / (1 - rho)`.
#[must_use]
pub fn number_in_line(servers: u32, arrival_rate: f64, mean_work: f64) -> f64 {
    let busy = arrival_rate * mean_work / f64::from(servers);
    erlang_c(servers, arrival_rate * mean_work) * busy / (1.0 - busy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_server_is_the_known_special_case() {
        // M/M/1 with rho = 0.8: an arrival waits with probability rho, W = 1/(mu - lambda), Lq = rho^2/(1 - rho).
        assert!((erlang_c(1, 0.8) - 0.8).abs() < 1e-12);
        assert!((time_in_system(1, 0.8, 1.0) - 5.0).abs() < 1e-12);
        assert!((number_in_line(1, 0.8, 1.0) - 3.2).abs() < 1e-12);
    }

    #[test]
    fn two_and_three_servers_by_hand() {
        // c = 2, a = 1: C = (1/2)(2) / (1 + 1 + (1/2)(2)) = 1/3. c = 3, a = 2: C = (8/6)(3) / (1 + 2 + 2 + 4) = 4/9.
        assert!((erlang_c(2, 1.0) - 1.0 / 3.0).abs() < 1e-12);
        assert!((erlang_c(3, 2.0) - 4.0 / 9.0).abs() < 1e-12);
        assert!((number_in_line(3, 2.0, 1.0) - 8.0 / 9.0).abs() < 1e-12);
    }

    #[test]
    fn the_time_and_the_number_obey_littles_law() {
        let (rate, work) = (25.2, 1.0 / 12.0);
        let in_line = number_in_line(3, rate, work);
        assert!((time_in_system(3, rate, work) - in_line / rate - work).abs() < 1e-12);
    }
}
