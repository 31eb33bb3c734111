//! The CRDT: only this file, `build.rs` and `decode.rs` name the library.
//!
//! The shape is that of `@tiptap/y-tiptap` 3 (y-prosemirror): in the fragment `body`, an XML
//! element for each node, named as the node; its attributes as typed values, absent when null;
//! one XML text for each run of text nodes, with marks as formats whose value is the mark's
//! attributes (`{}` when it has none). Offsets are UTF-16 units, as in Yjs.

use std::panic::{AssertUnwindSafe, catch_unwind};

use yrs::block::ClientID;
use yrs::updates::decoder::Decode;
use yrs::{
    Doc as Replica, OffsetKind, Options, ReadTxn, StateVector, Transact, Update, XmlFragment,
};

use super::model::{Block, Doc};
use super::{build, decode, guard};

/// Name of the fragment that holds the text.
pub const BODY: &str = "body";

/// The bytes are not an update of a note, or not one that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed;

/// A document after an update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The whole document as one update.
    pub state: Vec<u8>,
    /// What it says.
    pub doc: Doc,
}

/// A replica for these edits. `client` names their writer: 53 bits that no other writer has.
fn replica(client: u64) -> Replica {
    let client = ClientID::new(client & ((1 << 53) - 1));
    // With a given name: the library would draw a random one. It is never stored.
    let mut options = Options::with_guid_and_client_id("note".into(), client);
    options.offset_kind = OffsetKind::Utf16;
    Replica::with_options(options)
}

/// A new document with this text.
#[must_use]
pub fn create(doc: &Doc, client: u64) -> Vec<u8> {
    let replica = replica(client);
    let body = replica.get_or_insert_xml_fragment(BODY);
    let mut txn = replica.transact_mut();
    for block in &doc.blocks {
        build::add(&mut txn, &body, block);
    }
    txn.encode_state_as_update_v1(&StateVector::default())
}

/// What a stored document says.
///
/// # Errors
/// When the bytes are damaged.
pub fn read(state: &[u8]) -> Result<Doc, Malformed> {
    guarded(|| {
        let replica = load(state, 0)?;
        decode::doc_of(&replica)
    })
}

/// What a document says that came from elsewhere.
///
/// # Errors
/// When the bytes are not one.
pub fn read_foreign(state: &[u8]) -> Result<Doc, Malformed> {
    guard::check(state).ok_or(Malformed)?;
    read(state)
}

/// The document with somebody's update in it. Nothing of the update is lost when what it builds
/// upon is not here yet: it is kept, and shows once that arrives.
///
/// # Errors
/// When the update is not one: nothing is to be kept then.
pub fn merge(state: &[u8], update: &[u8]) -> Result<Merged, Malformed> {
    guard::check(update).ok_or(Malformed)?;
    guarded(|| {
        let replica = load(state, 0)?;
        let update = Update::decode_v1(update).map_err(|_| Malformed)?;
        replica
            .transact_mut()
            .apply_update(update)
            .map_err(|_| Malformed)?;
        Ok(Merged {
            doc: decode::doc_of(&replica)?,
            state: replica
                .transact()
                .encode_state_as_update_v1(&StateVector::default()),
        })
    })
}

/// What somebody with this state vector lacks; `None` when nothing. A state vector does not tell
/// deletions: those in `told`, an update that they sent just now (or nothing), they know.
///
/// # Errors
/// When the vector or the update is not one.
pub fn lacking(state: &[u8], vector: &[u8], told: &[u8]) -> Result<Option<Vec<u8>>, Malformed> {
    guard::check_vector(vector).ok_or(Malformed)?;
    guarded(|| {
        let theirs = StateVector::decode_v1(vector).map_err(|_| Malformed)?;
        let replica = load(state, 0)?;
        let txn = replica.transact();
        let snapshot = txn.snapshot();
        let written = snapshot
            .state_map
            .iter()
            .any(|(client, clock)| theirs.get(client) < *clock);
        let mut deleted = snapshot.delete_set;
        if !told.is_empty() {
            let told = Update::decode_v1(told).map_err(|_| Malformed)?;
            deleted.diff_with(told.delete_set());
        }
        if !written && deleted.is_empty() {
            return Ok(None);
        }
        Ok(Some(txn.encode_state_as_update_v1(&theirs)))
    })
}

