//! How WebKitGTK paints the page where the machine has no graphics device.
//!
//! **Context.** Virtual desktops and servers have none. WebKitGTK 2.50 then draws with OpenGL all
//! the same, in software: it compiles shaders for every shape, which cost a quarter of the time to
//! the first screen and 90 MB, more than all that Colloquy itself needs.
//!
//! **Design.** Without a graphics device the page is painted by the processor straight into shared
//! memory. WebKitGTK has no setting for that but its environment. Whoever has set one of its
//! variables has chosen already.

/// Chooses how pages are painted. Changes the environment: to be called first, before there is a
/// second thread.
pub fn choose_painting() {
    #[cfg(target_os = "linux")]
    linux::choose();
}

#[cfg(target_os = "linux")]
mod linux {
    use std::ffi::OsString;
    use std::path::Path;

    /// Paint with the processor; hand pictures over in shared memory.
    const BY_PROCESSOR: [&str; 2] = [
        "WEBKIT_SKIA_ENABLE_CPU_RENDERING",
        "WEBKIT_DISABLE_DMABUF_RENDERER",
    ];
    /// Where Linux shows graphics devices, as `renderD128` and on.
    const DEVICES: &str = "/dev/dri";

    pub fn choose() {
        if has_device(Path::new(DEVICES)) || is_chosen(std::env::vars_os().map(|(name, _)| name)) {
            return;
        }
        for variable in BY_PROCESSOR {
            // On failure the page is painted the slow way.
            let _ = glib::setenv(variable, "1", false);
        }
    }

    fn has_device(folder: &Path) -> bool {
        std::fs::read_dir(folder).is_ok_and(|entries| {
            entries
                .flatten()
                .any(|entry| entry.file_name().as_encoded_bytes().starts_with(b"renderD"))
        })
    }

    fn is_chosen(mut variables: impl Iterator<Item = OsString>) -> bool {
        const CHOICES: [&[u8]; 3] = [b"WEBKIT_SKIA_", b"WEBKIT_DISABLE_", b"WEBKIT_FORCE_"];
        variables.any(|name| {
            CHOICES
                .iter()
                .any(|choice| name.as_encoded_bytes().starts_with(choice))
        })
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_graphics_device_is_found_by_its_render_node() {
            let folder = tempfile::tempdir().unwrap();
            assert!(!has_device(&folder.path().join("missing")));
            // A framebuffer without a render node draws nothing by itself.
            std::fs::write(folder.path().join("card0"), "").unwrap();
            assert!(!has_device(folder.path()));
            std::fs::write(folder.path().join("renderD128"), "").unwrap();
            assert!(has_device(folder.path()));
        }

        #[test]
        fn what_the_user_set_is_a_choice() {
            let names = |names: &[&str]| {
                is_chosen(
                    names
                        .iter()
                        .map(OsString::from)
                        .collect::<Vec<_>>()
                        .into_iter(),
                )
            };
            assert!(!names(&["PATH", "WEBKIT_INSPECTOR_SERVER"]));
            assert!(names(&["PATH", "WEBKIT_DISABLE_COMPOSITING_MODE"]));
            assert!(names(&["WEBKIT_SKIA_ENABLE_CPU_RENDERING"]));
        }
    }
}
