//! The app in a window, with everything it needs around it. See [`App`].

mod app;
mod axe;
mod beside;
mod bus;
mod display;
mod driver;
mod page;
mod places;
mod process;
mod x11;

pub use app::{App, Launch, NO_BUS};
pub use beside::sheet;
pub use bus::Bus;
pub use page::keys;
pub use places::{Data, course};

use std::future::Future;
use std::time::Duration;

use tokio::time::{Instant, MissedTickBehavior, interval};

/// How long anything may take before a test fails. Generous: the machine may be busy.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Looks again and again until something is there, or for as long as the harness has patience.
pub async fn poll<T, F: Future<Output = Option<T>>>(mut look: impl FnMut() -> F) -> Option<T> {
    let end = Instant::now() + PATIENCE;
    let mut ticks = interval(Duration::from_millis(25));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while Instant::now() < end {
        ticks.tick().await;
        if let Some(found) = look().await {
            return Some(found);
        }
    }
    None
}

/// Looks again and again until something is there; fails with `what` when it does not come.
pub async fn until<T, F: Future<Output = Option<T>>>(what: &str, look: impl FnMut() -> F) -> T {
    poll(look)
        .await
        .unwrap_or_else(|| panic!("{what}: not within {} s", PATIENCE.as_secs()))
}
