//! Archives that are sound as archives, with whatever entries and manifest: the way past every
//! checksum.
#![no_main]

mod sample;

use std::io::{Cursor, Write};

use colloquy_core::course::compile::{Mode, compile};
use colloquy_core::course::{CourseFiles, package};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use serde_json::json;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What to put into the archive, besides the sample course.
#[derive(Debug, Arbitrary)]
struct Made {
    entries: Vec<(Name, Vec<u8>)>,
    manifest: Manifest,
    deflated: bool,
}

#[derive(Debug, Arbitrary)]
enum Name {
    Any(String),
    Known(u8),
}

#[derive(Debug, Arbitrary)]
enum Manifest {
    True,
    Missing,
    Text(String),
    Lie {
        index: u8,
        path: Option<String>,
        bytes: Option<u64>,
        hash: Option<String>,
        twice: bool,
    },
}

const KNOWN: &[&str] = &[
    "course.toml",
    "1-m/module.toml",
    "1-m/a.md",
    "1-m/b.md",
    "1-m/picture.png",
    "1-m/picture.svg",
    "manifest.json",
    "../up",
    "/root",
    "1-m/../../up",
    "C:\\drive",
    "back\\slash",
    "1-m//double",
    "1-m/./dot",
    "1-M/A.md",
    "CON",
    "nul.md",
    "",
    "/",
    "trailing/",
    "colon:stream",
];

fuzz_target!(|made: Made| {
    let Some(bytes) = archive(&made) else { return };
    if let Ok(files) = package::read(&bytes) {
        assert_safe(&files);
        let _ = compile(&files, Mode::Lenient);
    }
});

fn archive(made: &Made) -> Option<Vec<u8>> {
    let mut entries: Vec<(String, Vec<u8>)> = sample::course("Text. {#p}\n").into_iter().collect();
    for (name, content) in &made.entries {
        let name = match name {
            Name::Any(name) => name.clone(),
            Name::Known(index) => KNOWN[usize::from(*index) % KNOWN.len()].to_owned(),
        };
        match entries.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => old.clone_from(content),
            None => entries.push((name, content.clone())),
        }
    }
    if let Some(manifest) = manifest(&made.manifest, &entries) {
        entries.push(("manifest.json".to_owned(), manifest.into_bytes()));
    }
    let method = if made.deflated {
        zip::CompressionMethod::Deflated
    } else {
        zip::CompressionMethod::Stored
    };
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in &entries {
        archive
            .start_file(
                name.as_str(),
                SimpleFileOptions::default().compression_method(method),
            )
            .ok()?;
        archive.write_all(content).ok()?;
    }
    archive.finish().ok().map(Cursor::into_inner)
}

fn manifest(manifest: &Manifest, entries: &[(String, Vec<u8>)]) -> Option<String> {
    let mut files: Vec<_> = entries
        .iter()
        .map(|(path, content)| {
            json!({ "path": path, "bytes": content.len(), "blake3": blake3::hash(content).to_hex().as_str() })
        })
        .collect();
    match manifest {
        Manifest::True => {}
        Manifest::Missing => return None,
        Manifest::Text(text) => return Some(text.clone()),
        Manifest::Lie {
            index,
            path,
            bytes,
            hash,
            twice,
        } => {
            let index = usize::from(*index) % files.len();
            for (field, lie) in [
                ("path", path.as_ref().map(|it| json!(it))),
                ("bytes", bytes.map(|it| json!(it))),
            ] {
                files[index][field] = lie.unwrap_or_else(|| files[index][field].clone());
            }
            if let Some(hash) = hash {
                files[index]["blake3"] = json!(hash);
            }
            if *twice {
                files.push(files[index].clone());
            }
        }
    }
    Some(json!({ "format": 1, "course": "sample", "revision": 3, "title": "Sample", "files": files }).to_string())
}

/// What every package that was taken promises: its files stay inside a folder, and they fit.
fn assert_safe(files: &CourseFiles) {
    for (path, content) in files {
        let is_inside = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
        assert!(
            is_inside && !path.contains(['\\', ':', '\0']),
            "{path:?} was taken"
        );
        assert!(content.len() <= 32 << 20, "{path:?} is too large");
    }
}
