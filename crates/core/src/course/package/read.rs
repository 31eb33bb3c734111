//! Opening a package by anyone.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{FORMAT, LARGEST, LARGEST_MANIFEST, MANIFEST, Manifest, damaged, dangerous};
use crate::course::files::{LARGEST_FILE, LARGEST_SUM, MOST_FILES, safe_path, same_but_case};
use crate::course::problem::{Page, Problems};
use crate::course::{CourseFiles, head};
use crate::{Code, Error, Result};

type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// More than this is not compressed text but a bomb.
const STEEPEST: u64 = 200;
/// Smaller entries may be compressed as much as they like.
const SMALL: u64 = 1 << 20;

/// Reads a package, verifying every name, length and checksum.
///
/// # Errors
/// `bad_package`, naming the thing and the reason.
pub fn read(bytes: &[u8]) -> Result<CourseFiles> {
    if bytes.len() as u64 > LARGEST {
        return Err(dangerous("the package", "is larger than 256 MiB"));
    }
    check_end(bytes)?;
    let incomplete = |error| damaged("the archive", &format!("cannot be read ({error})"));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(incomplete)?;
    let names = names(&mut archive)?;
    if archive.has_overlapping_entries().map_err(incomplete)? {
        return Err(dangerous("the archive", "has entries that overlap"));
    }
    let manifest = manifest(&mut archive, &names)?;
    let files = contents(&mut archive, &names, &manifest)?;
    agree(&manifest, &files)?;
    Ok(files)
}

/// Looks at the record that ends an archive before anything else does: how many entries there
/// are decides how much memory reading takes.
fn check_end(bytes: &[u8]) -> Result<()> {
    const LENGTH: usize = 22;
    let end = bytes
        .len()
        .checked_sub(LENGTH)
        .and_then(|at| bytes[at..].first_chunk::<LENGTH>());
    let Some(end) = end.filter(|end| end.starts_with(b"PK\x05\x06") && end[20..] == [0, 0]) else {
        return Err(damaged(
            "the archive",
            "does not end as a package does; perhaps it was not copied whole",
        ));
    };
    let entries = usize::from(u16::from_le_bytes([end[10], end[11]]));
    if entries > MOST_FILES + 1 {
        return Err(dangerous("the archive", "has more than 10,000 entries"));
    }
    Ok(())
}

/// The entries by name, every one of them harmless.
fn names(archive: &mut Archive<'_>) -> Result<BTreeMap<String, usize>> {
    if archive.has_duplicate_names() {
        return Err(dangerous("the archive", "has two entries of the same name"));
    }
    let mut names = BTreeMap::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).map_err(|error| {
            damaged(
                &format!("entry {index}"),
                &format!("cannot be read ({error})"),
            )
        })?;
        let raw = entry.name_raw();
        let name = std::str::from_utf8(raw)
            .map_err(|_| {
                dangerous(
                    &String::from_utf8_lossy(raw),
                    "has a name that is not UTF-8",
                )
            })?
            .to_owned();
        if entry.is_symlink() {
            return Err(dangerous(&name, "is a symbolic link"));
        }
        if let Err(reason) = safe_path(name.trim_end_matches('/')) {
            return Err(dangerous(&name, reason));
        }
        if name.ends_with('/') || entry.is_dir() {
            return Err(dangerous(
                &name,
                "is a folder, which a package does not list",
            ));
        }
        if entry.encrypted() {
            return Err(dangerous(&name, "is encrypted"));
        }
        if is_bomb(entry.size(), entry.compressed_size()) {
            return Err(dangerous(
                &name,
                "would unpack to more than 200 times its size",
            ));
        }
        names.insert(name, index);
    }
    match same_but_case(names.keys().map(String::as_str)) {
        Some(name) => Err(dangerous(
            &name,
            "is there twice, differing only in capital letters",
        )),
        None => Ok(names),
    }
}

const fn is_bomb(size: u64, compressed: u64) -> bool {
    size > SMALL && size / STEEPEST > compressed
}

