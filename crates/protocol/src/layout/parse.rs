//! Reading names.

use std::str::FromStr;

use super::{Key, ParseKeyError};

impl FromStr for Key {
    type Err = ParseKeyError;

    fn from_str(path: &str) -> Result<Self, ParseKeyError> {
        parse(path).ok_or(ParseKeyError)
    }
}

fn parse(path: &str) -> Option<Key> {
    let mut parts = path.split('/');
    if parts.next()? != "v1" {
        return None;
    }
    let space = parts.next()?.parse().ok()?;
    let kind = parts.next()?;
    let key = match kind {
        "format" => Key::Format { space },
        "gov" => {
            let tag = parts.next()?.parse().ok()?;
            let (seq, hash) = parts.next()?.split_once('-')?;
            Key::Governance {
                space,
                tag,
                seq: number(seq)?,
                hash: hash.parse().ok()?,
            }
        }
        "heads" => {
            let (tag, counter) = parts.next()?.split_once('.')?;
            Key::Head {
                space,
                tag: tag.parse().ok()?,
                counter: number(counter)?,
            }
        }
        "dev" => device(space, &mut parts)?,
        "blob" => {
            let folder = parts.next()?;
            let name = parts.next()?;
            name.strip_prefix(folder).filter(|_| folder.len() == 2)?;
            Key::Blob {
                space,
                hash: name.parse().ok()?,
            }
        }
        "join" => Key::Join {
            space,
            tag: parts.next()?.parse().ok()?,
        },
        "link" => Key::Link {
            space,
            tag: parts.next()?.parse().ok()?,
        },
        _ => return None,
    };
    parts.next().is_none().then_some(key)
}

fn device<'path>(
    space: crate::SpaceId,
    parts: &mut impl Iterator<Item = &'path str>,
) -> Option<Key> {
    let tag = parts.next()?.parse().ok()?;
    let kind = parts.next()?;
    let (first, rest) = parts.next()?.split_once('-')?;
    let first = number(first)?;
    match kind {
        "s" => {
            let (last, hash) = rest.split_once('-')?;
            let last = number(last).filter(|last| *last >= first)?;
            Some(Key::Segment {
                space,
                tag,
                first,
                last,
                hash: hash.parse().ok()?,
            })
        }
        "c" => Some(Key::Checkpoint {
            space,
            tag,
            upto: first,
            hash: rest.parse().ok()?,
        }),
        _ => None,
    }
}

/// A number from 1 as it is written: without sign or leading zeros.
fn number(text: &str) -> Option<u64> {
    let canonical = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    canonical.then(|| text.parse().ok()).flatten()
}
