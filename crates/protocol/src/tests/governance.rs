//! Attacks on the governance log.

use super::{Outcome, harmed, stopped};
use crate::checks::Checks;
use crate::governance::tests::world::{POLICY, World};
use crate::governance::{Action, Fold, Role, SignedEntry, SpaceKind, fold_checked};
use crate::testing::{Entropy, Person, SPACE};
use crate::{EpochKey, Keyring, rotate};

fn cohort(roles: &[Role]) -> World {
    let mut world = World::new(4, SpaceKind::Cohort);
    for (person, role) in (1..).zip(roles) {
        world.admit(person, *role);
    }
    world
}

fn fold(world: &World, entries: &[SignedEntry], checks: Checks) -> Fold {
    fold_checked(&SPACE, &world.genesis, entries, checks)
}

/// Whether an entry counts, or why not.
fn counts(world: &World, entry: &SignedEntry, checks: Checks) -> Outcome {
    counts_among(world, &world.all(), entry, checks)
}

fn counts_among(
    world: &World,
    entries: &[SignedEntry],
    entry: &SignedEntry,
    checks: Checks,
) -> Outcome {
    let fold = fold(world, entries, checks);
    if fold.accepted.contains(&entry.hash()) {
        return Ok(());
    }
    match fold.refused.get(&entry.hash()) {
        Some(refusal) => Err(format!("{refusal:?}")),
        None => Err("waits".to_owned()),
    }
}

/// The store changes a signed entry.
pub(super) fn altered_entry(checks: Checks) -> Outcome {
    let mut world = cohort(&[Role::Member]);
    let demote = world.set_role(1, Role::Reader);
    let signed = world.act((0, 0), demote);
    let mut bytes = signed.bytes().to_vec();
    // The role's digit: a reader becomes an owner.
    let tail = [0x00, 0x82];
    let at = (0..bytes.len() - 64)
        .rev()
        .find(|at| bytes[*at..].starts_with(&tail));
    bytes[at.expect("role, then two cutoffs")] = 0x04;
    let opened = stopped(SignedEntry::open_checked(&bytes, checks))?;
    harmed(matches!(
        opened.entry().action,
        Action::SetRole {
            role: Role::Owner,
            ..
        }
    ))
}

/// A member writes in the owner's name.
pub(super) fn anothers_tag(checks: Checks) -> Outcome {
    let mut world = cohort(&[Role::Member]);
    let promote = world.set_role(1, Role::Owner);
    let draft = world.draft((0, 0), 9_000, promote);
    let forged = draft.sign(&world.people[1].devices[0].sign);
    world.learn((1, 0), forged.clone());
    counts(&world, &forged, checks)
}

/// The store puts another first entry before the real one.
pub(super) fn another_genesis(checks: Checks) -> Outcome {
    let world = cohort(&[]);
    let mallory = Person::new(77);
    let create = Action::Create {
        kind: SpaceKind::Cohort,
        policy: POLICY,
        person: mallory.root.card(),
        device: mallory.card(0),
    };
    let mut forged = world.draft((3, 0), 1, create);
    forged.author = mallory.tag(0);
    let forged = forged.sign(&mallory.devices[0].sign);
    let mut entries = world.all();
    entries.push(forged.clone());
    counts_among(&world, &entries, &forged, checks)
}

/// The store holds back the removal that an entry refers to; a device that is told of less acts.
pub(super) fn withheld_removal(checks: Checks) -> Outcome {
    let mut world = cohort(&[Role::Lead]);
    let promote = world.set_role(1, Role::Owner);
    let withheld = world.act((0, 0), promote);
    let demote = world.set_role(1, Role::Member);
    let later = world.act((0, 0), demote);
    let mut entries = world.all();
    entries.retain(|entry| entry.hash() != withheld.hash());
    counts_among(&world, &entries, &later, checks)
}

pub(super) fn self_promotion(checks: Checks) -> Outcome {
    let mut world = cohort(&[Role::Member]);
    let promote = world.set_role(1, Role::Owner);
    let signed = world.act((1, 0), promote);
    counts(&world, &signed, checks)
}

