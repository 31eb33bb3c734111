//! Laws of writing.

use std::pin::pin;
use std::task::Poll;

use colloquy_protocol::{Key, Prefix};

use super::{delete, everything, get, list, many, put, sample, segment, space, tag};
use crate::remote::{Put, Remote};

/// What was put is there for every reader, at once.
pub async fn what_was_put_is_there<R: Remote, K>(make: impl AsyncFn() -> (R, K)) {
    let (remote, _kept) = make().await;
    let prefix = Prefix::Segments(space(0), tag(0));
    for (count, (key, bytes)) in (1..).zip(many(10)) {
        assert_eq!(put(&remote, &key, &bytes).await, Put::Created);
        assert_eq!(get(&remote, &key).await, Some(bytes));
        let listed = list(&remote, &prefix).await;
        assert_eq!(listed.len(), count);
        assert!(listed.iter().any(|entry| entry.key == key));
    }
}

/// The first bytes under a name stay; a second put is told whether it brought the same.
pub async fn nothing_is_overwritten<R: Remote, K>(make: impl AsyncFn() -> (R, K)) {
    let (remote, _kept) = make().await;
    for (key, bytes) in everything() {
        assert_eq!(put(&remote, &key, &bytes).await, Put::Created, "{key}");
        assert_eq!(put(&remote, &key, &bytes).await, Put::Same, "{key}");
        let longer = [bytes.as_slice(), b"x"].concat();
        let mut altered = bytes.clone();
        altered[0] ^= 2;
        for other in [longer, altered, bytes[1..].to_vec(), Vec::new()] {
            assert_eq!(put(&remote, &key, &other).await, Put::Different, "{key}");
            assert_eq!(get(&remote, &key).await.as_ref(), Some(&bytes), "{key}");
        }
    }
    assert_eq!(
        list(&remote, &Prefix::Space(space(0))).await.len() * 2,
        everything().len()
    );
}

/// Deleting takes away what is named and nothing else, and its name is free again.
pub async fn deleting_takes_away<R: Remote, K>(make: impl AsyncFn() -> (R, K)) {
    let (remote, _kept) = make().await;
    let objects = many(20);
    for (key, bytes) in &objects {
        put(&remote, key, bytes).await;
    }
    let keys: Vec<Key> = objects.iter().map(|(key, _)| *key).collect();
    let (gone, kept) = keys.split_at(7);
    delete(&remote, gone).await;
    // Twice, with one that never was, and none at all.
    delete(&remote, gone).await;
    delete(&remote, &[segment(space(5), tag(5), 5, Vec::new()).0]).await;
    delete(&remote, &[]).await;
    for key in gone {
        assert_eq!(get(&remote, key).await, None);
    }
    let listed = list(&remote, &Prefix::Space(space(0))).await;
    assert_eq!(listed.len(), kept.len());
    assert!(
        kept.iter()
            .all(|key| listed.iter().any(|entry| entry.key == *key))
    );
    let (key, bytes) = &objects[0];
    assert_eq!(put(&remote, key, bytes).await, Put::Created);
    assert_eq!(get(&remote, key).await.as_ref(), Some(bytes));
}

/// A put that is stopped at any point has stored the whole object or nothing, and can be done again.
pub async fn a_dropped_put_leaves_nothing_half<R: Remote, K>(make: impl AsyncFn() -> (R, K)) {
    let (remote, _kept) = make().await;
    let prefix = Prefix::Segments(space(0), tag(0));
    for polls in 0.. {
        let (key, bytes) = segment(space(0), tag(0), polls, sample(polls, 1 << 20));
        let finished = {
            let mut put = pin!(remote.put_new(&key, &bytes));
            let mut left = polls;
            std::future::poll_fn(|context| {
                if left == 0 {
                    return Poll::Ready(None);
                }
                left -= 1;
                put.as_mut().poll(context).map(Some)
            })
            .await
        };
        let is_whole = |there: Option<Vec<u8>>| there.is_none_or(|there| there == bytes);
        assert!(is_whole(get(&remote, &key).await), "after {polls} steps");
        for entry in list(&remote, &prefix).await {
            assert_eq!(entry.size, bytes.len() as u64, "after {polls} steps");
        }
        let again = put(&remote, &key, &bytes).await;
        assert!(
            matches!(again, Put::Created | Put::Same),
            "after {polls} steps: {again:?}"
        );
        assert!(get(&remote, &key).await.as_ref() == Some(&bytes));
        match finished {
            None => {}
            Some(Ok(_)) => return,
            Some(Err(error)) => panic!("{error}"),
        }
        assert!(polls < 10_000, "a put ends");
    }
}

/// What is put or deleted between two pages spoils neither: the rest is listed once.
pub async fn listings_go_on_while_things_change<R: Remote, K>(make: impl AsyncFn() -> (R, K)) {
    let (remote, _kept) = make().await;
    let objects = many(1100);
    for (key, bytes) in &objects {
        put(&remote, key, bytes).await;
    }
    let prefix = Prefix::Space(space(0));
    let mut listed = Vec::new();
    let mut gone = Vec::new();
    let mut cursor = None;
    loop {
        let page = match remote.list(&prefix, cursor.as_ref()).await {
            Ok(page) => page,
            Err(error) => panic!("{error}"),
        };
        listed.extend(page.entries.iter().map(|entry| entry.key));
        // The name that the cursor may hold, and one that is still to come.
        let to_come = objects.iter().map(|(key, _)| *key);
        let to_come = to_come.filter(|key| !listed.contains(key)).take(1);
        let now: Vec<Key> = listed.last().copied().into_iter().chain(to_come).collect();
        delete(&remote, &now).await;
        gone.extend(now);
        let (key, bytes) = segment(space(0), tag(1), listed.len() as u64, sample(1, 9));
        put(&remote, &key, &bytes).await;
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let count = listed.len();
    listed.sort_unstable();
    listed.dedup();
    assert_eq!(listed.len(), count, "nothing twice");
    for (key, _) in &objects {
        assert!(
            gone.contains(key) || listed.binary_search(key).is_ok(),
            "{key} is missing"
        );
    }
}
