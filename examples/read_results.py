"""Draws the referral surge again from the weekly table of a run: python read_results.py plots/haringey surge.png

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
with open(f"{folder}/weekly.csv", encoding="utf-8-sig", newline="") as table:
    rows = [row for row in csv.DictReader(table) if row["series"] == "referrals"]
weeks = [date.fromisoformat(row["week"]) for row in rows]


def line(column):
    return [float(row[column]) if row[column] else float("nan") for row in rows]


figure, axes = plt.subplots(figsize=(9, 5))
if any(row["p10"] for row in rows):
    axes.fill_between(weeks, line("p10"), line("p90"), color="#12436D", alpha=0.16, linewidth=0, label="Middle 80 % of runs")
axes.plot(weeks, line("run"), color="#12436D", label="With publicity")
if any(row["twin"] for row in rows):
    axes.plot(weeks, line("twin"), color="#28A197", linestyle="--", label="Without publicity")
axes.set_ylim(bottom=0)
axes.set_ylabel("Referrals a week")
axes.spines[["top", "right"]].set_visible(False)
axes.legend(frameon=False, loc="lower left")
figure.savefig(picture, dpi=120, bbox_inches="tight")
