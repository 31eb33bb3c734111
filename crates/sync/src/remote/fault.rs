//! What went wrong in the file system, as a store's errors.

use std::io::{self, ErrorKind};

use super::RemoteError;

/// What people are told of a file that the drive has not brought to this computer.
const ELSEWHERE: &str = "is not on this computer yet";

/// An error of the file system, at a place.
pub(super) fn of_io(error: &io::Error, place: &str) -> RemoteError {
    if is_elsewhere(error) {
        return elsewhere(place);
    }
    let text = format!("{place}: {error}");
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => RemoteError::Refused(text),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => RemoteError::Full,
        ErrorKind::WouldBlock
        | ErrorKind::ResourceBusy
        | ErrorKind::ExecutableFileBusy
        | ErrorKind::Interrupted => RemoteError::Busy { retry_after: None },
        ErrorKind::NotFound
        | ErrorKind::NotConnected
        | ErrorKind::TimedOut
        | ErrorKind::BrokenPipe
        | ErrorKind::ConnectionAborted
        | ErrorKind::ConnectionRefused
        | ErrorKind::ConnectionReset
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::NetworkUnreachable
        | ErrorKind::StaleNetworkFileHandle => RemoteError::Unreachable(text),
        ErrorKind::InvalidFilename => {
            RemoteError::Failed(format!("{place}: the path is too long for this folder"))
        }
        _ if is_gone(error) => RemoteError::Unreachable(text),
        _ if is_held(error) => RemoteError::Busy { retry_after: None },
        _ => RemoteError::Failed(text),
    }
}

/// An error of `OpenDAL`, at a place: it keeps that of the file system as its source.
pub(super) fn of_opendal(error: &opendal::Error, place: &str) -> RemoteError {
    let source = std::error::Error::source(error);
    match source.and_then(|source| source.downcast_ref::<io::Error>()) {
        Some(source) => of_io(source, place),
        None if error.kind() == opendal::ErrorKind::PermissionDenied => {
            RemoteError::Refused(format!("{place}: {}", error.kind()))
        }
        None => RemoteError::Failed(format!("{place}: {}", error.kind())),
    }
}

/// The drive has the object and this computer has not: to be tried again.
pub(super) fn elsewhere(place: &str) -> RemoteError {
    RemoteError::Failed(format!("{place} {ELSEWHERE}"))
}

/// Whether an error says that a cloud drive could not bring a file here.
fn is_elsewhere(error: &io::Error) -> bool {
    // ERROR_CLOUD_FILE_*: 358 to 405 (winerror.h).
    let windows =
        cfg!(windows) && matches!(error.raw_os_error(), Some(code) if (358..=405).contains(&code));
    // macOS answers EDEADLK for a file without its data that may not be fetched now.
    windows || (cfg!(target_os = "macos") && error.kind() == ErrorKind::Deadlock)
}

/// Whether a device or a network drive went away while it was in use; these have no kind of their own.
fn is_gone(error: &io::Error) -> bool {
    let code = error.raw_os_error().unwrap_or_default();
    if cfg!(windows) {
        // ERROR_NOT_READY, ERROR_BAD_NETPATH, ERROR_NETNAME_DELETED, ERROR_DEVICE_NOT_CONNECTED.
        matches!(code, 21 | 53 | 64 | 1167)
    } else {
        // EIO, ENXIO, ENODEV: the same numbers on Linux and macOS.
        matches!(code, 5 | 6 | 19)
    }
}

/// Whether another program holds a file: ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION.
fn is_held(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_names_the_place() {
        let text = |kind: ErrorKind| of_io(&io::Error::from(kind), "/media/stick").to_string();
        for kind in [
            ErrorKind::PermissionDenied,
            ErrorKind::ReadOnlyFilesystem,
            ErrorKind::NotFound,
            ErrorKind::StaleNetworkFileHandle,
            ErrorKind::InvalidFilename,
            ErrorKind::InvalidData,
        ] {
            assert!(text(kind).contains("/media/stick"), "{kind}");
        }
    }

    #[test]
    fn the_kinds_that_the_engine_acts_on() {
        let of = |kind: ErrorKind| of_io(&io::Error::from(kind), "x");
        assert_eq!(of(ErrorKind::StorageFull), RemoteError::Full);
        assert_eq!(of(ErrorKind::QuotaExceeded), RemoteError::Full);
        assert!(matches!(
            of(ErrorKind::ReadOnlyFilesystem),
            RemoteError::Refused(_)
        ));
        assert!(matches!(
            of(ErrorKind::NotFound),
            RemoteError::Unreachable(_)
        ));
        assert!(matches!(
            of(ErrorKind::ResourceBusy),
            RemoteError::Busy { .. }
        ));
    }

    #[cfg(unix)]
    #[test]
    fn a_stick_that_was_pulled_out_is_unreachable() {
        let pulled = io::Error::from_raw_os_error(5);
        assert!(matches!(of_io(&pulled, "x"), RemoteError::Unreachable(_)));
    }

    #[test]
    fn what_the_file_system_said_comes_through_opendal() {
        let source = io::Error::from(ErrorKind::StorageFull);
        let error =
            opendal::Error::new(opendal::ErrorKind::Unexpected, "no room").set_source(source);
        assert_eq!(of_opendal(&error, "x"), RemoteError::Full);
    }
}
