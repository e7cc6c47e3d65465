//! HTML made harmless: nothing is loaded from elsewhere, nothing runs, nothing styles the page around it.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::{Builder, UrlRelative};
use mail_parser::decoders::html::html_to_text;

/// Characters of a picture that is carried in the text itself; larger ones belong into attachments.
const DATA_URL_CHARS_MAX: usize = 64 * 1024;

/// Tags of one HTML text.
const TAGS_MAX: usize = 8_000;

/// Elements that may say in which direction they are read: they stand on lines of their own.
///
/// Within a line the word of a stranger would turn letters around, as U+202E does: `<bdo dir=rtl>gnp.exe</bdo>` reads
/// `exe.png`, and so do single letters, each set apart by `bdi`, in something that reads from the right.
const DIRECTED: [&str; 16] = [
    "center", "div", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "pre", "table",
    "td", "ul",
];

/// Pictures that browsers draw without running anything; SVG is a document and is left out.
const PICTURES: [&str; 4] = [
    "data:image/png;base64,",
    "data:image/jpeg;base64,",
    "data:image/gif;base64,",
    "data:image/webp;base64,",
];

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    let schemes: HashSet<_> = ["http", "https", "mailto", "cid", "data"].into();
    let attributes: HashMap<_, HashSet<_>> = [
        ("a", ["href"].into()),
        ("img", ["alt", "src", "width", "height"].into()),
        ("td", ["colspan", "rowspan"].into()),
        ("th", ["colspan", "rowspan"].into()),
        ("ol", ["start"].into()),
    ]
    .into();
    builder
        .url_schemes(schemes)
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noreferrer noopener"))
        .generic_attributes(["lang", "dir", "title"].into())
        .tag_attributes(attributes)
        .clean_content_tags(
            ["script", "style", "title", "template", "noscript", "iframe", "object"].into(),
        )
        .rm_tags(["area", "bdi", "bdo", "map"])
        .strip_comments(true)
        .attribute_filter(harmless);
    builder
});

/// Makes HTML harmless.
pub(crate) fn sanitise(dirty: &str) -> String {
    SANITISER.clean(dirty).to_string()
}

/// Lets through only links that a person follows on purpose, and pictures that load nothing.
fn harmless<'a>(element: &str, attribute: &str, value: &'a str) -> Option<Cow<'a, str>> {
    let value = value.trim();
    let lower: String = value.chars().take(40).collect::<String>().to_ascii_lowercase();
    let is_allowed = match (element, attribute) {
        ("a", "href") => ["http://", "https://", "mailto:"].iter().any(|s| lower.starts_with(s)),
        ("img", "src") => {
            lower.starts_with("cid:")
                || (value.len() <= DATA_URL_CHARS_MAX
                    && PICTURES.iter().any(|p| lower.starts_with(p)))
        }
        (_, "dir") => DIRECTED.contains(&element),
        _ => true,
    };
    is_allowed.then_some(Cow::Borrowed(value))
}

/// Reads the text out of HTML.
pub(crate) fn to_text(html: &str) -> String {
    let text = html_to_text(html);
    let mut lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    // Layout tables leave long runs of empty lines.
    lines.dedup_by(|a, b| a.is_empty() && b.is_empty());
    lines.join("\n").trim().to_owned()
}

/// Writes plain text as HTML.
pub(crate) fn of_text(text: &str) -> String {
    format!("<pre>{}</pre>", ammonia::clean_text(text))
}

