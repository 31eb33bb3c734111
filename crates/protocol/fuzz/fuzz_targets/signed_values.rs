//! Any bytes as the value of a well-signed object: past the signature, into the codec. What is read is
//! signed again to the same bytes.
#![no_main]

mod seeds;

use colloquy_protocol::checkpoint::SignedCheckpoint;
use colloquy_protocol::fuzzing::{Format, device, signed};
use colloquy_protocol::governance::SignedEntry;
use colloquy_protocol::head::SignedHead;
use colloquy_protocol::{DeviceTag, Hash, Key, SpaceId};
use libfuzzer_sys::fuzz_target;

/// The values alone: without the format's name and the signature.
fn value(name: &str, bytes: Vec<u8>) -> Option<Vec<u8>> {
    let signed = name == "head" || name == "checkpoint" || name.starts_with("governance.");
    signed.then(|| bytes[4..bytes.len() - 64].to_vec())
}

fuzz_target!(init: seeds::write(value), |bytes: &[u8]| {
    let (space, tag) = (SpaceId::new([0x10; 16]), DeviceTag::new([0x20; 16]));
    let public = device().public();

    let object = signed(Format::Head, bytes);
    if let Ok(head) = SignedHead::open(&object, &space, &tag, 7, &public) {
        assert_eq!(head.head().clone().sign(&device()).bytes(), object);
    }

    let object = signed(Format::Checkpoint, bytes);
    let key = Key::Checkpoint {
        space,
        tag,
        upto: 40,
        hash: Hash::of(&object),
    };
    if let Ok(checkpoint) = SignedCheckpoint::open(&object, &key, &public) {
        let again = checkpoint.checkpoint().clone().sign(&device());
        assert_eq!(again.expect("covers").bytes(), object);
    }

    let object = signed(Format::Entry, bytes);
    // The key in it has to be the one that signs.
    if let Ok(entry) = SignedEntry::open(&object) {
        assert_eq!(entry.entry().clone().sign(&device()).bytes(), object);
    }
});
