//! `[practice]`: how a service decides drifts from one statistical year to the next.

use jiff::civil::Date;
use serde::Serialize;

use super::measures::Names;
use crate::maths::normal_quantile;
use crate::scenario::check::limits::from_to;
use crate::scenario::check::{CheckedParts, Checker, present};
use crate::scenario::declare::{KeyFacts, KeyTable as _, block, facts};
use crate::scenario::kinds::{DayElse, Flag, MayBeIdle, MaybeCount, Number, TableOrNone, Words};
use crate::scenario::raw::{At, Maybe};
use crate::scenario::resolved::Out;
use crate::scenario::{Destination, Scenario, Stage, StageId, StageKind};

block! {
    /// Practice. `surge-sim observed` prints what councils show.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Practice read as RawPractice, used "mechanisms::practice" {
        /// A mean over R replications gains an error of about .2/√R: hence a file may have the numbers and leave them off.
        enabled: bool = Flag() {
            what: "Whether it drifts at all",
            default: true,
            evidence: nothing,
        }
        /// The first statistical year to drift is the first that begins, on 1 April, on this day or after it. The first observed day
        /// unless written.
        from: Date = DayElse() {
            what: "Drift begins with the first 1 April on this day or after it",
            unit: "date",
        }
        /// With this drift and chance are told apart: `--uncertainty` has the drift of each of some replications in all others.
        course: Option<u32> = MaybeCount(0, 999_999) {
            what: "Every replication drifts as this one does; where it is left out, each drifts in its own way",
            unit: "replication, the first is 0",
            evidence: nothing,
        }
        door: Option<DoorDrift> = TableOrNone() {
            what: "How the number of referrals drifts, or \"none\"",
        }
        enquiry: Option<PracticeDrift> = TableOrNone() {
            what: "How the share who go on to an enquiry drifts, or \"none\"",
        }
        conference: Option<PracticeDrift> = TableOrNone() {
            what: "How the share who go on to a conference drifts, or \"none\"",
        }
        plan: Option<PracticeDrift> = TableOrNone() {
            what: "How the share who go on to a protective plan drifts, or \"none\"",
        }
    }
}

block! {
    /// The drift of the share who go on to a stage. Its numbers have no defaults: with them a table that nobody wrote would be there.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct PracticeDrift read as RawPracticeDrift, used "mechanisms::practice" {
        /// Unless written: for `enquiry` the one urgent assess stage, for `conference` the one conference, for `plan` the one
        /// protective plan.
        stage: String = Words() {
            what: "The stage that they go on to",
            needs: [".sd > 0 or .sd_passing > 0"],
        }
        sd: f64 = Number(from_to(0.0, 1.0)) {
            what: "Standard deviation of a year's step that stays",
            unit: "natural logarithm of the share",
        }
        sd_passing: f64 = Number(from_to(0.0, 1.0)) {
            what: "Standard deviation of what one year has and the next has not",
            unit: "natural logarithm of the share",
        }
    }
}

block! {
    /// The drift of what is referred.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct DoorDrift read as RawDoorDrift, used "mechanisms::practice" {
        sd: f64 = Number(from_to(0.0, 1.0)) {
            what: "Standard deviation of a year's step that stays",
            unit: "natural logarithm of referrals",
        }
        sd_passing: f64 = Number(from_to(0.0, 1.0)) {
            what: "Standard deviation of what one year has and the next has not",
            unit: "natural logarithm of referrals",
        }
    }
}

impl MayBeIdle for DoorDrift {
    const OFF_BY_DEFAULT: bool = true;

    fn is_off(&self) -> bool {
        self.sd <= 0.0 && self.sd_passing <= 0.0
    }
}

impl MayBeIdle for PracticeDrift {
    const OFF_BY_DEFAULT: bool = true;

    fn is_off(&self) -> bool {
        self.sd <= 0.0 && self.sd_passing <= 0.0
    }
}

/// The keys that drift, in the order of a child's way.
pub(crate) const DRIFTING: [&str; 4] = [DOOR, "enquiry", "conference", "plan"];
/// The one that no decision makes.
const DOOR: &str = "door";
/// How many of them decisions make: the last of [`DRIFTING`].
pub(crate) const DECISIONS: usize = 3;

/// How much a key drifts: the standard deviations of a year's step that stays, and of what passes.
pub(crate) type Widths = [f64; 2];

impl Practice {
    /// How much each key of [`DRIFTING`] drifts.
    pub(crate) fn widths(&self) -> [Option<Widths>; DRIFTING.len()] {
        let door = self.door.as_ref().map(|drift| [drift.sd, drift.sd_passing]);
        let [enquiry, conference, plan] =
            self.decisions().map(|drift| drift.map(|drift| [drift.sd, drift.sd_passing]));
        [door, enquiry, conference, plan]
    }

