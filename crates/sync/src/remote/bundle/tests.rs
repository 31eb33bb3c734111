//! Tests of bundles that were cut, altered, mixed up or given twice.

use std::fs;
use std::path::PathBuf;

use colloquy_protocol::bundle::{Ending, Writer};
use colloquy_protocol::head::{GovernanceHead, Head, Seen};
use colloquy_protocol::{Hash, Key, Prefix, Tip};
use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::remote::conformance::{
    Object, everything, filled, list, many, sample, segment, space, tag,
};
use crate::remote::{Folder, Memory, Put, Remote, RemoteError};

/// A file and the folder that it lies in.
struct Filed {
    kept: TempDir,
    path: PathBuf,
}

fn filed(bytes: &[u8]) -> Filed {
    let kept = TempDir::new().expect("a folder");
    let path = kept.path().join("objects.colloquy");
    fs::write(&path, bytes).expect("a file");
    Filed { kept, path }
}

/// A bundle's bytes with objects in the given order.
fn raw(objects: &[Object]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new()).expect("a bundle");
    for (key, bytes) in objects {
        writer.add(key, bytes).expect("added");
    }
    writer.finish().expect("finished")
}

async fn opened(bytes: &[u8]) -> (Bundle, Filed) {
    let filed = filed(bytes);
    let bundle = Bundle::open(&filed.path).await.expect("a bundle");
    (bundle, filed)
}

async fn memory(objects: &[Object]) -> Memory {
    filled(async || (Memory::new(), ()))(objects.to_vec())
        .await
        .0
}

async fn held(memory: &Memory) -> Vec<Object> {
    let mut objects = Vec::new();
    for space in [space(0), space(1)] {
        for entry in list(memory, &Prefix::Space(space)).await {
            let bytes = memory.get(&entry.key, None).await.expect("got");
            objects.push((entry.key, bytes.expect("there")));
        }
    }
    objects.sort();
    objects
}

fn sorted(mut objects: Vec<Object>) -> Vec<Object> {
    objects.sort();
    objects
}

#[tokio::test]
async fn a_bundle_carries_a_store_into_another() {
    let from = memory(&everything()).await;
    let kept = TempDir::new().expect("a folder");
    let path = kept.path().join("all.colloquy");
    let spaces = [space(0), space(1)];
    let written = write(&from, &spaces, &All, Limits::default(), &path)
        .await
        .expect("written");
    let sizes: u64 = everything()
        .iter()
        .map(|(_, bytes)| bytes.len() as u64)
        .sum();
    assert_eq!(
        (written.objects, written.bytes),
        (everything().len() as u64, sizes)
    );
    assert_eq!(
        fs::read_dir(kept.path()).expect("names").count(),
        1,
        "nothing else is left"
    );

    let bundle = Bundle::open(&path).await.expect("a bundle");
    assert!(bundle.findings().is_whole());
    let to = Memory::new();
    let applied = apply(&bundle, &to).await;
    assert!(applied.is_whole());
    assert_eq!(applied.created, written.objects);
    assert_eq!(held(&to).await, sorted(everything()));

    let again = apply(&bundle, &to).await;
    assert!(again.is_whole());
    assert_eq!(
        (again.created, again.same + again.outdated),
        (0, written.objects)
    );
    assert_eq!(held(&to).await, sorted(everything()));
}

#[tokio::test]
async fn what_others_rely_on_comes_first_and_heads_last() {
    let from = memory(&everything()).await;
    let filed = filed(b"");
    write(&from, &[space(0)], &All, Limits::default(), &filed.path)
        .await
        .expect("written");
    let mut reader =
        colloquy_protocol::bundle::Reader::new(fs::File::open(&filed.path).expect("the file"))
            .expect("a bundle");
    let mut kinds = Vec::new();
    while let Some(item) = reader.next_item().expect("an item") {
        match item {
            colloquy_protocol::bundle::Item::Object { key, .. } => kinds.push(match key {
                Key::Format { .. } => "format",
                Key::Governance { .. } => "gov",
                Key::Blob { .. } => "blob",
                Key::Segment { .. } => "segment",
                Key::Checkpoint { .. } => "checkpoint",
                Key::Join { .. } | Key::Link { .. } => "request",
                Key::Head { .. } => "head",
            }),
            other => panic!("{other:?}"),
        }
    }
    kinds.dedup();
    assert_eq!(
        kinds,
        [
            "format",
            "gov",
            "blob",
            "segment",
            "checkpoint",
            "request",
            "head"
        ]
    );
}

