//! The tree of parts: what is text, what is attached, what is a report.
//!
//! The tree is walked here and not by the library, which nests messages without bound and drops them by
//! recursion: a mail of many thousand levels would end the process.

use model::Attachment;

use crate::{
    parse::{
        boundary::{BOUNDARY_OCTETS_MAX, split_parts},
        charset,
        entity::{Entity, Head},
        fault::Faults,
        html, transfer,
    },
    report::ReportParts,
};

/// Levels of parts inside parts that are followed.
const DEPTH_MAX: usize = 20;

/// Parts of one mail that are read.
const PARTS_MAX: usize = 500;

/// Attachments of one mail that are kept apart; the original keeps all.
const ATTACHMENTS_MAX: usize = 100;

/// Octets of text that are read.
const TEXT_OCTETS_MAX: usize = 1024 * 1024;

/// Octets of HTML that are read; browsers and we work harder on HTML than on text.
const HTML_OCTETS_MAX: usize = 512 * 1024;

/// What a mail holds.
#[derive(Default)]
pub(crate) struct Contents {
    /// The text.
    pub(crate) text: String,
    /// The HTML, sanitised.
    pub(crate) html: Option<String>,
    /// What is attached.
    pub(crate) attachments: Vec<Attachment>,
    /// The machine-readable parts of a delivery report.
    pub(crate) report: ReportParts,
    /// True for a report of any sort (RFC 6522).
    pub(crate) is_report: bool,
}

/// The text of one branch, in its forms.
#[derive(Default)]
struct Piece {
    text: Option<String>,
    html: Option<String>,
}

struct Walk<'a> {
    contents: Contents,
    faults: &'a mut Faults,
    n_parts: usize,
}

/// Where in the tree a part stands.
#[derive(Clone, Copy)]
struct Place {
    depth: usize,
    /// True inside multipart/report.
    is_in_report: bool,
    /// What a part is that does not say (RFC 2046 §5.1.5: a digest holds messages).
    fallback: &'static str,
}

impl Contents {
    /// Reads the whole tree.
    pub(crate) fn of(root: &Entity<'_>, faults: &mut Faults) -> Self {
        let mut walk = Walk { contents: Self::default(), faults, n_parts: 0 };
        let place = Place { depth: 0, is_in_report: false, fallback: "text/plain" };
        let piece = walk.part(root, place);
        let mut contents = walk.contents;
        contents.text = piece.plain();
        contents.html = piece.html;
        contents
    }
}

impl Piece {
    /// Returns the text, made from the HTML if there is nothing else.
    fn plain(&self) -> String {
        match (&self.text, &self.html) {
            (Some(text), _) => text.clone(),
            (None, Some(html)) => html::to_text(html),
            (None, None) => String::new(),
        }
    }

    /// Puts pieces one below the other.
    fn joined(pieces: Vec<Self>) -> Self {
        let has_html = pieces.iter().any(|p| p.html.is_some());
        let mut whole = Self::default();
        for piece in pieces {
            if piece.text.is_none() && piece.html.is_none() {
                continue;
            }
            let text = piece.plain();
            if has_html {
                let html = piece.html.unwrap_or_else(|| html::of_text(&text));
                append(&mut whole.html, &html);
            }
            append(&mut whole.text, &text);
        }
        whole
    }

    /// Takes the richest form of each sort; the last one is the best (RFC 2046 §5.1.4).
    fn best(pieces: Vec<Self>) -> Self {
        let mut best = Self::default();
        for piece in pieces {
            best.text = piece.text.or(best.text);
            best.html = piece.html.or(best.html);
        }
        best
    }
}

fn append(whole: &mut Option<String>, more: &str) {
    match whole {
        Some(text) => {
            text.push('\n');
            text.push_str(more);
        }
        None => *whole = Some(more.to_owned()),
    }
}

