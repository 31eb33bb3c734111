//! Trying a store out, on good ones and on each way of being bad.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use colloquy_protocol::{Key, LinkTag, Prefix, SpaceId};
use colloquy_sync::remote::conformance::{everything, filled, space};
use colloquy_sync::remote::foreign::Foreign;
use colloquy_sync::remote::{
    Capabilities, Changes, Cursor, Folder, Memory, Outcome, PROBE_SPACE, Page, Problem, Put,
    Remote, RemoteConfig, RemoteError, Spaces, Step, connect, try_out,
};
use tempfile::TempDir;

/// A clock that moves on by 7 ms whenever it is looked at.
fn clock() -> impl Fn() -> Duration + Send + Sync {
    let ticks = AtomicU64::new(0);
    move || Duration::from_millis(ticks.fetch_add(7, Ordering::Relaxed))
}

fn probe(space: SpaceId) -> Key {
    let tag = LinkTag::new([0x5A; 16]);
    Key::Link { space, tag }
}

async fn tried<R: Remote + Spaces>(remote: &R, own: Option<SpaceId>) -> Outcome {
    try_out(remote, own, LinkTag::new([0x5A; 16]), clock()).await
}

#[tokio::test]
async fn a_good_store_is_good_and_as_it_was() {
    let (memory, ()) = filled(async || (Memory::new(), ()))(everything()).await;
    for (own, is_there) in [
        (Some(space(0)), true),
        (Some(space(8)), false),
        (None, false),
    ] {
        let outcome = tried(&memory, own).await;
        assert!(outcome.is_good() && outcome.is_reachable(), "{outcome:?}");
        assert!(outcome.can_write && outcome.can_remove);
        assert_eq!(outcome.round_trip, Some(Duration::from_millis(7)));
        assert_eq!(outcome.own_space, is_there);
        let others = if is_there {
            vec![space(1)]
        } else {
            vec![space(0), space(1)]
        };
        assert_eq!(outcome.other_spaces, others);
        assert_eq!(memory.len(), everything().len(), "the probe is gone");
    }
}

#[tokio::test]
async fn a_folder_tells_what_lies_in_it() {
    let kept = TempDir::new().expect("a folder");
    let path = kept.path().to_path_buf();
    let folder = connect(&RemoteConfig::Folder { path: path.clone() })
        .await
        .expect("the folder");
    let outcome = tried(&folder, None).await;
    assert!(outcome.is_good(), "{outcome:?}");
    assert!(!path.join(probe(PROBE_SPACE).to_string()).exists());
    let format = Key::Format { space: space(0) };
    folder.put_new(&format, b"x").await.expect("put");
    for (name, bytes) in [("format (1)", "x"), (".DS_Store", ""), ("cat.jpg", "")] {
        let above = path.join(format!("v1/{}", space(0)));
        std::fs::write(above.join(name), bytes).expect("a file");
    }
    let outcome = tried(&folder, Some(space(0))).await;
    assert!(outcome.is_good() && outcome.own_space, "{outcome:?}");
    assert_eq!(outcome.other_spaces, [], "that of the probe is none");
    let kinds: Vec<Foreign> = outcome.foreign.iter().map(|(_, kind)| *kind).collect();
    assert_eq!(kinds, [Foreign::System, Foreign::Other, Foreign::Copy]);
}

#[tokio::test]
async fn a_folder_that_went_away_is_not_reachable() {
    let kept = TempDir::new().expect("a folder");
    let folder = Folder::open(kept.path()).await.expect("the folder");
    drop(kept);
    let outcome = tried(&folder, Some(space(0))).await;
    assert!(!outcome.is_reachable() && !outcome.can_write && !outcome.can_remove);
    assert!(matches!(
        outcome.problems.as_slice(),
        [(Step::Reach, Problem::Error(RemoteError::Unreachable(_)))]
    ));
}

/// What a bad store does to the probe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Fails(Step),
    /// Keeps half of what is written.
    Tears,
    /// Shows nothing in listings.
    Hides,
    /// Takes nothing away.
    Keeps,
    /// Takes what is written and loses it.
    Loses,
}

struct Bad {
    store: Memory,
    fault: Fault,
    gets: AtomicU64,
}

impl Bad {
    fn fails(&self, step: Step) -> Result<(), RemoteError> {
        match self.fault == Fault::Fails(step) {
            true => Err(RemoteError::Full),
            false => Ok(()),
        }
    }
}

