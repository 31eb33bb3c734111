//! Where the links and pictures of a lesson lead.

use std::collections::{BTreeMap, BTreeSet};

use crate::course::files;
use crate::course::problem::Severity;

/// What a course offers to link to, gathered before anything is rendered.
#[derive(Debug, Default)]
pub(crate) struct Targets {
    /// Id of the course.
    pub course: String,
    /// Path of a lesson's file to the lesson's id.
    pub lessons: BTreeMap<String, String>,
    /// Id of a block to the id of its lesson.
    pub blocks: BTreeMap<String, String>,
    /// Ids of the glossary's terms.
    pub terms: BTreeSet<String>,
    /// Paths of all files.
    pub files: BTreeSet<String>,
    /// How bad it is when something that is linked to is missing.
    pub missing: Option<Severity>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Link {
    /// To a source of the same lesson.
    Source(String),
    /// To a dated fact of the same lesson.
    Fact(String),
    /// To a term of the glossary.
    Term(String),
    /// To a lesson, maybe to a block in it.
    Lesson(String, Option<String>),
    /// Out of the app.
    Outside(String),
    /// Nowhere: its text stays.
    Nowhere,
}

/// What becomes of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Picture {
    /// It is a file of the course.
    Here(String),
    /// It would be this file, which is not there.
    Missing(String),
    /// It is on the internet: shown as a link.
    Outside(String),
    /// It can't be shown: its description stays.
    Nowhere,
}

/// A resolved address and what is wrong with it.
pub(crate) type Found<T> = (T, Option<(Severity, String)>);

const PICTURES: [&str; 7] = ["png", "jpg", "jpeg", "gif", "webp", "svg", "avif"];

/// Whether a path has the ending of a picture.
pub(crate) fn is_picture(path: &str) -> bool {
    let ending = path
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| PICTURES.contains(&&*ending))
}

/// Looks addresses up from one page of a course.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Resolver<'c> {
    /// What there is.
    pub targets: &'c Targets,
    /// Path of the page the address stands in.
    pub page: &'c str,
    /// What only this page offers to link to.
    pub own: &'c Own,
}

/// What a page offers to links in it.
#[derive(Debug, Default)]
pub(crate) struct Own {
    /// Ids of the page's sources.
    pub sources: BTreeSet<String>,
    /// Ids of the page's dated facts.
    pub facts: BTreeSet<String>,
}

enum Address {
    Source(String),
    Fact(String),
    Term(String),
    Web(String),
    Mail(String),
    Relative(String),
    Forbidden(String),
}

fn classify(url: &str) -> Address {
    // Browsers leave out tabs and line ends before they look at the scheme.
    let url: String = url.trim().chars().filter(|c| !c.is_control()).collect();
    if url.starts_with("//") {
        return Address::Forbidden("an address without https:".to_owned());
    }
    let scheme = url
        .split_once(':')
        .map(|(scheme, _)| scheme)
        .filter(|scheme| {
            scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
        });
    match scheme.map(str::to_ascii_lowercase).as_deref() {
        None => Address::Relative(url),
        Some("source") => Address::Source(url[7..].to_owned()),
        Some("fact") => Address::Fact(url[5..].to_owned()),
        Some("term") => Address::Term(url[5..].to_owned()),
        Some("http" | "https") => Address::Web(url),
        Some("mailto") => Address::Mail(url),
        Some(other) => Address::Forbidden(format!("a {other}: address")),
    }
}

