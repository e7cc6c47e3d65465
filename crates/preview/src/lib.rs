#![doc = include_str!("../README.md")]

mod kind;
mod names;
mod picture;
mod text;

pub use kind::{Family, Kind};
pub use picture::{BYTES_MAX as PICTURE_BYTES_MAX, Picture, PictureFault, Shown};
pub use text::TextHead;

/// A file as somebody sent it.
#[derive(Clone, Copy)]
pub struct Sent<'a> {
    /// Its name, as sent.
    pub name: &'a str,
    /// The media type that its sender declared.
    pub media_type: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// What a file turned out to be.
#[derive(Debug)]
pub struct Preview {
    /// What it is, by its bytes.
    pub kind: Kind,
    /// What name or declared type say that it is, where the bytes say otherwise.
    pub lie: Option<Lie>,
    /// True where opening it would run something: by its bytes, or by the end of its name.
    pub is_program: bool,
    /// What can be looked at.
    pub body: Body,
}

/// What was said of a file that its bytes are not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lie {
    /// The end of its name, such as `.jpg`.
    Name(String),
    /// The declared type, such as `image/png`.
    Declared(String),
}

/// What of a file can be looked at.
#[derive(Debug)]
pub enum Body {
    /// A picture, drawn anew.
    Picture(Box<Picture>),
    /// A picture that is not drawn.
    NoPicture(PictureFault),
    /// The beginning of a text.
    Text(TextHead),
    /// A mail; whoever reads mail says what is in it.
    Mail,
    /// Nothing but what it is.
    Nothing,
}

/// Looks at a file.
pub fn look(sent: Sent<'_>) -> Preview {
    let kind = Kind::of(sent.bytes);
    // A mail and a table look like any text; what the sender calls it decides, and shows no more than a text would.
    let kind = names::narrowed(kind, sent.name, sent.media_type);
    let body = match kind {
        Kind::Png | Kind::Jpeg | Kind::Gif | Kind::WebP => match picture::draw(kind, sent.bytes) {
            Ok(picture) => Body::Picture(Box::new(picture)),
            Err(fault) => Body::NoPicture(fault),
        },
        Kind::Mail => Body::Mail,
        kind if kind.family() == Family::Text => Body::Text(TextHead::of(sent.bytes)),
        // Markup and scripts are read as text; nothing of them runs.
        kind if kind.is_written() => Body::Text(TextHead::of(sent.bytes)),
        _ => Body::Nothing,
    };
    Preview {
        kind,
        lie: names::lie(kind, sent.name, sent.media_type),
        is_program: kind.family() == Family::Program || names::runs(sent.name),
        body,
    }
}
