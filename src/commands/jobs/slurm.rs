//! A script that submits shards to Slurm as an array of jobs, and the merging to come after them.

use super::Job;
use super::quote::shell;

pub fn script(job: &Job) -> String {
    let Job { shards, changes, .. } = job;
    let (file, out, parts) = (shell(&job.file), shell(&job.out), shell(&job.parts));
    // Slurm reads % in the name of a log.
    let logs = shell(&job.parts.replace('%', "%%"));
    // The text of each job is quoted: `$SLURM_ARRAY_TASK_ID` is for the node to fill in, not for the shell that
    // submits. `--parsable` prints `id;cluster` where there are several clusters; dependencies take the id alone.
    format!(
        r#"#!/usr/bin/env bash
# {name} in {shards} shards on a cluster with Slurm, merged into {folder}. Made by surge-sim {version}.
#
# Submit it from the folder in which it was made: bash THIS-FILE [OPTIONS OF SBATCH], as in
#     bash THIS-FILE --account=NAME --time=02:00:00
# SURGE_SIM names the program where the nodes do not have it on their PATH. A shard that was stopped goes on from where it
# was when this is submitted again; one that is finished is left as it is.
set -euo pipefail

mkdir -p -- {parts}

array=$(sbatch --parsable --job-name=surge-sim-shard --array=1-{shards} --cpus-per-task=1 \
    --output={logs}/shard-%a.log "$@" << 'END_OF_JOB'
#!/usr/bin/env bash
set -euo pipefail
exec "${{SURGE_SIM:-surge-sim}}" shard {file} --of {shards} --index "$SLURM_ARRAY_TASK_ID" \
    --out {parts} --threads "${{SLURM_CPUS_PER_TASK:-1}}" --quiet{changes}
END_OF_JOB
)
array=${{array%%;*}}

merge=$(sbatch --parsable --job-name=surge-sim-merge --dependency="afterok:$array" --kill-on-invalid-dep=yes \
    --output={logs}/merge.log "$@" << 'END_OF_JOB'
#!/usr/bin/env bash
set -euo pipefail
exec "${{SURGE_SIM:-surge-sim}}" merge {parts} --out {out} --threads "${{SLURM_CPUS_PER_TASK:-1}}" --quiet
END_OF_JOB
)
echo "shards: job $array; merging: job ${{merge%%;*}}"
"#,
        name = job.file,
        folder = job.out,
        version = env!("CARGO_PKG_VERSION"),
    )
}
