//! Whether a measure counts cases: what few of them allow to be said depends on it.

use super::catalogue::{Catalogue, Measure};
use super::counter::Counter;
use super::formula::{Formula, remaining};
use super::layout::Layout;

/// What a measure is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cases {
    /// Cases counted, a replication or per something measured.
    Count,
    /// Cases of so many cases: 0..1.
    Share,
    /// A share of time or of staff: 0..1, with no cases to count.
    ShareMeasured,
    /// Anything measured: a level, an average per case, money, a centile.
    Measured,
}

macro_rules! of_mechanisms {
    ({ $($mechanism:ident: $Mechanism:ident,)* }) => {
        fn is_measured_of_a_mechanism(counter: Counter) -> bool {
            match counter {
                $(Counter::$Mechanism(own) => {
                    crate::mechanisms::$mechanism::counters::LEVELS.contains(&own)
                        || crate::mechanisms::$mechanism::counters::MEASURED.contains(&own)
                })*
                _ => false,
            }
        }
    };
}
crate::mechanisms::mechanisms! { of_mechanisms! }

impl Counter {
    /// True of a counter of cases, which are whole; false of integrals over time, sums of minutes or scores, and expectations.
    #[must_use]
    pub fn counts_cases(self) -> bool {
        use Counter::{
            ActionDays, ActualMinutes, AgencyDays, AucPairs, AucWins, BlameDays, CaseDays,
            CaseHolderDays, ContractedHours, Days, DriftingDays, EndedDays, ExpectedHarms,
            ExtraPay, FileHeldAtHandover, FileHeldAtReferral, GradeDays, InPostDays, LearningDays,
            NominalMinutes, OvertimeHours, PressureBaseDays, PressureDays, PressureSeenDays,
            ScreeningDays, ShiftDays, SickDays, StageDays, UnallocatedDays, VacantDays,
            VisibilityDays,
        };
        // The list is kept by hand: nothing in a name marks sums of minutes, scores and expectations. A test holds
        // that no integral is forgotten.
        let measured = matches!(
            self,
            ActionDays
                | ActualMinutes
                | AgencyDays
                // Pairs are not cases: each estimate belongs to very many.
                | AucPairs
                | AucWins
                | BlameDays
                | CaseDays
                | CaseHolderDays
                | ContractedHours
                | Days
                | DriftingDays
                | EndedDays
                // Expected harms add up hazards, which are not whole.
                | ExpectedHarms
                | ExtraPay
                | FileHeldAtHandover
                | FileHeldAtReferral
                | GradeDays
                | InPostDays
                | LearningDays
                | NominalMinutes
                | OvertimeHours
                | PressureBaseDays
                | PressureDays
                | PressureSeenDays
                | ScreeningDays
                | ShiftDays
                | SickDays
                | StageDays
                | UnallocatedDays
                | VacantDays
                | VisibilityDays
        );
        !measured && !is_measured_of_a_mechanism(self)
    }
}

impl Measure {
    /// What it is made of.
    #[must_use]
    pub fn cases(&self, layout: &Layout) -> Cases {
        let is_whole = |place: &usize| layout.counter_at(*place).is_some_and(Counter::counts_cases);
        match &self.formula {
            Formula::Ratio { over, under, .. } => {
                let (top, bottom) =
                    (over.iter().all(is_whole), under.iter().all(|(place, _)| is_whole(place)));
                match (self.unit == "share", top, bottom) {
                    (true, true, true) => Cases::Share,
                    (true, ..) => Cases::ShareMeasured,
                    // Time may stand below the line: referrals a month are still a count.
                    (false, true, _) => Cases::Count,
                    (false, false, _) => Cases::Measured,
                }
            }
            Formula::Total { of } if of.iter().all(is_whole) => Cases::Count,
            Formula::Remaining { begun, ended } if begun.iter().chain(ended).all(is_whole) => {
                Cases::Count
            }
            // Money and differences have weights, and a quantile has no cases to count.
            _ => Cases::Measured,
        }
    }
}

impl Catalogue {
    /// What the measure of that id is made of; a quotient of two is measured.
    #[must_use]
    pub fn cases(&self, written: &str) -> Cases {
        self.written(written.trim()).map_or(Cases::Measured, |measure| measure.cases(&self.layout))
    }
}

impl Formula {
    /// Cases in these sums: what stands above the line.
    #[must_use]
    pub fn cases_on(&self, sums: &[f64]) -> f64 {
        match self {
            Formula::Ratio { over: of, .. } | Formula::Total { of } => {
                of.iter().map(|&k| sums[k]).sum()
            }
            Formula::Remaining { begun, ended } => remaining(begun, ended, sums),
            _ => 0.0,
        }
    }

    /// What stands below the line: what a rate is of or, of a total, how many replications.
    #[must_use]
    pub fn base_on(&self, sums: &[f64], replications: usize) -> f64 {
        match self {
            Formula::Ratio { under, .. } => under.iter().map(|&(k, sign)| sign * sums[k]).sum(),
            _ => replications as f64,
        }
    }

    /// What one case adds (the measure's unit).
    #[must_use]
    pub fn per_case(&self, sums: &[f64], replications: usize) -> f64 {
        let scale = if let Formula::Ratio { scale, .. } = self { *scale } else { 1.0 };
        scale / self.base_on(sums, replications)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::counter::FAMILIES;
    use crate::measure::{MeasureNames, StageName};

    #[test]
    fn an_integral_over_time_counts_no_cases() {
        let integrals = FAMILIES.iter().filter(|(counter, _)| counter.name().ends_with("Days"));
        let counted: Vec<_> = integrals.filter(|(counter, _)| counter.counts_cases()).collect();
        assert!(counted.is_empty(), "{counted:?}");
    }

    #[test]
    fn children_and_events_are_counted_and_time_is_measured() {
        let stage = StageName {
            name: "plan".into(),
            worked: true,
            timed: true,
            plan: true,
            assess: true,
            together: true,
        };
        let catalogue = Catalogue::new(&MeasureNames {
            sources: vec!["school".into()],
            classes: vec!["high".into()],
            stages: vec![stage],
            teams: vec!["duty".into()],
            target_working_days: 45,
            ..MeasureNames::default()
        });
        for (id, expected) in [
            ("missed", Cases::Count),
            ("missed[misjudged]", Cases::Count),
            ("noticed", Cases::Count),
            ("referrals_per_month", Cases::Count),
            ("miss_rate", Cases::Share),
            ("on_time[plan]", Cases::Share),
            ("sick_share", Cases::ShareMeasured),
            ("expected_harms", Cases::Measured),
            ("pressure", Cases::Measured),
            ("unallocated[duty]", Cases::Measured),
            ("minutes[plan]", Cases::Measured),
            ("auc[screening]", Cases::Measured),
            ("missed / noticed", Cases::Measured),
        ] {
            assert!(id.contains(" / ") || catalogue.written(id).is_some(), "{id} is a measure");
            assert_eq!(catalogue.cases(id), expected, "{id}");
        }
    }
}
