//! Objects to test with: one of every kind, or many of one kind.

use colloquy_protocol::{DeviceTag, Hash, InvitationTag, Key, LinkTag, SpaceId};

use super::Object;

/// One of several spaces.
#[must_use]
pub const fn space(number: u8) -> SpaceId {
    SpaceId::new([number.wrapping_add(1); 16])
}

/// One of several devices.
#[must_use]
pub const fn tag(number: u8) -> DeviceTag {
    DeviceTag::new([number.wrapping_add(0xA0); 16])
}

/// Bytes that no other number or length gives, and that are not all zeros.
#[must_use]
pub fn sample(number: u64, length: usize) -> Vec<u8> {
    // A linear congruential generator (Knuth, MMIX): neither random nor secret.
    let mut state = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ length as u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8 | 1
    };
    std::iter::repeat_with(&mut next).take(length).collect()
}

/// A segment with a name that is true.
#[must_use]
pub fn segment(space: SpaceId, tag: DeviceTag, number: u64, bytes: Vec<u8>) -> Object {
    let key = Key::Segment {
        space,
        tag,
        first: number * 10 + 1,
        last: number * 10 + 10,
        hash: Hash::of(&bytes),
    };
    (key, bytes)
}

/// So many segments of one device, in no order.
#[must_use]
pub fn many(count: u64) -> Vec<Object> {
    let mut objects: Vec<Object> = (0..count)
        .map(|number| segment(space(0), tag(0), number, sample(number, 40)))
        .collect();
    objects.sort_unstable_by(|(_, one), (_, other)| one.cmp(other));
    objects
}

/// Some of every kind, in two spaces, of three devices.
#[must_use]
pub fn everything() -> Vec<Object> {
    let mut objects = Vec::new();
    for (number, space) in [(0, space(0)), (1, space(1))] {
        objects.push((Key::Format { space }, sample(number, 12)));
        for (device, tag) in [tag(0), tag(1), tag(2)].into_iter().enumerate() {
            let seed = number * 1000 + device as u64 * 100;
            for part in 1..=3 {
                objects.push(segment(space, tag, part, sample(seed + part, 200)));
                let entry = sample(seed + 10 + part, 90);
                let key = Key::Governance {
                    space,
                    tag,
                    seq: part,
                    hash: Hash::of(&entry),
                };
                objects.push((key, entry));
                let attachment = sample(seed + 20 + part, 300);
                let hash = Hash::of(&attachment);
                objects.push((Key::Blob { space, hash }, attachment));
            }
            // Nine and ten: the order of names is not that of numbers.
            for counter in [9, 10] {
                let key = Key::Head {
                    space,
                    tag,
                    counter,
                };
                objects.push((key, sample(seed + 30 + counter, 150)));
            }
            let checkpoint = sample(seed + 50, 80);
            let key = Key::Checkpoint {
                space,
                tag,
                upto: 30,
                hash: Hash::of(&checkpoint),
            };
            objects.push((key, checkpoint));
        }
        let invitation = InvitationTag::new([7; 16]);
        objects.push((
            Key::Join {
                space,
                tag: invitation,
            },
            sample(number + 60, 70),
        ));
        let linking = LinkTag::new([8; 16]);
        objects.push((
            Key::Link {
                space,
                tag: linking,
            },
            sample(number + 70, 70),
        ));
    }
    objects
}
