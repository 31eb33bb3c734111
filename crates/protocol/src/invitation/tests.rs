//! Invitations by file and by code, and requests to join.

use proptest::prelude::*;

use super::*;
use crate::governance::tests::world::World;
use crate::governance::{SignedEntry, SpaceKind, ends_of};
use crate::head::GovernanceHead;
use crate::testing::{Entropy, SPACE};
use crate::{CodeError, CodeKind, DeviceTag, SignPublic, SpaceId};

fn invited() -> (World, SignedInvitation) {
    let mut world = World::new(3, SpaceKind::Cohort);
    let seed = world.invite((0, 0), Role::Member);
    let invitation = Invitation {
        space: SPACE,
        genesis: world.genesis,
        remote: b"folder:/media/stick/cohort".to_vec(),
        inviter: world.fingerprint(0),
        device: world.tag((0, 0)),
        signer: SignPublic::new([0; 32]),
        seed: world.seeds[seed].clone(),
        until_ms: 1 << 40,
        governance: ends_of(&world.all()),
        heads: vec![
            HeadMark {
                tag: DeviceTag::new([9; 16]),
                counter: 4,
            },
            HeadMark {
                tag: DeviceTag::new([2; 16]),
                counter: 1,
            },
        ],
    };
    let signed = invitation.sign(&world.people[0].devices[0].sign);
    (world, signed.expect("small"))
}

fn request(world: &World, person: usize) -> JoinRequest {
    let action = world.join_action((person, 0), 0);
    let draft = world.draft((person, 0), 5_000, action);
    JoinRequest {
        entry: draft.sign(&world.people[person].devices[0].sign),
        greeting: "Anna, from the north clinic".as_bytes().to_vec(),
    }
}

#[test]
fn an_invitation_survives_file_and_code() {
    let (_, signed) = invited();
    let bytes = signed.to_secret_bytes();
    assert_eq!(SignedInvitation::open(bytes).as_ref(), Ok(&signed));
    let code = signed.to_secret_code();
    assert_eq!(SignedInvitation::from_code(&code).as_ref(), Ok(&signed));
    // With few heads it can be pasted.
    assert!(code.len() < 900, "{}", code.len());
    let seed = signed.invitation().seed.to_secret_bytes();
    let shown = format!("{signed:?}");
    let digits: String = seed.iter().map(|byte| format!("{byte:02x}")).collect();
    // As digits, and as a list of numbers.
    let numbers = format!("{:?}", &seed[..]);
    let numbers = numbers.trim_matches(['[', ']']);
    assert!(
        !shown.contains(&digits) && !shown.contains(numbers),
        "{shown}"
    );
}

#[test]
fn a_code_of_another_kind_is_named() {
    let error = SignedInvitation::from_code("CQK-000000");
    let kind = CodeError::Kind {
        found: CodeKind::Offer,
        wanted: CodeKind::Invitation,
    };
    assert_eq!(error, Err(InvitationError::Code(kind)));
}

#[test]
fn the_space_has_to_agree() {
    let (mut world, signed) = invited();
    let agrees = |world: &World| {
        let membership = world.fold().membership.expect("made");
        signed.agrees(&membership)
    };
    assert_eq!(agrees(&world), Ok(()));
    assert_eq!(signed.is_current(1 << 40), Ok(()));
    assert_eq!(
        signed.is_current((1 << 40) + 1),
        Err(InvitationError::Ended)
    );
    world.gossip((0, 0), (1, 0));
    world.join((1, 0), 0);
    let used = crate::governance::InvitationState::Used(world.fingerprint(1));
    assert_eq!(agrees(&world), Err(InvitationError::Over(used)));
    // Another space's roster knows neither.
    let other = World::new(3, SpaceKind::Cohort);
    assert_eq!(agrees(&other), Err(InvitationError::Unknown));
    let mut replaced = World::new(2, SpaceKind::Cohort);
    let revoke = replaced.revoke((0, 0), 0);
    replaced.act((0, 0), revoke);
    assert_eq!(agrees(&replaced), Err(InvitationError::Inviter));
}

#[test]
fn one_seed_has_one_name_and_separate_keys() {
    let seed = Seed::from_bytes([3; 32]);
    assert_eq!(
        JoinRequest::key(&seed, SPACE),
        JoinRequest::key(&seed.clone(), SPACE)
    );
    let prove = seed.prove().to_secret_bytes();
    let receive = seed.receive().to_secret_bytes();
    assert_ne!(*prove, *receive);
    assert_ne!(*prove, [3; 32]);
    assert_ne!(seed.tag(), Seed::from_bytes([4; 32]).tag());
}

