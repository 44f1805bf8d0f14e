//! Files that systems and office programs leave in every folder they show: no work of anybody, ignored and kept.

/// Names that are known whole, in small letters.
const NAMES: [&str; 9] = [
    ".ds_store",
    ".localized",
    // macOS gives this name, with the line end, to the picture of a folder.
    "icon\r",
    "thumbs.db",
    "ehthumbs.db",
    "ehthumbs_vista.db",
    "desktop.ini",
    ".directory",
    ".dropbox",
];

/// What names begin with: what macOS keeps beside a file on other disks, and files that a network disk or a driver has not
/// yet let go.
const BEGINNINGS: [&str; 3] = ["._", ".nfs", ".fuse_hidden"];

/// Whether a file of this name is litter.
pub(super) fn is_litter(name: &str) -> bool {
    let small = name.to_lowercase();
    NAMES.contains(&small.as_str())
        || BEGINNINGS.iter().any(|beginning| small.starts_with(beginning))
        || opened(name).is_some()
}

/// The file that an office program has open, where this is the name of its lock: `.~lock.weekly.csv#` of LibreOffice,
/// `~$weekly.xlsx` of Microsoft Office.
pub(super) fn opened(name: &str) -> Option<&str> {
    let libre = || name.strip_prefix(".~lock.")?.strip_suffix('#');
    libre().or_else(|| name.strip_prefix("~$")).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn litter_is_known_by_its_name_and_nothing_else_is() {
        for name in [
            ".DS_Store",
            "Thumbs.db",
            "desktop.ini",
            ".~lock.weekly.csv#",
            "~$x.xlsx",
            "._weekly.csv",
            ".nfs000012",
        ] {
            assert!(is_litter(name), "{name}");
        }
        for name in [
            "notes.txt",
            ".git",
            ".gitkeep",
            "thumbs.dbx",
            ".~lock.#",
            "~$",
            "weekly.csv~",
            "DS_Store",
        ] {
            assert!(!is_litter(name), "{name}");
        }
    }

    #[test]
    fn a_lock_names_the_file_that_is_open() {
        assert_eq!(opened(".~lock.weekly.csv#"), Some("weekly.csv"));
        assert_eq!(opened("~$x.xlsx"), Some("x.xlsx"));
        assert_eq!(opened("weekly.csv"), None);
    }
}
