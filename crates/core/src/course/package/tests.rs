//! Good packages survive the journey, everything else is refused with its reason.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{Listed, Manifest, read, write};
use crate::Code;
use crate::course::testing::{self, corpus};
use crate::course::{CourseFiles, ids};

fn sample() -> CourseFiles {
    let mut files = testing::course(&[
        ("a", "Text. {#p}\n\n![A dot](dot.png) {#i}\n"),
        ("b", "More. {#q}\n"),
    ]);
    files.insert("1-m/dot.png".to_owned(), vec![137, 80, 78, 71]);
    files
}

/// An archive with these entries, however wrong they are together.
fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A manifest that tells the truth about these files.
fn manifest(files: &[(&str, &[u8])]) -> Vec<u8> {
    let listed = files.iter().map(|(path, bytes)| Listed {
        path: (*path).to_owned(),
        bytes: bytes.len() as u64,
        blake3: blake3::hash(bytes).to_hex().to_string(),
    });
    let manifest = Manifest {
        format: 1,
        course: "sample".to_owned(),
        revision: 3,
        title: "Sample".to_owned(),
        files: listed.collect(),
    };
    serde_json::to_vec(&manifest).unwrap()
}

/// A package whose manifest is right but whose entries may not be allowed.
fn package(files: &[(&str, &[u8])]) -> Vec<u8> {
    let manifest = manifest(files);
    let mut entries: Vec<(&str, &[u8])> = vec![("manifest.json", &manifest)];
    entries.extend(files);
    archive(&entries)
}

fn refusal(package: &[u8]) -> String {
    let error = read(package).expect_err("should be refused");
    assert_eq!(error.code, Code::BadPackage, "{error}");
    assert!(error.message.ends_with(". Nothing was changed."), "{error}");
    error.message
}

#[test]
fn a_package_is_the_same_each_time_and_gives_the_course_back() {
    let mut files = sample();
    let package = write(&files).unwrap();
    files.insert("README.md".to_owned(), b"Not part of it.".to_vec());
    files.insert("1-m/unused.png".to_owned(), vec![0; 100]);
    assert_eq!(write(&files).unwrap(), package);
    assert_eq!(read(&package).unwrap(), sample());
    // Dates, owners and other extra fields would differ from machine to machine.
    let mut archive = ZipArchive::new(Cursor::new(&package)).unwrap();
    let names: Vec<_> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    assert_eq!(
        names,
        [
            "manifest.json",
            "1-m/a.md",
            "1-m/b.md",
            "1-m/dot.png",
            "1-m/module.toml",
            "course.toml"
        ]
    );
    for index in 0..archive.len() {
        let entry = archive.by_index(index).unwrap();
        assert_eq!(entry.last_modified().unwrap(), zip::DateTime::DEFAULT);
        assert_eq!(entry.extra_data(), None);
    }
    assert_eq!(
        blake3::hash(&package).to_hex()[..16],
        *"2a5cfaebc8dc8c2c",
        "the bytes of packages have changed"
    );
}

#[test]
fn a_course_with_errors_is_not_packed() {
    let mut files = sample();
    files.insert("1-m/b.md".to_owned(), b"No front matter.".to_vec());
    assert_eq!(write(&files).unwrap_err().code, Code::BadPackage);
}

#[test]
fn every_byte_counts() {
    let package = write(&sample()).unwrap();
    for length in (0..package.len()).step_by(50) {
        refusal(&package[..length]);
    }
    let mut longer = package.clone();
    longer.push(0);
    refusal(&longer);
}

#[test]
fn names_that_do_harm_are_refused() {
    let course = testing::COURSE.as_bytes();
    for (name, reason) in [
        ("../evil.md", "leads out of the package"),
        ("a/../../evil.md", "leads out of the package"),
        ("/etc/passwd", "has an absolute path"),
        ("a\\b.md", "has a backslash in its name"),
        ("C:/x.md", "has a colon in its name"),
        ("a\u{0}b.md", "has a control character in its name"),
        ("a//b.md", "has an empty part in its path"),
        ("./b.md", "has an empty part in its path"),
        ("folder/", "is a folder, which a package does not list"),
        (
            "Course.TOML",
            "is there twice, differing only in capital letters",
        ),
    ] {
        let message = refusal(&package(&[("course.toml", course), (name, b"x")]));
        assert!(
            message.starts_with("This package is not safe and was not opened: "),
            "{message}"
        );
        assert!(message.contains(reason), "{name:?}: {message}");
    }
}

