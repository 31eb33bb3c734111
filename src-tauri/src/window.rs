//! The one window: how it looks before its page does, and where it may go.

use std::path::PathBuf;

use tauri::utils::config::Color;
use tauri::webview::NewWindowResponse;
use tauri::{
    AppHandle, Manager as _, Runtime, Theme, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
};

/// Label of the window, and of the only capability.
pub const LABEL: &str = "main";

const SIZE: (f64, f64) = (1280.0, 820.0);
const LEAST: (f64, f64) = (940.0, 640.0);

/// Creates the window. It is shown in the colour of its page, so that nothing flashes.
///
/// # Errors
/// When the system gives no window.
pub fn create<R: Runtime>(
    app: &AppHandle<R>,
    chosen: Option<Theme>,
) -> tauri::Result<WebviewWindow<R>> {
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Colloquy")
        .inner_size(SIZE.0, SIZE.1)
        .min_inner_size(LEAST.0, LEAST.1)
        .prevent_overflow()
        .visible(false)
        .background_color(background(chosen.unwrap_or(Theme::Light)))
        .data_directory(folder_of_the_web_view(app)?)
        .general_autofill_enabled(false)
        .on_navigation(is_own)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_document_title_changed(|window, title| {
            if let Err(error) = window.set_title(&title) {
                log::warn!("the window's title cannot be set: {error}");
            }
        })
        .build()?;
    set_theme(&window, chosen)?;
    // What the system wants is known only once there is a window.
    window.set_background_color(Some(background(window.theme()?)))?;
    window.show()?;
    Ok(window)
}

/// Where the web view keeps what it keeps for itself (the app keeps nothing there). Beside the data where that
/// is possible: a data folder that can't be made must not keep the window from saying so.
fn folder_of_the_web_view<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<PathBuf> {
    let beside = app.path().app_local_data_dir()?.join("webview");
    let elsewhere = std::env::temp_dir().join(format!("colloquy-{}", std::process::id()));
    Ok(if std::fs::create_dir_all(&beside).is_ok() {
        beside
    } else {
        elsewhere
    })
}

/// Gives the frame and the page's `prefers-color-scheme` this theme, or the system's.
///
/// # Errors
/// When the window is gone.
pub fn set_theme<R: Runtime>(
    window: &WebviewWindow<R>,
    chosen: Option<Theme>,
) -> tauri::Result<()> {
    window.set_theme(chosen)?;
    // On Linux “the system's” gives light whatever the system says (tao 0.37), and the builder's theme nothing.
    if cfg!(target_os = "linux") && chosen.is_none() && window.theme()? == Theme::Dark {
        window.set_theme(Some(Theme::Dark))?;
    }
    Ok(())
}

/// Brings the window to the front.
pub fn focus<R: Runtime>(app: &AppHandle<R>) {
    let Some(window) = app.get_webview_window(LABEL) else {
        return;
    };
    for done in [window.unminimize(), window.show(), window.set_focus()] {
        if let Err(error) = done {
            log::warn!("the window does not come to the front: {error}");
        }
    }
}

/// Whether an address is the app's own page, the only one that the window may show.
fn is_own(address: &Url) -> bool {
    let origin = (address.scheme(), address.host_str(), address.port());
    if cfg!(windows) {
        matches!(origin, ("http" | "https", Some("tauri.localhost"), None))
    } else {
        origin == ("tauri", Some("localhost"), None)
    }
}

/// The canvas colour of a theme, as in the interface's tokens.
const fn background(theme: Theme) -> Color {
    match theme {
        Theme::Dark => Color(0x11, 0x12, 0x12, 0xFF),
        _ => Color(0xED, 0xEC, 0xE8, 0xFF),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_stays_on_its_own_page() {
        let own = if cfg!(windows) {
            "http://tauri.localhost"
        } else {
            "tauri://localhost"
        };
        for path in ["", "/", "/index.html#/lesson/a/b", "/assets/x.js?y"] {
            assert!(is_own(&format!("{own}{path}").parse().unwrap()), "{path}");
        }
        let elsewhere = [
            "https://example.org/",
            "http://localhost/",
            "http://127.0.0.1:8080/",
            "file:///etc/passwd",
            "about:blank",
            "data:text/html,x",
            "javascript:alert(1)",
            "tauri://elsewhere/",
            "tauri://localhost:81/",
            "tauri://localhost.example.org/",
            "https://tauri.localhost.example.org/",
            "ipc://localhost/call",
        ];
        for address in elsewhere {
            assert!(!is_own(&address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn the_background_is_the_canvas_of_the_interface() {
        let tokens = include_str!("../../ui/src/shared/tokens/tokens.css").to_lowercase();
        for theme in [Theme::Light, Theme::Dark] {
            let Color(red, green, blue, _) = background(theme);
            let canvas = format!("#{red:02x}{green:02x}{blue:02x}");
            assert!(tokens.contains(&canvas), "{canvas} is not in tokens.css");
        }
    }
}
