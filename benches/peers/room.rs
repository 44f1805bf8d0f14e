//! M/M/10 and the funnel on the engine room: the event list and the streams of the program, and lines of waiting of the standard
//! library.

use std::collections::VecDeque;

use surge_sim::engine::draws::UnitLognormal;
use surge_sim::engine::{EventList, Streams};
use surge_sim::time::{Days, SimTime};

use super::{DAYS, FROM, Found};

/// A mean of waits of those who came late enough.
#[derive(Clone, Copy, Default)]
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

/// Ten servers, arrivals of 9 a day, service of a day on average.
pub fn mmc(streams: Streams) -> Found {
    #[derive(Clone, Copy)]
    enum Event {
        Arrival,
        Served,
    }
    let mut list = EventList::new(SimTime::from_days(DAYS));
    // When they came, and how long they will be served.
    let mut line: VecDeque<(f64, f64)> = VecDeque::new();
    let (mut free, mut came, mut events) = (10, 0, 0);
    let mut waits = Mean { from: FROM, ..Mean::default() };
    let mut arrival = streams.stream(1, [0, 0, 0]);
    list.schedule(SimTime::from_days(arrival.exponential() / 9.0), Event::Arrival);
    while let Some((now, event)) = list.pop() {
        events += 1;
        match event {
            Event::Arrival => {
                let mut own = streams.stream(2, [came, 0, 0]);
                came += 1;
                line.push_back((now.days(), own.exponential()));
                list.schedule(now + Days(arrival.exponential() / 9.0), Event::Arrival);
            }
            Event::Served => free += 1,
        }
        while free > 0 {
            let Some((since, service)) = line.pop_front() else { break };
            free -= 1;
            waits.add(since, now.days() - since);
            list.schedule(now + Days(service), Event::Served);
        }
    }
    Found { events, means: vec![("line", waits.mean())] }
}

#[derive(Clone, Copy)]
struct Patient {
    number: u64,
    // Their place in the order high, medium, low.
    class: usize,
    since: f64,
    leaves: bool,
    triage: f64,
    assessment: f64,
    held: bool,
}

#[derive(Clone, Copy)]
enum Event {
    Arrival,
    Triaged(Patient),
    Assessed(Patient),
    VisitDue { patient: u64, visit: u64 },
    Visited,
}

/// The funnel: triage, assessment by priority, and visits from one pool.
pub fn funnel(streams: Streams) -> Found {
    let lognormal = UnitLognormal::new(0.8);
    let mut list = EventList::new(SimTime::from_days(DAYS));
    let mut triage: VecDeque<Patient> = VecDeque::new();
    let mut assessment: [VecDeque<Patient>; 3] = Default::default();
    let mut visits: VecDeque<(f64, u64, u64)> = VecDeque::new();
    let (mut screeners, mut assessors, mut visitors) = (2, 12, 20);
    let (mut came, mut events) = (0, 0);
    let mut waits = [Mean::default(); 5];
    let mut arrival = streams.stream(1, [0, 0, 0]);
    let first = next_arrival(0.0, &mut arrival);
    list.schedule(SimTime::from_days(first), Event::Arrival);
    while let Some((time, event)) = list.pop() {
        let now = time.days();
        events += 1;
        match event {
            Event::Arrival => {
                let mut own = streams.stream(2, [came, 0, 0]);
                let of_all = own.uniform();
                triage.push_back(Patient {
                    number: came,
                    class: usize::from(of_all >= 0.05) + usize::from(of_all >= 0.2),
                    since: now,
                    triage: 0.05 * own.exponential(),
                    leaves: own.uniform() < 0.35,
                    assessment: own.sample(&lognormal),
                    held: own.uniform() < 0.25,
                });
                came += 1;
                list.schedule(SimTime::from_days(next_arrival(now, &mut arrival)), Event::Arrival);
            }
            Event::Triaged(patient) => {
                screeners += 1;
                if !patient.leaves {
                    assessment[patient.class].push_back(Patient { since: now, ..patient });
                }
            }
            Event::Assessed(patient) => {
                assessors += 1;
                if patient.held {
                    for visit in 1..=12_u64 {
                        let due = time + Days(10.0 * visit as f64);
                        list.schedule(due, Event::VisitDue { patient: patient.number, visit });
                    }
                }
            }
            Event::VisitDue { patient, visit } => visits.push_back((now, patient, visit)),
            Event::Visited => visitors += 1,
        }
        while screeners > 0 {
            let Some(patient) = triage.pop_front() else { break };
            screeners -= 1;
            waits[0].add(patient.since, now - patient.since);
            list.schedule(time + Days(patient.triage), Event::Triaged(patient));
        }
        while assessors > 0 {
            let Some(patient) = assessment.iter_mut().find_map(VecDeque::pop_front) else { break };
            assessors -= 1;
            waits[1 + patient.class].add(patient.since, now - patient.since);
            let waiting: usize = assessment.iter().map(VecDeque::len).sum();
            let hurry = if waiting > 40 { 0.6 } else { 1.0 };
            list.schedule(time + Days(patient.assessment * hurry), Event::Assessed(patient));
        }
        while visitors > 0 {
            let Some((since, patient, visit)) = visits.pop_front() else { break };
            visitors -= 1;
            waits[4].add(since, now - since);
            let lasts = 0.35 * streams.stream(3, [patient, visit, 0]).exponential();
            list.schedule(time + Days(lasts), Event::Visited);
        }
    }
    let names = ["triage", "high", "medium", "low", "visits"];
    let means = names.into_iter().zip(waits).map(|(name, mean)| (name, mean.mean()));
    Found { events, means: std::iter::once(("arrivals", came as f64)).chain(means).collect() }
}

/// Arrivals a day.
fn rate(day: f64) -> f64 {
    if day < 180.0 { 10.0 } else { 10.0 * (1.0 + 1.5 * libm::exp(-(day - 180.0) / 60.0)) }
}

/// The day of the next arrival, by thinning: the rate falls from its jump on, so that the present one bounds all that come.
fn next_arrival(now: f64, chance: &mut surge_sim::engine::Stream) -> f64 {
    let mut day = now;
    loop {
        let bound = rate(day);
        let next = day + chance.exponential() / bound;
        if day < 180.0 && next >= 180.0 {
            // The time to the next has no memory: from the jump on it is drawn anew.
            day = 180.0;
            continue;
        }
        if chance.uniform() * bound < rate(next) {
            return next;
        }
        day = next;
    }
}
