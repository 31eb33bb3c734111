//! The form of an event's body.
//!
//! CBOR (RFC 8949): an array of two. First a signed number: how many milliseconds the machine's
//! clock was behind the event's hybrid clock; 0 nearly always. Then the fields of the kind: an
//! array in the order of their numbers. Fields are only ever added at the end; a form that an older
//! build would misread gets a higher schema.

use minicbor::{Decode, Decoder, Encode, Encoder};

use super::apply::{Apply, Outcome};
use crate::{Code, Error, Result};

/// What an event says, and what that does to the tables.
pub(crate) trait Body: Encode<()> {
    /// `entity.verb`.
    const KIND: &'static str;
    /// Version of the form.
    const SCHEMA: u16 = 1;

    /// Changes the tables. Must come to the same in whatever order events of different devices are
    /// applied, as long as each device's own keep theirs.
    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome>;
}

/// Replaces what is in the buffer by a body.
pub(super) fn encode<B: Body>(buffer: &mut Vec<u8>, lag: i64, body: &B) -> Result<()> {
    buffer.clear();
    let mut encoder = Encoder::new(buffer);
    let written = encoder
        .array(2)
        .and_then(|encoder| encoder.i64(lag))
        .and_then(|encoder| encoder.encode(body));
    written.map(drop).map_err(|error| {
        Error::new(
            Code::Internal,
            format!(
                "An event of kind {} could not be written: {error}.",
                B::KIND
            ),
        )
    })
}

/// Milliseconds that the machine was behind, and where the fields begin.
pub(super) fn open(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let mut decoder = Decoder::new(bytes);
    if decoder.array().ok()? != Some(2) {
        return None;
    }
    let lag = decoder.i64().ok()?;
    Some((lag, bytes.get(decoder.position()..)?))
}

/// Reads the fields; `None` when they are not of this kind, or more follows.
pub(super) fn fields<'b, B: Decode<'b, ()>>(bytes: &'b [u8]) -> Option<B> {
    let mut decoder = Decoder::new(bytes);
    let body = decoder.decode().ok()?;
    (decoder.position() == bytes.len()).then_some(body)
}

/// The first field of those kinds where that is an id, without reading the rest.
pub(super) fn first_text(body: &[u8]) -> Option<&str> {
    let (_, fields) = open(body)?;
    let mut decoder = Decoder::new(fields);
    decoder.array().ok()?;
    decoder.str().ok()
}
