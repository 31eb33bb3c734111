//! The device's own keeping of one space: what the engine needs of the product's database.
//!
//! **Context.** The process may be killed at any moment. What was acknowledged to a person must be
//! there afterwards, once.
//!
//! **Design.** Few plain functions. Everything that changes goes through [`Store::commit`]: a list of
//! changes made whole or not at all, together with the product's rows. Each place in the engine that
//! commits has a name ([`WritePoint`]), so that a test can kill before and after each.
//!
//! **Where segments' bytes are kept:** here, own and others', as they came. That costs once more
//! what they cost at the store, about 160 bytes an event (16 MB for 100,000), and buys healing byte
//! for byte, retries with the same bytes, proofs, bundles without a connection, and moving to another
//! store from any device.

use std::collections::BTreeMap;

use colloquy_protocol::identity::DeviceCard;
use colloquy_protocol::segment::Place;
use colloquy_protocol::{DeviceId, DeviceTag, EpochKey, Event, Hash, Key, Tip};
use rand_core::CryptoRng;

use crate::finding::{FindingId, Report};

/// Why the device's own keeping failed. Texts name the place and hold nothing private.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// No room on the device's disk: nothing was changed.
    #[error("the disk of this device is full")]
    Full,
    /// Anything else: nothing was changed.
    #[error("the local database failed: {0}")]
    Failed(String),
}

/// How an object is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Still to be put at the store, with these very bytes.
    Waiting,
    /// Seen whole at the store, or got from there.
    Stored,
}

/// A segment that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptSegment {
    /// Its first event.
    pub first: u64,
    /// Where the log stands after it.
    pub tip: Tip,
    /// Its name.
    pub key: Key,
    /// How many bytes it has.
    pub size: u64,
    /// Whether it is at the store.
    pub kept: Kept,
    /// Whether its events were applied; not if its epoch's key was never given to this device.
    pub opened: bool,
}

/// The newest head of a device that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptHead {
    /// Its name, with the counter.
    pub key: Key,
    /// The object.
    pub bytes: Vec<u8>,
    /// Whether it is at the store.
    pub kept: Kept,
    /// When it came, milliseconds since 1970 by this device's clock.
    pub heard_ms: u64,
}

/// Small things that the engine remembers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks {
    /// When a round last came to its end; 0 for never. Milliseconds since 1970, like all here.
    pub synced_ms: u64,
    /// When everything on the store was last compared with what is kept; 0 for never.
    pub surveyed_ms: u64,
    /// When the newest own head was made.
    pub head_ms: u64,
    /// The own checkpoint that the next head names.
    pub checkpoint: Option<Tip>,
    /// When that checkpoint was made.
    pub checkpoint_ms: u64,
    /// The counter of the first head that named it; 0 before there is one.
    pub checkpoint_head: u64,
}

/// Everything small, as it is loaded when the engine starts.
#[derive(Debug, Clone, Default)]
pub struct Saved {
    /// Governance entries.
    pub governance: Vec<Vec<u8>>,
    /// The newest head of each device, the own included.
    pub heads: BTreeMap<DeviceTag, KeptHead>,
    /// How far each log was read; for the own, how far it was sealed.
    pub tips: BTreeMap<DeviceTag, Tip>,
    /// Epoch keys that came by another way than the governance log.
    pub keys: Vec<EpochKey>,
    /// The cutoffs in force.
    pub cutoffs: BTreeMap<DeviceId, u64>,
    /// Findings that are open.
    pub findings: Vec<Report>,
    /// Small things.
    pub marks: Marks,
}

