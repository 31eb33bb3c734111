//! Laws of several at work at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use colloquy_protocol::Prefix;
use tokio::task::JoinSet;

use super::{Object, get, list, put, sample, segment, space, tag};
use crate::remote::{Put, Remote, RemoteError};

/// Puts again while the store says that it is busy: two at one name may well be told so.
async fn put_at_last<R: Remote>(remote: &R, (key, bytes): &Object) -> Put {
    for _ in 0..1000 {
        match remote.put_new(key, bytes).await {
            Ok(put) => return put,
            Err(RemoteError::Busy { .. }) => tokio::task::yield_now().await,
            Err(error) => panic!("{key}: {error}"),
        }
    }
    panic!("{key}: busy a thousand times");
}

async fn all_at_once<R: Remote + 'static>(remote: &Arc<R>, objects: Vec<Object>) -> Vec<Put> {
    let mut writers = JoinSet::new();
    for object in objects {
        let remote = Arc::clone(remote);
        writers.spawn(async move { put_at_last(&*remote, &object).await });
    }
    writers.join_all().await
}

/// Writers of different names, also in folders that none of them found there, do not meet.
pub async fn writers_of_different_keys<R: Remote + 'static, K>(make: impl AsyncFn() -> (R, K)) {
    let (remote, _kept) = make().await;
    let remote = Arc::new(remote);
    let objects: Vec<Object> = (0..64)
        .map(|number| {
            let device = tag((number % 8) as u8);
            segment(space(0), device, number, sample(number, 2000))
        })
        .collect();
    let puts = all_at_once(&remote, objects.clone()).await;
    assert_eq!(puts, vec![Put::Created; 64]);
    for (key, bytes) in &objects {
        assert_eq!(get(&*remote, key).await.as_ref(), Some(bytes));
    }
    assert_eq!(list(&*remote, &Prefix::Space(space(0))).await.len(), 64);
}

/// Of several writers of one name the store has one's bytes, whole, and keeps them.
pub async fn writers_of_one_key<R: Remote + 'static, K>(make: impl AsyncFn() -> (R, K)) {
    let (remote, _kept) = make().await;
    let remote = Arc::new(remote);
    let (key, same) = segment(space(0), tag(0), 0, sample(0, 70_000));
    let puts = all_at_once(&remote, vec![(key, same.clone()); 16]).await;
    assert!(puts.contains(&Put::Created), "{puts:?}");
    assert!(!puts.contains(&Put::Different), "{puts:?}");
    assert!(get(&*remote, &key).await == Some(same));

    let (key, _) = segment(space(0), tag(0), 1, Vec::new());
    let written: Vec<Object> = (1..=16)
        .map(|number| (key, sample(number, 70_000 + number as usize)))
        .collect();
    let puts = all_at_once(&remote, written.clone()).await;
    assert!(puts.contains(&Put::Created), "{puts:?}");
    let won = get(&*remote, &key).await;
    assert!(written.iter().any(|(_, bytes)| Some(bytes) == won.as_ref()));
    all_at_once(&remote, written).await;
    assert!(get(&*remote, &key).await == won, "what is there stays");
}

/// Of several writers of one name just one is told that it made the object, and it is that one's.
pub async fn one_writer_creates<R: Remote + 'static, K>(make: impl AsyncFn() -> (R, K)) {
    let (remote, _kept) = make().await;
    let remote = Arc::new(remote);
    for round in 0..20 {
        let (key, _) = segment(space(0), tag(0), round, Vec::new());
        let written: Vec<Object> = (1..=8).map(|number| (key, sample(number, 3000))).collect();
        let mut writers = JoinSet::new();
        for object in written {
            let remote = Arc::clone(&remote);
            writers.spawn(async move { (put_at_last(&*remote, &object).await, object.1) });
        }
        let told = writers.join_all().await;
        let created: Vec<_> = told
            .iter()
            .filter(|(put, _)| *put == Put::Created)
            .collect();
        assert_eq!(created.len(), 1);
        assert!(get(&*remote, &key).await.as_ref() == Some(&created[0].1));
        let others = told.iter().filter(|(put, _)| *put == Put::Different);
        assert_eq!(others.count(), 7);
    }
}

/// Who reads while others write sees an object whole or not at all.
pub async fn readers_see_whole_objects<R: Remote + 'static, K>(make: impl AsyncFn() -> (R, K)) {
    let (remote, _kept) = make().await;
    let remote = Arc::new(remote);
    let objects: Vec<Object> = (0..24)
        .map(|number| segment(space(0), tag(0), number, sample(number, 300_000)))
        .collect();
    let written = Arc::new(AtomicBool::new(false));
    let reader = {
        let (remote, objects) = (Arc::clone(&remote), objects.clone());
        let written = Arc::clone(&written);
        tokio::spawn(async move {
            let mut rounds = 0;
            loop {
                let is_last = written.load(Ordering::Acquire);
                for entry in list(&*remote, &Prefix::Space(space(0))).await {
                    assert_eq!(entry.size, 300_000, "{}", entry.key);
                }
                for (key, bytes) in &objects {
                    let there = get(&*remote, key).await;
                    assert!(there.is_none_or(|there| there == *bytes), "{key}");
                }
                rounds += 1;
                if is_last {
                    return rounds;
                }
            }
        })
    };
    for (key, bytes) in &objects {
        assert_eq!(put(&*remote, key, bytes).await, Put::Created);
    }
    written.store(true, Ordering::Release);
    match reader.await {
        Ok(rounds) => assert!(rounds > 0),
        Err(error) => panic!("{error}"),
    }
}