#[test]
fn what_does_not_match_its_list_is_refused() {
    let course = testing::COURSE.as_bytes();
    let list = manifest(&[("course.toml", course), ("m/x.md", b"text")]);
    for (entries, reason) in [
        (
            vec![("manifest.json", &*list), ("course.toml", course)],
            "m/x.md is missing",
        ),
        (
            vec![
                ("manifest.json", &*list),
                ("course.toml", course),
                ("m/x.md", b"tent"),
            ],
            "m/x.md does not match its checksum",
        ),
        (
            vec![
                ("manifest.json", &*list),
                ("course.toml", course),
                ("m/x.md", b"tex"),
            ],
            "m/x.md does not match its checksum",
        ),
        (
            vec![
                ("manifest.json", &*list),
                ("course.toml", course),
                ("m/x.md", b"texts"),
            ],
            "m/x.md is longer than it says",
        ),
        (
            vec![
                ("manifest.json", &*list),
                ("course.toml", course),
                ("m/x.md", b"text"),
                ("run.exe", b"MZ"),
            ],
            "run.exe is not in the list of files",
        ),
        (vec![("course.toml", course)], "manifest.json is not in it"),
        (
            vec![
                ("manifest.json", b"{\"format\":1}"),
                ("course.toml", course),
            ],
            "manifest.json cannot be read",
        ),
    ] {
        let message = refusal(&archive(&entries));
        assert!(
            message.starts_with("This package is damaged and was not opened: "),
            "{message}"
        );
        assert!(message.contains(reason), "{message}");
    }
    let other = testing::COURSE.replace("revision = 3", "revision = 4");
    assert!(
        refusal(&package(&[("course.toml", other.as_bytes())]))
            .contains("another course or revision")
    );
    let newer = archive(&[("manifest.json", b"{\"format\":2}")]);
    assert!(refusal(&newer).contains("has format 2; this version of Colloquy opens format 1"));
}

#[test]
fn links_and_encryption_are_refused() {
    let mut links = ZipWriter::new(Cursor::new(Vec::new()));
    links
        .add_symlink("out.md", "/etc/passwd", SimpleFileOptions::default())
        .unwrap();
    let message = refusal(&links.finish().unwrap().into_inner());
    assert!(message.contains("out.md is a symbolic link"), "{message}");

    let mut package = write(&sample()).unwrap();
    for at in 0..package.len() - 4 {
        // The first bit of the flags says that an entry is encrypted.
        match &package[at..at + 4] {
            b"PK\x03\x04" => package[at + 6] |= 1,
            b"PK\x01\x02" => package[at + 8] |= 1,
            _ => {}
        }
    }
    assert!(refusal(&package).contains("is encrypted"));
}

#[test]
fn two_entries_of_one_name_are_refused() {
    let mut package = package(&[
        ("course.toml", testing::COURSE.as_bytes()),
        ("course.tomm", b"x"),
    ]);
    for at in 0..package.len() - 11 {
        if &package[at..at + 11] == b"course.tomm" {
            package[at + 10] = b'l';
        }
    }
    assert!(refusal(&package).contains("two entries of the same name"));
}

