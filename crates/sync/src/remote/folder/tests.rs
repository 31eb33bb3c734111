//! Tests that look into the folder, or set traps in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use colloquy_protocol::{Hash, Key, LinkTag, Prefix, SpaceId};
use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::remote::conformance::{everything, list, many, sample, segment, space, tag};

async fn store() -> (Folder, TempDir) {
    let kept = TempDir::new().expect("a folder");
    let folder = Folder::open(kept.path()).await.expect("the folder");
    (folder, kept)
}

/// Puts a file where a drive or a stranger would.
fn plant(folder: &Folder, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    fs::write(&path, bytes).expect("a file");
    path
}

fn staged(folder: &Folder) -> Vec<String> {
    let names = fs::read_dir(folder.path().join(staging::STAGING)).expect("the staging folder");
    names
        .map(|entry| entry.expect("a name").file_name().display().to_string())
        .collect()
}

fn one() -> (Key, Vec<u8>) {
    segment(space(0), tag(0), 1, sample(1, 500))
}

#[tokio::test]
async fn an_object_is_a_file_under_its_name() {
    let (folder, kept) = store().await;
    for (key, bytes) in everything() {
        folder.put_new(&key, &bytes).await.expect("put");
        let path = kept.path().join(key.to_string());
        assert_eq!(fs::read(path).expect("a file"), bytes);
    }
    assert_eq!(staged(&folder), [""; 0], "nothing half-written stays");
}

#[tokio::test]
async fn a_folder_that_is_missing_is_unreachable_and_is_not_made() {
    let kept = TempDir::new().expect("a folder");
    let missing = kept.path().join("stick");
    let error = Folder::open(&missing).await.expect_err("nothing there");
    assert!(matches!(&error, RemoteError::Unreachable(text) if text.contains("stick")));
    assert!(!missing.exists());
    fs::write(&missing, "a file").expect("a file");
    let error = Folder::open(&missing).await.expect_err("no folder");
    assert!(matches!(&error, RemoteError::Unreachable(text) if text.contains("stick")));
}

#[tokio::test]
async fn a_folder_that_goes_away_is_unreachable_and_is_not_made_again() {
    let kept = TempDir::new().expect("a folder");
    let stick = kept.path().join("stick");
    fs::create_dir(&stick).expect("a folder");
    let folder = Folder::open(&stick).await.expect("the folder");
    let (key, bytes) = one();
    folder.put_new(&key, &bytes).await.expect("put");
    fs::rename(&stick, kept.path().join("pulled out")).expect("moved");
    let away = |error: RemoteError| {
        assert!(
            matches!(&error, RemoteError::Unreachable(text) if text.contains("stick")),
            "{error}"
        );
    };
    away(folder.put_new(&key, &bytes).await.expect_err("gone"));
    away(folder.get(&key, None).await.expect_err("gone"));
    away(folder.delete(&[key]).await.expect_err("gone"));
    away(folder.spaces().await.expect_err("gone"));
    let all = Prefix::Space(space(0));
    away(folder.list(&all, None).await.expect_err("gone"));
    away(
        folder
            .changes(None, Duration::ZERO)
            .await
            .expect_err("gone"),
    );
    assert!(!stick.exists());
    fs::rename(kept.path().join("pulled out"), &stick).expect("moved");
    assert_eq!(folder.get(&key, None).await, Ok(Some(bytes)));
}

#[cfg(unix)]
#[test]
fn an_empty_mount_point_is_not_the_stick() {
    let kept = TempDir::new().expect("a folder");
    let root = Root::find(kept.path()).expect("the folder");
    let elsewhere = Root {
        device: root.device.map(|device| device + 1),
        ..root.clone()
    };
    assert_eq!(root.check(), Ok(()));
    assert!(matches!(
        elsewhere.check(),
        Err(RemoteError::Unreachable(_))
    ));
    fs::create_dir(kept.path().join(VERSION)).expect("a folder");
    assert_eq!(elsewhere.check(), Ok(()), "plugged in again");
}

