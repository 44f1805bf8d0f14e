//! Triage: its answers, its queue, and the threshold that pressure moves.

use super::Better::{Lower, Neither};
use super::list::MeasureList;
use crate::measure::Counter::{
    PressureBaseDays, PressureDays, PressureSeenDays, Screened, ScreenedOut, ScreeningDays,
    ShiftDays, Urgent,
};
use crate::measure::{Indicator, Member, Waits};

pub(super) fn add(list: &mut MeasureList) {
    answers(list);
    queue(list);
    threshold(list);
}

fn answers(list: &mut MeasureList) {
    let screened = list.one(Screened);
    list.add(
        Indicator::ScreenedOutShare,
        "Screened referrals closed at triage",
        "share",
        Neither,
        list.ratio(&[list.one(ScreenedOut)], &[screened]),
    );
    list.add(
        Indicator::UrgentShare,
        "Screened referrals sent straight to the urgent stage",
        "share",
        Neither,
        list.ratio(&[list.one(Urgent)], &[screened]),
    );
}

fn queue(list: &mut MeasureList) {
    list.add(
        Indicator::Waiting.of(Member::Screening),
        "Referrals waiting for or in screening",
        "children",
        Lower,
        list.level(&[list.one(ScreeningDays)]),
    );
    list.add(
        Indicator::WaitMedian.of(Member::Screening),
        "Referral to screening, half wait less",
        "days",
        Lower,
        list.quantile(Waits::Screening, 0.5),
    );
    list.add(
        Indicator::WaitP90.of(Member::Screening),
        "Referral to screening, nine in ten wait less",
        "days",
        Lower,
        list.quantile(Waits::Screening, 0.9),
    );
}

fn threshold(list: &mut MeasureList) {
    list.add(
        Indicator::ThresholdShift,
        "Threshold shift at triage",
        "standard deviations",
        Lower,
        list.level(&[list.one(ShiftDays)]),
    );
    // Days without staff have infinite pressure, so they are left out of sum and base.
    let base = list.one(PressureBaseDays);
    list.add(
        Indicator::Pressure,
        "Pressure",
        "weeks of work",
        Lower,
        list.ratio(&[list.one(PressureDays)], &[base]),
    );
    list.add(
        Indicator::PressureSeen,
        "Pressure that managers see",
        "weeks of work",
        Lower,
        list.ratio(&[list.one(PressureSeenDays)], &[base]),
    );
}
