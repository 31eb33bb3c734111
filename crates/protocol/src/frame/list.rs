//! Lists and strings of bytes with a limit that is looked at before room is made for them.
//!
//! For use in derived codecs: `#[cbor(encode_with = "list::encode", decode_with = "list::decode::<_, _, 64>")]`.

use minicbor::decode::{Decoder, Error};
use minicbor::{Decode, Encode, Encoder};

/// Writes a list with its length.
pub(crate) fn encode<Ctx, T: Encode<Ctx>, W: minicbor::encode::Write>(
    values: &[T],
    encoder: &mut Encoder<W>,
    context: &mut Ctx,
) -> Result<(), minicbor::encode::Error<W::Error>> {
    encoder.array(values.len() as u64)?;
    values
        .iter()
        .try_for_each(|value| value.encode(encoder, context))
}

/// Reads a list of at most so many.
pub(crate) fn decode<'bytes, Ctx, T: Decode<'bytes, Ctx>, const LIMIT: u64>(
    decoder: &mut Decoder<'bytes>,
    context: &mut Ctx,
) -> Result<Vec<T>, Error> {
    let position = decoder.position();
    let length = decoder
        .array()?
        .filter(|length| *length <= LIMIT)
        .ok_or_else(|| too_long(LIMIT, position))?;
    // A list can't be longer than the bytes that are left: one byte is the shortest value.
    let left = decoder.input().len().saturating_sub(decoder.position());
    let mut values = Vec::with_capacity((length as usize).min(left));
    for _ in 0..length {
        values.push(T::decode(decoder, context)?);
    }
    Ok(values)
}

/// Writes bytes with their length.
pub(crate) fn encode_bytes<Ctx, W: minicbor::encode::Write>(
    bytes: &[u8],
    encoder: &mut Encoder<W>,
    _: &mut Ctx,
) -> Result<(), minicbor::encode::Error<W::Error>> {
    encoder.bytes(bytes)?;
    Ok(())
}

/// Reads at most so many bytes.
pub(crate) fn decode_bytes<Ctx, const LIMIT: usize>(
    decoder: &mut Decoder<'_>,
    _: &mut Ctx,
) -> Result<Vec<u8>, Error> {
    let position = decoder.position();
    let bytes = decoder.bytes()?;
    if bytes.len() > LIMIT {
        return Err(too_long(LIMIT as u64, position));
    }
    Ok(bytes.to_vec())
}

fn too_long(limit: u64, position: usize) -> Error {
    Error::message(format!("a list of more than {limit}, or of unknown length")).at(position)
}
