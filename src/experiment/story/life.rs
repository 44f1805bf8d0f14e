//! A child's own lines of a diary.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::measure::Settlement;
use crate::model::diary::{Diary, DiaryEntry};
use crate::model::observation::Observation;
use crate::time::SimTime;

/// What became of the child that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChildOutcome {
    /// Closed at triage.
    ScreenedOut,
    /// A later decision closed the case, or put it where nothing protects.
    Misjudged,
    /// The time ran out.
    Late,
    /// Visits fell overdue while the case was open.
    Drifting,
    /// Found in time.
    Found,
    /// Came to serious harm after coming to notice.
    Harmed,
}

/// A child's own lines, and what is counted of them.
pub(super) struct Life<'a> {
    pub key: u64,
    pub lines: Vec<&'a DiaryEntry>,
    pub noticed: Option<SimTime>,
    pub settled: Option<(SimTime, Settlement)>,
}

impl Life<'_> {
    pub fn days(&self) -> Option<f64> {
        Some((self.settled?.0 - self.noticed?).0)
    }

    pub fn looks(&self) -> usize {
        let until = self.settled.map_or(f64::INFINITY, |(at, _)| at.days());
        let from = self.noticed.map_or(0.0, SimTime::days);
        let seen = |line: &&&DiaryEntry| {
            matches!(line.what, Observation::Screened { .. } | Observation::Visited { .. })
        };
        self.lines
            .iter()
            .filter(seen)
            .filter(|line| (from..=until).contains(&line.at.days()))
            .count()
    }

    pub fn had(&self, outcome: ChildOutcome) -> bool {
        use Settlement as S;
        let how = self.settled.map(|(_, how)| how);
        let after = |is: fn(&Observation) -> bool| {
            let from = self.noticed.map_or(f64::INFINITY, SimTime::days);
            self.lines.iter().any(|line| line.at.days() >= from && is(&line.what))
        };
        match outcome {
            ChildOutcome::ScreenedOut => how == Some(S::ScreenedOut),
            ChildOutcome::Misjudged => how == Some(S::Misjudged),
            ChildOutcome::Found => how == Some(S::Found),
            ChildOutcome::Late => how.is_some_and(|how| {
                S::ROUTES.contains(&how) && !matches!(how, S::ScreenedOut | S::Misjudged)
            }),
            ChildOutcome::Drifting => after(|what| matches!(what, Observation::Drifted { .. })),
            ChildOutcome::Harmed => after(|what| matches!(what, Observation::Harmed { .. })),
        }
    }
}

/// The lives of a diary, by key.
pub(super) fn lives(diary: &Diary) -> BTreeMap<u64, Life<'_>> {
    let mut lives: BTreeMap<u64, Life<'_>> = BTreeMap::new();
    for line in &diary.lines {
        let life = lives.entry(line.child).or_insert_with(|| Life {
            key: line.child,
            lines: Vec::new(),
            noticed: None,
            settled: None,
        });
        match line.what {
            Observation::Noticed => life.noticed = life.noticed.or(Some(line.at)),
            Observation::ChildSettled { how, .. } => {
                life.settled = life.settled.or(Some((line.at, how)))
            }
            _ => {}
        }
        // Who was noticed late has their earlier concerns told then. In one moment the order of the diary stays.
        let place = life.lines.iter().rposition(|before| before.at <= line.at);
        life.lines.insert(place.map_or(0, |place| place + 1), line);
    }
    lives
}
