//! M/M/10 and the funnel with desque: `peers-desque WORK REPLICATIONS` prints what each replication found, a line of JSON each.

use std::collections::VecDeque;

use desque::serial::{Event, Simulation};
use desque::{Result, SimState};
use rand::{RngExt as _, SeedableRng as _};
use rand_distr::{Distribution as _, Exp1, LogNormal};
use rand_xoshiro::Xoshiro256PlusPlus;

const FROM: f64 = 365.0;
const DAYS: f64 = 1095.0;

#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
struct Time(f64);

impl Eq for Time {}

impl Ord for Time {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl desque::SimTime for Time {}

#[derive(Clone, Copy, Debug, Default)]
struct Mean {
    from: f64,
    sum: f64,
    count: f64,
}

impl Mean {
    fn add(&mut self, came: f64, wait: f64) {
        if came >= self.from {
            self.sum += wait;
            self.count += 1.0;
        }
    }

    fn mean(self) -> f64 {
        self.sum / self.count
    }
}

#[derive(Clone, Copy, Debug)]
struct Patient {
    class: usize,
    since: f64,
}

#[derive(Debug)]
struct State {
    chance: Xoshiro256PlusPlus,
    lognormal: LogNormal<f64>,
    events: u64,
    came: u64,
    triage: VecDeque<Patient>,
    assessment: [VecDeque<Patient>; 3],
    visits: VecDeque<f64>,
    screeners: u32,
    assessors: u32,
    visitors: u32,
    waits: [Mean; 5],
}

impl SimState<Time> for State {
    fn is_complete(&self, now: &Time) -> bool {
        now.0 >= DAYS
    }
}

impl State {
    fn new(seed: u64, servers: u32) -> State {
        // Mean 1 and a coefficient of variation of 0.8.
        let sigma = 1.64_f64.ln().sqrt();
        State {
            chance: Xoshiro256PlusPlus::seed_from_u64(seed),
            lognormal: LogNormal::new(-sigma * sigma / 2.0, sigma).expect("a spread"),
            events: 0,
            came: 0,
            triage: VecDeque::new(),
            assessment: Default::default(),
            visits: VecDeque::new(),
            screeners: servers,
            assessors: 12,
            visitors: 20,
            waits: [Mean::default(); 5],
        }
    }

