//! Feeds: what is published, for programs that follow it.

use std::fmt::Write as _;

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use desk::PublishedRuling;
use jiff::Timestamp;
use model::RulingNumber;

use crate::trouble::Trouble;

/// Lists what is published, as an Atom feed (RFC 4287).
pub async fn list(State(state): State<crate::State>) -> Result<Response, Trouble> {
    let rulings = state.desk.published_rulings().await?;
    let feed = feed(&rulings, &state.desk.settings().public_url, state.now());
    let media_type = [(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")];
    Ok((media_type, feed).into_response())
}

fn feed(rulings: &[PublishedRuling], public_url: &str, now: Timestamp) -> String {
    let at = |ruling: &PublishedRuling| ruling.released_at.unwrap_or(ruling.in_force_at);
    let updated = rulings.iter().map(at).max().unwrap_or(now);
    let base = escaped(public_url);
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <title>Rulings</title>\n<id>{base}/rulings</id>\n<updated>{updated}</updated>\n\
         <author><name>Arbitration</name></author>\n\
         <link rel=\"self\" href=\"{base}/rulings/feed.atom\"/>\n<link href=\"{base}/rulings\"/>\n"
    );
    for ruling in rulings {
        let url = escaped(&url(ruling.number, public_url));
        let said = ruling.text.clone().unwrap_or_else(|| {
            "This ruling is sealed; its text is for the parties and the board.".to_owned()
        });
        // Writing to a string does not fail.
        let _ = write!(
            text,
            "<entry>\n<title>{} {}</title>\n<id>{url}</id>\n<link href=\"{url}\"/>\n\
             <published>{}</published>\n<updated>{}</updated>\n\
             <content type=\"text\">{}</content>\n</entry>\n",
            kind(ruling),
            ruling.number,
            ruling.in_force_at,
            at(ruling),
            escaped(&said),
        );
    }
    text.push_str("</feed>\n");
    text
}

/// Returns what kind of ruling it is: in English, for a feed is the same for everyone.
const fn kind(ruling: &PublishedRuling) -> &'static str {
    match (ruling.is_sealed, ruling.is_interim) {
        (true, _) => "Sealed ruling",
        (false, true) => "Interim ruling",
        (false, false) => "Ruling",
    }
}

/// Escapes what means something in XML, and leaves out what may not stand in it at all.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(letter),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

fn url(number: RulingNumber, public_url: &str) -> String {
    format!("{public_url}/rulings/{number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_holds_what_is_published_and_stays_xml() {
        let ruling = PublishedRuling {
            number: "d20261121.1/r1".parse().unwrap(),
            in_force_at: crate::samples::now(),
            released_at: None,
            is_interim: false,
            is_sealed: false,
            text: Some("a < b & \"c\"\u{b}".to_owned()),
        };
        let feed = feed(&[ruling], "https://desk.example", crate::samples::now());
        assert!(feed.contains("a &lt; b &amp; &quot;c&quot;</content>"), "{feed}");
        assert!(feed.contains("<id>https://desk.example/rulings/d20261121.1/r1</id>"), "{feed}");
    }
}