impl Remote for Bad {
    async fn put_new(&self, key: &Key, bytes: &[u8]) -> Result<Put, RemoteError> {
        self.fails(Step::Write)?;
        match self.fault {
            Fault::Tears => self.store.put_new(key, &bytes[..bytes.len() / 2]).await,
            Fault::Loses => Ok(Put::Created),
            _ => self.store.put_new(key, bytes).await,
        }
    }

    async fn get(
        &self,
        key: &Key,
        range: Option<Range<u64>>,
    ) -> Result<Option<Vec<u8>>, RemoteError> {
        match self.gets.fetch_add(1, Ordering::Relaxed) {
            0 => self.fails(Step::Reach)?,
            1 => self.fails(Step::Read)?,
            _ => {}
        }
        self.store.get(key, range).await
    }

    async fn list(&self, prefix: &Prefix, cursor: Option<&Cursor>) -> Result<Page, RemoteError> {
        self.fails(Step::Find)?;
        match self.fault {
            Fault::Hides => Ok(Page::default()),
            _ => self.store.list(prefix, cursor).await,
        }
    }

    async fn changes(&self, _: Option<&Cursor>, _: Duration) -> Result<Changes, RemoteError> {
        Err(RemoteError::Full)
    }

    async fn delete(&self, keys: &[Key]) -> Result<(), RemoteError> {
        self.fails(Step::Remove)?;
        match self.fault {
            Fault::Keeps => Ok(()),
            _ => self.store.delete(keys).await,
        }
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities::default()
    }
}

impl Spaces for Bad {
    async fn spaces(&self) -> Result<Vec<SpaceId>, RemoteError> {
        self.fails(Step::List)?;
        self.store.spaces().await
    }
}

#[tokio::test]
async fn each_way_of_being_bad_is_told() {
    let failed = |step| (step, Problem::Error(RemoteError::Full));
    // What is wrong, and whether things can be written and removed all the same.
    let cases = [
        (Fault::Fails(Step::Reach), failed(Step::Reach), false, false),
        (Fault::Fails(Step::List), failed(Step::List), true, true),
        (Fault::Fails(Step::Write), failed(Step::Write), false, false),
        (Fault::Fails(Step::Read), failed(Step::Read), false, true),
        (Fault::Fails(Step::Find), failed(Step::Find), true, true),
        (
            Fault::Fails(Step::Remove),
            failed(Step::Remove),
            true,
            false,
        ),
        (Fault::Tears, (Step::Read, Problem::Altered), false, true),
        (Fault::Hides, (Step::Find, Problem::NotListed), true, true),
        (
            Fault::Keeps,
            (Step::Remove, Problem::NotRemoved),
            true,
            false,
        ),
    ];
    for (fault, problem, can_write, can_remove) in cases {
        let bad = Bad {
            store: Memory::new(),
            fault,
            gets: AtomicU64::new(0),
        };
        let outcome = tried(&bad, None).await;
        assert_eq!(outcome.problems, [problem], "{fault:?}");
        assert_eq!(
            (outcome.can_write, outcome.can_remove),
            (can_write, can_remove),
            "{fault:?}"
        );
        assert!(!outcome.is_good());
    }
    let bad = Bad {
        store: Memory::new(),
        fault: Fault::Loses,
        gets: AtomicU64::new(0),
    };
    let steps: Vec<Step> = tried(&bad, None)
        .await
        .problems
        .iter()
        .map(|(step, _)| *step)
        .collect();
    assert_eq!(steps, [Step::Read, Step::Find]);
}

#[test]
fn a_store_is_remembered_without_secrets() {
    let config = RemoteConfig::Folder {
        path: "/home/ada/Drive".into(),
    };
    let text = serde_json::to_string(&config).expect("JSON");
    assert_eq!(text, r#"{"kind":"folder","path":"/home/ada/Drive"}"#);
    assert_eq!(
        serde_json::from_str::<RemoteConfig>(&text).expect("the same"),
        config
    );
    let bundle = r#"{"kind":"bundle","path":"a.colloquy"}"#;
    let bundle: RemoteConfig = serde_json::from_str(bundle).expect("a bundle");
    assert_eq!(
        bundle,
        RemoteConfig::Bundle {
            path: "a.colloquy".into()
        }
    );
    for wrong in [
        r#"{"kind":"folder"}"#,
        r#"{"kind":"carrier_pigeon","path":"x"}"#,
        r#"{"kind":"folder","path":"x","password":"y"}"#,
    ] {
        assert!(
            serde_json::from_str::<RemoteConfig>(wrong).is_err(),
            "{wrong}"
        );
    }
}
