//! A calibration: what the targets leave of each range, and the targets before and after.

use crate::report::format;
use crate::report::plot::canvas::{Align, Canvas, LetterStyle, Pen, Rect};
use crate::report::plot::drawing::Drawing;
use crate::report::plot::error::PlotError;
use crate::report::plot::page::{Caption, LegendEntry, sheet_of};
use crate::report::plot::style::{
    AXIS, COLOURS, GRID, INK, LABEL, QUIET, RUN, SMALL, TWIN, shortened,
};
use crate::results::studies::{Calibrated, ScoredTarget, Use};

/// A row of either figure (units).
const ROW: i32 = 84;

fn source(found: &Calibrated) -> String {
    format!(
        "surge-sim {}, {} points of {} replications, scored with {}, scenario {}",
        found.version, found.points, found.replications, found.replications_scored, found.name
    )
}

/// The numbers fitted: range searched, region, value before and after.
///
/// # Errors
/// Where the drawing library refuses.
pub fn parameters(found: &Calibrated) -> Result<Drawing, PlotError> {
    let determined = found.fitted.iter().filter(|one| one.determined).count();
    let words: Vec<String> = found
        .fitted
        .iter()
        .map(|one| {
            format!(
                "{}: {} ({} to {})",
                one.factor.path,
                format::plain(one.value),
                format::plain(one.low),
                format::plain(one.high)
            )
        })
        .collect();
    let caption = Caption {
        headline: format!(
            "the targets determine {determined} of the {} numbers fitted",
            found.fitted.len()
        )
        .into(),
        subtitle: format!(
            "Range searched, and the region that holds 90 % of what agrees with the targets. {}.",
            found.name
        ),
        alt: format!("Bars, one a number. Fitted value and region: {}.", words.join("; ")),
    };
    let keys = [
        LegendEntry::Box(GRID, "Range searched".into()),
        LegendEntry::Box(RUN, "90 % region".into()),
        LegendEntry::Box(COLOURS[3], "Fitted".into()),
        LegendEntry::Box(INK, "As written".into()),
    ];
    let height = 420 + found.fitted.len() as i32 * (ROW + 30);
    sheet_of(caption, &source(found), &keys, height, |canvas, body| {
        let x0 = body.x0 + 20;
        let x1 = body.x1 - 20;
        for (n, one) in found.fitted.iter().enumerate() {
            let y = body.y0 + n as i32 * (ROW + 30) + 30;
            let place = |value: f64| {
                x0 + (one.factor.share(value).clamp(0.0, 1.0) * f64::from(x1 - x0)).round() as i32
            };
            let determined = if one.determined { "" } else { " (not determined)" };
            canvas.text(
                &format!("{}{determined}", one.factor.path),
                (x0, y),
                LetterStyle::new(LABEL, INK).bold(),
            )?;
            let bar = |low: i32, high: i32| Rect {
                x0: low,
                y0: y + 14,
                // A very narrow region is still drawn as a line.
                x1: high.max(low + 2),
                y1: y + 40,
            };
            canvas.fill(bar(x0, x1), GRID, 1.0)?;
            canvas.fill(bar(place(one.low), place(one.high)), RUN, 1.0)?;
            let mark = |value: f64, colour| {
                canvas.fill(
                    Rect { x0: place(value) - 5, y0: y + 6, x1: place(value) + 5, y1: y + 48 },
                    colour,
                    1.0,
                )
            };
            if let Some(before) = one.factor.value {
                mark(before, INK)?;
            }
            mark(one.value, COLOURS[3])?;
            let ends = LetterStyle::new(SMALL, QUIET);
            canvas.text(&format::plain(one.factor.low), (x0, y + 76), ends)?;
            canvas.text(&format::plain(one.factor.high), (x1, y + 76), ends.align(Align::Right))?;
        }
        Ok(())
    })
}

