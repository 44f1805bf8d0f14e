//! Letters that the bundled font lacks: a picture in pixels shows a box in place of each.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use ttf_parser::Face;

use super::style::REGULAR;

/// So many are named.
const NAMED: usize = 12;

/// The letters of a picture's words that the font lacks.
#[must_use]
pub fn lacking(svg: &str) -> BTreeSet<char> {
    // Title and description of the picture are read aloud and not drawn, so they make no boxes.
    let words = svg
        .split("<text")
        .skip(1)
        .filter_map(|part| part.split_once('>')?.1.split("</text>").next());
    words.flat_map(str::chars).filter(|&c| !c.is_whitespace() && !has(c)).collect()
}

/// What is to be said of letters that are lacking, if any are.
#[must_use]
pub fn told_of(lacking: &BTreeSet<char>) -> Option<String> {
    let named: Vec<String> =
        lacking.iter().take(NAMED).map(|&c| format!("{c} (U+{:04X})", u32::from(c))).collect();
    let more = match lacking.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!named.is_empty()).then(|| {
        format!(
            "the font of the figures has no letter for {}{more}: PNG files show a box in place of each; SVG files and the page show \
             them where the reader's machine has a font that does",
            named.join(", ")
        )
    })
}

fn has(c: char) -> bool {
    static FACE: OnceLock<Option<Face<'static>>> = OnceLock::new();
    let face = FACE.get_or_init(|| Face::parse(REGULAR, 0).ok());
    // Without the font nothing is drawn, and that is an error of its own.
    face.as_ref().is_none_or(|face| face.glyph_index(c).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::plot::figures;
    use crate::report::sample;

    #[test]
    fn every_letter_of_our_own_words_is_in_the_font() {
        for result in [sample::haringey(), sample::organised(), sample::quiet()] {
            for figure in crate::report::plot::figures_of(&result) {
                let drawing = figure.draw(&result).expect("it can be drawn");
                assert_eq!(lacking(&drawing.svg), BTreeSet::new(), "{}", figure.stem);
            }
        }
    }

    #[test]
    fn letters_that_become_boxes_are_named_once() {
        let mut result = sample::haringey();
        result.publicity[0].label = "Llŷr & ŵyr: 北京北".into();
        let drawing = figures()[0].draw(&result).expect("it can be drawn");
        let found = lacking(&drawing.svg);
        assert_eq!(found.iter().collect::<String>(), "京北");
        let said = told_of(&found).expect("two are lacking");
        assert!(
            said.starts_with(
                "the font of the figures has no letter for 京 (U+4EAC), 北 (U+5317): PNG files"
            ),
            "{said}"
        );
        assert_eq!(told_of(&BTreeSet::new()), None);
        assert!(
            told_of(&('\u{4e00}'..'\u{4e14}').collect())
                .is_some_and(|said| said.contains(" and 8 more:"))
        );
    }
}
