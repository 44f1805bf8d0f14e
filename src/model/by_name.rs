//! Chance by name (model.md, section 10): the keys that names give, and the order in which what computes runs.
//!
//! Ids are places in the writer's lists, so that files and pages keep the writer's order. A key never holds a place: it comes
//! from the name, hashed once when a scenario is made ready. What is drawn, summed, scheduled or compared over a list takes it
//! in the order of names. So the order in which somebody writes a list changes no number, and one class, team, source, stage
//! or action more leaves the chance of all others alone.

use crate::engine::{name_key, numbered, uniform_of};
use crate::measure::by_name;
use crate::scenario::{ClassId, Grade, Scenario, StageId, TeamId};

/// Bits of a child's key that number the children of a class.
const NUMBER: u32 = 32;
/// Bits of a child's key that say how it came.
const ORIGIN: u32 = 2;
/// Bits of a child's key that are its class's.
const CLASS: u32 = 64 - NUMBER - ORIGIN;

/// How a child came to be at risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum ChildOrigin {
    /// In the run.
    Onset = 0,
    /// There on day 0.
    Hidden = 1,
    /// Put into a queue by `[[opening]]`.
    Opening = 2,
}

/// Keys and orders of a scenario's names.
#[derive(Clone, Debug)]
pub struct ByName {
    /// Classes in the order of their names.
    pub classes: Vec<ClassId>,
    /// Teams in the order of their names.
    pub teams: Vec<TeamId>,
    /// Stages in the order of their names.
    pub stages: Vec<StageId>,
    /// Places of actions in the order of their names.
    pub actions: Vec<usize>,
    /// Places of openings in the order of their stages' names.
    pub openings: Vec<usize>,
    class_codes: Vec<u64>,
    team_keys: Vec<u64>,
    stage_keys: Vec<u64>,
    stage_places: Vec<usize>,
}

impl ByName {
    /// The keys and orders of a scenario.
    #[must_use]
    pub fn new(scenario: &Scenario) -> ByName {
        let classes = by_name(scenario.risk.iter().map(|class| class.name.as_str()));
        let teams = by_name(scenario.teams.iter().map(|team| team.name.as_str()));
        let stages = by_name(scenario.stages.iter().map(|stage| stage.name.as_str()));
        let stage_name =
            |opening: &crate::scenario::Opening| scenario.stage(opening.stage).name.as_str();
        let mut stage_places = vec![0; stages.len()];
        for (place, &stage) in stages.iter().enumerate() {
            stage_places[stage] = place;
        }
        ByName {
            class_codes: class_codes(scenario, &classes),
            classes: classes.into_iter().map(ClassId::from_index).collect(),
            teams: teams.into_iter().map(TeamId::from_index).collect(),
            stages: stages.into_iter().map(StageId::from_index).collect(),
            actions: by_name(scenario.actions.iter().map(|action| action.name.as_str())),
            openings: by_name(scenario.opening.iter().map(stage_name)),
            team_keys: scenario.teams.iter().map(|team| name_key(&team.name)).collect(),
            stage_keys: scenario.stages.iter().map(|stage| name_key(&stage.name)).collect(),
            stage_places,
        }
    }

    /// The key of a class.
    #[inline]
    #[must_use]
    pub fn class(&self, class: ClassId) -> u64 {
        self.class_codes[class.index()]
    }

    /// The key of a stage.
    #[inline]
    #[must_use]
    pub fn stage(&self, stage: StageId) -> u64 {
        self.stage_keys[stage.index()]
    }

    /// The place of a stage in the order of names.
    #[inline]
    #[must_use]
    pub fn stage_place(&self, stage: StageId) -> usize {
        self.stage_places[stage.index()]
    }

    /// The key of a child: its first class, how it came and its number among those who came so.
    #[must_use]
    pub fn child(&self, class: ClassId, origin: ChildOrigin, number: u64) -> u64 {
        debug_assert!(number >> NUMBER == 0, "a class has fewer than 2^32 children");
        self.class(class) << (NUMBER + ORIGIN)
            | (origin as u64) << NUMBER
            | (number & u64::from(u32::MAX))
    }

    /// The number of a child whom `[[opening]]` puts into a stage.
    #[must_use]
    pub fn opening(&self, stage: StageId, extra: u32) -> u64 {
        // Each stage counts from a number of its own: else children of one class at two stages would have one key.
        u64::from((self.stage(stage) as u32).wrapping_add(extra))
    }

    /// Where a child whom `[[opening]]` put to wait has this number, their place in the queue of a stage, from 0: it is beyond the
    /// queue for a child of another stage.
    #[must_use]
    pub fn place_in_opening(&self, stage: StageId, number: u64) -> u32 {
        (number as u32).wrapping_sub(self.stage(stage) as u32)
    }

    /// What a child's key says: its first class, how it came and its number.
    #[must_use]
    pub fn of_child(&self, key: u64) -> (Option<ClassId>, ChildOrigin, u64) {
        let code = key >> (NUMBER + ORIGIN);
        let class =
            self.class_codes.iter().position(|&known| known == code).map(ClassId::from_index);
        let origin = match key >> NUMBER & 3 {
            0 => ChildOrigin::Onset,
            1 => ChildOrigin::Hidden,
            _ => ChildOrigin::Opening,
        };
        (class, origin, key & u64::from(u32::MAX))
    }

