//! Every verification of the engine by name, so that the simulation can switch one off and show that
//! a run then fails.
//!
//! Shipped code has only [`Checks::ALL`]: another value can be made only with the feature `testing`.

macro_rules! checks {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// One verification, or a step that correctness rests on.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Check {
            $($(#[$doc])* $name,)*
        }

        impl Check {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

checks! {
    /// An own head at the store beyond the own newest means a copy of the profile.
    OwnHead,
    /// What others saw of this device beyond its own log means a copy of the profile.
    OwnSeen,
    /// A new head is compared with the one before.
    HeadCompare,
    /// What a device saw of another is compared with what the other shows.
    Witness,
    /// The store does not show less than before.
    StoreWentBack,
    /// The bytes of an object are those that its name promises.
    Hash,
    /// A segment follows the one before.
    Chain,
    /// What was put is read back before it is announced.
    ReadBack,
    /// What was announced and does not come is reported.
    Missing,
    /// Events after a cutoff don't count.
    Cutoff,
    /// An epoch that somebody who is gone can read is not written in.
    ClosedEpoch,
    /// What is sealed is kept before it is put, and put again with the same bytes.
    SameBytes,
    /// What somebody deleted is put back.
    Heal,
    /// What is damaged at the store is replaced.
    Repair,
    /// Keys that come later open what came earlier.
    Late,
}

/// Which verifications are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checks {
    #[cfg(feature = "testing")]
    off: Option<Check>,
}

impl Checks {
    /// Every verification: what shipped code uses.
    pub const ALL: Self = Self {
        #[cfg(feature = "testing")]
        off: None,
    };

    /// Every verification but one.
    #[cfg(feature = "testing")]
    #[must_use]
    pub const fn without(check: Check) -> Self {
        Self { off: Some(check) }
    }

    /// Whether to make this one.
    #[cfg(feature = "testing")]
    pub(crate) const fn on(self, check: Check) -> bool {
        match self.off {
            None => true,
            Some(off) => off as u8 != check as u8,
        }
    }

    /// Whether to make this one: always.
    #[cfg(not(feature = "testing"))]
    pub(crate) const fn on(self, _check: Check) -> bool {
        true
    }
}
