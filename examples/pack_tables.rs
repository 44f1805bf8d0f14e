//! Packs a table of the councils as small as it goes: `pack_tables councils.csv scenarios/councils/councils.csv.br`.
//!
//! The same table is packed to the same bytes everywhere: a test packs again what the program carries.

use std::error::Error;
use std::path::PathBuf;

use brotli::enc::BrotliEncoderParams;
use brotli::enc::backward_references::BrotliEncoderMode;

fn main() -> Result<(), Box<dyn Error>> {
    let mut paths = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(table), Some(packed), None) = (paths.next(), paths.next(), paths.next()) else {
        return Err("usage: pack_tables table.csv table.csv.br".into());
    };
    std::fs::write(packed, pack(&std::fs::read(table)?)?)?;
    Ok(())
}

/// The bytes of a table, packed.
pub fn pack(table: &[u8]) -> std::io::Result<Vec<u8>> {
    let best = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: table.len(),
        mode: BrotliEncoderMode::BROTLI_MODE_TEXT,
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*table, &mut packed, &best)?;
    Ok(packed)
}
