//! What the page may load and run.

use std::collections::BTreeMap;

use crate::shell::Shell;

/// The policy of the window, word for word.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      font-src 'self'; connect-src 'self' ipc: http://ipc.localhost; object-src 'none'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

fn directives(policy: &str) -> BTreeMap<String, Vec<String>> {
    let directives = policy.split(';').map(|directive| {
        let mut words = directive.split_whitespace().map(str::to_owned);
        (words.next().unwrap_or_default(), words.collect())
    });
    directives.filter(|(name, _)| !name.is_empty()).collect()
}

#[test]
fn the_page_is_sent_with_the_policy() {
    let shell = Shell::start();
    let assets = shell.app.asset_resolver();
    let page = assets
        .get("index.html".into())
        .expect("the page is built in");
    let mut sent = directives(page.csp_header().expect("the page has a policy"));
    // Tauri adds the hash of each script file of ours. One more would be an inline script of the page.
    let hashes = sent
        .get_mut("script-src")
        .map(|sources| sources.extract_if(.., |source| source.starts_with("'sha256-")));
    let files = assets
        .iter()
        .filter(|(name, _)| name.ends_with(".js"))
        .count();
    assert_eq!(hashes.map(Iterator::count), Some(files));
    assert_eq!(sent, directives(POLICY));
}

#[test]
fn the_configuration_is_strict() {
    let shell = Shell::start();
    let app = &shell.app.config().app;
    assert_eq!(
        app.security
            .csp
            .as_ref()
            .map(ToString::to_string)
            .as_deref(),
        Some(POLICY)
    );
    assert!(app.security.dev_csp.is_none());
    assert!(app.security.freeze_prototype);
    assert!(!app.security.asset_protocol.enable);
    assert!(!app.with_global_tauri);
    assert!(app.windows.is_empty(), "the one window is made in code");
    assert!(
        shell.app.config().build.dev_url.is_none(),
        "a development address would be loaded in a release"
    );
}

#[test]
fn the_comparison_notices_a_weaker_policy() {
    let weaker = POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'");
    assert_ne!(directives(&weaker), directives(POLICY));
    assert_ne!(
        directives(&POLICY.replace("form-action 'none'; ", "")),
        directives(POLICY)
    );
}
