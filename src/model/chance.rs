//! Every draw of chance, with all that its key is made of (model.md, section 10). Keys name the child, worker or class,
//! so that one draw more or less in a twin leaves all others alone: common random numbers. What a
//! name gives to a key is in [`super::by_name`]; no key holds a place in a list.

use crate::engine::{Stream, Streams};

/// A stream's key: one draw, or the few that are made together. `child`, `class`, `worker`, `post`, `stage` and `file` are keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Draw {
    /// When the next child of a class comes to be at risk.
    Onset {
        /// The class.
        class: u64,
        /// Children of the class before.
        number: u64,
    },
    /// How many hidden children of a class there are on day 0.
    Hidden {
        /// The class.
        class: u64,
    },
    /// What a child is in the class entered.
    Life {
        /// The child.
        child: u64,
        /// Classes entered before.
        entered: u16,
    },
    /// The concerns of a stretch of time: when, and how rarely recognised.
    Concerns {
        /// The child.
        child: u64,
        /// Classes entered.
        entered: u16,
        /// The stretch, from the entry to the class on.
        stretch: u32,
    },
    /// Who sees a concern: a word, from which each source draws by its name.
    Source {
        /// The child.
        child: u64,
        /// The concern's number.
        concern: u64,
    },
    /// The noise of an observation.
    Information {
        /// The child.
        child: u64,
        /// The child's referrals so far.
        referral: u32,
        /// What is looked at.
        at: InformationFrom,
    },
    /// How long a task or a plan's period takes.
    Work {
        /// The child.
        child: u64,
        /// The child's referrals so far.
        referral: u32,
        /// Which task or period.
        of: Lasting,
    },
    /// Which way a decision goes by chance.
    Decision {
        /// The child.
        child: u64,
        /// The child's referrals so far.
        referral: u32,
        /// At which stage, and which of its spells; `None` at triage.
        at: Option<(StageEpisodeKey, u32)>,
    },
    /// Whether another assessment begins together with a stage.
    Together {
        /// The child.
        child: u64,
        /// The child's referrals so far.
        referral: u32,
        /// The episode in the stage that is entered.
        stage_episode: StageEpisodeKey,
    },
    /// Whether a worker falls ill or leaves in a week.
    Worker {
        /// The worker.
        worker: u64,
        /// The week.
        week: u64,
    },
    /// When a recruit and cover come to a vacancy.
    Vacancy {
        /// The post.
        post: u64,
        /// Which of its vacancies.
        number: u64,
    },
    /// Whether the recruit to a vacancy is newly qualified.
    Recruit {
        /// The post.
        post: u64,
        /// Which of its vacancies.
        number: u64,
    },
    /// Whether and when serious harm to a child becomes public.
    Tragedy {
        /// The child.
        child: u64,
    },
    /// Who is dismissed: those with the least.
    Dismissal {
        /// The worker.
        worker: u64,
        /// The day.
        day: u64,
        /// How often blame has fallen on that day.
        fallen: u64,
    },
    /// Whether a miss that came to light is reported.
    Report {
        /// The child.
        child: u64,
        /// The child's referrals so far.
        referral: u32,
    },
    /// The time from one event of publicity that comes by chance to the next.
    PublicityToCome {
        /// Events before.
        number: u64,
    },
    /// A draw of a mechanism of the list.
    Mechanism {
        /// Its number among those of the organisation.
        which: u64,
        /// Of which child or class.
        of: u64,
        /// Which of those.
        number: u64,
    },
}

/// Where information about a child comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InformationFrom {
    /// What the referral tells.
    Referral,
    /// What a further concern tells.
    Concern {
        /// Its number.
        number: u64,
    },
    /// What screening finds.
    Screening,
    /// What a visit shows.
    Visit {
        /// The episode in a stage.
        stage_episode: StageEpisodeKey,
        /// Visits made before in it.
        n: u32,
    },
}

/// A task or a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lasting {
    /// Screening.
    Screening,
    /// A visit or meeting.
    Visit {
        /// The episode in a stage.
        stage_episode: StageEpisodeKey,
        /// Visits made before in it.
        n: u32,
    },
    /// A period of a plan, or the time in an exit's stock.
    Period {
        /// The episode in a stage.
        stage_episode: StageEpisodeKey,
        /// Periods before in it.
        n: u32,
    },
}

/// An episode in a stage, among all since a referral.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StageEpisodeKey {
    /// The stage.
    pub stage: u64,
    /// Episodes in it before since the referral, below 16.
    pub times_in_stage: u64,
}

impl StageEpisodeKey {
    const fn word(self, n: u64) -> u64 {
        // `n` takes 32 bits, and the mark of a period one more.
        self.times_in_stage << 40 | n
    }
}