#[test]
fn bombs_are_refused_before_they_unfold() {
    let zeros = vec![0; 16 << 20];
    let message = refusal(&package(&[
        ("course.toml", testing::COURSE.as_bytes()),
        ("zeros.svg", &zeros),
    ]));
    assert!(
        message.contains("zeros.svg would unpack to more than 200 times its size"),
        "{message}"
    );

    // The same, with a lie about its size: small in the archive's own list.
    let mut lying = archive(&[
        (
            "manifest.json",
            &manifest(&[
                ("course.toml", testing::COURSE.as_bytes()),
                ("zeros.svg", &zeros),
            ]),
        ),
        ("course.toml", testing::COURSE.as_bytes()),
        ("zeros.svg", &zeros),
    ]);
    let size = u32::try_from(zeros.len()).unwrap().to_le_bytes();
    for at in 0..lying.len() - 4 {
        if lying[at..at + 4] == size {
            lying[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
        }
    }
    let message = refusal(&lying);
    assert!(message.contains("zeros.svg"), "{message}");

    // A list that promises more than a course may hold.
    let huge = Manifest {
        format: 1,
        course: "sample".to_owned(),
        revision: 3,
        title: "Sample".to_owned(),
        files: (0..20)
            .map(|n| Listed {
                path: format!("{n}.png"),
                bytes: 30 << 20,
                blake3: String::new(),
            })
            .collect(),
    };
    let message = refusal(&archive(&[(
        "manifest.json",
        &serde_json::to_vec(&huge).unwrap(),
    )]));
    assert!(message.contains("more than 512 MiB"), "{message}");

    let names: Vec<String> = (0..10_002).map(|n| format!("{n}.md")).collect();
    let entries: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), b"".as_slice()))
        .collect();
    assert!(refusal(&archive(&entries)).contains("more than 10,000 entries"));
}

#[test]
fn overlapping_entries_are_refused() {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    archive.start_file("a.md", options).unwrap();
    archive.write_all(&[b'x'; 1000]).unwrap();
    archive.shallow_copy_file("a.md", "b.md").unwrap();
    let message = refusal(&archive.finish().unwrap().into_inner());
    assert!(message.contains("entries that overlap"), "{message}");
}

#[test]
fn archives_made_by_others_do_nothing() {
    if let Some(slip) = corpus("archives/zip-slip.zip") {
        let message = refusal(&slip);
        assert!(message.contains("leads out of the package"), "{message}");
        assert!(!std::path::Path::new("/tmp/evil.txt").exists());
    }
    let Some(fuzz) = corpus("fuzz/zip-corpus.zip") else {
        return;
    };
    let members = testing::unzip(&fuzz);
    assert_eq!(members.len(), 174);
    for (_, member) in members {
        refusal(&member);
    }
}

/// Packages of arbitrary courses: any text, any picture, any sensible names.
fn courses() -> impl Strategy<Value = CourseFiles> {
    let name = "[a-zà-ü0-9 _-]{1,12}";
    let lessons = prop::collection::btree_map(name, "(?s).{0,200}", 1..4);
    let pictures = prop::collection::btree_map(
        "[a-z]{1,6}",
        prop::collection::vec(any::<u8>(), 0..300),
        0..3,
    );
    (lessons, pictures).prop_map(|(lessons, pictures)| {
        let mut files = testing::course(&[]);
        let named: String = pictures
            .keys()
            .map(|name| format!("\n\n![x]({name}.png)"))
            .collect();
        for (number, (name, body)) in lessons.into_iter().enumerate() {
            let body = format!("Text.{named}\n\n    {}", body.replace(['\n', '\r'], " "));
            files.insert(
                format!("1-m/{name}.md"),
                testing::lesson(&format!("l{number}"), &body).into_bytes(),
            );
        }
        for (name, bytes) in pictures {
            files.insert(format!("1-m/{name}.png"), bytes);
        }
        ids::add_missing(&files).files
    })
}

proptest! {
    #[test]
    fn any_course_survives_the_journey(files in courses()) {
        let package = write(&files).expect("a package");
        prop_assert_eq!(&read(&package).expect("the files"), &files);
        prop_assert_eq!(write(&files).expect("a package"), package);
    }

    #[test]
    fn a_flipped_bit_is_noticed_or_without_effect(at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let mut package = write(&sample()).expect("a package");
        let at = at.index(package.len());
        package[at] ^= 1 << bit;
        if let Ok(files) = read(&package) {
            prop_assert_eq!(files, sample());
        }
    }

    #[test]
    fn any_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(read(&bytes).is_err());
        let mut ended = bytes;
        ended.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2e\0\0\0\0\0\0\0\0\0");
        prop_assert!(read(&ended).is_err());
    }
}
