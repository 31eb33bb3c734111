//! Processes of a test: found by their parent, ended with the test.

use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};

use super::until;

/// A helper that ends when this is dropped.
pub struct Helper(pub Child);

impl Drop for Helper {
    fn drop(&mut self) {
        signal(self.0.id(), "TERM");
        // A helper that has ended already, or cannot be waited for, needs nothing more.
        let _ = self.0.wait();
    }
}

/// Starts a helper.
pub fn helper(command: &mut Command) -> Helper {
    let named = command.get_program().to_string_lossy().into_owned();
    let child = command.stdin(Stdio::null()).spawn();
    Helper(
        child.unwrap_or_else(|error| panic!("{named}: {error}; `cargo xtask setup` installs it")),
    )
}

/// Sends a signal; a process that is gone needs none.
pub fn signal(process: u32, name: &str) {
    let _ = Command::new("kill")
        .args(["-s", name, &process.to_string()])
        .stderr(Stdio::null())
        .status();
}

/// The child of a process that runs this program.
pub fn child_of(parent: u32, program: &Path) -> Option<u32> {
    let processes = std::fs::read_dir("/proc").ok()?;
    let numbers = processes
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    numbers
        .filter(|process| is_child_of(*process, parent))
        .find(|process| {
            std::fs::read_link(format!("/proc/{process}/exe"))
                .is_ok_and(|running| running == program)
        })
}

/// Whether a process still runs as the child of another.
pub fn is_child_of(process: u32, parent: u32) -> bool {
    stat(process).is_some_and(|(state, of)| of == parent && state != 'Z')
}

/// Waits until a process has ended.
pub async fn ended(process: u32) {
    let gone = || async {
        stat(process)
            .is_none_or(|(state, _)| state == 'Z')
            .then_some(())
    };
    until("the app ends", gone).await;
}

/// Waits for a program that is to end by itself.
pub async fn exit(mut child: tokio::process::Child) -> ExitStatus {
    let waited = tokio::time::timeout(super::PATIENCE, child.wait()).await;
    waited
        .expect("the program ends by itself")
        .expect("the program can be waited for")
}

/// State and parent of a process.
fn stat(process: u32) -> Option<(char, u32)> {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name in parentheses may hold anything; what follows does not.
    let mut fields = text.rsplit_once(") ")?.1.split(' ');
    Some((fields.next()?.chars().next()?, fields.next()?.parse().ok()?))
}
