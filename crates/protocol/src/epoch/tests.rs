//! Who can open an epoch, and who can't.

use proptest::prelude::*;

use super::*;
use crate::testing::{Entropy, SPACE, sixteen};
use crate::{ReceivePublic, ReceiveSecret, RecipientId, SpaceId};

fn secret(number: u32) -> ReceiveSecret {
    ReceiveSecret::generate(&mut Entropy::new(u64::from(number)))
}

fn recipients(count: u32) -> Vec<(RecipientId, ReceivePublic)> {
    let recipient = |number: u32| {
        let id = RecipientId::new(sixteen(&[&number.to_le_bytes()]));
        (id, secret(number).public())
    };
    (0..count).map(recipient).collect()
}

#[test]
fn recipients_and_nobody_else_get_the_key() {
    let mut entropy = Entropy::new(1);
    let key = EpochKey::generate(4, &mut entropy);
    let all = recipients(5);
    let rotation = rotate(&SPACE, &key, &all[..4], None, &mut entropy).expect("good keys");
    for number in 0..5 {
        let mut ring = Keyring::new(SPACE);
        let (id, _) = all[number as usize];
        let learnt = ring.learn(&rotation, id, &secret(number));
        assert_eq!(learnt, Ok(number < 4));
        assert_eq!(ring.get(&key.id()).is_some(), number < 4);
        // With another's key, or in another space, it stays closed.
        let mut ring = Keyring::new(SPACE);
        if number < 4 {
            let other = ring.learn(&rotation, id, &secret(number + 1));
            assert_eq!(other, Err(EpochError::Sealed(key.id())));
            let mut elsewhere = Keyring::new(SpaceId::new([0; 16]));
            assert!(elsewhere.learn(&rotation, id, &secret(number)).is_err());
        }
    }
}

#[test]
fn the_past_opens_only_where_it_was_wrapped() {
    let mut entropy = Entropy::new(2);
    let keys: Vec<EpochKey> = (1..=3)
        .map(|number| EpochKey::generate(number, &mut entropy))
        .collect();
    let all = recipients(1);
    let rotations: Vec<Rotation> = [(0, None), (1, Some(0)), (2, None)]
        .map(|(new, past): (usize, Option<usize>)| {
            let past = past.map(|past| &keys[past]);
            rotate(&SPACE, &keys[new], &all, past, &mut entropy).expect("good keys")
        })
        .into();
    let ring = |newest: usize| {
        let mut ring = Keyring::new(SPACE);
        ring.learn(&rotations[newest], all[0].0, &secret(0))
            .expect("a recipient");
        for rotation in rotations.iter().rev() {
            ring.learn_past(rotation).expect("wrapped well");
        }
        ring.iter().map(|key| key.id().number).collect::<Vec<_>>()
    };
    assert_eq!(ring(2), [3]);
    assert_eq!(ring(1), [1, 2]);
    assert_eq!(ring(0), [1]);
}

#[test]
fn a_grant_adds_one_recipient() {
    let mut entropy = Entropy::new(3);
    let key = EpochKey::generate(1, &mut entropy);
    let all = recipients(2);
    let grant = grant(&SPACE, &key, all[0].0, &all[0].1, &mut entropy).expect("good key");
    let mut ring = Keyring::new(SPACE);
    assert_eq!(ring.learn_grant(&grant, all[1].0, &secret(1)), Ok(false));
    assert_eq!(ring.learn_grant(&grant, all[0].0, &secret(0)), Ok(true));
    assert_eq!(ring.learn_grant(&grant, all[0].0, &secret(0)), Ok(false));
}

#[test]
fn another_key_than_the_promised_is_refused() {
    let mut entropy = Entropy::new(4);
    let promised = EpochKey::generate(1, &mut entropy);
    let other = EpochKey::generate(1, &mut entropy);
    let all = recipients(1);
    // Whoever rotates seals, under the promised epoch's name, another key to one member.
    let info = Hash::of_parts(
        "colloquy epoch key 1",
        &[SPACE.as_bytes(), &crate::frame::encoded(&promised.id())],
    );
    let sealed = key::seal(
        &all[0].1,
        info.as_bytes(),
        all[0].0.as_bytes(),
        other.to_secret_bytes().as_slice(),
        &mut entropy,
    )
    .expect("good key");
    let key = GrantedKey {
        to: all[0].0,
        sealed: crate::SealedKey::new(sealed.try_into().expect("80 bytes")),
    };
    assert_eq!(
        open_grant(&SPACE, &promised.id(), &key, &secret(0)).err(),
        Some(EpochError::Commitment(promised.id()))
    );
}

#[test]
fn a_hundred_and_twenty_recipients_take_at_most_15_kb() {
    let mut entropy = Entropy::new(5);
    let (new, past) = (
        EpochKey::generate(2, &mut entropy),
        EpochKey::generate(1, &mut entropy),
    );
    let rotation =
        rotate(&SPACE, &new, &recipients(120), Some(&past), &mut entropy).expect("good keys");
    let size = crate::frame::encoded(&rotation).len();
    assert!(size <= 15_000, "{size}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_sealed_key_can_t_be_altered(seed: u64, at in 0..80_usize, bit in 0..8) {
        let mut entropy = Entropy::new(seed);
        let key = EpochKey::generate(1, &mut entropy);
        let all = recipients(1);
        let grant = grant(&SPACE, &key, all[0].0, &all[0].1, &mut entropy).expect("good key");
        let opened = open_grant(&SPACE, &key.id(), &grant.key, &secret(0)).expect("for it");
        prop_assert_eq!(opened.to_secret_bytes(), key.to_secret_bytes());
        let mut bytes = *grant.key.sealed.as_bytes();
        bytes[at] ^= 1_u8 << bit;
        let altered = GrantedKey { to: all[0].0, sealed: crate::SealedKey::new(bytes) };
        prop_assert!(open_grant(&SPACE, &key.id(), &altered, &secret(0)).is_err());
    }

    #[test]
    fn keys_and_commitments_differ(one: [u8; 32], other: [u8; 32]) {
        prop_assume!(one != other);
        let id = |bytes| EpochKey::from_bytes(1, bytes).id();
        prop_assert_ne!(id(&one), id(&other));
        prop_assert_ne!(*id(&one).commitment.as_bytes(), one);
    }
}