#[tokio::test]
async fn a_bundle_cut_anywhere_gives_what_is_whole() {
    let objects: Vec<Object> = everything().into_iter().take(5).collect();
    let whole = raw(&objects);
    let mut counts = Vec::new();
    for end in 0..=whole.len() {
        let filed = filed(&whole[..end]);
        let bundle = match Bundle::open(&filed.path).await {
            Ok(bundle) => bundle,
            Err(RemoteError::Failed(text)) => {
                assert!(end < 4 && text.contains("not a bundle"), "{end}: {text}");
                continue;
            }
            Err(error) => panic!("{error}"),
        };
        let is_whole = end == whole.len();
        assert_eq!(bundle.findings().is_whole(), is_whole, "{end}");
        assert_eq!(
            bundle.findings().ending == Ending::Truncated,
            !is_whole,
            "{end}"
        );
        let to = Memory::new();
        assert!(apply(&bundle, &to).await.is_whole());
        let got = held(&to).await;
        assert!(got.iter().all(|object| objects.contains(object)), "{end}");
        counts.push(got.len());
    }
    assert!(counts.is_sorted());
    assert_eq!(counts.last(), Some(&objects.len()));
}

#[tokio::test]
async fn an_altered_bundle_gives_no_wrong_object_under_a_name_with_a_hash() {
    let objects: Vec<Object> = everything()
        .into_iter()
        .filter(|(key, _)| key.hash().is_some())
        .take(4)
        .collect();
    let whole = raw(&objects);
    for at in 4..whole.len() {
        let mut altered = whole.clone();
        altered[at] ^= 0x11;
        let (bundle, _filed) = opened(&altered).await;
        assert!(!bundle.findings().is_whole(), "byte {at} is noticed");
        let to = Memory::new();
        apply(&bundle, &to).await;
        for (key, bytes) in held(&to).await {
            assert_eq!(key.hash(), Some(Hash::of(&bytes)), "byte {at}");
        }
    }
}

#[tokio::test]
async fn a_damaged_object_is_named_and_the_others_are_used() {
    let objects = sorted(many(5));
    let mut bytes = raw(&objects);
    let content = &objects[2].1;
    let at = bytes
        .windows(content.len())
        .position(|window| window == content)
        .expect("in the bundle");
    bytes[at] ^= 1;
    let (bundle, _filed) = opened(&bytes).await;
    assert_eq!(bundle.findings().damaged, [objects[2].0]);
    assert!(!bundle.findings().is_whole());
    assert_eq!(bundle.len(), 4);
    assert_eq!(bundle.get(&objects[2].0, None).await, Ok(None));
    assert_eq!(
        bundle.get(&objects[3].0, None).await,
        Ok(Some(objects[3].1.clone()))
    );
}

#[tokio::test]
async fn an_object_that_lies_about_its_name_is_left_out() {
    // With a right hash in the bundle: made by somebody who knows the format.
    let (key, _) = segment(space(0), tag(0), 1, sample(1, 50));
    let (bundle, _filed) = opened(&raw(&[(key, sample(2, 50))])).await;
    assert_eq!(bundle.findings().damaged, [key]);
    assert!(bundle.is_empty());
}

