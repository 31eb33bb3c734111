//! Where links and pictures of the old folder are in the course.

use std::collections::{BTreeMap, BTreeSet};

use comrak::Anchorizer;
use comrak::nodes::{Node, NodeValue};

use super::super::page::Page;
use super::super::{Plan, safe_name, unique};
use crate::course::files::join;
use crate::course::marker::slug;

/// What becomes of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// It stays as it is.
    Same,
    /// It leads to this address in the course.
    Course(String),
    /// It leads nowhere in the course, for this reason.
    Nowhere(&'static str),
}

/// Ids of the headings that links of other places lead to.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// By page and by the name that the site would have given to the heading.
    ids: BTreeMap<(String, String), String>,
    /// By page and the heading's number on it.
    by_number: BTreeMap<(String, usize), String>,
    /// Headings that became the title of their page.
    titles: BTreeSet<(String, String)>,
}

impl Anchors {
    /// Finds the headings that are linked to, and gives an id to each.
    pub fn new(pages: &[Page], roots: &[Node<'_>], plan: &Plan) -> Self {
        let wanted: BTreeSet<(String, String)> = pages
            .iter()
            .zip(roots)
            .flat_map(|(page, root)| wanted(page, root, plan))
            .collect();
        let mut anchors = Self::default();
        let mut taken = BTreeSet::new();
        for (page, root) in pages.iter().zip(roots) {
            let mut names = Anchorizer::new();
            for (number, heading) in headings(root).enumerate() {
                let name = names.anchorize(&heading.collect_text());
                let key = (page.path.clone(), name.clone());
                if number == 0 && page.heading_is_title {
                    anchors.titles.insert(key);
                    continue;
                }
                if !wanted.contains(&key) {
                    continue;
                }
                let id = format!("{}-{name}", plan.ids[&page.path]);
                let id = unique(&slug(&id, "heading"), &mut taken);
                anchors.ids.insert(key, id.clone());
                anchors.by_number.insert((page.path.clone(), number), id);
            }
        }
        anchors
    }

    /// The id of a page's heading, if something leads to it.
    pub fn of(&self, page: &str, number: usize) -> Option<&str> {
        self.by_number
            .get(&(page.to_owned(), number))
            .map(String::as_str)
    }
}

/// The headings of a page, wherever they stand.
pub(super) fn headings<'a>(root: Node<'a>) -> impl Iterator<Item = Node<'a>> {
    root.descendants()
        .filter(|node| matches!(node.data().value, NodeValue::Heading(_)))
}

fn wanted(page: &Page, root: Node<'_>, plan: &Plan) -> Vec<(String, String)> {
    let links = root
        .descendants()
        .filter_map(|node| match &node.data().value {
            NodeValue::Link(link) => Some(link.url.clone()),
            _ => None,
        });
    let found = links.filter_map(|url| {
        let (path, name) = url.split_once('#')?;
        Some((target(&page.path, path, plan)?, name.to_lowercase()))
    });
    found.collect()
}

/// The page of the folder that an address means.
fn target(page: &str, path: &str, plan: &Plan) -> Option<String> {
    if path.is_empty() {
        return Some(page.to_owned());
    }
    if is_absolute(path) {
        return None;
    }
    let path = join(page, path.split('?').next().unwrap_or_default())?;
    let stem = path
        .strip_suffix(".html")
        .or_else(|| path.strip_suffix('/'))
        .unwrap_or(&path);
    let candidates = [
        path.clone(),
        format!("{stem}.md"),
        format!("{stem}.markdown"),
    ];
    candidates
        .into_iter()
        .find(|path| plan.places.contains_key(path))
}

fn is_absolute(url: &str) -> bool {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme);
    url.starts_with('/') || scheme.is_some_and(|scheme| !scheme.contains(['/', '.', '#', '?']))
}

/// Looks addresses up from one page.
pub(super) struct Addresses<'a> {
    pub page: &'a str,
    pub plan: &'a Plan,
    pub anchors: &'a Anchors,
}

impl Addresses<'_> {
    /// What becomes of a link.
    pub fn link(&self, url: &str) -> Place {
        let lower = url.trim().to_ascii_lowercase();
        if ["http:", "https:", "mailto:"]
            .iter()
            .any(|scheme| lower.starts_with(scheme))
        {
            return Place::Same;
        }
        let (path, name) = url.split_once('#').unwrap_or((url, ""));
        if is_absolute(url) {
            return Place::Nowhere("can't be followed from a course");
        }
        let Some(target) = target(self.page, path, self.plan) else {
            return Place::Nowhere("leads to something that is not in the course");
        };
        let key = (target.clone(), name.to_lowercase());
        let id = self
            .anchors
            .ids
            .get(&key)
            .map_or(String::new(), |id| format!("#{id}"));
        if path.is_empty() && !self.anchors.titles.contains(&key) {
            return match id.is_empty() {
                true => Place::Nowhere("leads to no heading of the page"),
                false => Place::Course(id),
            };
        }
        Place::Course(format!("{}{id}", self.relative(&self.plan.places[&target])))
    }

    /// Path in the folder, and path in the course, of a picture that is not on the internet.
    pub fn picture(&self, url: &str) -> Option<(String, String)> {
        let url = url.trim();
        if url.is_empty() || url.starts_with("//") || (is_absolute(url) && !url.starts_with('/')) {
            return None;
        }
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let found = join(self.page, path);
        let shown = found
            .clone()
            .unwrap_or_else(|| path.rsplit('/').next().unwrap_or_default().to_owned());
        let parts: Vec<String> = shown
            .split('/')
            .map(safe_name)
            .filter(|part| !part.is_empty())
            .collect();
        let place = format!("pictures/{}", parts.join("/"));
        Some((found.unwrap_or_else(|| path.to_owned()), place))
    }

    /// The way from this page's lesson to another.
    fn relative(&self, place: &str) -> String {
        let folder = self.plan.places[self.page]
            .split('/')
            .next()
            .unwrap_or_default();
        match place
            .strip_prefix(folder)
            .and_then(|rest| rest.strip_prefix('/'))
        {
            Some(name) => encode(name),
            None => format!("../{}", encode(place)),
        }
    }
}

/// Writes a path so that it is an address in Markdown.
pub(super) fn encode(path: &str) -> String {
    let mut encoded = String::new();
    for c in path.chars() {
        match c {
            ' ' | '(' | ')' | '<' | '>' | '%' | '#' | '?' | '\\' | '"' | '\'' | '&' | '*' | '_'
            | '`' | '[' | ']' | '~' => {
                encoded.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c => encoded.push(c),
        }
    }
    encoded
}
