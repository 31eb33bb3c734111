//! Who gets an answer from `colloquy serve`, and who does not.

use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr, TcpStream, UdpSocket};
use std::time::Duration;

use crate::common::Desk;
use crate::common::http::Response;
use serde_json::json;

fn refused(response: &Response, status: u16, code: &str) {
    assert_eq!(response.status, status, "{}", response.text());
    assert_eq!(response.code(), code);
    assert!(
        response.json()["message"]
            .as_str()
            .is_some_and(|message| message.ends_with('.'))
    );
    assert!(response.json()["context"].is_object());
    with_the_headers(response);
}

fn with_the_headers(response: &Response) {
    let policy = response
        .header("content-security-policy")
        .expect("a policy");
    assert!(
        policy.starts_with("default-src 'self'; script-src 'self'; style-src 'self'; "),
        "{policy}"
    );
    for part in [
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(part), "{part} in {policy}");
    }
    assert_eq!(response.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(response.header("referrer-policy"), Some("no-referrer"));
    assert_eq!(
        response.header("cross-origin-opener-policy"),
        Some("same-origin")
    );
    assert_eq!(
        response.header("cross-origin-resource-policy"),
        Some("same-origin")
    );
    assert_eq!(response.header("access-control-allow-origin"), None);
}

#[test]
fn the_line_has_the_address_and_a_token_that_is_new_each_time() {
    let desk = Desk::new();
    let (one, two) = (desk.serve(), desk.serve());
    assert_eq!(
        one.line,
        format!("http://127.0.0.1:{}/?token={}\n", one.port, one.token)
    );
    assert_eq!(one.token.len(), 43);
    assert!(
        one.token
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    );
    assert_ne!(one.token, two.token);
}

#[test]
fn a_call_with_the_token_is_answered_and_not_stored() {
    let served = Desk::new().serve_owned();
    let response = served.calling("app_status", &json!({})).send();
    assert_eq!(response.status, 200, "{}", response.text());
    assert_eq!(response.json()["changed"], json!([]));
    assert_eq!(response.json()["value"]["problem"], json!(null));
    assert_eq!(response.header("content-type"), Some("application/json"));
    assert_eq!(response.header("cache-control"), Some("no-store"));
    with_the_headers(&response);
}

#[test]
fn without_the_right_token_nothing_is_answered() {
    let served = Desk::new().serve_owned();
    let call = || served.calling("app_status", &json!({}));
    let nearly = format!("{}A", &served.token[..42]);
    refused(
        &call().without("x-colloquy-token").send(),
        401,
        "unauthorised",
    );
    refused(
        &call().header("x-colloquy-token", "").send(),
        401,
        "unauthorised",
    );
    refused(
        &call()
            .header("x-colloquy-token", &format!("{}x", served.token))
            .send(),
        401,
        "unauthorised",
    );
    if nearly != served.token {
        refused(
            &call().header("x-colloquy-token", &nearly).send(),
            401,
            "unauthorised",
        );
    }
    // In the address it is for the interface alone.
    let target = format!("/call/app_status?token={}", served.token);
    let in_address = served
        .request("POST", &target)
        .header("content-type", "application/json")
        .body("{}");
    refused(&in_address.send(), 401, "unauthorised");
    refused(
        &served.uploading(b"x").without("x-colloquy-token").send(),
        401,
        "unauthorised",
    );
    // Whether a command exists is not told either.
    refused(
        &served
            .calling("nothing", &json!({}))
            .without("x-colloquy-token")
            .send(),
        401,
        "unauthorised",
    );
}

#[test]
fn another_host_name_is_refused_for_calls_and_files() {
    let served = Desk::new().serve_owned();
    let port = served.port;
    for host in [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        format!("127.0.0.1.nip.io:{port}"),
        "127.0.0.1".to_owned(),
        format!("127.0.0.1:{}", port ^ 1),
        format!("[::1]:{port}"),
        format!("0.0.0.0:{port}"),
    ] {
        refused(
            &served
                .calling("app_status", &json!({}))
                .header("host", &host)
                .send(),
            403,
            "forbidden",
        );
        refused(
            &served.request("GET", "/").header("host", &host).send(),
            403,
            "forbidden",
        );
        refused(
            &served.uploading(b"x").header("host", &host).send(),
            403,
            "forbidden",
        );
    }
    let localhost = served
        .calling("app_status", &json!({}))
        .header("host", &format!("localhost:{port}"));
    assert_eq!(localhost.send().status, 200);
}

