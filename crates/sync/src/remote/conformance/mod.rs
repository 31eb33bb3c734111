//! The one conformance suite: what every store must do, whoever wrote it.
//!
//! **Context.** The engine's proof runs over a simulated store. It holds for a real one only as far
//! as that one keeps the same laws.
//!
//! **Design.** Laws are async functions that make a store, use it and panic when it breaks the law.
//! [`store_keeps_the_laws`](crate::store_keeps_the_laws) makes a test of each, and
//! [`reading_keeps_the_laws`](crate::reading_keeps_the_laws) of those of reading, for a store that
//! can't be written. A maker gives the store and what is to live as long as it, such as a folder for
//! the test. Stores that can't tell two writers of one moment apart leave
//! [`race::one_writer_creates`] out, and those that can't see quiet
//! [`change::quiet_is_told_from_change`]: name the other laws one by one with [`law`](crate::law).
//!
//! No clock and no waiting is used; tests run on a tokio runtime with several threads.

pub mod change;
pub mod race;
pub mod read;
mod samples;
pub mod write;

pub use samples::{everything, many, sample, segment, space, tag};

use colloquy_protocol::{Key, Prefix};

use super::{Entry, Put, Remote};

/// What a store is to hold.
pub type Object = (Key, Vec<u8>);

/// Makes a test of one law: `law!(maker; module::name)`.
#[macro_export]
macro_rules! law {
    ($make:expr; $module:ident::$law:ident) => {
        #[::tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $law() {
            $crate::remote::conformance::$module::$law($make).await;
        }
    };
}

/// Makes a test of each law of reading. Takes an `impl AsyncFn(Vec<Object>) -> (R, K)`: a store
/// that holds just these objects, and what is kept with it.
#[macro_export]
macro_rules! reading_keeps_the_laws {
    ($fill:expr) => {
        $crate::law!($fill; read::what_is_not_there_is_none);
        $crate::law!($fill; read::objects_come_back_as_they_were);
        $crate::law!($fill; read::large_and_empty_objects);
        $crate::law!($fill; read::ranges_may_end_beyond);
        $crate::law!($fill; read::each_prefix_lists_what_begins_so);
        $crate::law!($fill; read::prefixes_of_nothing_are_empty);
        $crate::law!($fill; read::pages_miss_and_repeat_nothing);
    };
}

/// Makes a test of each law of writing. Takes an `impl AsyncFn() -> (R, K)`: an empty store, and
/// what is kept with it.
#[macro_export]
macro_rules! writing_keeps_the_laws {
    ($make:expr) => {
        $crate::law!($make; write::what_was_put_is_there);
        $crate::law!($make; write::nothing_is_overwritten);
        $crate::law!($make; write::deleting_takes_away);
        $crate::law!($make; write::a_dropped_put_leaves_nothing_half);
        $crate::law!($make; write::listings_go_on_while_things_change);
        $crate::law!($make; race::writers_of_different_keys);
        $crate::law!($make; race::writers_of_one_key);
        $crate::law!($make; race::one_writer_creates);
        $crate::law!($make; race::readers_see_whole_objects);
        $crate::law!($make; change::no_change_is_missed);
        $crate::law!($make; change::quiet_is_told_from_change);
    };
}

/// Makes a test of each law, for a store that can be written. Takes an `impl AsyncFn() -> (R, K)`: an
/// empty store, and what is kept with it.
#[macro_export]
macro_rules! store_keeps_the_laws {
    ($make:expr) => {
        $crate::reading_keeps_the_laws!($crate::remote::conformance::filled($make));
        $crate::writing_keeps_the_laws!($make);
    };
}

/// A maker of stores that hold something, from one of empty stores.
pub fn filled<R: Remote, K>(make: impl AsyncFn() -> (R, K)) -> impl AsyncFn(Vec<Object>) -> (R, K) {
    async move |objects: Vec<Object>| {
        let (remote, kept) = make().await;
        for (key, bytes) in &objects {
            assert_eq!(put(&remote, key, bytes).await, Put::Created, "{key}");
        }
        (remote, kept)
    }
}

/// All that a store lists below a prefix, each page within the limits of sense.
///
/// # Panics
///
/// When the store fails, or a listing does not end.
pub async fn list<R: Remote>(remote: &R, prefix: &Prefix) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut cursor = None;
    for _ in 0..10_000 {
        let page = match remote.list(prefix, cursor.as_ref()).await {
            Ok(page) => page,
            Err(error) => panic!("{prefix}: {error}"),
        };
        entries.extend(page.entries);
        cursor = page.next;
        if cursor.is_none() {
            return entries;
        }
    }
    panic!("{prefix}: the listing does not end");
}

async fn put<R: Remote>(remote: &R, key: &Key, bytes: &[u8]) -> Put {
    match remote.put_new(key, bytes).await {
        Ok(put) => put,
        Err(error) => panic!("{key}: {error}"),
    }
}

async fn get<R: Remote>(remote: &R, key: &Key) -> Option<Vec<u8>> {
    match remote.get(key, None).await {
        Ok(bytes) => bytes,
        Err(error) => panic!("{key}: {error}"),
    }
}

async fn delete<R: Remote>(remote: &R, keys: &[Key]) {
    if let Err(error) = remote.delete(keys).await {
        panic!("{keys:?}: {error}");
    }
}
