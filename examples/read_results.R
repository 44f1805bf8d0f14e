# Draws the referral surge again from the tidy table of a run: Rscript read_results.R plots/haringey surge.png
# Base R alone. What each column holds, surge-sim dictionary says.

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) != 2) stop("usage: Rscript read_results.R FOLDER PICTURE, such as plots/haringey surge.png")
table <- read.csv(file.path(arguments[1], "weekly.csv"), stringsAsFactors = FALSE, fileEncoding = "UTF-8-BOM")
table <- table[table$series == "referrals", ]
table$week <- as.Date(table$week)
line <- function(world, statistic) table[table$world == world & table$statistic == statistic, ]

run <- line("run", "mean")
low <- line("run", "p10")
high <- line("run", "p90")
twin <- line("twin", "mean")

png(arguments[2], width = 1080, height = 600, res = 120, type = if (capabilities("cairo")) "cairo" else "Xlib")
par(mar = c(3, 4, 1, 1), bty = "l", las = 1)
plot(run$week, run$value, type = "n", ylim = c(0, max(high$value, run$value)), xlab = "", ylab = "Referrals a week")
if (nrow(low) > 0) polygon(c(low$week, rev(high$week)), c(low$value, rev(high$value)), col = "#12436D29", border = NA)
lines(run$week, run$value, col = "#12436D", lwd = 2)
if (nrow(twin) > 0) lines(twin$week, twin$value, col = "#28A197", lwd = 2, lty = 2)
legend("bottomleft", c("With publicity", "Without publicity", "Middle 80 % of runs"), bty = "n",
       col = c("#12436D", "#28A197", "#12436D29"), lwd = c(2, 2, 8), lty = c(1, 2, 1))
invisible(dev.off())
