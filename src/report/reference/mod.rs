//! The pages of the reference, from the tables that the program itself uses: keys, measures, files, environment.
//!
//! `surge-sim reference PAGE` prints one; those of `docs/reference` are held to it by a test.

mod environment;
mod files;
mod keys;
mod measures;

pub use environment::environment;
pub use files::{files, names_of};
pub use keys::keys;
pub use measures::measures;

/// What stands under each page's heading.
const MADE: &str = "This page is made by the program: `surge-sim reference` prints it.";

/// A table in Markdown; what it holds is text with the marks of Markdown already in it.
fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut text = format!("| {} |\n|{}\n", head.join(" | "), " --- |".repeat(head.len()));
    for row in rows {
        text.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    text
}
