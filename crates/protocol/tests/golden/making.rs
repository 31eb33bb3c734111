//! How the golden vectors were made: fixed keys, fixed nonces, entropy from a counter.

use std::convert::Infallible;

use colloquy_protocol::blob::{BlobKey, BlobRef, seal_piece};
use colloquy_protocol::bundle::Writer;
use colloquy_protocol::checkpoint::{Checkpoint, Part};
use colloquy_protocol::governance::{Action, Cutoff, Entry, Policy, Role, SpaceKind, join_proof};
use colloquy_protocol::head::{GovernanceHead, Head, Seen};
use colloquy_protocol::identity::{
    Certificate, DeviceCard, DeviceKeys, PersonRoot, Phrase, Revocation,
};
use colloquy_protocol::invitation::{HeadMark, Invitation, JoinRequest, Seed};
use colloquy_protocol::keyfile::{self, Work};
use colloquy_protocol::link::{Gift, Offer, OfferKeys, SignedAnswer, SignedOffer, words};
use colloquy_protocol::segment::{Draft, Place, Sealed, seal};
use colloquy_protocol::{
    DeviceId, DeviceTag, EpochKey, Event, EventId, Hash, Hlc, Key, ReceiveSecret, SignPublic,
    SignSecret, SpaceId, Tip, grant, rotate,
};
use rand_core::{TryCryptoRng, TryRng};

pub const NONCE: [u8; 24] = [0xA5; 24];
pub const PASSPHRASE: &str = "correct horse battery staple";
pub const FILE: [u8; 300] = [0x42; 300];

/// BLAKE3's output for one number, as if it were random.
struct Entropy(blake3::OutputReader);

fn entropy(number: u64) -> Entropy {
    let mut hasher = blake3::Hasher::new();
    Entropy(hasher.update(&number.to_le_bytes()).finalize_xof())
}