/// Every target before and after, in its own range.
///
/// # Errors
/// Where the drawing library refuses.
pub fn targets(found: &Calibrated) -> Result<Drawing, PlotError> {
    let scored: Vec<&ScoredTarget> =
        found.targets.iter().filter(|target| target.used != Use::Shown).collect();
    let met =
        |of: &dyn Fn(&ScoredTarget) -> bool| scored.iter().filter(|target| of(target)).count();
    let (before, after) = (met(&|t| t.met(t.before.as_ref())), met(&|t| t.met(t.after.as_ref())));
    let caption = Caption {
        headline: format!("{after} of {} targets met after the fit, {before} before", scored.len())
            .into(),
        subtitle: format!(
            "The model beside each published range, in units of half that range. {}.",
            found.name
        ),
        alt: format!(
            "One row a target. Met after the fit: {after} of {}; before: {before}.",
            scored.len()
        ),
    };
    let keys = [
        LegendEntry::Box(GRID, "Published range".into()),
        LegendEntry::Box(TWIN, "As written".into()),
        LegendEntry::Box(RUN, "Fitted".into()),
        LegendEntry::Error("95% confidence interval".into()),
    ];
    let height = 460 + scored.len() as i32 * 46;
    sheet_of(caption, &source(found), &keys, height, |canvas, body| {
        let words = body.x0 + (body.x1 - body.x0) * 46 / 100;
        let scale = TargetScale { x0: words + 30, x1: body.x1 - 20 };
        let bottom = body.y0 + 20 + scored.len() as i32 * 46;
        canvas.fill(
            Rect { x0: scale.x(-1.0), y0: body.y0 + 10, x1: scale.x(1.0), y1: bottom },
            GRID,
            1.0,
        )?;
        for tick in [-4.0, -2.0, 0.0, 2.0, 4.0] {
            let x = scale.x(tick);
            canvas.line(vec![(x, bottom), (x, bottom + 8)], Pen::whole(AXIS, 2))?;
            let at = (x, bottom + 36);
            canvas.text(
                &format::signed(tick, 0),
                at,
                LetterStyle::new(SMALL, QUIET).align(Align::Middle),
            )?;
        }
        canvas.text(
            "Half ranges from the middle; what is further off stands at the edge",
            (scale.x1, bottom + 72),
            LetterStyle::new(SMALL, QUIET).align(Align::Right),
        )?;
        for (n, target) in scored.iter().enumerate() {
            row(canvas, (body.x0, words), &scale, target, body.y0 + 20 + n as i32 * 46)?;
        }
        Ok(())
    })
}

struct TargetScale {
    x0: i32,
    x1: i32,
}

impl TargetScale {
    /// Half ranges from the middle to a place; the scale ends at five.
    fn x(&self, half_ranges: f64) -> i32 {
        let share = ((half_ranges + 5.0) / 10.0).clamp(0.0, 1.0);
        self.x0 + (share * f64::from(self.x1 - self.x0)).round() as i32
    }
}

fn row(
    canvas: &Canvas<'_>,
    (x0, x1): (i32, i32),
    scale: &TargetScale,
    target: &ScoredTarget,
    y: i32,
) -> Result<(), PlotError> {
    let used = match target.used {
        Use::HeldOut => " (held out)",
        Use::LeftOut => " (left out)",
        _ => "",
    };
    let words = format!("{}{used}, {}", target.measure, target.period);
    let shown = shortened(&words, SMALL, false, x1 - x0);
    canvas.text(&shown, (x1, y + 28), LetterStyle::new(SMALL, INK).align(Align::Right))?;
    // A target may be a single figure, whose range has no width.
    let half = (0.5 * (target.high - target.low)).max(1e-12);
    let middle = 0.5 * (target.low + target.high);
    let place = |value: f64| scale.x((value - middle) / half);
    if let Some(before) = target.before {
        canvas.dot((place(before.mean), y + 12), 7, TWIN)?;
    }
    if let Some(after) = target.after {
        if let (Some(low), Some(high)) = (after.low(), after.high()) {
            canvas.line(vec![(place(low), y + 28), (place(high), y + 28)], Pen::whole(INK, 3))?;
        }
        canvas.dot((place(after.mean), y + 28), 8, RUN)?;
    }
    Ok(())
}
