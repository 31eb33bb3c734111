//! Each rule by an example, most of them attacks.

use proptest::prelude::*;

use super::world::{POLICY, World};
use crate::governance::{
    Action, EntryError, EventRefusal, Fold, InvitationState, Refusal, Right, Role, SignedEntry,
    SpaceKind, Standing, fold, genesis_of,
};
use crate::testing::{Person, SPACE};
use crate::{Hash, Key};

fn cohort(roles: &[Role]) -> World {
    let mut world = World::new(5, SpaceKind::Cohort);
    for (person, role) in (1..).zip(roles) {
        world.admit(person, *role);
    }
    world
}

fn refusal(fold: &Fold, entry: &SignedEntry) -> Option<Refusal> {
    fold.refused.get(&entry.hash()).copied()
}

fn standing(world: &World, fold: &Fold, person: usize) -> Option<Standing> {
    let members = &fold.membership.as_ref().expect("made").members;
    let member = members.get(&world.fingerprint(person));
    member.map(|member| member.standing)
}

#[test]
fn roles_may_what_the_table_says() {
    use Role::{Lead, Member, Moderator, Owner, Reader};
    let table = [
        (Right::Read, [true, true, true, true, true]),
        (Right::Write, [false, true, true, true, true]),
        (Right::Moderate, [false, false, true, true, true]),
        (Right::Rotate, [false, false, true, true, true]),
        (Right::SetPolicy, [false, false, false, true, true]),
        (Right::Invite(Moderator), [false, false, false, true, true]),
        (Right::Invite(Lead), [false, false, false, false, true]),
        (Right::Remove(Member), [false, false, false, true, true]),
        (Right::Remove(Lead), [false, false, false, false, true]),
        (Right::Remove(Owner), [false, false, false, false, true]),
        (
            Right::SetRole(Reader, Moderator),
            [false, false, false, true, true],
        ),
        (
            Right::SetRole(Member, Lead),
            [false, false, false, false, true],
        ),
        (
            Right::SetRole(Lead, Member),
            [false, false, false, false, true],
        ),
    ];
    for (right, wanted) in table {
        for (role, wanted) in [Reader, Member, Moderator, Lead, Owner]
            .into_iter()
            .zip(wanted)
        {
            assert_eq!(role.may(right), wanted, "{role:?} {right:?}");
        }
    }
}

#[test]
fn who_was_removed_at_the_same_time_achieved_nothing() {
    // A lead who is about to be removed lets an accomplice in, and makes another lead.
    let mut world = cohort(&[Role::Lead, Role::Member]);
    let seed = world.invite((1, 0), Role::Member);
    world.gossip((1, 0), (3, 0));
    let join = world.join((3, 0), seed);
    let promote = world.set_role(2, Role::Moderator);
    let promote = world.act((1, 0), promote);
    let removal = world.remove(1, 7);
    let removal = world.act((0, 0), removal);
    let fold = world.fold();
    assert!(fold.accepted.contains(&removal.hash()));
    assert_eq!(refusal(&fold, &promote), Some(Refusal::RemovedMeanwhile));
    assert_eq!(refusal(&fold, &join), Some(Refusal::Invitation));
    assert_eq!(standing(&world, &fold, 1), Some(Standing::Removed));
    assert_eq!(standing(&world, &fold, 3), None);
    let membership = fold.membership.expect("made");
    assert_eq!(membership.accepts(&world.tag((1, 0)), 7), Ok(()));
    assert_eq!(
        membership.accepts(&world.tag((1, 0)), 8),
        Err(EventRefusal::Cutoff(7))
    );
}

#[test]
fn what_the_remover_knew_of_stays() {
    let mut world = cohort(&[Role::Lead]);
    let seed = world.invite((1, 0), Role::Member);
    world.meet();
    let removal = world.remove(1, 7);
    world.act((0, 0), removal);
    world.gossip((0, 0), (3, 0));
    world.join((3, 0), seed);
    assert_eq!(standing(&world, &world.fold(), 3), Some(Standing::Active));
}