impl TryRng for Entropy {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Entropy {}

pub const fn place() -> Place {
    Place {
        space: SpaceId::new([0x10; 16]),
        tag: DeviceTag::new([0x20; 16]),
        device: DeviceId::new([0x30; 16]),
    }
}

pub fn epoch() -> EpochKey {
    EpochKey::from_bytes(3, &[0x40; 32])
}

pub fn root() -> PersonRoot {
    PersonRoot::from_phrase(&phrase())
}

fn phrase() -> Phrase {
    Phrase::from_entropy(std::array::from_fn(|index| index as u8))
}

pub fn device() -> DeviceKeys {
    DeviceKeys {
        device: place().device,
        sign: SignSecret::from_bytes(&[0x50; 32]),
        receive: ReceiveSecret::from_bytes(&[0x51; 32]),
    }
}

pub fn new_device() -> DeviceKeys {
    DeviceKeys::generate(DeviceId::new([0x31; 16]), &mut entropy(1))
}

pub fn offer_keys() -> OfferKeys {
    OfferKeys::generate(&mut entropy(2))
}

pub fn events(first: u64, count: u64) -> Vec<Event> {
    let event = |seq: u64| Event {
        space: place().space,
        id: EventId {
            device: place().device,
            seq,
        },
        hlc: Hlc::new(1_790_000_000_000 + seq * 40_000, (seq % 3) as u16),
        schema: 1 + (seq % 7 / 6) as u16,
        kind: ["note.edit", "progress.block", "later.kind"][(seq % 3) as usize].to_owned(),
        body: format!("event {seq}: what would you stop if nobody were to notice?").into_bytes(),
        deps: match seq % 5 {
            0 => vec![EventId {
                device: DeviceId::new([0x32; 16]),
                seq: seq * 3,
            }],
            _ => Vec::new(),
        },
    };
    (first..first + count).map(event).collect()
}

fn segment(after: Tip, count: u64, stands_for: Option<Hash>) -> Sealed {
    let draft = Draft {
        place: place(),
        after,
        events: &events(after.seq + 1, count),
        stands_for,
    };
    seal(&draft, &epoch(), &device().sign, &NONCE).expect("events of the place")
}

fn certificate() -> Certificate {
    let keys = device();
    let public = (keys.sign.public(), keys.receive.public());
    Certificate::by_root(&root(), keys.device, public, true, Hlc::new(1_000, 0))
}

fn card() -> DeviceCard {
    DeviceCard {
        tag: place().tag,
        certificate: certificate(),
        chain: Vec::new(),
    }
}

fn linked_card() -> DeviceCard {
    let keys = new_device();
    let public = (keys.sign.public(), keys.receive.public());
    let person = root().card().fingerprint();
    let at = Hlc::new(2_000, 1);
    DeviceCard {
        tag: DeviceTag::new([0x21; 16]),
        certificate: Certificate::by_device(&device(), person, keys.device, public, false, at),
        chain: vec![certificate()],
    }
}

fn seed() -> Seed {
    Seed::from_bytes([0x60; 32])
}

fn actions() -> Vec<(&'static str, Action)> {
    let space = place().space;
    let person = root().card();
    let fingerprint = person.fingerprint();
    let recipient = fingerprint.recipient();
    let policy = Policy {
        newcomers_read_past: true,
        epoch_days: 30,
    };
    let cutoff = Cutoff {
        tag: place().tag,
        seq: 12,
    };
    let past = EpochKey::from_bytes(2, &[0x41; 32]);
    let to = [(recipient, person.receive)];
    let rotation = rotate(&space, &epoch(), &to, Some(&past), &mut entropy(3)).expect("good keys");
    let granted = grant(&space, &past, recipient, &person.receive, &mut entropy(4));
    let (tag, sign) = (seed().tag(), device().sign.public());
    vec![
        (
            "create",
            Action::Create {
                kind: SpaceKind::Cohort,
                policy,
                person,
                device: card(),
            },
        ),
        ("invite", seed().invite(Role::Moderator, 1_800_000_000_000)),
        ("withdraw", Action::Withdraw { tag }),
        (
            "join",
            Action::Join {
                tag,
                person,
                device: card(),
                proof: join_proof(&seed().prove(), &space, &tag, &sign, &fingerprint),
            },
        ),
        (
            "add-device",
            Action::AddDevice {
                device: linked_card(),
            },
        ),
        ("revoke-device", Action::RevokeDevice { cutoff }),
        (
            "remove",
            Action::Remove {
                person: fingerprint,
                cutoffs: vec![cutoff],
            },
        ),
        (
            "leave",
            Action::Leave {
                cutoffs: vec![cutoff],
            },
        ),
        (
            "set-role",
            Action::SetRole {
                person: fingerprint,
                role: Role::Reader,
                cutoffs: vec![cutoff],
            },
        ),
        ("rotate", Action::Rotate { rotation }),
        (
            "grant",
            Action::Grant {
                grants: vec![granted.expect("good key")],
            },
        ),
        ("set-policy", Action::SetPolicy { policy }),
        (
            "hide",
            Action::Hide {
                event: EventId {
                    device: place().device,
                    seq: 9,
                },
                hidden: true,
            },
        ),
    ]
}

fn entry(action: Action) -> Entry {
    Entry {
        space: place().space,
        author: place().tag,
        seq: 2,
        previous: Some(Hash::of(b"previous")),
        seen: vec![Hash::of(b"one"), Hash::of(b"other")],
        at: Hlc::new(1_790_000_000_000, 1),
        signer: SignPublic::new([0; 32]),
        action,
    }
}

fn head() -> Head {
    let tip = |seq, word: &[u8]| Tip {
        seq,
        hash: Hash::of(word),
    };
    let seen = |tag, counter, seq| Seen {
        tag: DeviceTag::new([tag; 16]),
        counter,
        tip: tip(seq, &[tag]),
    };
    Head {
        space: place().space,
        tag: place().tag,
        counter: 7,
        tip: tip(140, b"tip"),
        governance: GovernanceHead {
            count: 5,
            ends: vec![Hash::of(b"one"), Hash::of(b"other")],
        },
        checkpoint: Some(tip(40, b"checkpoint")),
        seen: vec![seen(0x22, 3, 70), seen(0x21, 300, 70_000)],
    }
}

fn checkpoint() -> Checkpoint {
    let part = |first, last| Part {
        first,
        last,
        hash: Hash::of(&[first as u8]),
    };
    Checkpoint {
        space: place().space,
        tag: place().tag,
        tip: Tip {
            seq: 40,
            hash: Hash::of(b"original"),
        },
        parts: vec![part(1, 30), part(31, 40)],
    }
}

fn offer() -> SignedOffer {
    let offer = Offer {
        space: place().space,
        genesis: Hash::of(b"genesis"),
        person: root().card(),
        device: place().tag,
        signer: SignPublic::new([0; 32]),
        receive: offer_keys().public(),
        remote: b"folder:/media/stick".to_vec(),
        until_ms: 1_790_000_600_000,
    };
    offer.sign(&device().sign).expect("short")
}

/// Every vector by its name.
pub fn all() -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>| all.push((name.to_owned(), bytes));
    let signer = device().sign;

