//! The one conformance suite, on each store.

use std::fs;

use colloquy_sync::remote::bundle::{self, All, Bundle, Limits};
use colloquy_sync::remote::conformance::{Object, filled};
use colloquy_sync::remote::{AnyRemote, Folder, Memory, RemoteConfig, connect};
use tempfile::TempDir;

fn temporary() -> TempDir {
    TempDir::new().expect("a folder for the test")
}

mod in_memory {
    use super::*;
    colloquy_sync::store_keeps_the_laws!(async || (Memory::new(), ()));
}

mod in_memory_with_small_pages {
    use super::*;
    colloquy_sync::reading_keeps_the_laws!(filled(async || (Memory::with_page(7), ())));
}

mod in_a_folder {
    use super::*;

    async fn empty() -> (Folder, TempDir) {
        let kept = temporary();
        let folder = Folder::open(kept.path()).await.expect("the folder");
        (folder, kept)
    }

    /// What another machine's drive brings: plain files, not written by us.
    async fn brought(objects: Vec<Object>) -> (Folder, TempDir) {
        let (folder, kept) = empty().await;
        for (key, bytes) in objects {
            let path = kept.path().join(key.to_string());
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            fs::write(path, bytes).expect("a file");
        }
        (folder, kept)
    }

    colloquy_sync::reading_keeps_the_laws!(brought);
    colloquy_sync::writing_keeps_the_laws!(empty);
}

mod as_configured {
    use super::*;

    async fn empty() -> (AnyRemote, TempDir) {
        let kept = temporary();
        let path = kept.path().to_path_buf();
        let remote = connect(&RemoteConfig::Folder { path }).await;
        (remote.expect("the store"), kept)
    }

    // It only passes everything on: one law for each function is enough.
    colloquy_sync::law!(filled(empty); read::objects_come_back_as_they_were);
    colloquy_sync::law!(filled(empty); read::ranges_may_end_beyond);
    colloquy_sync::law!(filled(empty); read::each_prefix_lists_what_begins_so);
    colloquy_sync::law!(empty; write::deleting_takes_away);
    colloquy_sync::law!(empty; change::quiet_is_told_from_change);
}

mod in_a_bundle {
    use super::*;

    async fn bundled(objects: Vec<Object>) -> (Bundle, TempDir) {
        let (memory, ()) = filled(async || (Memory::new(), ()))(objects.clone()).await;
        let kept = temporary();
        let path = kept.path().join("objects.colloquy");
        let mut spaces: Vec<_> = objects.iter().map(|(key, _)| key.space()).collect();
        spaces.sort_unstable();
        spaces.dedup();
        let written = bundle::write(&memory, &spaces, &All, Limits::default(), &path)
            .await
            .expect("a bundle");
        assert_eq!(written.objects, objects.len() as u64);
        let bundle = Bundle::open(&path).await.expect("the bundle");
        assert!(bundle.findings().is_whole());
        (bundle, kept)
    }

    colloquy_sync::reading_keeps_the_laws!(bundled);
}
