//! Attacks on identities, epochs' keys, invitations and linking.

use super::{Outcome, harmed, stopped};
use crate::checks::Checks;
use crate::frame::encoded;
use crate::governance::{Action, Role};
use crate::head::GovernanceHead;
use crate::identity::{DeviceKeys, Revocation};
use crate::invitation::{Invitation, JoinRequest, Seed, SignedInvitation};
use crate::link::answer::{INFO, SEALED, SHAPE};
use crate::link::{Answer, Offer, OfferKeys, SignedAnswer, SignedOffer, words_checked};
use crate::testing::{Entropy, Person, SPACE};
use crate::{
    CodeKind, DeviceId, DeviceTag, EpochKey, GrantedKey, Hash, Hlc, ReceiveSecret, RecipientId,
    SealedKey, SignPublic, key, text,
};

/// A device that may not link says that it may.
pub(super) fn altered_certificate(checks: Checks) -> Outcome {
    let person = Person::new(1);
    let mut certificate = person.card(0).certificate;
    certificate.statement.device = DeviceId::new([9; 16]);
    stopped(certificate.verify_checked(&person.root.card(), [], checks))
}

pub(super) fn issuer_may_not_link(checks: Checks) -> Outcome {
    let mut person = Person::new(1);
    let (second, third) = (person.add_device(), person.add_device());
    let may_not = person.linked_card(second, 0, false).certificate;
    let certificate = person.linked_card(third, second, true).certificate;
    let known = [&may_not.statement];
    stopped(certificate.verify_checked(&person.root.card(), known, checks))
}

pub(super) fn altered_revocation(checks: Checks) -> Outcome {
    let person = Person::new(1);
    let good = Revocation::by_root(&person.root, DeviceId::new([5; 16]), Hlc::new(1, 0));
    let mut bytes = good.to_bytes();
    // Another device's number.
    let at = bytes.windows(16).position(|window| window == [5; 16]);
    bytes[at.expect("the number is in it")] = 6;
    let altered = stopped(Revocation::from_bytes(&bytes))?;
    stopped(altered.verify_checked(&person.root.card(), [], checks))
}

/// Whoever rotates gives one member another key than the rest: what that member writes, only the
/// two of them can read.
pub(super) fn other_epoch_key(checks: Checks) -> Outcome {
    let mut entropy = Entropy::new(1);
    let (promised, other) = (
        EpochKey::generate(1, &mut entropy),
        EpochKey::generate(1, &mut entropy),
    );
    let (to, secret) = (
        RecipientId::new([1; 16]),
        ReceiveSecret::from_bytes(&[2; 32]),
    );
    let info = Hash::of_parts(
        "colloquy epoch key 1",
        &[SPACE.as_bytes(), &encoded(&promised.id())],
    );
    let plain = other.to_secret_bytes();
    let sealed = key::seal(
        &secret.public(),
        info.as_bytes(),
        to.as_bytes(),
        plain.as_slice(),
        &mut entropy,
    );
    let sealed = SealedKey::new(sealed.expect("good key").try_into().expect("80 bytes"));
    let granted = GrantedKey { to, sealed };
    let id = promised.id();
    let opened = crate::epoch::open_grant_checked(&SPACE, &id, &granted, &secret, checks);
    harmed(stopped(opened)?.to_secret_bytes() == plain)
}

/// Replaces the place of the store in signed bytes.
fn redirected(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let at = bytes.windows(4).position(|window| window == b"real");
    let at = at.expect("the place is in it");
    bytes[at..at + 4].copy_from_slice(b"fake");
    bytes
}

pub(super) fn redirected_invitation(checks: Checks) -> Outcome {
    let inviter = Person::new(1);
    let invitation = Invitation {
        space: SPACE,
        genesis: Hash::of(b"genesis"),
        remote: b"real".to_vec(),
        inviter: inviter.root.card().fingerprint(),
        device: inviter.tag(0),
        signer: SignPublic::new([0; 32]),
        seed: Seed::from_bytes([1; 32]),
        until_ms: 1,
        governance: GovernanceHead::default(),
        heads: Vec::new(),
    };
    let signed = invitation.sign(&inviter.devices[0].sign).expect("small");
    let bytes = redirected(signed.to_secret_bytes());
    let opened = stopped(SignedInvitation::open_checked(&bytes, checks))?;
    harmed(opened.invitation().remote == b"fake")
}