#[test]
fn of_two_who_remove_each_other_the_senior_stays() {
    let mut world = cohort(&[Role::Owner, Role::Owner]);
    let (one, other) = (world.remove(2, 1), world.remove(1, 1));
    // The junior's clock is set back to win by time; it does not.
    let theirs = world.act_at((2, 0), 1, other);
    world.act((1, 0), one);
    let fold = world.fold();
    assert_eq!(refusal(&fold, &theirs), Some(Refusal::RemovedMeanwhile));
    assert_eq!(standing(&world, &fold, 1), Some(Standing::Active));
    assert_eq!(standing(&world, &fold, 2), Some(Standing::Removed));
}

#[test]
fn a_higher_role_goes_before_seniority() {
    let mut world = cohort(&[Role::Lead, Role::Owner]);
    // The lead, who was there first, removes a member; the owner, who came later, removes the lead.
    world.admit(3, Role::Member);
    let theirs = world.remove(3, 1);
    let theirs = world.act((1, 0), theirs);
    let removal = world.remove(1, 1);
    world.act((2, 0), removal);
    let fold = world.fold();
    assert_eq!(refusal(&fold, &theirs), Some(Refusal::RemovedMeanwhile));
    assert_eq!(standing(&world, &fold, 3), Some(Standing::Active));
}

#[test]
fn who_has_the_phrase_wins_against_who_has_the_laptop() {
    let mut world = World::new(1, SpaceKind::Personal);
    // The laptop is stolen. On a new machine the phrase certifies a device, which ends the laptop;
    // the thief ends the new device with the laptop, in every order of hashes and clocks.
    let device = world.people[0].card(1);
    world.gossip((0, 0), (0, 1));
    world.act((0, 1), Action::AddDevice { device });
    world.gossip((0, 1), (0, 0));
    for at in [1, 2, 3, 1 << 30] {
        let mut world = World::new(1, SpaceKind::Personal);
        let device = world.people[0].card(1);
        world.gossip((0, 0), (0, 1));
        world.act((0, 1), Action::AddDevice { device });
        world.gossip((0, 1), (0, 0));
        let (theft, rescue) = (world.revoke((0, 1), 0), world.revoke((0, 0), 9));
        let theft = world.act_at((0, 0), at, theft);
        world.act((0, 1), rescue);
        let fold = world.fold();
        assert_eq!(refusal(&fold, &theft), Some(Refusal::RemovedMeanwhile));
        let membership = fold.membership.expect("made");
        assert!(membership.active(&world.tag((0, 1))).is_some());
        assert!(membership.active(&world.tag((0, 0))).is_none());
    }
}

#[test]
fn a_device_that_was_ended_certifies_no_other() {
    let mut world = World::new(1, SpaceKind::Personal);
    let device = world.people[0].card(1);
    world.gossip((0, 0), (0, 1));
    world.act((0, 1), Action::AddDevice { device });
    world.meet();
    // At the same time, by a device of the thief that names no parent but the past.
    let third = world.people[0].linked_card(2, 0, true);
    world.gossip((0, 0), (0, 2));
    let early = world.act(
        (0, 2),
        Action::AddDevice {
            device: third.clone(),
        },
    );
    let revoke = world.revoke((0, 0), 3);
    world.act((0, 1), revoke);
    let fold = world.fold();
    assert_eq!(refusal(&fold, &early), Some(Refusal::RemovedMeanwhile));
    // And afterwards.
    let mut world = World::new(1, SpaceKind::Personal);
    let device = world.people[0].card(1);
    world.gossip((0, 0), (0, 1));
    world.act((0, 1), Action::AddDevice { device });
    let revoke = world.revoke((0, 0), 3);
    world.act((0, 1), revoke);
    world.gossip((0, 1), (0, 2));
    let late = world.act((0, 2), Action::AddDevice { device: third });
    assert!(matches!(
        refusal(&world.fold(), &late),
        Some(Refusal::Certificate(_))
    ));
}

#[test]
fn the_last_owner_stays() {
    let mut world = cohort(&[Role::Lead]);
    let leave = Action::Leave {
        cutoffs: Vec::new(),
    };
    let left = world.act((0, 0), leave.clone());
    let step_down = world.set_role(0, Role::Member);
    let demoted = world.act((0, 0), step_down);
    let fold = world.fold();
    assert_eq!(refusal(&fold, &left), Some(Refusal::LastOwner));
    assert_eq!(refusal(&fold, &demoted), Some(Refusal::LastOwner));
    // Two owners leave at once: one of them stays.
    let mut world = cohort(&[Role::Owner]);
    world.act((0, 0), leave.clone());
    world.act((1, 0), leave);
    let fold = world.fold();
    assert_eq!(fold.refused.len(), 1);
    assert_eq!(fold.membership.expect("made").owners().count(), 1);
}

