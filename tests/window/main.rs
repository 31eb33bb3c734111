//! Tests in the real window: the built app, driven by WebKitWebDriver on an X display.
//!
//! `cargo xtask test --only window` builds the app and gives the display. What a test shows is kept
//! under `target/screens/window`. Linux only: WebKitWebDriver is WebKitGTK's.
#![cfg(target_os = "linux")]

mod harness;

mod closing;
mod data;
mod journey;
mod keeping;
mod never_lost;
mod notices;
mod screens;
mod second_start;
mod sitting;
mod start;
mod tools;
mod whole_course;
