//! What drawing a figure gives.

/// A figure that has been drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The picture.
    pub svg: String,
    /// What it found, in one sentence.
    pub headline: String,
    /// The picture in words.
    pub alt: String,
    /// Where the headline ends in the picture (units from above).
    pub(crate) below_headline: i32,
}

impl Drawing {
    /// The picture without its headline, for a page that has it as text, and without a size of its own.
    #[must_use]
    pub fn for_page(&self) -> String {
        let Some((head, rest)) = self.svg.split_once("viewBox=\"0 0 ") else {
            return self.svg.clone();
        };
        let Some((size, rest)) = rest.split_once('"') else { return self.svg.clone() };
        let (width, height) = size.split_once(' ').unwrap_or((size, "0"));
        let left = height.parse::<i32>().unwrap_or(0) - self.below_headline;
        // The page's style sets the width. A fixed size would keep the picture from shrinking on a phone.
        let head = head.split_once(" width=").map_or(head, |(start, _)| start);
        format!("{head} viewBox=\"0 {} {width} {left}\"{rest}", self.below_headline)
    }
}
