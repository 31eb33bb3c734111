//! Random histories: any order of arrival gives one membership, the naive model's.

use proptest::prelude::*;

use super::naive;
use super::world::{Actor, World};
use crate::governance::{Action, Role, SpaceKind, Standing, fold};
use crate::testing::SPACE;
use crate::{DeviceId, EventId};

const PEOPLE: u8 = 4;

/// One step: who, what, about whom, and by how much the clock is wrong.
#[derive(Debug, Clone)]
struct Step {
    actor: Actor,
    what: u8,
    subject: Actor,
    number: usize,
    skew: u64,
}

fn any_actor() -> impl Strategy<Value = Actor> {
    (0..usize::from(PEOPLE), 0..3_usize)
}

fn any_step() -> impl Strategy<Value = Step> {
    (any_actor(), 0..18_u8, any_actor(), 0..8_usize, 0..200_u64).prop_map(
        |(actor, what, subject, number, skew)| Step {
            actor,
            what,
            subject,
            number,
            skew,
        },
    )
}

/// A space in which everybody has some role, and then the steps.
fn play(steps: &[Step], roles: &[Role]) -> World {
    let mut world = World::new(PEOPLE, SpaceKind::Cohort);
    for (person, role) in (1..).zip(roles) {
        world.admit(person, *role);
    }
    for (number, step) in steps.iter().enumerate() {
        let at = 2_000 + 20 * number as u64 + step.skew;
        take(&mut world, step, at);
    }
    world
}

fn take(world: &mut World, step: &Step, at: u64) {
    let Step {
        actor,
        what,
        subject,
        number,
        ..
    } = *step;
    let role = Role::ALL[number % Role::ALL.len()];
    let action = match what {
        0 => {
            world.invite(actor, role);
            return;
        }
        1 | 2 if !world.seeds.is_empty() => {
            // Whoever joins has read the store of the inviter's device.
            world.gossip((0, 0), actor);
            world.join_action(actor, number % world.seeds.len())
        }
        3 | 4 => world.remove(subject.0, number as u64),
        5 => world.set_role(subject.0, role),
        6 => Action::Leave {
            cutoffs: world.cutoffs(actor.0, number as u64),
        },
        7 => Action::AddDevice {
            device: world.people[actor.0].card(actor.1),
        },
        8 => Action::AddDevice {
            device: world.people[subject.0].linked_card(subject.1, actor.1, number % 2 == 0),
        },
        9 => Action::AddDevice {
            device: world.people[actor.0].linked_card(actor.1, subject.1, number % 2 == 0),
        },
        10 => world.revoke(subject, number as u64),
        11 if !world.seeds.is_empty() => Action::Withdraw {
            tag: world.seeds[number % world.seeds.len()].tag(),
        },
        12 => Action::Hide {
            event: EventId {
                device: DeviceId::new([number as u8; 16]),
                seq: 1,
            },
            hidden: number % 2 == 0,
        },
        _ => {
            world.gossip(subject, actor);
            return;
        }
    };
    world.act_at(actor, at, action);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_order_of_arrival_gives_the_naive_models_membership(
        steps in prop::collection::vec(any_step(), 1..40),
        roles in prop::collection::vec(prop::sample::select(&Role::ALL[..]), 1..4),
        shuffle: u64,
    ) {
        let world = play(&steps, &roles);
        let mut entries = world.all();
        let folded = fold(&SPACE, &world.genesis, &entries);
        let wanted = naive::model(world.genesis, &entries);
        prop_assert_eq!(naive::of(&folded), wanted);

        // Another order, and each twice.
        let count = entries.len();
        for index in 0..count {
            let other = (shuffle.wrapping_mul(index as u64 + 1) % count as u64) as usize;
            entries.swap(index, other);
        }
        entries.extend(entries.clone());
        prop_assert_eq!(&fold(&SPACE, &world.genesis, &entries), &folded);

        // Whatever happened, somebody owns the space, and every entry was judged.
        let membership = folded.membership.as_ref().expect("the first entry is there");
        prop_assert!(membership.owners().next().is_some());
        prop_assert_eq!(folded.accepted.len() + folded.refused.len(), count);
        prop_assert!(folded.waiting.is_empty());
        for (tag, device) in &membership.devices {
            let member = &membership.members[&device.card.person()];
            if member.standing != Standing::Active || device.revoked {
                prop_assert!(membership.active(tag).is_none());
            }
            if member.standing != Standing::Active {
                prop_assert!(device.cutoff.is_some());
            }
        }
    }

    #[test]
    fn what_has_no_whole_past_waits(
        steps in prop::collection::vec(any_step(), 1..25),
        lost in prop::collection::vec(any::<prop::sample::Index>(), 1..4),
    ) {
        let world = play(&steps, &[Role::Lead, Role::Member]);
        let mut entries = world.all();
        let all = fold(&SPACE, &world.genesis, &entries);
        let mut held = Vec::new();
        for lost in lost {
            if entries.len() > 1 {
                held.push(entries.remove(lost.index(entries.len())));
            }
        }
        let some = fold(&SPACE, &world.genesis, &entries);
        prop_assert_eq!(naive::of(&some), naive::model(world.genesis, &entries));
        for entry in &held {
            prop_assert!(!some.accepted.contains(&entry.hash()));
        }
        prop_assert_eq!(
            some.accepted.len() + some.refused.len() + some.waiting.len(),
            entries.len()
        );
        // What was held back comes, and nothing is different.
        entries.extend(held);
        prop_assert_eq!(&fold(&SPACE, &world.genesis, &entries), &all);
    }
}
