//! Which epoch a writer uses, and when a new one begins.

use super::world::{Actor, World};
use crate::governance::{
    Action, InvitationState, Membership, Refusal, Role, RotationReason, SpaceKind, Wait,
};
use crate::testing::{Entropy, SPACE};
use crate::{EpochId, EpochKey, Keyring, RecipientId, grant, rotate};

fn membership(world: &World) -> Membership {
    world.fold().membership.expect("the space is made")
}

/// A device begins an epoch for everybody that it knows of.
fn begin(world: &mut World, actor: Actor, number: u64) -> (EpochKey, Action) {
    let known = world.entries_of(actor);
    let view = crate::governance::fold(&SPACE, &world.genesis, &known);
    let recipients = view.membership.expect("made").recipients(0);
    let mut entropy = Entropy::new(number + 100 * actor.0 as u64);
    let key = EpochKey::generate(number, &mut entropy);
    let rotation = rotate(&SPACE, &key, &recipients, None, &mut entropy).expect("good keys");
    let action = Action::Rotate { rotation };
    world.act(actor, action.clone());
    (key, action)
}

/// What a device can open of all that was sealed to it.
fn keyring(world: &World, (person, device): Actor) -> Keyring {
    let mut ring = Keyring::new(SPACE);
    let recipient = RecipientId::from(world.tag((person, device)));
    let secret = &world.people[person].devices[device].receive;
    let faults = ring.learn_all(&world.all(), recipient, secret);
    assert_eq!(faults, []);
    ring
}

fn writes(world: &World, actor: Actor) -> Result<EpochId, Wait> {
    membership(world).writing_epoch(&keyring(world, actor))
}

#[test]
fn a_writer_waits_until_somebody_who_is_gone_is_out() {
    let mut world = World::new(3, SpaceKind::Cohort);
    assert_eq!(writes(&world, (0, 0)), Err(Wait::Rotation));
    assert_eq!(
        membership(&world).rotation_due(0),
        Some(RotationReason::First)
    );
    world.admit(1, Role::Member);
    let (first, _) = begin(&mut world, (0, 0), 1);
    world.meet();
    assert_eq!(writes(&world, (1, 0)), Ok(first.id()));
    assert_eq!(membership(&world).rotation_due(0), None);

    let removal = world.remove(1, 4);
    world.act((0, 0), removal);
    world.meet();
    assert_eq!(writes(&world, (0, 0)), Err(Wait::Rotation));
    assert_eq!(
        membership(&world).rotation_due(0),
        Some(RotationReason::Gone)
    );
    let (second, _) = begin(&mut world, (0, 0), 2);
    assert_eq!(writes(&world, (0, 0)), Ok(second.id()));
    // Who was removed has nothing of the new epoch.
    assert!(keyring(&world, (1, 0)).get(&second.id()).is_none());
    assert!(keyring(&world, (1, 0)).get(&first.id()).is_some());
}

#[test]
fn an_epoch_grows_old() {
    let mut world = World::new(1, SpaceKind::Cohort);
    begin(&mut world, (0, 0), 1);
    let membership = membership(&world);
    let day = 24 * 60 * 60 * 1000;
    let at = membership.epochs.values().next().expect("one").at.ms();
    assert_eq!(membership.rotation_due(at + 30 * day - 1), None);
    assert_eq!(
        membership.rotation_due(at + 30 * day),
        Some(RotationReason::Age)
    );
}

#[test]
fn a_new_device_is_given_the_key_and_then_writes() {
    let mut world = World::new(2, SpaceKind::Cohort);
    world.admit(1, Role::Member);
    let (key, _) = begin(&mut world, (0, 0), 1);
    world.meet();
    let device = world.people[1].linked_card(1, 0, true);
    world.act((1, 0), Action::AddDevice { device });
    let missing = membership(&world).without_key(&key.id(), 0);
    let tag = RecipientId::from(world.tag((1, 1)));
    assert_eq!(missing.iter().map(|(to, _)| *to).collect::<Vec<_>>(), [tag]);
    assert_eq!(writes(&world, (1, 1)), Err(Wait::Key));
    let grant = grant(&SPACE, &key, tag, &missing[0].1, &mut Entropy::new(7)).expect("good key");
    world.act(
        (1, 0),
        Action::Grant {
            grants: vec![grant],
        },
    );
    assert_eq!(writes(&world, (1, 1)), Ok(key.id()));
    assert!(membership(&world).without_key(&key.id(), 0).is_empty());
}

#[test]
fn a_key_for_a_stranger_is_refused_and_does_not_stop_writers() {
    let mut world = World::new(2, SpaceKind::Cohort);
    world.admit(1, Role::Member);
    let (key, _) = begin(&mut world, (0, 0), 1);
    world.meet();
    let stranger = RecipientId::new([0xAA; 16]);
    let public = world.people[1].devices[2].receive.public();
    let grant = grant(&SPACE, &key, stranger, &public, &mut Entropy::new(7)).expect("good key");
    let entry = world.act(
        (1, 0),
        Action::Grant {
            grants: vec![grant],
        },
    );
    assert_eq!(
        world.fold().refused.get(&entry.hash()),
        Some(&Refusal::Subject)
    );
    assert_eq!(writes(&world, (0, 0)), Ok(key.id()));
}

