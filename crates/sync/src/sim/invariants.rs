//! What must hold when it has become quiet: each a function that names what broke.

use std::collections::{BTreeMap, BTreeSet};

use colloquy_protocol::governance::{Action, InvitationState, Membership, SignedEntry, fold};
use colloquy_protocol::{DeviceId, DeviceTag, EventId, Hash, Key, Keyring, RecipientId, segment};

use super::device::{Device, Owed};
use super::product::Deed;
use super::world::World;

/// What broke.
pub type Broken = Result<(), String>;

type Invariant = fn(&World, &Membership) -> Broken;

/// All invariants by name.
pub const ALL: &[(&str, Invariant)] = &[
    ("one membership", one_membership),
    ("one name a device", one_name_a_device),
    ("equal state", equal_state),
    ("acknowledged is present", acknowledged_is_present),
    ("nothing is doubled", nothing_is_doubled),
    ("nothing waits", nothing_waits),
    (
        "a non-member decrypts nothing",
        a_non_member_decrypts_nothing,
    ),
    (
        "nothing counts after a cutoff",
        nothing_counts_after_a_cutoff,
    ),
    ("every tamper is reported", every_tamper_is_reported),
    ("nothing forbidden was done", nothing_forbidden_was_done),
];

/// Checks all of them.
///
/// # Errors
///
/// The name of the first that does not hold, and what broke it.
pub fn check(world: &World) -> Broken {
    let members = reference(world).ok_or("no membership at all")?;
    for (name, invariant) in ALL {
        invariant(world, &members).map_err(|broken| format!("{name}: {broken}"))?;
    }
    Ok(())
}

/// The membership by all entries that were ever on the store.
fn reference(world: &World) -> Option<Membership> {
    let entries = entries(world);
    fold(&world.space(), &world.genesis(), &entries).membership
}

fn entries(world: &World) -> Vec<SignedEntry> {
    let ever = world.remote.ever.iter();
    ever.filter(|(key, _)| matches!(key, Key::Governance { .. }))
        .filter_map(|(_, bytes)| SignedEntry::open(bytes).ok())
        .collect()
}

/// Devices that belong.
fn entitled<'world>(
    world: &'world World,
    members: &'world Membership,
) -> impl Iterator<Item = &'world Device> {
    let devices = world.devices.iter();
    devices.filter(|device| members.active(&device.identity.tag()).is_some())
}

fn one_membership(world: &World, members: &Membership) -> Broken {
    for device in entitled(world, members) {
        let own = device
            .engine
            .as_ref()
            .and_then(|engine| engine.membership());
        if own != Some(members) {
            return Err(format!("device {} has another membership", device.index));
        }
    }
    Ok(())
}

fn one_name_a_device(world: &World, members: &Membership) -> Broken {
    let mut names: BTreeMap<DeviceTag, &Device> = BTreeMap::new();
    for device in entitled(world, members) {
        let Some(other) = names.insert(device.identity.tag(), device) else {
            continue;
        };
        // Two copies that never wrote anything apart are one device, as far as anybody can tell.
        let own = |device: &Device| -> BTreeSet<u64> {
            let id = device.identity.keys.device;
            let own = device.store.log().filter(|event| event.id.device == id);
            own.filter_map(Deed::of).map(|deed| deed.number()).collect()
        };
        if own(device) != own(other) {
            return Err(format!(
                "devices {} and {} write under one name",
                other.index, device.index
            ));
        }
    }
    Ok(())
}

/// The numbers of what counts on a device.
fn counted(device: &Device) -> BTreeSet<u64> {
    let counted = device.store.counted();
    counted
        .filter_map(Deed::of)
        .map(|deed| deed.number())
        .collect()
}

