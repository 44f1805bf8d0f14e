"""M/M/10 with SimPy and with Ciw, and the funnel with SimPy.

peers.py PROGRAM WORK REPLICATIONS prints what each replication found, a line of JSON each. Ciw has M/M/10 alone: its visits that come
due by date, for which all wait in one line, would need a simulation written around it.
"""

import json
import math
import random
import sys

FROM = 365.0
DAYS = 1095.0


class Mean:
    """A mean of waits of those who came late enough: M/M/10 is empty on day 0, and theory knows the steady state."""

    def __init__(self, start=0.0):
        self.start = start
        self.sum = 0.0
        self.count = 0

    def add(self, came, wait):
        if came >= self.start:
            self.sum += wait
            self.count += 1

    def mean(self):
        return self.sum / self.count


def simpy_mmc(seed):
    import simpy

    chance = random.Random(seed)
    env = simpy.Environment()
    servers = simpy.Resource(env, 10)
    waits = Mean(FROM)
    events = [0]

    def customer():
        came = env.now
        with servers.request() as request:
            yield request
            waits.add(came, env.now - came)
            yield env.timeout(chance.expovariate(1.0))
            events[0] += 1

    def source():
        while True:
            yield env.timeout(chance.expovariate(9.0))
            events[0] += 1
            env.process(customer())

    env.process(source())
    env.run(until=DAYS)
    return {"events": events[0], "line": waits.mean()}


def rate(day):
    return 10.0 if day < 180.0 else 10.0 * (1.0 + 1.5 * math.exp(-(day - 180.0) / 60.0))


def next_arrival(now, chance):
    day = now
    while True:
        bound = rate(day)
        after = day + chance.expovariate(1.0) / bound
        if day < 180.0 <= after:
            day = 180.0
            continue
        if chance.random() * bound < rate(after):
            return after
        day = after


def simpy_funnel(seed):
    import simpy

    chance = random.Random(seed)
    env = simpy.Environment()
    triage = simpy.Resource(env, 2)
    assessors = simpy.PriorityResource(env, 12)
    visitors = simpy.Resource(env, 20)
    # Mean 1 and a coefficient of variation of 0.8.
    sigma = math.sqrt(math.log(1.64))
    waits = {name: Mean() for name in ["triage", "high", "medium", "low", "visits"]}
    count = {"events": 0, "arrivals": 0}

    def visit():
        count["events"] += 1
        due = env.now
        with visitors.request() as request:
            yield request
            waits["visits"].add(due, env.now - due)
            yield env.timeout(chance.expovariate(1.0 / 0.35))
            count["events"] += 1

    def visit_due(day):
        yield env.timeout(day)
        env.process(visit())

    def patient(place, name):
        came = env.now
        with triage.request() as request:
            yield request
            waits["triage"].add(came, env.now - came)
            yield env.timeout(chance.expovariate(1.0 / 0.05))
            count["events"] += 1
        if chance.random() < 0.35:
            return
        came = env.now
        with assessors.request(priority=place) as request:
            yield request
            waits[name].add(came, env.now - came)
            hurry = 0.6 if len(assessors.queue) > 40 else 1.0
            yield env.timeout(chance.lognormvariate(-sigma * sigma / 2.0, sigma) * hurry)
            count["events"] += 1
        if chance.random() < 0.25:
            for k in range(1, 13):
                env.process(visit_due(10.0 * k))

    def source():
        while True:
            yield env.timeout(next_arrival(env.now, chance) - env.now)
            count["events"] += 1
            count["arrivals"] += 1
            of_all = chance.random()
            place = (of_all >= 0.05) + (of_all >= 0.2)
            env.process(patient(place, ["high", "medium", "low"][place]))

    env.process(source())
    env.run(until=DAYS)
    return count | {name: mean.mean() for name, mean in waits.items()}


def ciw_mmc(seed):
    import ciw

    ciw.seed(seed)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=9.0)],
        service_distributions=[ciw.dists.Exponential(rate=1.0)],
        number_of_servers=[10],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(DAYS)
    records = simulation.get_all_records(only=["service"])
    waits = Mean(FROM)
    for record in records:
        waits.add(record.arrival_date, record.waiting_time)
    # Everybody who was served has come and gone.
    return {"events": 2 * len(records), "line": waits.mean()}


WORKS = {("simpy", "mmc"): simpy_mmc, ("simpy", "funnel"): simpy_funnel, ("ciw", "mmc"): ciw_mmc}

if __name__ == "__main__":
    one = WORKS[(sys.argv[1], sys.argv[2])]
    for number in range(int(sys.argv[3])):
        print(json.dumps(one(number)))
