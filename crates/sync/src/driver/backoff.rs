//! How long to wait before the next round.

use std::time::Duration;

use crate::engine::Outcome;
use crate::remote::RemoteError;

/// Waits longer after each failure, up to a limit, and differently on each device: many devices that
/// lost a server together must not come back together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    failures: u32,
}

/// Between two looks when all is well.
const POLL: Duration = Duration::from_secs(30);
/// After the first failure.
const FIRST: Duration = Duration::from_secs(5);
/// At most.
const LONGEST: Duration = Duration::from_secs(15 * 60);

impl Backoff {
    /// Nothing has failed.
    pub const NEW: Self = Self { failures: 0 };

    /// How long to wait after a round. `entropy` are four unpredictable bytes.
    ///
    /// All well: nothing if something changed, else half a minute. Else a random time between half
    /// and the whole of 5 seconds, doubled with each failure, up to a quarter of an hour; never less
    /// than the store asked for.
    pub fn after(&mut self, outcome: &Outcome, entropy: [u8; 4]) -> Duration {
        let Some(error) = outcome.interrupted.as_ref().or(outcome.refused.as_ref()) else {
            self.failures = 0;
            return if outcome.changed {
                Duration::ZERO
            } else {
                POLL
            };
        };
        let doubled = FIRST.saturating_mul(1 << self.failures.min(16));
        self.failures = self.failures.saturating_add(1);
        let whole = doubled.min(LONGEST);
        let share = f64::from(u32::from_le_bytes(entropy)) / f64::from(u32::MAX);
        let jittered = whole.mul_f64(0.5 + 0.5 * share);
        match error {
            RemoteError::Busy {
                retry_after: Some(asked),
            } => jittered.max(*asked),
            _ => jittered,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn failed(error: RemoteError) -> Outcome {
        Outcome {
            interrupted: Some(error),
            ..Outcome::default()
        }
    }

    #[test]
    fn success_starts_again() {
        let mut backoff = Backoff::NEW;
        let lost = failed(RemoteError::Unreachable("the folder".into()));
        for _ in 0..5 {
            backoff.after(&lost, [0; 4]);
        }
        assert_eq!(backoff.after(&Outcome::default(), [0; 4]), POLL);
        assert_eq!(backoff.after(&lost, [255; 4]), FIRST);
    }

    #[test]
    fn the_store_is_left_alone_as_long_as_it_asks() {
        let asked = Duration::from_secs(3600);
        let busy = failed(RemoteError::Busy {
            retry_after: Some(asked),
        });
        let mut backoff = Backoff::NEW;
        assert_eq!(backoff.after(&busy, [0; 4]), asked);
    }

    proptest! {
        #[test]
        fn waits_grow_to_the_limit(times in 0..40_u32, entropy: [u8; 4]) {
            let mut backoff = Backoff { failures: times };
            let wait = backoff.after(&failed(RemoteError::Full), entropy);
            let whole = (5_u64 << times.min(16)).min(900);
            prop_assert!(wait >= Duration::from_millis(whole * 500));
            prop_assert!(wait <= Duration::from_millis(whole * 1000));
        }
    }
}
