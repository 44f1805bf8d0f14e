//! What a report takes: the figures of Haringey's 200 replications, and the page around them, by themselves.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use surge_sim::experiment::pilot::{self, NoStore};
use surge_sim::experiment::runner::{self, Quiet};
use surge_sim::experiment::{Keep, RunOptions, Twin, identity, summarise};
use surge_sim::model::Setting;
use surge_sim::report::html::{Grounds, run};
use surge_sim::scenario::{Overrides, load};

#[expect(clippy::print_stdout, reason = "a benchmark's result is what it prints")]
fn main() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/haringey.toml");
    let loaded = load(&file, &Overrides::none()).expect("what is shipped is sound");
    let solved = pilot::solve(&loaded.scenario, &NoStore, &runner::run_rounds(0));
    let setting = Setting::new(&loaded.scenario, &solved);
    let options = RunOptions { twin: Twin::With, threads: 0, keep: Keep::First };
    let experiment = runner::run(&setting, options, &Quiet, &AtomicBool::new(false));
    let id = identity::identified(&loaded.scenario, Twin::With);
    let result = summarise(&setting, &solved, &experiment, identity::about(&loaded, &id));
    let median = |mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    let (mut drawing, mut writing, mut bytes) = (Vec::new(), Vec::new(), 0);
    for _ in 0..9 {
        let begun = Instant::now();
        let drawn = run::draw(&result).expect("figures");
        drawing.push(begun.elapsed().as_secs_f64());
        let begun = Instant::now();
        let page = run::sheet(&result, Grounds::of(&loaded.scenario, Some(&solved)), &drawn)
            .html()
            .expect("a page");
        writing.push(begun.elapsed().as_secs_f64());
        bytes = page.len();
    }
    println!(
        "report.html of {} replications of Haringey: {:.2} MB; figures as SVG {:.0} ms, the page around them {:.0} ms (medians of 9)",
        experiment.finished.count(),
        bytes as f64 / 1e6,
        1e3 * median(drawing),
        1e3 * median(writing)
    );
}
