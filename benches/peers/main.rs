//! The work that `benches/peers/run` compares with other programs: M/M/10 and the funnel on the engine room alone (event list,
//! streams, lines of waiting; no model, no collector), and the scenario files beside them in the model.
//!
//! `cargo bench --bench peers -- WORK REPLICATIONS` prints what each replication found, a line of JSON each. Without arguments each
//! work is run ten times, and its time for an event of the queueing model is told.

#![expect(clippy::print_stdout, reason = "a benchmark's result is what it prints")]

mod room;

use std::path::Path;
use std::time::Instant;

use surge_sim::engine::Streams;
use surge_sim::experiment::pilot::{self, NoStore};
use surge_sim::experiment::runner::run_rounds;
use surge_sim::measure::Waits;
use surge_sim::model::event::Event;
use surge_sim::model::{Replication, Setting, World};
use surge_sim::scenario::{Overrides, load};
use surge_sim::verification::bench::mean_wait;

/// What a replication found: the events of the queueing model, and means by name.
pub struct Found {
    events: u64,
    means: Vec<(&'static str, f64)>,
}

/// M/M/10: customers who come before this day are in no mean, as the line is empty on day 0 and theory knows the steady state (days).
pub const FROM: f64 = 365.0;
/// The days of a replication.
pub const DAYS: f64 = 1095.0;

const WORKS: [&str; 4] = ["mmc-room", "funnel-room", "mmc-file", "funnel-file"];

fn run(work: &str, replications: u64, mut each: impl FnMut(Found)) {
    match work {
        "mmc-room" => (0..replications).for_each(|n| each(room::mmc(Streams::new(1, n)))),
        "funnel-room" => (0..replications).for_each(|n| each(room::funnel(Streams::new(1, n)))),
        "mmc-file" => in_model("mmc.toml", &["line"], replications, each),
        "funnel-file" => in_model("funnel.toml", &["triage", "assessment"], replications, each),
        other => panic!("{other} is none of {WORKS:?}"),
    }
}

/// Replications of a scenario file in the model. Its normal times are found once, before the first of them.
fn in_model(file: &str, names: &[&'static str], replications: u64, mut each: impl FnMut(Found)) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers").join(file);
    let scenario = load(&path, &Overrides::none()).expect("what is shipped is sound").scenario;
    let solved = pilot::solve(&scenario, &NoStore, &run_rounds(1));
    let setting = Setting::new(&scenario, &solved);
    let served = scenario.triage.hours.mean / 24.0;
    let mut world = World::default();
    world.keep_stamps(true);
    for n in 0..replications {
        Replication::run(&setting, &mut world, Streams::new(1, n));
        let mut means = vec![(names[0], mean_wait(&setting, &world, Waits::Screening) - served)];
        if let Some(&name) = names.get(1) {
            means.push((name, mean_wait(&setting, &world, Waits::Allocation(1))));
        }
        each(Found { events: events(&world), means });
    }
}

// Those that a queueing model has too: arrivals, ends of service, visits that come due. Midnights, weeks and reviews of the
// organisation are the price of the model, and their time counts without them.
fn events(world: &World) -> u64 {
    let counted = ["onset", "task ends", "visit due", "review due"];
    let kinds = Event::kinds().into_iter().filter(|(_, name)| counted.contains(name));
    kinds.map(|(place, _)| world.executed()[place]).sum()
}

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    if let Some(work) = arguments.next() {
        let replications = arguments.next().and_then(|n| n.parse().ok()).expect("replications");
        run(&work, replications, |found| {
            let means = found.means.iter().map(|(name, mean)| format!(", \"{name}\": {mean}"));
            println!("{{\"events\": {}{}}}", found.events, means.collect::<String>());
        });
        return;
    }
    for work in WORKS {
        // Once to warm up, and to take what is done once out of the time.
        let timed = |replications| {
            let (begun, mut events) = (Instant::now(), 0);
            run(work, replications, |found| events += found.events);
            (begun.elapsed().as_secs_f64(), events)
        };
        let (few, many) = (timed(1), timed(11));
        let each = 1e9 * (many.0 - few.0) / (many.1 - few.1) as f64;
        println!("{work}: {each:.0} ns an event of the queueing model");
    }
}
