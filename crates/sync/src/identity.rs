//! Who the engine acts for: one device in one space.

use colloquy_protocol::identity::{Certificate, DeviceCard, DeviceKeys};
use colloquy_protocol::segment::Place;
use colloquy_protocol::{DeviceId, DeviceTag, Hash, Hlc, ReceiveSecret, RecipientId, SpaceId};
use rand_core::CryptoRng;

/// A further name under which this device may be given keys: its person's recovery phrase while it is
/// at hand, or the invitation by which it came.
#[derive(Debug, Clone)]
pub struct Extra {
    /// The name.
    pub to: RecipientId,
    /// Opens what is sealed to it.
    pub secret: ReceiveSecret,
}

/// One device in one space. Holds secret keys: not to be written out.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The space.
    pub space: SpaceId,
    /// Hash of the space's first governance entry.
    pub genesis: Hash,
    /// The device's name in the space and its certificate.
    pub card: DeviceCard,
    /// Its secret keys.
    pub keys: DeviceKeys,
    /// Further names under which it may be given keys.
    pub extra: Vec<Extra>,
}

impl Identity {
    /// Its name in the space's store.
    #[must_use]
    pub const fn tag(&self) -> DeviceTag {
        self.card.tag
    }

    /// Its log.
    #[must_use]
    pub const fn place(&self) -> Place {
        Place {
            space: self.space,
            tag: self.card.tag,
            device: self.keys.device,
        }
    }

    /// A new device with new keys that this one certifies, for when a copy of the profile goes on
    /// under this one's name; `None` if this device may not link others: then a person must link it
    /// anew. `at` is the moment of the certificate.
    #[must_use]
    pub fn successor(&self, at: Hlc, rng: &mut dyn CryptoRng) -> Option<Self> {
        if !self.card.certificate.statement.may_link {
            return None;
        }
        let mut rng = rng;
        let mut device = [0; 16];
        rng.fill_bytes(&mut device);
        let mut tag = [0; 16];
        rng.fill_bytes(&mut tag);
        let keys = DeviceKeys::generate(DeviceId::new(device), &mut rng);
        let certificate = Certificate::by_device(
            &self.keys,
            self.card.person(),
            keys.device,
            (keys.sign.public(), keys.receive.public()),
            true,
            at,
        );
        let chain = self.card.certificates().cloned().collect();
        // What was sealed to the device that it was can still be opened.
        let mut extra = self.extra.clone();
        extra.push(Extra {
            to: self.card.tag.into(),
            secret: self.keys.receive.clone(),
        });
        Some(Self {
            space: self.space,
            genesis: self.genesis,
            card: DeviceCard {
                tag: DeviceTag::new(tag),
                certificate,
                chain,
            },
            keys,
            extra,
        })
    }
}
