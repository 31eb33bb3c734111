//! Embeds the interface and writes the access rules of the window into the build.

use std::path::Path;

/// The shell's own commands. One that isn't listed here would be callable from every local window.
const COMMANDS: &[&str] = &[
    "call",
    "check_notifications",
    "closed",
    "open_external",
    "pick_path",
    "reveal_data_folder",
    "save_file",
    "show_notification",
    "take_opened_files",
];

fn main() {
    // A new file in the folder counts too, which Tauri's own build step does not notice.
    println!("cargo:rerun-if-changed=../ui/dist");
    if !Path::new("../ui/dist/index.html").is_file() {
        println!(
            "cargo::error=ui/dist is not there: `cargo xtask run` builds the interface before the shell"
        );
        return;
    }
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    if let Err(error) =
        tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))
    {
        println!("cargo::error={}", format!("{error:#}").replace('\n', " "));
    }
}