pub(super) fn mistyped_code(checks: Checks) -> Outcome {
    let code = text::encode(CodeKind::Offer, b"an offer");
    // The first digit after the prefix.
    let other = if code.as_bytes()[4] == b'7' { "8" } else { "7" };
    let mistyped = format!("{}{other}{}", &code[..4], &code[5..]);
    let bytes = stopped(text::decode(CodeKind::Offer, &mistyped, checks))?;
    harmed(bytes != b"an offer")
}

/// The store changes the name that a newcomer gives.
pub(super) fn altered_request(checks: Checks) -> Outcome {
    let mut world =
        crate::governance::tests::world::World::new(2, crate::governance::SpaceKind::Cohort);
    let seed = world.invite((0, 0), Role::Member);
    let action: Action = world.join_action((1, 0), seed);
    let entry = world.draft((1, 0), 1, action);
    let request = JoinRequest {
        entry: entry.sign(&world.people[1].devices[0].sign),
        greeting: b"Anna".to_vec(),
    };
    let seed = &world.seeds[seed];
    let mut bytes = request.seal(seed, &SPACE, &[1; 24]).expect("short");
    let last = bytes.len() - 16 - 1;
    bytes[last] ^= 1;
    let opened = stopped(JoinRequest::open_checked(&bytes, seed, &SPACE, checks))?;
    harmed(opened.greeting == b"Ann`")
}

fn offered(seed: u64) -> (SignedOffer, OfferKeys) {
    let person = Person::new(1);
    let kept = OfferKeys::generate(&mut Entropy::new(seed));
    let offer = Offer {
        space: SPACE,
        genesis: Hash::of(b"genesis"),
        person: person.root.card(),
        device: person.tag(0),
        signer: SignPublic::new([0; 32]),
        receive: kept.public(),
        remote: b"real".to_vec(),
        until_ms: 1,
    };
    let signed = offer.sign(&person.devices[0].sign);
    (signed.expect("short"), kept)
}

pub(super) fn redirected_offer(checks: Checks) -> Outcome {
    let (offer, _) = offered(1);
    let opened = stopped(SignedOffer::open_checked(
        &redirected(offer.bytes()),
        checks,
    ))?;
    harmed(opened.offer().remote == b"fake")
}

fn answered(offer: &SignedOffer, seed: u64) -> SignedAnswer {
    let keys = DeviceKeys::generate(DeviceId::new([7; 16]), &mut Entropy::new(seed));
    let tag = DeviceTag::new([8; 16]);
    SignedAnswer::make(offer, &keys, tag, b"Laptop".to_vec()).expect("short")
}

/// Somebody has a device certified whose signing key is another's: what that other signs seems theirs.
pub(super) fn answer_with_anothers_key(checks: Checks) -> Outcome {
    let (offer, kept) = offered(1);
    let victim = Person::new(5).devices[0].sign.public();
    let forged = Answer {
        sign: victim,
        ..answered(&offer, 2).answer().clone()
    };
    let bytes = SHAPE.sign(&forged, &Person::new(6).devices[0].sign);
    let associated = offer.hash();
    let to = offer.offer().receive;
    let mut entropy = Entropy::new(3);
    let sealed = key::seal(&to, INFO, associated.as_bytes(), &bytes, &mut entropy);
    let bytes = [SEALED.magic.as_slice(), &sealed.expect("good key")].concat();
    let opened = stopped(SignedAnswer::open_checked(&bytes, &offer, &kept, checks))?;
    harmed(opened.answer().sign == victim)
}

/// An answer that was overheard in an earlier linking is used again.
pub(super) fn answer_to_another_offer(checks: Checks) -> Outcome {
    let ((earlier, _), (offer, kept)) = (offered(1), offered(2));
    let answer = answered(&earlier, 3);
    let sealed = answer.seal(&offer, &mut Entropy::new(4)).expect("good key");
    stopped(SignedAnswer::open_checked(&sealed, &offer, &kept, checks)).map(drop)
}

/// Somebody in between answers with keys of her own: both sides see the same words.
pub(super) fn in_between(checks: Checks) -> Outcome {
    let (offer, _) = offered(1);
    let words = |answer: &SignedAnswer| stopped(words_checked(&offer, answer, checks));
    let (honest, hers) = (words(&answered(&offer, 2))?, words(&answered(&offer, 3))?);
    if honest == hers {
        Ok(())
    } else {
        Err("the words differ".to_owned())
    }
}
