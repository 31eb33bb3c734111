//! The drive is at work while we are.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use colloquy_protocol::{Key, Prefix};
use colloquy_sync::remote::conformance::{Object, list, sample, segment, space, tag};
use colloquy_sync::remote::{Folder, Put, Remote, RemoteError};
use tempfile::TempDir;

use super::drive::{Drive, files};

fn objects() -> Vec<Object> {
    (0..120)
        .map(|number| {
            let writer = tag((number % 4) as u8);
            segment(space(0), writer, number, sample(number, 3000))
        })
        .collect()
}

/// Lets a drive act on the folder until we are done, at least once.
fn beside<T>(kept: &TempDir, act: fn(&mut Drive), work: impl FnOnce() -> T) -> (T, Drive) {
    let done = Arc::new(AtomicBool::new(false));
    let mut drive = Drive::new(kept.path(), 42);
    let player = {
        let done = Arc::clone(&done);
        thread::spawn(move || {
            loop {
                act(&mut drive);
                if done.load(Ordering::Acquire) {
                    return drive;
                }
            }
        })
    };
    let result = work();
    done.store(true, Ordering::Release);
    (result, player.join().expect("the drive"))
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .expect("a runtime")
}

#[test]
fn a_drive_that_copies_meanwhile_changes_nothing_of_ours() {
    let kept = TempDir::new().expect("a folder");
    let (folder, drive) = beside(&kept, Drive::act_beside, || {
        runtime().block_on(async {
            let folder = Folder::open(kept.path()).await.expect("the folder");
            for (key, bytes) in objects() {
                assert_eq!(folder.put_new(&key, &bytes).await, Ok(Put::Created));
                assert_eq!(folder.get(&key, None).await, Ok(Some(bytes)));
            }
            folder
        })
    });
    let listed = runtime().block_on(list(&folder, &Prefix::Space(space(0))));
    let listed: Vec<_> = listed.into_iter().map(|entry| entry.key).collect();
    let mut expected: Vec<_> = objects().into_iter().map(|(key, _)| key).collect();
    expected.sort_by_cached_key(ToString::to_string);
    assert_eq!(listed, expected);
    let files = files(kept.path());
    assert!(!drive.made.is_empty());
    for (name, bytes) in &drive.made {
        assert_eq!(files.get(name), Some(bytes), "{name}");
    }
}

#[test]
fn a_drive_that_does_its_worst_meanwhile_gives_no_wrong_bytes() {
    let kept = TempDir::new().expect("a folder");
    let written: BTreeMap<_, _> = objects().into_iter().collect();
    let check = |bytes: &[u8], key: &Key| {
        let whole: &Vec<u8> = &written[key];
        let is_blank = !bytes.is_empty() && bytes.iter().all(|byte| *byte == 0);
        assert!(!is_blank && whole.starts_with(bytes), "{key}");
    };
    let (folder, mut drive) = beside(&kept, Drive::act, || {
        runtime().block_on(async {
            let folder = Folder::open(kept.path()).await.expect("the folder");
            for (key, bytes) in &written {
                match folder.put_new(key, bytes).await {
                    // A file that moves away at the wrong moment is tried again by the engine.
                    Ok(Put::Created) | Err(RemoteError::Failed(_)) => {}
                    other => panic!("{key}: {other:?}"),
                }
                for entry in list(&folder, &Prefix::Space(space(0))).await {
                    match folder.get(&entry.key, None).await {
                        Ok(Some(bytes)) => check(&bytes, &entry.key),
                        Ok(None) | Err(RemoteError::Failed(_)) => {}
                        Err(error) => panic!("{}: {error}", entry.key),
                    }
                }
            }
            folder
        })
    });
    drive.settle();
    runtime().block_on(async {
        for (key, bytes) in &written {
            if folder.get(key, None).await != Ok(Some(bytes.clone())) {
                folder.delete(&[*key]).await.expect("removed");
                assert_eq!(folder.put_new(key, bytes).await, Ok(Put::Created));
            }
            assert_eq!(folder.get(key, None).await, Ok(Some(bytes.clone())));
        }
    });
}
