//! The one conformance suite, on each store.

use colloquy_sync::remote::bundle::{self, All, Bundle, Limits};
use colloquy_sync::remote::conformance::{Object, filled};
use colloquy_sync::remote::{Folder, Memory, RemoteConfig, connect};
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
    colloquy_sync::store_keeps_the_laws!(async || {
        let kept = temporary();
        let folder = Folder::open(kept.path()).await.expect("the folder");
        (folder, kept)
    });
}

mod as_configured {
    use super::*;
    colloquy_sync::store_keeps_the_laws!(async || {
        let kept = temporary();
        let path = kept.path().to_path_buf();
        let remote = connect(&RemoteConfig::Folder { path }).await;
        (remote.expect("the store"), kept)
    });
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
