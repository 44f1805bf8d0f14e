//! One server, Poisson arrivals, any work: in order of arrival, and with priorities that do not interrupt.

/// A stream of customers of one priority.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CustomerStream {
    /// Arrivals (per unit of time).
    pub rate: f64,
    /// Mean work.
    pub mean: f64,
    /// Coefficient of variation of the work.
    pub cv: f64,
}

impl CustomerStream {
    fn load(&self) -> f64 {
        self.rate * self.mean
    }

    // lambda E[S^2] / 2: the work left, on average, of whoever of this stream is being served.
    fn residual(&self) -> f64 {
        self.rate * self.mean * self.mean * (1.0 + self.cv * self.cv) / 2.0
    }
}

/// Mean time in an M/G/1 system: `lambda E[S^2] / (2 (1 - rho)) + E[S]`.
///
/// Pollaczek (1930) and Khinchine (1932); Gross and others (2008), section 5.1.
#[must_use]
pub fn pollaczek_khinchine(stream: CustomerStream) -> f64 {
    stream.residual() / (1.0 - stream.load()) + stream.mean
}

/// Mean time in the system of each stream, the first having priority and nobody being interrupted:
/// `W0 / ((1 - sigma_(k-1)) (1 - sigma_k)) + E[S_k]`, `W0 = sum lambda_i E[S_i^2] / 2`, `sigma_k` the load of the first k.
///
/// Cobham, A. (1954), Priority assignment in waiting line problems, Operations Research 2, 70–76.
#[must_use]
pub fn cobham(streams: &[CustomerStream]) -> Vec<f64> {
    let residual: f64 = streams.iter().map(CustomerStream::residual).sum();
    let mut before = 0.0;
    streams
        .iter()
        .map(|stream| {
            let up_to = before + stream.load();
            let wait = residual / ((1.0 - before) * (1.0 - up_to));
            before = up_to;
            wait + stream.mean
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memoryless_work_gives_m_m_1_and_fixed_work_half_its_wait() {
        let stream = |cv| CustomerStream { rate: 0.8, mean: 1.0, cv };
        assert!((pollaczek_khinchine(stream(1.0)) - 5.0).abs() < 1e-12);
        assert!((pollaczek_khinchine(stream(0.0)) - 3.0).abs() < 1e-12);
    }

    #[test]
    fn two_priorities_by_hand() {
        // rates 0.2 and 0.4, fixed work 1: W0 = 0.3; 0.3/0.8 + 1 = 1.375 and 0.3/(0.8 * 0.4) + 1 = 1.9375.
        let stream = |rate| CustomerStream { rate, mean: 1.0, cv: 0.0 };
        let times = cobham(&[stream(0.2), stream(0.4)]);
        assert!((times[0] - 1.375).abs() < 1e-12 && (times[1] - 1.937_5).abs() < 1e-12);
    }

    #[test]
    fn priorities_do_not_change_the_work_in_line() {
        // Kleinrock's conservation law: the sum of load times wait is that of the order of arrival.
        let streams = [
            CustomerStream { rate: 0.3, mean: 1.0, cv: 1.0 },
            CustomerStream { rate: 0.1, mean: 3.0, cv: 0.5 },
        ];
        let residual: f64 = streams.iter().map(CustomerStream::residual).sum();
        let waits = cobham(&streams);
        let sum: f64 = streams.iter().zip(&waits).map(|(s, time)| s.load() * (time - s.mean)).sum();
        assert!((sum - 0.6 * residual / 0.4).abs() < 1e-12);
        assert!((cobham(&streams[..1])[0] - pollaczek_khinchine(streams[0])).abs() < 1e-12);
    }
}
