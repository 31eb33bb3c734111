//! Attacks on key files and bundles.

use super::{Outcome, harmed, stopped};
use crate::bundle::{Ending, Item, Writer, checked_reader};
use crate::checks::Checks;
use crate::identity::DeviceKeys;
use crate::keyfile::{Work, open_checked, seal, seal_with};
use crate::testing::{Entropy, SPACE};
use crate::{DeviceId, DeviceTag, Key};

fn keys() -> DeviceKeys {
    DeviceKeys::generate(DeviceId::new([1; 16]), &mut Entropy::new(1))
}

/// A damaged file gives other keys: the device seems to be another.
pub(super) fn altered_key_file(checks: Checks) -> Outcome {
    let sealed = seal(&keys(), "correct horse", Work::LEAST, &mut Entropy::new(2));
    let mut bytes = sealed.expect("19 MiB");
    let at = bytes.len() - 16 - 1;
    bytes[at] ^= 1;
    let opened = stopped(open_checked(&bytes, Some("correct horse"), checks))?;
    harmed(opened.receive.public() != keys().receive.public())
}

/// A file whose passphrase can be guessed at a million tries a second.
pub(super) fn cheap_key_file(checks: Checks) -> Outcome {
    let work = Work {
        memory_kib: 8,
        passes: 1,
    };
    let bytes = seal_with(&keys(), "correct horse", work, &mut Entropy::new(2)).expect("8 KiB");
    stopped(open_checked(&bytes, Some("correct horse"), checks)).map(drop)
}

/// A bundle of so many objects, and where each ends.
fn bundle(count: u64) -> (Vec<u8>, Vec<usize>) {
    let mut writer = Writer::new(Vec::new()).expect("a vector takes everything");
    let mut ends = Vec::new();
    let mut end = 4;
    for counter in 1..=count {
        let key = Key::Head {
            space: SPACE,
            tag: DeviceTag::new([1; 16]),
            counter,
        };
        writer.add(&key, b"content").expect("small");
        end += 38 + key.to_string().len() + 7;
        ends.push(end);
    }
    (writer.finish().expect("a vector takes everything"), ends)
}

pub(super) fn altered_object(checks: Checks) -> Outcome {
    let (mut bytes, ends) = bundle(1);
    bytes[ends[0] - 1] ^= 1;
    let mut reader = stopped(checked_reader(bytes.as_slice(), checks))?;
    match stopped(reader.next_item())? {
        Some(Item::Object { bytes, .. }) => harmed(bytes != b"content"),
        _ => Err("damaged".to_owned()),
    }
}

/// Whoever carries the bundle takes one object out.
pub(super) fn object_left_out(checks: Checks) -> Outcome {
    let (mut bytes, ends) = bundle(3);
    bytes.drain(ends[0]..ends[1]);
    let mut reader = stopped(checked_reader(bytes.as_slice(), checks))?;
    while stopped(reader.next_item())?.is_some() {}
    match reader.ending() {
        Some(Ending::Whole) => Ok(()),
        ending => Err(format!("{:?}", ending.expect("at the end"))),
    }
}