impl Resolver<'_> {
    /// Whether an address is of a kind that a link may have.
    pub fn is_allowed(&self, url: &str) -> bool {
        !matches!(classify(url), Address::Forbidden(_))
    }

    /// Looks up the address of a link.
    pub fn link(&self, url: &str) -> Found<Link> {
        match classify(url) {
            Address::Source(id) if self.own.sources.contains(&id) => (Link::Source(id), None),
            Address::Fact(id) if self.own.facts.contains(&id) => (Link::Fact(id), None),
            Address::Term(id) if self.targets.terms.contains(&id) => (Link::Term(id), None),
            Address::Source(id) => self.nowhere(
                Severity::Error,
                format!("This lesson has no source “{}”.", id.escape_debug()),
            ),
            Address::Fact(id) => self.nowhere(
                Severity::Error,
                format!("This lesson has no fact “{}”.", id.escape_debug()),
            ),
            Address::Term(id) => self.nowhere(
                Severity::Error,
                format!("The glossary has no term “{}”.", id.escape_debug()),
            ),
            Address::Web(url) | Address::Mail(url) => (Link::Outside(url), None),
            Address::Forbidden(what) => self.nowhere(
                self.missing(),
                format!("A link can't be {what}; the text stays, the link was removed."),
            ),
            Address::Relative(path) => self.relative(&path),
        }
    }

    fn relative(&self, address: &str) -> Found<Link> {
        let (path, block) = match address.split_once('#') {
            Some((path, block)) => (path, Some(block).filter(|block| !block.is_empty())),
            None => (address, None),
        };
        let path = path.split('?').next().unwrap_or_default();
        if path.is_empty() && block.is_none() {
            return self.nowhere(self.missing(), "This link leads nowhere.".to_owned());
        }
        let target = match path {
            "" => Some(self.page.to_owned()),
            path => files::join(self.page, path),
        };
        let lesson = target
            .as_deref()
            .and_then(|target| self.targets.lessons.get(target));
        let Some(lesson) = lesson else {
            let message = format!(
                "There is no lesson “{}” in this course.",
                path.escape_debug()
            );
            return self.nowhere(self.missing(), message);
        };
        let Some(block) = block else {
            return (Link::Lesson(lesson.clone(), None), None);
        };
        if self.targets.blocks.get(block) == Some(lesson) {
            return (Link::Lesson(lesson.clone(), Some(block.to_owned())), None);
        }
        let message = format!(
            "There is no block “{}” in that lesson.",
            block.escape_debug()
        );
        (
            Link::Lesson(lesson.clone(), None),
            Some((self.missing(), message)),
        )
    }

    /// Looks up the address of a picture.
    pub fn picture(&self, url: &str) -> Found<Picture> {
        let address = match classify(url) {
            Address::Relative(address) if !address.is_empty() => address,
            Address::Web(url) => {
                let message = "This picture is on the internet and is shown as a link: put it into the course’s folder.";
                return (
                    Picture::Outside(url),
                    Some((Severity::Warning, message.to_owned())),
                );
            }
            Address::Forbidden(what) => {
                let message = format!("A picture can't be {what}; only its description stays.");
                return (Picture::Nowhere, Some((self.missing(), message)));
            }
            _ => {
                let message = "This picture has no address; only its description stays.";
                return (Picture::Nowhere, Some((self.missing(), message.to_owned())));
            }
        };
        let path = address.split(['#', '?']).next().unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        let Some(target) = files::join(self.page, path) else {
            let message = format!(
                "The picture “{}” is outside the course’s folder.",
                path.escape_debug()
            );
            return (Picture::Missing(name), Some((self.missing(), message)));
        };
        if !is_picture(&target) {
            let message = format!(
                "“{}” is not a picture that can be shown: use PNG, JPEG, GIF, WebP, SVG or AVIF.",
                path.escape_debug()
            );
            return (Picture::Missing(name), Some((self.missing(), message)));
        }
        if self.targets.files.contains(&target) {
            return (Picture::Here(target), None);
        }
        let lower = target.to_lowercase();
        let near = self
            .targets
            .files
            .iter()
            .find(|path| path.to_lowercase() == lower);
        let hint = near.map_or(String::new(), |path| {
            format!(" There is “{path}”: capital and small letters must be the same.")
        });
        let message = format!("The picture “{}” is missing.{hint}", target.escape_debug());
        (Picture::Missing(name), Some((self.missing(), message)))
    }

    fn missing(&self) -> Severity {
        self.targets.missing.unwrap_or(Severity::Error)
    }

    fn nowhere(&self, severity: Severity, message: String) -> Found<Link> {
        (Link::Nowhere, Some((severity, message)))
    }
}
