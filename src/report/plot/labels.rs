//! Labels beside the ends of lines and layers, moved apart where they would meet.

use super::canvas::{LetterStyle, Pen, Rect};
use super::error::PlotError;
use super::panel::Panel;
use super::style::{INK, LABEL, wrap};

/// What stands before a label, so that it is found without reading its colour.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Mark {
    Box(plotters::style::RGBColor),
    Line(Pen),
}

/// A label beside the end of a line or a layer.
#[derive(Clone, Debug)]
pub(crate) struct EndLabel {
    pub(crate) value: f64,
    pub(crate) words: String,
    pub(crate) mark: Mark,
}

/// Room for a mark before a label (units).
const MARK_ROOM: i32 = 56;

impl Panel<'_, '_> {
    fn mark(&self, mark: Mark, (x, y): (i32, i32)) -> Result<(), PlotError> {
        match mark {
            Mark::Box(colour) => self.canvas.fill(
                Rect { x0: x + 18, y0: y - 20, x1: x + 44, y1: y + 2 },
                colour,
                1.0,
            ),
            Mark::Line(pen) => self.canvas.line(vec![(x, y - 9), (x + 44, y - 9)], pen),
        }
    }

    /// Labels right of the plot, moved apart where they would meet.
    pub(crate) fn end_labels(&self, labels: &[EndLabel]) -> Result<(), PlotError> {
        let room = self.label_room - MARK_ROOM - 20;
        let mut placed: Vec<(i32, Vec<String>, &EndLabel)> = labels
            .iter()
            .filter(|label| label.value.is_finite())
            .map(|label| (self.y(label.value), wrap(&label.words, LABEL, false, room), label))
            .collect();
        // The labels keep this order when they are moved apart.
        placed.sort_by_key(|(y, _, _)| *y);
        let heights: Vec<i32> =
            placed.iter().map(|(_, lines, _)| lines.len() as i32 * (LABEL + 8) + 8).collect();
        let centres = spread(
            &placed.iter().map(|(y, _, _)| *y).collect::<Vec<_>>(),
            &heights,
            self.plot.y0,
            self.plot.y1,
        );
        for ((centre, height), (_, lines, label)) in centres.iter().zip(&heights).zip(&placed) {
            for (n, line) in lines.iter().enumerate() {
                let y = centre - height / 2 + (n as i32 + 1) * (LABEL + 8) - 4;
                let x = self.plot.x1 + 16;
                if n == 0 {
                    self.mark(label.mark, (x, y))?;
                }
                self.canvas.text(line, (x + MARK_ROOM, y), LetterStyle::new(LABEL, INK))?;
            }
        }
        Ok(())
    }
}

/// Centres as near as may be to where they belong (in order), none meeting another, within the bounds where they fit.
pub(crate) fn spread(wanted: &[i32], heights: &[i32], low: i32, high: i32) -> Vec<i32> {
    let mut centres = wanted.to_vec();
    // The first pass moves labels down where they meet. An odd height has its larger half below, because the halves
    // must add up to the whole.
    let mut edge = low;
    for (centre, height) in centres.iter_mut().zip(heights) {
        *centre = (*centre).max(edge + height / 2);
        edge = *centre + height - height / 2;
    }
    // The second pass moves them up again from the lower bound. If they need more room than there is, they cross
    // the bound and still do not meet.
    let mut edge = high.max(low + heights.iter().sum::<i32>());
    for (centre, height) in centres.iter_mut().zip(heights).rev() {
        *centre = (*centre).min(edge - height / 2);
        edge = *centre - height + height / 2;
    }
    centres
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn labels_keep_their_order_and_never_meet() {
        let centres = spread(&[100, 104, 300], &[40, 40, 40], 0, 400);
        assert_eq!(centres, [100, 140, 300]);
        assert_eq!(spread(&[390, 395], &[40, 40], 0, 400), [340, 380]);
        assert_eq!(spread(&[], &[], 0, 400), Vec::<i32>::new());
    }
}
