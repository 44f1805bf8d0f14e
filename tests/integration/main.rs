//! What the program and the library promise, tested from outside. One binary; a file per behaviour.

#![allow(clippy::float_cmp, reason = "tests ask for exactly the number they say")]

mod arrows;
mod book;
mod build;
mod carried;
mod chance;
mod circles;
mod claims;
mod compare;
mod definitions;
mod engine;
mod errors;
mod folders;
mod format;
mod gallery;
mod golden;
mod guide;
mod harness;
mod invariants;
mod keys;
mod licences;
mod machines;
mod messages;
mod names;
mod program;
mod properties;
mod resume;
mod sanity;
mod shipped;
mod story;
mod studies;
mod tables;
mod threads;
mod warned;
mod workshop;
