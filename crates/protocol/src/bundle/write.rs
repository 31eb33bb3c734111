//! Writing a bundle.

use std::io::Write;

use super::{BundleError, DOMAIN, END, MAGIC, MAX_OBJECT, MAX_OBJECTS, OBJECT};
use crate::{Hash, Key};

/// Writes objects one after the other.
#[derive(Debug)]
pub struct Writer<W: Write> {
    to: W,
    count: u64,
    hasher: blake3::Hasher,
}

impl<W: Write> Writer<W> {
    /// Begins a bundle.
    ///
    /// # Errors
    ///
    /// If the file can't be written.
    pub fn new(mut to: W) -> Result<Self, BundleError> {
        to.write_all(&MAGIC)?;
        Ok(Self {
            to,
            count: 0,
            hasher: start(),
        })
    }

    /// Adds an object.
    ///
    /// # Errors
    ///
    /// [`BundleError::Limit`] if it is too large or one too many, [`BundleError::Io`].
    pub fn add(&mut self, key: &Key, bytes: &[u8]) -> Result<(), BundleError> {
        if bytes.len() > MAX_OBJECT || self.count >= MAX_OBJECTS {
            return Err(BundleError::Limit);
        }
        let name = key.to_string();
        let hash = Hash::of(bytes);
        let mut head = vec![OBJECT, name.len() as u8];
        head.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
        head.extend_from_slice(hash.as_bytes());
        head.extend_from_slice(name.as_bytes());
        self.hasher.update(&head);
        self.count += 1;
        self.to.write_all(&head)?;
        self.to.write_all(bytes)?;
        Ok(())
    }

    /// Ends the bundle and gives back where it was written to.
    ///
    /// # Errors
    ///
    /// If the file can't be written.
    pub fn finish(mut self) -> Result<W, BundleError> {
        self.to.write_all(&[END])?;
        self.to.write_all(&self.count.to_le_bytes())?;
        self.to.write_all(self.hasher.finalize().as_bytes())?;
        self.to.flush()?;
        Ok(self.to)
    }
}

/// The hash over all objects' heads, before the first.
pub(super) fn start() -> blake3::Hasher {
    let mut hasher = blake3::Hasher::new();
    hasher.update(DOMAIN.as_bytes());
    hasher.update(&[0]);
    hasher
}