#[test]
fn an_invitation_lets_one_person_in_and_shows_the_second() {
    let mut world = cohort(&[]);
    let seed = world.invite((0, 0), Role::Member);
    world.gossip((0, 0), (1, 0));
    world.gossip((0, 0), (2, 0));
    world.join((1, 0), seed);
    let second = world.join((2, 0), seed);
    let fold = world.fold();
    assert_eq!(refusal(&fold, &second), Some(Refusal::UsedBefore));
    let membership = fold.membership.expect("made");
    assert_eq!(membership.second_uses.len(), 1);
    assert_eq!(membership.second_uses[0].second, world.fingerprint(2));
    let state = membership.invitations[&world.seeds[seed].tag()].state;
    assert_eq!(state, InvitationState::Contested(world.fingerprint(1)));
}

#[test]
fn the_same_person_twice_is_no_second_use() {
    let mut world = cohort(&[]);
    let seed = world.invite((0, 0), Role::Member);
    world.gossip((0, 0), (1, 0));
    world.join((1, 0), seed);
    let again = world.join((1, 0), seed);
    let fold = world.fold();
    assert_eq!(refusal(&fold, &again), Some(Refusal::UsedBefore));
    assert!(fold.membership.expect("made").second_uses.is_empty());
}

#[test]
fn who_joins_needs_the_seed_in_time() {
    let mut world = cohort(&[]);
    let seed = world.invite((0, 0), Role::Member);
    let other = world.invite((0, 0), Role::Lead);
    world.gossip((0, 0), (1, 0));
    // With the proof of another seed.
    let mut forged = world.join_action((1, 0), seed);
    if let Action::Join { tag, .. } = &mut forged {
        *tag = world.seeds[other].tag();
    }
    let forged = world.act((1, 0), forged);
    let late = world.join_action((2, 0), seed);
    world.gossip((0, 0), (2, 0));
    let late = world.act_at((2, 0), (1 << 40) + 1, late);
    // With a certificate by somebody else's root.
    let mut borrowed = world.join_action((3, 0), seed);
    if let Action::Join { person, .. } = &mut borrowed {
        *person = world.people[4].root.card();
    }
    world.gossip((0, 0), (3, 0));
    let borrowed = world.act((3, 0), borrowed);
    let fold = world.fold();
    assert_eq!(refusal(&fold, &forged), Some(Refusal::Proof));
    assert_eq!(refusal(&fold, &late), Some(Refusal::Expired));
    assert!(matches!(
        refusal(&fold, &borrowed),
        Some(Refusal::Certificate(_))
    ));
}

#[test]
fn who_was_removed_comes_back_only_with_a_new_device() {
    let mut world = cohort(&[Role::Member]);
    let removal = world.remove(1, 4);
    world.act((0, 0), removal);
    let seed = world.invite((0, 0), Role::Member);
    world.meet();
    let old = world.join((1, 0), seed);
    let fold = world.fold();
    assert_eq!(refusal(&fold, &old), Some(Refusal::Taken));
    world.gossip((0, 0), (1, 1));
    world.join((1, 1), seed);
    let fold = world.fold();
    let membership = fold.membership.expect("made");
    assert!(membership.active(&world.tag((1, 1))).is_some());
    assert!(membership.active(&world.tag((1, 0))).is_none());
    assert!(membership.accepts(&world.tag((1, 0)), 5).is_err());
    assert!(membership.accepts(&world.tag((1, 1)), 5).is_ok());
}

#[test]
fn a_reader_is_silent_until_promoted() {
    let mut world = cohort(&[Role::Reader]);
    let accepts = |world: &World, seq| {
        let membership = world.fold().membership.expect("made");
        membership.accepts(&world.tag((1, 0)), seq)
    };
    assert_eq!(accepts(&world, 1), Err(EventRefusal::Cutoff(0)));
    let promote = world.set_role(1, Role::Member);
    world.act((0, 0), promote);
    assert_eq!(accepts(&world, 9), Ok(()));
    let demote = world.set_role(1, Role::Reader);
    world.act((0, 0), demote);
    assert_eq!(accepts(&world, 5), Ok(()));
    assert_eq!(accepts(&world, 6), Err(EventRefusal::Cutoff(5)));
}

