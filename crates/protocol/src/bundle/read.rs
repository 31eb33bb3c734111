//! Reading a bundle.

use std::io::{ErrorKind, Read};

use super::write::start;
use super::{BundleError, END, MAGIC, MAX_NAME, MAX_OBJECT, MAX_OBJECTS, OBJECT};
use crate::checks::{Check, Checks};
use crate::{Hash, Key};

/// One object of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A whole object. Verify it as if it came from a store.
    Object {
        /// Its name.
        key: Key,
        /// The object.
        bytes: Vec<u8>,
    },
    /// An object whose bytes were altered; the next may be whole.
    Damaged {
        /// Its name.
        key: Key,
    },
    /// A name that this build does not know: of a later version, or none at all.
    Unknown {
        /// The name.
        name: String,
    },
}

/// How a bundle ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// With all that was put in.
    Whole,
    /// Cut short: what was read before is whole.
    Truncated,
    /// With another number or other objects than were put in.
    Altered,
}

/// Reads objects one after the other.
#[derive(Debug)]
pub struct Reader<R: Read> {
    from: R,
    count: u64,
    hasher: blake3::Hasher,
    ending: Option<Ending>,
    checks: Checks,
}

/// A reader that leaves one check out.
#[cfg(test)]
pub(crate) fn checked_reader<R: Read>(from: R, checks: Checks) -> Result<Reader<R>, BundleError> {
    let mut reader = Reader::new(from)?;
    reader.checks = checks;
    Ok(reader)
}

impl<R: Read> Reader<R> {
    /// Begins to read.
    ///
    /// # Errors
    ///
    /// [`BundleError::Magic`] or [`BundleError::Version`] if it is not a bundle that this build knows.
    pub fn new(mut from: R) -> Result<Self, BundleError> {
        let mut magic = [0; MAGIC.len()];
        from.read_exact(&mut magic)
            .map_err(|error| match error.kind() {
                ErrorKind::UnexpectedEof => BundleError::Magic,
                _ => BundleError::Io(error),
            })?;
        if magic[..3] != MAGIC[..3] {
            return Err(BundleError::Magic);
        }
        if magic[3] != MAGIC[3] {
            return Err(BundleError::Version(magic[3]));
        }
        Ok(Self {
            from,
            count: 0,
            hasher: start(),
            ending: None,
            checks: Checks::ALL,
        })
    }

    /// The next object; `None` at the end, and then [`Reader::ending`] says which end it was.
    ///
    /// # Errors
    ///
    /// [`BundleError::Damaged`] if what follows can't be told apart any more, [`BundleError::Limit`],
    /// [`BundleError::Io`]. Nothing can be read after an error.
    pub fn next_item(&mut self) -> Result<Option<Item>, BundleError> {
        if self.ending.is_some() {
            return Ok(None);
        }
        match self.read_item() {
            Err(BundleError::Io(error)) if error.kind() == ErrorKind::UnexpectedEof => {
                self.ending = Some(Ending::Truncated);
                Ok(None)
            }
            Err(error) => {
                self.ending = Some(Ending::Altered);
                Err(error)
            }
            item => item,
        }
    }

    /// How the bundle ended, once it has.
    #[must_use]
    pub const fn ending(&self) -> Option<Ending> {
        self.ending
    }

    fn read_item(&mut self) -> Result<Option<Item>, BundleError> {
        let [mark] = self.exact()?;
        match mark {
            END => {
                self.read_end()?;
                return Ok(None);
            }
            OBJECT => {}
            _ => return Err(BundleError::Damaged(self.count)),
        }
        if self.count >= MAX_OBJECTS {
            return Err(BundleError::Limit);
        }
        let [name_length] = self.exact()?;
        let length: [u8; 4] = self.exact()?;
        let hash: [u8; 32] = self.exact()?;
        let name = self.bytes(usize::from(name_length).min(MAX_NAME))?;
        self.hasher.update(&[mark, name_length]);
        self.hasher.update(&length);
        self.hasher.update(&hash);
        self.hasher.update(&name);
        let length = u32::from_le_bytes(length) as usize;
        if length > MAX_OBJECT {
            return Err(BundleError::Limit);
        }
        let bytes = self.bytes(length)?;
        self.count += 1;
        let name = String::from_utf8_lossy(&name).into_owned();
        let Ok(key) = name.parse::<Key>() else {
            return Ok(Some(Item::Unknown { name }));
        };
        let whole = Hash::of(&bytes) == Hash::new(hash);
        if self.checks.on(Check::BundleHash) && !whole {
            return Ok(Some(Item::Damaged { key }));
        }
        Ok(Some(Item::Object { key, bytes }))
    }

    fn read_end(&mut self) -> Result<(), BundleError> {
        let count = u64::from_le_bytes(self.exact()?);
        let hash: [u8; 32] = self.exact()?;
        let same = count == self.count && *self.hasher.finalize().as_bytes() == hash;
        self.ending = Some(if same || !self.checks.on(Check::BundleTrailer) {
            Ending::Whole
        } else {
            Ending::Altered
        });
        Ok(())
    }

    fn exact<const LENGTH: usize>(&mut self) -> Result<[u8; LENGTH], BundleError> {
        let mut bytes = [0; LENGTH];
        self.from.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// So many bytes; room is made only as they come.
    fn bytes(&mut self, length: usize) -> Result<Vec<u8>, BundleError> {
        let mut bytes = Vec::new();
        self.from
            .by_ref()
            .take(length as u64)
            .read_to_end(&mut bytes)?;
        if bytes.len() < length {
            return Err(std::io::Error::from(ErrorKind::UnexpectedEof).into());
        }
        Ok(bytes)
    }
}
