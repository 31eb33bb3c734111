//! Brings packages that share a licence text together under it.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};

use super::text::{self, Text};
use super::{Package, licence};

/// Packages under one text of one licence.
#[derive(Debug)]
pub struct Group {
    /// The licence's SPDX name.
    pub licence: &'static str,
    /// The text, once for all of them.
    pub text: String,
    /// The packages, each with what has to be said of it alone.
    pub members: Vec<Member>,
}

/// A package in a group.
#[derive(Debug)]
pub struct Member {
    /// The package.
    pub package: Package,
    /// Its copyright lines, or who wrote it where it has none.
    pub copyright: Vec<String>,
    /// The text of its NOTICE file, which Apache's licence wants passed on.
    pub notice: Option<String>,
}

/// Where a package stands.
struct Place {
    order: Order,
    licence: &'static str,
    text: String,
    member: Member,
}

/// How groups are sorted: by the place of the licence in the list, then its usual text, then
/// others.
type Order = (usize, Option<String>);

/// Sorts packages under their licences' texts; an error names every package that can't be.
pub fn group(packages: &[Package]) -> Result<Vec<Group>> {
    let mut groups: BTreeMap<Order, Group> = BTreeMap::new();
    let mut problems = Vec::new();
    for package in packages {
        match places(package) {
            Ok(places) => {
                for Place {
                    order,
                    licence,
                    text,
                    member,
                } in places
                {
                    let group = groups.entry(order).or_insert_with(|| Group {
                        licence,
                        text,
                        members: Vec::new(),
                    });
                    group.members.push(member);
                }
            }
            Err(error) => problems.push(format!(
                "\n  {} {}: {error:#}",
                package.name, package.version
            )),
        }
    }
    if !problems.is_empty() {
        bail!(
            "these packages cannot be shipped as they are; accept a licence in crates/xtask/src/notices/licence.rs \
             and in .cargo/deny.toml, or leave the package out:{}",
            problems.concat()
        );
    }
    Ok(groups.into_values().collect())
}

/// One place for each licence that a package is taken under.
fn places(package: &Package) -> Result<Vec<Place>> {
    let files = text::files(&package.folder)?;
    let (notices, licences): (Vec<_>, Vec<_>) = files
        .into_iter()
        .partition(|(name, _)| name.to_lowercase().starts_with("notice"));
    let texts: Vec<(String, Text)> = licences
        .iter()
        .map(|(name, content)| (name.to_lowercase(), Text::parse(content)))
        .collect();
    let elected = match &package.licence {
        Some(expression) => licence::elect(expression)?,
        None => vec![
            recognise(&texts)
                .context("it names no licence, and its files hold none that is known")?,
        ],
    };
    let only = elected.len() == 1 && texts.len() == 1;
    let mut places = elected
        .into_iter()
        .map(|licence| place(package, licence, &texts, only))
        .collect::<Result<Vec<_>>>()?;
    let notice: Vec<&str> = notices.iter().map(|(_, content)| content.trim()).collect();
    if let Some(first) = places.first_mut().filter(|_| !notice.is_empty()) {
        first.member.notice = Some(notice.join("\n\n"));
    }
    Ok(places)
}

/// Under which text of a licence a package stands: the usual one, unless it has a wording of its
/// own.
fn place(
    package: &Package,
    licence: &'static str,
    texts: &[(String, Text)],
    only: bool,
) -> Result<Place> {
    let rank = licence::ACCEPTED
        .iter()
        .position(|accepted| *accepted == licence)
        .unwrap_or(usize::MAX);
    let usual =
        licence::text(licence).with_context(|| format!("{licence} is not in SPDX's list"))?;
    let usual = Text::parse(&usual);
    let place = |own: Option<String>, text: String, copyright: Vec<String>| Place {
        order: (rank, own),
        licence,
        text,
        member: Member {
            package: package.clone(),
            copyright,
            notice: None,
        },
    };
    let found = texts
        .iter()
        .map(|(_, text)| text)
        .find(|text| text.words == usual.words);
    if found.is_none() && !licence::is_one_text(licence) {
        let own = texts
            .iter()
            .find(|(file, text)| is_own_text_of(file, text, licence, only));
        if let Some((_, own)) = own {
            let (text, copyright) = if own.copyright_first {
                (&own.body, own.copyright.clone())
            } else {
                (&own.all, Vec::new())
            };
            return Ok(place(Some(text.clone()), text.clone(), copyright));
        }
    }
    // A text that has copyright lines of its own is shown without them: each package has its own.
    let per_package = !usual.copyright.is_empty();
    let copyright = match found {
        Some(text) if !text.copyright.is_empty() => text.copyright.clone(),
        _ if !per_package => Vec::new(),
        _ if package.authors.is_empty() => vec!["(its files name no copyright holder)".to_owned()],
        _ => vec![format!("by {}", package.authors.join(", "))],
    };
    Ok(place(
        None,
        if per_package { usual.body } else { usual.all },
        copyright,
    ))
}

