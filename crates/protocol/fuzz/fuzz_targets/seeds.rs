//! The golden vectors as inputs to start from.

use std::path::{Path, PathBuf};

/// Writes those golden vectors that a target starts from to the folder that the caller names; what is
/// written of each is up to the target.
pub fn write(wanted: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>>) {
    let Some(folder) = std::env::var_os("COLLOQUY_FUZZ_SEEDS") else {
        return;
    };
    let golden = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/golden");
    let files = std::fs::read_dir(golden).expect("the golden vectors are there");
    for file in files {
        let path = file.expect("the folder can be read").path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        if path.extension().is_some_and(|ending| ending == "hex")
            && let Some(bytes) = wanted(&name, bytes(&path))
        {
            let seed = Path::new(&folder).join(&*name);
            std::fs::write(seed, bytes).expect("the folder for seeds can be written");
        }
    }
}

fn bytes(path: &Path) -> Vec<u8> {
    let text = std::fs::read_to_string(path).expect("a golden vector is text");
    let digits: String = text.split_whitespace().collect();
    let pairs = digits.as_bytes().chunks_exact(2);
    pairs
        .map(|pair| {
            let pair = std::str::from_utf8(pair).expect("digits");
            u8::from_str_radix(pair, 16).expect("digits")
        })
        .collect()
}