    let lone = segment(Tip::START, 1, None);
    let many = segment(lone.tip(), 100, None);
    let merged = segment(Tip::START, 101, Some(many.tip().hash));
    add("segment.lone", lone.bytes.clone());
    add("segment.many", many.bytes.clone());
    add("segment.merged", merged.bytes);
    let signed_head = head().sign(&signer);
    add("head", signed_head.bytes().to_vec());
    let signed = checkpoint().sign(&signer).expect("covers");
    add("checkpoint", signed.bytes().to_vec());
    for (name, action) in actions() {
        let signed = entry(action).sign(&signer);
        add(&format!("governance.{name}"), signed.bytes().to_vec());
    }

    add("certificate", certificate().to_bytes());
    let ended = DeviceId::new([0x31; 16]);
    add(
        "revocation",
        Revocation::by_root(&root(), ended, Hlc::new(3_000, 0)).to_bytes(),
    );
    let words_and_fingerprint = format!(
        "{}\n{}\n",
        phrase().words().join(" "),
        root().card().fingerprint()
    );
    add("phrase", words_and_fingerprint.into_bytes());
    let sealed = keyfile::seal(&device(), PASSPHRASE, Work::LEAST, &mut entropy(5));
    add("key-file.passphrase", sealed.expect("19 MiB"));
    add("key-file.plain", keyfile::plain(&device()).to_vec());

    let invitation = Invitation {
        space: place().space,
        genesis: Hash::of(b"genesis"),
        remote: b"folder:/media/stick".to_vec(),
        inviter: root().card().fingerprint(),
        device: place().tag,
        signer: SignPublic::new([0; 32]),
        seed: seed(),
        until_ms: 1_800_000_000_000,
        governance: head().governance,
        heads: vec![HeadMark {
            tag: place().tag,
            counter: 7,
        }],
    };
    let invitation = invitation.sign(&signer).expect("small");
    add("invitation.file", invitation.to_secret_bytes().to_vec());
    add(
        "invitation.code",
        invitation.to_secret_code().as_bytes().to_vec(),
    );
    let join = actions().swap_remove(3).1;
    let request = JoinRequest {
        entry: entry(join).sign(&signer),
        greeting: b"Anna".to_vec(),
    };
    let sealed = request.seal(&seed(), &place().space, &NONCE);
    add("join-request", sealed.expect("short"));

    let (offer, new) = (offer(), new_device());
    add("link-offer.file", offer.bytes().to_vec());
    add("link-offer.code", offer.to_code().into_bytes());
    let tag = DeviceTag::new([0x21; 16]);
    let answer = SignedAnswer::make(&offer, &new, tag, b"Laptop".to_vec()).expect("short");
    add(
        "link-answer",
        answer.seal(&offer, &mut entropy(6)).expect("good key"),
    );
    let shown = words(&offer, &answer).expect("19 MiB");
    add("link-words", shown.to_string().into_bytes());
    let gift = Gift {
        card: linked_card(),
        keepsakes: b"keyring".to_vec(),
    };
    let sealed = gift.seal(&offer, answer.answer(), &mut entropy(7));
    add("link-gift", sealed.expect("good key"));

    let key = BlobKey::from_bytes([0x70; 32]);
    let piece = seal_piece(&key, 0, &FILE).expect("small");
    let reference = BlobRef {
        key,
        size: FILE.len() as u64,
        chunks: vec![piece.hash],
    };
    add("blob.reference", reference.to_secret_bytes().to_vec());
    let mut bundle = Writer::new(Vec::new()).expect("a vector takes everything");
    let objects: [(Key, &[u8]); 3] = [
        (lone.key(), &lone.bytes),
        (signed_head.head().key(), signed_head.bytes()),
        (piece.key(place().space), &piece.bytes),
    ];
    for (key, bytes) in objects {
        bundle.add(&key, bytes).expect("small");
    }
    add(
        "bundle",
        bundle.finish().expect("a vector takes everything"),
    );
    add("blob.piece", piece.bytes);
    all
}