/// The first word of every key. Numbers stay as they are: another number is another chance.
#[derive(Clone, Copy)]
#[repr(u64)]
enum Purpose {
    Onset = 1,
    Hidden = 2,
    Life = 3,
    Concern = 4,
    Information = 5,
    Work = 6,
    Worker = 7,
    Vacancy = 8,
    // The organisation around the work; each of its mechanisms has a number of its own in the second word.
    Organisation = 9,
    Source = 10,
    Decision = 11,
    Together = 12,
    PublicityToCome = 13,
}

/// Set where a key is of a period, and not of a visit.
const PERIOD: u64 = 1 << 32;

impl Draw {
    /// The stream of this draw in a replication.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    #[cfg_attr(target_arch = "wasm32", inline)]
    #[must_use]
    pub fn stream(self, streams: &Streams) -> Stream {
        let (purpose, entity) = self.key();
        streams.stream(purpose as u64, entity)
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    #[cfg_attr(target_arch = "wasm32", inline)]
    fn key(self) -> (Purpose, [u64; 3]) {
        use Purpose as P;
        // The referral is mixed in by XOR, since a stage's key fills all 64 bits.
        let referred = |referral: u32, word: u64| u64::from(referral) << 32 ^ word;
        match self {
            Draw::Onset { class, number } => (P::Onset, [class, number, 0]),
            Draw::Hidden { class } => (P::Hidden, [class, 0, 0]),
            Draw::Life { child, entered } => (P::Life, [child, u64::from(entered), 0]),
            Draw::Concerns { child, entered, stretch } => {
                (P::Concern, [child, u64::from(stretch), u64::from(entered)])
            }
            Draw::Source { child, concern } => (P::Source, [child, concern, 0]),
            Draw::Information { child, referral, at } => {
                // A stage's key takes the place of 0 to 2: it is a hash of a name.
                let (what, n) = match at {
                    InformationFrom::Referral => (0, 0),
                    InformationFrom::Concern { number } => (1, number),
                    InformationFrom::Screening => (2, 0),
                    InformationFrom::Visit { stage_episode, n } => {
                        (stage_episode.stage, stage_episode.word(u64::from(n)))
                    }
                };
                (P::Information, [child, referred(referral, what), n])
            }
            Draw::Work { child, referral, of } => {
                let (what, n) = match of {
                    Lasting::Screening => (0, 0),
                    Lasting::Visit { stage_episode, n } => {
                        (stage_episode.stage, stage_episode.word(u64::from(n)))
                    }
                    Lasting::Period { stage_episode, n } => {
                        (stage_episode.stage, stage_episode.word(PERIOD | u64::from(n)))
                    }
                };
                (P::Work, [child, referred(referral, what), n])
            }
            Draw::Decision { child, referral, at } => {
                let (stage, n) = at.map_or((0, 0), |(stage_episode, n)| {
                    (stage_episode.stage, stage_episode.word(u64::from(n)))
                });
                (P::Decision, [child, referred(referral, stage), n])
            }
            Draw::Together { child, referral, stage_episode } => (
                P::Together,
                [child, referred(referral, stage_episode.stage), stage_episode.word(0)],
            ),
            Draw::Worker { worker, week } => (P::Worker, [worker, week, 0]),
            Draw::Vacancy { post, number } => (P::Vacancy, [post, number, 0]),
            Draw::Recruit { post, number } => (P::Vacancy, [post, number, 1]),
            // The numbers that are missing here belong to mechanisms.
            Draw::Tragedy { child } => (P::Organisation, [child, 1, 0]),
            Draw::Dismissal { worker, day, fallen } => {
                (P::Organisation, [worker, 2, day ^ fallen << 32])
            }
            Draw::Report { child, referral } => (P::Organisation, [child, 3, u64::from(referral)]),
            Draw::PublicityToCome { number } => (P::PublicityToCome, [number, 0, 0]),
            Draw::Mechanism { which, of, number } => (P::Organisation, [of, which, number]),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::engine::{name_key, numbered};

    macro_rules! numbers {
        ({ $($mechanism:ident: $Mechanism:ident,)* }) => {
            /// The numbers of the draws of the mechanisms of the list.
            fn of_mechanisms() -> Vec<u64> {
                let numbers: &[&[u64]] = &[$(crate::mechanisms::$mechanism::handlers::DRAWS),*];
                numbers.concat()
            }
        };
    }
    crate::mechanisms::mechanisms! { numbers! }

    /// Every kind of draw about two of everything, by small numbers and by the largest.
    fn draws() -> Vec<Draw> {
        let keys = ["a", "b"].map(name_key);
        let (numbers, shorts) = ([0, 1, 2, u32::MAX], [0, 1, 2, u16::MAX]);
        let mut all = Vec::new();
        for key in keys {
            let of = |number: u32| u64::from(number);
            all.push(Draw::Hidden { class: key });
            all.push(Draw::Tragedy { child: key });
            for entered in shorts {
                all.push(Draw::Life { child: key, entered });
                for stretch in numbers {
                    all.push(Draw::Concerns { child: key, entered, stretch });
                    let concern = u64::from(entered) << 48 | u64::from(stretch) << 16;
                    all.push(Draw::Source { child: key, concern });
                }
            }
            for n in numbers {
                all.push(Draw::Onset { class: key, number: of(n) });
                let own = |which| Draw::Mechanism { which, of: key, number: of(n) };
                all.extend(of_mechanisms().into_iter().map(own));
                all.push(Draw::Worker { worker: key, week: of(n) });
                all.push(Draw::Vacancy { post: key, number: of(n) });
                all.push(Draw::Recruit { post: key, number: of(n) });
                all.push(Draw::Report { child: key, referral: n });
                let fallen = |fallen| Draw::Dismissal { worker: key, day: of(n), fallen };
                all.extend([1, 2].map(fallen));
                let look = |at| Draw::Information { child: key, referral: n, at };
                let work = |of| Draw::Work { child: key, referral: n, of };
                all.extend([look(InformationFrom::Referral), look(InformationFrom::Screening)]);
                all.push(work(Lasting::Screening));
                let decision = |at| Draw::Decision { child: key, referral: n, at };
                all.push(decision(None));
                let together =
                    |stage_episode| Draw::Together { child: key, referral: n, stage_episode };
                all.extend(
                    numbers.map(|number| look(InformationFrom::Concern { number: of(number) })),
                );
                for (stage, times_in_stage, n) in
                    stage_episodes(&[numbered(1, 1), numbered(1, 2)], &numbers)
                {
                    let stage_episode = StageEpisodeKey { stage, times_in_stage };
                    if n == 0 {
                        all.push(together(stage_episode));
                    }
                    all.push(look(InformationFrom::Visit { stage_episode, n }));
                    all.push(work(Lasting::Visit { stage_episode, n }));
                    all.push(work(Lasting::Period { stage_episode, n }));
                    all.push(decision(Some((stage_episode, n))));
                }
            }
        }
        all.extend(numbers.map(|n| Draw::PublicityToCome { number: u64::from(n) }));
        all
    }

    fn stage_episodes(stages: &[u64], numbers: &[u32]) -> Vec<(u64, u64, u32)> {
        let times_in_stages =
            |&stage: &u64| [0, 1, 15].map(|times_in_stage| (stage, times_in_stage));
        let all = stages.iter().flat_map(times_in_stages);
        all.flat_map(|(stage, times_in_stage)| {
            numbers.iter().map(move |&n| (stage, times_in_stage, n))
        })
        .collect()
    }

    #[test]
    fn no_two_draws_have_one_key() {
        let draws = draws();
        let mut seen = HashMap::new();
        for draw in &draws {
            let (purpose, entity) = draw.key();
            let before = seen.insert((purpose as u64, entity), *draw);
            assert_eq!(before, None, "its key is that of {draw:?} too");
        }
        assert!(draws.len() > 700, "{} draws are compared", draws.len());
    }

    #[test]
    fn keys_are_those_of_the_numbers_on_record() {
        let streams = Streams::new(7, 3);
        let same = |draw: Draw, purpose: u64, entity: [u64; 3]| {
            assert_eq!(
                draw.stream(&streams).word(),
                streams.stream(purpose, entity).word(),
                "{draw:?} has another key: all its chance is new"
            );
        };
        let stage_episode = StageEpisodeKey { stage: 0xABCD, times_in_stage: 3 };
        let (child, referral) = (11, 2);
        let visit = InformationFrom::Visit { stage_episode, n: 5 };
        same(
            Draw::Information { child, referral, at: visit },
            5,
            [11, 2 << 32 ^ 0xABCD, 3 << 40 | 5],
        );
        let duration = Lasting::Period { stage_episode, n: 5 };
        same(
            Draw::Work { child, referral, of: duration },
            6,
            [11, 2 << 32 ^ 0xABCD, 3 << 40 | 1 << 32 | 5],
        );
        same(
            Draw::Information { child, referral, at: InformationFrom::Screening },
            5,
            [11, 2 << 32 ^ 2, 0],
        );
        same(Draw::Recruit { post: 9, number: 4 }, 8, [9, 4, 1]);
        same(Draw::Dismissal { worker: 9, day: 40, fallen: 2 }, 9, [9, 2, 40 ^ 2 << 32]);
    }
}
