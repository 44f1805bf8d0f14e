//! The tables that the program carries: those of `scenarios/councils/`, packed.

use std::io::Read as _;

use super::read::{TableProblem, TableTexts, read};
use super::tables::CouncilTables;

/// The files, and what each unpacks to.
pub const PACKED: [(&str, &[u8]); 3] = [
    ("councils.csv", include_bytes!("../../scenarios/councils/councils.csv.br")),
    (
        "councils-workforce.csv",
        include_bytes!("../../scenarios/councils/councils-workforce.csv.br"),
    ),
    ("councils-england.csv", include_bytes!("../../scenarios/councils/councils-england.csv.br")),
];

/// A packed table as text.
///
/// # Errors
/// Where the bytes are broken.
pub fn unpacked(table: &str, packed: &[u8]) -> Result<String, TableProblem> {
    let mut text = String::new();
    brotli_decompressor::Decompressor::new(packed, 1 << 16)
        .read_to_string(&mut text)
        .map_err(|error| TableProblem::of_table(table, format!("cannot be unpacked: {error}")))?;
    Ok(text)
}

/// The tables that the program carries: years ending March 2013 to 2023, the workforce of September 2017 to 2022.
///
/// # Errors
/// Where the built-in bytes are broken.
pub fn shipped() -> Result<CouncilTables, TableProblem> {
    let [demand, workforce, england] = PACKED.map(|(name, packed)| unpacked(name, packed));
    read(&TableTexts { demand: demand?, workforce: workforce?, england: england? })
}
