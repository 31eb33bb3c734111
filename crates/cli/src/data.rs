//! The data folder: opening it, calling its commands, and what to say when it cannot be used.

use std::path::PathBuf;
use std::sync::Arc;

use colloquy_core::api::{self, AppStatus, Host, StartProblem};
use colloquy_core::app::Machine;
use colloquy_core::db::Folder;
use colloquy_core::{Code, Error};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::failure::Failure;

/// Which data folder was asked for.
#[derive(Debug)]
pub struct Place {
    chosen: Option<PathBuf>,
}

impl Place {
    /// The folder given with `--data`, or the user's own.
    pub fn new(chosen: Option<PathBuf>) -> Result<Self, Error> {
        let chosen = chosen
            .map(|path| {
                std::path::absolute(&path)
                    .map_err(|source| Error::file("resolve the path", &path, &source))
            })
            .transpose()?;
        Ok(Self { chosen })
    }

    /// Opens the folder in whatever state it is.
    pub fn open(&self) -> Result<Host, Error> {
        let folder = self
            .chosen
            .as_ref()
            .map_or_else(Folder::of_user, |dir| Ok(Folder::at(dir)))?;
        Ok(Host::open(folder, Arc::new(Machine)))
    }

    /// Opens the folder and refuses, with what is safe and what to do, when the database has a
    /// problem.
    pub fn ready(&self) -> Result<Host, Failure> {
        let host = self.open()?;
        match host.status()?.problem {
            None => Ok(host),
            Some(problem) => Err(self.explain(&problem).into()),
        }
    }

    /// The problem as an error whose message also says what is safe and what to do.
    pub fn explain(&self, problem: &StartProblem) -> Error {
        let mut error = problem.error.clone();
        error.message = format!("{} {}", error.message, self.advice(problem));
        match problem.backups.first() {
            Some(newest) => error.with("newest_backup", &newest.name),
            None => error,
        }
    }

    /// What is safe, and what to do.
    pub fn advice(&self, problem: &StartProblem) -> String {
        let colloquy = self.colloquy();
        match (problem.error.code, problem.backups.first()) {
            (Code::DatabaseNewer, _) => format!(
                "It was not touched and your data is safe. Install the newer Colloquy, or use another \
                 folder with --data; `{colloquy} backup list` shows the backups."
            ),
            (Code::DatabaseCorrupt, Some(newest)) => format!(
                "It was not touched. `{colloquy} backup restore {}` puts the newest good backup in its \
                 place and keeps the damaged file aside.",
                newest.name
            ),
            (Code::DatabaseCorrupt, None) => format!(
                "It was not touched, and there is no good backup of it. Copy the file to a safe place; \
                 `{colloquy} call app_recover '{{\"action\":\"fresh\"}}'` keeps it aside and starts empty."
            ),
            (Code::DatabaseLocked, _) => {
                "It was not touched and your data is safe. Close the other program, then try again."
                    .to_owned()
            }
            (Code::CannotWrite, _) => {
                "Nothing was changed. Make room on the disk or make the folder writable, then try \
                 again; or use another folder with --data."
                    .to_owned()
            }
            _ => format!(
                "Nothing was deleted. Copy the data folder to a safe place; `{colloquy} status --json` \
                 prints what to report."
            ),
        }
    }

    /// This program with the `--data` that was given, for a command to copy.
    fn colloquy(&self) -> String {
        match &self.chosen {
            None => "colloquy".to_owned(),
            Some(dir) => {
                let dir = dir.display().to_string();
                let plain =
                    |letter: char| letter.is_ascii_alphanumeric() || "/._-+:\\".contains(letter);
                if dir.chars().all(plain) {
                    return format!("colloquy --data {dir}");
                }
                format!("colloquy --data '{}'", dir.replace('\'', r"'\''"))
            }
        }
    }
}

/// Runs a command of the table with typed request and reply.
pub fn call<O: DeserializeOwned>(
    host: &Host,
    name: &str,
    input: &impl Serialize,
) -> Result<O, Error> {
    let reply = api::dispatch(host, name, serde_json::to_value(input)?)?;
    Ok(serde_json::from_value(reply.value)?)
}

/// The course that was named, or the current one.
pub fn course_or_current(host: &Host, named: Option<&str>) -> Result<String, Error> {
    if let Some(course) = named {
        return Ok(course.to_owned());
    }
    let AppStatus { current_course, .. } = host.status()?;
    current_course.ok_or_else(|| {
        Error::new(
            Code::NotFound,
            "No course was started here. `colloquy call course_start` starts the built-in one, and \
             `colloquy course open FILE` installs another.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(code: Code) -> StartProblem {
        StartProblem {
            error: Error::new(code, "The database says no."),
            backups: Vec::new(),
        }
    }

    #[test]
    fn every_start_up_problem_says_what_is_safe_and_what_to_do() {
        let place = Place { chosen: None };
        for code in [
            Code::DatabaseNewer,
            Code::DatabaseCorrupt,
            Code::DatabaseLocked,
            Code::CannotWrite,
            Code::Internal,
        ] {
            let told = place.explain(&problem(code));
            assert_eq!(told.code, code);
            assert!(
                told.message.starts_with("The database says no. "),
                "{}",
                told.message
            );
            assert!(
                ["was not touched", "Nothing was"]
                    .iter()
                    .any(|safe| told.message.contains(safe)),
                "{}",
                told.message
            );
        }
    }

    #[test]
    fn a_command_to_copy_names_the_folder_in_use() {
        let place = |dir: &str| Place {
            chosen: Some(PathBuf::from(dir)),
        };
        assert_eq!(place("/tmp/a").colloquy(), "colloquy --data /tmp/a");
        assert_eq!(
            place("/tmp/Ann's data").colloquy(),
            r"colloquy --data '/tmp/Ann'\''s data'"
        );
    }
}
