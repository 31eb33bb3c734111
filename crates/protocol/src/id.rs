//! Identifiers: 16 unpredictable bytes each, written as 32 hexadecimal digits.

use std::fmt;
use std::str::FromStr;

use minicbor::{Decode, Encode};

/// Text that is not an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an identifier is 32 hexadecimal digits in lower case")]
pub struct ParseIdError;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
        #[cbor(transparent)]
        pub struct $name(#[cbor(with = "minicbor::bytes")] [u8; 16]);

        impl $name {
            /// An identifier of these bytes.
            #[must_use]
            pub const fn new(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// Its bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, ParseIdError> {
                parse(text).map(Self)
            }
        }
    };
}

id! {
    /// One device of one person; made once, when the app first starts with a data folder.
    DeviceId
}
id! {
    /// A set of devices that share one log: a person's own, a cohort's, a lead line.
    SpaceId
}
id! {
    /// What a device is called in one space's store: random for each (device, space), so that the
    /// stores of two spaces can't be compared by name.
    DeviceTag
}
id! {
    /// Names an invitation; derived from its seed, so a second use meets the first by name.
    InvitationTag
}
id! {
    /// Names one linking of a new device; derived from the offer.
    LinkTag
}
id! {
    /// Who an epoch's key is sealed to: a device's tag, an invitation's tag, or the first 16 bytes
    /// of a person's fingerprint for their recovery phrase.
    RecipientId
}

impl From<DeviceTag> for RecipientId {
    fn from(tag: DeviceTag) -> Self {
        Self(tag.0)
    }
}

impl From<InvitationTag> for RecipientId {
    fn from(tag: InvitationTag) -> Self {
        Self(tag.0)
    }
}

fn parse(text: &str) -> Result<[u8; 16], ParseIdError> {
    let mut bytes = [0; 16];
    if text.len() != 32 {
        return Err(ParseIdError);
    }
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Ok(bytes)
}

const fn digit(character: u8) -> Result<u8, ParseIdError> {
    match character {
        b'0'..=b'9' => Ok(character - b'0'),
        b'a'..=b'f' => Ok(character - b'a' + 10),
        _ => Err(ParseIdError),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_id_survives_its_text(bytes: [u8; 16]) {
            let id = DeviceId::new(bytes);
            prop_assert_eq!(id.to_string().parse(), Ok(id));
        }

        #[test]
        fn only_its_own_text_is_read(text in "\\PC{0,40}") {
            if let Ok(id) = text.parse::<SpaceId>() {
                prop_assert_eq!(id.to_string(), text);
            }
        }
    }
}
