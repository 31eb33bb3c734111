//! A writer that is killed: what it was told is stored stays, and nothing is half there.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use colloquy_protocol::Prefix;
use colloquy_sync::remote::conformance::{Object, list, sample, segment, space, tag};
use colloquy_sync::remote::{Folder, Put, Remote};
use tempfile::TempDir;

/// Set in the process that is killed: the store's folder.
const FOLDER: &str = "COLLOQUY_TEST_KILLED_FOLDER";

fn object(number: u64) -> Object {
    segment(space(0), tag(0), number, sample(number, 300_000))
}

/// Puts one object after the other and says so: until killed, or a few when nobody does that.
#[tokio::test]
async fn a_writer_says_what_is_stored() {
    let own = TempDir::new().expect("a folder");
    let given = std::env::var_os(FOLDER).map(PathBuf::from);
    let folder = Folder::open(given.as_deref().unwrap_or(own.path()))
        .await
        .expect("the folder");
    let count = if given.is_some() { u64::MAX } else { 3 };
    for number in 0..count {
        let (key, bytes) = object(number);
        let put = folder.put_new(&key, &bytes).await.expect("put");
        assert!(matches!(put, Put::Created | Put::Same), "{put:?}");
        println!("stored {number}");
    }
}

#[tokio::test]
async fn what_was_stored_outlives_its_writer() {
    let kept = TempDir::new().expect("a folder");
    for round in 1..=8 {
        let mut writer = Command::new(std::env::current_exe().expect("this program"))
            .args(["--exact", "a_writer_says_what_is_stored", "--nocapture"])
            .env(FOLDER, kept.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a process");
        let output = writer.stdout.take().expect("its output");
        // Each round goes on where the last one ended, and further.
        let last = format!("stored {}", round * 5);
        let lines = BufReader::new(output).lines();
        let reached = lines
            .map_while(Result::ok)
            .any(|line| line.ends_with(&last));
        writer.kill().expect("killed");
        writer.wait().expect("ended");
        assert!(reached, "the writer got as far as {last}");

        let folder = Folder::open(kept.path()).await.expect("the folder");
        let listed = list(&folder, &Prefix::Space(space(0))).await;
        assert!(listed.len() as u64 > round * 5);
        for (number, _) in (0..).zip(&listed) {
            let (key, bytes) = object(number);
            let there = folder.get(&key, None).await.expect("read");
            assert!(
                there == Some(bytes),
                "{number} of {} is whole",
                listed.len()
            );
        }
    }
}
