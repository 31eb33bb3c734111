//! The corpora of others, and what they do not cover.

use comrak::{Arena, parse_document};
use proptest::prelude::*;

use super::format::write_for_test;
use super::html::text_content;
use super::render::options;
use super::sanitise::Sanitiser;
use crate::course::testing::{assert_harmless, corpus, render, text_content as judge};

#[derive(serde::Deserialize)]
struct Example {
    markdown: String,
    html: String,
}

/// Of 652; the other four hold a bare address, which GitHub's extension makes a link.
const COMMONMARK_EQUAL: usize = 648;

#[test]
fn commonmark_is_rendered_as_its_specification_says() {
    let Some(bytes) = corpus("markdown/commonmark-0.31.json") else {
        return;
    };
    let examples: Vec<Example> = serde_json::from_slice(&bytes).unwrap();
    let plain = |html: &str| {
        let clean = Sanitiser::new("").clean(html).unwrap();
        clean
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .replace("> <", "><")
    };
    let (mut equal, mut finished) = (0, 0);
    for example in &examples {
        let arena = Arena::new();
        let root = parse_document(&arena, &example.markdown, &options());
        let ours: String = root.children().map(write_for_test).collect();
        let same = plain(&ours) == plain(&example.html);
        if !same {
            println!(
                "differs: {:?}\n  ours {}\n  spec {}",
                example.markdown,
                plain(&ours),
                plain(&example.html)
            );
        }
        equal += usize::from(same);
        // Positions of highlights are counted in what html5ever makes of our markup.
        let shown = render(&example.markdown).0;
        assert_eq!(text_content(&shown), judge(&shown), "{shown}");
        // The same through every step, links resolved: what the specification wants, given as
        // raw HTML, must come out as what its Markdown gives.
        let spec = render(&format!(
            "<div>{}</div>",
            example.html.replace("\n\n", "\n&#10;")
        ));
        let ours = render(&example.markdown);
        let inner = spec
            .0
            .strip_prefix("<div>")
            .and_then(|html| html.strip_suffix("</div>"));
        let through = inner.map(plain) == Some(plain(&ours.0));
        if same && !through {
            println!(
                "differs through: {:?}\n  ours {}\n  spec {}",
                example.markdown, ours.0, spec.0
            );
        }
        finished += usize::from(through);
    }
    println!(
        "CommonMark: {equal} of {} equal, {finished} through every step",
        examples.len()
    );
    assert!(equal >= COMMONMARK_EQUAL, "{equal}");
}

#[derive(serde::Deserialize)]
struct Payload {
    payload: String,
}

#[test]
fn payloads_of_dompurify_do_nothing() {
    let Some(bytes) = corpus("xss/dompurify-expect.json") else {
        return;
    };
    let payloads: Vec<Payload> = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(payloads.len(), 112);
    for Payload { payload } in &payloads {
        for text in [
            payload.clone(),
            format!("Some text {payload} and more"),
            format!("- item\n\n  {payload}\n"),
            format!("[link]({payload}) ![picture]({payload} \"{payload}\")"),
            format!("<{payload}>"),
            format!("```{payload}\n{payload}\n```"),
            format!("| {payload} |\n|---|\n| {payload} |"),
            format!("> [!note] {payload}\n> {payload}"),
            format!("Note[^1]\n\n[^1]: {payload}\n"),
        ] {
            assert_harmless(&render(&text).0);
        }
    }
}

#[test]
fn addresses_that_run_something_are_removed_and_told() {
    for url in [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/x",
        "blob:x",
        "tauri://localhost",
    ] {
        for text in [format!("[x](<{url}>)"), format!("<a href=\"{url}\">x</a>")] {
            let (html, problems) = render(&text);
            assert!(!html.contains("href"), "{html}");
            assert_eq!(problems.len(), 1, "{url} {text} {problems:?}");
        }
    }
}

#[test]
fn authors_cannot_name_or_style_anything() {
    let (html, problems) = render(
        "<p class=\"callout\" id=\"app\" style=\"color:red\" onclick=\"x\" data-asset=\"a\">text</p>\n\n\
         <form action=\"/\"><button>Go</button></form>\n",
    );
    assert_eq!(html, "<p>text</p>\nGo");
    let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "l.md:3:1: <button> can't stand in a course and was removed.",
            "l.md:3:1: <form> can't stand in a course and was removed.",
        ]
    );
}

