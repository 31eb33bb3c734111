//! The interface's files: inside the binary in a release, read from `ui/dist` in a debug build.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use rust_embed::Embed;

/// What to do about a program that was built without the interface.
pub const NOT_BUILT: &str = "The interface was not built, so there is nothing to show. Run `cargo xtask run`: it builds and starts everything.";

#[derive(Embed)]
#[folder = "../../ui/dist/"]
#[allow_missing = true]
struct Interface;

/// Whether there is an interface to show.
pub fn is_built() -> bool {
    Interface::get("index.html").is_some()
}

/// Answers with the file of that name.
pub async fn answer(uri: Uri) -> Response {
    let name = match uri.path().trim_start_matches('/') {
        "" => "index.html",
        name => name,
    };
    let Some(file) = plain(name).and_then(Interface::get) else {
        let (status, text) = if name == "index.html" {
            (StatusCode::SERVICE_UNAVAILABLE, NOT_BUILT)
        } else {
            (StatusCode::NOT_FOUND, "There is no such file.")
        };
        return (status, text).into_response();
    };
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(media_type(name))),
        // A file of the same name may differ after the next build.
        (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    (headers, file.data).into_response()
}

/// The name when it is one that the build makes: no way up, no hidden file, nothing encoded.
fn plain(name: &str) -> Option<&str> {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let part = |part: &str| !part.is_empty() && !part.starts_with('.') && part.bytes().all(letter);
    name.split('/').all(part).then_some(name)
}

/// The media type of the interface's files, by their ending.
fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_the_build_makes_are_looked_up() {
        assert_eq!(
            plain("assets/index-DodCBpnW.js"),
            Some("assets/index-DodCBpnW.js")
        );
        for name in [
            "../Cargo.toml",
            "assets/../../Cargo.toml",
            "..",
            "a//b",
            "assets/",
            ".env",
            "%2e%2e/Cargo.toml",
            "..\\Cargo.toml",
            "C:/x",
            "a\0b",
        ] {
            assert_eq!(plain(name), None, "{name}");
        }
    }
}
