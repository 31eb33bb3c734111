//! Colloquy's sync engine: what to fetch, verify, apply and publish, and the stores it can use.

pub mod lock;
pub mod remote;
