"""Runs the programs in turn, compares what they found, and prints their processor time for an event.

compare.py OURS DESQUE ROUNDS. Time is user and system time of the whole process, of many replications less that of few: neither start
nor normal times count. Exit status 1 where two programs disagree, or one with theory.
"""

import json
import math
import os
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
# Erlang C for ten servers, nine arrivals a day and service of a day; the integral of the funnel's rate.
KNOWN = {"mmc": {"line": 0.668732}, "funnel": {"arrivals": 11850.0}}


def timed(command):
    before = os.times()
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return used, [json.loads(line) for line in text.splitlines()]


def estimate(values):
    values = list(values)
    return statistics.fmean(values), statistics.stdev(values) / math.sqrt(len(values))


def main():
    ours, desque, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    python = [sys.executable, os.path.join(HERE, "peers.py")]
    # Name, work, whether it is the same work as the others', command, replications: few and many.
    programs = [
        ("surge-sim, engine room", "mmc", True, [ours, "mmc-room"], (10, 210)),
        ("surge-sim, mmc.toml", "mmc", True, [ours, "mmc-file"], (10, 110)),
        ("desque", "mmc", True, [desque, "mmc"], (10, 210)),
        ("SimPy", "mmc", True, python + ["simpy", "mmc"], (2, 32)),
        ("Ciw", "mmc", True, python + ["ciw", "mmc"], (2, 32)),
        ("surge-sim, engine room", "funnel", True, [ours, "funnel-room"], (10, 110)),
        ("surge-sim, funnel.toml", "funnel", False, [ours, "funnel-file"], (5, 55)),
        ("desque", "funnel", True, [desque, "funnel"], (10, 110)),
        ("SimPy", "funnel", True, python + ["simpy", "funnel"], (2, 22)),
    ]
    times = {number: [] for number in range(len(programs))}
    found = {}
    for turn in range(rounds):
        for number, (_, _, _, command, (few, many)) in enumerate(programs):
            used_few, some = timed(command + [str(few)])
            used_many, all_of_them = timed(command + [str(many)])
            events = sum(one["events"] for one in all_of_them) - sum(one["events"] for one in some)
            times[number].append(1e9 * (used_many - used_few) / events)
            found[number] = all_of_them
    wrong = []
    for work in ["mmc", "funnel"]:
        print(f"\n{work}: nanoseconds of processor time for an event, median of {rounds} (least to most)")
        medians = {}
        for number, (name, of, _, _, _) in enumerate(programs):
            if of != work:
                continue
            medians[name] = statistics.median(times[number])
            print(f"  {name:24} {medians[name]:9.0f}  ({min(times[number]):.0f} to {max(times[number]):.0f})")
        base = medians["desque"]
        print("  of desque's: " + ", ".join(f"{name} {time / base:.2f}" for name, time in medians.items()))
        same = [number for number, program in enumerate(programs) if program[1] == work and program[2]]
        for key in found[same[-1 if work == "funnel" else 0]][0]:
            if key == "events":
                continue
            of_all = {programs[n][0]: estimate(one[key] for one in found[n]) for n in same if key in found[n][0]}
            known = KNOWN[work].get(key)
            pairs = list(of_all.items()) + ([("theory", (known, 0.0))] if known else [])
            print(f"  {key}: " + "; ".join(f"{name} {mean:.6g} ± {2 * error:.2g}" for name, (mean, error) in pairs))
            for place, (one, (mean, error)) in enumerate(pairs):
                for other, (mean_of_other, error_of_other) in pairs[place + 1 :]:
                    if abs(mean - mean_of_other) > 4.0 * math.hypot(error, error_of_other):
                        wrong.append(f"{work}, {key}: {one} and {other} disagree")
    for one in wrong:
        print(one)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
