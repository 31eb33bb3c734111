//! What happens in a world besides syncing: to processes, disks, clocks and the store, and to who
//! belongs.

use colloquy_protocol::DeviceTag;
use colloquy_protocol::governance::{Action, Cutoff, Right, Role};
use colloquy_protocol::identity::Fingerprint;

use super::store::Kill;
use super::world::{HOUR_MS, Snapshot, World};

/// A year, milliseconds.
const YEAR_MS: i64 = 365 * 24 * 60 * 60 * 1000;

impl World {
    pub(super) fn havoc(&mut self, index: usize) {
        let what = self.rng.below(12);
        let told = match what {
            0 => {
                self.devices[index].kill();
                "is killed".to_owned()
            }
            1 | 2 => {
                let kill = Kill {
                    commit: self.rng.below(6),
                    at: None,
                    after: self.rng.chance(500),
                };
                self.devices[index].store.kill = Some(kill);
                format!("will be killed: {kill:?}")
            }
            3 => {
                let full = self.rng.chance(300);
                self.devices[index].store.full = full;
                format!("has a full disk: {full}")
            }
            4 => {
                let cut_off = self.rng.chance(600);
                self.remote.cut_off(index, cut_off);
                format!("is cut off: {cut_off}")
            }
            5 => {
                let frozen = self.rng.chance(500);
                self.remote.freeze(index, frozen);
                format!("sees the store frozen: {frozen}")
            }
            6 => {
                let years = self.rng.below(21) as i64 - 10;
                let offset = if self.rng.chance(500) { 0 } else { years };
                self.devices[index].offset_ms = offset * YEAR_MS;
                format!("has its clock {offset} years off")
            }
            7 => format!("– somebody deletes {:?}", self.remote.lose(&mut self.rng)),
            8 => format!("– this rots: {:?}", self.remote.rot(&mut self.rng)),
            9 => match self.snapshot.take() {
                Some(Snapshot(back)) => {
                    back(&mut self.remote);
                    "– the store goes back".to_owned()
                }
                None => {
                    self.snapshot = Some(Snapshot(Box::new(self.remote.snapshot())));
                    "– the store is backed up".to_owned()
                }
            },
            10 => {
                self.now_ms += self.rng.below(40) * 24 * HOUR_MS;
                "– days pass".to_owned()
            }
            _ => {
                self.remote.cut_off(index, false);
                self.devices[index].store.full = false;
                "has room and is connected".to_owned()
            }
        };
        self.tell(format!("device {index} {told}"));
    }

    pub(super) fn change_members(&mut self, index: usize) {
        match self.rng.below(6) {
            0 if self.devices.len() < self.plan.devices + 4 => self.link(),
            1 if self.devices.len() < self.plan.devices + 4 => self.invite(),
            2 => self.remove(index),
            3 => self.revoke(index),
            4 => self.promote(index),
            _ => {
                let leave = |by: &Self| by.cutoffs(index, |person, own| person == own);
                if index > 0 && self.rng.chance(150) {
                    let cutoffs = leave(self);
                    if self.propose(index, Action::Leave { cutoffs }) {
                        self.tell(format!("device {index} leaves"));
                    }
                }
            }
        }
    }

    /// How far a device knows the logs of some persons' devices.
    fn cutoffs(&self, by: usize, of: impl Fn(Fingerprint, Fingerprint) -> bool) -> Vec<Cutoff> {
        let device = &self.devices[by];
        let own = device.identity.card.person();
        let Some(engine) = &device.engine else {
            return Vec::new();
        };
        let members = engine.membership().into_iter();
        members
            .flat_map(|members| &members.devices)
            .filter(|(_, known)| of(known.card.person(), own))
            .map(|(tag, _)| Cutoff {
                tag: *tag,
                seq: engine.tips().get(tag).map_or(0, |tip| tip.seq),
            })
            .collect()
    }

    fn remove(&mut self, by: usize) {
        let owner = self.persons[0].card().fingerprint();
        let Some(engine) = self.devices[by].engine() else {
            return;
        };
        let Some(members) = engine.membership() else {
            return;
        };
        let me = engine.identity().tag();
        let others: Vec<Fingerprint> = members
            .members
            .iter()
            .filter(|(person, member)| {
                **person != owner && members.may(&me, Right::Remove(member.role))
            })
            .map(|(person, _)| *person)
            .collect();
        let Some(person) = self.rng.pick(&others).copied() else {
            return;
        };
        let cutoffs = self.cutoffs(by, |of, _| of == person);
        if self.propose(by, Action::Remove { person, cutoffs }) {
            self.tell(format!("device {by} removes {person:?}"));
        }
    }

    fn revoke(&mut self, by: usize) {
        let person = self.devices[by].person;
        let own: Vec<DeviceTag> = self
            .devices
            .iter()
            .filter(|device| device.person == person && device.index != 0)
            .map(|device| device.identity.tag())
            .filter(|tag| *tag != self.devices[by].identity.tag())
            .collect();
        let Some(tag) = self.rng.pick(&own).copied() else {
            return;
        };
        let Some(engine) = self.devices[by].engine() else {
            return;
        };
        let seq = engine.tips().get(&tag).map_or(0, |tip| tip.seq);
        let cutoff = Cutoff { tag, seq };
        if self.propose(by, Action::RevokeDevice { cutoff }) {
            self.tell(format!("device {by} revokes {tag} after {seq}"));
        }
    }

    fn promote(&mut self, by: usize) {
        let Some(members) = self.devices[by]
            .engine()
            .and_then(|engine| engine.membership())
        else {
            return;
        };
        let persons: Vec<Fingerprint> = members.members.keys().copied().collect();
        let Some(person) = self.rng.pick(&persons).copied() else {
            return;
        };
        let role = *self
            .rng
            .pick(&[Role::Member, Role::Moderator, Role::Lead])
            .unwrap_or(&Role::Member);
        let action = Action::SetRole {
            person,
            role,
            cutoffs: Vec::new(),
        };
        if person != self.persons[0].card().fingerprint() {
            self.propose(by, action);
        }
    }
}