/// Devices that wrote two histories, as copies of a profile do before one notices, and the last event
/// that both have. What comes after it can't be the same everywhere: whoever read one history first
/// keeps it, and tells. Nothing is lost: the copy that notices writes its own again elsewhere.
fn splits(world: &World, members: &Membership) -> BTreeMap<DeviceId, u64> {
    let mut splits: BTreeMap<DeviceId, u64> = BTreeMap::new();
    for tag in &world.remote.copied {
        let Some(known) = members.devices.get(tag) else {
            continue;
        };
        let own: Vec<(u64, u64, Hash)> = world
            .remote
            .ever
            .iter()
            .filter_map(|(key, bytes)| match key {
                Key::Segment {
                    tag: of,
                    first,
                    last,
                    hash,
                    ..
                } if of == tag
                    && segment::peek(bytes).is_ok_and(|header| header.stands_for.is_none()) =>
                {
                    Some((*first, *last, *hash))
                }
                _ => None,
            })
            .collect();
        for (index, (first, last, hash)) in own.iter().enumerate() {
            for (other_first, other_last, other) in &own[..index] {
                if first <= other_last && other_first <= last && hash != other {
                    let common = first.min(other_first) - 1;
                    let known = splits.entry(known.card.device()).or_insert(common);
                    *known = common.min(*known);
                }
            }
        }
    }
    splits
}

fn equal_state(world: &World, members: &Membership) -> Broken {
    let mut everything: BTreeMap<EventId, u64> = BTreeMap::new();
    let splits = splits(world, members);
    for device in entitled(world, members) {
        for event in device.store.counted() {
            let split = splits.get(&event.id.device);
            if let Some(deed) = Deed::of(event)
                && split.is_none_or(|common| event.id.seq <= *common)
            {
                everything.insert(event.id, deed.number());
            }
        }
        if device.store.folded() != *device.store.product() {
            return Err(format!("device {}'s state is not its log's", device.index));
        }
    }
    for device in entitled(world, members) {
        let unread: Vec<_> = device
            .store
            .unread()
            .filter_map(|(tag, first, last)| {
                let id = members.devices.get(&tag)?.card.device();
                Some((id, first, last))
            })
            .collect();
        let counted: BTreeSet<EventId> = device.store.counted().map(|event| event.id).collect();
        for (event, number) in &everything {
            let EventId { device: of, seq } = event;
            let closed = unread
                .iter()
                .any(|(id, first, last)| id == of && (first..=last).contains(&seq));
            if !closed && !counted.contains(event) {
                return Err(format!(
                    "device {} lacks deed {number}: event {seq} of {of} ({})",
                    device.index,
                    about(device, members, of)
                ));
            }
        }
    }
    if !splits.is_empty() {
        return Ok(());
    }
    let whole: Vec<&Device> = entitled(world, members)
        .filter(|device| device.store.unread().next().is_none())
        .collect();
    match whole
        .windows(2)
        .find(|pair| pair[0].store.product() != pair[1].store.product())
    {
        Some(pair) => Err(format!(
            "devices {} and {} differ",
            pair[0].index, pair[1].index
        )),
        None => Ok(()),
    }
}

/// What a device knows of a log, for who looks into a failure.
fn about(device: &Device, members: &Membership, of: &DeviceId) -> String {
    let Some((tag, _)) = members.device(of) else {
        return "nobody's".to_owned();
    };
    let engine = device.engine.as_ref();
    let tip = engine.and_then(|engine| engine.tips().get(tag).map(|tip| tip.seq));
    let findings = device.store.reported.values();
    let codes: Vec<&str> = findings.map(|finding| finding.code()).collect();
    format!("{tag}, read up to {tip:?}; findings {codes:?}")
}

fn acknowledged_is_present(world: &World, members: &Membership) -> Broken {
    let everything: BTreeSet<u64> = entitled(world, members).flat_map(counted).collect();
    for (number, by) in &world.acknowledged {
        let device = &world.devices[*by];
        let here = |deed: &Deed| deed.number() == *number;
        let event = device
            .store
            .log()
            .find(|event| Deed::of(event).is_some_and(|deed| here(&deed)));
        let Some(event) = event else {
            return Err(format!("device {by} lost its deed {number}"));
        };
        let Some((tag, _)) = members.device(&event.id.device) else {
            continue;
        };
        let counts = members.accepts(tag, event.id.seq).is_ok();
        let belongs = members.active(&device.identity.tag()).is_some();
        let announced = members
            .devices
            .get(tag)
            .is_some_and(|known| known.cutoff.is_some());
        if counts && (belongs || announced) && !everything.contains(number) {
            return Err(format!("deed {number} of device {by} is nowhere"));
        }
    }
    Ok(())
}

