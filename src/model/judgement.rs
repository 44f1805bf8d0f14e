//! What a worker can know (model.md, section 4): evidence, trust, skill and the estimate.

use crate::scenario::Judgement;

/// Evidence about a child: observations weighted by their precision. The service's estimate of severity is its posterior mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    precision: f64,
    weighted: f64,
    on_file: f64,
}

impl Default for Evidence {
    /// Nothing is known, and nothing is missing from the file.
    fn default() -> Evidence {
        Evidence { precision: 0.0, weighted: 0.0, on_file: 1.0 }
    }
}

impl Evidence {
    /// Adds an observation `y` of this precision that is written down whole; one of no precision tells nothing.
    pub fn add(&mut self, y: f64, precision: f64) {
        self.add_recorded(y, precision, 1.0);
    }

    /// Adds an observation of which only this share is written down: with `P` the precision so far, the quality of the file
    /// becomes `(P quality + p recorded) / (P + p)`.
    pub fn add_recorded(&mut self, y: f64, precision: f64, recorded: f64) {
        // Where all is on file it stays so, and no precision at all is divided by.
        if precision > 0.0 && (recorded < 1.0 || self.on_file < 1.0) {
            self.on_file = (self.precision * self.on_file + precision * recorded)
                / (self.precision + precision);
        }
        self.precision += precision;
        self.weighted += precision * y;
    }

    /// The quality of the file: the share of what has been learnt that is written down (0..1).
    #[must_use]
    pub fn on_file(&self) -> f64 {
        self.on_file
    }

    /// The case comes to somebody who has the file alone: this share of what is on file counts, on re-referral or on handover.
    /// What was not written is gone, so all that is left is on file. Losses compound.
    pub fn pass_on(&mut self, share: f64) {
        let kept = share * self.on_file;
        // Both sums alike: the estimate goes back towards the average child, and not towards 0.
        self.precision *= kept;
        self.weighted *= kept;
        self.on_file = 1.0;
    }

    /// The weight of all evidence (1 / variance).
    #[must_use]
    pub fn precision(&self) -> f64 {
        self.precision
    }

    /// The estimate and how sure it is.
    #[must_use]
    pub fn known(&self, prior: Prior) -> Known {
        let sd = 1.0 / (prior.precision + self.precision).sqrt();
        Known { estimate: self.estimate(prior), sd }
    }

    /// The posterior mean, `(p0*m0 + sum p_i*y_i) / (p0 + sum p_i)`, with a Normal prior.
    #[must_use]
    pub fn estimate(&self, prior: Prior) -> f64 {
        (prior.precision * prior.mean + self.weighted) / (prior.precision + self.precision)
    }
}

/// What the service can know of a child: its estimate of severity, and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// Posterior mean.
    pub estimate: f64,
    /// Posterior standard deviation.
    pub sd: f64,
}

/// What is known of any child before looking: mean and precision of severity over baseline referrals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prior {
    /// Mean severity.
    pub mean: f64,
    /// 1 / variance of severity.
    pub precision: f64,
}

/// What an observation shows: `s - concealment * (1 - trust) + noise`, noise of variance `1/precision`; `z` is a standard Normal
/// draw.
#[must_use]
pub fn observation(severity: f64, concealment: f64, trust: f64, precision: f64, z: f64) -> f64 {
    severity - concealment * (1.0 - trust) + z / precision.sqrt()
}

/// Trust after so many direct hours with the same worker: `1 - exp(-hours / trust_hours)`.
#[must_use]
pub fn trust(direct_hours: f64, trust_hours: f64) -> f64 {
    // By expm1: of the first minutes 1 less a number near 1 would leave few digits.
    if trust_hours > 0.0 { -libm::expm1(-direct_hours / trust_hours) } else { 1.0 }
}