#[tokio::test]
async fn a_folder_that_may_not_be_written_says_so() {
    let (folder, kept) = store().await;
    let mut rights = fs::metadata(kept.path()).expect("rights").permissions();
    rights.set_readonly(true);
    fs::set_permissions(kept.path(), rights).expect("rights");
    // Rights do not hold an administrator back, nor folders on Windows: then it must work.
    let may_write = fs::write(kept.path().join("probe"), "").is_ok();
    let (key, bytes) = one();
    match folder.put_new(&key, &bytes).await {
        Ok(put) => assert!(may_write && put == Put::Created),
        Err(RemoteError::Refused(text)) => {
            assert!(
                !may_write && text.contains(&*kept.path().to_string_lossy()),
                "{text}"
            );
        }
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn a_path_that_is_too_long_is_named() {
    let kept = TempDir::new().expect("a folder");
    let mut deep = kept.path().to_path_buf();
    while deep.as_os_str().len() < 3800 {
        deep.push("d".repeat(200));
        fs::create_dir(&deep).expect("a folder");
    }
    deep.push("e".repeat(4050 - deep.as_os_str().len()));
    fs::create_dir(&deep).expect("a folder");
    let folder = Folder::open(&deep).await.expect("the folder");
    let (key, bytes) = one();
    let error = folder
        .put_new(&key, &bytes)
        .await
        .expect_err("no room for names");
    let text = error.to_string();
    assert!(text.contains("too long") && text.contains("dddd"), "{text}");
}

#[tokio::test]
async fn what_else_lies_there_stays_and_is_reported_once() {
    let (folder, _kept) = store().await;
    let mut foreign = vec![
        plant(&folder, "Letters/aunt.txt", b"Dear aunt"),
        plant(&folder, "v1/readme.txt", b"hello"),
        plant(&folder, ".DS_Store", b"x"),
    ];
    let (key, bytes) = one();
    let name = key.to_string();
    folder.put_new(&key, &bytes).await.expect("put");
    let below = Prefix::Segments(space(0), tag(0)).to_string();
    let mut expected: Vec<String> = vec![
        format!("{name} (1)"),
        format!("{name}-DESKTOP-AB12CD3"),
        format!("{name}.sync-conflict-20261123-101112-ABCDEFG"),
        format!("{below}.syncthing.x.tmp"),
        format!("{below}desktop.ini"),
        name.replace("/s/", "/t/"),
        name.to_uppercase().replace("V1/", "v1/"),
    ];
    for foreign_name in &expected {
        // A folder that is none of ours is reported as one name.
        foreign.push(plant(&folder, foreign_name, b"not ours"));
    }
    expected[5] = format!("{}t/", below.trim_end_matches("s/"));
    // The space's id is all digits, so only what follows differs.
    expected.remove(6);
    expected.push(format!("v1/{}/DEV/", space(0)));
    expected.sort_unstable();
    let page = folder
        .list(&Prefix::Space(space(0)), None)
        .await
        .expect("a page");
    assert_eq!(page.foreign, expected);
    assert_eq!(page.entries.len(), 1);
    folder.delete(&[key]).await.expect("deleted");
    assert!(foreign.iter().all(|path| path.exists()), "none was removed");
}

#[tokio::test]
async fn foreign_names_fill_pages_too() {
    let (folder, _kept) = store().await;
    let mut names: Vec<String> = many(900)
        .into_iter()
        .flat_map(|(key, bytes)| {
            plant(&folder, &key.to_string(), &bytes);
            plant(&folder, &format!("{key} (1)"), &bytes);
            [key.to_string(), format!("{key} (1)")]
        })
        .collect();
    names.sort_unstable();
    let mut listed = Vec::new();
    let mut cursor = None;
    let mut pages = 0;
    loop {
        let prefix = Prefix::Segments(space(0), tag(0));
        let page = folder.list(&prefix, cursor.as_ref()).await.expect("a page");
        assert!(page.entries.len() + page.foreign.len() <= 1000);
        listed.extend(page.entries.iter().map(|entry| entry.key.to_string()));
        listed.extend(page.foreign);
        pages += 1;
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    listed.sort_unstable();
    assert!(listed == names, "{} names on {pages} pages", listed.len());
    assert_eq!(pages, 2);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_name_that_is_not_unicode_is_foreign() {
    use std::os::unix::ffi::OsStrExt;
    let (folder, _kept) = store().await;
    let (key, bytes) = one();
    folder.put_new(&key, &bytes).await.expect("put");
    let above = folder
        .path()
        .join(Prefix::Segments(space(0), tag(0)).to_string());
    fs::write(above.join(std::ffi::OsStr::from_bytes(b"\xFF\xFE")), "x").expect("a file");
    let page = folder
        .list(&Prefix::Space(space(0)), None)
        .await
        .expect("a page");
    assert_eq!((page.entries.len(), page.foreign.len()), (1, 1));
}

#[cfg(unix)]
#[tokio::test]
async fn links_lead_nowhere() {
    use std::os::unix::fs::symlink;
    let outside = TempDir::new().expect("a folder");
    let (key, bytes) = one();
    let name = key.to_string();
    // Each folder above the object, and the object itself, in turn.
    let ends: Vec<usize> = name.match_indices('/').map(|(at, _)| at).collect();
    for end in ends.into_iter().chain([name.len()]) {
        let (folder, _kept) = store().await;
        let link = folder.path().join(&name[..end]);
        let target = outside.path().join(format!("target of {end}"));
        let rest = name[end..].trim_start_matches('/');
        let victim = target.join(rest);
        if rest.is_empty() {
            fs::write(&target, "theirs").expect("a file");
        } else {
            fs::create_dir_all(victim.parent().expect("a folder")).expect("folders");
            fs::write(&victim, "theirs").expect("a file");
        }
        fs::create_dir_all(link.parent().expect("a folder")).expect("folders");
        symlink(&target, &link).expect("a link");
        let put = folder.put_new(&key, &bytes).await;
        assert!(matches!(put, Err(RemoteError::Failed(_))), "{end}: {put:?}");
        let got = folder.get(&key, None).await;
        assert!(matches!(got, Err(RemoteError::Failed(_))), "{end}: {got:?}");
        let deleted = folder.delete(&[key]).await;
        assert!(matches!(deleted, Err(RemoteError::Failed(_))), "{end}");
        for prefix in [Prefix::Space(space(0)), Prefix::Segments(space(0), tag(0))] {
            let listed = folder.list(&prefix, None).await;
            assert!(listed.is_err() || listed.is_ok_and(|page| page.entries.is_empty()));
        }
        let found = if rest.is_empty() { &target } else { &victim };
        assert_eq!(fs::read(found).expect("a file"), b"theirs", "{end}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_linked_staging_folder_is_not_written_to() {
    let (folder, _kept) = store().await;
    let outside = TempDir::new().expect("a folder");
    fs::create_dir(folder.path().join(VERSION)).expect("a folder");
    let link = folder.path().join("v1/.staging");
    std::os::unix::fs::symlink(outside.path(), link).expect("a link");
    let (key, bytes) = one();
    let put = folder.put_new(&key, &bytes).await;
    assert!(matches!(put, Err(RemoteError::Failed(_))), "{put:?}");
    assert_eq!(fs::read_dir(outside.path()).expect("a folder").count(), 0);
}

#[cfg(unix)]
#[tokio::test]
async fn a_linked_folder_may_be_chosen() {
    let kept = TempDir::new().expect("a folder");
    let drive = kept.path().join("drive");
    fs::create_dir(&drive).expect("a folder");
    let link = kept.path().join("link");
    std::os::unix::fs::symlink(&drive, &link).expect("a link");
    let folder = Folder::open(&link).await.expect("the folder");
    let (key, bytes) = one();
    assert_eq!(folder.put_new(&key, &bytes).await, Ok(Put::Created));
    assert!(drive.join(key.to_string()).exists());
}

#[tokio::test]
async fn what_is_no_file_is_not_read() {
    let (folder, _kept) = store().await;
    let (key, bytes) = one();
    fs::create_dir_all(folder.path().join(key.to_string())).expect("folders");
    for result in [
        folder.get(&key, None).await.map(|_| ()),
        folder.put_new(&key, &bytes).await.map(|_| ()),
        folder.delete(&[key]).await,
    ] {
        assert!(matches!(result, Err(RemoteError::Failed(_))), "{result:?}");
    }
    assert!(folder.path().join(key.to_string()).is_dir());
}

#[cfg(unix)]
#[tokio::test]
async fn a_socket_is_not_read() {
    let (folder, kept) = store().await;
    // The path of a socket must be short; it is moved to its place.
    let socket = kept.path().join("s");
    let _listening = std::os::unix::net::UnixListener::bind(&socket).expect("a socket");
    let (key, _) = one();
    let place = plant(&folder, &key.to_string(), b"");
    fs::rename(socket, place).expect("moved");
    let got = folder.get(&key, None).await;
    assert!(matches!(got, Err(RemoteError::Failed(_))), "{got:?}");
    let page = folder
        .list(&Prefix::Space(space(0)), None)
        .await
        .expect("a page");
    assert_eq!((page.entries.len(), page.foreign.len()), (0, 1));
}

#[tokio::test]
async fn room_made_for_an_object_is_not_the_object() {
    let (folder, _kept) = store().await;
    let (key, bytes) = one();
    plant(&folder, &key.to_string(), &[0; 500]);
    for range in [None, Some(10..20)] {
        let got = folder.get(&key, range).await;
        assert!(
            matches!(&got, Err(RemoteError::Failed(text)) if text.contains("not on this computer")),
            "{got:?}"
        );
    }
    let put = folder.put_new(&key, &bytes).await;
    assert!(put.is_err(), "nor is it overwritten: {put:?}");
    // Zeros within an object are its own.
    let mut half = bytes.clone();
    half[100..].fill(0);
    plant(&folder, &key.to_string(), &half);
    assert_eq!(
        folder.get(&key, Some(200..210)).await,
        Ok(Some(vec![0; 10]))
    );
    assert_eq!(folder.get(&key, None).await, Ok(Some(half)));
}

#[tokio::test]
async fn an_object_that_the_drive_keeps_elsewhere_is_not_missing() {
    let (key, _) = one();
    let name = key.to_string();
    let (above, leaf) = name.rsplit_once('/').expect("a folder");
    for stand_in in [
        format!("{above}/.{leaf}.icloud"),
        format!("{name}.nextcloud"),
        format!("{name}.owncloud"),
    ] {
        let (folder, _kept) = store().await;
        plant(&folder, &stand_in, b"bplist00");
        let got = folder.get(&key, None).await;
        assert!(
            matches!(&got, Err(RemoteError::Failed(text)) if text.contains("not on this computer")),
            "{stand_in}: {got:?}"
        );
    }
}

#[tokio::test]
async fn a_huge_file_is_not_taken_into_memory() {
    let (folder, _kept) = store().await;
    let (key, _) = one();
    let path = plant(&folder, &key.to_string(), b"not only zeros");
    let file = fs::File::options()
        .write(true)
        .open(path)
        .expect("the file");
    file.set_len(LARGEST_OBJECT + 1).expect("a hole");
    let got = folder.get(&key, Some(0..10)).await;
    assert!(
        matches!(&got, Err(RemoteError::Failed(text)) if text.contains("larger")),
        "{got:?}"
    );
    let (key, _) = segment(space(0), tag(0), 2, Vec::new());
    let put = folder
        .put_new(&key, &vec![1; LARGEST_OBJECT as usize + 1])
        .await;
    assert!(matches!(put, Err(RemoteError::Refused(_))), "{put:?}");
}

#[tokio::test]
async fn what_a_killed_writer_left_goes_after_a_day() {
    let (folder, kept) = store().await;
    let day = Duration::from_secs(24 * 60 * 60);
    let aged = |name: &str, age: Duration| {
        let path = plant(&folder, &format!("v1/.staging/{name}"), b"half");
        let file = fs::File::options()
            .write(true)
            .open(&path)
            .expect("the file");
        let now = fs::metadata(kept.path()).and_then(|found| found.modified());
        file.set_modified(now.expect("a date") - age)
            .expect("a date");
    };
    aged("~1-1.tmp", day * 2);
    aged("~1-2.tmp", day / 2);
    aged("somebody's.tmp", day * 2);
    aged("~1-3.tmp.icloud", day * 2);
    let (key, bytes) = one();
    folder.put_new(&key, &bytes).await.expect("put");
    let mut left = staged(&folder);
    left.sort_unstable();
    assert_eq!(left, ["somebody's.tmp", "~1-2.tmp", "~1-3.tmp.icloud"]);
}

#[tokio::test]
async fn a_staged_name_that_is_taken_is_left_alone() {
    let (folder, _kept) = store().await;
    // This process's next names, as if another machine had the same process id.
    for count in 0..40 {
        plant(
            &folder,
            &format!("v1/.staging/~{}-{count}.tmp", std::process::id()),
            b"theirs",
        );
    }
    let (key, bytes) = one();
    assert_eq!(folder.put_new(&key, &bytes).await, Ok(Put::Created));
    assert_eq!(folder.get(&key, None).await, Ok(Some(bytes)));
    assert_eq!(staged(&folder).len(), 40);
}

#[tokio::test]
async fn a_file_system_without_better_means_does_not_overwrite_either() {
    let (folder, kept) = store().await;
    let (key, bytes) = one();
    let name = key.to_string();
    let root = folder.inner.root.clone();
    root.make_parents(&name).expect("folders");
    let staged = plant(&folder, "staged", &bytes);
    assert_eq!(put::rename_if_free(&root, &name, &staged), Ok(true));
    assert_eq!(folder.get(&key, None).await, Ok(Some(bytes.clone())));
    let other = plant(&folder, "staged", b"other");
    assert_eq!(put::rename_if_free(&root, &name, &other), Ok(false));
    assert_eq!(folder.get(&key, None).await, Ok(Some(bytes)));
    assert!(kept.path().join("staged").exists(), "its writer removes it");
}

#[tokio::test]
async fn spaces_are_found() {
    let (folder, _kept) = store().await;
    assert_eq!(folder.spaces().await, Ok(Vec::new()));
    for (key, bytes) in everything() {
        folder.put_new(&key, &bytes).await.expect("put");
    }
    let probe = Key::Link {
        space: crate::remote::PROBE_SPACE,
        tag: LinkTag::new([1; 16]),
    };
    folder.put_new(&probe, b"x").await.expect("put");
    plant(&folder, "v1/photos/a.jpg", b"x");
    plant(&folder, &format!("v1/{}", space(7)), b"a file");
    assert_eq!(folder.spaces().await, Ok(vec![space(0), space(1)]));
}

#[tokio::test]
async fn a_head_that_is_filled_in_later_is_a_change() {
    let (folder, _kept) = store().await;
    let head = Key::Head {
        space: space(0),
        tag: tag(0),
        counter: 1,
    };
    plant(&folder, &head.to_string(), b"");
    let before = folder.changes(None, Duration::ZERO).await.expect("a look");
    plant(&folder, &head.to_string(), b"whole");
    let after = folder.changes(Some(&before.cursor), Duration::ZERO).await;
    assert!(after.expect("a look").changed);
}

fn any_key() -> impl Strategy<Value = Key> {
    (
        0..8u8,
        any::<[u8; 16]>(),
        any::<[u8; 16]>(),
        any::<[u8; 32]>(),
        1..u64::MAX,
        0..u64::MAX,
    )
        .prop_map(|(kind, space, tag, hash, first, more)| {
            let space = SpaceId::new(space);
            let hash = Hash::new(hash);
            let device = colloquy_protocol::DeviceTag::new(tag);
            let last = first.saturating_add(more);
            match kind {
                0 => Key::Format { space },
                1 => Key::Governance {
                    space,
                    tag: device,
                    seq: first,
                    hash,
                },
                2 => Key::Head {
                    space,
                    tag: device,
                    counter: first,
                },
                3 => Key::Segment {
                    space,
                    tag: device,
                    first,
                    last,
                    hash,
                },
                4 => Key::Checkpoint {
                    space,
                    tag: device,
                    upto: first,
                    hash,
                },
                5 => Key::Blob { space, hash },
                6 => Key::Join {
                    space,
                    tag: colloquy_protocol::InvitationTag::new(tag),
                },
                _ => Key::Link {
                    space,
                    tag: LinkTag::new(tag),
                },
            }
        })
}

const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-')
}

/// Names that Windows gives to devices, with or without an ending.
fn is_reserved(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default();
    let is_port = |start| {
        stem.strip_prefix(start)
            .is_some_and(|rest: &str| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    matches!(stem, "con" | "prn" | "aux" | "nul") || is_port("com") || is_port("lpt")
}

proptest! {
    #[test]
    fn every_key_is_a_name_on_every_file_system(key in any_key()) {
        let name = key.to_string();
        prop_assert_eq!(name.to_lowercase(), name.as_str(), "one case only");
        prop_assert!(name.len() < 220, "with a short folder it is within 260 characters");
        for part in name.split('/') {
            prop_assert!(!part.is_empty() && part.len() < 128);
            prop_assert!(part.bytes().all(is_plain), "{}", part);
            prop_assert!(!part.starts_with('.') && !part.ends_with('.'));
            prop_assert!(!is_reserved(part), "{}", part);
        }
        let root = Root { resolved: PathBuf::from("root"), path: PathBuf::new(), device: None };
        let path = root.join(&name);
        prop_assert!(path.starts_with("root"));
        prop_assert_eq!(path.strip_prefix("root").ok().and_then(Path::to_str), Some(name.as_str()));
    }
}

#[tokio::test]
async fn listings_agree_with_the_files() {
    let (folder, kept) = store().await;
    let mut names: Vec<String> = everything()
        .into_iter()
        .filter(|(key, _)| key.space() == space(0))
        .map(|(key, bytes)| {
            plant(&folder, &key.to_string(), &bytes);
            key.to_string()
        })
        .collect();
    names.sort_unstable();
    let listed: Vec<String> = list(&folder, &Prefix::Space(space(0)))
        .await
        .into_iter()
        .map(|entry| entry.key.to_string())
        .collect();
    assert_eq!(listed, names);
    drop(kept);
}
