//! One window for each data folder: a second start hands its files to the first and ends.

use std::path::Path;

use tauri::{AppHandle, Runtime, plugin::TauriPlugin};

/// Set to 1, every start opens a window of its own; tests that start several need it.
const SWITCH: &str = "COLLOQUY_NO_SINGLE_INSTANCE";

/// The plugin that notices a second start, unless switched off. `folder` is the data folder, and
/// `named` says that it was given by hand.
///
/// Where there is no D-Bus on Linux, nobody is found: the app starts, and the log says so. Elsewhere the
/// system's name for the app can't carry the folder, so that a folder given by hand is not looked for.
pub fn plugin<R: Runtime>(folder: &Path, named: bool) -> Option<TauriPlugin<R>> {
    let switched_off = std::env::var_os(SWITCH).is_some_and(|value| value == "1");
    if switched_off || (named && !cfg!(target_os = "linux")) {
        return None;
    }
    let builder = tauri_plugin_single_instance::Builder::new().callback(
        |app: &AppHandle<R>, arguments, directory| {
            crate::opened::open(
                app,
                crate::options::packages_of(arguments, Path::new(&directory)),
            );
            crate::window::focus(app);
        },
    );
    Some(builder.dbus_id(bus_name(folder)).build())
}

/// The D-Bus name of the app on this data folder.
fn bus_name(folder: &Path) -> String {
    // The same folder by another way (a link, `..`) is the same folder; one that does not exist yet is made.
    let canonical = std::fs::create_dir_all(folder).and_then(|()| folder.canonicalize());
    let canonical = canonical.unwrap_or_else(|_| folder.to_owned());
    let hash = blake3::hash(canonical.as_os_str().as_encoded_bytes()).to_hex();
    // An element of a bus name starts with a letter.
    format!("org.colloquy.desktop.f{}", &hash[..16])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_one_name_by_whichever_way() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        let name = bus_name(&one);
        assert!(
            name.strip_prefix("org.colloquy.desktop.f")
                .is_some_and(|hash| hash.len() == 16),
            "{name}"
        );
        assert_eq!(name, bus_name(&two.join("..").join("one")));
        assert_ne!(name, bus_name(&two));
    }
}
