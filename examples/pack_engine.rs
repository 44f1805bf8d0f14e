//! Packs the engine of the workshop's page as small as it goes: `pack_engine engine.wasm engine.wasm.br`.
//!
//! `.ci/wasm` calls it, so that no tool is needed that is not Rust's and the same engine is packed to the same bytes everywhere.

use std::error::Error;
use std::path::PathBuf;

use brotli::enc::BrotliEncoderParams;
use brotli::enc::backward_references::BrotliEncoderMode;

fn main() -> Result<(), Box<dyn Error>> {
    let mut paths = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(engine), Some(packed), None) = (paths.next(), paths.next(), paths.next()) else {
        return Err("usage: pack_engine engine.wasm engine.wasm.br".into());
    };
    let engine = std::fs::read(engine)?;
    // What code looks like changes, and which length of block suits it changes with every build: up to 2,500 bytes lie between them.
    let lengths = 16..=21;
    let all: Result<Vec<Vec<u8>>, _> = lengths.map(|length| in_blocks(&engine, length)).collect();
    let smallest = all?.into_iter().min_by_key(Vec::len).unwrap_or_default();
    std::fs::write(packed, smallest)?;
    Ok(())
}

fn in_blocks(engine: &[u8], length: i32) -> std::io::Result<Vec<u8>> {
    // The window that every decoder takes.
    let best = BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: engine.len(),
        lgblock: length,
        // Code is nearer to a font than to text: some 500 bytes less.
        mode: BrotliEncoderMode::BROTLI_MODE_FONT,
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &engine[..], &mut packed, &best)?;
    Ok(packed)
}
