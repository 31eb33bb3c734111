//! Building a package.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{FORMAT, LARGEST, Listed, MANIFEST, Manifest};
use crate::course::compile::{Mode, compile};
use crate::course::files::{LARGEST_FILE, LARGEST_SUM, MOST_FILES, safe_path, same_but_case};
use crate::course::{Course, CourseFiles};
use crate::{Code, Error, Result};

/// Packs the files that a course uses. The same files always give the same bytes.
///
/// # Errors
/// `bad_package` when the course has errors or is larger than a package may be.
pub fn write(files: &CourseFiles) -> Result<Vec<u8>> {
    let compiled = compile(files, Mode::Lenient);
    let used = compiled.used.clone();
    let (course, _) = compiled.require()?;
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .filter(|(path, _)| used.contains(*path))
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
        .collect();
    check(&files)?;
    let manifest = manifest(&course, &files)?;
    let package = pack(&manifest, &files).map_err(|error| {
        Error::new(
            Code::Internal,
            format!("The package could not be written: {error}."),
        )
    })?;
    if package.len() as u64 > LARGEST {
        return Err(Error::new(
            Code::BadPackage,
            "This course is too large: a package has at most 256 MiB.",
        ));
    }
    Ok(package)
}

fn check(files: &[(&str, &[u8])]) -> Result<()> {
    let refuse = |what: &str| {
        Error::new(
            Code::BadPackage,
            format!("This course cannot be packed: {what}."),
        )
    };
    if files.len() > MOST_FILES {
        return Err(refuse("it has more than 10,000 files"));
    }
    if files
        .iter()
        .map(|(_, bytes)| bytes.len() as u64)
        .sum::<u64>()
        > LARGEST_SUM
    {
        return Err(refuse("its files have more than 512 MiB"));
    }
    for (path, bytes) in files {
        safe_path(path).map_err(|reason| refuse(&format!("{path} {reason}")))?;
        if bytes.len() as u64 > LARGEST_FILE {
            return Err(refuse(&format!("{path} is larger than 32 MiB")));
        }
    }
    match same_but_case(files.iter().map(|(path, _)| *path)) {
        Some(path) => Err(refuse(&format!(
            "there are two files {path} that differ only in capital letters"
        ))),
        None => Ok(()),
    }
}

fn manifest(course: &Course, files: &[(&str, &[u8])]) -> Result<String> {
    let files = files.iter().map(|(path, bytes)| Listed {
        path: (*path).to_owned(),
        bytes: bytes.len() as u64,
        blake3: blake3::hash(bytes).to_hex().to_string(),
    });
    let manifest = Manifest {
        format: FORMAT,
        course: course.id.clone(),
        revision: course.revision,
        title: course.title.clone(),
        files: files.collect(),
    };
    Ok(serde_json::to_string_pretty(&manifest)? + "\n")
}

fn pack(manifest: &str, files: &[(&str, &[u8])]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in
        std::iter::once((MANIFEST, manifest.as_bytes())).chain(files.iter().copied())
    {
        archive.start_file(path, options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