    fn exponential(&mut self) -> f64 {
        Exp1.sample(&mut self.chance)
    }
}

type Sim = Simulation<State, Time>;

/// M/M/10: somebody comes.
#[derive(Debug)]
struct Customer;

impl Event<State, Time> for Customer {
    fn execute(&mut self, sim: &mut Sim) -> Result {
        let now = sim.current_time().0;
        let state = sim.state_mut();
        state.events += 1;
        state.came += 1;
        state.triage.push_back(Patient { class: 0, since: now });
        let next = now + state.exponential() / 9.0;
        sim.schedule(Customer, Time(next))?;
        serve(sim)
    }
}

/// M/M/10: somebody has been served.
#[derive(Debug)]
struct Served;

impl Event<State, Time> for Served {
    fn execute(&mut self, sim: &mut Sim) -> Result {
        let state = sim.state_mut();
        state.events += 1;
        state.screeners += 1;
        serve(sim)
    }
}

fn serve(sim: &mut Sim) -> Result {
    let now = sim.current_time().0;
    while sim.state().screeners > 0 {
        let state = sim.state_mut();
        let Some(customer) = state.triage.pop_front() else { break };
        state.screeners -= 1;
        state.waits[0].add(customer.since, now - customer.since);
        let lasts = state.exponential();
        sim.schedule(Served, Time(now + lasts))?;
    }
    Ok(())
}

#[derive(Debug)]
struct Arrival;

impl Event<State, Time> for Arrival {
    fn execute(&mut self, sim: &mut Sim) -> Result {
        let now = sim.current_time().0;
        let state = sim.state_mut();
        state.events += 1;
        state.came += 1;
        let of_all: f64 = state.chance.random();
        let class = usize::from(of_all >= 0.05) + usize::from(of_all >= 0.2);
        state.triage.push_back(Patient { class, since: now });
        let next = next_arrival(now, state);
        sim.schedule(Arrival, Time(next))?;
        screen(sim)
    }
}

#[derive(Debug)]
struct Triaged(Patient);

impl Event<State, Time> for Triaged {
    fn execute(&mut self, sim: &mut Sim) -> Result {
        let now = sim.current_time().0;
        let state = sim.state_mut();
        state.events += 1;
        state.screeners += 1;
        if state.chance.random::<f64>() >= 0.35 {
            state.assessment[self.0.class].push_back(Patient { since: now, ..self.0 });
        }
        screen(sim)?;
        assess(sim)
    }
}

#[derive(Debug)]
struct Assessed;

impl Event<State, Time> for Assessed {
    fn execute(&mut self, sim: &mut Sim) -> Result {
        let now = sim.current_time().0;
        let state = sim.state_mut();
        state.events += 1;
        state.assessors += 1;
        if state.chance.random::<f64>() < 0.25 {
            for visit in 1..=12 {
                sim.schedule(VisitDue, Time(now + 10.0 * f64::from(visit)))?;
            }
        }
        assess(sim)
    }
}

#[derive(Debug)]
struct VisitDue;

impl Event<State, Time> for VisitDue {
    fn execute(&mut self, sim: &mut Sim) -> Result {
        let now = sim.current_time().0;
        let state = sim.state_mut();
        state.events += 1;
        state.visits.push_back(now);
        visit(sim)
    }
}

#[derive(Debug)]
struct Visited;

impl Event<State, Time> for Visited {
    fn execute(&mut self, sim: &mut Sim) -> Result {
        let state = sim.state_mut();
        state.events += 1;
        state.visitors += 1;
        visit(sim)
    }
}

fn screen(sim: &mut Sim) -> Result {
    let now = sim.current_time().0;
    while sim.state().screeners > 0 {
        let state = sim.state_mut();
        let Some(patient) = state.triage.pop_front() else { break };
        state.screeners -= 1;
        state.waits[0].add(patient.since, now - patient.since);
        let lasts = 0.05 * state.exponential();
        sim.schedule(Triaged(patient), Time(now + lasts))?;
    }
    Ok(())
}

fn assess(sim: &mut Sim) -> Result {
    let now = sim.current_time().0;
    while sim.state().assessors > 0 {
        let state = sim.state_mut();
        let next = state.assessment.iter_mut().find_map(VecDeque::pop_front);
        let Some(patient) = next else { break };
        state.assessors -= 1;
        state.waits[1 + patient.class].add(patient.since, now - patient.since);
        let waiting: usize = state.assessment.iter().map(VecDeque::len).sum();
        let lasts = state.lognormal.sample(&mut state.chance) * if waiting > 40 { 0.6 } else { 1.0 };
        sim.schedule(Assessed, Time(now + lasts))?;
    }
    Ok(())
}

fn visit(sim: &mut Sim) -> Result {
    let now = sim.current_time().0;
    while sim.state().visitors > 0 {
        let state = sim.state_mut();
        let Some(since) = state.visits.pop_front() else { break };
        state.visitors -= 1;
        state.waits[4].add(since, now - since);
        let lasts = 0.35 * state.exponential();
        sim.schedule(Visited, Time(now + lasts))?;
    }
    Ok(())
}

fn rate(day: f64) -> f64 {
    if day < 180.0 { 10.0 } else { 10.0 * (1.0 + 1.5 * (-(day - 180.0) / 60.0).exp()) }
}

fn next_arrival(now: f64, state: &mut State) -> f64 {
    let mut day = now;
    loop {
        let bound = rate(day);
        let next = day + state.exponential() / bound;
        if day < 180.0 && next >= 180.0 {
            day = 180.0;
            continue;
        }
        if state.chance.random::<f64>() * bound < rate(next) {
            return next;
        }
        day = next;
    }
}

fn main() -> Result {
    let arguments: Vec<String> = std::env::args().collect();
    let work = arguments.get(1).map_or("", String::as_str);
    let replications: u64 = arguments.get(2).and_then(|n| n.parse().ok()).unwrap_or(1);
    for seed in 0..replications {
        let mmc = work == "mmc";
        let mut state = State::new(seed, if mmc { 10 } else { 2 });
        if mmc {
            // The line is empty on day 0, and theory knows the steady state.
            state.waits[0].from = FROM;
        }
        let first = if mmc { state.exponential() / 9.0 } else { next_arrival(0.0, &mut state) };
        let mut sim = Simulation::new(state, Time(0.0));
        if mmc { sim.schedule(Customer, Time(first))? } else { sim.schedule(Arrival, Time(first))? }
        sim.run()?;
        let state = sim.state();
        let [line, high, medium, low, visits] = state.waits.map(Mean::mean);
        if mmc {
            println!("{{\"events\": {}, \"line\": {line}}}", state.events);
        } else {
            println!(
                "{{\"events\": {}, \"arrivals\": {}, \"triage\": {line}, \"high\": {high}, \"medium\": {medium}, \"low\": {low}, \
                 \"visits\": {visits}}}",
                state.events, state.came
            );
        }
    }
    Ok(())
}
