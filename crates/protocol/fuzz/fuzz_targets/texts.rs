//! Any text as a name in the store, a pasted code, a phrase, a fingerprint: refused, or written the
//! same way again.
#![no_main]

use colloquy_protocol::identity::{Fingerprint, Phrase};
use colloquy_protocol::invitation::SignedInvitation;
use colloquy_protocol::link::SignedOffer;
use colloquy_protocol::{DeviceId, Hash, Key};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(key) = text.parse::<Key>() {
        assert_eq!(key.to_string(), text);
    }
    if let Ok(id) = text.parse::<DeviceId>() {
        assert_eq!(id.to_string(), text);
    }
    if let Ok(hash) = text.parse::<Hash>() {
        assert_eq!(hash.to_string(), text);
    }
    if let Ok(fingerprint) = text.parse::<Fingerprint>() {
        assert_eq!(fingerprint.to_string().parse(), Ok(fingerprint));
    }
    if let Ok(phrase) = Phrase::parse(text) {
        assert_eq!(Phrase::parse(&phrase.words().join(" ")), Ok(phrase));
    }
    let _ = SignedInvitation::from_code(text);
    let _ = SignedOffer::from_code(text);
});
