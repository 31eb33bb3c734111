//! What the files are that lie between ours and are none of ours.
//!
//! **Context.** A shared folder is also the playground of a cloud drive: it leaves copies where two
//! machines wrote at once, stand-ins for files that are not on this machine, and half-loaded files.
//!
//! **Design.** They are ignored because their names are no keys; nothing depends on this file. It
//! only tells people what was seen. A copy is known by one of our names at its beginning, so the
//! words that a drive adds in somebody's language do not matter.

use colloquy_protocol::Key;

/// What a foreign file seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Foreign {
    /// A drive made it beside a file of ours: two machines wrote at once, or one was restored.
    Copy,
    /// Stands for a file that the drive keeps elsewhere.
    Placeholder,
    /// A file of a drive or a program that is being written, or was never finished.
    Unfinished,
    /// The operating system's or the drive's own.
    System,
    /// Anything else: somebody keeps other things here.
    Other,
}

/// Endings by which drives mark files that are elsewhere: Nextcloud and ownCloud (virtual files
/// with a suffix), iCloud (up to macOS 13), Resilio.
const PLACEHOLDERS: &[&str] = &[".nextcloud", ".owncloud", ".icloud", ".rslsf"];

/// Endings of files that are being written: ours and many others, Firefox and Nextcloud, Chrome,
/// rclone, Safari and iCloud, Resilio, aria2.
const UNFINISHED: &[&str] = &[
    ".tmp",
    ".part",
    ".crdownload",
    ".partial",
    ".download",
    ".!sync",
    ".aria2",
];

const SYSTEM: &[&str] = &[
    ".directory",
    ".ds_store",
    ".localized",
    "desktop.ini",
    "ehthumbs.db",
    "icon\r",
    "thumbs.db",
];

/// What a file seems to be, by its name as a listing gives it: from `v1/` on, folders with `/` at
/// their end.
#[must_use]
pub fn kind(name: &str) -> Foreign {
    let folder_end = name.trim_end_matches('/').rfind('/').map_or(0, |at| at + 1);
    let leaf = &name[folder_end..];
    let lower = leaf.to_lowercase();
    let ends_in = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
    if ends_in(PLACEHOLDERS) {
        Foreign::Placeholder
    } else if ends_in(UNFINISHED) || lower.starts_with('~') || lower.starts_with(".nfs") {
        Foreign::Unfinished
    } else if lower.starts_with("._")
        || SYSTEM.contains(&lower.as_str())
        || [".dropbox", ".st", ".trash", ".sync"]
            .iter()
            .any(|start| lower.starts_with(start))
    {
        Foreign::System
    } else if begins_with_a_key(name, folder_end) || lower.contains("conflict") {
        Foreign::Copy
    } else {
        Foreign::Other
    }
}

fn begins_with_a_key(name: &str, folder_end: usize) -> bool {
    let ends = name.char_indices().map(|(at, _)| at);
    ends.skip_while(|at| *at <= folder_end)
        .any(|end| name[..end].parse::<Key>().is_ok())
}

#[cfg(test)]
mod tests {
    use colloquy_protocol::{DeviceTag, Hash, SpaceId};

    use super::*;

    #[test]
    fn the_names_that_drives_really_make() {
        let space = SpaceId::new([7; 16]);
        let tag = DeviceTag::new([9; 16]);
        let head = Key::Head {
            space,
            tag,
            counter: 12,
        };
        let segment = Key::Segment {
            space,
            tag,
            first: 1,
            last: 40,
            hash: Hash::of(b"x"),
        };
        for key in [head, segment] {
            let (folder, leaf) = key
                .to_string()
                .rsplit_once('/')
                .map(|(folder, leaf)| (format!("{folder}/"), leaf.to_owned()))
                .expect("a name in a folder");
            let kinds = [
                (
                    format!("{leaf} (Ada's conflicted copy 2026-11-23)"),
                    Foreign::Copy,
                ),
                (
                    format!("{leaf} (In Konflikt stehende Kopie von Ada 2026-11-23)"),
                    Foreign::Copy,
                ),
                (format!("{leaf} (Case Conflict)"), Foreign::Copy),
                (format!("{leaf}-DESKTOP-AB12CD3"), Foreign::Copy),
                (format!("{leaf}-Ada’s MacBook Pro"), Foreign::Copy),
                (format!("{leaf} (1)"), Foreign::Copy),
                (format!("{leaf} 2"), Foreign::Copy),
                (
                    format!("{leaf}.sync-conflict-20261123-101112-ABCDEFG"),
                    Foreign::Copy,
                ),
                (
                    format!("{leaf} (conflicted copy 2026-11-23 101112)"),
                    Foreign::Copy,
                ),
                (format!("{leaf}_conflict-20261123-101112"), Foreign::Copy),
                (
                    format!("{leaf} (SFConflict ada@example.org 2026-11-23-10-11-12)"),
                    Foreign::Copy,
                ),
                (format!("Copy of {leaf} [Conflict]"), Foreign::Copy),
                (format!(".{leaf}.icloud"), Foreign::Placeholder),
                (format!("{leaf}.nextcloud"), Foreign::Placeholder),
                (format!(".syncthing.{leaf}.tmp"), Foreign::Unfinished),
                (format!("~syncthing~{leaf}.tmp"), Foreign::Unfinished),
                (format!("{leaf}.partial"), Foreign::Unfinished),
                (format!("~${leaf}"), Foreign::Unfinished),
                (format!("{leaf}.!sync"), Foreign::Unfinished),
                (".nfs000000000123".to_owned(), Foreign::Unfinished),
                (".DS_Store".to_owned(), Foreign::System),
                (format!("._{leaf}"), Foreign::System),
                ("desktop.ini".to_owned(), Foreign::System),
                ("Thumbs.db".to_owned(), Foreign::System),
                (".stfolder/".to_owned(), Foreign::System),
                (".dropbox.attr".to_owned(), Foreign::System),
                ("holiday.jpg".to_owned(), Foreign::Other),
                ("photos/".to_owned(), Foreign::Other),
            ];
            for (name, expected) in kinds {
                let name = folder.clone() + &name;
                assert!(name.parse::<Key>().is_err(), "{name} is read as ours");
                assert_eq!(kind(&name), expected, "{name}");
            }
        }
    }

    #[test]
    fn any_text_has_a_kind() {
        for name in ["", "/", "é", "v1/", "v1/é (1)", "//"] {
            assert_eq!(kind(name), Foreign::Other, "{name}");
        }
    }
}