    /// What decisions make, in the order of the last of [`DRIFTING`].
    pub(crate) fn decisions(&self) -> [Option<&PracticeDrift>; DECISIONS] {
        [&self.enquiry, &self.conference, &self.plan].map(Option::as_ref)
    }

    /// Where practice drifts in a scenario: nowhere if it is absent, not enabled or switched off.
    pub(crate) fn of(scenario: &Scenario) -> Option<&Practice> {
        let practice = scenario.mechanisms.practice.as_ref();
        practice.filter(|practice| practice.enabled && !scenario.without.drift)
    }
}

/// What a scenario has of it.
pub type Keys = Option<Practice>;

/// The block as it is written.
pub(crate) type Raw = Maybe<RawPractice>;

/// What the block declares.
pub(crate) const FACTS: KeyFacts = facts!(
    {
        what: "How practice drifts from one statistical year to the next, or \"none\"",
    }
    "mechanisms::practice", Raw
);

/// Keys of other blocks that do nothing without it, or another that reads them.
pub(crate) const READS: &[&str] = &[];

/// The decisions by the estimate that lead to a stage from elsewhere: each stage, and its last line that does.
pub(crate) fn leading_to(stages: &[Stage], to: StageId) -> Vec<(StageId, usize)> {
    let leads = |(s, stage): (usize, &Stage)| {
        let from = StageId::from_index(s);
        // A plan that is extended is no new one.
        if from == to || !stage.decides_by_estimate() {
            return None;
        }
        let line = stage.outcomes.iter().rposition(|line| line.to == Destination::Stage(to))?;
        Some((from, line))
    };
    stages.iter().enumerate().filter_map(leads).collect()
}

/// The most that a share in normal times is taken for: where nearly everybody goes on, hardly more can, and the lines would move
/// without end.
const MOST_SHARE: f64 = 0.95;

/// By how many standard deviations of the estimates a line is lowered so that the logarithm of the share above it rises by 1, to first
/// order: `s / φ(Φ⁻¹(s))`; 0 where nobody is above it.
pub(crate) fn deviations_per_log(share: f64) -> f64 {
    // Of no number nothing moves.
    if share.is_nan() || share <= 0.0 {
        return 0.0;
    }
    let share = share.min(MOST_SHARE);
    let at = normal_quantile(share);
    share * libm::sqrt(2.0 * std::f64::consts::PI) * libm::exp(0.5 * at * at)
}

pub(crate) fn checked(
    check: &mut Checker,
    raw: &Option<At<Raw>>,
    known: &CheckedParts<'_>,
) -> Keys {
    let raw = present(raw)?;
    let mut practice = Practice::checked(check, &raw);
    let time = known.time;
    match &raw.value.from {
        None => practice.from = time.date(time.observed_from()),
        Some(at) => {
            let day = time.at(practice.from);
            if day < time.observed_from() || day >= time.horizon() {
                check.note(at.place.problem(format!(
                    "must lie in the observed period, from {} to {}: normal times do not drift",
                    time.date(time.observed_from()),
                    time.date(time.horizon())
                )));
            }
        }
    }
    let written = [&raw.value.enquiry, &raw.value.conference, &raw.value.plan];
    let drifts = [&mut practice.enquiry, &mut practice.conference, &mut practice.plan];
    let of_decisions = DRIFTING.into_iter().skip(DRIFTING.len() - DECISIONS);
    for ((key, at), drift) in of_decisions.zip(written).zip(drifts) {
        let (Some(drift), Some(at)) = (drift, at.as_ref().and_then(At::some)) else { continue };
        drift.stage = leads_to(check, key, &at, known.stages).unwrap_or_default();
    }
    Some(practice)
}

/// The stage that a key is about: as written, or the one of its kind.
fn leads_to(
    check: &mut Checker,
    key: &str,
    raw: &At<RawPracticeDrift>,
    stages: &[Stage],
) -> Option<String> {
    let names: Vec<String> = stages.iter().map(|stage| stage.name.clone()).collect();
    let (place, found) = match &raw.value.stage {
        Some(at) => {
            let found = check.reference(at, "stage", &names);
            // A name that is none has been noted.
            (&at.place, Some(found).filter(|_| names.contains(&at.value))?)
        }
        None => {
            let of_kind = |stage: &Stage| match stage.kind {
                StageKind::Assess { .. } => key == "enquiry" && stage.urgent,
                StageKind::Conference { .. } => key == "conference",
                StageKind::Plan { .. } => key == "plan" && stage.protective,
                StageKind::Exit { .. } => false,
            };
            let mut all = stages.iter().enumerate().filter(|(_, stage)| of_kind(stage));
            match (all.next(), all.next()) {
                (Some((found, _)), None) => (&raw.place, found),
                (first, _) => {
                    let how_many = if first.is_some() { "several stages" } else { "no stage" };
                    check.note(raw.place.problem(format!(
                        "{how_many} may be meant: write stage = \"NAME\", the stage that they go on to"
                    )));
                    return None;
                }
            }
        }
    };
    if leading_to(stages, StageId::from_index(found)).is_empty() {
        check.note(place.problem(format!(
            "no stage's decision by the estimate leads to \"{}\", so that its practice has no line to move",
            names[found]
        )));
    }
    Some(names[found].clone())
}