#[test]
fn a_request_is_for_whoever_has_the_seed() {
    let (world, signed) = invited();
    let seed = &signed.invitation().seed;
    let request = request(&world, 1);
    let bytes = request.seal(seed, &SPACE, &[1; 24]).expect("short");
    assert_eq!(JoinRequest::open(&bytes, seed, &SPACE), Ok(request));
    let other = Seed::from_bytes([0; 32]);
    assert_eq!(
        JoinRequest::open(&bytes, &other, &SPACE),
        Err(RequestError::Aead)
    );
    let elsewhere = SpaceId::new([0; 16]);
    assert_eq!(
        JoinRequest::open(&bytes, seed, &elsewhere),
        Err(RequestError::Aead)
    );
}

#[test]
fn a_request_holds_a_join_and_nothing_else() {
    let (world, signed) = invited();
    let seed = &signed.invitation().seed;
    let leave = Action::Leave {
        cutoffs: Vec::new(),
    };
    let entry: SignedEntry = world
        .draft((1, 0), 1, leave)
        .sign(&world.people[1].devices[0].sign);
    let request = JoinRequest {
        entry,
        greeting: Vec::new(),
    };
    let bytes = request.seal(seed, &SPACE, &[1; 24]).expect("short");
    assert_eq!(
        JoinRequest::open(&bytes, seed, &SPACE),
        Err(RequestError::Action)
    );
}

#[test]
fn a_second_use_meets_the_first_by_name_and_differs() {
    let (world, signed) = invited();
    let seed = &signed.invitation().seed;
    let sealed = |person, nonce| {
        request(&world, person)
            .seal(seed, &SPACE, &[nonce; 24])
            .expect("short")
    };
    let (one, other) = (sealed(1, 1), sealed(2, 2));
    assert_ne!(one, other);
    // The inviter can tell who: both open.
    for bytes in [one, other] {
        assert!(JoinRequest::open(&bytes, seed, &SPACE).is_ok());
    }
}

#[test]
fn what_is_too_long_is_not_made() {
    let (world, signed) = invited();
    let mut long = signed.invitation().clone();
    long.remote = vec![0; MAX_REMOTE + 1];
    assert!(long.sign(&world.people[0].devices[0].sign).is_err());
    let mut many = signed.invitation().clone();
    many.governance = GovernanceHead::default();
    many.heads = (0..257_u16)
        .map(|number| {
            let mut tag = [0; 16];
            tag[..2].copy_from_slice(&number.to_le_bytes());
            HeadMark {
                tag: DeviceTag::new(tag),
                counter: 1,
            }
        })
        .collect();
    assert!(many.sign(&world.people[0].devices[0].sign).is_err());
    let mut request = request(&world, 1);
    request.greeting = vec![0; 4097];
    assert!(
        request
            .seal(&signed.invitation().seed, &SPACE, &[0; 24])
            .is_err()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_changed_bit_is_noticed(at: prop::sample::Index, bit in 0..8, seed: u64) {
        let (world, signed) = invited();
        let mut bytes = signed.to_secret_bytes().to_vec();
        let position = at.index(bytes.len());
        bytes[position] ^= 1_u8 << bit;
        prop_assert!(SignedInvitation::open(&bytes).is_err());

        let secret = &signed.invitation().seed;
        let mut nonce = [0; 24];
        rand_core::Rng::fill_bytes(&mut Entropy::new(seed), &mut nonce);
        let mut bytes = request(&world, 1).seal(secret, &SPACE, &nonce).expect("short");
        let position = at.index(bytes.len());
        bytes[position] ^= 1_u8 << bit;
        prop_assert!(JoinRequest::open(&bytes, secret, &SPACE).is_err());
    }

    #[test]
    fn any_bytes_are_refused(mut bytes in prop::collection::vec(any::<u8>(), 0..300), text in "\\PC{0,80}") {
        prop_assert!(SignedInvitation::from_code(&text).is_err());
        for magic in [b"CQI\x01", b"CQJ\x01"] {
            if bytes.len() > 4 {
                bytes[..4].copy_from_slice(magic);
            }
            prop_assert!(SignedInvitation::open(&bytes).is_err());
            prop_assert!(JoinRequest::open(&bytes, &Seed::from_bytes([1; 32]), &SPACE).is_err());
        }
    }
}
