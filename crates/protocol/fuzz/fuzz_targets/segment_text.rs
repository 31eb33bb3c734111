//! Any bytes as the text of a well-sealed segment: past the cipher, into padding, decompression and
//! the events' codec. What is read is encoded again to the same bytes.
#![no_main]

use colloquy_protocol::fuzzing::{PLACE, device, epoch, events, segment};
use colloquy_protocol::segment::{Expected, open};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;

#[derive(Debug, Arbitrary)]
struct Made<'bytes> {
    last: u8,
    pack: bool,
    bytes: &'bytes [u8],
}

fuzz_target!(|made: Made<'_>| {
    let last = u64::from(made.last) + 1;
    let Some(sealed) = segment(made.bytes, last, made.pack) else {
        return;
    };
    let public = device().public();
    let expected = Expected {
        place: PLACE,
        signer: &public,
        first: 1,
        last,
        hash: sealed.hash,
        after: None,
    };
    if let Ok(opened) = open(&sealed.bytes, &expected, &epoch()) {
        assert_eq!(opened.events.len() as u64, last);
        if made.pack {
            assert_eq!(events(&opened.events), made.bytes);
        }
    }
});
