//! How the server is asked to end.

use std::future::Future;
use std::io;

use colloquy_core::{Code, Error};

/// Starts to listen for the request to end (Ctrl-C, and on Unix SIGTERM and SIGHUP) and returns
/// the wait for it.
pub fn asked() -> Result<impl Future<Output = ()> + Send + 'static, Error> {
    signals().map_err(|source| {
        let message = format!("The signals to end could not be awaited: {source}.");
        Error::new(Code::Internal, message)
    })
}

#[cfg(unix)]
fn signals() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hangup = signal(SignalKind::hangup())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
    })
}

#[cfg(windows)]
fn signals() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    let mut closed = tokio::signal::windows::ctrl_close()?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = closed.recv() => {}
        }
    })
}
