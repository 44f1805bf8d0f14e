"""Draws the referral surge again from the tidy table of a run: python read_results.py plots/haringey surge.png

Needs matplotlib. What each column holds, `surge-sim dictionary` says.
"""

import csv
import sys
from datetime import date

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

if len(sys.argv) != 3:
    sys.exit("usage: python read_results.py FOLDER PICTURE, such as plots/haringey surge.png")
folder, picture = sys.argv[1:]
lines = {}
with open(f"{folder}/weekly.csv", encoding="utf-8-sig", newline="") as table:
    for row in csv.DictReader(table):
        if row["series"] == "referrals":
            weeks, values = lines.setdefault((row["world"], row["statistic"]), ([], []))
            weeks.append(date.fromisoformat(row["week"]))
            values.append(float(row["value"]))

figure, axes = plt.subplots(figsize=(9, 5))
if ("run", "p10") in lines:
    weeks, low = lines[("run", "p10")]
    high = lines[("run", "p90")][1]
    axes.fill_between(weeks, low, high, color="#12436D", alpha=0.16, linewidth=0, label="Middle 80 % of runs")
axes.plot(*lines[("run", "mean")], color="#12436D", label="With publicity")
if ("twin", "mean") in lines:
    axes.plot(*lines[("twin", "mean")], color="#28A197", linestyle="--", label="Without publicity")
axes.set_ylim(bottom=0)
axes.set_ylabel("Referrals a week")
axes.spines[["top", "right"]].set_visible(False)
axes.legend(frameon=False, loc="lower left")
figure.savefig(picture, dpi=120, bbox_inches="tight")
