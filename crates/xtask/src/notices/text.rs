//! Licence texts: what belongs to the licence, what to one package, and when two texts are the
//! same.

use std::path::Path;

use anyhow::{Context, Result};

/// A licence text taken apart.
#[derive(Debug, PartialEq, Eq)]
pub struct Text {
    /// All of it, as it stands.
    pub all: String,
    /// The lines that say whose the package is.
    pub copyright: Vec<String>,
    /// Whether all of those stand before the body, so that it can do without them.
    pub copyright_first: bool,
    /// The rest, as it stands, without its title.
    pub body: String,
    /// The body's words and nothing else: texts that differ in wrapping or quotes have the same.
    pub words: String,
}

impl Text {
    /// Takes a text apart.
    pub fn parse(text: &str) -> Self {
        let all = text.replace("\r\n", "\n").trim_end().to_owned();
        // Apache's appendix tells how to apply the licence; it is no part of its terms.
        let terms = text
            .split("END OF TERMS AND CONDITIONS")
            .next()
            .unwrap_or_default();
        let (copyright, rest): (Vec<&str>, Vec<&str>) =
            terms.lines().partition(|line| is_copyright(line));
        let mut body: &[&str] = &rest;
        while let Some((first, others)) = body.split_first() {
            if !first.trim().is_empty() && !is_title(first) {
                break;
            }
            body = others;
        }
        let body = body.join("\n").trim_end().to_owned();
        let copyright_first = terms
            .lines()
            .skip_while(|line| line.trim().is_empty() || is_title(line) || is_copyright(line))
            .all(|line| !is_copyright(line));
        let copyright = copyright
            .iter()
            .map(|line| strip_marks(line).to_owned())
            .collect();
        Self {
            copyright,
            copyright_first,
            words: words(&body),
            body,
            all,
        }
    }
}

/// The files of a package that hold licences or notices, by name.
pub fn files(folder: &Path) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot list {}", folder.display()))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_licence_file(&name) && entry.path().is_file() {
            let bytes = std::fs::read(entry.path())
                .with_context(|| format!("cannot read {}", entry.path().display()))?;
            found.push((name, String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    found.sort();
    Ok(found)
}

fn is_licence_file(name: &str) -> bool {
    let name = name.to_lowercase();
    let ending = Path::new(&name)
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default();
    let starts = [
        "license",
        "licence",
        "copying",
        "unlicense",
        "unlicence",
        "copyright",
        "notice",
        "ofl",
    ];
    starts.iter().any(|start| name.starts_with(start))
        && !["rs", "js", "ts", "json", "html", "spdx"].contains(&ending)
}

fn is_copyright(line: &str) -> bool {
    let line = strip_marks(line);
    let lower = line.to_lowercase();
    if lower.trim_end_matches('.') == "all rights reserved"
        || lower
            .strip_prefix("(c) ")
            .is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
        || line.starts_with('©')
    {
        return true;
    }
    let Some(rest) = line.strip_prefix("Copyright").map(str::trim_start) else {
        return false;
    };
    // "Copyright Holder" and the like are words of the licences themselves.
    let terms = ["Holder", "Owner", "License", "Notice", "Statement"];
    rest.starts_with(|first: char| {
        first.is_uppercase() || first.is_ascii_digit() || "(©<[:".contains(first)
    }) && !terms.iter().any(|term| rest.starts_with(term))
}

fn is_title(line: &str) -> bool {
    let line = strip_marks(line);
    let lower = line.to_lowercase();
    (lower.contains("license") || lower.contains("licence"))
        && line.split_whitespace().count() <= 8
        && !line.ends_with(['.', ':', ','])
}

fn strip_marks(line: &str) -> &str {
    line.trim()
        .trim_start_matches(['#', '*', '/', '-', '=', '>', ';'])
        .trim()
}

fn words(text: &str) -> String {
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIT: &str = "MIT License\n\nCopyright (c) <year> <holders>\n\nPermission is hereby granted, free of\ncharge.\n";

    #[test]
    fn title_and_copyright_do_not_make_a_text_another() {
        let plain = Text::parse(MIT);
        let other = Text::parse(
            "# The MIT License (MIT)\r\n\r\nCopyright 2019 Someone\r\nCopyright The Others\r\nAll rights reserved.\r\n\
             \r\nPermission is hereby granted,\r\nfree of charge.\r\n",
        );
        assert_eq!(plain.words, "permission is hereby granted free of charge");
        assert_eq!(other.words, plain.words);
        assert_eq!(
            other.copyright,
            [
                "Copyright 2019 Someone",
                "Copyright The Others",
                "All rights reserved."
            ]
        );
        assert_eq!(plain.body, "Permission is hereby granted, free of\ncharge.");
    }

    #[test]
    fn one_word_makes_a_text_another() {
        assert_ne!(
            Text::parse(&MIT.replace("free", "not free")).words,
            Text::parse(MIT).words
        );
    }

    #[test]
    fn the_licence_s_own_mentions_of_copyright_stay() {
        let text =
            Text::parse("Copyright Holder shall\nCOPYRIGHT HOLDERS AND\ncopyright license to\n");
        assert!(text.copyright.is_empty());
        assert_eq!(text.body.lines().count(), 3);
    }

    #[test]
    fn an_appendix_after_apache_s_terms_is_left_out() {
        let text = Text::parse(
            "Terms.\nEND OF TERMS AND CONDITIONS\nCopyright 2020 Someone\nLicensed under\n",
        );
        assert_eq!(text.words, "terms");
        assert!(text.copyright.is_empty());
    }

    #[test]
    fn licence_files_are_known_by_their_names() {
        for name in [
            "LICENSE",
            "LICENSE-MIT",
            "license.md",
            "COPYING.txt",
            "UNLICENSE",
            "NOTICE",
            "OFL.txt",
        ] {
            assert!(is_licence_file(name), "{name}");
        }
        for name in ["README.md", "license.rs", "LICENSE.spdx", "src"] {
            assert!(!is_licence_file(name), "{name}");
        }
    }
}
