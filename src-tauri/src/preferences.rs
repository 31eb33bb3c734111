//! The preferences file: how the reader likes the window, and nothing else.
//!
//! The page reads and writes it through the store plugin. It may ask for the store that is opened
//! here, by its name, but may not open others: a page can name no file on this machine.

use serde_json::Value;
use tauri::{AppHandle, Listener as _, Manager as _, Runtime, Theme};
use tauri_plugin_store::StoreExt as _;

/// Name of the store, in the app's data folder.
pub const FILE: &str = "preferences.json";

/// The key under which the page keeps them.
const KEY: &str = "preferences";

/// Opens the store and says which theme the reader chose; `None` follows the system.
///
/// # Errors
/// When the app's data folder cannot be named. A missing or broken file is an empty one.
pub fn open<R: Runtime>(app: &AppHandle<R>) -> tauri_plugin_store::Result<Option<Theme>> {
    let store = app.store_builder(FILE).disable_auto_save().build()?;
    let window_app = app.clone();
    app.listen("store://change", move |event| {
        if let Some(theme) = theme_after(event.payload()) {
            follow(&window_app, theme);
        }
    });
    Ok(store.get(KEY).as_ref().and_then(theme))
}

/// Has the frame of the window follow its page.
fn follow<R: Runtime>(app: &AppHandle<R>, theme: Option<Theme>) {
    for window in app.webview_windows().into_values() {
        if let Err(error) = crate::window::set_theme(&window, theme) {
            log::warn!("the window does not take the theme: {error}");
        }
    }
}

/// The theme that a change of the store leaves, if it is a change of the preferences.
fn theme_after(change: &str) -> Option<Option<Theme>> {
    let change: Value = serde_json::from_str(change).ok()?;
    (change.get("key")? == KEY).then(|| change.get("value").and_then(theme))
}

fn theme(preferences: &Value) -> Option<Theme> {
    match preferences.get("theme")?.as_str()? {
        "light" => Some(Theme::Light),
        "dark" => Some(Theme::Dark),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_theme_is_read_from_a_change_of_the_preferences() {
        let dark = r#"{"path":"p","resourceId":1,"key":"preferences","value":{"theme":"dark"},"exists":true}"#;
        assert_eq!(theme_after(dark), Some(Some(Theme::Dark)));
        assert_eq!(
            theme_after(&dark.replace("dark", "light")),
            Some(Some(Theme::Light))
        );
        assert_eq!(theme_after(&dark.replace("dark", "system")), Some(None));
        assert_eq!(
            theme_after(&dark.replace("\"preferences\"", "\"other\"")),
            None
        );
        assert_eq!(theme_after("not JSON"), None);
    }
}
