//! How a command fails: a sentence on stderr, or JSON when that was asked for, and an exit code.

use std::io;
use std::process::ExitCode;

use colloquy_core::{Code, Error};

/// Why a command did not end well.
#[derive(Debug)]
pub enum Failure {
    /// The core, or the machine, refused.
    Refused(Error),
    /// The answer is bad news, and it was printed already.
    Told,
    /// Whoever read the answer stopped reading.
    NobodyReads,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl Failure {
    /// A failed write to stdout.
    pub fn printing(source: &io::Error) -> Self {
        if source.kind() == io::ErrorKind::BrokenPipe {
            return Self::NobodyReads;
        }
        let message = format!("The answer could not be printed: {source}.");
        Self::Refused(Error::new(Code::CannotWrite, message))
    }

    /// Says what happened on stderr.
    pub fn report(self, json: bool) -> ExitCode {
        match self {
            Self::Refused(error) if json => tell(&as_json(&error)),
            Self::Refused(error) => tell(&error.message),
            Self::Told => {}
            Self::NobodyReads => return ExitCode::SUCCESS,
        }
        ExitCode::FAILURE
    }
}

/// A failure as `{code, message, context}`.
pub fn as_json(error: &Error) -> String {
    serde_json::to_string(error).unwrap_or_else(|_impossible| error.message.clone())
}

/// Arguments that were not understood, or a question for help or version.
pub fn usage(misunderstood: &clap::Error) -> ExitCode {
    let json = std::env::args_os().any(|argument| argument == "--json");
    if json && misunderstood.use_stderr() {
        tell(&as_json(&Error::invalid(reason(
            &misunderstood.render().to_string(),
        ))));
        return ExitCode::from(2);
    }
    // Printing help to a closed pipe is no failure.
    let _closed = misunderstood.print();
    ExitCode::from(if misunderstood.use_stderr() { 2 } else { 0 })
}

/// The first paragraph of clap's answer, without the usage that follows, as one line.
fn reason(text: &str) -> String {
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    let words: Vec<&str> = paragraph
        .trim_start_matches("error: ")
        .split_whitespace()
        .collect();
    words.join(" ")
}

/// One line on stderr; when stderr is gone there is nobody left to tell.
pub fn tell(line: &str) {
    use io::Write as _;
    let _gone = writeln!(io::stderr(), "{line}");
}
