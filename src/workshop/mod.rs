//! The workshop: one page that runs the real model in a browser, and the engine behind it.
//!
//! [`Engine`] answers questions that are text, so that the same code serves the page, where it is compiled to WebAssembly
//! (`entry`), and the tests, where it is not. Everything that is counted, estimated or written as a number is made here: the
//! page's own script lays out and nothing more.
//!
//! ```text
//! entry      the browser's exports: bytes in, bytes out
//! engine     question -> answer; holds the scenario, its sides and their replications
//!   family   a scenario among the files that somebody brings and those of the page
//!   normal   normal times that nobody has found, in parts
//!   levers   what may be changed on the page, as overrides of the scenario
//!   side     a scenario as the levers change it, and its replications so far
//!   view     what is shown of a side: answer, signs, charts; beside: two sides
//!   replay, desk, told    one replication again: dots on the pathway, a week at the front door, a child's story
//! page       the file that is written (native); page/ its style and script, and protocol.d.ts, by which .ci/types checks what
//!            the script asks and is answered: a test writes it from the types here
//! ```

pub mod charts;
pub mod desk;
pub mod engine;
#[cfg(target_arch = "wasm32")]
pub mod entry;
pub mod family;
#[cfg(feature = "native")]
pub mod guide;
pub mod levers;
mod normal;
#[cfg(feature = "native")]
pub mod page;
pub mod pathway;
#[cfg(test)]
mod protocol;
pub mod replay;
pub mod side;
pub mod view;

pub use engine::Engine;