fn nothing_is_doubled(world: &World, members: &Membership) -> Broken {
    let splits = splits(world, members);
    for device in entitled(world, members) {
        let mut seen = BTreeSet::new();
        let counted = device.store.counted().filter(|event| {
            let split = splits.get(&event.id.device);
            split.is_none_or(|common| event.id.seq <= *common)
        });
        for deed in counted.filter_map(Deed::of) {
            if !seen.insert(deed.number()) && !world.shared.contains(&deed.number()) {
                return Err(format!("device {} has {deed:?} twice", device.index));
            }
        }
    }
    Ok(())
}

fn nothing_waits(world: &World, members: &Membership) -> Broken {
    for device in entitled(world, members) {
        let Some(engine) = &device.engine else {
            return Err(format!("device {} does not run", device.index));
        };
        let status = engine.status(device.now(world.now_ms));
        let writes = members.may(
            &device.identity.tag(),
            colloquy_protocol::governance::Right::Write,
        );
        if writes && status.waiting > 0 {
            return Err(format!(
                "on device {} {} events wait: {:?}",
                device.index, status.waiting, status.why
            ));
        }
    }
    Ok(())
}

/// Invitations whose seed is on a device that belongs.
fn invitations_of_members(members: &Membership) -> impl Iterator<Item = RecipientId> {
    let invitations = members.invitations.iter();
    invitations.filter_map(|(tag, invited)| {
        let (InvitationState::Used(person) | InvitationState::Contested(person)) = invited.state
        else {
            return None;
        };
        let joined = members.members.get(&person)?.joined;
        let mut devices = members.devices.iter();
        let (device, _) = devices.find(|(_, device)| device.added == joined)?;
        members.active(device).map(|_| (*tag).into())
    })
}

fn a_non_member_decrypts_nothing(world: &World, members: &Membership) -> Broken {
    let entries = entries(world);
    let mut keyrings: BTreeMap<DeviceTag, Keyring> = BTreeMap::new();
    for closed in &world.closed {
        let keyring = keyrings.entry(closed.to).or_insert_with(|| {
            let mut keyring = Keyring::new(world.space());
            // A copy of a profile has the keys of the device that it was, which may belong still.
            let belongs: BTreeSet<RecipientId> = members
                .devices
                .keys()
                .filter(|tag| members.active(tag).is_some())
                .map(|tag| (*tag).into())
                .chain(invitations_of_members(members))
                .collect();
            let mut secrets = world.secrets_of(&closed.to);
            secrets.retain(|(to, _)| !belongs.contains(to));
            for (to, secret) in secrets {
                for _ in 0..2 {
                    for signed in &entries {
                        match &signed.entry().action {
                            Action::Rotate { rotation } => {
                                let _ = keyring.learn(rotation, to, &secret);
                            }
                            Action::Grant { grants } => {
                                for grant in grants {
                                    let _ = keyring.learn_grant(grant, to, &secret);
                                }
                            }
                            _ => {}
                        }
                    }
                }
            }
            keyring
        });
        if keyring.get(&closed.epoch).is_some() {
            return Err(format!(
                "{} opens {}, sealed in {} by who knew that it is gone",
                closed.to, closed.key, closed.epoch
            ));
        }
    }
    Ok(())
}

fn nothing_counts_after_a_cutoff(world: &World, members: &Membership) -> Broken {
    for device in entitled(world, members) {
        for event in device.store.counted() {
            let Some((tag, _)) = members.device(&event.id.device) else {
                return Err(format!(
                    "device {} counts an event of nobody: {:?}",
                    device.index, event.id
                ));
            };
            if let Err(refusal) = members.accepts(tag, event.id.seq) {
                return Err(format!(
                    "device {} counts {:?}: {refusal}",
                    device.index, event.id
                ));
            }
        }
    }
    Ok(())
}

fn every_tamper_is_reported(world: &World, _: &Membership) -> Broken {
    for device in &world.devices {
        for (owed, why) in &device.owed {
            let told = match owed {
                Owed::About(key) => device.store.reported_keys.contains(key),
                Owed::This(id) => device.store.reported.contains_key(id),
            };
            if !told {
                return Err(format!("device {} did not report: {why}", device.index));
            }
        }
    }
    Ok(())
}

fn nothing_forbidden_was_done(world: &World, _: &Membership) -> Broken {
    let devices = world.devices.iter();
    let broken = devices
        .flat_map(|device| &device.store.broken)
        .chain(&world.remote.broken);
    match broken.into_iter().next() {
        Some(broken) => Err(broken.clone()),
        None => Ok(()),
    }
}