impl Walk<'_> {
    fn part(&mut self, entity: &Entity<'_>, place: Place) -> Piece {
        self.n_parts += 1;
        let media_type = entity.head.media_type(place.fallback);
        if media_type.starts_with("multipart/") {
            return self.multipart(entity, &media_type, place);
        }
        let is_apart = is_attachment(&entity.head);
        match media_type.as_str() {
            "text/plain" if !is_apart => self.text(entity),
            "text/html" if !is_apart => self.html(entity),
            "message/delivery-status" | "message/global-delivery-status" if place.is_in_report => {
                let bytes = transfer::decode(&entity.head, entity.body, self.faults);
                self.contents.report.status = Some(String::from_utf8_lossy(&bytes).into_owned());
                Piece::default()
            }
            "message/rfc822"
            | "message/global"
            | "text/rfc822-headers"
            | "message/global-headers" => {
                if place.is_in_report {
                    let bytes = transfer::decode(&entity.head, entity.body, self.faults);
                    let returned = Entity::read(&bytes, &mut Faults::default());
                    self.contents.report.message_id =
                        returned.head.text("message-id").map(str::to_owned);
                }
                self.attach(entity, media_type);
                Piece::default()
            }
            "application/pkcs7-mime" | "application/x-pkcs7-mime" => {
                self.faults.add(
                    "the mail is encrypted, or signed in a form that hides its text (S/MIME); it is attached as sent",
                );
                self.attach(entity, media_type);
                Piece::default()
            }
            _ => {
                self.attach(entity, media_type);
                Piece::default()
            }
        }
    }

    fn multipart(&mut self, entity: &Entity<'_>, media_type: &str, place: Place) -> Piece {
        let boundary = entity.head.content_type().and_then(|ct| ct.attribute("boundary"));
        let Some(boundary) = boundary.filter(|b| (1..=BOUNDARY_OCTETS_MAX).contains(&b.len()))
        else {
            self.faults.add(
                "a part says that it has parts, but not where they begin; it is shown as sent",
            );
            return self.text(entity);
        };
        if place.depth >= DEPTH_MAX {
            self.faults
                .add("the mail is nested deeper than 20 levels; the rest is only in the original");
            return Piece::default();
        }
        let is_report = media_type == "multipart/report";
        self.contents.is_report |= is_report && place.depth == 0;
        let inner = Place {
            depth: place.depth + 1,
            is_in_report: is_report,
            fallback: if media_type == "multipart/digest" {
                "message/rfc822"
            } else {
                "text/plain"
            },
        };
        let split = split_parts(entity.body, boundary.as_bytes(), PARTS_MAX);
        if split.parts.is_empty() {
            self.faults.add("a part says that it has parts, but has none; it is shown as sent");
            return self.text(entity);
        }
        if !split.is_closed {
            self.faults.add("the mail ends in the middle of a part");
        }
        let mut pieces = Vec::new();
        for raw in split.parts {
            if self.n_parts >= PARTS_MAX {
                self.faults
                    .add("the mail has more than 500 parts; the rest is only in the original");
                break;
            }
            let part = Entity::read(raw, self.faults);
            pieces.push(self.part(&part, inner));
        }
        if media_type == "multipart/encrypted" {
            self.faults.add("the mail is encrypted (OpenPGP); it is attached as sent");
        }
        if media_type == "multipart/alternative" {
            return Piece::best(pieces);
        }
        Piece::joined(pieces)
    }

    fn text(&mut self, entity: &Entity<'_>) -> Piece {
        let bytes = transfer::decode(&entity.head, entity.body, self.faults);
        let bytes = match bytes.get(..TEXT_OCTETS_MAX) {
            Some(cut) if bytes.len() > TEXT_OCTETS_MAX => {
                self.faults
                    .add("a text is longer than 1 MiB and was cut; all of it is in the original");
                until_char(cut)
            }
            _ => &bytes,
        };
        Piece { text: Some(charset::decode(&entity.head, bytes, self.faults)), html: None }
    }

    fn html(&mut self, entity: &Entity<'_>) -> Piece {
        let bytes = transfer::decode(&entity.head, entity.body, self.faults);
        let bytes = match bytes.get(..HTML_OCTETS_MAX) {
            Some(cut) if bytes.len() > HTML_OCTETS_MAX => {
                self.faults.add(
                    "an HTML text is longer than 512 KiB and was cut; all of it is in the original",
                );
                until_char(cut)
            }
            _ => &bytes,
        };
        let dirty = charset::decode(&entity.head, bytes, self.faults);
        if html::is_too_complex(&dirty) {
            self.faults.add("an HTML text has more than 8,000 tags; it is shown as plain text");
            return Piece { text: Some(html::to_text(&dirty)), html: None };
        }
        Piece { text: None, html: Some(html::sanitise(&dirty)) }
    }

    fn attach(&mut self, entity: &Entity<'_>, media_type: String) {
        if self.contents.attachments.len() >= ATTACHMENTS_MAX {
            self.faults
                .add("the mail has more than 100 attachments; the rest is only in the original");
            return;
        }
        let bytes = transfer::decode(&entity.head, entity.body, self.faults).into_owned();
        let name = name_of(&entity.head).unwrap_or_default();
        let number = self.contents.attachments.len() + 1;
        self.contents.attachments.push(Attachment::named(name, number, media_type, bytes));
    }
}

/// Tells whether a text part is a file beside the text.
fn is_attachment(head: &Head) -> bool {
    let disposition = head.disposition();
    disposition.is_some_and(|d| d.is_attachment() || d.has_attribute("filename"))
        || (disposition.is_none() && head.content_type().is_some_and(|ct| ct.has_attribute("name")))
}

/// Returns the decoded file name.
fn name_of(head: &Head) -> Option<&str> {
    head.disposition()
        .and_then(|d| d.attribute("filename"))
        .or_else(|| head.content_type().and_then(|ct| ct.attribute("name")))
}

/// Gives up the octets of a UTF-8 character that a cut has split.
fn until_char(cut: &[u8]) -> &[u8] {
    match std::str::from_utf8(cut) {
        Err(error) if error.error_len().is_none() => {
            cut.get(..error.valid_up_to()).unwrap_or_default()
        }
        _ => cut,
    }
}
