//! WebKitWebDriver on a port of its own, and a session that starts the app.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Command, Stdio};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::net::TcpStream;

use super::process::{Helper, helper};
use super::{PATIENCE, until};

/// A driver; it ends when this is dropped.
pub struct Driver {
    server: Helper,
    port: u16,
}

impl Driver {
    /// Starts the driver; `prepare` gives it, and so the app, its variables.
    pub async fn start(prepare: impl FnOnce(&mut Command)) -> Self {
        let port = free_port();
        let mut command = Command::new("WebKitWebDriver");
        command
            .args([format!("--port={port}"), "--host=127.0.0.1".to_owned()])
            .stdout(Stdio::null());
        prepare(&mut command);
        // Tauri offers its window to the driver only when told so.
        let server = helper(command.env("TAURI_WEBVIEW_AUTOMATION", "true"));
        let listens = || async { TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.ok() };
        until("WebKitWebDriver listens", listens).await;
        Self { server, port }
    }

    /// Starts the app and drives it.
    pub async fn open(&self, app: &Path, arguments: &[String]) -> Client {
        let options = json!({ "binary": app, "args": arguments });
        let capabilities = [("webkitgtk:browserOptions".to_owned(), options)]
            .into_iter()
            .collect();
        let address = format!("http://127.0.0.1:{}", self.port);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let connecting = builder.capabilities(capabilities).connect(&address);
        // The driver itself waits for ever for an app that has ended.
        let connected = tokio::time::timeout(PATIENCE, connecting).await;
        let connected = connected
            .unwrap_or_else(|_| panic!("the app does not start within {} s", PATIENCE.as_secs()));
        connected.unwrap_or_else(|error| panic!("the app does not start under the driver: {error}"))
    }

    /// The driver's process, of which the app is a child.
    pub fn process(&self) -> u32 {
        self.server.0.id()
    }
}

/// A port that nobody listens on. The driver takes it a moment later; two tests never ask at once for the same.
fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    listener.local_addr().expect("an address").port()
}
