//! The real program, run as a person or a script would run it.

#![cfg(test)]

mod answers;
mod backups;
mod common;
mod courses;
mod due;
#[cfg(unix)]
mod never_lost;
mod notes;
mod paths;
mod progress;
mod reviews;
mod serve_calls;
mod serve_files;
mod serve_walls;
mod tools;
mod trouble;
