//! Any entries by a few devices, with whatever parents: the fold never panics, judges every entry
//! once, and does not depend on the order in which they came.
#![no_main]

mod entropy;

use colloquy_protocol::governance::{
    Action, Cutoff, Entry, Policy, Role, SignedEntry, SpaceKind, fold, join_proof,
};
use colloquy_protocol::identity::{Certificate, DeviceCard, DeviceKeys, PersonRoot, Phrase};
use colloquy_protocol::invitation::Seed;
use colloquy_protocol::{DeviceId, DeviceTag, EventId, Hash, Hlc, SignPublic, SpaceId};
use entropy::Entropy;
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;

const SPACE: SpaceId = SpaceId::new([9; 16]);

#[derive(Debug, Arbitrary)]
struct Step {
    author: u8,
    subject: u8,
    what: u8,
    number: u8,
    at: u16,
    /// Which of the last eight entries it refers to.
    seen: u8,
    /// Whether it forgets the author's own last entry.
    forgets: bool,
}

struct Device {
    root: PersonRoot,
    keys: DeviceKeys,
    card: DeviceCard,
    last: Option<(u64, Hash)>,
}

/// Three people with two devices each, the second linked by the first.
fn devices() -> Vec<Device> {
    let mut devices: Vec<Device> = Vec::new();
    for number in 0..6_u8 {
        let root = PersonRoot::from_phrase(&Phrase::from_entropy([number / 2 + 1; 32]));
        let id = DeviceId::new([number + 1; 16]);
        let keys = DeviceKeys::generate(id, &mut Entropy::new(u64::from(number)));
        let public = (keys.sign.public(), keys.receive.public());
        let at = Hlc::new(u64::from(number), 0);
        let (certificate, chain) = match devices.last().filter(|_| number % 2 == 1) {
            None => (
                Certificate::by_root(&root, id, public, true, at),
                Vec::new(),
            ),
            Some(first) => {
                let person = root.card().fingerprint();
                let linked = Certificate::by_device(&first.keys, person, id, public, true, at);
                (linked, vec![first.card.certificate.clone()])
            }
        };
        devices.push(Device {
            root,
            keys,
            card: DeviceCard {
                tag: DeviceTag::new([number + 101; 16]),
                certificate,
                chain,
            },
            last: None,
        });
    }
    devices
}

fn role(number: u8) -> Role {
    Role::ALL[usize::from(number) % Role::ALL.len()]
}

fn action(step: &Step, author: &Device, subject: &Device) -> Action {
    let seed = Seed::from_bytes([step.number % 4; 32]);
    let person = subject.root.card().fingerprint();
    let cutoff = Cutoff {
        tag: subject.card.tag,
        seq: u64::from(step.number),
    };
    let cutoffs = vec![cutoff];
    match step.what % 11 {
        0 => seed.invite(role(step.number / 4), 1 << 15),
        1 => Action::Withdraw { tag: seed.tag() },
        2 => Action::Join {
            tag: seed.tag(),
            person: author.root.card(),
            device: author.card.clone(),
            proof: join_proof(
                &seed.prove(),
                &SPACE,
                &seed.tag(),
                &author.keys.sign.public(),
                &author.root.card().fingerprint(),
            ),
        },
        3 => Action::AddDevice {
            device: subject.card.clone(),
        },
        4 => Action::RevokeDevice { cutoff },
        5 => Action::Remove { person, cutoffs },
        6 => Action::Leave { cutoffs },
        7 => Action::SetRole {
            person,
            role: role(step.number),
            cutoffs,
        },
        8 => Action::SetPolicy {
            policy: Policy {
                newcomers_read_past: true,
                epoch_days: u16::from(step.number),
            },
        },
        9 => Action::Create {
            kind: SpaceKind::Personal,
            policy: Policy {
                newcomers_read_past: false,
                epoch_days: 0,
            },
            person: author.root.card(),
            device: author.card.clone(),
        },
        _ => Action::Hide {
            event: EventId {
                device: subject.keys.device,
                seq: 1,
            },
            hidden: step.number % 2 == 0,
        },
    }
}

fn entries(steps: &[Step]) -> Vec<SignedEntry> {
    let mut devices = devices();
    let mut entries: Vec<SignedEntry> = Vec::new();
    for step in steps.iter().take(40) {
        let count = devices.len();
        let author = usize::from(step.author) % count;
        let subject = usize::from(step.subject) % count;
        let action = action(step, &devices[author], &devices[subject]);
        let author = &mut devices[author];
        if step.forgets {
            author.last = None;
        }
        let seen = entries.iter().rev().take(8).enumerate();
        let seen = seen.filter(|(bit, _)| step.seen >> bit & 1 == 1);
        let entry = Entry {
            space: SPACE,
            author: author.card.tag,
            seq: author.last.map_or(1, |(seq, _)| seq + 1),
            previous: author.last.map(|(_, hash)| hash),
            seen: seen.map(|(_, entry)| entry.hash()).collect(),
            at: Hlc::new(u64::from(step.at), 0),
            signer: SignPublic::new([0; 32]),
            action,
        };
        let signed = entry.sign(&author.keys.sign);
        author.last = Some((signed.entry().seq, signed.hash()));
        entries.push(signed);
    }
    entries
}

fuzz_target!(|input: (Vec<Step>, u8)| {
    let (steps, lost) = input;
    let mut entries = entries(&steps);
    let Some(genesis) = entries.first().map(SignedEntry::hash) else {
        return;
    };
    if lost > 0 && usize::from(lost) < entries.len() {
        entries.remove(usize::from(lost));
    }
    let folded = fold(&SPACE, &genesis, &entries);
    let mut distinct: Vec<Hash> = entries.iter().map(SignedEntry::hash).collect();
    distinct.sort_unstable();
    distinct.dedup();
    let judged = folded.accepted.len() + folded.refused.len() + folded.waiting.len();
    assert_eq!(judged, distinct.len());
    if let Some(membership) = &folded.membership {
        assert!(membership.owners().next().is_some());
    }
    entries.reverse();
    assert_eq!(fold(&SPACE, &genesis, &entries), folded);
});
