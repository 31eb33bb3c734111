//! Heads, and what two of them prove.

use proptest::prelude::*;

use super::*;
use crate::testing::SPACE;

fn signer() -> SignSecret {
    SignSecret::from_bytes(&[6; 32])
}

fn head(counter: u64, seq: u64) -> Head {
    Head {
        space: SPACE,
        tag: DeviceTag::new([1; 16]),
        counter,
        tip: Tip {
            seq,
            hash: Hash::of(&seq.to_le_bytes()),
        },
        governance: GovernanceHead {
            count: 3,
            ends: vec![Hash::of(b"b"), Hash::of(b"a")],
        },
        checkpoint: None,
        seen: vec![seen(9, counter, seq), seen(4, counter, seq)],
    }
}

fn seen(tag: u8, counter: u64, seq: u64) -> Seen {
    Seen {
        tag: DeviceTag::new([tag; 16]),
        counter,
        tip: Tip {
            seq,
            hash: Hash::of(&[tag]),
        },
    }
}

fn open(signed: &SignedHead) -> Result<SignedHead, HeadError> {
    let head = signed.head();
    SignedHead::open(
        signed.bytes(),
        &head.space,
        &head.tag,
        head.counter,
        &signer().public(),
    )
}

#[test]
fn a_head_belongs_to_its_place() {
    let signed = head(2, 20).sign(&signer());
    assert_eq!(open(&signed), Ok(signed.clone()));
    let at = |space, tag, counter, key: &SignSecret| {
        SignedHead::open(signed.bytes(), &space, &tag, counter, &key.public())
    };
    let (tag, other) = (signed.head().tag, DeviceTag::new([2; 16]));
    assert_eq!(
        at(SPACE, tag, 3, &signer()),
        Err(HeadError::Place("counter"))
    );
    assert_eq!(
        at(SPACE, other, 2, &signer()),
        Err(HeadError::Place("device"))
    );
    let elsewhere = crate::SpaceId::new([0; 16]);
    assert_eq!(
        at(elsewhere, tag, 2, &signer()),
        Err(HeadError::Place("space"))
    );
    let another = SignSecret::from_bytes(&[7; 32]);
    assert_eq!(at(SPACE, tag, 2, &another), Err(HeadError::Signature));
}

#[test]
fn what_others_saw_is_found() {
    let signed = head(2, 20).sign(&signer());
    assert_eq!(
        signed.head().seen(&DeviceTag::new([9; 16])),
        Some(&seen(9, 2, 20))
    );
    assert_eq!(signed.head().seen(&DeviceTag::new([5; 16])), None);
}

#[test]
fn going_back_is_proved() {
    let before = head(5, 50).sign(&signer());
    let rolled = |change: fn(&mut Head)| {
        let mut head = head(6, 60);
        change(&mut head);
        compare(&before, &head.sign(&signer()))
    };
    assert_eq!(compare(&before, &before), Ok(Advance::Same));
    assert_eq!(rolled(|_| {}), Ok(Advance::Newer));
    let back: [fn(&mut Head); 5] = [
        |head| head.counter = 4,
        |head| head.tip.seq = 49,
        |head| head.governance.count = 2,
        |head| head.seen[0].counter = 4,
        |head| head.seen[0].tip.seq = 49,
    ];
    for change in back {
        let Err(Fault::Rollback(proof)) = rolled(change) else {
            panic!("a rollback");
        };
        assert_eq!(proof.first, before.bytes());
        assert_ne!(proof.second, before.bytes());
    }
    // Whoever was removed may be left out.
    assert_eq!(rolled(|head| head.seen.clear()), Ok(Advance::Newer));
}

#[test]
fn two_histories_are_proved() {
    let before = head(5, 50).sign(&signer());
    let changes: [fn(&mut Head); 2] = [
        // One counter for two heads.
        |head| head.tip.seq = 51,
        // One event with two hashes.
        |head| {
            head.counter = 6;
            head.tip.hash = Hash::of(b"another");
        },
    ];
    for change in changes {
        let mut head = head(5, 50);
        change(&mut head);
        let fault = compare(&before, &head.sign(&signer()));
        assert!(matches!(fault, Err(Fault::SplitView(_))), "{fault:?}");
    }
}

#[test]
fn a_witness_contradicts_a_second_history() {
    let shown = head(5, 50).sign(&signer());
    let witness = |counter, tip| {
        let mut witness = head(1, 1);
        witness.tag = DeviceTag::new([8; 16]);
        witness.seen = vec![Seen {
            tag: shown.head().tag,
            counter,
            tip,
        }];
        contradicts(&witness.sign(&signer()), &shown).is_some()
    };
    let tip = |seq, word: &[u8]| Tip {
        seq,
        hash: Hash::of(word),
    };
    assert!(!witness(5, shown.head().tip));
    assert!(!witness(4, tip(40, b"earlier")));
    assert!(!witness(6, tip(60, b"later")));
    assert!(witness(5, tip(50, b"another")));
    assert!(witness(5, tip(51, b"more than it had")));
}

proptest! {
    #[test]
    fn a_head_survives(counter in 1..u64::MAX, seq: u64, tags in prop::collection::vec(any::<u8>(), 0..20)) {
        let mut head = head(counter, seq);
        head.seen = tags.iter().map(|tag| seen(*tag, counter, seq)).collect();
        let signed = head.sign(&signer());
        prop_assert_eq!(open(&signed), Ok(signed.clone()));
        prop_assert_eq!(signed.head().key().to_string().parse(), Ok(signed.head().key()));
    }

    #[test]
    fn any_changed_bit_is_noticed(at: prop::sample::Index, bit in 0..8) {
        let signed = head(5, 50).sign(&signer());
        let mut bytes = signed.bytes().to_vec();
        let at = at.index(bytes.len());
        bytes[at] ^= 1_u8 << bit;
        let head = signed.head();
        let opened = SignedHead::open(&bytes, &head.space, &head.tag, 5, &signer().public());
        prop_assert!(opened.is_err());
    }
}
