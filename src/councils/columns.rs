//! The columns of the tables, by name: demand (years ending 31 March) and workforce (counts of 30 September).

/// How the numbers of a column are bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// A count, a length or a number of staff: 0 or more.
    Amount,
    /// A percentage of its base: 0 to 100.
    Percent,
    /// A percentage that may be above 100: who left in a year may be more than who is there at its end.
    AnyPercent,
}

macro_rules! columns {
    ($(#[$about:meta])* $Columns:ident { $($(#[$what:meta])* $Column:ident = $name:literal $kind:ident,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $Columns {
            $($(#[$what])* $Column,)*
        }

        impl $Columns {
            /// All of them, in the order of the table.
            pub const ALL: &'static [$Columns] = &[$($Columns::$Column,)*];

            /// Its name in the header line.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $($Columns::$Column => $name,)*
                }
            }

            /// How its numbers are bounded.
            #[must_use]
            pub const fn kind(self) -> CellKind {
                match self {
                    $($Columns::$Column => CellKind::$kind,)*
                }
            }
        }
    };
}

columns! {
    /// What is published of the work of a year ending on 31 March.
    DemandColumn {
        /// Children aged 0 to 17 living in the area (mid-year estimate of the June before the year's end).
        ChildPopulation = "child_population" Amount,
        /// Referrals in the year; a child referred twice counts twice.
        Referrals = "referrals" Amount,
        /// Referrals within 12 months of an earlier one of the same child (% of referrals).
        ReReferralPct = "rereferral_pct" Percent,
        /// Referrals closed with no further action (% of referrals).
        NoFurtherActionPct = "referral_nfa_pct" Percent,
        /// Referrals assessed where the child was found not in need (% of referrals).
        NotInNeedPct = "referral_not_in_need_pct" Percent,
        /// Referred by an individual: family, friend, self, public (% of referrals).
        SourceIndividualPct = "source_individual_pct" Percent,
        /// Referred by a school (% of referrals).
        SourceSchoolPct = "source_school_pct" Percent,
        /// Referred by other education services (% of referrals).
        SourceEducationPct = "source_education_pct" Percent,
        /// Referred by health services (% of referrals).
        SourceHealthPct = "source_health_pct" Percent,
        /// Referred by housing (% of referrals).
        SourceHousingPct = "source_housing_pct" Percent,
        /// Referred by services of local authorities (% of referrals).
        SourceAuthorityPct = "source_la_service_pct" Percent,
        /// Referred by the police (% of referrals).
        SourcePolicePct = "source_police_pct" Percent,
        /// Referred by another legal agency (% of referrals).
        SourceLegalPct = "source_legal_pct" Percent,
        /// Referred by another source (% of referrals).
        SourceOtherPct = "source_other_pct" Percent,
        /// Anonymous (% of referrals).
        SourceAnonymousPct = "source_anonymous_pct" Percent,
        /// Source not known (% of referrals).
        SourceUnknownPct = "source_unknown_pct" Percent,
        /// Assessments finished in the year; those of the year ending 2014 are not usable.
        AssessmentsCompleted = "assessments_completed" Amount,
        /// Assessments finished within 45 working days (% of assessments).
        AssessmentsInTimePct = "assessments_45d_pct" Percent,
        /// Working days to finish an assessment, 25th centile.
        AssessmentDaysP25 = "assessment_days_p25" Amount,
        /// The same, median.
        AssessmentDaysMedian = "assessment_days_median" Amount,
        /// The same, 75th centile.
        AssessmentDaysP75 = "assessment_days_p75" Amount,
        /// Episodes with an assessment that recorded factors: some 79 % of assessments in England.
        AssessmentsWithFactors = "assessments_with_factors" Amount,
        /// Section 47 enquiries started in the year.
        Enquiries = "s47_enquiries" Amount,
        /// Initial child protection conferences in the year.
        Conferences = "initial_conferences" Amount,
        /// Initial conferences held within 15 working days of the strategy discussion (% of conferences).
        ConferencesInTimePct = "conferences_15d_pct" Percent,
        /// Working days from strategy discussion to initial conference, 25th centile.
        ConferenceDaysP25 = "conference_days_p25" Amount,
        /// The same, median.
        ConferenceDaysMedian = "conference_days_median" Amount,
        /// The same, 75th centile.
        ConferenceDaysP75 = "conference_days_p75" Amount,
        /// Child protection plans started in the year.
        PlansStarted = "plans_started" Amount,
        /// Plans started that were a child's second or later one, ever (% of plans started).
        RepeatPlanPct = "repeat_plan_pct" Percent,
        /// Child protection plans ended in the year.
        PlansEnded = "plans_ended" Amount,
        /// Children on a plan on 31 March.
        PlansAtEnd = "plans_31mar" Amount,
        /// Episodes of need started in the year.
        NeedStarted = "cin_started" Amount,
        /// Episodes of need ended in the year.
        NeedEnded = "cin_ended" Amount,
        /// Episodes of need open on 31 March, plans and looked-after children included.
        NeedAtEnd = "cin_31mar" Amount,
        /// Children who started to be looked after in the year.
        LookedAfterStarted = "looked_after_started" Amount,
        /// Children who ceased to be looked after in the year.
        LookedAfterEnded = "looked_after_ended" Amount,
        /// Children looked after on 31 March.
        LookedAfterAtEnd = "looked_after_31mar" Amount,
    }
}

columns! {
    /// What is published of staff on 30 September, and of the year that ends then.
    WorkforceColumn {
        /// Child and family social workers employed and in post, agency not included (full-time equivalent).
        SocialWorkers = "social_workers_fte" Amount,
        /// Joined in the year (full-time equivalent).
        Starters = "starters_fte" Amount,
        /// Left in the year (full-time equivalent).
        Leavers = "leavers_fte" Amount,
        /// Leavers over social workers in post (%).
        TurnoverPct = "turnover_pct" AnyPercent,
        /// Agency social workers (full-time equivalent).
        Agency = "agency_fte" Amount,
        /// Agency over agency and employed (%).
        AgencyPct = "agency_pct" Percent,
        /// Vacant posts (full-time equivalent).
        Vacancies = "vacancy_fte" Amount,
        /// Vacant over vacant and employed (%).
        VacancyPct = "vacancy_pct" Percent,
        /// Social workers who hold one or more cases, agency included (full-time equivalent).
        CaseHolders = "case_holders_fte" Amount,
        /// Cases held: of any child or carer, so not the number of episodes of need.
        Cases = "cases" Amount,
        /// Cases for each full-time equivalent of those who hold any.
        Caseload = "caseload" Amount,
        /// Working days lost to sickness in the year.
        DaysLost = "days_lost_fte" Amount,
        /// Sickness absence (%).
        AbsencePct = "absence_pct" Percent,
    }
}

impl WorkforceColumn {
    /// True of a number of people, cases or days, which a return of two councils has for both together; false of a rate, which
    /// holds for each.
    #[must_use]
    pub const fn is_count(self) -> bool {
        matches!(self.kind(), CellKind::Amount) && !matches!(self, WorkforceColumn::Caseload)
    }
}
