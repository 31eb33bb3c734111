//! The lock between processes.

use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use colloquy_sync::lock::{LockError, SyncLock};
use tempfile::TempDir;

/// Set in the process that the other test starts: the data folder to lock.
const FOLDER: &str = "COLLOQUY_TEST_LOCK_FOLDER";

/// Starts this test program again, holding the lock until its input ends.
fn holder(folder: &TempDir) -> Child {
    let program = std::env::current_exe().expect("this program");
    let mut child = Command::new(program)
        .args(["--exact", "the_lock_can_be_held", "--nocapture"])
        .env(FOLDER, folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a process");
    let output = child.stdout.take().expect("its output");
    let mut lines = BufReader::new(output).lines();
    let is_held = lines.any(|line| line.is_ok_and(|line| line.ends_with("held")));
    assert!(is_held, "the process took the lock");
    child
}

#[test]
fn the_lock_can_be_held() {
    let own = TempDir::new().expect("a folder");
    let given = std::env::var_os(FOLDER).map(PathBuf::from);
    let folder = given.as_deref().unwrap_or(own.path());
    let lock = SyncLock::take(folder).expect("free");
    if given.is_some() {
        println!("held");
        let mut rest = Vec::new();
        std::io::stdin().read_to_end(&mut rest).expect("an end");
    }
    drop(lock);
    assert!(SyncLock::take(folder).is_ok(), "free again");
}

#[test]
fn a_process_that_is_killed_lets_go() {
    let folder = TempDir::new().expect("a folder");
    let mut other = holder(&folder);
    match SyncLock::take(folder.path()) {
        Err(LockError::Held { process }) => assert_eq!(process, Some(other.id())),
        taken => panic!("{taken:?}"),
    }
    other.kill().expect("killed");
    other.wait().expect("ended");
    assert!(SyncLock::take(folder.path()).is_ok());
}
