//! Frozen golden vectors: the formats as they are stored, byte for byte.
//!
//! Each file in `golden/` was written once and is never changed: whoever changes a format adds a
//! version and new files. `COLLOQUY_WRITE_GOLDEN=1` writes files that are not there yet, and only those.

#[path = "golden/making.rs"]
mod making;

use std::collections::BTreeSet;
use std::path::PathBuf;

use colloquy_protocol::blob::BlobRef;
use colloquy_protocol::bundle::{Ending, Item, Reader, Writer};
use colloquy_protocol::checkpoint::SignedCheckpoint;
use colloquy_protocol::governance::SignedEntry;
use colloquy_protocol::head::SignedHead;
use colloquy_protocol::identity::{Certificate, PersonRoot, Phrase, Revocation};
use colloquy_protocol::invitation::{JoinRequest, SignedInvitation};
use colloquy_protocol::keyfile;
use colloquy_protocol::link::{Gift, SignedAnswer, SignedOffer, words};
use colloquy_protocol::segment::{self, Draft, Expected};
use colloquy_protocol::{Hash, Key, Tip};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn hex(bytes: &[u8]) -> String {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let lines = digits.as_bytes().chunks(64);
    lines
        .map(|line| format!("{}\n", String::from_utf8_lossy(line)))
        .collect()
}

fn golden(name: &str) -> Vec<u8> {
    let path = folder().join(format!("{name}.hex"));
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let digits: String = text.split_whitespace().collect();
    let pairs = digits.as_bytes().chunks_exact(2);
    pairs
        .map(|pair| {
            let pair = std::str::from_utf8(pair).expect("digits");
            u8::from_str_radix(pair, 16).expect("digits")
        })
        .collect()
}

#[test]
fn sealing_again_gives_the_golden_bytes() {
    for (name, bytes) in making::all() {
        let path = folder().join(format!("{name}.hex"));
        if !path.exists() && std::env::var_os("COLLOQUY_WRITE_GOLDEN").is_some() {
            std::fs::write(&path, hex(&bytes)).expect("the folder can be written");
        }
        assert!(
            golden(&name) == bytes,
            "{name} is not as it was: a format or a key derivation has changed without a new version"
        );
    }
}

