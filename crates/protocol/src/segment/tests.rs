//! Sealing, opening, and every way to alter a segment.

use proptest::prelude::*;

use super::body::tests::{PLACE, any_events};
use super::*;
use crate::testing::{Entropy, prose_events};
use crate::{EpochKey, Event, FormatFault, Hash, SignSecret};

fn key() -> EpochKey {
    EpochKey::from_bytes(3, &[8; 32])
}

fn signer() -> SignSecret {
    SignSecret::from_bytes(&[9; 32])
}

fn sealed(after: Tip, events: &[Event]) -> Sealed {
    let draft = Draft {
        place: PLACE,
        after,
        events,
        stands_for: None,
    };
    seal(&draft, &key(), &signer(), &[4; 24]).expect("events of the place")
}

fn opened(sealed: &Sealed, after: Option<Tip>) -> Result<Opened, OpenError> {
    open_bytes(&sealed.bytes, sealed, after)
}

fn open_bytes(bytes: &[u8], named: &Sealed, after: Option<Tip>) -> Result<Opened, OpenError> {
    let expected = Expected {
        place: PLACE,
        signer: &signer().public(),
        first: named.header.first,
        last: named.header.last,
        hash: named.hash,
        after,
    };
    open(bytes, &expected, &key())
}

#[test]
fn the_questions_are_asked_in_order() {
    let events = prose_events(PLACE.space, PLACE.device, 1, 3);
    let good = sealed(Tip::START, &events);
    let other_signer = SignSecret::from_bytes(&[1; 32]);
    let expected = Expected {
        place: PLACE,
        signer: &signer().public(),
        first: 1,
        last: 3,
        hash: good.hash,
        after: Some(Tip::START),
    };
    let other_key = EpochKey::from_bytes(4, &[8; 32]);
    // Everything is wrong; each question answered brings the next to light.
    let elsewhere = Place {
        space: crate::SpaceId::new([0xEE; 16]),
        ..PLACE
    };
    let mut wrong = Expected {
        place: elsewhere,
        signer: &other_signer.public(),
        hash: Hash::ZERO,
        after: Some(Tip {
            seq: 0,
            hash: Hash::of(b"another"),
        }),
        ..expected
    };
    assert!(matches!(
        open(b"CQX", &wrong, &other_key),
        Err(OpenError::Format(_))
    ));
    assert_eq!(
        open(&good.bytes, &wrong, &other_key),
        Err(OpenError::Hash { found: good.hash })
    );
    wrong.hash = good.hash;
    assert_eq!(
        open(&good.bytes, &wrong, &other_key),
        Err(OpenError::Signature)
    );
    let own = signer().public();
    wrong.signer = &own;
    assert_eq!(
        open(&good.bytes, &wrong, &other_key),
        Err(OpenError::Place("space"))
    );
    wrong.place = PLACE;
    assert_eq!(
        open(&good.bytes, &wrong, &other_key),
        Err(OpenError::Commitment { needed: key().id() })
    );
    assert_eq!(
        open(&good.bytes, &wrong, &key()),
        Err(OpenError::Chain(ChainFault::Split { at: 0 }))
    );
    wrong.after = None;
    assert_eq!(
        open(&good.bytes, &wrong, &key()).map(|o| o.events),
        Ok(events)
    );
}

#[test]
fn a_later_suite_or_version_is_named() {
    let good = sealed(Tip::START, &prose_events(PLACE.space, PLACE.device, 1, 1));
    let mut later = good.bytes.clone();
    later[3] = 2;
    let named = |bytes: &[u8]| peek(bytes).map_err(|error| error.fault);
    assert_eq!(named(&later), Err(FormatFault::Version(2)));
    // The suite is the first value of the header's list.
    let mut suite = good.bytes;
    assert_eq!(suite[5], SUITE);
    suite[5] = 9;
    assert_eq!(named(&suite), Err(FormatFault::Version(9)));
}

#[test]
fn what_does_not_belong_is_not_sealed() {
    let events = prose_events(PLACE.space, PLACE.device, 1, 3);
    let refused = |events: &[Event]| {
        let draft = Draft {
            place: PLACE,
            after: Tip::START,
            events,
            stands_for: None,
        };
        seal(&draft, &key(), &signer(), &[0; 24]).err()
    };
    assert_eq!(refused(&events[1..]), Some(SealError::Stranger { seq: 2 }));
    assert!(matches!(refused(&[]), Some(SealError::Limit(_))));
    let mut long = events[..1].to_vec();
    long[0].body = vec![0; MAX_BODY + 1];
    assert!(matches!(refused(&long), Some(SealError::Limit(_))));
    long[0].body = Vec::new();
    long[0].kind = "k".repeat(MAX_KIND + 1);
    assert!(matches!(refused(&long), Some(SealError::Limit(_))));
}

#[test]
fn fitting_leaves_nothing_too_large() {
    let mut events = prose_events(PLACE.space, PLACE.device, 1, 5);
    events[1].body = vec![1; MAX_BODY];
    assert_eq!(fitting(&events), 1);
    assert_eq!(fitting(&events[1..]), 1);
    assert_eq!(fitting(&events[2..]), 3);
    assert_eq!(fitting(&[]), 0);
}

