//! What machine this is: operating system, distribution, display, programs.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The kinds of machine that setup tells apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Os {
    /// Linux with apt: what is missing is installed.
    Debian(Release),
    /// Any other Linux: what is missing is named.
    OtherLinux(Release),
    /// macOS: native checks and instructions.
    Mac,
    /// Windows: native checks and instructions.
    Windows,
}

impl Os {
    /// Looks at the machine.
    pub fn detect() -> Self {
        if cfg!(target_os = "macos") {
            return Self::Mac;
        }
        if cfg!(target_os = "windows") {
            return Self::Windows;
        }
        let text = std::fs::read_to_string("/etc/os-release")
            .or_else(|_| std::fs::read_to_string("/usr/lib/os-release"))
            .unwrap_or_default();
        let release = Release::parse(&text);
        if release.is_like("debian") && which("apt-get").is_some() {
            Self::Debian(release)
        } else {
            Self::OtherLinux(release)
        }
    }

    /// Whether the real-window and browser tests run here: they need WebKitWebDriver and Xvfb.
    pub fn has_window_tests(&self) -> bool {
        matches!(self, Self::Debian(_) | Self::OtherLinux(_))
    }
}

/// What os-release says of a Linux distribution.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Release {
    /// For people: "Debian GNU/Linux 12 (bookworm)".
    pub name: String,
    /// For programs: "debian".
    pub id: String,
    /// What it descends from: "ubuntu debian".
    pub id_like: Vec<String>,
}

impl Release {
    /// Reads the `KEY=value` lines of os-release; values may be quoted as a shell would.
    pub fn parse(text: &str) -> Self {
        let fields: HashMap<&str, String> = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('='))
            .map(|(key, value)| (key, unquote(value)))
            .collect();
        let get = |key: &str| fields.get(key).cloned().unwrap_or_default();
        let id = get("ID").to_lowercase();
        let name = match get("PRETTY_NAME") {
            name if name.is_empty() => id.clone(),
            name => name,
        };
        let id_like = get("ID_LIKE")
            .split_whitespace()
            .map(str::to_lowercase)
            .collect();
        Self { name, id, id_like }
    }

    /// Whether it is this distribution or descends from it.
    pub fn is_like(&self, id: &str) -> bool {
        self.id == id
            || self.id_like.iter().any(|like| like == id)
            || (id == "debian" && self.is_like_ubuntu())
    }

    fn is_like_ubuntu(&self) -> bool {
        self.id == "ubuntu" || self.id_like.iter().any(|like| like == "ubuntu")
    }
}

fn unquote(value: &str) -> String {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = value
            .strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote))
        {
            return inner
                .replace("\\\"", "\"")
                .replace("\\$", "$")
                .replace("\\\\", "\\");
        }
    }
    value.to_owned()
}

/// Finds a program on the PATH, as the shell would.
pub fn which(program: &str) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) {
        &[".exe", ".cmd", ".bat"]
    } else {
        &[""]
    };
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .flat_map(|folder| {
            endings
                .iter()
                .map(move |ending| folder.join(format!("{program}{ending}")))
        })
        .find(|candidate| is_program(candidate))
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata()
        .is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// Whether a window can be shown: always on macOS and Windows, on Linux when a display is named.
pub fn has_display() -> bool {
    let named = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debian_is_debian() {
        let release = Release::parse(
            "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nID=debian\n",
        );
        assert_eq!(release.name, "Debian GNU/Linux 12 (bookworm)");
        assert!(release.is_like("debian"));
        assert!(!release.is_like("ubuntu"));
    }

    #[test]
    fn a_descendant_of_ubuntu_alone_is_like_debian_too() {
        let release = Release::parse("# a comment\nID='elementary'\nID_LIKE=ubuntu\n");
        assert_eq!(release.name, "elementary");
        assert!(release.is_like("ubuntu"));
        assert!(release.is_like("debian"));
    }

    #[test]
    fn fedora_and_nothing_at_all_are_not() {
        assert!(!Release::parse("ID=fedora\nID_LIKE=\"rhel centos\"").is_like("debian"));
        assert_eq!(Release::parse(""), Release::default());
    }

    #[test]
    fn quotes_go_and_escapes_are_resolved() {
        assert_eq!(unquote(r#""a \"b\" \$c""#), r#"a "b" $c"#);
        assert_eq!(unquote("'plain'"), "plain");
        assert_eq!(unquote("\"open"), "\"open");
    }
}
