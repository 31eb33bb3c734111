//! Linking, and somebody in between.

use proptest::prelude::*;

use super::*;
use crate::identity::{Certificate, DeviceCard, DeviceKeys};
use crate::testing::{Entropy, Person, SPACE};
use crate::{CodeKind, DeviceId, DeviceTag, Hash, Hlc, SignPublic};

struct Linking {
    person: Person,
    offer: SignedOffer,
    kept: OfferKeys,
    new: DeviceKeys,
    answer: SignedAnswer,
}

fn offer(person: &Person, kept: &OfferKeys) -> SignedOffer {
    let offer = Offer {
        space: SPACE,
        genesis: Hash::of(b"genesis"),
        person: person.root.card(),
        device: person.tag(0),
        signer: SignPublic::new([0; 32]),
        receive: kept.public(),
        remote: b"folder:/media/stick".to_vec(),
        until_ms: 600_000,
    };
    offer.sign(&person.devices[0].sign).expect("short")
}

fn linking(seed: u64) -> Linking {
    let mut entropy = Entropy::new(seed);
    let person = Person::new(1);
    let kept = OfferKeys::generate(&mut entropy);
    let offer = offer(&person, &kept);
    let new = DeviceKeys::generate(DeviceId::new([7; 16]), &mut entropy);
    let tag = DeviceTag::new([8; 16]);
    let answer = SignedAnswer::make(&offer, &new, tag, b"Laptop".to_vec()).expect("short");
    Linking {
        person,
        offer,
        kept,
        new,
        answer,
    }
}

fn gift(linking: &Linking, to: &Answer) -> Gift {
    let person = &linking.person;
    Gift {
        card: DeviceCard {
            tag: to.tag,
            certificate: Certificate::by_device(
                &person.devices[0],
                person.root.card().fingerprint(),
                to.device,
                (to.sign, to.receive),
                true,
                Hlc::new(5_000, 0),
            ),
            chain: vec![person.card(0).certificate],
        },
        keepsakes: b"keyring".to_vec(),
    }
}

#[test]
fn two_codes_and_four_words_link_a_device() {
    let linking = linking(1);
    let mut entropy = Entropy::new(2);
    // The new device reads the offer and answers.
    let code = linking.offer.to_code();
    let offer = SignedOffer::from_code(&code.to_lowercase()).expect("a code");
    assert_eq!(offer, linking.offer);
    assert_eq!(offer.is_current(600_000), Ok(()));
    assert_eq!(offer.is_current(600_001), Err(LinkError::Ended));
    let code = linking.answer.to_code(&offer, &mut entropy).expect("a key");
    // The old device reads the answer; both show the same words.
    let answer = SignedAnswer::from_code(&code, &linking.offer, &linking.kept).expect("a code");
    assert_eq!(answer, linking.answer);
    let shown = words(&linking.offer, &answer).expect("19 MiB");
    assert_eq!(Ok(shown), words(&offer, &linking.answer));
    // Then the gift.
    let gift = gift(&linking, answer.answer());
    let bytes = gift
        .seal(&linking.offer, answer.answer(), &mut entropy)
        .expect("a key");
    assert_eq!(Gift::open(&bytes, &offer, &linking.new), Ok(gift));
    let key = offer.gift_key();
    assert_eq!(key.to_string().parse(), Ok(key));
}

#[test]
fn somebody_in_between_shows_in_the_words() {
    let linking = linking(1);
    // Mallory passes the old device's offer on as her own, and answers the old device herself.
    let mut entropy = Entropy::new(3);
    let mallory = Person::new(66);
    let kept = OfferKeys::generate(&mut entropy);
    let passed_on = offer(&mallory, &kept);
    let hers = DeviceKeys::generate(DeviceId::new([7; 16]), &mut entropy);
    let tag = linking.answer.answer().tag;
    let to_old = SignedAnswer::make(&linking.offer, &hers, tag, b"Laptop".to_vec()).expect("short");
    let from_new =
        SignedAnswer::make(&passed_on, &linking.new, tag, b"Laptop".to_vec()).expect("short");
    let on_old = words(&linking.offer, &to_old).expect("19 MiB");
    let on_new = words(&passed_on, &from_new).expect("19 MiB");
    assert_ne!(on_old, on_new);
}

