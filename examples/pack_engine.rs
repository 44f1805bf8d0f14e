//! Packs the engine of the workshop's page as small as it goes: `pack_engine engine.wasm engine.wasm.br`.
//!
//! `.ci/wasm` calls it, so that no tool is needed that is not Rust's and the same engine is packed to the same bytes everywhere.

use std::error::Error;
use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use brotli::enc::BrotliEncoderParams;
use brotli::enc::backward_references::BrotliEncoderMode;

fn main() -> Result<(), Box<dyn Error>> {
    let mut paths = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(engine), Some(packed), None) = (paths.next(), paths.next(), paths.next()) else {
        return Err("usage: pack_engine engine.wasm engine.wasm.br".into());
    };
    let size = usize::try_from(engine.metadata()?.len())?;
    // The window that every decoder takes.
    let best = BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: size,
        // Blocks of 64 KB instead of 256: what code looks like changes soon. Some 1,500 bytes less.
        lgblock: 16,
        // Code is nearer to a font than to text: some 500 bytes less.
        mode: BrotliEncoderMode::BROTLI_MODE_FONT,
        ..Default::default()
    };
    brotli::BrotliCompress(
        &mut BufReader::new(File::open(engine)?),
        &mut File::create(packed)?,
        &best,
    )?;
    Ok(())
}
