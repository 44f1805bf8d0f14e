//! A Snakefile: shards, merging, and what is wanted of it all.

use crate::error::Error;

use super::Job;
use super::quote::{python, shell};

/// # Errors
/// [`Error::Request`] where Snakemake would take a part of a name for a wildcard.
pub fn snakefile(job: &Job) -> Result<String, Error> {
    if let Some(name) = [&job.file, &job.out].into_iter().find(|name| name.contains(['{', '}'])) {
        return Err(Error::Request(format!(
            "{name}: Snakemake takes what stands between {{ and }} for a wildcard; rename it"
        )));
    }
    // A range of Python ends before its second number.
    let (version, last) = (env!("CARGO_PKG_VERSION"), job.shards + 1);
    let Job { shards, .. } = job;
    Ok(format!(
        r#"# {name} in {shards} shards by Snakemake, merged into {folder}. Made by surge-sim {version}.
#
# Run it from the folder in which it was made: snakemake --cores all --snakefile THIS-FILE
# SURGE_SIM names the program where it is not on the PATH.
#
# Shards and merged files are no outputs here, their marks are: Snakemake removes the outputs of a rule that was stopped, and
# a shard goes on from where it was.
FILE = {file}
PARTS = {parts}
SHARDS = range(1, {last})


localrules: all


rule all:
    input:
        PARTS + "/merged.done",


rule shard:
    input:
        FILE,
    output:
        touch(PARTS + "/shard-{{index}}-of-{shards}.done"),
    wildcard_constraints:
        index=r"\d+",
    threads: 1
    shell:
        {shard}


rule merge:
    input:
        [f"{{PARTS}}/shard-{{index}}-of-{shards}.done" for index in SHARDS],
    output:
        touch(PARTS + "/merged.done"),
    threads: 1
    shell:
        {merge}
"#,
        name = job.file,
        folder = job.out,
        file = python(&job.file),
        parts = python(&job.parts),
        shard = python(&shard(job)),
        merge = python(&merge(job)),
    ))
}

/// Snakemake fills in what stands between braces, and reads doubled ones as single.
fn shard(job: &Job) -> String {
    // In options alone: files with braces are refused above, and a value of `--set` may be a table.
    let braced = |text: &str| text.replace('{', "{{").replace('}', "}}");
    let (file, parts) = (shell(&job.file), shell(&job.parts));
    format!(
        "\"${{{{SURGE_SIM:-surge-sim}}}}\" shard {file} --of {} --index {{wildcards.index}} --out {parts} --threads {{threads}} --quiet{}",
        job.shards,
        braced(&job.changes)
    )
}

fn merge(job: &Job) -> String {
    format!(
        "\"${{{{SURGE_SIM:-surge-sim}}}}\" merge {} --out {} --threads {{threads}} --quiet",
        shell(&job.parts),
        shell(&job.out)
    )
}
