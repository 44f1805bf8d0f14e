//! What the organisation looks up at every turn, worked out once (model.md, section 8).

use crate::measure::{Counter, Settlement};
use crate::model::by_name::{ByName, TemporaryWorkerKind};
use crate::model::ids::PostId;
use crate::model::variation::{Variation, VaryingQuantity};
use crate::scenario::{Family, Grade, Scenario, TeamId, people};

use crate::time::SimTime;

use super::effect::Effect as _;

/// Facts of the organisation.
pub struct OrganisationFacts {
    /// From a serious harm to the day it is public (days).
    pub public_delay: VaryingQuantity,
    /// Share of each team's working hours that mechanisms leave.
    pub hours_left: Vec<f64>,
    /// What the mechanisms of the list look up.
    pub mechanisms: MechanismFacts,
    temporary_workers: Vec<TemporaryWorkers>,
    temporary_place_keys: Vec<Vec<u64>>,
}

/// Whom an action brings and to which places: those it adds by team and grade, those it moves by the names of the two teams,
/// whatever the order written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TemporaryWorkers {
    /// Places of those from outside, with their grade.
    pub added: Vec<(TemporaryPlace, Grade)>,
    /// Places of those of another team, by the team they come from.
    pub moved: Vec<(TeamId, Vec<TemporaryPlace>)>,
}

impl TemporaryWorkers {
    /// All its places.
    pub fn places(&self) -> impl Iterator<Item = TemporaryPlace> + use<'_> {
        self.added
            .iter()
            .map(|&(place, _)| place)
            .chain(self.moved.iter().flat_map(|(_, places)| places).copied())
    }
}

/// A place for someone whom an action brings, and the share of full hours that it is for.
pub type TemporaryPlace = (PostId, f64);

impl OrganisationFacts {
    /// The facts of a scenario whose last day is `days`, and whose teams have so many posts at most.
    #[must_use]
    pub fn new(
        scenario: &Scenario,
        by_name: &ByName,
        days: usize,
        posts: &[usize],
    ) -> OrganisationFacts {
        // This stands in where nothing becomes public, and is never drawn.
        let never = VaryingQuantity { mean: 0.0, variation: Variation::new(Family::Fixed, 0.0) };
        let (temporary_workers, temporary_place_keys) = temporary_workers(scenario, by_name, posts);
        OrganisationFacts {
            public_delay: scenario
                .feedback
                .as_ref()
                .map_or(never, |feedback| feedback.delay_days.into()),
            hours_left: (0..scenario.teams.len())
                .map(|t| hours_left(scenario, TeamId::from_index(t)))
                .collect(),
            mechanisms: MechanismFacts::new(scenario, days),
            temporary_workers,
            temporary_place_keys,
        }
    }

    /// Whom an action brings.
    #[must_use]
    pub fn temporary_workers(&self, action: usize) -> &TemporaryWorkers {
        &self.temporary_workers[action]
    }

    /// The keys of a team's places for those whom actions bring.
    #[must_use]
    pub fn temporary_place_keys(&self, team: TeamId) -> &[u64] {
        &self.temporary_place_keys[team.index()]
    }

    /// How many places a team has for those whom actions bring.
    #[must_use]
    pub fn temporary_place_count(&self, team: TeamId) -> usize {
        self.temporary_place_keys(team).len()
    }
}

// One place for someone whom an action brings.
struct Brought {
    action: usize,
    to: TeamId,
    kind: TemporaryWorkerKind,
    from: Option<TeamId>,
    // The share of full hours.
    share: f64,
}

// Each team's posts are followed by the places of those whom actions bring to it, in the order of the actions' names.
fn temporary_workers(
    scenario: &Scenario,
    by_name: &ByName,
    posts: &[usize],
) -> (Vec<TemporaryWorkers>, Vec<Vec<u64>>) {
    let brought: Vec<Brought> =
        by_name.actions.iter().flat_map(|&action| brought(scenario, action)).collect();
    let mut temporary_workers = vec![TemporaryWorkers::default(); scenario.actions.len()];
    let mut keys: Vec<Vec<u64>> = vec![Vec::new(); scenario.teams.len()];
    let mut first = 0;
    for &team in &by_name.teams {
        first += posts[team.index()];
        // Places of one kind stand side by side, so a count that restarts with each kind numbers them.
        let mut alike = (None, 0);
        for (number, one) in brought.iter().filter(|one| one.to == team).enumerate() {
            let place = PostId((first + number) as u32);
            let kind = Some((one.action, one.kind));
            alike = (kind, if alike.0 == kind { alike.1 + 1 } else { 0 });
            keys[team.index()].push(by_name.temporary_place(
                team,
                &scenario.actions[one.action].name,
                one.kind,
                alike.1,
            ));
            temporary_workers[one.action].take((place, one.share), one);
        }
        first += keys[team.index()].len();
    }
    (temporary_workers, keys)
}

