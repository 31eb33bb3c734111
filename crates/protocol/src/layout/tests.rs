//! Names that are ours, and names that cloud folders make of them.

use proptest::prelude::*;

use super::*;

const HASH: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const TAG: &str = "00112233445566778899aabbccddeeff";
const SPACE: &str = "v1/ffeeddccbbaa99887766554433221100";

/// A segment's, a head's and a checkpoint's name without their folder.
fn names() -> [(String, String); 4] {
    [
        (format!("{SPACE}/dev/{TAG}/s/"), format!("12-345-{HASH}")),
        (format!("{SPACE}/heads/"), format!("{TAG}.17")),
        (format!("{SPACE}/gov/{TAG}/"), format!("3-{HASH}")),
        (format!("{SPACE}/blob/01/"), HASH.to_owned()),
    ]
}

/// What programs put beside a file, or make of its name. `{}` is the name, `{stem}` and `{ext}` its
/// parts around the last dot.
const STRANGERS: &[(&str, &str)] = &[
    (
        "Dropbox, conflict",
        "{stem} (Anna's conflicted copy 2026-11-23){ext}",
    ),
    (
        "Dropbox, conflict of a computer",
        "{stem} (DESKTOP-7Q2's conflicted copy 2026-11-23 (1)){ext}",
    ),
    ("Dropbox, case conflict", "{stem} (Case Conflict){ext}"),
    (
        "Dropbox, in German",
        "{stem} (In Konflikt stehende Kopie von Anna 2026-11-23){ext}",
    ),
    ("Dropbox, cache", ".dropbox.cache"),
    ("Dropbox, attributes", ".dropbox.attr"),
    ("OneDrive, conflict", "{stem}-DESKTOP-7Q2{ext}"),
    ("OneDrive, conflict, numbered", "{stem}-DESKTOP-7Q2-2{ext}"),
    ("OneDrive, conflict after the name", "{}-LAPTOP"),
    ("OneDrive, temporary", "~{}.tmp"),
    ("Google Drive, second copy", "{stem} (1){ext}"),
    ("Google Drive, second copy after the name", "{} (1)"),
    ("Google Drive, copy", "Copy of {}"),
    ("Google Drive, download", "{}.tmp.drivedownload"),
    ("Google Drive, upload", "{}.tmp.driveupload"),
    ("Google Drive, conflict", "{stem}_conf(1){ext}"),
    ("iCloud, placeholder", ".{}.icloud"),
    ("iCloud, second copy", "{stem} 2{ext}"),
    ("iCloud, second copy after the name", "{} 2"),
    (
        "Syncthing, conflict",
        "{stem}.sync-conflict-20261123-101112-ABCDEFG{ext}",
    ),
    (
        "Syncthing, conflict after the name",
        "{}.sync-conflict-20261123-101112-ABCDEFG",
    ),
    ("Syncthing, temporary", ".syncthing.{}.tmp"),
    ("Syncthing, temporary on Windows", "~syncthing~{}.tmp"),
    (
        "Nextcloud, conflict",
        "{stem} (conflicted copy 2026-11-23 101112){ext}",
    ),
    (
        "Nextcloud, conflict of a person",
        "{stem} (conflicted copy anna 2026-11-23 101112){ext}",
    ),
    ("Nextcloud, temporary", ".{}.~1a2b"),
    ("Nextcloud, part", "{}.ocTransferId123456.part"),
    ("Nextcloud, placeholder", "{}.nextcloud"),
    ("ownCloud, placeholder", "{}.owncloud"),
    ("pCloud, conflict", "{stem} (conflicted){ext}"),
    ("Resilio, conflict", "{stem}.Conflict{ext}"),
    ("Resilio, temporary", "{}.!sync"),
    ("rclone, partial", "{}.1a2b3c4d.partial"),
    ("rsync, temporary", ".{}.AbC123"),
    ("browser, download", "{}.crdownload"),
    ("browser, part", "{}.part"),
    ("editor, backup", "{}~"),
    ("editor, swap", ".{}.swp"),
    ("Office, lock", "~${}"),
    ("Finder", ".DS_Store"),
    ("Finder, of a file", "._{}"),
    ("Explorer", "desktop.ini"),
    ("Explorer, copy", "{stem} - Copy{ext}"),
    ("Explorer, thumbnails", "Thumbs.db"),
    ("upper case", "{upper}"),
    ("space before", " {}"),
    ("space after", "{} "),
    ("line break after", "{}\n"),
    ("extension", "{}.bin"),
    ("leading zero", "0{}"),
    ("plus", "+{}"),
    ("nothing", ""),
];