#[test]
fn an_answer_belongs_to_one_offer() {
    let (linking, other) = (linking(1), linking(2));
    let mut entropy = Entropy::new(3);
    let sealed = linking
        .answer
        .seal(&linking.offer, &mut entropy)
        .expect("a key");
    assert_eq!(
        SignedAnswer::open(&sealed, &other.offer, &other.kept),
        Err(LinkError::Sealed)
    );
    // Sealed well, but said to another offer.
    let sealed = linking
        .answer
        .seal(&other.offer, &mut entropy)
        .expect("a key");
    assert_eq!(
        SignedAnswer::open(&sealed, &other.offer, &other.kept),
        Err(LinkError::Offer)
    );
    assert_eq!(words(&other.offer, &linking.answer), Err(LinkError::Offer));
    let wanted = CodeKind::Answer;
    assert_eq!(
        SignedAnswer::from_code(&linking.offer.to_code(), &linking.offer, &linking.kept),
        Err(LinkError::Code(crate::CodeError::Kind {
            found: CodeKind::Offer,
            wanted
        }))
    );
}

#[test]
fn a_gift_certifies_its_reader_by_the_offers_person() {
    let linking = linking(1);
    let mut entropy = Entropy::new(4);
    let answer = linking.answer.answer();
    let seal = |gift: &Gift, entropy: &mut Entropy| {
        gift.seal(&linking.offer, answer, entropy).expect("a key")
    };
    // For another device's keys.
    let mut other = answer.clone();
    other.sign = SignPublic::new([1; 32]);
    let bytes = seal(&gift(&linking, &other), &mut entropy);
    assert_eq!(
        Gift::open(&bytes, &linking.offer, &linking.new),
        Err(LinkError::Device)
    );
    // By somebody else.
    let mut stranger = gift(&linking, answer);
    stranger.card.chain = vec![Person::new(66).card(0).certificate];
    let bytes = seal(&stranger, &mut entropy);
    assert!(matches!(
        Gift::open(&bytes, &linking.offer, &linking.new),
        Err(LinkError::Certificate(_))
    ));
    // By another device than the one that it was sealed to.
    let bytes = seal(&gift(&linking, answer), &mut entropy);
    let third = DeviceKeys::generate(linking.new.device, &mut entropy);
    assert_eq!(
        Gift::open(&bytes, &linking.offer, &third),
        Err(LinkError::Sealed)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_changed_bit_is_noticed(at: prop::sample::Index, bit in 0..8) {
        let linking = linking(1);
        let mut entropy = Entropy::new(5);
        let answer = linking.answer.answer();
        let objects = [
            linking.offer.bytes().to_vec(),
            linking.answer.seal(&linking.offer, &mut entropy).expect("a key"),
            gift(&linking, answer).seal(&linking.offer, answer, &mut entropy).expect("a key"),
        ];
        for (index, mut bytes) in objects.into_iter().enumerate() {
            let position = at.index(bytes.len());
            bytes[position] ^= 1_u8 << bit;
            let refused = match index {
                0 => SignedOffer::open(&bytes).is_err(),
                1 => SignedAnswer::open(&bytes, &linking.offer, &linking.kept).is_err(),
                _ => Gift::open(&bytes, &linking.offer, &linking.new).is_err(),
            };
            prop_assert!(refused);
        }
    }

    #[test]
    fn any_bytes_are_refused(mut bytes in prop::collection::vec(any::<u8>(), 0..200), text in "\\PC{0,80}") {
        let linking = linking(1);
        prop_assert!(SignedOffer::from_code(&text).is_err());
        for magic in [b"CQO\x01", b"CQX\x01", b"CQW\x01"] {
            if bytes.len() > 4 {
                bytes[..4].copy_from_slice(magic);
            }
            prop_assert!(SignedOffer::open(&bytes).is_err());
            prop_assert!(SignedAnswer::open(&bytes, &linking.offer, &linking.kept).is_err());
            prop_assert!(Gift::open(&bytes, &linking.offer, &linking.new).is_err());
        }
    }
}