#[test]
fn every_file_is_made_and_described() {
    let made: BTreeSet<String> = making::all()
        .into_iter()
        .map(|(name, _)| format!("{name}.hex"))
        .collect();
    let files = std::fs::read_dir(folder()).expect("the folder is there");
    let found: BTreeSet<String> = files
        .map(|file| {
            file.expect("readable")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name.ends_with(".hex"))
        .collect();
    assert_eq!(found, made);
    let readme = std::fs::read_to_string(folder().join("README.md")).expect("README.md");
    for name in &made {
        let kind = name.trim_end_matches(".hex");
        let kind = kind.split_once('.').map_or(kind, |(kind, _)| kind);
        let named = readme.contains(&format!("`{kind}`")) || readme.contains(&format!("`{kind}."));
        assert!(named, "README.md says nothing of {name}");
    }
}

#[test]
fn segments_open_and_seal_again() {
    let (place, key, signer) = (making::place(), making::epoch(), making::device().sign);
    for name in ["segment.lone", "segment.many", "segment.merged"] {
        let bytes = golden(name);
        let header = segment::peek(&bytes).expect("a segment");
        let public = signer.public();
        let after = Tip {
            seq: header.first - 1,
            hash: header.previous,
        };
        let expected = Expected {
            place,
            signer: &public,
            first: header.first,
            last: header.last,
            hash: Hash::of(&bytes),
            after: Some(after),
        };
        let opened = segment::open(&bytes, &expected, &key).expect("opens");
        let wanted = making::events(header.first, header.count());
        assert_eq!(opened.events, wanted);
        let draft = Draft {
            place,
            after,
            events: &opened.events,
            stands_for: header.stands_for,
        };
        let again = segment::seal(&draft, &key, &signer, &making::NONCE).expect("seals");
        assert!(again.bytes == bytes, "{name}");
    }
}

#[test]
fn heads_checkpoints_and_entries_open_and_sign_again() {
    let (place, signer) = (making::place(), making::device().sign);
    let bytes = golden("head");
    let head = SignedHead::open(&bytes, &place.space, &place.tag, 7, &signer.public());
    let head = head.expect("a head").head().clone();
    assert_eq!(head.sign(&signer).bytes(), bytes);

    let bytes = golden("checkpoint");
    let key = Key::Checkpoint {
        space: place.space,
        tag: place.tag,
        upto: 40,
        hash: Hash::of(&bytes),
    };
    let opened = SignedCheckpoint::open(&bytes, &key, &signer.public()).expect("a checkpoint");
    let again = opened.checkpoint().clone().sign(&signer).expect("covers");
    assert_eq!(again.bytes(), bytes);

    let mut count = 0;
    for (name, bytes) in making::all() {
        if !name.starts_with("governance.") {
            continue;
        }
        count += 1;
        let signed = SignedEntry::open(&golden(&name)).expect("an entry");
        let again = signed.entry().clone().sign(&signer);
        assert_eq!(again.bytes(), bytes, "{name}");
        assert_eq!(SignedEntry::open_at(&bytes, &again.key()), Ok(again));
    }
    assert_eq!(count, 13, "one of every action");
}

#[test]
fn identities_read_and_write_again() {
    let root = making::root();
    let card = root.card();
    let certificate = Certificate::from_bytes(&golden("certificate")).expect("a certificate");
    assert_eq!(certificate.verify(&card, []), Ok(()));
    assert_eq!(certificate.to_bytes(), golden("certificate"));
    let revocation = Revocation::from_bytes(&golden("revocation")).expect("a revocation");
    assert_eq!(revocation.verify(&card, []), Ok(()));
    assert_eq!(revocation.to_bytes(), golden("revocation"));

    let text = golden("phrase");
    let text = String::from_utf8(text).expect("text");
    let (words, rest) = text.split_once('\n').expect("two lines");
    let phrase = Phrase::parse(words).expect("24 words");
    let again = PersonRoot::from_phrase(&phrase).card().fingerprint();
    assert_eq!(rest.trim().parse(), Ok(again));
    assert_eq!(again, card.fingerprint());
}

#[test]
fn key_files_open() {
    let device = making::device();
    for (name, passphrase) in [
        ("key-file.passphrase", Some(making::PASSPHRASE)),
        ("key-file.plain", None),
    ] {
        let keys = keyfile::open(&golden(name), passphrase).expect("opens");
        assert_eq!(keys.device, device.device);
        assert_eq!(keys.sign.to_secret_bytes(), device.sign.to_secret_bytes());
        let seeds = (
            keys.receive.to_secret_bytes(),
            device.receive.to_secret_bytes(),
        );
        assert_eq!(seeds.0, seeds.1);
    }
    assert_eq!(*keyfile::plain(&device), golden("key-file.plain"));
}

#[test]
fn invitations_and_links_open() {
    let bytes = golden("invitation.file");
    let invitation = SignedInvitation::open(&bytes).expect("an invitation");
    let code = String::from_utf8(golden("invitation.code")).expect("text");
    assert_eq!(SignedInvitation::from_code(&code).as_ref(), Ok(&invitation));
    assert_eq!(*invitation.to_secret_code(), code);
    let place = making::place();
    let seed = &invitation.invitation().seed;
    let request = JoinRequest::open(&golden("join-request"), seed, &place.space);
    let request = request.expect("a request");
    assert_eq!(request.greeting, b"Anna");
    let again = request
        .seal(seed, &place.space, &making::NONCE)
        .expect("short");
    assert_eq!(again, golden("join-request"));

    let offer = SignedOffer::open(&golden("link-offer.file")).expect("an offer");
    let code = String::from_utf8(golden("link-offer.code")).expect("text");
    assert_eq!(SignedOffer::from_code(&code).as_ref(), Ok(&offer));
    let kept = making::offer_keys();
    let answer = SignedAnswer::open(&golden("link-answer"), &offer, &kept).expect("an answer");
    let shown = words(&offer, &answer).expect("19 MiB").to_string();
    assert_eq!(shown.as_bytes(), golden("link-words"));
    let gift = Gift::open(&golden("link-gift"), &offer, &making::new_device()).expect("a gift");
    assert_eq!(gift.keepsakes, b"keyring");
}

#[test]
fn blobs_and_bundles_open_and_write_again() {
    let reference = BlobRef::from_bytes(&golden("blob.reference")).expect("a reference");
    assert_eq!(*reference.to_secret_bytes(), golden("blob.reference"));
    let piece = golden("blob.piece");
    assert_eq!(
        reference.open_piece(0, &piece).as_deref(),
        Ok(&making::FILE[..])
    );

    let bytes = golden("bundle");
    let mut reader = Reader::new(bytes.as_slice()).expect("a bundle");
    let mut writer = Writer::new(Vec::new()).expect("a vector takes everything");
    while let Some(item) = reader.next_item().expect("whole") {
        let Item::Object { key, bytes } = item else {
            panic!("{item:?}");
        };
        writer.add(&key, &bytes).expect("small");
    }
    assert_eq!(reader.ending(), Some(Ending::Whole));
    assert_eq!(writer.finish().expect("a vector takes everything"), bytes);
}
