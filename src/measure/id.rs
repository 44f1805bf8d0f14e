//! The ids of measures: what is measured, and of which member of the scenario. Their text is made here and nowhere else.

use std::fmt;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::{HalfYear, Place, Settlement};

macro_rules! indicators {
    ({ $($mechanism:ident: $Mechanism:ident,)* } $($name:ident = $text:literal,)*) => {
        /// What is measured. A new one, or another name for one, is a line of the list.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Indicator {
            $(#[doc = concat!("`", $text, "`")] $name,)*
            $(
                #[doc = concat!("Of the mechanism `", stringify!($mechanism), "`.")]
                $Mechanism(crate::mechanisms::$mechanism::measures::Measured),
            )*
        }

        impl Indicator {
            /// All of them.
            #[must_use]
            pub fn all() -> Vec<Indicator> {
                let mut all = vec![$(Indicator::$name,)*];
                $(
                    let own = crate::mechanisms::$mechanism::measures::Measured::ALL;
                    all.extend(own.iter().map(|&one| Indicator::$Mechanism(one)));
                )*
                all
            }

            /// Those of mechanisms that are kept week by week.
            #[must_use]
            pub fn series_of_mechanisms() -> Vec<Indicator> {
                let all: Vec<Indicator> = Vec::new();
                $(
                    let own = crate::mechanisms::$mechanism::measures::SERIES;
                    let own = own.iter().map(|&one| Indicator::$Mechanism(one));
                    let all: Vec<Indicator> = all.into_iter().chain(own).collect();
                )*
                all
            }

            /// Its text, as tables, targets and options write it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Indicator::$name => $text,)*
                    $(Indicator::$Mechanism(own) => own.name(),)*
                }
            }
        }

        $(
            impl From<crate::mechanisms::$mechanism::measures::Measured> for Indicator {
                fn from(own: crate::mechanisms::$mechanism::measures::Measured) -> Indicator {
                    Indicator::$Mechanism(own)
                }
            }

            impl From<crate::mechanisms::$mechanism::measures::Measured> for MeasureId {
                fn from(own: crate::mechanisms::$mechanism::measures::Measured) -> MeasureId {
                    Indicator::$Mechanism(own).into()
                }
            }

            impl crate::mechanisms::$mechanism::measures::Measured {
                /// Of one member.
                #[must_use]
                pub const fn of(self, member: Member) -> MeasureId {
                    Indicator::$Mechanism(self).of(member)
                }

                /// Of what bears this name in the scenario.
                #[must_use]
                pub fn named(self, name: &str) -> MeasureId {
                    Indicator::$Mechanism(self).named(name)
                }

                /// Of those who were there.
                #[must_use]
                pub const fn at(self, place: Place) -> MeasureId {
                    Indicator::$Mechanism(self).at(place)
                }
            }
        )*
    };
}

/// What is measured of a mechanism: a name for the code and one for tables, targets and options.
macro_rules! measured {
    ($($name:ident = $text:literal,)*) => {
        /// What is measured.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Measured { $(#[doc = concat!("`", $text, "`")] $name,)* }

        impl Measured {
            pub(crate) const ALL: &[Measured] = &[$(Measured::$name,)*];

            pub(crate) const fn name(self) -> &'static str {
                match self { $(Measured::$name => $text,)* }
            }
        }
    };
}
pub(crate) use measured;

crate::mechanisms::mechanisms! { indicators!
    // These texts are keys of published tables and of targets in files: readers take another text for another
    // measure.
    MissRate = "miss_rate",
    Missed = "missed",
    MissRateWithin = "miss_rate_within",
    Noticed = "noticed",
    Found = "found",
    Resolved = "resolved",
    LateByDesign = "late_by_design",
    EpisodeMissRate = "episode_miss_rate",
    Episodes = "episodes",
    EpisodesMissed = "episodes_missed",
    ExpectedHarms = "expected_harms",
    Harms = "harms",
    HarmShare = "harm_share",
    Unrecognised = "unrecognised",
    ConcernsBeforeHarm = "concerns_before_harm",
    OpportunitiesBeforeHarm = "opportunities_before_harm",
    FalseEnquiries = "false_enquiries",
    FalseProtections = "false_protections",
    Referrals = "referrals",
    ReferralsPerMonth = "referrals_per_month",
    ReferralsPerYear = "referrals_per_year",
    ReferralShare = "referral_share",
    RereferredShare = "rereferred_share",
    FirstReferrals = "first_referrals",
    FurtherConcerns = "further_concerns",
    ScreenedOutShare = "screened_out_share",
    UrgentShare = "urgent_share",
    Waiting = "waiting",
    WaitMedian = "wait_median",
    WaitP90 = "wait_p90",
    ThresholdShift = "threshold_shift",
    Pressure = "pressure",
    PressureSeen = "pressure_seen",
    Auc = "auc",
    Started = "started",
    BegunTogether = "begun_together",
    InStage = "in_stage",
    ClosedShare = "closed_share",
    OnTime = "on_time",
    Visits = "visits",
    Minutes = "minutes",
    MinutesMedian = "minutes_median",
    MinutesP10 = "minutes_p10",
    DirectKept = "direct_kept",
    LengthMean = "length_mean",
    LengthKmMean = "length_km_mean",
    LengthMedian = "length_median",
    Drifting = "drifting",
    DriftingShare = "drifting_share",
    Unallocated = "unallocated",
    Allocated = "allocated",
    Caseload = "caseload",
    InPost = "in_post",
    Agency = "agency",
    Vacant = "vacant",
    SickShare = "sick_share",
    LeaversPerYear = "leavers_per_year",
    RecruitsPerYear = "recruits_per_year",
    Handovers = "handovers",
    Overtime = "overtime",
    FileQuality = "file_quality",
    EarlyReviews = "early_reviews",
    ClosedEarly = "closed_early",
    Tragedies = "tragedies",
    Blame = "blame",
    Learning = "learning",
    Visibility = "visibility",
    Dismissals = "dismissals",
    MissesToLight = "misses_to_light",
    MissesReported = "misses_reported",
    ActionTaken = "action_taken",
    ActionDays = "action_days",
    Money = "money",
    MoneyInWorkers = "money_in_workers",
    OpeningPut = "opening_put",
    OpeningReached = "opening_reached",
    OpeningWaiting = "opening_waiting",
}