/// A lead who is being removed promotes an accomplice, by a clock set back.
pub(super) fn promotion_while_removed(checks: Checks) -> Outcome {
    let mut world = cohort(&[Role::Lead, Role::Member]);
    let promote = world.set_role(2, Role::Moderator);
    let signed = world.act_at((1, 0), 1, promote);
    let removal = world.remove(1, 0);
    world.act((0, 0), removal);
    counts(&world, &signed, checks)
}

pub(super) fn last_owner_leaves(checks: Checks) -> Outcome {
    let mut world = cohort(&[Role::Lead]);
    let leave = Action::Leave {
        cutoffs: Vec::new(),
    };
    let signed = world.act((0, 0), leave);
    counts(&world, &signed, checks)
}

/// Who has seen that somebody was invited, but has no seed, joins in their place.
pub(super) fn join_without_seed(checks: Checks) -> Outcome {
    let mut world = cohort(&[]);
    let (known, own) = (
        world.invite((0, 0), Role::Lead),
        world.invite((0, 0), Role::Reader),
    );
    world.gossip((0, 0), (1, 0));
    let mut action = world.join_action((1, 0), own);
    if let Action::Join { tag, .. } = &mut action {
        *tag = world.seeds[known].tag();
    }
    let signed = world.act((1, 0), action);
    counts(&world, &signed, checks)
}

pub(super) fn join_again(checks: Checks) -> Outcome {
    let mut world = cohort(&[]);
    let seed = world.invite((0, 0), Role::Member);
    world.gossip((0, 0), (1, 0));
    world.gossip((0, 0), (2, 0));
    world.join((1, 0), seed);
    let second = world.join((2, 0), seed);
    counts(&world, &second, checks)
}

pub(super) fn join_late(checks: Checks) -> Outcome {
    let mut world = cohort(&[]);
    let seed = world.invite((0, 0), Role::Member);
    world.gossip((0, 0), (1, 0));
    let action = world.join_action((1, 0), seed);
    let late = world.act_at((1, 0), (1 << 40) + 1, action);
    counts(&world, &late, checks)
}

/// Who was invited joins as somebody whom everybody trusts.
pub(super) fn join_as_another(checks: Checks) -> Outcome {
    let mut world = cohort(&[]);
    let seed = world.invite((0, 0), Role::Member);
    world.gossip((0, 0), (1, 0));
    let seed = &world.seeds[seed];
    let known = Person::new(200).root.card();
    let action = Action::Join {
        tag: seed.tag(),
        person: known,
        device: world.people[1].card(0),
        proof: crate::governance::join_proof(
            &seed.prove(),
            &SPACE,
            &seed.tag(),
            &world.sign((1, 0)),
            &known.fingerprint(),
        ),
    };
    let signed = world.act((1, 0), action);
    counts(&world, &signed, checks)
}

pub(super) fn event_after_removal(checks: Checks) -> Outcome {
    let mut world = cohort(&[Role::Member]);
    let removal = world.remove(1, 7);
    world.act((0, 0), removal);
    let membership = world.fold().membership.expect("made");
    stopped(membership.accepts_checked(&world.tag((1, 0)), 8, checks))
}

/// A device goes on writing in an epoch that somebody removed can read.
pub(super) fn write_for_the_removed(checks: Checks) -> Outcome {
    let mut world = cohort(&[Role::Member]);
    let recipients = world.fold().membership.expect("made").recipients(0);
    let mut entropy = Entropy::new(1);
    let key = EpochKey::generate(1, &mut entropy);
    let rotation = rotate(&SPACE, &key, &recipients, None, &mut entropy).expect("good keys");
    world.act((0, 0), Action::Rotate { rotation });
    let removal = world.remove(1, 7);
    world.act((0, 0), removal);
    let mut keyring = Keyring::new(SPACE);
    keyring.insert(key.clone());
    let membership = world.fold().membership.expect("made");
    let epoch = stopped(membership.writing_epoch_checked(&keyring, checks))?;
    harmed(epoch == key.id())
}