#[tokio::test]
async fn of_two_objects_under_one_name_the_first_is_taken() {
    let key = Key::Format { space: space(0) };
    let (first, second) = (sample(1, 50), sample(2, 50));
    let (bundle, _filed) = opened(&raw(&[(key, first.clone()), (key, second)])).await;
    assert_eq!(bundle.findings().doubled, [key]);
    assert_eq!(bundle.get(&key, None).await, Ok(Some(first.clone())));
    let (bundle, _filed) = opened(&raw(&[(key, first.clone()), (key, first)])).await;
    assert!(bundle.findings().is_whole(), "the same twice is no matter");
}

#[tokio::test]
async fn an_older_bundle_after_a_newer_one_brings_no_old_heads_back() {
    let head = |counter| {
        let key = Key::Head {
            space: space(0),
            tag: tag(0),
            counter,
        };
        (key, sample(counter, 80))
    };
    let (older, _one) = opened(&raw(&[head(1), head(2)])).await;
    let (newer, _other) = opened(&raw(&[head(3), head(4)])).await;
    let to = Memory::new();
    assert_eq!(apply(&newer, &to).await.created, 2);
    let applied = apply(&older, &to).await;
    assert_eq!((applied.created, applied.outdated), (0, 2));
    assert_eq!(held(&to).await, [head(3), head(4)]);
}

#[tokio::test]
async fn other_bytes_in_the_store_stay_and_are_reported() {
    let key = Key::Format { space: space(0) };
    let (bundle, _filed) = opened(&raw(&[(key, sample(1, 20))])).await;
    let to = memory(&[(key, sample(2, 20))]).await;
    let applied = apply(&bundle, &to).await;
    assert_eq!(applied.different, [key]);
    assert!(!applied.is_whole());
    assert_eq!(held(&to).await, [(key, sample(2, 20))]);
}

#[tokio::test]
async fn a_store_that_goes_away_stops_it_and_a_second_try_goes_on() {
    let (bundle, _filed) = opened(&raw(&many(30))).await;
    let kept = TempDir::new().expect("a folder");
    let stick = kept.path().join("stick");
    fs::create_dir(&stick).expect("a folder");
    let folder = Folder::open(&stick).await.expect("the folder");
    fs::rename(&stick, kept.path().join("away")).expect("moved");
    let stopped = apply(&bundle, &folder).await;
    assert!(matches!(stopped.stopped, Some(RemoteError::Unreachable(_))));
    fs::rename(kept.path().join("away"), &stick).expect("moved");
    let applied = apply(&bundle, &folder).await;
    assert!(applied.is_whole());
    assert_eq!(applied.created, 30);
}

#[tokio::test]
async fn it_can_only_be_read() {
    let (key, bytes) = segment(space(0), tag(0), 1, sample(1, 50));
    let (bundle, filed) = opened(&raw(&[(key, bytes.clone())])).await;
    let refused = |result: Result<(), RemoteError>| {
        assert!(matches!(result, Err(RemoteError::Refused(_))), "{result:?}");
    };
    refused(bundle.put_new(&key, &bytes).await.map(|_: Put| ()));
    refused(bundle.delete(&[key]).await);
    assert_eq!(
        fs::read(&filed.path).expect("the file"),
        raw(&[(key, bytes)])
    );
}

#[tokio::test]
async fn a_file_that_changes_while_it_is_open_is_not_believed() {
    let (key, bytes) = segment(space(0), tag(0), 1, sample(1, 50));
    let (bundle, filed) = opened(&raw(&[(key, bytes)])).await;
    let other = raw(&[segment(space(0), tag(0), 1, sample(2, 50))]);
    fs::write(&filed.path, other).expect("written");
    let got = bundle.get(&key, None).await;
    assert!(matches!(got, Err(RemoteError::Failed(_))), "{got:?}");
    fs::remove_file(&filed.path).expect("removed");
    let got = bundle.get(&key, None).await;
    assert!(matches!(got, Err(RemoteError::Unreachable(_))), "{got:?}");
}

