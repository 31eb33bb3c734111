//! Laws of seeing that something changed.

use std::time::Duration;

use colloquy_protocol::Key;

use super::{delete, everything, put};
use crate::remote::{Changes, Cursor, Remote};

async fn changes<R: Remote>(remote: &R, cursor: Option<&Cursor>) -> Changes {
    match remote.changes(cursor, Duration::ZERO).await {
        Ok(changes) => changes,
        Err(error) => panic!("{error}"),
    }
}

/// A new object of any kind but the pieces of attachments, which never come alone, is a change, and
/// so is one that goes.
pub async fn no_change_is_missed<R: Remote, K>(make: impl AsyncFn() -> (R, K)) {
    let (remote, _kept) = make().await;
    let mut cursor = changes(&remote, None).await.cursor;
    let is_noted = |key: &Key| !matches!(key, Key::Blob { .. });
    for (key, bytes) in everything() {
        put(&remote, &key, &bytes).await;
        let now = changes(&remote, Some(&cursor)).await;
        assert!(now.changed || !is_noted(&key), "{key} came");
        cursor = now.cursor;
    }
    for (key, _) in everything() {
        delete(&remote, &[key]).await;
        let now = changes(&remote, Some(&cursor)).await;
        assert!(now.changed || !is_noted(&key), "{key} went");
        cursor = now.cursor;
    }
}

/// Without a cursor there is everything to look at; while nothing happens there is nothing.
pub async fn quiet_is_told_from_change<R: Remote, K>(make: impl AsyncFn() -> (R, K)) {
    let (remote, _kept) = make().await;
    let empty = changes(&remote, None).await;
    assert!(empty.changed);
    assert!(!changes(&remote, Some(&empty.cursor)).await.changed);
    for (key, bytes) in everything() {
        put(&remote, &key, &bytes).await;
    }
    let full = changes(&remote, Some(&empty.cursor)).await;
    assert!(full.changed);
    for (key, bytes) in everything() {
        put(&remote, &key, &bytes).await;
    }
    assert!(!changes(&remote, Some(&full.cursor)).await.changed);
}