#[test]
fn another_first_entry_counts_for_nothing() {
    let world = cohort(&[Role::Member]);
    let mallory = Person::new(77);
    let create = Action::Create {
        kind: SpaceKind::Cohort,
        policy: POLICY,
        person: mallory.root.card(),
        device: mallory.card(0),
    };
    let mut forged = world.draft((4, 0), 1, create);
    forged.author = mallory.tag(0);
    let forged = forged.sign(&mallory.devices[0].sign);
    let mut entries = world.all();
    entries.push(forged.clone());
    let fold = fold(&SPACE, &world.genesis, &entries);
    assert_eq!(refusal(&fold, &forged), Some(Refusal::Genesis));
    let owner = world.fingerprint(0);
    assert_eq!(genesis_of(&entries, &SPACE, &owner), Some(world.genesis));
    let stranger = mallory.root.card().fingerprint();
    assert_eq!(genesis_of(&entries, &SPACE, &stranger), Some(forged.hash()));
}

#[test]
fn an_entry_names_no_rubbish() {
    let mut world = cohort(&[Role::Member]);
    let before = world.fold().ends(&world.all());
    let promote = world.set_role(1, Role::Owner);
    let rubbish = world.act((1, 0), promote);
    let (fold, all) = (world.fold(), world.all());
    assert!(fold.refused.contains_key(&rubbish.hash()));
    let ends = fold.ends(&all);
    assert_eq!(ends.ends, before.ends);
    assert_eq!(ends.count, before.count + 1);
}

#[test]
fn an_author_who_writes_twice_is_reported() {
    let mut world = cohort(&[Role::Lead]);
    let hide = |hidden| Action::Hide {
        event: crate::EventId {
            device: crate::DeviceId::new([1; 16]),
            seq: 1,
        },
        hidden,
    };
    let one = world.draft((1, 0), 5_000, hide(true));
    let other = world.draft((1, 0), 5_000, hide(false));
    for draft in [one, other] {
        let signed = draft.sign(&world.people[1].devices[0].sign);
        world.learn((1, 0), signed);
    }
    let forks = world.fold().forks;
    assert_eq!(forks.len(), 1);
    assert_eq!(forks[0].author, world.tag((1, 0)));
    assert_ne!(forks[0].one, forks[0].other);
}

#[test]
fn an_entry_lies_under_its_own_name() {
    let world = cohort(&[]);
    let signed = &world.all()[0];
    assert_eq!(
        SignedEntry::open_at(signed.bytes(), &signed.key()).as_ref(),
        Ok(signed)
    );
    let Key::Governance {
        space,
        tag,
        seq,
        hash,
    } = signed.key()
    else {
        panic!("an entry's key");
    };
    let keys = [
        (
            Key::Governance {
                space,
                tag,
                seq: seq + 1,
                hash,
            },
            "number",
        ),
        (
            Key::Governance {
                space,
                tag,
                seq,
                hash: Hash::ZERO,
            },
            "hash",
        ),
        (Key::Blob { space, hash }, "kind"),
    ];
    for (key, what) in keys {
        let refused = SignedEntry::open_at(signed.bytes(), &key);
        assert_eq!(refused, Err(EntryError::Place(what)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_changed_bit_of_an_entry_is_noticed(which: prop::sample::Index, at: prop::sample::Index, bit in 0..8) {
        let world = cohort(&[Role::Member]);
        let all = world.all();
        let signed = &all[which.index(all.len())];
        prop_assert_eq!(&SignedEntry::open(signed.bytes()), &Ok(signed.clone()));
        let mut bytes = signed.bytes().to_vec();
        let at = at.index(bytes.len());
        bytes[at] ^= 1_u8 << bit;
        prop_assert!(SignedEntry::open(&bytes).is_err());
    }

    #[test]
    fn any_bytes_are_refused(mut bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if bytes.len() > 4 {
            bytes[..4].copy_from_slice(b"CQG\x01");
        }
        prop_assert!(SignedEntry::open(&bytes).is_err());
    }
}
