//! Several futures side by side, their results in order.

use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

type Running<'future, T> = (usize, Pin<Box<dyn Future<Output = T> + Send + 'future>>);

/// Runs all futures, at most so many at once; gives their results in the order of the futures.
pub(super) async fn all<'future, F>(
    futures: impl IntoIterator<Item = F>,
    at_once: usize,
) -> Vec<F::Output>
where
    F: Future + Send + 'future,
{
    let mut waiting: VecDeque<Running<'future, F::Output>> = futures
        .into_iter()
        .enumerate()
        .map(|(index, future)| (index, Box::pin(future) as Pin<Box<_>>))
        .map(|(index, future)| (index, future as Pin<Box<dyn Future<Output = _> + Send>>))
        .collect();
    let mut results: Vec<(usize, F::Output)> = Vec::with_capacity(waiting.len());
    let mut running: Vec<Running<'future, F::Output>> = Vec::new();
    poll_fn(|context| {
        loop {
            while running.len() < at_once
                && let Some(next) = waiting.pop_front()
            {
                running.push(next);
            }
            let before = results.len();
            running.retain_mut(|(index, future)| match future.as_mut().poll(context) {
                Poll::Ready(result) => {
                    results.push((*index, result));
                    false
                }
                Poll::Pending => true,
            });
            if running.is_empty() && waiting.is_empty() {
                return Poll::Ready(());
            }
            // Those that took a free place have to be polled too.
            if results.len() == before || waiting.is_empty() {
                return Poll::Pending;
            }
        }
    })
    .await;
    results.sort_unstable_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::{Context, Waker};

    use super::*;

    /// Ready after so many polls.
    struct Slow<'count> {
        polls: usize,
        under_way: &'count AtomicUsize,
        most: &'count AtomicUsize,
        begun: bool,
    }

    impl Future for Slow<'_> {
        type Output = usize;

        fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<usize> {
            if !self.begun {
                self.begun = true;
                let now = self.under_way.fetch_add(1, Ordering::Relaxed) + 1;
                self.most.fetch_max(now, Ordering::Relaxed);
            }
            if self.polls == 0 {
                self.under_way.fetch_sub(1, Ordering::Relaxed);
                return Poll::Ready(self.most.load(Ordering::Relaxed));
            }
            self.polls -= 1;
            Poll::Pending
        }
    }

    #[test]
    fn results_keep_their_order_and_few_run_at_once() {
        let (under_way, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let futures = (0..20).map(|index| {
            let slow = Slow {
                polls: (index * 7) % 5,
                under_way: &under_way,
                most: &most,
                begun: false,
            };
            async move {
                slow.await;
                index
            }
        });
        let mut joined = std::pin::pin!(all(futures, 3));
        let mut context = Context::from_waker(Waker::noop());
        let results = loop {
            if let Poll::Ready(results) = joined.as_mut().poll(&mut context) {
                break results;
            }
        };
        assert_eq!(results, (0..20).collect::<Vec<_>>());
        assert_eq!(most.load(Ordering::Relaxed), 3);
    }
}
