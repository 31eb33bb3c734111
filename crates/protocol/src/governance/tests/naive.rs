//! The rules a second time, written from `FORMAT.md`, section 8, without regard to cost: sets and
//! lists that are searched from the start for every question, nothing shared with the fold.

use std::collections::{BTreeMap, BTreeSet};

use crate::governance::{Action, Cutoff, Fold, Role, SignedEntry, Standing};
use crate::identity::{DeviceCard, Fingerprint, Issuer};
use crate::{DeviceTag, Hash, Hlc, InvitationTag, SignPublic};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Roster {
    pub(super) people: BTreeMap<Fingerprint, (Role, Standing, Hash)>,
    pub(super) devices: BTreeMap<DeviceTag, NaiveDevice>,
    /// Role, inviter, who came by it (the first was let in); `None` if it was taken back.
    pub(super) invitations: BTreeMap<InvitationTag, (Role, Fingerprint, Option<Vec<Fingerprint>>)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NaiveDevice {
    person: Fingerprint,
    key: SignPublic,
    number: crate::DeviceId,
    may_link: bool,
    rooted: Option<Hlc>,
    pub(super) ended: bool,
    pub(super) cutoff: Option<u64>,
}

/// What a fold says, in the same words.
pub(super) fn of(fold: &Fold) -> Option<Roster> {
    use crate::governance::InvitationState as State;
    let membership = fold.membership.as_ref()?;
    let people = membership.members.iter();
    let devices = membership.devices.iter();
    let invitations = membership.invitations.iter();
    Some(Roster {
        people: people
            .map(|(who, member)| (*who, (member.role, member.standing, member.joined)))
            .collect(),
        devices: devices
            .map(|(tag, device)| {
                let mut naive = NaiveDevice::of(&device.card);
                naive.ended = device.revoked;
                naive.cutoff = device.cutoff;
                (*tag, naive)
            })
            .collect(),
        invitations: invitations
            .map(|(tag, invited)| {
                let second_uses = membership.second_uses.iter();
                let more = second_uses.filter(|second| second.invitation == *tag);
                let uses = match invited.state {
                    State::Open => Some(Vec::new()),
                    State::Used(first) => Some(vec![first]),
                    State::Contested(first) => {
                        let more = more.map(|second| second.second);
                        Some([first].into_iter().chain(more).collect())
                    }
                    State::Withdrawn => None,
                };
                (*tag, (invited.role, invited.by, uses))
            })
            .collect(),
    })
}

/// A person, when it is a whole one, and the devices.
type Removed = (Option<Fingerprint>, Vec<(DeviceTag, SignPublic)>);

impl NaiveDevice {
    fn of(card: &DeviceCard) -> Self {
        let statement = &card.certificate.statement;
        Self {
            person: card.person(),
            key: card.sign(),
            number: card.device(),
            may_link: statement.may_link,
            rooted: (statement.issuer == Issuer::Root).then_some(statement.at),
            ended: false,
            cutoff: None,
        }
    }
}

struct Model<'entry> {
    entries: BTreeMap<Hash, &'entry SignedEntry>,
    genesis: Hash,
}

/// What a set of entries comes to.
pub(super) fn model(genesis: Hash, entries: &[SignedEntry]) -> Option<Roster> {
    let mut entries: BTreeMap<Hash, &SignedEntry> =
        entries.iter().map(|entry| (entry.hash(), entry)).collect();
    // What has no whole past is not there, again and again until nothing changes.
    loop {
        let torn = entries.iter().find(|(_, entry)| {
            entry
                .entry()
                .parents()
                .any(|parent| !entries.contains_key(&parent))
        });
        let Some(torn) = torn.map(|(hash, _)| *hash) else {
            break;
        };
        entries.remove(&torn);
    }
    let model = Model { entries, genesis };
    let (stands, void, falls) = model.removals();
    let all: BTreeSet<Hash> = model.entries.keys().copied().collect();
    let out: BTreeSet<Hash> = void.union(&falls).copied().collect();
    model.roster(&all.difference(&out).copied().collect(), &stands)
}