/// Skill after so much experience: `skill_new + (1 - skill_new) * (1 - exp(-experience / learning_days))`.
#[must_use]
pub fn skill(judgement: &Judgement, experience_days: f64) -> f64 {
    let learnt = if judgement.learning_days > 0.0 {
        -libm::expm1(-experience_days / judgement.learning_days)
    } else {
        1.0
    };
    judgement.skill_new + (1.0 - judgement.skill_new) * learnt
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Overrides, load_str};

    const SMALL: &str = include_str!("../../tests/fixtures/small.toml");
    const PRIOR: Prior = Prior { mean: 0.4, precision: 0.8 };

    #[test]
    fn with_no_evidence_every_child_looks_average() {
        assert!((Evidence::default().estimate(PRIOR) - 0.4).abs() < 1e-12);
    }

    #[test]
    fn the_estimate_is_the_weighted_mean_of_prior_and_observations() {
        let mut evidence = Evidence::default();
        evidence.add(2.0, 0.2);
        evidence.add(1.0, 1.0);
        assert!((evidence.estimate(PRIOR) - (0.8 * 0.4 + 0.2 * 2.0 + 1.0) / 2.0).abs() < 1e-15);
    }

    #[test]
    fn lost_records_pull_the_estimate_back_to_average_and_losses_compound() {
        let mut evidence = Evidence::default();
        evidence.add(3.0, 1.0);
        let mut once = evidence;
        once.pass_on(0.36);
        evidence.pass_on(0.6);
        evidence.pass_on(0.6);
        assert!((evidence.estimate(PRIOR) - once.estimate(PRIOR)).abs() < 1e-12);
        assert!(once.estimate(PRIOR) < 3.0 && once.estimate(PRIOR) > 0.4);
    }

    #[test]
    fn what_is_not_on_file_is_lost_when_the_case_changes_hands_and_then_the_file_is_whole() {
        let mut evidence = Evidence::default();
        evidence.add(0.0, 0.5);
        evidence.add_recorded(2.0, 1.5, 0.6);
        // (0.5 * 1 + 1.5 * 0.6) / 2 = 0.7.
        assert!((evidence.on_file() - 0.7).abs() < 1e-15);
        assert!(
            (evidence.precision() - 2.0).abs() < 1e-15,
            "whoever wrote it knows it all the same"
        );
        evidence.pass_on(0.5);
        assert!((evidence.precision() - 0.7).abs() < 1e-15, "2 * 0.5 * 0.7");
        assert_eq!(evidence.on_file(), 1.0);
        let estimate = (0.8 * 0.4 + 0.7 * 1.5) / 1.5;
        assert!((evidence.estimate(PRIOR) - estimate).abs() < 1e-15);
    }

    #[test]
    fn a_file_that_holds_all_stays_exactly_whole() {
        let mut evidence = Evidence::default();
        for n in 1..100 {
            evidence.add(f64::from(n), 1.0 / f64::from(n));
            evidence.add_recorded(1.0, 0.1 * f64::from(n), 1.0);
            assert_eq!(evidence.on_file(), 1.0);
        }
        evidence.add_recorded(0.0, 0.0, 0.3);
        assert_eq!(evidence.on_file(), 1.0, "a look that tells nothing leaves nothing out");
    }

    #[test]
    fn concealment_fades_with_trust_alone() {
        assert_eq!(trust(0.0, 4.0), 0.0);
        assert!((trust(4.0, 4.0) - 0.632_120_558_828_557_7).abs() < 1e-15);
        assert!((observation(2.0, 1.2, 0.5, 4.0, 1.0) - (2.0 - 0.6 + 0.5)).abs() < 1e-15);
    }

    #[test]
    fn skill_is_learnt_from_its_start_towards_one() {
        let judgement = load_str("small.toml", SMALL, &Overrides::none()).expect("sound");
        let judgement = judgement.scenario.judgement;
        assert_eq!((judgement.skill_new, judgement.learning_days), (0.6, 500.0));
        assert!((skill(&judgement, 0.0) - 0.6).abs() < 1e-15);
        assert!((skill(&judgement, 500.0) - (0.6 + 0.4 * 0.632_120_558_828_557_7)).abs() < 1e-15);
    }
}