#[test]
fn a_merged_segment_goes_on_where_the_originals_did() {
    let events = prose_events(PLACE.space, PLACE.device, 1, 30);
    let first = sealed(Tip::START, &events[..10]);
    let second = sealed(first.tip(), &events[10..20]);
    let third = sealed(second.tip(), &events[20..]);
    let draft = Draft {
        place: PLACE,
        after: Tip::START,
        events: &events[..20],
        stands_for: Some(second.tip().hash),
    };
    let merged = seal(&draft, &key(), &signer(), &[5; 24]).expect("seals");
    assert_eq!(merged.tip(), second.tip());
    // A newcomer reads it and goes on; who knew the first half takes the rest; who knew all, nothing.
    let follow = |tip| opened(&merged, Some(tip)).map(|opened| opened.follow);
    assert_eq!(follow(Tip::START), Ok(Some(Follow::Next)));
    assert_eq!(follow(first.tip()), Ok(Some(Follow::Overlaps)));
    assert_eq!(follow(second.tip()), Ok(Some(Follow::Known)));
    assert_eq!(follow(third.tip()), Ok(Some(Follow::Known)));
    assert_eq!(
        opened(&third, Some(merged.tip())).map(|opened| opened.follow),
        Ok(Some(Follow::Next))
    );
    // It says that the log stood elsewhere after 20: another history.
    let lie = Tip {
        seq: 20,
        hash: Hash::of(b"another"),
    };
    assert_eq!(
        follow(lie),
        Err(OpenError::Chain(ChainFault::Split { at: 20 }))
    );
}

#[test]
fn gaps_and_second_histories_are_told_apart() {
    let events = prose_events(PLACE.space, PLACE.device, 1, 30);
    let first = sealed(Tip::START, &events[..10]);
    let second = sealed(first.tip(), &events[10..20]);
    let follows = |sealed: &Sealed, tip| sealed.header.follows(sealed.hash, &tip);
    assert_eq!(
        follows(&second, Tip::START),
        Err(ChainFault::Gap { from: 1, to: 10 })
    );
    let elsewhere = Tip {
        seq: 10,
        hash: Hash::of(b"another"),
    };
    assert_eq!(
        follows(&second, elsewhere),
        Err(ChainFault::Split { at: 10 })
    );
    // A copy of the device wrote 5 to 20 once more.
    let inside = Tip {
        seq: 15,
        hash: Hash::of(b"at 15"),
    };
    assert_eq!(follows(&second, inside), Err(ChainFault::Split { at: 10 }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_segment_survives(events in any_events(1), nonce: [u8; 24]) {
        let draft = Draft { place: PLACE, after: Tip::START, events: &events, stands_for: None };
        let sealed = seal(&draft, &key(), &signer(), &nonce).expect("seals");
        prop_assert_eq!(&seal(&draft, &key(), &signer(), &nonce).expect("seals"), &sealed);
        let opened = opened(&sealed, Some(Tip::START)).expect("opens");
        prop_assert_eq!(opened.events, events);
        prop_assert_eq!(&opened.header, &sealed.header);
        prop_assert_eq!(peek(&sealed.bytes), Ok(sealed.header.clone()));
        prop_assert!(check_signature(&sealed.bytes, &signer().public()).is_ok());
        prop_assert_eq!(sealed.key().to_string().parse(), Ok(sealed.key()));
    }

    #[test]
    fn any_changed_bit_is_noticed_even_under_the_right_name(
        events in any_events(1),
        at: prop::sample::Index,
        bit in 0..8,
    ) {
        let sealed = sealed(Tip::START, &events);
        let mut bytes = sealed.bytes.clone();
        let at = at.index(bytes.len());
        bytes[at] ^= 1_u8 << bit;
        let renamed = Sealed { hash: Hash::of(&bytes), ..sealed };
        prop_assert!(open_bytes(&bytes, &renamed, None).is_err());
        prop_assert!(check_signature(&bytes, &signer().public()).is_err());
    }

    #[test]
    fn a_torn_segment_is_a_format_error(events in any_events(1), at: prop::sample::Index) {
        let sealed = sealed(Tip::START, &events);
        let torn = &sealed.bytes[..at.index(sealed.bytes.len())];
        let renamed = Sealed { hash: Hash::of(torn), ..sealed.clone() };
        let refused = open_bytes(torn, &renamed, None);
        prop_assert!(matches!(refused, Err(OpenError::Format(_))), "{:?}", refused);
    }

    #[test]
    fn any_bytes_are_refused(mut bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(peek(&bytes).is_err());
        if bytes.len() > 4 {
            bytes[..4].copy_from_slice(&SHAPE.magic);
        }
        let _ = peek(&bytes);
    }

    #[test]
    fn nonces_come_from_the_caller(seed: u64) {
        // Two different nonces give unrelated ciphertexts of one text.
        let events = prose_events(PLACE.space, PLACE.device, 1, 1);
        let mut entropy = Entropy::new(seed);
        let mut nonce = || {
            let mut nonce = [0; 24];
            rand_core::Rng::fill_bytes(&mut entropy, &mut nonce);
            nonce
        };
        let draft = Draft { place: PLACE, after: Tip::START, events: &events, stands_for: None };
        let one = seal(&draft, &key(), &signer(), &nonce()).expect("seals");
        let other = seal(&draft, &key(), &signer(), &nonce()).expect("seals");
        prop_assert_ne!(one.hash, other.hash);
    }
}
