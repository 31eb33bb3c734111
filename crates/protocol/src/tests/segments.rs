//! Attacks on segments.

use super::{Outcome, harmed, stopped};
use crate::checks::Checks;
use crate::segment::{
    Draft, Expected, Header, Opened, Place, SHAPE, Sealed, Tip, assemble, encode_events,
    open_checked, pack, seal,
};
use crate::testing::{SPACE, prose_events};
use crate::{DeviceId, DeviceTag, EpochKey, Event, Hash, SignSecret};

const PLACE: Place = Place {
    space: SPACE,
    tag: DeviceTag::new([2; 16]),
    device: DeviceId::new([3; 16]),
};
const NONCE: [u8; 24] = [4; 24];

fn key() -> EpochKey {
    EpochKey::from_bytes(1, &[1; 32])
}

fn device() -> SignSecret {
    SignSecret::from_bytes(&[2; 32])
}

fn events() -> Vec<Event> {
    prose_events(SPACE, PLACE.device, 1, 3)
}

fn sealed(signer: &SignSecret) -> Sealed {
    let draft = Draft {
        place: PLACE,
        after: Tip::START,
        events: &events(),
        stands_for: None,
    };
    seal(&draft, &key(), signer, &NONCE).expect("events of the place")
}

/// What a device makes that does not keep to the rules.
fn made(change: impl FnOnce(&mut Header), text: &[u8]) -> Sealed {
    let mut header = Header {
        padded: text.len() as u32,
        ..sealed(&device()).header
    };
    change(&mut header);
    assemble(header, text, &key(), &device(), &NONCE).expect("small")
}

fn read(sealed: &Sealed, checks: Checks) -> Result<Opened, String> {
    read_as(sealed, |_| {}, checks)
}

fn read_as(
    sealed: &Sealed,
    change: impl FnOnce(&mut Expected<'_>),
    checks: Checks,
) -> Result<Opened, String> {
    let public = device().public();
    let mut expected = Expected {
        place: PLACE,
        signer: &public,
        first: sealed.header.first,
        last: sealed.header.last,
        hash: sealed.hash,
        after: None,
    };
    change(&mut expected);
    stopped(open_checked(&sealed.bytes, &expected, &key(), checks))
}

/// The store serves another of the device's objects under a name that a checkpoint lists.
pub(super) fn other_name(checks: Checks) -> Outcome {
    let named = |expected: &mut Expected<'_>| expected.hash = Hash::of(b"what was listed");
    read_as(&sealed(&device()), named, checks).map(drop)
}

/// A member, who has the epoch's key, writes in another's name.
pub(super) fn other_signer(checks: Checks) -> Outcome {
    let member = SignSecret::from_bytes(&[9; 32]);
    let opened = read(&sealed(&member), checks)?;
    harmed(opened.events[0].id.device == PLACE.device)
}

/// The store serves a segment as the longer one that its head promises.
pub(super) fn other_place(checks: Checks) -> Outcome {
    let renamed = |expected: &mut Expected<'_>| expected.last = 4;
    read_as(&sealed(&device()), renamed, checks).map(drop)
}

/// A segment says that it was sealed in an epoch that somebody removed can't read; he can.
pub(super) fn other_epoch(checks: Checks) -> Outcome {
    let safe = EpochKey::from_bytes(2, &[7; 32]).id();
    let claims = made(
        |header| header.epoch = safe,
        &pack(&encode_events(&events())),
    );
    harmed(read(&claims, checks)?.header.epoch == safe)
}

/// Whoever has the device's signing key, but no epoch's, changes what it wrote.
pub(super) fn altered(checks: Checks) -> Outcome {
    let good = sealed(&device());
    let text_end = good.bytes.len() - 64 - 16;
    let text_start = text_end - good.header.padded as usize;
    let header_end = text_start - 24;
    let mut last = Err("no harm".to_owned());
    for at in text_start..text_end {
        let mut bytes = good.bytes[..text_end + 16].to_vec();
        bytes[at] ^= 1;
        let digest = SHAPE.digest(&[&bytes[..header_end], &bytes[header_end..]]);
        bytes.extend_from_slice(device().sign(&digest).as_bytes());
        let altered = Sealed {
            header: good.header.clone(),
            hash: Hash::of(&bytes),
            bytes,
        };
        match read(&altered, checks) {
            Ok(opened) if opened.events != events() => return Ok(()),
            Ok(_) => {}
            Err(error) => last = Err(error),
        }
    }
    last
}

/// A few kilobytes that unpack to more than anybody has memory for, many at a time.
pub(super) fn bomb(checks: Checks) -> Outcome {
    let mut many = prose_events(SPACE, PLACE.device, 1, 9);
    for event in &mut many {
        event.body = vec![0; 1 << 20];
    }
    let bomb = made(|header| header.last = 9, &pack(&encode_events(&many)));
    assert!(bomb.bytes.len() < 10_000);
    harmed(read(&bomb, checks)?.events.len() == 9)
}

/// A segment carries what nobody sees.
pub(super) fn covert(checks: Checks) -> Outcome {
    let mut text = pack(&encode_events(&events()));
    let last = text.len() - 1;
    assert_eq!(text[last], 0, "there is padding");
    text[last] = 0x5E;
    read(&made(|_| {}, &text), checks).map(drop)
}

/// A device claims more events than it shows: what comes later seems to follow.
pub(super) fn fewer(checks: Checks) -> Outcome {
    let claims = made(|header| header.last = 5, &pack(&encode_events(&events())));
    harmed(read(&claims, checks)?.events.len() == 3)
}

/// A device shows a second history to one reader.
pub(super) fn second_history(checks: Checks) -> Outcome {
    let other = made(
        |header| header.previous = Hash::of(b"another history"),
        &pack(&encode_events(&events())),
    );
    let knows = |expected: &mut Expected<'_>| expected.after = Some(Tip::START);
    read_as(&other, knows, checks).map(drop)
}