/// One change.
#[derive(Debug, Clone)]
pub enum Change<'engine> {
    /// Keep an object; a segment with where its log stands after it and whether it was opened.
    Keep {
        /// Its name. A head replaces the device's head before.
        key: Key,
        /// The object.
        bytes: &'engine [u8],
        /// How.
        kept: Kept,
        /// For a segment.
        segment: Option<(Tip, bool)>,
    },
    /// These are at the store.
    Stored(Vec<Key>),
    /// Keep these no longer.
    Forget(Vec<Key>),
    /// The own log is sealed so far.
    Sealed(Tip),
    /// Another log was read so far.
    Read(DeviceTag, Tip),
    /// Apply events of one device, in their order, to the product: exactly once each. They are new to
    /// the log unless a second application is asked for by mistake, which must change nothing. They
    /// follow each other but not always what the log has of the device: what can't be read may come
    /// later. Those that lie beyond the device's cutoff are kept and do not count.
    Apply(&'engine [Event]),
    /// A kept segment has been opened now.
    Opened(Key),
    /// From now on, only events of these devices up to these count, and all events of all other
    /// devices: what was applied and counts no longer is taken back, what counts again is applied.
    /// The product's state is afterwards that of a log of the events that count.
    Cutoffs(&'engine BTreeMap<DeviceId, u64>),
    /// Tell a person; again with the same name changes nothing but what it says.
    Report(&'engine Report),
    /// It has answered itself.
    Resolve(FindingId),
    /// Small things.
    Marks(Marks),
    /// The bytes of a piece of an attachment came.
    Blob(Hash, &'engine [u8]),
    /// From now on the device is another: own events after `after` are taken out of the old device's
    /// log and written at the end of the new one's, in their order, with their moments and as not yet
    /// sealed. The product's state is afterwards that of a log which had them there at first.
    Become {
        /// The log as it was.
        old: Place,
        /// The last event that stays there.
        after: Tip,
        /// The new device.
        new: &'engine DeviceCard,
    },
}

macro_rules! write_points {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// Each place in the engine that commits.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum WritePoint {
            $($(#[$doc])* $name,)*
        }

        impl WritePoint {
            /// All of them, numbered by their place.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

write_points! {
    /// Governance entries that came.
    Governance,
    /// An own governance entry, waiting.
    Proposed,
    /// Cutoffs in force.
    Cutoffs,
    /// Heads of others that came.
    Heads,
    /// A segment and its events.
    Apply,
    /// A segment whose epoch is not for this device.
    Unread,
    /// Events of a segment whose key came later.
    Late,
    /// A piece of an attachment.
    Blob,
    /// An own segment, sealed, waiting.
    Seal,
    /// Objects read back from the store.
    Stored,
    /// An own head, waiting.
    Head,
    /// A merged segment, waiting.
    Merge,
    /// A checkpoint, waiting.
    Checkpoint,
    /// Segments that are covered, forgotten.
    Forget,
    /// A finding.
    Finding,
    /// The marks at the end of a round.
    Marks,
    /// The device became another.
    Become,
}

/// The device's own keeping of one space. Functions return at once (a database on the same disk).
pub trait Store {
    /// Everything small.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    fn load(&mut self) -> Result<Saved, StoreError>;

    /// How many own events are not sealed yet.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    fn unsealed_count(&mut self) -> Result<u64, StoreError>;

    /// Own events that are not sealed yet, in order, at most so many.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    fn unsealed(&mut self, limit: usize) -> Result<Vec<Event>, StoreError>;

    /// The bytes of an object that is kept, or of an own attachment's piece.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    fn object(&mut self, key: &Key) -> Result<Option<Vec<u8>>, StoreError>;

    /// Objects that wait to be put, attachments' pieces first, then entries, then segments and
    /// checkpoints in their order; heads apart. At most so many.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    fn waiting(&mut self, limit: usize) -> Result<Vec<Key>, StoreError>;

    /// The kept segments of one log that end after an event, in their order, at most so many.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    fn segments(
        &mut self,
        tag: &DeviceTag,
        after: u64,
        limit: usize,
    ) -> Result<Vec<KeptSegment>, StoreError>;

    /// The kept segment of a log that ends with this event.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    fn segment_ending(
        &mut self,
        tag: &DeviceTag,
        last: u64,
    ) -> Result<Option<KeptSegment>, StoreError>;

    /// Kept segments that were never opened, at most so many.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    fn unopened(&mut self, limit: usize) -> Result<Vec<KeptSegment>, StoreError>;

    /// Names and sizes of everything kept but heads, in the order of the names, after a name, at
    /// most so many.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    fn kept(&mut self, after: Option<&Key>, limit: usize) -> Result<Vec<(Key, u64)>, StoreError>;

    /// Pieces of attachments that the product wants, at most so many.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    fn wanted_blobs(&mut self, limit: usize) -> Result<Vec<Hash>, StoreError>;

    /// Makes all of the changes in one transaction, or none.
    ///
    /// # Errors
    ///
    /// [`StoreError`]: then nothing was changed.
    fn commit(&mut self, point: WritePoint, changes: &[Change<'_>]) -> Result<(), StoreError>;
}

/// What the engine has at hand on the device.
pub struct Local<'host> {
    /// The device's own keeping.
    pub store: &'host mut dyn Store,
    /// Milliseconds since 1970 by the device's clock.
    pub now_ms: u64,
    /// Unpredictable bytes.
    pub rng: &'host mut dyn CryptoRng,
}
