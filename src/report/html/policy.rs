//! What a page may do, said to the browser in the page itself: nothing from a network, no script and no style but its own, each
//! known by its hash.

use base64::Engine as _;
use sha2::{Digest as _, Sha256};

/// Where the policy stands: before anything that it speaks of.
const AFTER: &str = "<meta charset=\"utf-8\">\n";

/// The page with its policy. What comes from a scenario is text in it, so every script and style that is found is the program's.
#[must_use]
pub fn sealed(page: &str) -> String {
    // A browser reads ends of lines as one letter before it hashes.
    let page = page.replace("\r\n", "\n");
    let meta =
        format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n", policy(&page));
    page.replacen(AFTER, &format!("{AFTER}{meta}"), 1)
}

fn policy(page: &str) -> String {
    let scripts = hashes(page, "<script type=\"module\">", "</script>");
    let styles = hashes(page, "<style>", "</style>");
    let mut rules = vec!["default-src 'none'".to_owned()];
    if !scripts.is_empty() {
        // The model is compiled from bytes of the page, in workers whose source stands in the page.
        rules.push(format!("script-src {} 'wasm-unsafe-eval'", scripts.join(" ")));
        rules.push("worker-src blob:".to_owned());
    }
    if !styles.is_empty() {
        rules.push(format!("style-src {}", styles.join(" ")));
        rules.push("font-src data:".to_owned());
    }
    rules.extend(["base-uri 'none'", "form-action 'none'"].map(str::to_owned));
    rules.join("; ")
}

/// The hashes of what stands between these tags, each once.
fn hashes(page: &str, opened: &str, closed: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    // A text search is enough. A scenario's text is escaped, so these tags are the program's own.
    for rest in page.split(opened).skip(1) {
        let text = rest.split(closed).next().unwrap_or_default();
        let hash =
            base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text.as_bytes()));
        let source = format!("'sha256-{hash}'");
        if !all.contains(&source) {
            all.push(source);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_scripts_may_run_none() {
        let page = sealed("<head>\n<meta charset=\"utf-8\">\n<style>\na {}\n</style>\n</head>");
        assert!(page.starts_with(
            "<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-"
        ));
        assert!(!page.contains("script-src") && !page.contains("unsafe"), "{page}");
    }

    #[test]
    fn a_script_is_known_by_its_hash() {
        // The example of the standard: the SHA-256 of this text.
        let page =
            "<meta charset=\"utf-8\">\n<script type=\"module\">alert('Hello, world.');</script>";
        assert!(sealed(page).contains(
            "script-src 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=' 'wasm-unsafe-eval'; worker-src blob:"
        ));
    }

    #[test]
    fn ends_of_lines_do_not_change_a_hash() {
        let page = "<meta charset=\"utf-8\">\n<style>\na {}\nb {}\n</style>\n";
        assert_eq!(sealed(page), sealed(&page.replace('\n', "\r\n")));
    }
}