    /// The key of a post: its team, its grade and its number among the team's posts of that grade.
    #[must_use]
    pub fn post(&self, team: TeamId, grade: Grade, number: usize) -> u64 {
        numbered(self.team_keys[team.index()], (grade as u64) << NUMBER | number as u64)
    }

    /// The key of a place kept for someone whom an action brings to a team.
    #[must_use]
    pub fn temporary_place(
        &self,
        team: TeamId,
        action: &str,
        kind: TemporaryWorkerKind,
        number: usize,
    ) -> u64 {
        let place = numbered(self.team_keys[team.index()], name_key(action));
        let kind = match kind {
            TemporaryWorkerKind::Added(grade) => grade as u64,
            // This number follows the grades, so it is none of them.
            TemporaryWorkerKind::Moved => Grade::ALL.len() as u64,
        };
        numbered(place, kind << NUMBER | number as u64)
    }
}

/// Whom an action brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemporaryWorkerKind {
    /// Someone from outside.
    Added(Grade),
    /// Someone of another team.
    Moved,
}

// So few bits of two names are the same about once in a thousand million scenarios; the later name then takes other bits.
fn class_codes(scenario: &Scenario, in_order: &[usize]) -> Vec<u64> {
    let mut codes = vec![0; in_order.len()];
    let mut taken: Vec<u64> = Vec::new();
    for &class in in_order {
        let key = name_key(&scenario.risk[class].name);
        let free =
            (0..).map(|n| numbered(key, n) >> (64 - CLASS)).find(|code| !taken.contains(code));
        codes[class] = free.expect("there are more codes than classes");
        taken.push(codes[class]);
    }
    codes
}

/// Who is who's turn: one that draws lots by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Lot<T> {
    /// What it stands for.
    pub of: T,
    key: u64,
    // 1 / share; infinite where the share is 0, which never wins.
    wait: f64,
}

/// Lots in the order of their names.
#[must_use]
pub fn lots<T>(written: Vec<(&str, f64, T)>) -> Vec<Lot<T>> {
    let mut named: Vec<(&str, Lot<T>)> = written
        .into_iter()
        .map(|(name, share, of)| {
            (name, Lot { of, key: name_key(name), wait: 1.0 / share.max(0.0) })
        })
        .collect();
    named.sort_by_key(|(name, _)| *name);
    named.into_iter().map(|(_, lot)| lot).collect()
}

/// The lot with the least exponential over its share: each wins with its share of all shares, and one lot more leaves the
/// others' draws alone. `word` names this one draw. `None` where there are no lots or none has a share.
#[inline]
#[must_use]
pub fn drawn<T: Copy>(lots: &[Lot<T>], word: u64) -> Option<T> {
    let mut least = (f64::INFINITY, None);
    for lot in lots {
        let u = uniform_of(word, lot.key);
        // -ln(u) is at least 1 - u: most lots are out of the race without a logarithm.
        if (1.0 - u) * lot.wait < least.0 && lot.wait.is_finite() {
            let wait = -libm::log(u) * lot.wait;
            if wait < least.0 {
                least = (wait, Some(lot.of));
            }
        }
    }
    least.1
}

/// Lots of the sources of concerns, by place.
#[must_use]
pub fn source_lots(scenario: &Scenario, concerns: &[f64]) -> Vec<Lot<usize>> {
    let written = scenario.referrals.sources.iter().zip(concerns).enumerate();
    lots(written.map(|(s, (source, &share))| (source.name.as_str(), share, s)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Streams;

    const SHARES: [(&str, f64); 4] =
        [("school", 0.5), ("police", 0.3), ("health", 0.0), ("public", 0.2)];

    fn words(n: u64) -> impl Iterator<Item = u64> {
        (0..n).map(|i| Streams::new(1, 2).stream(3, [i, 0, 0]).word())
    }

    fn named(written: &[(&'static str, f64)]) -> Vec<Lot<&'static str>> {
        lots(written.iter().map(|&(name, share)| (name, share, name)).collect())
    }

    #[test]
    fn lots_fall_in_their_shares_and_none_without_a_share_wins() {
        let (lots, n) = (named(&SHARES), 40_000);
        for (name, share) in SHARES {
            let won =
                words(n).filter(|&word| drawn(&lots, word) == Some(name)).count() as f64 / n as f64;
            assert!(
                (won - share).abs() <= 4.0 * (share * (1.0 - share) / n as f64).sqrt(),
                "{name}: {won}"
            );
        }
        assert_eq!(drawn::<u8>(&[], 1), None);
        assert_eq!(drawn(&named(&[("school", 0.0)]), 1), None);
    }

    #[test]
    fn the_order_of_lots_decides_nothing() {
        let mut turned = SHARES;
        turned.reverse();
        assert_eq!(named(&SHARES), named(&turned));
    }

    #[test]
    fn a_lot_more_takes_some_and_leaves_the_others_where_they_were() {
        let (before, after) =
            (named(&SHARES), named(&[&SHARES[..], &[("helpline", 0.25)]].concat()));
        let mut taken = 0;
        for word in words(10_000) {
            match drawn(&after, word) {
                Some("helpline") => taken += 1,
                other => assert_eq!(other, drawn(&before, word)),
            }
        }
        assert!((1800..2200).contains(&taken), "a fifth of all: {taken}");
    }
}