#[tokio::test]
async fn what_is_no_bundle_is_named() {
    let filed = filed(b"PK\x03\x04 a zip");
    let error = Bundle::open(&filed.path).await.expect_err("a zip");
    let text = error.to_string();
    assert!(
        text.contains("objects.colloquy") && text.contains("not a bundle"),
        "{text}"
    );
    let later = [b"CQZ\x09".as_slice(), &[0; 40]].concat();
    fs::write(&filed.path, later).expect("written");
    let error = Bundle::open(&filed.path)
        .await
        .expect_err("a later version");
    assert!(error.to_string().contains("version 9"), "{error}");
    let missing = filed.kept.path().join("nothing");
    let error = Bundle::open(&missing).await.expect_err("nothing");
    assert!(matches!(error, RemoteError::Unreachable(_)), "{error}");
    let error = Bundle::open(filed.kept.path()).await.expect_err("a folder");
    assert!(matches!(error, RemoteError::Failed(_)), "{error}");
}

#[tokio::test]
async fn limits_hold_when_writing_and_when_reading() {
    let objects = many(10);
    let from = memory(&objects).await;
    let filed = filed(b"the one before");
    let few = Limits {
        objects: 9,
        ..Limits::default()
    };
    let small = Limits {
        bytes: 399,
        ..Limits::default()
    };
    for limits in [few, small] {
        let error = write(&from, &[space(0)], &All, limits, &filed.path)
            .await
            .expect_err("too large");
        let expected = WriteError::TooLarge {
            objects: 10,
            bytes: 400,
        };
        assert_eq!(error, expected);
        assert_eq!(fs::read(&filed.path).expect("the file"), b"the one before");
        assert_eq!(fs::read_dir(filed.kept.path()).expect("names").count(), 1);
    }
    fs::write(&filed.path, raw(&objects)).expect("written");
    for limits in [few, small] {
        let bundle = Bundle::open_within(&filed.path, limits)
            .await
            .expect("a bundle");
        assert_eq!(bundle.len(), 9);
        assert!(bundle.findings().stopped.is_some());
        assert!(!bundle.findings().is_whole());
    }
}

#[tokio::test]
async fn a_folder_that_can_not_be_written_leaves_no_file() {
    let from = memory(&many(3)).await;
    let kept = TempDir::new().expect("a folder");
    let path = kept.path().join("missing/all.colloquy");
    let error = write(&from, &[space(0)], &All, Limits::default(), &path)
        .await
        .expect_err("no folder");
    assert!(
        matches!(&error, WriteError::File(RemoteError::Unreachable(text)) if text.contains("missing"))
    );
}

#[tokio::test]
async fn what_is_torn_in_the_store_stays_out() {
    let kept = TempDir::new().expect("a folder");
    let folder = Folder::open(kept.path()).await.expect("the folder");
    let objects = sorted(many(6));
    for (key, bytes) in &objects {
        folder.put_new(key, bytes).await.expect("put");
    }
    let torn = &objects[1].0;
    fs::write(kept.path().join(torn.to_string()), &objects[1].1[..7]).expect("torn");
    let blank = &objects[4].0;
    fs::write(kept.path().join(blank.to_string()), [0; 40]).expect("blank");
    let path = kept.path().join("all.colloquy");
    let mut written = write(&folder, &[space(0)], &All, Limits::default(), &path)
        .await
        .expect("written");
    written.left_out.sort();
    assert_eq!(written.left_out, [*torn, *blank]);
    let bundle = Bundle::open(&path).await.expect("a bundle");
    assert_eq!(bundle.len(), 4);
    assert!(bundle.findings().is_whole());
}

fn head(of: u8, upto: u64, seen: &[(u8, u64)]) -> Head {
    let tip = |seq| Tip {
        seq,
        hash: Hash::ZERO,
    };
    Head {
        space: space(0),
        tag: tag(of),
        counter: 1,
        tip: tip(upto),
        governance: GovernanceHead::default(),
        checkpoint: None,
        seen: seen
            .iter()
            .map(|(other, seq)| Seen {
                tag: tag(*other),
                counter: 1,
                tip: tip(*seq),
            })
            .collect(),
    }
}

