//! The mutation list: for each verification an attack that it answers, and that gets through without.
//!
//! A verification that nothing would miss is none. Each attack does its harm and says so, or returns
//! the name of the error that stopped it.

mod files;
mod governance;
mod logs;
mod people;
mod segments;

use std::fmt::Debug;

use crate::checks::{Check, Checks};

/// `Ok` if the harm is done, or what stopped it.
type Outcome = Result<(), String>;

/// An error by what `Debug` writes of it.
fn stopped<T, E: Debug>(result: Result<T, E>) -> Result<T, String> {
    result.map_err(|error| format!("{error:?}"))
}

/// The harm was done if this holds.
fn harmed(holds: bool) -> Outcome {
    if holds {
        Ok(())
    } else {
        Err("no harm".to_owned())
    }
}

/// The attack that a check answers: what should stop it, and the attack itself.
fn attack(check: Check) -> (&'static str, fn(Checks) -> Outcome) {
    match check {
        Check::Canonical => (
            "Format(FormatError { format: \"head\", fault: NotCanonical })",
            logs::second_encoding,
        ),
        Check::SegmentHash => ("Hash", segments::other_name),
        Check::SegmentSignature => ("Signature", segments::other_signer),
        Check::SegmentPlace => ("Place(\"last event\")", segments::other_place),
        Check::SegmentCommitment => ("Commitment", segments::other_epoch),
        Check::SegmentAead => ("Aead", segments::altered),
        Check::SegmentLimit => ("TooLarge", segments::bomb),
        Check::SegmentPadding => ("Padding", segments::covert),
        Check::SegmentCount => ("Count", segments::fewer),
        Check::SegmentChain => ("Chain(Split", segments::second_history),
        Check::HeadSignature => ("Signature", logs::forged_head),
        Check::HeadPlace => ("Place(\"counter\")", logs::old_head_as_new),
        Check::HeadRollback => ("Rollback", logs::rolled_back),
        Check::HeadSplit => ("SplitView", logs::split_view),
        Check::CheckpointSignature => ("Signature", logs::forged_checkpoint),
        Check::CheckpointCover => ("Cover(3)", logs::gap_in_checkpoint),
        Check::BlobHash => ("Hash", logs::other_piece),
        Check::CertificateSignature => ("Signature", people::altered_certificate),
        Check::CertificateIssuer => ("Issuer", people::issuer_may_not_link),
        Check::RevocationSignature => ("Signature", people::altered_revocation),
        Check::EpochCommitment => ("Commitment", people::other_epoch_key),
        Check::EntrySignature => ("Signature", governance::altered_entry),
        Check::EntryAuthor => ("Signer", governance::anothers_tag),
        Check::EntryGenesis => ("Genesis", governance::another_genesis),
        Check::EntryParents => ("waits", governance::withheld_removal),
        Check::EntryRight => ("Right", governance::self_promotion),
        Check::EntryRemovalWins => ("RemovedMeanwhile", governance::promotion_while_removed),
        Check::EntryLastOwner => ("LastOwner", governance::last_owner_leaves),
        Check::JoinProof => ("Proof", governance::join_without_seed),
        Check::JoinOnce => ("UsedBefore", governance::join_again),
        Check::JoinExpiry => ("Expired", governance::join_late),
        Check::JoinCertificate => ("Certificate", governance::join_as_another),
        Check::EventCutoff => ("Cutoff", governance::event_after_removal),
        Check::EpochRecipients => ("Rotation", governance::write_for_the_removed),
        Check::InvitationSignature => ("Signature", people::redirected_invitation),
        Check::CodeChecksum => ("Checksum", people::mistyped_code),
        Check::RequestAead => ("Aead", people::altered_request),
        Check::OfferSignature => ("Signature", people::redirected_offer),
        Check::AnswerSignature => ("Signature", people::answer_with_anothers_key),
        Check::AnswerOffer => ("Offer", people::answer_to_another_offer),
        Check::LinkWords => ("the words differ", people::in_between),
        Check::KeyFileAead => ("Passphrase", files::altered_key_file),
        Check::KeyFileWork => ("Work", files::cheap_key_file),
        Check::BundleHash => ("damaged", files::altered_object),
        Check::BundleTrailer => ("Altered", files::object_left_out),
    }
}

#[test]
fn every_check_stops_its_attack_and_is_missed() {
    for check in Check::LIST {
        let (error, attack) = attack(*check);
        match attack(Checks::ALL) {
            Ok(()) => panic!("{check:?} does not stop its attack"),
            Err(found) => assert!(found.starts_with(error), "{check:?}: {found}, not {error}"),
        }
        assert_eq!(
            attack(Checks::without(*check)),
            Ok(()),
            "{check:?} is not missed: something else stops its attack"
        );
        // The other checks don't stop it by accident: one that has nothing to do with it is off.
        let other = Check::LIST.iter().find(|other| *other != check);
        let other = Checks::without(*other.expect("more than one"));
        assert!(attack(other).is_err(), "{check:?} alone stops its attack");
    }
}
