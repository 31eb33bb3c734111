//! The log: what the app did, never what the reader wrote.

use std::path::{Path, PathBuf};

use log::LevelFilter;
use tauri::{Runtime, plugin::TauriPlugin};
use tauri_plugin_log::{Builder, RotationStrategy, Target, TargetKind};

/// A week of ordinary use is some kilobytes.
const LARGEST: u128 = 1_000_000;

const NAME: &str = "colloquy";

/// The plugin that writes the log into this folder, or only to the terminal when the folder can't be written to.
pub fn plugin<R: Runtime>(folder: &Path) -> TauriPlugin<R> {
    let terminal =
        Target::new(TargetKind::Stderr).filter(|about| about.level() <= log::Level::Warn);
    let file = is_writable(folder).then(|| {
        Target::new(TargetKind::Folder {
            path: PathBuf::from(folder),
            file_name: Some(NAME.into()),
        })
    });
    Builder::new()
        .targets(std::iter::once(terminal).chain(file))
        // Libraries have their say only when something is wrong.
        .level(LevelFilter::Warn)
        .level_for("colloquy_core", LevelFilter::Info)
        .level_for("colloquy_desktop", LevelFilter::Info)
        .max_file_size(LARGEST)
        .rotation_strategy(RotationStrategy::KeepOne)
        .build()
}

/// Tried beforehand: the plugin would keep the whole app from starting.
fn is_writable(folder: &Path) -> bool {
    let file = folder.join(NAME).with_extension("log");
    std::fs::create_dir_all(folder).is_ok()
        && std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(file)
            .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_cannot_hold_a_log_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        assert!(is_writable(&folder.path().join("logs")));
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        assert!(!is_writable(&file.join("logs")));
    }
}