/// The state vector of a document.
///
/// # Errors
/// When the bytes are damaged.
#[cfg(test)]
pub(crate) fn vector(state: &[u8]) -> Result<Vec<u8>, Malformed> {
    use yrs::updates::encoder::Encode as _;
    guarded(|| Ok(load(state, 0)?.transact().state_vector().encode_v1()))
}

/// The document rewritten to say something else, as an edit of it: what is the same at the
/// beginning and at the end stays, so that edits made elsewhere meanwhile still find their place.
///
/// # Errors
/// When the stored bytes are damaged.
pub fn rewrite(state: &[u8], doc: &Doc, client: u64) -> Result<Vec<u8>, Malformed> {
    rewritten(state, doc, client, |txn| {
        txn.encode_state_as_update_v1(&StateVector::default())
    })
}

/// That edit alone, as an update.
///
/// # Errors
/// When the stored bytes are damaged.
pub fn rewriting(state: &[u8], doc: &Doc, client: u64) -> Result<Vec<u8>, Malformed> {
    rewritten(state, doc, client, |txn| txn.encode_update_v1())
}

/// Whether an update deletes anything.
pub fn removes(update: &[u8]) -> bool {
    let removes = || {
        let update = Update::decode_v1(update).map_err(|_| Malformed)?;
        Ok(!update.delete_set().is_empty())
    };
    guarded(removes).unwrap_or_default()
}

/// What is the same for all replicas that have the same edits, however their states are written:
/// what the document says, and which edits are in it.
///
/// # Errors
/// When the stored bytes are damaged.
pub fn canonical(state: &[u8]) -> Result<Vec<u8>, Malformed> {
    guarded(|| {
        let replica = load(state, 0)?;
        let mut said = super::to_json(&decode::doc_of(&replica)?)
            .to_string()
            .into_bytes();
        let snapshot = replica.transact().snapshot();
        let mut clients: Vec<_> = snapshot
            .state_map
            .iter()
            .map(|(client, clock)| (client.get(), *clock))
            .collect();
        clients.sort_unstable();
        for (client, clock) in clients {
            said.extend(client.to_le_bytes());
            said.extend(clock.to_le_bytes());
        }
        let mut deleted: Vec<_> = Vec::new();
        for (client, ranges) in snapshot.delete_set.iter() {
            for range in ranges.iter() {
                deleted.push((client.get(), range.start, range.end));
            }
        }
        deleted.sort_unstable();
        for (client, start, end) in deleted {
            said.extend(client.to_le_bytes());
            said.extend(start.to_le_bytes());
            said.extend(end.to_le_bytes());
        }
        Ok(said)
    })
}

fn rewritten(
    state: &[u8],
    doc: &Doc,
    client: u64,
    encode: impl FnOnce(&yrs::TransactionMut<'_>) -> Vec<u8>,
) -> Result<Vec<u8>, Malformed> {
    guarded(|| {
        let replica = load(state, client)?;
        let now = decode::doc_of(&replica)?;
        let body = replica.get_or_insert_xml_fragment(BODY);
        let mut txn = replica.transact_mut();
        let stored = body.len(&txn) as usize;
        // A fragment whose children are not one a block (text lies about): replaced whole.
        let comparable = stored == now.blocks.len();
        let same = |pair: &(&Block, &Block)| comparable && pair.0 == pair.1;
        let pairs = now.blocks.iter().zip(&doc.blocks);
        let front = pairs.take_while(same).count();
        let most = now.blocks.len().min(doc.blocks.len()) - front;
        let pairs = now.blocks.iter().rev().zip(doc.blocks.iter().rev());
        let back = pairs.take(most).take_while(same).count();
        let gone = stored - front - back;
        if gone > 0 {
            body.remove_range(&mut txn, small(front), small(gone));
        }
        for (at, block) in doc.blocks[front..doc.blocks.len() - back]
            .iter()
            .enumerate()
        {
            build::insert(&mut txn, &body, small(front + at), block);
        }
        Ok(encode(&txn))
    })
}

pub(super) fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Hostile bytes that pass the guard may still break an assumption inside the library. What it
/// was working on is a copy in memory that is then dropped.
fn guarded<T>(work: impl FnOnce() -> Result<T, Malformed>) -> Result<T, Malformed> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Malformed))
}

fn load(state: &[u8], client: u64) -> Result<Replica, Malformed> {
    let replica = replica(client);
    let update = Update::decode_v1(state).map_err(|_| Malformed)?;
    replica
        .transact_mut()
        .apply_update(update)
        .map_err(|_| Malformed)?;
    Ok(replica)
}
