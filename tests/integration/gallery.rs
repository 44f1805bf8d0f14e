//! The gallery: a page and pictures of every scenario of a folder, made by one command.

use std::fs;

use crate::harness::{Home, root};

/// The gallery that is shipped shows every scenario that is shipped, with pictures that are there.
#[test]
fn the_shipped_gallery_has_every_shipped_scenario() {
    let folder = root().join("plots/gallery");
    let page = fs::read_to_string(folder.join("README.md")).expect("it is shipped");
    for entry in fs::read_dir(root().join("scenarios")).expect("the folder is there") {
        let name = entry.expect("it can be read").file_name().to_string_lossy().into_owned();
        if name.ends_with(".toml") && name != "evidence.toml" {
            assert!(
                page.contains(&format!("`{name}`")),
                "make the gallery again: {name} is not in it"
            );
        }
    }
    let pictures: Vec<&str> =
        page.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    assert!(pictures.len() > 20, "{pictures:?}");
    for picture in pictures {
        assert!(folder.join(picture).is_file(), "{picture}");
    }
}

const VARIANT: &str = "extends = \"small.toml\"\nname = \"Small, louder\"\ndescription = \"What if | it were louder?\"\n\
                       publicity = [{ label = \"A verdict in the news\", peak = 0.9 }]\n";

#[test]
fn every_scenario_has_its_pictures_and_a_variant_those_of_its_comparison() {
    let home = Home::new();
    home.write("small-louder.toml", VARIANT);
    let command = ["gallery", ".", "--out", "pictures", "--replications", "4", "--quiet"];
    let said = home.succeed(&command);
    assert!(said.out.starts_with("2 scenarios, 6 files in"), "{}", said.out);
    let names: Vec<String> = home.files("pictures").into_keys().collect();
    let expected = [
        "README.md",
        "manifest.json",
        "small-louder-differences.png",
        "small-misses-by-route.png",
        "small-referral-surge.png",
        "small-where-children-ended-up.png",
    ];
    assert_eq!(names, expected);
    let page = String::from_utf8(home.read("pictures/README.md")).expect("it is text");
    assert!(
        page.contains("Made by `surge-sim gallery . --out pictures --replications 4`"),
        "{page}"
    );
    assert!(page.contains("`small-louder.toml`, against `small.toml`, 4 replications."), "{page}");
    assert!(page.contains("What if \\| it were louder?"), "{page}");
    for name in expected.iter().filter(|name| name.ends_with(".png")) {
        assert!(page.contains(&format!("]({name})")), "{name} is shown");
        assert_eq!(
            &home.read(&format!("pictures/{name}"))[16..20],
            &1200_u32.to_be_bytes(),
            "{name}: its width"
        );
    }
    // The same command makes the same bytes in the same place.
    let before = home.files("pictures");
    home.succeed(&command);
    assert!(home.files("pictures") == before);
    // What somebody else has put there is not lost.
    home.write("pictures/notes.txt", "mine");
    let refused = home.run(&command);
    assert_eq!(refused.status, Some(2), "{}", refused.err);
    assert!(refused.err.contains("notes.txt"), "{}", refused.err);
}
