//! The first step: lines that are no Markdown become Markdown.

use comrak::Arena;

use crate::course::markup::html::escape;
use crate::course::markup::parse::parse;

/// The outcome of the first step.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Lines {
    pub text: String,
    /// The first of the page's own objectives, if it has a list of them.
    pub objective: Option<String>,
    /// What could not be kept as it was.
    pub notes: Vec<String>,
}

/// An open fenced div.
enum Div {
    /// A callout: what it holds stands behind `>`.
    Callout,
    /// Something to unfold.
    Fold,
    /// Only its content matters.
    Plain,
}

/// What becomes of a div of this name: callout or fold, kind of callout, title.
const DIVS: [(&str, Option<&str>, &str); 18] = [
    ("callout", Some("note"), "Note"),
    ("note", Some("note"), "Note"),
    ("challenge", Some("note"), "Challenge"),
    ("exercise", Some("note"), "Exercise"),
    ("discussion", Some("note"), "Discussion"),
    ("objectives", Some("note"), "Objectives"),
    ("questions", Some("note"), "Questions"),
    ("keypoints", Some("note"), "Key points"),
    ("checklist", Some("note"), "Checklist"),
    ("testimonial", Some("note"), "Testimonial"),
    ("instructor", Some("note"), "For instructors"),
    ("prereq", Some("important"), "Prerequisites"),
    ("important", Some("important"), "Important"),
    ("tip", Some("tip"), "Tip"),
    ("warning", Some("warning"), "Warning"),
    ("solution", None, "Solution"),
    ("hint", None, "Hint"),
    ("spoiler", None, "More"),
];

/// Rewrites a page's text.
pub(super) fn rewrite(text: &str) -> Lines {
    let lines: Vec<&str> = text.lines().collect();
    let mut step = Step {
        out: Lines::default(),
        divs: Vec::new(),
        fence: None,
        in_objectives: false,
    };
    let mut at = 0;
    while at < lines.len() {
        at += step.take(&lines[at..]);
    }
    while !step.divs.is_empty() {
        step.out
            .notes
            .push("a ::: block is never closed".to_owned());
        step.close();
    }
    step.out
}

struct Step {
    out: Lines,
    divs: Vec<Div>,
    /// Sign and length of the code fence that is open.
    fence: Option<(char, usize)>,
    in_objectives: bool,
}

impl Step {
    /// Writes the first of some lines and answers how many were used up.
    fn take(&mut self, lines: &[&str]) -> usize {
        let line = lines[0];
        let bare = line.trim_start();
        if let Some((sign, length)) = self.fence {
            let closing =
                bare.trim_end().chars().all(|c| c == sign) && bare.trim_end().len() >= length;
            if closing {
                self.fence = None;
            }
            self.line(line);
            return 1;
        }
        if let Some(sign) = bare.chars().next().filter(|c| *c == '`' || *c == '~') {
            let length = bare.len() - bare.trim_start_matches(sign).len();
            let info = &bare[length..];
            if length >= 3 && !(sign == '`' && info.contains('`')) {
                self.fence = Some((sign, length));
                self.line(line);
                return 1;
            }
        }
        if bare.starts_with(":::") {
            return self.div(bare.trim_end(), &lines[1..]);
        }
        if is_grid(lines) {
            return self.grid(lines);
        }
        if is_site_code(bare.trim_end().trim_start_matches(['>', ' '])) {
            return 1;
        }
        if self.in_objectives
            && self.out.objective.is_none()
            && let Some(item) = bare.strip_prefix(['-', '*'])
        {
            self.out.objective = Some(plain(item)).filter(|item| !item.is_empty());
        }
        let cleaned = without_attributes(&without_site_variables(line));
        self.line(&cleaned);
        1
    }

    fn line(&mut self, line: &str) {
        let quotes = self
            .divs
            .iter()
            .filter(|div| matches!(div, Div::Callout))
            .count();
        let prefix = "> ".repeat(quotes);
        let whole = format!("{prefix}{line}");
        self.out.text.push_str(if line.trim().is_empty() {
            whole.trim_end()
        } else {
            &whole
        });
        self.out.text.push('\n');
    }

    /// Writes a blank line where there is none.
    fn gap(&mut self) {
        let last = self.out.text.lines().last().unwrap_or_default();
        if !last.trim_matches(['>', ' ']).is_empty() {
            self.line("");
        }
    }

    /// Opens or closes a div and answers how many lines that took.
    fn div(&mut self, line: &str, after: &[&str]) -> usize {
        let name = line.trim_matches(':').trim();
        if name.is_empty() {
            match self.divs.is_empty() {
                true => self.out.notes.push("a ::: line closes nothing".to_owned()),
                false => self.close(),
            }
            return 1;
        }
        let words = name.trim_matches(['{', '}']).split_whitespace();
        let words: Vec<&str> = words.map(|word| word.trim_start_matches('.')).collect();
        let known = DIVS.iter().find(|(known, ..)| words.first() == Some(known));
        let Some((kind, callout, title)) = known else {
            self.line("");
            self.divs.push(Div::Plain);
            return 1;
        };
        self.in_objectives = *kind == "objectives";
        let blank = after
            .iter()
            .take_while(|line| line.trim().is_empty())
            .count();
        let heading = after.get(blank).and_then(|line| heading(line));
        let title = match &heading {
            Some(heading) if matches!(*kind, "callout" | "spoiler" | "note") => heading.clone(),
            Some(heading) if heading.to_lowercase().starts_with(&title.to_lowercase()) => {
                heading.clone()
            }
            Some(heading) => format!("{title}: {heading}"),
            None => (*title).to_owned(),
        };
        self.gap();
        match callout {
            Some(callout) => {
                self.divs.push(Div::Callout);
                self.line(&format!("[!{callout}] {title}"));
            }
            None => {
                self.line(&format!("<details><summary>{}</summary>", escape(&title)));
                self.line("");
                self.divs.push(Div::Fold);
            }
        }
        1 + if heading.is_some() { blank + 1 } else { 0 }
    }

