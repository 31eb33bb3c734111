//! What the simulated store looks at when something is put: what no engine may do.

use std::sync::Arc;

use colloquy_protocol::head::SignedHead;
use colloquy_protocol::segment::{Header, peek};
use colloquy_protocol::{DeviceTag, Hash, Key};

use super::remote::SimRemote;

impl SimRemote {
    /// Looks at what is put: no nonce twice, no second history, nothing announced that is not there.
    pub(super) fn watch(&mut self, key: Key, bytes: &[u8], torn: bool) {
        let whole: Arc<[u8]> = bytes.into();
        match key {
            Key::Segment {
                tag, first, last, ..
            } => {
                let Ok(header) = peek(bytes) else {
                    self.broken.push(format!("no segment is put: {key}"));
                    return;
                };
                self.watch_nonce(&header, bytes);
                if header.stands_for.is_none() && !self.copied.contains(&tag) {
                    self.watch_history(tag, first, last, key);
                }
            }
            Key::Head { tag, counter, .. } => {
                let signer = self.signers.get(&tag);
                let opened = signer.and_then(|signer| {
                    SignedHead::open(bytes, &self.space, &tag, counter, signer).ok()
                });
                if let Some(head) = opened {
                    self.watch_announced(tag, head.head().tip.seq);
                }
                let known = self.ever.get(&key);
                if known.is_some_and(|known| *known != whole) && !self.copied.contains(&tag) {
                    self.broken
                        .push(format!("two heads with one counter: {key}"));
                }
            }
            _ => {}
        }
        if !torn || !matches!(key, Key::Segment { .. }) {
            self.ever.insert(key, whole);
        }
    }

    fn watch_nonce(&mut self, header: &Header, bytes: &[u8]) {
        // Magic, header, nonce: the header's length follows from what comes after it.
        let after = 24 + header.padded as usize + 16 + 64;
        let start = bytes.len() - after;
        let Some(nonce) = bytes[start..].first_chunk::<24>() else {
            return;
        };
        let hash = Hash::of(bytes);
        if *self.nonces.entry(*nonce).or_insert(hash) != hash {
            self.broken.push("a nonce is used twice".to_owned());
        }
    }

    fn watch_history(&mut self, tag: DeviceTag, first: u64, last: u64, key: Key) {
        let other = self.ever.iter().find(|(known, bytes)| match known {
            Key::Segment {
                tag: of,
                first: from,
                last: to,
                ..
            } => {
                *of == tag
                    && *from <= last
                    && first <= *to
                    && **known != key
                    && peek(bytes).is_ok_and(|header| header.stands_for.is_none())
            }
            _ => false,
        });
        if let Some((other, _)) = other {
            self.broken
                .push(format!("a second history: {other} and {key}"));
        }
    }

    fn watch_announced(&mut self, tag: DeviceTag, upto: u64) {
        let from = self.announced.get(&tag).copied().unwrap_or(0);
        let mut have: Vec<(u64, u64)> = self
            .ever
            .keys()
            .filter_map(|key| match key {
                Key::Segment {
                    tag: of,
                    first,
                    last,
                    ..
                } if *of == tag => Some((*first, *last)),
                _ => None,
            })
            .collect();
        have.sort_unstable();
        let mut next = from + 1;
        for (first, last) in have {
            if first <= next {
                next = next.max(last + 1);
            }
        }
        if next <= upto {
            self.broken.push(format!(
                "device {tag} announces event {upto}, and {next} never was on the store"
            ));
        }
        self.announced.insert(tag, upto.max(from));
    }
}
