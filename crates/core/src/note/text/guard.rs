//! A look at the bytes of an update before the CRDT reads them.
//!
//! **Context.** An update comes from a window, from another device or from a damaged file. The
//! library trusts the counts and the nesting in it: a few bytes may ask for gigabytes, or for a
//! stack that does not end.
//!
//! **Design.** [`check`] walks the bytes once by the format (Yjs update, version 1; lib0 for
//! numbers and values) without building anything. It allows what the editor's binding makes and
//! nothing else: elements and texts under the fragment `body`, strings, formats, attributes.

use super::crdt::BODY;

/// How deep a value of an attribute may be nested.
const DEEPEST: usize = 16;

/// Whether the bytes are a whole, sane update of a note.
pub(super) fn check(bytes: &[u8]) -> Option<()> {
    let mut walk = Walk { rest: bytes };
    for _ in 0..walk.count(3)? {
        let structs = walk.count(1)?;
        let client = walk.number()?;
        let mut clock = walk.number()?;
        if client >= 1 << 53 {
            return None;
        }
        for _ in 0..structs {
            clock = clock.checked_add(walk.piece()?)?;
        }
        // Clocks are 32 bits; half of them is more than anybody types.
        if clock > u64::from(u32::MAX / 2) {
            return None;
        }
    }
    walk.deletions()?;
    walk.rest.is_empty().then_some(())
}

/// Whether the bytes are a whole state vector.
pub(super) fn check_vector(bytes: &[u8]) -> Option<()> {
    let mut walk = Walk { rest: bytes };
    for _ in 0..walk.count(2)? {
        let (client, clock) = (walk.number()?, walk.number()?);
        if client >= 1 << 53 || clock > u64::from(u32::MAX) {
            return None;
        }
    }
    walk.rest.is_empty().then_some(())
}

struct Walk<'b> {
    rest: &'b [u8],
}

impl<'b> Walk<'b> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    /// An unsigned number of at most 53 bits.
    fn number(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..56).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    /// How many things of at least so many bytes follow: never more than there is room for.
    fn count(&mut self, least: usize) -> Option<usize> {
        let count = usize::try_from(self.number()?).ok()?;
        (count <= self.rest.len() / least).then_some(count)
    }

    fn string(&mut self) -> Option<&'b str> {
        let length = self.count(1)?;
        std::str::from_utf8(self.take(length)?).ok()
    }

    fn id(&mut self) -> Option<()> {
        (self.number()? < 1 << 53).then_some(())?;
        (self.number()? <= u64::from(u32::MAX)).then_some(())
    }

    /// One piece of a client's writing, and how many clocks it takes.
    fn piece(&mut self) -> Option<u64> {
        let info = self.byte()?;
        if info == 0 || info == 10 {
            return self.number().filter(|length| *length > 0);
        }
        if info & 0x80 != 0 {
            self.id()?;
        }
        if info & 0x40 != 0 {
            self.id()?;
        }
        if info & 0xc0 == 0 {
            match self.number()? {
                1 => (self.string()? == BODY).then_some(())?,
                0 => self.id()?,
                _ => return None,
            }
            if info & 0x20 != 0 {
                self.string()?;
            }
        }
        self.content(info & 0x1f)
    }

    fn content(&mut self, kind: u8) -> Option<u64> {
        match kind {
            1 => self.number().filter(|length| *length > 0),
            4 => {
                let text = self.string()?;
                let length = text.encode_utf16().count() as u64;
                (length > 0).then_some(length)
            }
            6 => {
                self.string()?;
                // JSON, parsed with serde_json, which limits its depth itself.
                serde_json::from_str::<serde::de::IgnoredAny>(self.string()?).ok()?;
                Some(1)
            }
            7 => match self.number()? {
                3 => self.string().map(|_| 1),
                6 => Some(1),
                _ => None,
            },
            8 => {
                let count = self.count(1)?;
                for _ in 0..count {
                    self.value(0)?;
                }
                (count > 0).then_some(count as u64)
            }
            _ => None,
        }
    }

    fn value(&mut self, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        match self.byte()? {
            120 | 121 | 126 | 127 => {}
            119 => {
                self.string()?;
            }
            // A signed number: six bits and its sign first, then seven bits each.
            125 => {
                let mut length = 1;
                while self.byte()? >= 0x80 {
                    length += 1;
                    (length <= 8).then_some(())?;
                }
            }
            124 => {
                self.take(4)?;
            }
            122 | 123 => {
                self.take(8)?;
            }
            118 => {
                for _ in 0..self.count(2)? {
                    self.string()?;
                    self.value(depth + 1)?;
                }
            }
            117 => {
                for _ in 0..self.count(1)? {
                    self.value(depth + 1)?;
                }
            }
            _ => return None,
        }
        Some(())
    }

    fn deletions(&mut self) -> Option<()> {
        for _ in 0..self.count(2)? {
            (self.number()? < 1 << 53).then_some(())?;
            for _ in 0..self.count(2)? {
                let end = self.number()?.checked_add(self.number()?)?;
                (end <= u64::from(u32::MAX)).then_some(())?;
            }
        }
        Some(())
    }
}
