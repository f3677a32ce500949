//! Every vector of the agent API is what its schema says.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;

#[test]
fn every_http_vector_is_valid_against_its_schema_and_named_after_what_it_shows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("http");
    let schema = fs::read_to_string(root.join("schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let mut names = BTreeSet::new();
    for folder in fs::read_dir(&root).unwrap() {
        let folder = folder.unwrap().path();
        for file in fs::read_dir(&folder).into_iter().flatten() {
            let file = file.unwrap().path();
            let shown = file.display();
            let vector: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap())
                .unwrap_or_else(|error| panic!("{shown}: {error}"));
            let errors: Vec<String> =
                schema.iter_errors(&vector).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{shown}: {errors:?}");
            let name = vector["name"].as_str().unwrap().to_lowercase();
            let words: Vec<&str> = name
                .split(|c: char| !c.is_ascii_alphanumeric())
                .filter(|word| !word.is_empty())
                .collect();
            let stem = file.file_stem().and_then(|stem| stem.to_str());
            assert_eq!(stem, Some(words.join("_").as_str()));
            assert!(names.insert(words.join("_")), "{shown}: another has this name");
        }
    }
    assert!(!names.is_empty(), "there are no vectors");
    assert!(!schema.is_valid(&serde_json::json!({ "schemaVersion": "1.0" })));
}
