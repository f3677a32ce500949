//! Every protocol vector, run natively.

use cordboard_vectors::{read_all, run_vector};

#[test]
fn every_vector_holds() {
    let files = read_all().expect("vectors lie beside the runner");
    let failed: Vec<String> = files
        .iter()
        .filter_map(|file| {
            let error = run_vector(&file.json).err()?;
            Some(format!("{}\n  {error}", file.path.display()))
        })
        .collect();
    assert!(failed.is_empty(), "{} of {}:\n{}", failed.len(), files.len(), failed.join("\n"));
}
