# Draws the referral surge again from the weekly table of a run: Rscript read_results.R plots/haringey surge.png
# Base R alone. What each column holds, surge-sim dictionary says.

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) != 2) stop("usage: Rscript read_results.R FOLDER PICTURE, such as plots/haringey surge.png")
table <- read.csv(file.path(arguments[1], "weekly.csv"), stringsAsFactors = FALSE, fileEncoding = "UTF-8-BOM")
table <- table[table$series == "referrals", ]
table$week <- as.Date(table$week)
shown <- function(column) !is.na(table[[column]])

png(arguments[2], width = 1080, height = 600, res = 120, type = if (capabilities("cairo")) "cairo" else "Xlib")
par(mar = c(3, 4, 1, 1), bty = "l", las = 1)
plot(table$week, table$run, type = "n", ylim = c(0, max(table$p90, table$run, na.rm = TRUE)), xlab = "", ylab = "Referrals a week")
band <- table[shown("p10"), ]
if (nrow(band) > 0) polygon(c(band$week, rev(band$week)), c(band$p10, rev(band$p90)), col = "#12436D29", border = NA)
lines(table$week, table$run, col = "#12436D", lwd = 2)
if (any(shown("twin"))) lines(table$week, table$twin, col = "#28A197", lwd = 2, lty = 2)
legend("bottomleft", c("With publicity", "Without publicity", "Middle 80 % of runs"), bty = "n",
       col = c("#12436D", "#28A197", "#12436D29"), lwd = c(2, 2, 8), lty = c(1, 2, 1))
invisible(dev.off())
