//! Looks into a finished .deb: what has to be in it, and whether the desktop will understand it.

use std::path::Path;

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::os;
use crate::repo::{CLI_BIN, DESKTOP, Repo};

const MIME_TYPE: &str = "application/vnd.colloquy.course";
const MIME_FILE: &str = "usr/share/mime/packages/colloquy.xml";
const DESKTOP_FILE: &str = "usr/share/applications/Colloquy.desktop";

/// What the package has to hold besides the icons.
const FILES: &[&str] = &[
    MIME_FILE,
    DESKTOP_FILE,
    "usr/share/doc/colloquy/copyright",
    "usr/share/doc/colloquy/THIRD-PARTY-NOTICES",
];

/// Unpacks the package and checks it; an error lists everything that is wrong.
pub fn verify(repo: &Repo, package: &Path) -> Result<()> {
    let shell = repo.shell("")?;
    let folder = repo.target("bundle/unpacked");
    if folder.exists() {
        shell
            .remove_path(&folder)
            .context("cannot remove what was unpacked last time")?;
    }
    cmd!(shell, "dpkg-deb --raw-extract {package} {folder}")
        .run()
        .context("dpkg-deb cannot unpack the package")?;
    let mut wrong = Vec::new();
    for program in [DESKTOP, CLI_BIN] {
        if !starts(&shell, &folder.join("usr/bin").join(program)) {
            wrong.push(format!("usr/bin/{program} is missing or lacks a library"));
        }
    }
    wrong.extend(
        FILES
            .iter()
            .filter(|file| !folder.join(file).is_file())
            .map(|file| format!("{file} is missing")),
    );
    if !has_icon(&folder.join("usr/share/icons/hicolor")) {
        wrong.push(format!(
            "there is no icon named {DESKTOP}.png under usr/share/icons/hicolor"
        ));
    }
    wrong.extend(check_mime(&shell, &folder)?);
    wrong.extend(check_desktop_file(&shell, &folder.join(DESKTOP_FILE)));
    if !wrong.is_empty() {
        bail!(
            "{} is not right:\n  {}",
            package.display(),
            wrong.join("\n  ")
        );
    }
    println!("The package holds both programs, the file association, the icons and the notices.");
    Ok(())
}

/// Whether a program is there, may be run and finds its libraries.
fn starts(shell: &Shell, program: &Path) -> bool {
    program.is_file()
        && cmd!(shell, "ldd {program}")
            .quiet()
            .read()
            .is_ok_and(|libraries| !libraries.contains("not found"))
}

fn has_icon(hicolor: &Path) -> bool {
    let sizes = std::fs::read_dir(hicolor).into_iter().flatten().flatten();
    sizes
        .into_iter()
        .any(|size| size.path().join(format!("apps/{DESKTOP}.png")).is_file())
}

/// Runs the desktop's own MIME compiler on the description: it must be well-formed and give the
/// glob.
fn check_mime(shell: &Shell, folder: &Path) -> Result<Option<String>> {
    let description = folder.join(MIME_FILE);
    if !description.is_file() {
        return Ok(None);
    }
    if os::which("update-mime-database").is_none() {
        println!(
            "update-mime-database is not installed: the MIME description is not compiled for a check"
        );
        return Ok(None);
    }
    let home = shell
        .create_temp_dir()
        .context("cannot make a temporary folder")?;
    let compiled = home.path().join("mime");
    let packages = shell
        .create_dir(compiled.join("packages"))
        .context("cannot make a folder for a check")?;
    shell
        .copy_file(&description, packages)
        .context("cannot copy the MIME description for a check")?;
    let ran = cmd!(shell, "update-mime-database {compiled}")
        .env("XDG_DATA_HOME", home.path())
        .run();
    let globs = std::fs::read_to_string(compiled.join("globs")).unwrap_or_default();
    let known = ran.is_ok()
        && globs
            .lines()
            .any(|line| line == format!("{MIME_TYPE}:*.colloquy"));
    Ok((!known).then(|| format!("{MIME_FILE} does not give *.colloquy the type {MIME_TYPE}")))
}

fn check_desktop_file(shell: &Shell, file: &Path) -> Vec<String> {
    let Ok(text) = std::fs::read_to_string(file) else {
        return Vec::new();
    };
    let mut wrong = missing_lines(&text);
    if os::which("desktop-file-validate").is_none() {
        println!("desktop-file-validate is not installed: the desktop file is only read");
    } else if let Err(error) = cmd!(shell, "desktop-file-validate {file}").run() {
        wrong.push(format!("{DESKTOP_FILE} is not valid: {error}"));
    }
    wrong
}

/// What a file manager needs to open a course with the app.
fn missing_lines(desktop_file: &str) -> Vec<String> {
    let wanted = [
        format!("Exec={DESKTOP} %F"),
        format!("MimeType={MIME_TYPE};"),
        format!("Icon={DESKTOP}"),
    ];
    wanted
        .into_iter()
        .filter(|wanted| !desktop_file.lines().any(|line| line == wanted))
        .map(|wanted| format!("{DESKTOP_FILE} lacks the line {wanted}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desktop_file_must_take_files_of_our_type() {
        let good = "[Desktop Entry]\nExec=colloquy-desktop %F\nIcon=colloquy-desktop\nMimeType=application/vnd.colloquy.course;\n";
        assert_eq!(missing_lines(good), Vec::<String>::new());
        assert_eq!(missing_lines(&good.replace(" %F", "")).len(), 1);
        assert_eq!(missing_lines("").len(), 3);
    }
}