pub(crate) fn write(out: &mut Out, scenario: &Scenario) {
    let keys = &scenario.mechanisms.practice;
    keys.iter().for_each(|block| out.block("[practice]", block, scenario));
}

pub(crate) fn names(scenario: &Scenario) -> Names {
    let drifting = |practice: &Practice| {
        let drifts = DRIFTING.into_iter().zip(practice.widths());
        drifts.filter_map(|(key, drift)| drift.map(|_| key)).collect()
    };
    // A switch changes no measure: the row of a table without it has what the others have.
    let practice = scenario.mechanisms.practice.as_ref().filter(|practice| practice.enabled);
    Names { drifting: practice.map(drifting).unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::tests::round_trip::returns;
    use crate::scenario::tests::{said, with};

    fn of(block: &str) -> Practice {
        let loaded = with(&format!("[practice]\n{block}")).expect("sound");
        loaded.scenario.mechanisms.practice.expect("present")
    }

    #[test]
    fn a_stage_is_found_by_its_kind_or_named() {
        let found = of(
            "enquiry = { sd = 0.1, sd_passing = 0.1 }\nconference = { sd = 0.1, sd_passing = 0.1 }\nplan = { sd = 0.1, sd_passing = 0.1 }\n",
        );
        let stages = found.decisions().map(|drift| drift.expect("present").stage.clone());
        assert_eq!(stages, ["section 47 enquiry", "initial conference", "child protection plan"]);
        let named = of("enquiry = { sd = 0.1, sd_passing = 0.1, stage = \"core assessment\" }\n");
        assert_eq!(named.enquiry.expect("present").stage, "core assessment");
        assert!(named.plan.is_none() && named.enabled);
    }

    #[test]
    fn it_begins_with_the_observed_period_unless_a_day_is_written() {
        assert_eq!(of("enquiry = { sd = 0.1, sd_passing = 0.1 }\n").from.to_string(), "2006-03-27");
        assert_eq!(of("from = 2008-04-01\n").from.to_string(), "2008-04-01");
    }

    #[test]
    fn what_cannot_drift_is_refused() {
        let refused = |block: &str| said(with(&format!("[practice]\n{block}")));
        for (block, expected) in [
            ("from = 2004-04-01\n", "must lie in the observed period, from 2006-03-27 to"),
            ("from = 2080-04-01\n", "must lie in the observed period"),
            (
                "enquiry = { sd = 0.1, sd_passing = 0.1, stage = \"core asessment\" }\n",
                "core assessment",
            ),
            ("plan = { sd = 1.1, sd_passing = 0.1 }\n", "practice.plan.sd"),
            ("plan = { sd = 0.1, sd_passing = -0.1 }\n", "practice.plan.sd_passing"),
            (
                "plan = { sd = 0.1, sd_passing = 0.1, stage = \"initial assessment\" }\n",
                "no stage's decision by the estimate leads to \"initial assessment\"",
            ),
            ("door = { sd = 0.1, sd_passing = 0.1, stage = \"core assessment\" }\n", "stage"),
            ("door = { sd = 2.0, sd_passing = 0.1 }\n", "practice.door.sd"),
        ] {
            let said = refused(block);
            assert!(said.contains(expected), "{block}: {said}");
        }
    }

    #[test]
    fn it_returns() {
        returns(
            &with("[practice]\nenquiry = { sd = 0.1, sd_passing = 0.1 }\nplan = \"none\"\n")
                .expect("sound")
                .scenario,
        );
        returns(&with("[practice]\nenabled = false\n").expect("sound").scenario);
    }

    #[test]
    fn a_line_moves_as_far_as_the_share_above_it_needs() {
        // s = .5: 0.5 * sqrt(2 pi). s = .1: 0.1 / 0.175498.
        assert!((deviations_per_log(0.5) - 1.253_314).abs() < 1e-6);
        assert!((deviations_per_log(0.1) - 0.569_807).abs() < 1e-5);
        assert_eq!(deviations_per_log(1.0).to_bits(), deviations_per_log(0.95).to_bits());
        assert_eq!((deviations_per_log(0.0), deviations_per_log(f64::NAN)), (0.0, 0.0));
    }
}
