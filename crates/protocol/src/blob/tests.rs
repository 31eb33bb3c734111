//! Files in pieces.

use proptest::prelude::*;

use super::*;

fn file(size: usize) -> Vec<u8> {
    (0..size).map(|index| (index * 7 % 251) as u8).collect()
}

fn sealed(file: &[u8]) -> (BlobRef, Vec<Piece>) {
    let key = BlobKey::from_bytes([5; 32]);
    let pieces: Vec<Piece> = file
        .chunks(CHUNK)
        .zip(0..)
        .map(|(chunk, index)| seal_piece(&key, index, chunk).expect("a piece"))
        .collect();
    let reference = BlobRef {
        key,
        size: file.len() as u64,
        chunks: pieces.iter().map(|piece| piece.hash).collect(),
    };
    (reference, pieces)
}

#[test]
fn a_file_survives_and_a_retry_repeats_itself() {
    let file = file(CHUNK + 1234);
    let (reference, pieces) = sealed(&file);
    assert_eq!(pieces.len(), 2);
    assert_eq!(sealed(&file).1, pieces);
    let opened: Vec<u8> = pieces
        .iter()
        .zip(0..)
        .flat_map(|(piece, index)| reference.open_piece(index, &piece.bytes).expect("opens"))
        .collect();
    assert_eq!(opened, file);
    let bytes = reference.to_secret_bytes();
    assert_eq!(BlobRef::from_bytes(&bytes), Ok(reference));
}

#[test]
fn a_piece_has_one_place() {
    let file = file(2 * CHUNK);
    let (mut reference, pieces) = sealed(&file);
    let swapped = reference.open_piece(0, &pieces[1].bytes);
    assert!(matches!(swapped, Err(BlobError::Hash { index: 0, .. })));
    // Even if the reference names it there.
    reference.chunks.swap(0, 1);
    assert_eq!(
        reference.open_piece(0, &pieces[1].bytes),
        Err(BlobError::Aead(0))
    );
    assert_eq!(
        reference.open_piece(2, &pieces[1].bytes),
        Err(BlobError::Index(2))
    );
}

#[test]
fn a_reference_that_does_not_add_up_is_refused() {
    let (mut reference, _) = sealed(&file(10));
    reference.size = CHUNK as u64 + 1;
    assert!(BlobRef::from_bytes(&reference.to_secret_bytes()).is_err());
    let (mut reference, pieces) = sealed(&file(10));
    reference.size = 11;
    assert_eq!(
        reference.open_piece(0, &pieces[0].bytes),
        Err(BlobError::Length(0))
    );
}

proptest! {
    #[test]
    fn any_changed_bit_is_noticed(size in 0..3000_usize, at: prop::sample::Index, bit in 0..8) {
        let (reference, mut pieces) = sealed(&file(size.max(1)));
        let bytes = &mut pieces[0].bytes;
        let at = at.index(bytes.len());
        bytes[at] ^= 1_u8 << bit;
        prop_assert!(reference.open_piece(0, bytes).is_err());
    }

    #[test]
    fn any_bytes_are_refused_or_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = BlobRef::from_bytes(&bytes);
        let _ = sealed(b"x").0.open_piece(0, &bytes);
    }
}