#[test]
fn what_is_no_element_is_text() {
    let (html, problems) = render("Run `x` <your name> and <Other-Thing a=\"b\">, </so>.");
    assert_eq!(
        html,
        "<p>Run <code>x</code> &lt;your name&gt; and &lt;Other-Thing a=\"b\"&gt;, &lt;/so&gt;.</p>"
    );
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn what_we_add_is_there() {
    let (html, problems) = render(
        "> [!warning] Mind\n> the gap\n\n- [x] done\n- [ ] open\n\n```Rust {#x}\nlet a = 1;\n```\n\n\
         | a | b |\n|---|--:|\n| 1 | 2 |\n\nOut [there](https://example.org \"T\"), www.example.org [^n]\n\n[^n]: A note.\n",
    );
    assert!(problems.is_empty(), "{problems:?}");
    for part in [
        "<aside class=\"callout callout-warning\"><p class=\"callout-title\">Mind</p>\n<p>the gap</p>",
        "<li class=\"task\"><span class=\"task-mark\">☑</span> done</li>",
        "<pre><code class=\"language-rust\">let a = 1;\n</code></pre>",
        "<div class=\"table\"><table>",
        "<td align=\"right\">2</td>",
        "<a href=\"https://example.org\" rel=\"noopener noreferrer\" data-external title=\"T\">there</a>",
        "<sup class=\"footnote-ref\"><a href=\"#footnote-1\" data-footnote=\"footnote-1\">1</a></sup>",
        "<div class=\"footnote\" id=\"footnote-1\" role=\"note\"><span class=\"footnote-number\">1</span><p>A note.</p>",
    ] {
        assert!(html.contains(part), "{part}\nin {html}");
    }
    assert_harmless(&html);
}

#[test]
fn small_texts_cannot_unfold_into_huge_ones() {
    let open: String = (0..150).map(|n| format!("<b title={n}>")).collect();
    for text in [
        format!("<div>{open}{}", "<p>x".repeat(50_000)),
        "<div>".repeat(100_000),
        "<b><table></b></table>".repeat(20_000) + &"<p>x".repeat(100_000),
        "<a ".repeat(100_000),
        "<a b='".repeat(50_000),
        "[".repeat(50_000),
        "*a **a ".repeat(20_000),
        "> ".repeat(50_000) + "x",
        "[^1]: x\n\n".repeat(10_000) + &"[^1]".repeat(1000),
    ] {
        let (html, _) = render(&text);
        assert!(
            html.len() < 20 * text.len() + 1000,
            "{} became {}",
            text.len(),
            html.len()
        );
    }
}

proptest! {
    #[test]
    fn any_soup_is_harmless(parts in prop::collection::vec(prop_oneof![
        Just("<a href='javascript:x'>"), Just("<img src=//x onerror=y>"), Just("<svg><style>"),
        Just("</svg>"), Just("<math><mtext><table><mglyph>"), Just("<!--"), Just("-->"), Just("<p"),
        Just(" title='"), Just("'"), Just("\""), Just(">"), Just("</p>"), Just("<details>"),
        Just("<div class=x id=y>"), Just("</div>"), Just("<![CDATA["), Just("]]>"), Just("<textarea>"),
        Just("</title>"), Just("\n\n"), Just("\n"), Just("> "), Just("- "), Just("`"), Just("```\n"),
        Just("|a|\n|-|\n"), Just("[x](data:y)"), Just("![](z)"), Just("&lt;script&gt;"), Just("text "),
        Just("<x{#a}>"), Just("&#x6a;"), Just("\u{0}"), Just("[^1]"), Just("[^1]: "), Just("<xmp>"),
        Just("<template>"), Just("<select><option>"), Just("<table><td>"), Just("</table>"),
    ], 0..40)) {
        assert_harmless(&render(&parts.concat()).0);
    }

    #[test]
    fn any_text_is_harmless(text in "(?s).{0,200}") {
        assert_harmless(&render(&text).0);
    }
}
