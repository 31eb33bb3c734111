//! The file itself: plain text, the same on every machine.

use std::fmt::Write;

use super::group::{Group, Member};
use super::licence;

const INTRODUCTION: &str = "\
Third-party notices
===================

Colloquy contains, or is built with, the packages below, its fonts among them. Each stands under the
licence that it is taken under; where a package leaves a choice of licences, the one it stands under here
was chosen. A text that several packages share is given once, after them.

Made by `cargo xtask notices`; not edited by hand.
";

const RULE: &str = "----------------------------------------------------------------------------------------------------";

/// Writes the groups one after another.
pub fn render(groups: &[Group]) -> String {
    let mut out = INTRODUCTION.to_owned();
    for group in groups {
        // Writing to a string can't fail.
        let _ = write_group(&mut out, group);
    }
    out
}

fn write_group(out: &mut String, group: &Group) -> std::fmt::Result {
    let title = licence::id(group.licence).map_or(group.licence, |id| id.full_name);
    writeln!(out, "\n{RULE}\n{title} ({})\n", group.licence)?;
    for member in &group.members {
        write_member(out, group.licence, member)?;
    }
    writeln!(out)?;
    for line in group.text.lines() {
        write_wrapped(out, line)?;
    }
    Ok(())
}

/// Some texts have a paragraph on a line; those are broken as wide as the rules are.
fn write_wrapped(out: &mut String, line: &str) -> std::fmt::Result {
    if line.chars().count() <= RULE.len() {
        return writeln!(out, "{}", line.trim_end());
    }
    let indent = &line[..line.len() - line.trim_start().len()];
    let mut row = String::new();
    for word in line.split_whitespace() {
        if !row.is_empty()
            && indent.len() + row.chars().count() + 1 + word.chars().count() > RULE.len()
        {
            writeln!(out, "{indent}{row}")?;
            row.clear();
        }
        if !row.is_empty() {
            row.push(' ');
        }
        row.push_str(word);
    }
    writeln!(out, "{indent}{row}")
}

fn write_member(out: &mut String, licence: &str, member: &Member) -> std::fmt::Result {
    let package = &member.package;
    let kind = if package.npm { " (npm)" } else { "" };
    writeln!(out, "  {} {}{kind}", package.name, package.version)?;
    for line in &member.copyright {
        writeln!(out, "      {line}")?;
    }
    // The Mozilla licence wants people told where the source is.
    if licence.starts_with("MPL")
        && let Some(repository) = &package.repository
    {
        writeln!(
            out,
            "      source: {}",
            repository.trim_start_matches("git+")
        )?;
    }
    for line in member.notice.iter().flat_map(|notice| notice.lines()) {
        writeln!(out, "      {}", line.trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::Package;
    use super::*;

    #[test]
    fn long_lines_are_broken_and_short_ones_left() {
        let mut out = String::new();
        write_wrapped(&mut out, "  a  short   one ").unwrap();
        write_wrapped(&mut out, &format!("  {}", "word ".repeat(30))).unwrap();
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(lines[0], "  a  short   one");
        assert_eq!(lines.len(), 3);
        assert!(
            lines
                .iter()
                .all(|line| line.len() <= RULE.len() && line.starts_with("  "))
        );
    }

    #[test]
    fn a_group_lists_its_packages_and_then_the_text() {
        let package = Package {
            name: "selectors".to_owned(),
            version: "1.2.3".to_owned(),
            npm: true,
            licence: None,
            authors: vec![],
            repository: Some("git+https://example.org/selectors".to_owned()),
            folder: "/somewhere/on/a/machine".into(),
        };
        let member = Member {
            package,
            copyright: vec!["Copyright 2020 S".to_owned()],
            notice: Some("Mind.".to_owned()),
        };
        let text = render(&[Group {
            licence: "MPL-2.0",
            text: "The terms. ".to_owned(),
            members: vec![member],
        }]);
        let (_, group) = text.split_once(RULE).unwrap();
        assert_eq!(
            group,
            "\nMozilla Public License 2.0 (MPL-2.0)\n\n  selectors 1.2.3 (npm)\n      Copyright 2020 S\n      \
             source: https://example.org/selectors\n      Mind.\n\nThe terms.\n"
        );
        assert!(!text.contains("/somewhere"));
    }
}