impl Model<'_> {
    fn past(&self, of: &Hash) -> BTreeSet<Hash> {
        let mut past = BTreeSet::new();
        for parent in self.entries[of].entry().parents() {
            past.insert(parent);
            past.extend(self.past_once(&parent, &past.clone()));
        }
        past
    }

    fn past_once(&self, of: &Hash, known: &BTreeSet<Hash>) -> BTreeSet<Hash> {
        let mut found = known.clone();
        for parent in self.entries[of].entry().parents() {
            if found.insert(parent) {
                found = self.past_once(&parent, &found);
            }
        }
        found
    }

    /// All entries, the past before what follows, then by clock, then by hash.
    fn order(&self) -> Vec<Hash> {
        let mut order: Vec<Hash> = Vec::new();
        while order.len() < self.entries.len() {
            let next = self.entries.iter().filter(|(hash, entry)| {
                !order.contains(hash)
                    && entry
                        .entry()
                        .parents()
                        .all(|parent| order.contains(&parent))
            });
            let next = next.min_by_key(|(hash, entry)| (entry.entry().at, **hash));
            order.push(*next.expect("no cycles").0);
        }
        order
    }

    /// The removals that stand, what they take back, and the removals that fall.
    fn removals(&self) -> (BTreeSet<Hash>, BTreeSet<Hash>, BTreeSet<Hash>) {
        let (mut stands, mut void, mut falls) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let mut open: BTreeSet<Hash> = self
            .entries
            .iter()
            .filter(|(_, entry)| {
                matches!(
                    entry.entry().action,
                    Action::Remove { .. } | Action::Leave { .. } | Action::RevokeDevice { .. }
                )
            })
            .map(|(hash, _)| *hash)
            .collect();
        while !open.is_empty() {
            let ready = open
                .iter()
                .filter(|hash| self.past(hash).is_disjoint(&open))
                .copied();
            let next = ready
                .max_by(|one, other| self.weight(one).cmp(&self.weight(other)))
                .expect("the earliest is ready");
            open.remove(&next);
            if void.contains(&next) {
                continue;
            }
            let past = self.past(&next);
            let known = past.difference(&void).copied().collect();
            let roster = self.roster(&known, &stands);
            let removed = roster.and_then(|roster| self.removed(&next, &roster));
            let Some((person, devices)) = removed else {
                falls.insert(next);
                continue;
            };
            stands.insert(next);
            for (hash, entry) in &self.entries {
                let at_once =
                    *hash != next && !past.contains(hash) && !self.past(hash).contains(&next);
                let entry = entry.entry();
                let theirs = devices.contains(&(entry.author, entry.signer));
                let card = match &entry.action {
                    Action::Create { device, .. }
                    | Action::Join { device, .. }
                    | Action::AddDevice { device } => Some(device),
                    _ => None,
                };
                let brought = card.is_some_and(|card| {
                    Some(card.person()) == person
                        || [&card.certificate].into_iter().chain(&card.chain).any(|c| {
                            devices
                                .iter()
                                .any(|(_, key)| c.statement.issuer == Issuer::Device(*key))
                        })
                });
                if at_once && (theirs || brought) && !stands.contains(hash) {
                    void.insert(*hash);
                }
            }
        }
        (stands, void, falls)
    }

    /// The greater goes first: role, then seniority, then the newer root certificate, then the hash.
    fn weight(&self, removal: &Hash) -> impl Ord {
        use std::cmp::Reverse;
        let roster = self.roster(&self.past(removal), &BTreeSet::new());
        let author = self.entries[removal].entry().author;
        let author = roster.and_then(|roster| {
            let device = roster.devices.get(&author).filter(|device| !device.ended)?;
            let (role, standing, joined) = roster.people[&device.person];
            (standing == Standing::Active)
                .then(|| (role, Reverse(self.past(&joined).len()), device.rooted))
        });
        (author, Reverse(*removal))
    }

    /// Whom a removal removes, if its author may.
    fn removed(&self, removal: &Hash, roster: &Roster) -> Option<Removed> {
        let entry = self.entries[removal].entry();
        let own = roster.devices.get(&entry.author)?;
        let (role, standing, _) = roster.people.get(&own.person)?;
        if own.ended || *standing != Standing::Active || own.key != entry.signer {
            return None;
        }
        let over = |other: Role| {
            *role == Role::Owner
                || *role == Role::Lead && other != Role::Owner && other != Role::Lead
        };
        let of_person = |person: Fingerprint| {
            let theirs = roster.devices.iter().filter(|(_, d)| d.person == person);
            (Some(person), theirs.map(|(tag, d)| (*tag, d.key)).collect())
        };
        match &entry.action {
            Action::Leave { .. } => Some(of_person(own.person)),
            Action::Remove { person, .. } => {
                let (theirs, standing, _) = roster.people.get(person)?;
                let may = *person != own.person && *standing == Standing::Active && over(*theirs);
                may.then(|| of_person(*person))
            }
            Action::RevokeDevice { cutoff } => {
                let device = roster.devices.get(&cutoff.tag)?;
                let may = if device.person == own.person {
                    own.may_link || cutoff.tag == entry.author
                } else {
                    over(roster.people.get(&device.person)?.0)
                };
                may.then(|| (None, vec![(cutoff.tag, device.key)]))
            }
            _ => None,
        }
    }

    fn roster(&self, these: &BTreeSet<Hash>, stands: &BTreeSet<Hash>) -> Option<Roster> {
        let mut roster: Option<Roster> = None;
        for hash in self.order() {
            if !these.contains(&hash) || roster.is_none() && hash != self.genesis {
                continue;
            }
            let before = roster.clone();
            let applied = self.apply(&mut roster, &hash, stands.contains(&hash));
            if applied.is_none() {
                // Only a second use leaves a trace although it is refused.
                let uses = roster.take().map(|roster| roster.invitations);
                roster = before;
                if let (Some(roster), Some(uses)) = (&mut roster, uses) {
                    roster.invitations = uses;
                }
            }
        }
        roster
    }

    fn apply(&self, roster: &mut Option<Roster>, hash: &Hash, stands: bool) -> Option<()> {
        let entry = self.entries[hash].entry();
        let Some(state) = roster else {
            let Action::Create { person, device, .. } = &entry.action else {
                return None;
            };
            *roster = Some(Roster {
                people: [(person.fingerprint(), (Role::Owner, Standing::Active, *hash))].into(),
                devices: [(device.tag, NaiveDevice::of(device))].into(),
                invitations: [].into(),
            });
            return Some(());
        };
        match &entry.action {
            Action::Join {
                tag,
                person,
                device,
                ..
            } => {
                let who = person.fingerprint();
                let (role, _, uses) = state.invitations.get_mut(tag)?;
                let role = *role;
                let uses = uses.as_mut()?;
                let active = |people: &BTreeMap<_, (Role, Standing, Hash)>| {
                    people.get(&who).is_some_and(|p| p.1 == Standing::Active)
                };
                if entry.author != device.tag || entry.signer != device.sign() {
                    return None;
                }
                if let Some(first) = uses.first() {
                    if *first != who {
                        uses.push(who);
                    }
                    return None;
                }
                if active(&state.people) || taken(state, device) {
                    return None;
                }
                state.invitations.get_mut(tag)?.2 = Some(vec![who]);
                for known in state.devices.values_mut().filter(|d| d.person == who) {
                    known.ended = true;
                }
                state.people.insert(who, (role, Standing::Active, *hash));
                state.devices.insert(device.tag, NaiveDevice::of(device));
                silence(state, who, &[]);
            }
            Action::AddDevice { device } => {
                let who = device.person();
                if entry.author == device.tag {
                    if entry.signer != device.sign() {
                        return None;
                    }
                } else {
                    let (author, _) = author(state, entry)?;
                    let may_link = state.devices[&entry.author].may_link;
                    if author != who || !may_link {
                        return None;
                    }
                }
                if state.people.get(&who)?.1 != Standing::Active || taken(state, device) {
                    return None;
                }
                let through_ended = state.devices.values().filter(|d| d.ended).any(|d| {
                    let chain = [&device.certificate].into_iter().chain(&device.chain);
                    chain
                        .into_iter()
                        .any(|c| c.statement.issuer == Issuer::Device(d.key))
                });
                if through_ended {
                    return None;
                }
                state.devices.insert(device.tag, NaiveDevice::of(device));
                silence(state, who, &[]);
            }
            Action::RevokeDevice { cutoff } => {
                stands.then_some(())?;
                let device = state.devices.get_mut(&cutoff.tag)?;
                device.ended = true;
                device.cutoff = Some(device.cutoff.unwrap_or(u64::MAX).min(cutoff.seq));
            }
            Action::Remove { person, cutoffs } => {
                stands.then_some(())?;
                end(state, *person, cutoffs, Standing::Removed)?;
            }
            Action::Leave { cutoffs } => {
                stands.then_some(())?;
                let who = state.devices.get(&entry.author)?.person;
                end(state, who, cutoffs, Standing::Left)?;
            }
            Action::Invite { tag, role, .. } => {
                let (who, own) = author(state, entry)?;
                let below = *role != Role::Owner && *role != Role::Lead;
                let may = own == Role::Owner || own == Role::Lead && below;
                if !may || state.invitations.contains_key(tag) {
                    return None;
                }
                state
                    .invitations
                    .insert(*tag, (*role, who, Some(Vec::new())));
            }
            Action::Withdraw { tag } => {
                let (who, own) = author(state, entry)?;
                let (role, by, uses) = state.invitations.get_mut(tag)?;
                let below = *role != Role::Owner && *role != Role::Lead;
                let may = *by == who || own == Role::Owner || own == Role::Lead && below;
                may.then_some(())?;
                if uses.as_ref().is_some_and(Vec::is_empty) {
                    *uses = None;
                }
            }
            Action::SetRole {
                person,
                role,
                cutoffs,
            } => {
                let (_, own) = author(state, entry)?;
                let (from, standing, _) = *state.people.get(person)?;
                let below = |role| role != Role::Owner && role != Role::Lead;
                let may = own == Role::Owner || own == Role::Lead && below(from) && below(*role);
                let last = *role != Role::Owner && is_last_owner(state, person);
                if !may || standing != Standing::Active || last {
                    return None;
                }
                state.people.get_mut(person)?.0 = *role;
                silence(state, *person, cutoffs);
            }
            _ => {}
        }
        Some(())
    }
}

