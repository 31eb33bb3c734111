//! Hybrid logical clock: 48 bits of milliseconds since 1970 and a counter of 16 bits.
//!
//! After Kulkarni, Demirbas et al., “Logical Physical Clocks” (2014). Ties are broken by device id.
//! A moment more than a day ahead is kept and applied but does not move the local clock; nothing is
//! ever refused because of a clock.

use std::fmt;

use minicbor::{Decode, Encode};

/// An event further ahead than this is flagged and does not move the clock: one day, milliseconds.
pub const FAR_AHEAD_MS: u64 = 24 * 60 * 60 * 1000;

const MAX_MS: u64 = (1 << 48) - 1;

/// A moment of a hybrid logical clock. Its order is the order of numbers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Encode, Decode)]
#[cbor(transparent)]
pub struct Hlc(#[n(0)] u64);

impl Hlc {
    /// A moment of milliseconds since 1970 (kept within 48 bits) and a counter.
    #[must_use]
    pub const fn new(ms: u64, counter: u16) -> Self {
        let ms = if ms > MAX_MS { MAX_MS } else { ms };
        Self(ms << 16 | counter as u64)
    }

    /// A moment as it is stored.
    #[must_use]
    pub const fn from_u64(number: u64) -> Self {
        Self(number)
    }

    /// The number that is stored.
    #[must_use]
    pub const fn as_u64(self) -> u64 {
        self.0
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub const fn ms(self) -> u64 {
        self.0 >> 16
    }

    /// Which of the moments of its millisecond.
    #[must_use]
    pub const fn counter(self) -> u16 {
        (self.0 & 0xFFFF) as u16
    }
}

impl fmt::Debug for Hlc {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Hlc({}+{})", self.ms(), self.counter())
    }
}

/// What became of a moment that another device sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// The clock is now at least there.
    Followed,
    /// More than [`FAR_AHEAD_MS`] ahead of the machine's clock: the clock stays.
    FarAhead,
}

/// A device's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Clock {
    last: Hlc,
}

impl Clock {
    /// A clock that has been at this moment.
    #[must_use]
    pub const fn at(last: Hlc) -> Self {
        Self { last }
    }

    /// The latest moment that it gave or followed.
    #[must_use]
    pub const fn last(&self) -> Hlc {
        self.last
    }

    /// The next moment, after every earlier one; `now` is the machine's clock in milliseconds since 1970.
    pub const fn tick(&mut self, now: u64) -> Hlc {
        let machine = Hlc::new(now, 0);
        // The counter runs over into the milliseconds.
        let next = Hlc(self.last.0.saturating_add(1));
        self.last = if machine.0 > self.last.0 {
            machine
        } else {
            next
        };
        self.last
    }

    /// Takes note of a moment that another device sent.
    pub const fn see(&mut self, moment: Hlc, now: u64) -> Seen {
        if moment.ms() > now.saturating_add(FAR_AHEAD_MS) {
            return Seen::FarAhead;
        }
        if moment.0 > self.last.0 {
            self.last = moment;
        }
        Seen::Followed
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_moment_far_ahead_does_not_move_the_clock() {
        let mut clock = Clock::default();
        let now = 1_000_000;
        assert_eq!(
            clock.see(Hlc::new(now + FAR_AHEAD_MS + 1, 0), now),
            Seen::FarAhead
        );
        assert_eq!(clock.tick(now), Hlc::new(now, 0));
        let ahead = Hlc::new(now + FAR_AHEAD_MS, 7);
        assert_eq!(clock.see(ahead, now), Seen::Followed);
        assert_eq!(clock.tick(now), Hlc::new(now + FAR_AHEAD_MS, 8));
    }

    proptest! {
        #[test]
        fn moments_only_rise(
            machine in prop::collection::vec((0..1u64 << 40, prop::option::of(any::<u64>())), 1..40)
        ) {
            let mut clock = Clock::default();
            let mut before = clock.last();
            for (now, seen) in machine {
                if let Some(moment) = seen {
                    clock.see(Hlc::from_u64(moment), now);
                    prop_assert!(clock.last() >= before);
                }
                let next = clock.tick(now);
                prop_assert!(next > before);
                prop_assert!(next.ms() >= now);
                before = next;
            }
        }
    }
}
