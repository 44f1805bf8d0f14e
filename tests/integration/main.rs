//! What the program and the library promise, tested from outside. One binary; a file per behaviour.

#![allow(clippy::float_cmp, reason = "tests ask for exactly the number they say")]

mod arrows;
mod chance;
mod compare;
mod engine;
mod errors;
mod format;
mod gallery;
mod golden;
mod harness;
mod machines;
mod messages;
mod program;
mod properties;
mod resume;
mod sanity;
mod shipped;
mod story;
mod studies;
mod tables;
mod workshop;
