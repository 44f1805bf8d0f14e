//! surge-sim: what a surge of child protection referrals does to a children's service in England.
//!
//! After publicity about a tragedy, referrals jump. What is feared: no more staff come with them, so triage is applied more
//! tightly, queues grow, the time spent with each child shrinks, a child at high risk is missed, and that is the next tragedy.
//! This crate simulates that chain, event by event, so that each link can be tested, and answers: how often is a child at high
//! risk missed, by which route, and how much of it is the publicity's doing? Every run has a counterfactual twin, the same
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
//! verification      checks with known answers
//! experiment        pilot (normal times), replications over threads and machines, estimates, links, library, warnings;
//!                   questions: comparison, sweep, sensitivity, uncertainty, optimise, calibrate; one child's story
//! results           what experiments found: plain types that every reader reads
//! model             World: from referral to protection; handlers change state and emit observations
//!   organisation    around the work: tragedy, blame and learning, early help, prevention, inspection, actions, reviews
//! scenario          TOML file -> every problem at once, or a checked Scenario
//! engine            event list, keyed streams, draws: no word of the domain
//! calendar          working days and hours, bank holidays
//! stats, measure, time    estimates and distributions; what is counted; the only time types
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
//! # Choices where the specification is silent
//!
//! The specification is `docs/model.md`; comments cite its sections.
//!
//! * Days off sick are working days (that is how they are published); a spell runs in working hours.
//! * A review of a plan is held in working hours: a spell that ends at night is reviewed at the next opening.
//! * Pressure is sampled once a day, at midnight; managers average those samples.
//! * The wait for a worker counts every time a case joins the queue, handovers included; a case that keeps its worker does
//!   not wait.
//! * A colleague who makes an urgent visit for someone who is off starts without trust, and what trust that visit built is
//!   not kept.
//! * In a team that screens and holds cases, a free worker takes urgent visits, then screening, then other visits.
//! * Trust is kept for every worker who has had the case, until it closes: then it is gone, even if the same worker meets the
//!   child again. Going back to a former worker is a handover all the same: part of the evidence is lost.
//! * Blame is worked out anew each midnight and whenever it falls; a day counts the blame with which it began. Publicity in
//!   the warm-up brings none. The urgent threshold does not move with blame either.
//! * Dismissed workers are counted as leavers too; who they are is luck of the worker, so that fewer are the same ones.
//! * A miss comes to light when a child reaches protection who was known at high risk before the present referral and was not
//!   protected within the target window: once a child.
//! * An early help place is free again when the child is referred again, comes to harm, or its risk ends. Its hours are its own
//!   staff's unless a team is named, which then has so much less.
//! * Prevention may have new staff of its own before the front line gives up its posts (`staff_move`): staff with the fewest
//!   cases go first, and their posts are not advertised.
//! * Who is moved between teams keeps experience and hours, hands over the cases and comes back when the action ends; who lends
//!   part of the hours keeps the cases, and falls ill in each place by its own load.
//! * A file in an inspection is a stay in a stage, open in the window or closed in it. It shows whether the deadline was met,
//!   what share of the visits due were made, and whether the decision is recorded; `noise` is a reader's about one file.
//! * Newly qualified workers are paid as such in their first year. Legal costs are counted as expected: the share of
//!   dismissals that go to court times what that costs.
//! * A pressure trigger is in weeks of work as managers see them; once its action has ended it may be met again.
//! * The twin forks at the first publicity, or just before a harm first becomes public.
//! * In a comparison the difference of two runs is paired by replication; the chance that one real year has fewer missed than
//!   another pairs different replications, so that neither shares its luck.
//! * Centiles of waits have their interval from ten sections of the replications.
//! * "Missed though every deadline was met" is a share of missed children: those protected later on a route without a late
//!   decision.

#![cfg_attr(test, allow(clippy::float_cmp, reason = "tests ask for exactly the number they say"))]

pub mod calendar;
#[cfg(feature = "native")]
pub mod cli;
#[cfg(feature = "native")]
pub mod commands;
pub mod engine;
#[cfg(feature = "native")]
pub mod error;
pub mod experiment;
pub mod measure;
pub mod model;
pub mod report;
pub mod results;
pub mod scenario;
pub mod stats;
pub mod time;
pub mod verification;
pub mod workshop;