    fn close(&mut self) {
        self.in_objectives = false;
        if let Some(Div::Fold) = self.divs.last() {
            self.gap();
            self.line("</details>");
        }
        self.divs.pop();
        self.line("");
    }

    /// A table drawn with `+---+`: kept as it is drawn.
    fn grid(&mut self, lines: &[&str]) -> usize {
        let rows = lines
            .iter()
            .take_while(|line| line.trim_start().starts_with(['+', '|']))
            .count();
        self.line("````text");
        for row in &lines[..rows] {
            self.line(row);
        }
        self.line("````");
        self.out
            .notes
            .push("a table drawn with + and - is kept as it is drawn".to_owned());
        rows
    }
}

fn is_grid(lines: &[&str]) -> bool {
    let line = lines[0].trim();
    line.starts_with("+-")
        && line.ends_with('+')
        && line.bytes().all(|b| b"+-=:".contains(&b))
        && lines
            .get(1)
            .is_some_and(|next| next.trim_start().starts_with(['|', '+']))
}

/// A line of Liquid (`{% … %}`) or of kramdown attributes (`{: … }`) alone.
fn is_site_code(line: &str) -> bool {
    (line.starts_with("{%") && line.ends_with("%}"))
        || (line.starts_with("{:") && line.ends_with('}'))
}

/// A line without `{{ page.root }}` and the like, which only build an address.
fn without_site_variables(line: &str) -> String {
    let mut kept = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((inside, after)) = after.split_once("}}") else {
            break;
        };
        let name = inside.trim();
        let variable = ["page.", "site."]
            .iter()
            .any(|start| name.starts_with(start))
            || name == "relative_root_path";
        kept.push_str(before);
        if !variable || name.contains(char::is_whitespace) {
            kept.push_str(&format!("{{{{{inside}}}}}"));
        }
        rest = after;
    }
    kept + rest
}

/// A line without the attributes that may end a heading.
fn without_attributes(line: &str) -> String {
    let trimmed = line.trim_end();
    let Some(at) = trimmed.rfind('{').filter(|_| trimmed.ends_with('}')) else {
        return line.to_owned();
    };
    let inside = &trimmed[at + 1..trimmed.len() - 1];
    if heading(line).is_some() && inside.starts_with(['#', '.', ':']) {
        return trimmed[..at].trim_end().to_owned();
    }
    line.to_owned()
}

/// The plain text of a line that is a heading.
fn heading(line: &str) -> Option<String> {
    let marks = line.len() - line.trim_start_matches('#').len();
    let text = &line[marks..];
    let is_heading = (1..=6).contains(&marks) && text.starts_with([' ', '\t']);
    is_heading.then(|| {
        let text = text.trim();
        let text = text
            .rfind(" {")
            .filter(|_| text.ends_with('}'))
            .map_or(text, |at| &text[..at]);
        plain(text.trim_end_matches('#'))
    })
}

/// The text of a line without its markup.
pub(super) fn plain(markdown: &str) -> String {
    let arena = Arena::new();
    let root = parse(&arena, markdown.trim());
    let text = root.collect_text();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(lines: &str) -> String {
        rewrite(lines).text
    }

    #[test]
    fn divs_become_callouts_and_folds() {
        insta::assert_snapshot!(text(
            "::::::: challenge\n\n## Try `it`\n\nDo.\n\n::: solution\n\n## Solution\n\n```bash\n::: not a div\n```\n\n:::\n\n:::::::\n\
             ::: {.callout}\nPlain\n:::\n::: tab\n### Windows\n:::\n"
        ));
    }

    #[test]
    fn what_only_a_site_builder_reads_goes() {
        let lines = "# Title {#t .x}\n{: .no_toc}\n{% include links.md %}\nSee [x]({{ page.root }}/a) {{ thing }} {#id}\n";
        assert_eq!(text(lines), "# Title\nSee [x](/a) {{ thing }} {#id}\n");
    }

    #[test]
    fn drawn_tables_and_code_are_kept() {
        let lines = "+---+\n| a |\n+===+\nText\n```\n{% x %}\n# a {#b}\n```\n";
        let read = rewrite(lines);
        assert_eq!(
            read.text,
            "````text\n+---+\n| a |\n+===+\n````\nText\n```\n{% x %}\n# a {#b}\n```\n"
        );
        assert_eq!(read.notes.len(), 1);
    }

    #[test]
    fn objectives_and_unbalanced_divs_are_found() {
        let read = rewrite("::: objectives\n\n- Use *Git*.\n- More\n\n:::\n\n:::\n::: hint\nx\n");
        assert_eq!(read.objective.as_deref(), Some("Use Git."));
        assert_eq!(
            read.notes,
            ["a ::: line closes nothing", "a ::: block is never closed"]
        );
    }
}
