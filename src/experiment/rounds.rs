//! The pilot in parts, for a place that has no threads to share: each round is given out in pieces,
//! put together, and corrected (model.md, section 2). Whoever does so finds the same bits as
//! [`pilot::solve`].

use super::derive;
use super::normal_times::closed_form;
use super::pilot::{self, ROUNDS, Round, Store};
use crate::model::{Setting, World};
use crate::scenario::{Scenario, Solved};

/// Normal times that nobody has found yet.
pub struct Missing {
    /// What they are known by.
    pub key: String,
    calm: Scenario,
}

/// What a scenario needs and the store does not have; several are found one after another.
#[must_use]
pub fn missing(scenario: &Scenario, store: &dyn Store) -> Option<Missing> {
    if scenario.solved.is_some() {
        return None;
    }
    let base = scenario.base();
    let own = base.solved.is_none().then(|| base.clone());
    let hybrid = scenario.base.as_ref().and_then(|_| derive::hybrid(scenario, base));
    own.into_iter().chain(hybrid).find_map(|base| {
        let calm = pilot::calm(&base);
        let key = pilot::key(&calm);
        if store.load(&key).is_some() { None } else { Some(Missing { key, calm }) }
    })
}

impl Missing {
    /// Where the first round begins.
    #[must_use]
    pub fn first(&self) -> Solved {
        closed_form(&self.calm)
    }

    /// Some replications of the round of this number, which begins at these numbers, as bytes.
    #[must_use]
    pub fn run(
        &self,
        solved: &Solved,
        round: usize,
        indices: std::ops::Range<u64>,
        world: &mut World,
    ) -> Vec<u8> {
        let setting = Setting::new(&self.calm, solved);
        let mut bytes = Vec::new();
        // Equal pieces may reach past the end of a round.
        let replications = ROUNDS.get(round).copied().unwrap_or(0);
        for index in indices.start..indices.end.min(replications) {
            write(&pilot::replication(&self.calm, &setting, world, index), &mut bytes);
        }
        bytes
    }

    /// What the next round begins at, or what the last has found: the bytes are all replications of the round in their order.
    /// `None` where they are not.
    #[must_use]
    pub fn take(&self, solved: Solved, round: usize, bytes: &[u8]) -> Option<Solved> {
        let setting = Setting::new(&self.calm, &solved);
        let sums = setting.periods.len() * setting.catalogue.layout.len();
        let lists = 1 + self.calm.stages.len();
        let mut rest = bytes;
        let mut rounds = Vec::new();
        while !rest.is_empty() {
            rounds.push(read(&mut rest, sums, lists)?);
        }
        (ROUNDS.get(round) == Some(&(rounds.len() as u64)))
            .then(|| pilot::after(&self.calm, solved, round, &rounds))
    }
}

/// Lists of numbers, each after its length.
fn write(round: &Round, bytes: &mut Vec<u8>) {
    for list in std::iter::once(&round.sums).chain(&round.estimates) {
        bytes.extend((list.len() as u64).to_le_bytes());
        bytes.extend(list.iter().flat_map(|number| number.to_le_bytes()));
    }
}

fn read(rest: &mut &[u8], sums: usize, lists: usize) -> Option<Round> {
    let mut list = || {
        let (length, after) = rest.split_first_chunk::<8>()?;
        let size = usize::try_from(u64::from_le_bytes(*length)).ok()?.checked_mul(8)?;
        let (numbers, after) = after.split_at_checked(size)?;
        *rest = after;
        Some(
            numbers
                .chunks_exact(8)
                .map(|eight| f64::from_le_bytes(eight.try_into().expect("eight bytes")))
                .collect(),
        )
    };
    let found: Vec<f64> = list()?;
    let estimates = (0..lists).map(|_| list()).collect::<Option<Vec<Vec<f64>>>>()?;
    // From another worker of a page: one number that is none would spoil every later round.
    let finite = found.iter().chain(estimates.iter().flatten()).all(|number| number.is_finite());
    (found.len() == sums && finite).then_some(Round { sums: found, estimates })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::pilot::NoStore;
    use crate::experiment::runner::run_rounds;
    use crate::scenario::{Overrides, load_str};

    const SMALL: &str = include_str!("../../tests/fixtures/small.toml");

    #[test]
    fn in_parts_it_finds_the_same_bits() {
        let scenario = load_str("small.toml", SMALL, &Overrides::none()).expect("sound").scenario;
        let missing = missing(&scenario, &NoStore).expect("nobody has found them");
        let mut solved = missing.first();
        for round in 0..ROUNDS.len() {
            let mut world = World::default();
            let pieces =
                [0..1, 1..2, 2..16].map(|some| missing.run(&solved, round, some, &mut world));
            assert!(
                missing.take(solved.clone(), round, &pieces[1..].concat()).is_none(),
                "a round is whole or none"
            );
            assert!(
                missing.take(solved.clone(), round, &pieces.concat()[1..]).is_none(),
                "bytes that are no round"
            );
            // Between workers the numbers go as text.
            let text = serde_json::to_string(&solved).expect("numbers");
            let same = serde_json::from_str(&text).expect("numbers");
            solved = missing.take(same, round, &pieces.concat()).expect("a whole round");
        }
        assert_eq!(solved, *pilot::solve(&scenario, &NoStore, &run_rounds(1)));
    }
}
