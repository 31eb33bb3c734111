//! The simulated store behind the trait for stores, for the driver and the conformance suite.

use std::ops::Range;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use colloquy_protocol::{Key, Prefix};

use super::remote::SimRemote;
use super::rng::SimRng;
use crate::remote::{Capabilities, Changes, Cursor, Page, Put, Remote, RemoteError};
use crate::request::{Answer, Request};

/// One device's way to a simulated store. Each operation waits once before it is done and once after,
/// so that it can be dropped at either.
#[derive(Debug, Clone)]
pub struct SimHandle {
    remote: Arc<Mutex<SimRemote>>,
    rng: Arc<Mutex<SimRng>>,
    device: usize,
}

/// Pending once.
struct Once(bool);

impl Future for Once {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

impl SimHandle {
    /// A device's way to a store.
    #[must_use]
    pub fn new(remote: Arc<Mutex<SimRemote>>, device: usize, rng: SimRng) -> Self {
        let rng = Arc::new(Mutex::new(rng));
        Self {
            remote,
            rng,
            device,
        }
    }

    async fn handle(&self, request: Request) -> Answer {
        Once(false).await;
        let answer = {
            let mut remote = self.remote.lock().unwrap_or_else(PoisonError::into_inner);
            let mut rng = self.rng.lock().unwrap_or_else(PoisonError::into_inner);
            remote.handle(self.device, &request, &mut rng)
        };
        Once(false).await;
        answer
    }
}

fn other<T>() -> Result<T, RemoteError> {
    Err(RemoteError::Failed("another answer".to_owned()))
}

impl Remote for SimHandle {
    async fn put_new(&self, key: &Key, bytes: &[u8]) -> Result<Put, RemoteError> {
        match self.handle(Request::Put(*key, bytes.to_vec())).await {
            Answer::Put(put) => put,
            _ => other(),
        }
    }

    async fn get(
        &self,
        key: &Key,
        range: Option<Range<u64>>,
    ) -> Result<Option<Vec<u8>>, RemoteError> {
        let got = match self.handle(Request::Get(vec![*key])).await {
            Answer::Got(mut got) => got.pop().unwrap_or_else(other),
            _ => other(),
        };
        let Some(range) = range else {
            return got;
        };
        got.map(|bytes| {
            bytes.map(|bytes| {
                let end = (range.end as usize).min(bytes.len());
                let start = (range.start as usize).min(end);
                bytes[start..end].to_vec()
            })
        })
    }

    async fn list(&self, prefix: &Prefix, cursor: Option<&Cursor>) -> Result<Page, RemoteError> {
        match self.handle(Request::List(*prefix, cursor.cloned())).await {
            Answer::Listed(page) => page,
            _ => other(),
        }
    }

    async fn changes(&self, cursor: Option<&Cursor>, _: Duration) -> Result<Changes, RemoteError> {
        let cursor = cursor.cloned().unwrap_or_else(|| Cursor(String::new()));
        Ok(Changes {
            changed: true,
            cursor,
        })
    }

    async fn delete(&self, keys: &[Key]) -> Result<(), RemoteError> {
        match self.handle(Request::Delete(keys.to_vec())).await {
            Answer::Deleted(deleted) => deleted,
            _ => other(),
        }
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities::default()
    }
}