/// Whether a file holds a package's own wording of a licence: its name says so, or there is no
/// other.
fn is_own_text_of(file: &str, text: &Text, licence: &str, only: bool) -> bool {
    let family = licence
        .split(['-', ' '])
        .next()
        .unwrap_or(licence)
        .to_lowercase();
    let is_another = licence::ACCEPTED
        .iter()
        .filter(|accepted| **accepted != licence)
        .filter_map(|accepted| licence::text(accepted))
        .any(|usual| Text::parse(&usual).words == text.words);
    // Three dozen words are a pointer to a licence, not one.
    !is_another && text.words.split(' ').count() > 36 && (only || file.contains(&family))
}

/// The licence whose usual text one of the files holds.
fn recognise(texts: &[(String, Text)]) -> Option<&'static str> {
    licence::ACCEPTED.iter().copied().find(|name| {
        let usual = licence::text(name).map(|usual| Text::parse(&usual).words);
        texts
            .iter()
            .any(|(_, text)| Some(&text.words) == usual.as_ref())
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use xshell::Shell;

    use super::*;

    fn package(
        folder: &Path,
        name: &str,
        licence: Option<&str>,
        files: &[(&str, &str)],
    ) -> Package {
        let shell = Shell::new().unwrap();
        let folder = folder.join(name);
        shell.create_dir(&folder).unwrap();
        for (file, text) in files {
            shell.write_file(folder.join(file), text).unwrap();
        }
        Package {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            npm: false,
            licence: licence.map(str::to_owned),
            authors: vec!["Somebody".to_owned()],
            repository: None,
            folder,
        }
    }

    fn mit(holder: &str) -> String {
        let usual = spdx::license_id("MIT").unwrap().text();
        usual
            .lines()
            .map(|line| if is_holder(line) { holder } else { line })
            .collect::<Vec<_>>()
            .join("  \n")
    }

    fn is_holder(line: &str) -> bool {
        line.starts_with("Copyright (c)")
    }

    #[test]
    fn equal_texts_are_given_once_with_each_package_s_copyright() {
        let dir = Shell::new().unwrap().create_temp_dir().unwrap();
        let packages = [
            package(
                dir.path(),
                "a",
                Some("MIT"),
                &[("LICENSE", &mit("Copyright (c) 2020 A"))],
            ),
            package(
                dir.path(),
                "b",
                None,
                &[("license.md", &mit("Copyright 2021 B"))],
            ),
            package(dir.path(), "c", Some("MIT"), &[]),
            package(
                dir.path(),
                "d",
                Some("MIT OR Apache-2.0"),
                &[("LICENSE-MIT", "x"), ("NOTICE", "Mind D.\n")],
            ),
        ];
        let groups = group(&packages).unwrap();
        assert_eq!(
            groups.iter().map(|group| group.licence).collect::<Vec<_>>(),
            ["Apache-2.0", "MIT"]
        );
        assert_eq!(groups[0].members[0].notice.as_deref(), Some("Mind D."));
        assert!(groups[0].members[0].copyright.is_empty());
        let copyright: Vec<_> = groups[1]
            .members
            .iter()
            .map(|member| member.copyright.concat())
            .collect();
        assert_eq!(
            copyright,
            ["Copyright (c) 2020 A", "Copyright 2021 B", "by Somebody"]
        );
        assert!(!groups[1].text.contains("Copyright"), "{}", groups[1].text);
    }

    #[test]
    fn a_wording_of_its_own_is_given_in_full() {
        let dir = Shell::new().unwrap().create_temp_dir().unwrap();
        let own = format!("{}\nAnd be kind.\n", mit("Copyright (c) 2020 E"));
        let packages = [
            package(
                dir.path(),
                "a",
                Some("MIT"),
                &[("LICENSE", &mit("Copyright (c) 2020 A"))],
            ),
            package(dir.path(), "e", Some("MIT"), &[("LICENSE", &own)]),
        ];
        let groups = group(&packages).unwrap();
        assert_eq!(groups.len(), 2);
        assert!(groups[1].text.contains("And be kind."));
        assert_eq!(groups[1].members[0].copyright, ["Copyright (c) 2020 E"]);
    }

    #[test]
    fn every_problem_is_named() {
        let dir = Shell::new().unwrap().create_temp_dir().unwrap();
        let packages = [
            package(dir.path(), "x", Some("GPL-3.0-only"), &[]),
            package(dir.path(), "y", None, &[("LICENSE", "?")]),
        ];
        let message = format!("{:#}", group(&packages).unwrap_err());
        assert!(
            message.contains("x 1.0.0: ") && message.contains("y 1.0.0: "),
            "{message}"
        );
    }
}
