//! The folder or file that a course is made of.

use std::fs;
use std::path::{Path, PathBuf};

use super::prettify;
use crate::course::CourseFiles;
use crate::course::files::{LARGEST_FILE, read_folder, safe_path};
use crate::course::markup::links::is_picture;
use crate::{Error, Result};

/// Where the pages and pictures come from.
pub(super) struct Source {
    root: PathBuf,
    name: String,
    /// Markdown by path inside the folder.
    pub pages: CourseFiles,
}

impl Source {
    /// Opens a folder, or one file.
    pub fn open(from: &Path) -> Result<Self> {
        let place = fs::canonicalize(from).map_err(|error| Error::file("open", from, &error))?;
        let name = |path: Option<&std::ffi::OsStr>| {
            path.map_or_else(
                || "course".to_owned(),
                |name| name.to_string_lossy().into_owned(),
            )
        };
        if place.join("course.toml").exists() {
            let message = format!(
                "{} is a course already: it holds a course.toml.",
                from.display()
            );
            return Err(Error::invalid(message).with("path", from.display()));
        }
        if place.is_dir() {
            let pages = read_folder(&place, &is_page)?;
            return Ok(Self {
                name: name(place.file_name()),
                root: place,
                pages,
            });
        }
        let bytes = fs::read(&place).map_err(|error| Error::file("read", &place, &error))?;
        let root = place.parent().unwrap_or(&place).to_owned();
        let pages = CourseFiles::from([(name(place.file_name()), bytes)]);
        Ok(Self {
            name: name(place.file_stem()),
            root,
            pages,
        })
    }

    /// A title made of the folder's name.
    pub fn title(&self) -> String {
        prettify(&self.name)
    }

    /// Reads a picture, else says what is wrong with it.
    pub fn picture(&self, path: &str) -> Result<Vec<u8>, String> {
        if !is_picture(path) {
            return Err("is of no kind that can be shown".to_owned());
        }
        safe_path(path).map_err(|_| "is outside the folder".to_owned())?;
        let place = fs::canonicalize(self.root.join(path)).map_err(|_| "is missing".to_owned())?;
        if !place.starts_with(&self.root) {
            return Err("is outside the folder".to_owned());
        }
        match fs::metadata(&place) {
            Ok(found) if found.len() > LARGEST_FILE => Err("is larger than 32 MiB".to_owned()),
            _ => fs::read(&place).map_err(|error| format!("cannot be read ({error})")),
        }
    }
}

fn is_page(path: &str) -> bool {
    let ending = path
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("md" | "markdown"))
}