#[test]
fn what_a_device_lacks_follows_from_its_head() {
    // Segments 1–10, 11–20, … of devices 0 and 1.
    let key = |device, number| segment(space(0), tag(device), number, Vec::new()).0;
    let wanted = |lacking: &Lacking| -> Vec<(u8, u64)> {
        let all = (0..2).flat_map(|device| (0..4).map(move |number| (device, number)));
        all.filter(|(device, number)| lacking.wants(&key(*device, *number)))
            .collect()
    };
    let own = head(0, 40, &[(1, 20)]);
    assert_eq!(wanted(&Lacking::of([&own])), [(1, 2), (1, 3)]);
    // A reader that stands within a segment needs it.
    let within = head(0, 40, &[(1, 25)]);
    assert_eq!(wanted(&Lacking::of([&within])), [(1, 2), (1, 3)]);
    // For two readers: what either lacks.
    let other = head(1, 40, &[(0, 30)]);
    assert_eq!(
        wanted(&Lacking::of([&own, &other])),
        [(0, 3), (1, 2), (1, 3)]
    );
    // Nobody known: everything; a stranger to both: everything of both.
    assert_eq!(wanted(&Lacking::of([])).len(), 8);
    assert_eq!(wanted(&Lacking::of([&head(2, 5, &[])])).len(), 8);
    let attachment = Key::Blob {
        space: space(0),
        hash: Hash::ZERO,
    };
    assert!(Lacking::of([&own]).wants(&attachment));
    assert!(!Lacking::of([&own]).without_attachments().wants(&attachment));
    assert!(Lacking::of([&own]).wants(&Key::Format { space: space(0) }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Several bundles, each with some of the objects in some order, cut or not, applied in any
    /// order and some of them twice: the store holds what a naive union says.
    #[test]
    fn bundles_in_any_order_make_the_same_store(
        parts in prop::collection::vec(
            (prop::sample::subsequence(everything(), 0..=everything().len()).prop_shuffle(), any::<bool>()),
            1..5,
        ),
        order in prop::collection::vec(any::<prop::sample::Index>(), 1..9),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let (got, expected) = runtime.block_on(async {
            let mut bundles = Vec::new();
            for (objects, is_cut) in &parts {
                let bytes = raw(objects);
                // The end has 41 bytes: cut within the last object, if there is one.
                let cut = match (is_cut, objects.is_empty()) {
                    (false, _) => 0,
                    (true, true) => 41,
                    (true, false) => 42,
                };
                bundles.push(opened(&bytes[..bytes.len() - cut]).await);
            }
            let to = Memory::new();
            let mut expected = std::collections::BTreeMap::new();
            for index in &order {
                let index = index.index(parts.len());
                apply(&bundles[index].0, &to).await;
                let (objects, is_cut) = &parts[index];
                let whole = objects.len() - usize::from(*is_cut && !objects.is_empty());
                for (key, bytes) in &objects[..whole] {
                    expected.insert(*key, bytes.clone());
                }
            }
            (held(&to).await, expected)
        });
        // Heads apart: an older one is left out once a newer one is there.
        let is_head = |key: &Key| matches!(key, Key::Head { .. });
        let newest = |objects: &[Object]| {
            let mut newest = std::collections::BTreeMap::new();
            for (key, _) in objects {
                if let Key::Head { space, tag, counter } = key {
                    let known = newest.entry((*space, *tag)).or_insert(*counter);
                    *known = (*known).max(*counter);
                }
            }
            newest
        };
        let expected: Vec<Object> = expected.into_iter().collect();
        prop_assert_eq!(newest(&got), newest(&expected));
        let others = |objects: Vec<Object>| -> Vec<Object> {
            objects.into_iter().filter(|(key, _)| !is_head(key)).collect()
        };
        prop_assert_eq!(others(got), others(expected));
    }
}
