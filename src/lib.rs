//! surge-sim: what a surge of child protection referrals does to a children's service in England.
//!
//! After publicity about a tragedy, referrals jump. What is feared: no more staff come with them, so triage is applied more
//! tightly, queues grow, the time spent with each child shrinks, a child at high risk is missed, and that is the next tragedy.
//! This crate simulates that chain, event by event, so that each link can be tested, and answers: how often is a child at high
//! risk missed, by which route, and how much of it is the publicity's doing (model.md, section 0)? Every run has a counterfactual twin, the same
//! children with the same luck and no publicity; the difference is what the publicity does in the model.
//!
//! Not every link of the chain is found: in its scenario of Haringey waiting and blame carry what publicity adds, a tighter
//! threshold takes some of it away, and a further public tragedy is rare; in England as a whole no more children are shown to
//! be missed. README has the numbers.
//!
//! It is about services, not about any child: not to be used to decide on a case.
//!
//! # The house
//!
//! Each room knows its neighbours below only.
//!
//! ```text
//! commands, main    one file a subcommand: load -> experiment -> report
//! workshop          the model in a browser: levers, replay, exercise; its engine answers text with text
//! report            screen, CSV, JSON, figures, pages, papers, the set of files: reads results, computes nothing
//! words             what was found and what to distrust, in sentences; numbers and dates as text
//! verification      checks with known answers
//! experiment        pilot (normal times), replications over threads and machines, estimates, links, library, warnings;
//!                   questions: comparison, sweep, sensitivity, uncertainty, optimise, calibrate; one child's story
//! results           what experiments found: plain types that every reader reads
//! model             Replication: from referral to protection; handlers change its World and emit observations
//!   organisation    around the work: tragedy, blame and learning, actions; the moments of mechanisms
//! mechanisms        optional parts, a folder each with a file for every room: case reviews, early help, prevention
//! scenario          TOML file -> every problem at once, or a checked Scenario
//! engine            event list, keyed streams, draws: no word of the domain
//! calendar          working days and hours, bank holidays
//! stats                   estimates with their interval, distributions, methods for experiments
//! councils                official figures of English councils, and what they show of how services differ and move
//! maths, measure, time    functions of probability; what is counted; the only time types
//! ```
//!
//! # Where to start reading
//!
//! * the pathway, in the order a child meets it: [`model`];
//! * what a number in the results means: [`measure`];
//! * the way of one number: [`scenario::load`](mod@scenario::load) -> [`experiment::pilot`] -> [`experiment::replicate`](fn@experiment::replicate)
//!   -> [`experiment::summary`] -> [`results`] -> [`report`].
//!
//! # Chance
//!
//! Every random number comes from a stream keyed by (seed, replication, purpose, entity), see [`model::chance`]; classes,
//! sources, teams, stages and actions enter the key by their names ([`model::by_name`]), never by their place in a file. The same
//! scenario, seed and build give the same bits on any number of threads: elementary functions come from `libm` and draws
//! are ours over it, results are gathered by index, and distributions are pooled as whole numbers.
//!
//! # The book
//!
//! `docs/` is an mdBook. The specification is `docs/model.md`: comments cite its sections, and the choices made where an
//! earlier text was silent stand in the sections they belong to. `docs/house/` says what stands where and why, what every
//! word means, and how to add a key, a measure, a mechanism, a figure, a subcommand or a scenario.
//!
//! # Three examples
//!
//! Twenty replications of a scenario, and how many are missed:
//!
//! ```
//! use surge_sim::experiment::ReadyScenario;
//! use surge_sim::scenario::{Overrides, load};
//!
//! let twenty = Overrides::none().replications(20);
//! let loaded = load("tests/fixtures/small.toml".as_ref(), &twenty)?;
//! let result = ReadyScenario::new(loaded).run();
//! let missed = result.headline.miss_rate.expect("children at high risk came to notice");
//! let half_width = missed.half_width.expect("twenty replications have an interval");
//! println!("of 100 children at high risk {:.0} ± {:.0} are missed", 100.0 * missed.mean, 100.0 * half_width);
//! # assert!(missed.mean > 0.3 && missed.mean < 0.95 && half_width < 0.2, "{missed:?}");
//! # assert_eq!(result.replications.finished, 20);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Another service beside it, with the same children and the same chance:
//!
//! ```
//! use surge_sim::experiment::ReadyScenario;
//! use surge_sim::scenario::{Overrides, load};
//!
//! let ten = Overrides::none().replications(10);
//! let vacancies = ten.clone().set("teams.assessment.posts.0.count=6");
//! let [full, short] = [ten, vacancies].map(|change| load("tests/fixtures/small.toml".as_ref(), &change));
//! let (full, short) = (ReadyScenario::new(full?), ReadyScenario::new(short?));
//! let comparison = full.compare(&[&short])?;
//! for side in &comparison.sides {
//!     println!("{}: {:.1} children missed", side.name, side.missed.expect("an estimate").mean);
//! }
//! let pairs = &comparison.against[0].missed;
//! println!("three workers fewer: more are missed in {} of {} pairs", pairs.more, pairs.pairs);
//! # assert_eq!((comparison.sides.len(), pairs.pairs), (2, 10));
//! # assert!(pairs.more > pairs.fewer, "{pairs:?}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A sweep: the same service with five, seven and nine workers.
//!
//! ```
//! use surge_sim::experiment::ReadyScenario;
//! use surge_sim::experiment::points::Question;
//! use surge_sim::results::studies::FactorLevels;
//! use surge_sim::scenario::{Overrides, load};
//!
//! let ready = ReadyScenario::new(load("tests/fixtures/small.toml".as_ref(), &Overrides::none())?);
//! let staff = [FactorLevels::parse("teams.assessment.posts.0.count=5..9:2")?];
//! let found = ready.sweep(&staff, &[Question::headline("miss_rate")], 10)?;
//! for point in &found.points {
//!     let missed = point.answers[0].value.expect("children at high risk came to notice");
//!     println!("{} workers: {:.0} in 100 missed", staff[0].levels[point.levels[0]], 100.0 * missed.mean);
//! }
//! # let rate = |point: usize| found.points[point].answers[0].value.map(|value| value.mean);
//! # assert_eq!(found.points.len(), 3);
//! # assert!(rate(0) > rate(2), "{:?} {:?}", rate(0), rate(2));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![cfg_attr(test, allow(clippy::float_cmp, reason = "tests ask for exactly the number they say"))]

pub mod calendar;
// What needs files, threads or a terminal is left out of the browser's engine.
#[cfg(feature = "native")]
pub mod cli;
#[cfg(feature = "native")]
pub mod commands;
#[cfg(feature = "native")]
pub mod councils;
pub mod engine;
#[cfg(feature = "native")]
pub mod error;
pub mod experiment;
pub mod maths;
pub mod measure;
pub mod mechanisms;
pub mod model;
pub mod report;
pub mod results;
pub mod scenario;
pub mod stats;
pub mod time;
pub mod verification;
pub mod words;
pub mod workshop;