impl TemporaryWorkers {
    fn take(&mut self, place: TemporaryPlace, one: &Brought) {
        match (one.kind, one.from) {
            (TemporaryWorkerKind::Added(grade), _) => self.added.push((place, grade)),
            (TemporaryWorkerKind::Moved, Some(from)) => {
                match self.moved.last_mut().filter(|(team, _)| *team == from) {
                    Some((_, places)) => places.push(place),
                    None => self.moved.push((from, vec![place])),
                }
            }
            (TemporaryWorkerKind::Moved, None) => unreachable!("who is moved comes from a team"),
        }
    }
}

// Those an action adds, by team and grade; then those it moves, by the teams they go to and come from.
fn brought(scenario: &Scenario, place: usize) -> Vec<Brought> {
    let action = &scenario.actions[place];
    let name = |team: TeamId| scenario.team(team).name.as_str();
    let mut added: Vec<_> = action.add.iter().collect();
    added.sort_by_key(|added| (name(added.team), added.grade as usize));
    let mut moves: Vec<_> = action.moves.iter().collect();
    moves.sort_by_key(|moved| (name(moved.to), name(moved.from)));
    let one = |to, kind, from, share| Brought { action: place, to, kind, from, share };
    let added = added.into_iter().flat_map(|added| {
        people(added.count)
            .map(move |share| one(added.team, TemporaryWorkerKind::Added(added.grade), None, share))
    });
    let moved = moves.into_iter().flat_map(|moved| {
        people(moved.count)
            .map(move |share| one(moved.to, TemporaryWorkerKind::Moved, Some(moved.from), share))
    });
    added.chain(moved).collect()
}

macro_rules! of_mechanisms {
    ({ $($mechanism:ident: $Mechanism:ident,)* }) => {
        /// What the mechanisms look up.
        pub struct MechanismFacts {
            $(
                #[doc = concat!("`", stringify!($mechanism), "`")]
                pub $mechanism: crate::mechanisms::$mechanism::state::Facts,
            )*
        }

        impl MechanismFacts {
            fn new(scenario: &Scenario, days: usize) -> MechanismFacts {
                MechanismFacts {
                    $($mechanism: crate::mechanisms::$mechanism::state::Facts::new(
                        scenario, days,
                    ),)*
                }
            }

            /// Whether a mechanism moves how much is referred.
            pub(in crate::model) fn move_referrals(&self) -> bool {
                false $(|| crate::mechanisms::$mechanism::state::State::moves_referrals(
                    &self.$mechanism,
                ))*
            }

            /// What the mechanisms count of a child who came to notice: see [`Effect::noticed`](super::effect::Effect::noticed).
            pub(in crate::model) fn noticed(
                &self,
                noticed: SimTime,
                became: Option<Settlement>,
                mut count: impl FnMut(Counter, usize, SimTime),
            ) {
                $(crate::mechanisms::$mechanism::state::State::noticed(
                    &self.$mechanism, noticed, became, &mut count,
                );)*
            }
        }

        /// Mechanisms that take another course in each replication: what each is called, and the key that gives all the course of one.
        #[cfg(feature = "native")]
        #[must_use]
        pub fn courses(scenario: &Scenario) -> Vec<(&'static str, &'static str)> {
            let all = [$(crate::mechanisms::$mechanism::state::State::course(scenario),)*];
            all.into_iter().flatten().collect()
        }

        fn hours_left(scenario: &Scenario, team: TeamId) -> f64 {
            1.0 $(* crate::mechanisms::$mechanism::state::State::hours_left(scenario, team))*
        }
    };
}
crate::mechanisms::mechanisms! { of_mechanisms! }