/// Which member of an indicator: what stands in brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Member {
    /// A name of the scenario's own: of a stage, team, class, source, action, line of spending, age or kind of maltreatment.
    Named(String),
    /// How it ended for a high-risk child or episode.
    Settled(Settlement),
    /// Missed because it was late at any stage.
    Late,
    /// Where a child was.
    At(Place),
    /// Children known to the service.
    Known,
    /// Children receiving services.
    Receiving,
    /// Children closed or refused.
    ClosedOrRefused,
    /// A window from coming to notice: working days, and 365 for a year.
    Within(u32),
    /// Screening.
    Screening,
    /// The first screening of a child.
    FirstScreening,
    /// From coming to notice to protection.
    Protection,
    /// What the mechanism that measures it calls so.
    Called(&'static str),
    /// The queue for a worker of a team.
    Allocation(String),
    /// An inspection, by its day.
    HeldOn(Date),
    /// A grade of an inspection.
    Graded(Date, &'static str),
    /// A half-year.
    Half(HalfYear),
}

/// Which measure: its text is the key of every table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureId {
    /// What is measured.
    pub indicator: Indicator,
    /// Of which member; `None` for all of it.
    pub member: Option<Member>,
}

/// What a target or a question asks for: a measure, or one over another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// A measure.
    One(MeasureId),
    /// The first over the second.
    Quotient(MeasureId, MeasureId),
}

impl Indicator {
    /// Of one member.
    #[must_use]
    pub const fn of(self, member: Member) -> MeasureId {
        MeasureId { indicator: self, member: Some(member) }
    }

    /// Of what bears this name in the scenario.
    #[must_use]
    pub fn named(self, name: &str) -> MeasureId {
        self.of(Member::Named(name.to_owned()))
    }

    /// Of those who settled so.
    #[must_use]
    pub const fn settled(self, how: Settlement) -> MeasureId {
        self.of(Member::Settled(how))
    }

    /// Of those who were there.
    #[must_use]
    pub const fn at(self, place: Place) -> MeasureId {
        self.of(Member::At(place))
    }
}

impl From<Indicator> for MeasureId {
    fn from(indicator: Indicator) -> MeasureId {
        MeasureId { indicator, member: None }
    }
}

// Lookups take whatever makes an id. So whoever holds one need not give it away.
impl From<&MeasureId> for MeasureId {
    fn from(id: &MeasureId) -> MeasureId {
        id.clone()
    }
}

impl fmt::Display for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Member::Named(name) => f.write_str(name),
            Member::Settled(how) => f.write_str(how.name()),
            Member::Late => f.write_str("late"),
            Member::At(place) => f.write_str(place.name()),
            Member::Known => f.write_str("known"),
            Member::Receiving => f.write_str("receiving"),
            Member::ClosedOrRefused => f.write_str("closed or refused"),
            Member::Within(days) => write!(f, "{days}"),
            Member::Screening => f.write_str("screening"),
            Member::FirstScreening => f.write_str("first screening"),
            Member::Protection => f.write_str("protection"),
            Member::Called(word) => f.write_str(word),
            Member::Allocation(team) => write!(f, "allocation, {team}"),
            Member::HeldOn(date) => write!(f, "{date}"),
            Member::Graded(date, grade) => write!(f, "{date}, {grade}"),
            Member::Half(half) => write!(f, "{half}"),
        }
    }
}

impl fmt::Display for MeasureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.indicator.name())?;
        self.member.as_ref().map_or(Ok(()), |member| write!(f, "[{member}]"))
    }
}

impl Serialize for MeasureId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_the_keys_of_published_tables() {
        let day = jiff::civil::date(2008, 11, 26);
        for (id, text) in [
            (Indicator::MissRate.into(), "miss_rate"),
            (Indicator::Missed.settled(Settlement::LatePlan), "missed[late: plan]"),
            (
                Indicator::WaitMedian.of(Member::Allocation("duty".into())),
                "wait_median[allocation, duty]",
            ),
            (Indicator::Visits.of(Member::Graded(day, "good")), "visits[2008-11-26, good]"),
            (
                Indicator::Visits.of(Member::Half(HalfYear { year: 2008, second: true })),
                "visits[2008 second half]",
            ),
        ] {
            assert_eq!(MeasureId::to_string(&id), text);
        }
    }

    #[test]
    fn no_two_indicators_have_the_same_name() {
        let mut names: Vec<&str> = Indicator::all().iter().map(|one| one.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Indicator::all().len());
    }
}