fn manifest(archive: &mut Archive<'_>, names: &BTreeMap<String, usize>) -> Result<Manifest> {
    let Some(&index) = names.get(MANIFEST) else {
        return Err(damaged(
            MANIFEST,
            "is not in it, so it is not a course package",
        ));
    };
    let bytes = entry(archive, index, MANIFEST, LARGEST_MANIFEST)?;
    let unreadable =
        |error: serde_json::Error| damaged(MANIFEST, &format!("cannot be read ({error})"));
    let value: serde_json::Value = serde_json::from_slice(&bytes).map_err(unreadable)?;
    let format = value
        .get("format")
        .and_then(serde_json::Value::as_u64)
        .unwrap_or(0);
    if format != u64::from(FORMAT) {
        let message = format!(
            "This package has format {format}; this version of Colloquy opens format {FORMAT}. Nothing was changed."
        );
        return Err(Error::new(Code::BadPackage, message).with("format", format));
    }
    let manifest: Manifest = serde_json::from_value(value).map_err(unreadable)?;
    let mut sum = 0_u64;
    for file in &manifest.files {
        sum = sum.saturating_add(file.bytes);
        if file.path == MANIFEST {
            return Err(damaged(MANIFEST, "lists itself"));
        }
        if file.bytes > LARGEST_FILE {
            return Err(dangerous(&file.path, "is larger than 32 MiB"));
        }
        if sum > LARGEST_SUM {
            return Err(dangerous(
                "the package",
                "would unpack to more than 512 MiB",
            ));
        }
    }
    Ok(manifest)
}

fn contents(
    archive: &mut Archive<'_>,
    names: &BTreeMap<String, usize>,
    manifest: &Manifest,
) -> Result<CourseFiles> {
    let mut files = CourseFiles::new();
    for listed in &manifest.files {
        let Some(&index) = names.get(&listed.path) else {
            return Err(damaged(&listed.path, "is missing"));
        };
        let bytes = entry(archive, index, &listed.path, listed.bytes)?;
        if bytes.len() as u64 != listed.bytes
            || blake3::hash(&bytes).to_hex().as_str() != listed.blake3
        {
            return Err(damaged(&listed.path, "does not match its checksum"));
        }
        if files.insert(listed.path.clone(), bytes).is_some() {
            return Err(damaged(&listed.path, "is listed twice"));
        }
    }
    match names
        .keys()
        .find(|name| *name != MANIFEST && !files.contains_key(*name))
    {
        Some(name) => Err(damaged(name, "is not in the list of files")),
        None => Ok(files),
    }
}

/// Reads an entry of at most so many bytes, whatever the archive says about its length.
fn entry(archive: &mut Archive<'_>, index: usize, name: &str, most: u64) -> Result<Vec<u8>> {
    let unreadable =
        |error: &dyn std::fmt::Display| damaged(name, &format!("cannot be read ({error})"));
    let entry = archive
        .by_index(index)
        .map_err(|error| unreadable(&error))?;
    let compressed = entry.compressed_size();
    let mut bytes = Vec::new();
    entry
        .take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > most {
        return Err(damaged(name, "is longer than it says"));
    }
    if is_bomb(bytes.len() as u64, compressed) {
        return Err(dangerous(
            name,
            "would unpack to more than 200 times its size",
        ));
    }
    Ok(bytes)
}

/// The manifest and the course must tell the same; what else is wrong with the course is for
/// the compiler to say.
fn agree(manifest: &Manifest, files: &CourseFiles) -> Result<()> {
    let text = files
        .get("course.toml")
        .and_then(|bytes| std::str::from_utf8(bytes).ok());
    let Some(text) = text else {
        return Err(damaged("course.toml", "is missing or not text"));
    };
    match head::course(&Page::new("course.toml", text), &mut Problems::default()) {
        Some(head)
            if head.id.text != manifest.course
                || head.title != manifest.title
                || head.revision != manifest.revision =>
        {
            Err(damaged(MANIFEST, "is of another course or revision"))
        }
        _ => Ok(()),
    }
}
