//! Laws of reading.

use colloquy_protocol::{Key, LinkTag, Prefix};

use super::{Object, everything, list, many, sample, segment, space, tag};
use crate::remote::{Entry, Remote};

/// What is not there is told from what can't be reached.
pub async fn what_is_not_there_is_none<R: Remote, K>(fill: impl AsyncFn(Vec<Object>) -> (R, K)) {
    let objects = everything();
    for held in [Vec::new(), objects[1..].to_vec()] {
        let (remote, _kept) = fill(held).await;
        assert_eq!(super::get(&remote, &objects[0].0).await, None);
        let part = remote.get(&objects[0].0, Some(0..4)).await;
        assert_eq!(part, Ok(None));
        let (never, _) = segment(space(9), tag(9), 9, sample(9, 9));
        assert_eq!(super::get(&remote, &never).await, None);
    }
}

/// Every kind of object comes back byte for byte.
pub async fn objects_come_back_as_they_were<R: Remote, K>(
    fill: impl AsyncFn(Vec<Object>) -> (R, K),
) {
    let (remote, _kept) = fill(everything()).await;
    for (key, bytes) in everything() {
        assert_eq!(super::get(&remote, &key).await, Some(bytes), "{key}");
    }
}

/// So do the largest piece of an attachment, 4 MiB and a little, and an object of no bytes.
pub async fn large_and_empty_objects<R: Remote, K>(fill: impl AsyncFn(Vec<Object>) -> (R, K)) {
    let large = segment(space(0), tag(0), 1, sample(1, (4 << 20) + 20));
    let empty = segment(space(0), tag(0), 2, Vec::new());
    let (remote, _kept) = fill(vec![large.clone(), empty.clone()]).await;
    for (key, bytes) in [&large, &empty] {
        // Not assert_eq: nobody wants to read 4 MiB.
        assert!(
            super::get(&remote, key).await.as_ref() == Some(bytes),
            "{key}"
        );
    }
    let (start, end) = ((4 << 20) + 10, (4 << 20) + 40);
    let part = remote.get(&large.0, Some(start..end)).await;
    assert_eq!(part, Ok(Some(large.1[start as usize..].to_vec())));
    let sizes: Vec<u64> = list(&remote, &Prefix::Segments(space(0), tag(0)))
        .await
        .into_iter()
        .map(|entry| entry.size)
        .collect();
    assert_eq!(sizes, [(4 << 20) + 20, 0]);
}

/// A range gives what there is of it.
pub async fn ranges_may_end_beyond<R: Remote, K>(fill: impl AsyncFn(Vec<Object>) -> (R, K)) {
    let bytes = sample(1, 100);
    let object = segment(space(0), tag(0), 1, bytes.clone());
    let (remote, _kept) = fill(vec![object.clone()]).await;
    let get = async |start, end| remote.get(&object.0, Some(start..end)).await;
    assert_eq!(get(0, 100).await, Ok(Some(bytes.clone())));
    assert_eq!(get(10, 20).await, Ok(Some(bytes[10..20].to_vec())));
    assert_eq!(get(99, 100).await, Ok(Some(bytes[99..].to_vec())));
    assert_eq!(get(90, 1 << 40).await, Ok(Some(bytes[90..].to_vec())));
    assert_eq!(get(0, u64::MAX).await, Ok(Some(bytes.clone())));
    for nothing in [
        (0, 0),
        (50, 50),
        (100, 101),
        (101, 200),
        (u64::MAX, u64::MAX),
    ] {
        assert_eq!(get(nothing.0, nothing.1).await, Ok(Some(Vec::new())));
    }
}

/// A listing has all objects whose names begin so, no others, in the order of their names, with
/// their sizes.
pub async fn each_prefix_lists_what_begins_so<R: Remote, K>(
    fill: impl AsyncFn(Vec<Object>) -> (R, K),
) {
    let objects = everything();
    let (remote, _kept) = fill(objects.clone()).await;
    for space in [space(0), space(1)] {
        let mut prefixes = vec![
            Prefix::Space(space),
            Prefix::Governance(space),
            Prefix::Heads(space),
            Prefix::Blobs(space),
            Prefix::Joins(space),
            Prefix::Links(space),
        ];
        for tag in [tag(0), tag(1), tag(2)] {
            prefixes.extend([
                Prefix::GovernanceOf(space, tag),
                Prefix::Segments(space, tag),
                Prefix::Checkpoints(space, tag),
            ]);
        }
        for prefix in prefixes {
            let begins = |key: &Key| key.to_string().starts_with(&prefix.to_string());
            let mut expected: Vec<Entry> = objects
                .iter()
                .filter(|(key, _)| begins(key))
                .map(|(key, bytes)| Entry {
                    key: *key,
                    size: bytes.len() as u64,
                })
                .collect();
            expected.sort_by_cached_key(|entry| entry.key.to_string());
            assert!(!expected.is_empty(), "{prefix} is tested with something");
            assert_eq!(list(&remote, &prefix).await, expected, "{prefix}");
        }
    }
}

/// Nothing below a prefix is no failure.
pub async fn prefixes_of_nothing_are_empty<R: Remote, K>(
    fill: impl AsyncFn(Vec<Object>) -> (R, K),
) {
    // Only a link in the first space; nothing in the second.
    let key = Key::Link {
        space: space(0),
        tag: LinkTag::new([1; 16]),
    };
    for held in [Vec::new(), vec![(key, sample(1, 9))]] {
        let (remote, _kept) = fill(held).await;
        for prefix in [
            Prefix::Space(space(1)),
            Prefix::Governance(space(0)),
            Prefix::GovernanceOf(space(0), tag(0)),
            Prefix::Heads(space(0)),
            Prefix::Segments(space(0), tag(0)),
            Prefix::Checkpoints(space(1), tag(1)),
            Prefix::Blobs(space(0)),
            Prefix::Joins(space(0)),
            Prefix::Links(space(1)),
        ] {
            let page = remote.list(&prefix, None).await;
            assert_eq!(page, Ok(crate::remote::Page::default()), "{prefix}");
        }
    }
}

/// 3,000 objects come in as many pages as the store likes; a cursor can be used again.
pub async fn pages_miss_and_repeat_nothing<R: Remote, K>(
    fill: impl AsyncFn(Vec<Object>) -> (R, K),
) {
    let objects = many(3000);
    let (remote, _kept) = fill(objects.clone()).await;
    let mut expected: Vec<Key> = objects.iter().map(|(key, _)| *key).collect();
    expected.sort_by_cached_key(Key::to_string);
    for prefix in [Prefix::Segments(space(0), tag(0)), Prefix::Space(space(0))] {
        let listed: Vec<Key> = list(&remote, &prefix)
            .await
            .into_iter()
            .map(|entry| entry.key)
            .collect();
        assert!(listed == expected, "{prefix}: {} names", listed.len());
        let first = remote.list(&prefix, None).await;
        let next = first.ok().and_then(|page| page.next);
        if let Some(next) = next {
            let once = remote.list(&prefix, Some(&next)).await;
            assert!(once.is_ok());
            assert_eq!(once, remote.list(&prefix, Some(&next)).await);
        }
    }
}
