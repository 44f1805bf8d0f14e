//! Pages for a browser and for paper: one file each, without a network, that a committee can be sent.
//!
//! [`run`], [`comparison`] and [`study`] say what stands on a page; the templates only set it. Everything that comes from a
//! scenario is text to the template engine and is escaped by it; the pictures are our own SVG.

pub mod comparison;
pub mod effects;
mod figure;
mod grounds;
pub mod policy;
pub mod run;
mod sheet;
pub mod story;
pub mod study;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment};
use serde::Serialize;

pub use effects::Effects;
pub use figure::ShownFigure;
pub use grounds::Grounds;
pub use sheet::Sheet;

/// Why a page could not be made.
#[derive(Debug, thiserror::Error)]
#[error("cannot write the page {template}: {why}")]
pub struct PageError {
    template: String,
    why: String,
}

const TEMPLATES: [(&str, &str); 6] = [
    ("story.html", include_str!("templates/story.html")),
    ("document.html", include_str!("templates/document.html")),
    ("base.html", include_str!("templates/base.html")),
    ("parts.html", include_str!("templates/parts.html")),
    ("page.html", include_str!("templates/page.html")),
    ("style.css", include_str!("templates/style.css")),
];

/// A page from its template.
///
/// # Errors
/// Where a template asks for what is not there.
pub fn render(template: &str, context: &impl Serialize) -> Result<String, PageError> {
    let wrong = |error: &minijinja::Error| PageError {
        template: template.to_owned(),
        why: format!("{error:#}"),
    };
    let environment = environment().as_ref().map_err(wrong)?;
    let template = environment.get_template(template).map_err(|error| wrong(&error))?;
    let page = template.render(minijinja::value::Serde(context)).map_err(|error| wrong(&error))?;
    // The policy holds hashes of the finished page, so this is the last step.
    Ok(policy::sealed(&page))
}

fn environment() -> &'static Result<Environment<'static>, minijinja::Error> {
    static ENVIRONMENT: OnceLock<Result<Environment<'static>, minijinja::Error>> = OnceLock::new();
    ENVIRONMENT.get_or_init(|| {
        let mut environment = Environment::new();
        // A misspelt field is an error here. Otherwise it would leave a gap on the page.
        environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
        environment
            .set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
        environment.set_auto_escape_callback(|name| {
            // The style sheet is the program's own text, and escaping would break its quotation marks.
            if name.ends_with(".html") { AutoEscape::Html } else { AutoEscape::None }
        });
        environment.add_global("fonts", fonts());
        for (name, text) in TEMPLATES {
            environment.add_template(name, text)?;
        }
        Ok(environment)
    })
}

/// The letters of the figures: without them another font's, wider, would run out of them.
pub(crate) fn fonts() -> String {
    use base64::Engine as _;
    const FONTS: [(u16, &[u8]); 2] = [
        (400, include_bytes!("../plot/fonts/OpenSans-Regular.latin.woff2")),
        (700, include_bytes!("../plot/fonts/OpenSans-Bold.latin.woff2")),
    ];
    let face = |(weight, bytes): (u16, &[u8])| {
        let data = base64::engine::general_purpose::STANDARD.encode(bytes);
        format!(
            "@font-face {{ font-family: \"Open Sans\"; font-weight: {weight}; src: url(data:font/woff2;base64,{data}) format(\"woff2\"); }}"
        )
    };
    FONTS.map(face).join("\n")
}

/// Text as a file that a link holds.
fn link_to(kind: &str, text: &str) -> String {
    use base64::Engine as _;
    format!(
        "data:{kind};charset=utf-8;base64,{}",
        base64::engine::general_purpose::STANDARD.encode(text)
    )
}

/// A name that fits a heading, and the whole of it where it does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Name {
    /// At most so many letters.
    pub short: String,
    /// The whole, where it is longer.
    pub whole: Option<String>,
}

/// Letters of a name in a heading.
const LONGEST_NAME: usize = 160;

impl Name {
    /// A name.
    #[must_use]
    pub fn of(text: &str) -> Name {
        let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if one_line.is_empty() {
            return Name { short: "A scenario without a name".to_owned(), whole: None };
        }
        // The limit counts letters, and a letter may have several bytes.
        if one_line.chars().count() <= LONGEST_NAME {
            return Name { short: one_line, whole: None };
        }
        let short: String = one_line.chars().take(LONGEST_NAME).collect();
        Name { short: format!("{} …", short.trim_end()), whole: Some(text.to_owned()) }
    }
}
