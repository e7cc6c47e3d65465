//! What a file is, told by its bytes.

mod signs;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing at all.
    Empty,
    /// A PNG picture.
    Png,
    /// A JPEG picture.
    Jpeg,
    /// A GIF picture, moving or not.
    Gif,
    /// A WebP picture, moving or not.
    WebP,
    /// A picture of another kind, which is not drawn here: BMP, TIFF, HEIC, AVIF, an icon.
    OtherPicture,
    /// A PDF.
    Pdf,
    /// An office document, by its folder of parts or as the older single file.
    Office,
    /// An archive: zip, gzip, 7z, rar, bzip2, xz, tar.
    Archive,
    /// A program or a library for a machine: Windows, Linux, macOS, Java.
    Program,
    /// A script with its interpreter in the first line.
    Script,
    /// HTML.
    Html,
    /// A drawing as SVG; it can carry scripts.
    Svg,
    /// XML of another kind.
    Xml,
    /// A mail.
    Mail,
    /// JSON.
    Json,
    /// A table, its values set apart by signs.
    Table,
    /// A certificate or key, written as PEM.
    Pem,
    /// Rich text.
    RichText,
    /// Plain text.
    Text,
    /// Sound or a film.
    Media,
    /// Bytes that tell nothing.
    Unknown,
}

/// What kinds have in common, as far as names go: a name that says another family lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Something to look at.
    Picture,
    /// Something to read, in which nothing can run.
    Text,
    /// Something to read that a browser would run.
    Markup,
    /// Something that runs.
    Program,
    /// A document.
    Document,
    /// Other files in one.
    Archive,
    /// Something to hear or to watch.
    Media,
    /// Nothing, or nothing that is known.
    Unknown,
}

impl Kind {
    /// Tells the kind by the bytes.
    pub fn of(bytes: &[u8]) -> Self {
        signs::kind_of(bytes)
    }

    /// Returns its name, by which pages have words for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Png => "png",
            Self::Jpeg => "jpeg",
            Self::Gif => "gif",
            Self::WebP => "webp",
            Self::OtherPicture => "other_picture",
            Self::Pdf => "pdf",
            Self::Office => "office",
            Self::Archive => "archive",
            Self::Program => "program",
            Self::Script => "script",
            Self::Html => "html",
            Self::Svg => "svg",
            Self::Xml => "xml",
            Self::Mail => "mail",
            Self::Json => "json",
            Self::Table => "table",
            Self::Pem => "pem",
            Self::RichText => "rich_text",
            Self::Text => "text",
            Self::Media => "media",
            Self::Unknown => "unknown",
        }
    }

    /// Returns what it has in common with others.
    pub const fn family(self) -> Family {
        match self {
            Self::Png | Self::Jpeg | Self::Gif | Self::WebP | Self::OtherPicture => Family::Picture,
            Self::Mail | Self::Json | Self::Table | Self::Pem | Self::Text => Family::Text,
            Self::Html | Self::Svg | Self::Xml => Family::Markup,
            Self::Program | Self::Script => Family::Program,
            Self::Pdf | Self::Office | Self::RichText => Family::Document,
            Self::Archive => Family::Archive,
            Self::Media => Family::Media,
            Self::Empty | Self::Unknown => Family::Unknown,
        }
    }

    /// Says whether somebody can read it as it stands.
    pub const fn is_written(self) -> bool {
        matches!(self.family(), Family::Text | Family::Markup) || matches!(self, Self::Script)
    }
}
