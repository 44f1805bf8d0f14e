//! The model: what happens to children, workers and the front door (model.md, sections 1 to 9).
//!
//! Read it in the order a child meets it: [`referrals`] (onset, concerns, the referral), [`risk`], [`publicity`], [`triage`],
//! [`thresholds`] and [`pressure`], [`stages`], [`allocation`], [`work`], with [`judgement`] for what a worker can know,
//! [`staff`], [`turnover`] and [`caseload`] for who is there and holds what, and [`episode`] for how a child at high risk is
//! found or missed. Handlers are methods of a [`Replication`], and what they change stands in its [`World`]. [`event`] is what
//! will happen, [`observation`] what has happened; the [`collector`] alone counts. Around the work stands the
//! [`organisation`]: tragedy, blame and learning and what managers do, and the moments at which the mechanisms of the list act
//! ([`crate::mechanisms`]).

pub mod allocation;
pub mod audit;
pub mod by_name;
pub mod caseload;
pub mod chance;
pub mod child;
pub mod children;
pub(crate) mod clone_by_field;
pub mod collector;
pub mod companions;
pub mod concerns;
pub mod dated;
pub mod decisions;
pub mod diary;
pub mod entrants;
pub mod episode;
pub mod establishment;
pub mod event;
pub mod flow;
pub mod former_workers;
pub mod ids;
pub mod judgement;
pub mod leave;
pub mod notice;
pub mod observation;
pub mod opening;
pub mod organisation;
pub mod outstanding;
pub mod overtime;
pub mod pay;
pub mod periods;
pub mod pressure;
pub mod publicity;
mod publicity_to_come;
pub mod recognition;
pub mod referrals;
pub mod replication;
pub mod risk;
pub mod rush;
pub mod series;
pub mod setting;
pub mod staff;
pub mod stages;
pub mod strain;
pub mod thresholds;
pub mod together;
pub mod triage;
pub mod turnover;
pub mod unnoticed;
pub mod unnoticed_children;
pub mod variation;
pub mod volume;
pub mod volume_facts;
pub mod waiting;
pub mod work;
pub mod world;

#[cfg(test)]
pub(crate) mod tests;

pub use replication::Replication;
pub use setting::Setting;
pub use world::World;
