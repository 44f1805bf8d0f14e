//! A discrete-event engine: an event list, keyed streams of chance, and draws over them. It knows nothing of children or councils.

pub mod draws;
pub mod event_list;
pub mod streams;

pub use event_list::{EventKey, EventList};
pub use streams::{Stream, Streams, name_key, numbered, uniform_of};