fn author(state: &Roster, entry: &crate::governance::Entry) -> Option<(Fingerprint, Role)> {
    let device = state.devices.get(&entry.author)?;
    let (role, standing, _) = state.people.get(&device.person)?;
    let active = !device.ended && *standing == Standing::Active && device.key == entry.signer;
    active.then_some((device.person, *role))
}

fn taken(state: &Roster, card: &DeviceCard) -> bool {
    state.devices.iter().any(|(tag, device)| {
        *tag == card.tag || device.number == card.device() || device.key == card.sign()
    })
}

fn is_last_owner(state: &Roster, person: &Fingerprint) -> bool {
    let owners = state
        .people
        .iter()
        .filter(|(_, (role, standing, _))| *role == Role::Owner && *standing == Standing::Active);
    owners.map(|(who, _)| who).eq([person])
}

fn end(state: &mut Roster, who: Fingerprint, cutoffs: &[Cutoff], how: Standing) -> Option<()> {
    if is_last_owner(state, &who) {
        return None;
    }
    let standing = &mut state.people.get_mut(&who)?.1;
    if *standing != Standing::Removed {
        *standing = how;
    }
    for (tag, device) in state.devices.iter_mut().filter(|(_, d)| d.person == who) {
        let listed = cutoffs.iter().find(|cutoff| cutoff.tag == *tag);
        let upto = listed.map_or(0, |cutoff| cutoff.seq);
        device.cutoff = Some(device.cutoff.unwrap_or(u64::MAX).min(upto));
    }
    Some(())
}

fn silence(state: &mut Roster, who: Fingerprint, cutoffs: &[Cutoff]) {
    let reader = state.people.get(&who).map(|p| p.0) == Some(Role::Reader);
    let devices = state.devices.iter_mut();
    for (tag, device) in devices.filter(|(_, d)| d.person == who && !d.ended) {
        let listed = cutoffs.iter().find(|cutoff| cutoff.tag == *tag);
        device.cutoff = match (reader, listed) {
            (false, _) => None,
            (true, Some(cutoff)) => Some(cutoff.seq),
            (true, None) => device.cutoff.or(Some(0)),
        };
    }
}
