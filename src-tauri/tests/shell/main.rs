//! The shell on Tauri's mock runtime: the real configuration, page and access rules, without a window.

mod access;
mod commands;
mod notices;
mod policy;
mod shell;