fn made_of(pattern: &str, name: &str) -> String {
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) => (stem.to_owned(), format!(".{extension}")),
        None => (name.to_owned(), String::new()),
    };
    pattern
        .replace("{stem}", &stem)
        .replace("{ext}", &extension)
        .replace("{upper}", &name.to_uppercase())
        .replace("{}", name)
}

#[test]
fn what_cloud_folders_leave_behind_is_no_key() {
    for (folder, name) in names() {
        let key: Key = format!("{folder}{name}").parse().expect("is a key");
        assert_eq!(key.to_string(), format!("{folder}{name}"));
        for (whose, pattern) in STRANGERS {
            let stranger = made_of(pattern, &name);
            if stranger == name {
                continue;
            }
            let path = format!("{folder}{stranger}");
            assert_eq!(path.parse::<Key>(), Err(ParseKeyError), "{whose}: {path}");
        }
    }
}

#[test]
fn what_cloud_folders_make_of_folders_is_no_key() {
    for folder in [
        format!("{SPACE} (1)/heads/{TAG}.1"),
        format!("{SPACE}/heads (Anna's conflicted copy 2026-11-23)/{TAG}.1"),
        format!("{SPACE}/dev/{TAG} 2/s/1-2-{HASH}"),
        format!("{SPACE}/.stversions/heads/{TAG}.1"),
        format!("{SPACE}/heads/.stversions/{TAG}.1"),
        format!("{SPACE}/heads/{TAG}.1/x"),
        format!("{SPACE}//heads/{TAG}.1"),
        format!("/{SPACE}/heads/{TAG}.1"),
        format!("{SPACE}/blob/02/{HASH}"),
        format!("{SPACE}/dev/{TAG}/s/3-2-{HASH}"),
        format!("{SPACE}/dev/{TAG}/s/0-2-{HASH}"),
        format!("{SPACE}/heads/{TAG}.18446744073709551616"),
        format!("{SPACE}/heads/{TAG}."),
    ] {
        assert_eq!(folder.parse::<Key>(), Err(ParseKeyError), "{folder}");
    }
}

fn any_key() -> impl Strategy<Value = Key> {
    let sixteen = any::<[u8; 16]>();
    let numbers = (
        1..=u64::MAX,
        0..1000_u64,
        any::<[u8; 32]>().prop_map(Hash::new),
    );
    (0..8_u8, sixteen, any::<[u8; 16]>(), numbers).prop_map(
        |(kind, space, tag, (number, more, hash))| {
            let space = SpaceId::new(space);
            let device = DeviceTag::new(tag);
            match kind {
                0 => Key::Format { space },
                1 => Key::Governance {
                    space,
                    tag: device,
                    seq: number,
                    hash,
                },
                2 => Key::Head {
                    space,
                    tag: device,
                    counter: number,
                },
                3 => Key::Segment {
                    space,
                    tag: device,
                    first: number,
                    last: number.saturating_add(more),
                    hash,
                },
                4 => Key::Checkpoint {
                    space,
                    tag: device,
                    upto: number,
                    hash,
                },
                5 => Key::Blob { space, hash },
                6 => Key::Join {
                    space,
                    tag: InvitationTag::new(tag),
                },
                _ => Key::Link {
                    space,
                    tag: LinkTag::new(tag),
                },
            }
        },
    )
}

proptest! {
    #[test]
    fn a_key_survives_its_text(key in any_key()) {
        let text = key.to_string();
        prop_assert_eq!(text.parse(), Ok(key));
        // Names that any file system takes.
        prop_assert!(text.split('/').all(|part| !part.is_empty() && part.len() <= 120));
        prop_assert!(text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"/.-".contains(&byte)));
    }

    #[test]
    fn only_its_own_text_is_read(key in any_key(), at: prop::sample::Index, to in "\\PC|[0-9a-f/.-]") {
        let mut text = key.to_string();
        let at = at.index(text.len());
        text.replace_range(at..=at, &to);
        if let Ok(other) = text.parse::<Key>() {
            prop_assert_eq!(other.to_string(), text);
        }
    }

    #[test]
    fn a_prefix_is_that_of_its_keys(key in any_key()) {
        let (text, space) = (key.to_string(), key.space());
        let prefix = match key {
            Key::Format { .. } => Prefix::Space(space),
            Key::Governance { tag, .. } => Prefix::GovernanceOf(space, tag),
            Key::Head { .. } => Prefix::Heads(space),
            Key::Segment { tag, .. } => Prefix::Segments(space, tag),
            Key::Checkpoint { tag, .. } => Prefix::Checkpoints(space, tag),
            Key::Blob { .. } => Prefix::Blobs(space),
            Key::Join { .. } => Prefix::Joins(space),
            Key::Link { .. } => Prefix::Links(space),
        };
        prop_assert!(text.starts_with(&prefix.to_string()));
        prop_assert!(text.starts_with(&Prefix::Space(space).to_string()));
    }
}
