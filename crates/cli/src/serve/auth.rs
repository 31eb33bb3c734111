//! Who may ask: a request for this host, not from another site, and with the token.

use std::fmt;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{HOST, HeaderName, ORIGIN};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use colloquy_core::app::Environment;

use super::Server;
use super::refusal::Refusal;

const TOKEN: HeaderName = HeaderName::from_static("x-colloquy-token");
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The secret of one run: 32 random bytes in base64url. Only the line on stdout shows it.
pub struct Token {
    text: String,
    // Comparing hashes takes the same time wherever the texts differ.
    hash: blake3::Hash,
}

impl Token {
    /// A new one.
    pub fn new(environment: &dyn Environment) -> Self {
        let mut bytes = [0; 32];
        environment.fill_random(&mut bytes);
        let text = BASE64_URL_SAFE_NO_PAD.encode(bytes);
        Self {
            hash: blake3::hash(text.as_bytes()),
            text,
        }
    }

    /// The token itself, for the address that is printed.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the request carries it.
    pub fn check(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let matches = |given: &HeaderValue| blake3::hash(given.as_bytes()) == self.hash;
        if only(headers, &TOKEN).is_some_and(matches) {
            Ok(())
        } else {
            Err(Refusal::no_token())
        }
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// The names under which this server may be asked.
#[derive(Debug)]
pub struct Site {
    hosts: Vec<String>,
}

impl Site {
    /// The server on this port of 127.0.0.1.
    pub fn on(port: u16) -> Self {
        let mut hosts = vec![format!("127.0.0.1:{port}"), format!("localhost:{port}")];
        if port == 80 {
            // Browsers leave out the port that is the scheme's own.
            hosts.extend(["127.0.0.1".to_owned(), "localhost".to_owned()]);
        }
        Self { hosts }
    }

    /// Refuses a request that names another host (DNS rebinding) or comes from another site.
    fn check(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let host = only(headers, &HOST)
            .and_then(|value| value.to_str().ok())
            .filter(|host| self.hosts.iter().any(|known| known == host))
            .ok_or_else(Refusal::other_host)?;
        let own_origin = format!("http://{host}");
        let from_here = headers
            .get_all(ORIGIN)
            .iter()
            .all(|origin| origin.as_bytes() == own_origin.as_bytes());
        let not_across = headers
            .get_all(FETCH_SITE)
            .iter()
            // `none`: the address was typed or opened from outside a page.
            .all(|site| site == "same-origin" || site == "none");
        if from_here && not_across {
            Ok(())
        } else {
            Err(Refusal::other_site())
        }
    }
}

/// The value of a header that is there exactly once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a HeaderValue> {
    let mut values = headers.get_all(name).iter();
    values.next().filter(|_| values.next().is_none())
}

/// Lets a request through when it is for this host and from this site.
pub async fn guard(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    match server.site.check(request.headers()) {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(headers: &[(&'static str, &'static str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, HeaderValue::from_static(value));
        }
        Site::on(4200).check(&map).is_ok()
    }

    #[test]
    fn only_the_two_names_with_the_port_are_this_host() {
        assert!(allowed(&[("host", "127.0.0.1:4200")]));
        assert!(allowed(&[("host", "localhost:4200")]));
        for other in [
            "127.0.0.1",
            "127.0.0.1:80",
            "localhost",
            "LOCALHOST:4200",
            "evil.example:4200",
            "[::1]:4200",
            "127.0.0.1:4200.evil.example",
            "0.0.0.0:4200",
            "2130706433:4200",
            "127.1:4200",
            "",
        ] {
            assert!(!allowed(&[("host", other)]), "{other}");
        }
        assert!(!allowed(&[]));
        assert!(!allowed(&[
            ("host", "127.0.0.1:4200"),
            ("host", "evil.example")
        ]));
    }

    #[test]
    fn another_site_is_refused() {
        let from = |name, value| allowed(&[("host", "127.0.0.1:4200"), (name, value)]);
        assert!(from("origin", "http://127.0.0.1:4200"));
        assert!(from("sec-fetch-site", "same-origin") && from("sec-fetch-site", "none"));
        for other in [
            "null",
            "http://localhost:4200",
            "http://127.0.0.1:4201",
            "https://127.0.0.1:4200",
            "",
        ] {
            assert!(!from("origin", other), "{other}");
        }
        assert!(!from("sec-fetch-site", "cross-site") && !from("sec-fetch-site", "same-site"));
    }

    #[test]
    fn a_token_is_long_new_and_not_in_the_debug_output() {
        let machine = colloquy_core::app::Machine;
        let (one, two) = (Token::new(&machine), Token::new(&machine));
        assert_eq!(one.as_str().len(), 43);
        assert_ne!(one.as_str(), two.as_str());
        assert!(!format!("{one:?}").contains(one.as_str()));
    }
}
