//! Bundles that are whole, cut short, altered.

use proptest::prelude::*;

use super::*;
use crate::testing::SPACE;
use crate::{DeviceTag, Hash, Key};

fn key(number: usize, bytes: &[u8]) -> Key {
    match number % 3 {
        0 => Key::Format { space: SPACE },
        1 => Key::Blob {
            space: SPACE,
            hash: Hash::of(bytes),
        },
        _ => Key::Head {
            space: SPACE,
            tag: DeviceTag::new([1; 16]),
            counter: number as u64,
        },
    }
}

fn written(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new()).expect("a vector takes everything");
    for (number, bytes) in objects.iter().enumerate() {
        writer.add(&key(number, bytes), bytes).expect("small");
    }
    writer.finish().expect("a vector takes everything")
}

/// All items, and how it ended; an error ends it, too.
fn read(bundle: &[u8]) -> (Vec<Item>, Option<Ending>) {
    let Ok(mut reader) = Reader::new(bundle) else {
        return (Vec::new(), None);
    };
    let mut items = Vec::new();
    while let Ok(Some(item)) = reader.next_item() {
        items.push(item);
    }
    assert!(matches!(reader.next_item(), Ok(None)));
    (items, reader.ending())
}

fn whole(objects: &[Vec<u8>]) -> Vec<Item> {
    let objects = objects.iter().enumerate();
    objects
        .map(|(number, bytes)| Item::Object {
            key: key(number, bytes),
            bytes: bytes.clone(),
        })
        .collect()
}

#[test]
fn something_else_is_no_bundle() {
    for (bytes, version) in [
        (&b"PK\x03\x04"[..], false),
        (b"CQ", false),
        (b"CQZ\x02", true),
    ] {
        let error = Reader::new(bytes).err();
        assert_eq!(matches!(error, Some(BundleError::Version(2))), version);
        assert_eq!(matches!(error, Some(BundleError::Magic)), !version);
    }
}

#[test]
fn an_object_that_is_too_large_is_neither_written_nor_read() {
    let large = vec![0; MAX_OBJECT + 1];
    let mut writer = Writer::new(Vec::new()).expect("a vector takes everything");
    let added = writer.add(&Key::Format { space: SPACE }, &large);
    assert!(matches!(added, Err(BundleError::Limit)));
    let mut bundle = written(&[vec![1]]);
    // The length of the first object, after the mark and the name's length.
    bundle[6..10].copy_from_slice(&u32::MAX.to_le_bytes());
    let mut reader = Reader::new(bundle.as_slice()).expect("a bundle");
    assert!(matches!(reader.next_item(), Err(BundleError::Limit)));
}

#[test]
fn a_name_of_a_later_version_is_passed_over() {
    let mut bundle = written(&[vec![1; 10], vec![2; 10]]);
    let name = Key::Format { space: SPACE }.to_string();
    let at = 4 + 2 + 4 + 32;
    assert_eq!(&bundle[at..at + name.len()], name.as_bytes());
    bundle[at + 1] = b'2';
    let (items, ending) = read(&bundle);
    let later = name.replace("v1/", "v2/");
    assert_eq!(items[0], Item::Unknown { name: later });
    assert_eq!(items[1], whole(&[vec![1; 10], vec![2; 10]])[1]);
    assert_eq!(ending, Some(Ending::Altered));
}

proptest! {
    #[test]
    fn a_bundle_survives(objects in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200), 0..12)) {
        let (items, ending) = read(&written(&objects));
        prop_assert_eq!(items, whole(&objects));
        prop_assert_eq!(ending, Some(Ending::Whole));
    }

    #[test]
    fn what_is_whole_of_a_cut_bundle_is_used(
        objects in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..60), 1..8),
        at: prop::sample::Index,
    ) {
        let bundle = written(&objects);
        let cut = 4 + at.index(bundle.len() - 4);
        let (items, ending) = read(&bundle[..cut]);
        prop_assert_eq!(ending, Some(Ending::Truncated));
        let all = whole(&objects);
        prop_assert_eq!(&items[..], &all[..items.len()]);
        // Nothing that was whole is left out: one more byte than all objects have is in the end.
        let mut end = 4;
        let fits = objects.iter().enumerate().take_while(|(number, bytes)| {
            end += 38 + key(*number, bytes).to_string().len() + bytes.len();
            end <= cut
        });
        prop_assert_eq!(items.len(), fits.count());
    }

    #[test]
    fn any_changed_bit_is_noticed(
        objects in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..60), 1..6),
        at: prop::sample::Index,
        bit in 0..8,
    ) {
        let mut bundle = written(&objects);
        let at = at.index(bundle.len());
        bundle[at] ^= 1_u8 << bit;
        let (items, ending) = read(&bundle);
        let damaged = items.iter().any(|item| !matches!(item, Item::Object { .. }));
        prop_assert!(damaged || ending != Some(Ending::Whole));
        // Whatever is given as whole was put in under some name.
        for item in items {
            if let Item::Object { bytes, .. } = item {
                prop_assert!(objects.contains(&bytes));
            }
        }
    }

    #[test]
    fn any_bytes_end_somehow(mut bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if bytes.len() > 5 {
            bytes[..5].copy_from_slice(b"CQZ\x01\x01");
        }
        let _ = read(&bytes);
    }
}
