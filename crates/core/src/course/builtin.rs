//! The course that ships inside the binary.

use std::sync::LazyLock;

use include_dir::{Dir, include_dir};

use super::CourseFiles;

static FOLDER: Dir<'_> =
    include_dir!("$CARGO_MANIFEST_DIR/../../courses/thriving-as-a-pmo-director");

static FILES: LazyLock<CourseFiles> = LazyLock::new(|| {
    let mut files = CourseFiles::new();
    collect(&FOLDER, &mut files);
    files
});

/// The built-in course as files.
#[must_use]
pub fn files() -> &'static CourseFiles {
    &FILES
}

fn collect(folder: &Dir<'_>, files: &mut CourseFiles) {
    for file in folder.files() {
        // Paths inside the binary use the separator of the machine that built it.
        let path = file.path().to_string_lossy().replace('\\', "/");
        files.insert(path, file.contents().to_vec());
    }
    for inner in folder.dirs() {
        collect(inner, files);
    }
}