#[test]
fn another_site_is_refused_even_with_the_token() {
    let served = Desk::new().serve_owned();
    let call = || served.calling("app_status", &json!({}));
    let own = format!("http://127.0.0.1:{}", served.port);
    assert_eq!(call().header("origin", &own).send().status, 200);
    assert_eq!(
        call().header("sec-fetch-site", "same-origin").send().status,
        200
    );
    for origin in [
        "https://evil.example",
        "null",
        "http://127.0.0.1",
        "http://localhost:1",
    ] {
        refused(&call().header("origin", origin).send(), 403, "forbidden");
        let upload = served.uploading(b"x").header("origin", origin);
        refused(&upload.send(), 403, "forbidden");
    }
    for site in ["cross-site", "same-site"] {
        refused(
            &call().header("sec-fetch-site", site).send(),
            403,
            "forbidden",
        );
        refused(
            &served
                .request("GET", "/")
                .header("sec-fetch-site", site)
                .send(),
            403,
            "forbidden",
        );
    }
    let preflight = served
        .request("OPTIONS", "/call/app_status")
        .header("origin", "https://evil.example");
    refused(&preflight.send(), 403, "forbidden");
}

#[test]
fn only_post_with_json_calls_a_command() {
    let served = Desk::new().serve_owned();
    for method in ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"] {
        let response = served
            .request(method, "/call/app_status")
            .header("x-colloquy-token", &served.token)
            .send();
        assert_eq!(response.status, 405, "{method}");
        with_the_headers(&response);
    }
    let call = || served.calling("app_status", &json!({}));
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "",
    ] {
        refused(
            &call().header("content-type", kind).send(),
            415,
            "invalid_input",
        );
    }
    refused(&call().without("content-type").send(), 415, "invalid_input");
    assert_eq!(
        call()
            .header("content-type", "application/json; charset=utf-8")
            .send()
            .status,
        200
    );
    assert_eq!(served.request("POST", "/").body("{}").send().status, 405);
}

#[test]
fn the_port_is_on_127_0_0_1_only() {
    let served = Desk::new().serve_owned();
    let mut others: Vec<IpAddr> = vec!["127.0.0.2".parse().unwrap(), "::1".parse().unwrap()];
    // The machine's address in its network, if it has one; nothing is sent.
    let socket = UdpSocket::bind("0.0.0.0:0").unwrap();
    if socket.connect("192.0.2.1:9").is_ok() {
        others.push(socket.local_addr().unwrap().ip());
    }
    for other in others
        .into_iter()
        .filter(|other| *other != IpAddr::from([127, 0, 0, 1]))
    {
        let address = SocketAddr::new(other, served.port);
        let error = TcpStream::connect_timeout(&address, Duration::from_secs(5))
            .expect_err(&format!("{address} must not answer"));
        assert_ne!(error.kind(), ErrorKind::TimedOut, "{address}");
    }
}

#[test]
fn names_outside_the_interface_give_nothing() {
    let served = Desk::new().serve_owned();
    for target in [
        "/../Cargo.toml",
        "/../../Cargo.toml",
        "/assets/../../package.json",
        "/%2e%2e/package.json",
        "/..%2fpackage.json",
        "/assets/..%5c..%5cpackage.json",
        "/.git/config",
        "//etc/passwd",
        "/etc/passwd",
        "/index.html%00.js",
        "/assets",
        "/assets/",
        "/nothing.js",
        "/call",
    ] {
        let response = served.get(target);
        assert_eq!(response.status, 404, "{target}: {}", response.text());
        assert_eq!(response.text(), "There is no such file.", "{target}");
        with_the_headers(&response);
    }
}

#[test]
fn logs_name_commands_but_never_what_was_sent_or_the_token() {
    let desk = Desk::new();
    let served = desk.serve();
    let token = served.token.clone();
    let secret = "canary-4711";
    served
        .calling("place_save", &json!({ "place": secret }))
        .send();
    served
        .calling("place_save", &json!({ "place": secret, "unknown": secret }))
        .send();
    served.calling(secret, &json!({})).send();
    served.get(&format!("/?token={token}"));
    let stderr = served.kill();
    assert!(stderr.contains("place_save"), "{stderr}");
    assert!(
        !stderr.contains(secret) && !stderr.contains(&token),
        "{stderr}"
    );
}
