//! `colloquy serve` while a test runs.

use std::cell::RefCell;
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, ChildStderr, ChildStdout, Stdio};

use serde_json::Value;

use super::Desk;
use super::http::{Request, Response};

/// A server that is up; it ends with the test.
pub struct Served {
    child: Child,
    stdout: BufReader<ChildStdout>,
    stderr: RefCell<BufReader<ChildStderr>>,
    /// Removed after the server ended.
    _desk: Option<Desk>,
    pub line: String,
    pub port: u16,
    pub token: String,
}

impl Desk {
    /// Starts the server and waits for its line.
    pub fn serve(&self) -> Served {
        let mut command = self.command(["serve"]);
        command.env("COLLOQUY_LOG", "debug");
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let stderr = RefCell::new(BufReader::new(child.stderr.take().expect("a pipe")));
        let mut line = String::new();
        stdout.read_line(&mut line).expect("a line");
        let rest = line.strip_prefix("http://127.0.0.1:").expect("the address");
        let (port, token) = rest.trim_end().split_once("/?token=").expect("the token");
        let (port, token) = (port.parse().expect("a port"), token.to_owned());
        Served {
            child,
            stdout,
            stderr,
            _desk: None,
            line,
            port,
            token,
        }
    }

    /// The same, for a test that needs nothing else from its desk.
    pub fn serve_owned(self) -> Served {
        let mut served = self.serve();
        served._desk = Some(self);
        served
    }
}

impl Served {
    pub fn request(&self, method: &str, target: &str) -> Request {
        Request::new(self.port, method, target)
    }

    /// A call as the interface makes it; change it before sending to be refused.
    pub fn calling(&self, name: &str, input: &Value) -> Request {
        self.request("POST", &format!("/call/{name}"))
            .header("x-colloquy-token", &self.token)
            .header("content-type", "application/json")
            .body(input.to_string())
    }

    /// The value that a call gives.
    pub fn call(&self, name: &str, input: &Value) -> Value {
        let response = self.calling(name, input).send();
        assert_eq!(response.status, 200, "{}", response.text());
        response.json()["value"].clone()
    }

    /// An upload as the interface makes it.
    pub fn uploading(&self, bytes: &[u8]) -> Request {
        self.request("POST", "/upload?name=..%2F..%2Fevil.colloquy")
            .header("x-colloquy-token", &self.token)
            .header("content-type", "application/octet-stream")
            .body(bytes)
    }

    pub fn get(&self, target: &str) -> Response {
        self.request("GET", target).send()
    }

    /// Reads the log up to the line with these words, waiting for it.
    pub fn read_log_until(&self, words: &str) -> String {
        let mut stderr = self.stderr.borrow_mut();
        let mut log = String::new();
        while !log.contains(words) {
            assert_ne!(
                stderr.read_line(&mut log).expect("UTF-8 on stderr"),
                0,
                "it ended: {log}"
            );
        }
        log
    }

    /// Ends it as a crash would, and gives what it wrote to stderr.
    pub fn kill(mut self) -> String {
        self.child.kill().expect("it runs");
        self.rest().1
    }

    /// Ends it as a crash would, while others still talk to it.
    pub fn signal_kill(&self) {
        let id = self.child.id().to_string();
        let sent = std::process::Command::new("kill")
            .args(["-KILL", &id])
            .status();
        assert!(sent.expect("kill is there").success());
    }

    /// Sends SIGTERM and waits; gives the exit code and what it wrote to stdout and stderr.
    #[cfg(unix)]
    pub fn terminate(mut self) -> (Option<i32>, String, String) {
        let id = self.child.id().to_string();
        let sent = std::process::Command::new("kill")
            .args(["-TERM", &id])
            .status();
        assert!(sent.expect("kill is there").success());
        let (stdout, stderr) = self.rest();
        (self.child.wait().expect("it ends").code(), stdout, stderr)
    }

    /// Reads both streams to their end.
    fn rest(&mut self) -> (String, String) {
        let (mut stdout, mut stderr) = (String::new(), String::new());
        self.stdout
            .read_to_string(&mut stdout)
            .expect("UTF-8 on stdout");
        self.stderr
            .borrow_mut()
            .read_to_string(&mut stderr)
            .expect("UTF-8 on stderr");
        self.child.wait().expect("it ends");
        (stdout, stderr)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ended = self.child.kill();
        let _ended = self.child.wait();
    }
}