/// Tells whether HTML has more tags than a person's mail or any newsletter.
///
/// Building the tree takes time by the square of the tags that are open at once, and only the builder knows how
/// many those are: so all are counted.
pub(crate) fn is_too_complex(html: &str) -> bool {
    let opens = |pair: &&[u8]| matches!(pair, [b'<', name] if name.is_ascii_alphabetic());
    html.as_bytes().windows(2).filter(opens).count() > TAGS_MAX
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(dirty: &str, expect: &str) {
        assert_eq!(sanitise(dirty), expect, "{dirty}");
    }

    #[test]
    fn nothing_loads_and_nothing_runs() {
        check("<p>Hello</p>", "<p>Hello</p>");
        check("<script>alert(1)</script>x", "x");
        check("<style>@import url(https://t.example)</style>x", "x");
        check("<p style=\"background:url(https://t.example)\" onclick=a()>x</p>", "<p>x</p>");
        check("<img src=\"https://t.example/p.gif\" alt=\"logo\">", "<img alt=\"logo\">");
        check("<img src=\"cid:a@b\" alt=\"x\">", "<img src=\"cid:a@b\" alt=\"x\">");
        check("<img src=\"data:image/svg+xml;base64,AA\">", "<img>");
        check("<img srcset=\"https://t.example 2x\" src=\"//t.example\">", "<img>");
        check(
            "<link rel=stylesheet href=https://t.example><iframe src=https://t.example>y</iframe>x",
            "x",
        );
        check(
            "<table background=https://t.example><tr><td>x",
            "<table><tbody><tr><td>x</td></tr></tbody></table>",
        );
        check(
            "<a href=\"https://x.example\" target=_top>x</a>",
            "<a href=\"https://x.example\" rel=\"noreferrer noopener\">x</a>",
        );
        check("<a href=\"javascript:alert(1)\">x</a>", "<a rel=\"noreferrer noopener\">x</a>");
        check("<a href=\"data:text/html,x\">x</a>", "<a rel=\"noreferrer noopener\">x</a>");
        check("<form action=https://t.example><input name=a>x</form>", "x");
        check("<svg><script>alert(1)</script></svg>", "");
        check("<!-- secret -->x", "x");
    }

    #[test]
    fn letters_are_not_turned_around() {
        check("photo-<bdo dir=rtl>gnp.exe</bdo>", "photo-gnp.exe");
        check("<span dir=rtl><bdi>g</bdi><b dir=ltr>n</b></span>", "<span>g<b>n</b></span>");
        check("<div dir=rtl><p>\u{5e9}</p></div>", "<div dir=\"rtl\"><p>\u{5e9}</p></div>");
    }

    #[test]
    fn small_pictures_stay_and_large_ones_go() {
        let small = "<img src=\"data:image/png;base64,AAAA\">";
        check(small, small);
        let large =
            format!("<img src=\"data:image/png;base64,{}\">", "A".repeat(DATA_URL_CHARS_MAX));
        check(&large, "<img>");
    }

    #[test]
    fn text_is_read_out() {
        assert_eq!(to_text("<p>One</p><p>Two<br>Three &amp; four</p>"), "One\nTwo\nThree & four");
    }

    #[test]
    fn tags_are_bounded() {
        assert!(is_too_complex(&"<div></x>".repeat(TAGS_MAX + 1)));
        assert!(!is_too_complex(&"<div>x</div>".repeat(TAGS_MAX)));
        assert!(!is_too_complex(&"1 < 2".repeat(TAGS_MAX + 1)));
    }

    #[test]
    fn the_deepest_allowed_html_does_not_end_the_process() {
        sanitise(&"<div>".repeat(TAGS_MAX));
        sanitise(&"<b><p></b>".repeat(TAGS_MAX / 2));
        sanitise(&"<table><td><a>".repeat(TAGS_MAX / 3));
    }

    proptest! {
        #[test]
        fn never_panics_and_never_loads(dirty in "(<(img|a|div|svg|math|table|style|p)( (src|href|style|x)=\"?(https?:|//|cid:|data:)?[a-z:&;]{0,8}\"?)?/?>|[^<]{0,9}){0,20}") {
            let clean = sanitise(&dirty);
            let lower = clean.to_ascii_lowercase();
            prop_assert!(!lower.contains("src=\"http") && !lower.contains("src=\"//"));
            prop_assert!(!lower.contains("<svg") && !lower.contains("style="));
            to_text(&clean);
        }
    }
}
