//! The gallery: what every scenario of a folder shows, as pictures with a page in Markdown around them.

use std::fmt::Write as _;

use super::files::{FilesError, ResultsFolder, WrittenFiles, write_folder};
use super::markdown::{code, target, words};
use super::plot::{self, Drawing};
use super::warned_list;
use crate::results::Warning;

/// Pixels across: a page's width.
const WIDTH: f32 = 1200.0;

/// One scenario.
pub struct GalleryScenario {
    /// Its file.
    pub file: String,
    /// What people call it.
    pub name: String,
    /// What question it asks.
    pub question: String,
    /// The file it is compared with, where its pictures are of a comparison.
    pub against: Option<String>,
    /// How many replications.
    pub replications: usize,
    /// What its run warns of.
    pub warnings: Vec<Warning>,
    /// Its pictures, each with the name of the figure.
    pub pictures: Vec<(&'static str, Drawing)>,
}

impl GalleryScenario {
    fn picture(&self, figure: &str) -> String {
        format!("{}-{figure}.png", self.file.trim_end_matches(".toml"))
    }
}

/// Writes the pictures and the page `README.md`, or changes nothing.
///
/// # Errors
/// As [`write_folder`]; [`FilesError::Plot`].
pub fn write(
    place: &ResultsFolder,
    entries: &[GalleryScenario],
    command: &str,
) -> Result<WrittenFiles, FilesError> {
    write_folder(place, |folder| {
        for entry in entries {
            for (figure, drawing) in &entry.pictures {
                let png = plot::png_of_width(&drawing.svg, WIDTH)?;
                folder.lettered(&drawing.svg);
                folder.file(&entry.picture(figure), |out| std::io::Write::write_all(out, &png))?;
            }
        }
        folder.file("README.md", |out| {
            std::io::Write::write_all(out, page(entries, command).as_bytes())
        })
    })
}

/// The page.
#[must_use]
pub fn page(entries: &[GalleryScenario], command: &str) -> String {
    let mut page = format!(
        "# What the scenarios show\n\nMade by `{command}`; not to be edited. Numbers are of this model, not of any real service; \
         what it leaves out stands in the README of the whole project. About services, not about any child: not to be used to \
         decide on a case.\n"
    );
    for entry in entries {
        let against = entry
            .against
            .as_ref()
            .map_or_else(String::new, |file| format!(", against {}", code(file)));
        // Writing into a string cannot fail.
        let _ = write!(page, "\n## {}\n", words(&entry.name));
        if !entry.question.is_empty() {
            let _ = write!(page, "\n{}\n", words(&entry.question));
        }
        let _ = write!(
            page,
            "\n{}{against}, {} replications.\n",
            code(&entry.file),
            entry.replications
        );
        for (figure, drawing) in &entry.pictures {
            let _ =
                write!(page, "\n![{}]({})\n", words(&drawing.alt), target(&entry.picture(figure)));
        }
        page.push_str(&warned_list::markdown("Its run", &entry.warnings));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_cannot_write_markdown_of_its_own() {
        let drawing = Drawing {
            svg: String::new(),
            headline: "h".into(),
            alt: "a ](b)\nc".into(),
            below_headline: 0,
        };
        let entry = GalleryScenario {
            file: "x.toml".into(),
            name: "<script>\n# x".into(),
            question: "a | *b*".into(),
            against: Some("y.toml".into()),
            replications: 3,
            warnings: Vec::new(),
            pictures: vec![("differences", drawing)],
        };
        let page = page(&[entry], "surge-sim gallery");
        let expected = "## \\<script\\> \\# x\n\na \\| \\*b\\*\n\n`x.toml`, against `y.toml`, 3 replications.\n\n\
                        ![a \\](b) c](x-differences.png)\n";
        assert!(page.ends_with(expected), "{page}");
    }
}