#[test]
fn members_rotate_only_when_somebody_is_gone() {
    let mut world = World::new(3, SpaceKind::Cohort);
    world.admit(1, Role::Member);
    world.admit(2, Role::Member);
    begin(&mut world, (0, 0), 1);
    world.meet();
    let (_, action) = begin(&mut world, (1, 0), 2);
    let refused = |world: &World, action: &Action| {
        let all = world.all();
        let entry = all.iter().find(|entry| entry.entry().action == *action);
        let hash = entry.expect("written").hash();
        world.fold().refused.get(&hash).copied()
    };
    assert_eq!(refused(&world, &action), Some(Refusal::Right));
    world.meet();
    // A member loses a laptop while every lead is away.
    let device = world.people[2].card(1);
    world.act((2, 0), Action::AddDevice { device });
    let revoke = world.revoke((2, 0), 3);
    world.gossip((2, 0), (2, 1));
    world.act((2, 1), revoke);
    world.meet();
    let (key, action) = begin(&mut world, (1, 0), 3);
    assert_eq!(refused(&world, &action), None);
    assert_eq!(writes(&world, (1, 0)), Ok(key.id()));
}

#[test]
fn an_epochs_number_can_t_jump() {
    let mut world = World::new(1, SpaceKind::Cohort);
    let (_, action) = begin(&mut world, (0, 0), 2);
    let all = world.all();
    let jump = all.iter().find(|entry| entry.entry().action == action);
    let hash = jump.expect("written").hash();
    assert_eq!(world.fold().refused.get(&hash), Some(&Refusal::EpochNumber));
    assert_eq!(membership(&world).next_epoch(), 1);
}

#[test]
fn two_rotations_at_once_both_hold_and_all_write_in_one() {
    let mut world = World::new(2, SpaceKind::Cohort);
    world.admit(1, Role::Owner);
    let (one, _) = begin(&mut world, (0, 0), 1);
    let (other, _) = begin(&mut world, (1, 0), 1);
    world.meet();
    let highest = one.id().max(other.id());
    assert_eq!(writes(&world, (0, 0)), Ok(highest));
    assert_eq!(writes(&world, (1, 0)), Ok(highest));
}

#[test]
fn an_invitation_opens_the_epoch_until_it_is_contested() {
    let mut world = World::new(3, SpaceKind::Cohort);
    let seed = world.invite((0, 0), Role::Member);
    let (key, _) = begin(&mut world, (0, 0), 1);
    // The holder of the seed reads at once.
    let (tag, secret) = (world.seeds[seed].tag(), world.seeds[seed].receive());
    let mut ring = Keyring::new(SPACE);
    assert_eq!(ring.learn_all(&world.all(), tag.into(), &secret), []);
    assert!(ring.get(&key.id()).is_some());
    world.gossip((0, 0), (1, 0));
    world.gossip((0, 0), (2, 0));
    world.join((1, 0), seed);
    assert_eq!(membership(&world).writing_epoch(&ring), Ok(key.id()));
    world.join((2, 0), seed);
    let contested = membership(&world);
    assert_eq!(
        contested.invitations[&tag].state,
        InvitationState::Contested(world.fingerprint(1))
    );
    assert_eq!(contested.writing_epoch(&ring), Err(Wait::Rotation));
}

#[test]
fn who_came_by_an_invitation_and_went_leaves_no_open_epoch() {
    // The epoch was sealed to the invitation, never to the device that came by it.
    for revoked in [false, true] {
        let mut world = World::new(2, SpaceKind::Cohort);
        let seed = world.invite((0, 0), Role::Member);
        let (key, _) = begin(&mut world, (0, 0), 1);
        world.gossip((0, 0), (1, 0));
        world.join((1, 0), seed);
        world.meet();
        assert_eq!(writes(&world, (0, 0)), Ok(key.id()));
        let end = if revoked {
            world.revoke((1, 0), 3)
        } else {
            world.remove(1, 3)
        };
        world.act((0, 0), end);
        assert_eq!(writes(&world, (0, 0)), Err(Wait::Rotation));
    }
}

#[test]
fn the_phrase_opens_a_personal_space_and_no_other() {
    for (kind, opens) in [(SpaceKind::Personal, true), (SpaceKind::Cohort, false)] {
        let mut world = World::new(1, kind);
        let (key, _) = begin(&mut world, (0, 0), 1);
        let recipient = world.fingerprint(0).recipient();
        let mut ring = Keyring::new(SPACE);
        for signed in world.all() {
            if let Action::Rotate { rotation } = &signed.entry().action {
                let root = world.people[0].root.receive();
                ring.learn(rotation, recipient, root).expect("sealed well");
            }
        }
        assert_eq!(ring.get(&key.id()).is_some(), opens);
    }
}
