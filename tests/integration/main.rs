//! What the program and the library promise, tested from outside. One binary; a file per behaviour.

mod arrows;
mod errors;
mod golden;
mod harness;
mod program;
mod properties;
mod sanity;
mod shipped;
