//! The system software that building and testing need on Linux: one table.

use super::Purpose;
use crate::os;

/// One thing that has to be there.
#[derive(Debug, PartialEq, Eq)]
pub struct Need {
    /// The package that brings it on Debian and Ubuntu.
    pub package: &'static str,
    /// Why, in a few words.
    pub why: &'static str,
    /// The first purpose that needs it.
    pub purpose: Purpose,
    /// How to tell that it is there without asking the package manager.
    pub sign: Sign,
}

/// How a need shows that it is met.
#[derive(Debug, PartialEq, Eq)]
pub enum Sign {
    /// A program on the PATH, whoever put it there.
    Program(&'static str),
    /// A library that pkg-config knows by this name.
    Library(&'static str),
}

/// Everything but the browser, which has a module of its own.
pub const NEEDS: &[Need] = &[
    Need {
        package: "build-essential",
        why: "compiles the C in SQLite, and links (also libFuzzer's C++)",
        purpose: Purpose::Serve,
        sign: Sign::Program("g++"),
    },
    Need {
        package: "pkg-config",
        why: "finds the system's libraries",
        purpose: Purpose::Window,
        sign: Sign::Program("pkg-config"),
    },
    Need {
        package: "libwebkit2gtk-4.1-dev",
        why: "the app's window is a WebKitGTK view",
        purpose: Purpose::Window,
        sign: Sign::Library("webkit2gtk-4.1"),
    },
    Need {
        package: "webkit2gtk-driver",
        why: "drives the real window in tests",
        purpose: Purpose::Test,
        sign: Sign::Program("WebKitWebDriver"),
    },
    Need {
        package: "xvfb",
        why: "a display for the window tests",
        purpose: Purpose::Test,
        sign: Sign::Program("Xvfb"),
    },
    Need {
        package: "dbus",
        why: "dbus-run-session, for the test that a second start focuses the first window",
        purpose: Purpose::Test,
        sign: Sign::Program("dbus-run-session"),
    },
];

/// The needs of a purpose and of those before it.
pub fn of(purpose: Purpose) -> impl Iterator<Item = &'static Need> {
    NEEDS.iter().filter(move |need| need.purpose <= purpose)
}

impl Need {
    /// Whether its program is on the PATH. Says nothing of libraries.
    pub fn program_is_there(&self) -> bool {
        matches!(self.sign, Sign::Program(program) if os::which(program).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_purpose_includes_the_ones_before_it() {
        let packages = |purpose| of(purpose).map(|need| need.package).collect::<Vec<_>>();
        assert_eq!(packages(Purpose::Serve), ["build-essential"]);
        assert!(packages(Purpose::Window).contains(&"libwebkit2gtk-4.1-dev"));
        assert!(!packages(Purpose::Window).contains(&"xvfb"));
        assert_eq!(packages(Purpose::Test).len(), NEEDS.len());
    }
}
